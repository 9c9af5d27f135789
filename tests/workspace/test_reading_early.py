"""Who is named for an approved release reads it before its day, everywhere; nobody else does."""

from datetime import UTC, datetime, timedelta

import pytest
from people_for_tests import NOON, People
from release_builders import FEBRUARY, MAY, approved, published, write
from turned_clock import Clock

from dashboard.accounts import Actor
from dashboard.releasing import Releasing
from dashboard.security import CALLBACK
from dashboard.settings import Settings
from dashboard.timetable import publish_due
from indicators.parts import ReleaseError
from indicators.store import ReleaseStore

AT = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)
DAY = timedelta(hours=24)


@pytest.fixture
def city(database_url, tmp_path):
    """Give an installation with a public release, an approved one to come, and people in it."""
    settings = Settings(
        data_dir=tmp_path,
        database_url=database_url,
        base_url="http://localhost",
        require_second_factor=False,
    )
    made = People(settings, Clock(NOON))
    for name, role in (("anna", "member"), ("bo", "member"), ("lena", "lead")):
        made.add(name, role)
    made.add("admin", "administrator")
    made.lead = Releasing(made.services, Actor("lena"))
    made.store = ReleaseStore(made.services.engine)
    published(made.store, "r1", MAY)
    made.id = approved(made.store, "r2", FEBRUARY, kind="regular").id
    yield made
    made.close()


def ways(made):
    """Name everything by which a release can be asked for."""
    api = f"/api/v1/releases/{made.id}"
    slug = "reflection_applications"
    return (
        f"/?release={made.id}",
        f"/en/betanketid?release={made.id}",
        f"/indikator/{slug}?release={made.id}",
        f"/utgavor?release={made.id}",
        api,
        f"{api}/indicators/{slug}",
        f"{api}/indicators/{slug}.csv",
        f"{api}/indicators/{slug}.xlsx",
        f"{api}/package.zip",
        f"{api}/diff/r1",
        f"/api/v1/releases/r1/diff/{made.id}",
    )


def asked(made, client):
    """Ask for all of them, by the callback as well; give the statuses that came back."""
    found = {client.get(path).status_code for path in ways(made)}
    body = {
        "output": "shown.children",
        "outputs": {"id": "shown", "property": "children"},
        "inputs": [
            {"id": "address", "property": "pathname", "value": "/"},
            {"id": "address", "property": "search", "value": f"?release={made.id}"},
        ],
        "changedPropIds": ["address.pathname"],
        "parsedChangedPropsIds": ["address.pathname"],
    }
    headers = {"Sec-Fetch-Site": "same-origin"}
    shown = client.post(CALLBACK, json=body, headers=headers).text
    return found | {404 if "page refusal" in shown else 200}


def test_the_window_opens_for_those_named_and_closes_again(city):
    anna, bo, admin, public = (city.client(who) for who in ("anna", "bo", "admin", None))
    city.lead.name_early(city.id, "anna", "Ordförande, socialnämnden")
    assert asked(city, anna) == {404}
    city.lead.plan(city.id, AT)
    assert asked(city, anna) == {404}
    city.clock.now = AT - DAY - timedelta(seconds=1)
    anna = city.client("anna")
    assert asked(city, anna) == {404}
    city.clock.now = AT - DAY
    assert asked(city, anna) == {200}
    bo, admin = city.client("bo"), city.client("admin")
    for other in (bo, admin, public):
        assert asked(city, other) == {404}
    page = anna.get(f"/?release={city.id}")
    assert page.headers["Cache-Control"] == "no-store"
    assert "Inte offentlig före 3 mars 2026 kl. 08:00" in page.text.replace("\u00a0", " ")
    file = anna.get(f"/api/v1/releases/{city.id}")
    assert file.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in file.headers
    assert city.id not in anna.get("/api/v1/releases").text
    assert city.id not in anna.get("/").text
    city.lead.unplan(city.id)
    assert asked(city, anna) == {404}


def test_a_role_or_a_name_taken_away_holds_at_the_next_request(city):
    city.lead.plan(city.id, AT)
    for name in ("anna", "bo"):
        city.lead.name_early(city.id, name, name)
    city.clock.now = AT - timedelta(hours=1)
    anna, bo = city.client("anna"), city.client("bo")
    assert asked(city, anna) == asked(city, bo) == {200}
    city.accounts.revoke("anna", "member", Actor("cli:test"))
    city.lead.take_off_early(city.id, "bo")
    assert asked(city, anna) == asked(city, bo) == {404}


def test_the_list_is_public_with_the_release_and_says_whoever_could(city):
    city.lead.plan(city.id, AT)
    for name, shown in (("anna", "Ordföranden"), ("bo", "Vice ordföranden"), ("lena", "x")):
        city.lead.name_early(city.id, name, shown)
    city.lead.take_off_early(city.id, "lena")
    city.clock.now = AT - timedelta(hours=2)
    city.lead.take_off_early(city.id, "bo")
    city.clock.now = AT
    public = city.client()
    assert "Ordföranden" not in public.get("/utgavor").text
    assert publish_due(city.services) == f"published {city.id}"
    assert asked(city, public) == {200}
    told = public.get("/api/v1/releases/latest").get_json()["pre_release"]
    assert told == {
        "from": "2026-03-02T07:00:00+00:00",
        "readers": ["Ordföranden", "Vice ordföranden"],
    }
    page = public.get("/utgavor").text
    assert "Ordföranden" in page
    assert ">anna<" not in page
    older = public.get("/api/v1/releases/r1").get_json()["pre_release"]
    assert older == {"from": None, "readers": []}


def test_whoever_cannot_read_early_cannot_be_named(city):
    for name, words in (("nobody", "x"), ("admin", "x"), ("anna", " ")):
        with pytest.raises(ReleaseError):
            city.lead.name_early(city.id, name, words)
    city.lead.publish(city.id)
    with pytest.raises(ReleaseError, match="settled once it is approved"):
        city.lead.name_early(city.id, "anna", "x")
    told = city.client().get("/api/v1/releases/latest").get_json()["pre_release"]
    assert told == {"from": None, "readers": []}


def test_a_draft_is_read_by_those_who_read_drafts_alone(city):
    city.id = write(city.store, "r3", FEBRUARY).id
    assert asked(city, city.client("lena")) == {200}
    assert "UTKAST" in city.client("lena").get(f"/?release={city.id}").text
    for who in ("anna", "admin", None):
        assert asked(city, city.client(who)) == {404}
