"""What any honest version must say, asked of the public API and pages of a fresh installation."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.app import READING, create_app
from dashboard.settings import Settings

Observation = dict[str, Any]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def client(request, tmp_path_factory) -> Iterator[FlaskClient]:
    """Serve an installation that has the public documents alone."""
    folder = tmp_path_factory.mktemp("installation")
    url = request.getfixturevalue("new_installation")(request.param, folder)
    settings = Settings(database_url=url, data_dir=folder)
    app = create_app(settings)
    with app.server.test_client() as client:
        yield client
    app.server.extensions[READING].dispose()


def observations(client: FlaskClient, slug: str, release: str = "latest", **asked: str):
    path = f"/api/v1/releases/{release}/indicators/{slug}"
    answer = client.get(path, query_string=asked)
    assert answer.status_code == 200, answer.text
    return answer.json["observations"]


def one(client: FlaskClient, slug: str, **asked: str) -> Observation:
    found = observations(client, slug, **asked)
    assert len(found) == 1, found
    return found[0]


WHOLE = {"applicant": "social_services", "sex": "all", "age_group": "adult"}


def test_applications_2024_are_14_of_which_9_sexual_and_5_labour(client):
    asked = {"period": "2024", "geography": "0180", **WHOLE}
    value = {
        purpose: one(client, "reflection_applications", purpose=purpose, **asked)["value"]
        for purpose in ("all", "sexual", "labour")
    }
    assert value == {"all": 14, "sexual": 9, "labour": 5}
    women = one(client, "reflection_applications", purpose="sexual", **asked | {"sex": "women"})
    assert women["value"] == 9


@pytest.mark.parametrize(
    ("day", "granted", "rejected", "pending"),
    [("2025-06-01", 12, 1, 1), ("2025-09-01", 13, 1, 0)],
)
def test_outcomes_as_known_on_a_day(client, day, granted, rejected, pending):
    found = {
        o["breakdown"]["outcome"]: o["value"]
        for o in observations(client, "reflection_outcomes", as_of=day, period="2024")
    }
    assert (found["granted"], found["rejected"], found["pending"]) == (granted, rejected, pending)


@pytest.mark.parametrize(("day", "share"), [("2025-06-01", 12 / 13), ("2025-09-01", 13 / 14)])
def test_granted_of_decided(client, day, share):
    seen = one(client, "reflection_granted_share", as_of=day, period="2024")
    assert seen["value"] == pytest.approx(share)
    assert seen["low"] < share < seen["high"]


def test_against_known_cases_both_readings_are_shown(client):
    found = observations(client, "reflection_coverage_known", period="2024")
    assert sorted(o["value"] for o in found) == pytest.approx([14 / 139, 14 / 125])


def test_against_the_estimate_of_2002_a_band_over_a_bridge_without_a_status(client):
    found = [
        o
        for o in observations(client, "reflection_coverage", period="2024")
        if o["mark"] is None and o["geography"] == "0180"
    ]
    assert len(found) == 1
    seen = found[0]
    assert (seen["low"], seen["high"]) == pytest.approx((0.036, 0.09))
    assert seen["value"] is None
    codes = {r["code"]: r for r in seen["remarks"]}
    assert "scope_bridge" in codes
    assert codes["age_of_estimate"]["years"] == 22
    assert not (seen["progress"] or {}).get("status", "").startswith(("on_track", "achieved"))


def test_the_first_half_of_2025_is_3_and_2_in_one_document(client):
    asked = {"period": "2025-H1", "purpose": "all", "applicant": "social_services"}
    seen = one(client, "reflection_applications", **asked)
    assert seen["value"] == 3
    assert [c["value"] for c in seen["conflicts"]] == [2]
    assert seen["conflicts"][0]["document"] == "TJUT2025-08"


def test_the_national_claim_stays_a_claim(client):
    found = observations(client, "national_applications_claim", period="2024")
    claims = [o for o in found if o["value"] == 17]
    assert claims
    assert all(o["status"] == "claimed" for o in found if o["mark"] is None)


@pytest.mark.parametrize(
    "slug",
    ["rights_items_delivered", "rights_full_package", "rights_timeliness", "training_coverage"],
)
def test_what_nobody_reported_is_not_reported_and_not_zero(client, slug):
    found = observations(client, slug)
    assert found
    assert {o["mark"] for o in found} == {"not_reported"}
    assert {o["value"] for o in found} == {None}
    assert "2024" in {o["period"]["label"] for o in found}


def test_presumed_victims_2019_side_by_side(client):
    found = observations(client, "national_presumed_victims", period="2019")
    totals = {o["breakdown"]["publisher"]: o["value"] for o in found if o["value"] in (298, 404)}
    assert sorted(totals.values()) == [298, 404]
    assert len(totals) == 2


def test_presumed_victims_2021_derived_says_so(client):
    found = observations(client, "national_presumed_victims", period="2021")
    derived = [o for o in found if o["value"] == 490]
    assert derived
    assert any(r["code"] == "derived" for o in derived for r in o["remarks"])


def test_before_the_first_release_there_is_none(client):
    answer = client.get("/api/v1/releases/latest", query_string={"as_of": "2025-05-14"})
    assert answer.status_code == 404
    assert answer.content_type.startswith("application/problem+json")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/betanketid", ["14", "3,6–9,0\u00a0%", "13"]),
        ("/en/betanketid", ["14", "3.6–9.0%", "13"]),
        ("/rattighetspaketet", ["inte rapporterat än"]),
        ("/utbildning", ["inte rapporterat än"]),
        ("/en/utbildning", ["not reported yet"]),
        ("/", ["298", "404", "14"]),
        ("/utgavor", ["2025-05-15", "2025-08-04", "2026-02-04"]),
    ],
)
def test_pages_say_it_without_any_script(client, path, says):
    answer = client.get(path)
    assert answer.status_code == 200
    missing = [text for text in says if text.casefold() not in answer.text.casefold()]
    assert not missing
