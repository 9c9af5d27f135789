"""One prepares, another approves, and what is refused is said with nothing changed."""

import re
import threading
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from people_for_tests import NOON, People
from release_builders import (
    AUGUST,
    FEBRUARY,
    MAY,
    approved,
    cited,
    contents,
    observation,
    published,
    write,
)
from returns_for_tests import HEADER
from turned_clock import Clock

from dashboard import audit
from dashboard.accounts import Actor
from dashboard.releasing import Releasing
from dashboard.returns import deliver
from dashboard.settings import Settings
from indicators.definition import Text
from indicators.parts import ReleaseError
from indicators.results import Protected
from indicators.store import ReleaseStore

LIST = "/arbetsyta/utgavor"
WHY = "Prövad mot källan."


@pytest.fixture
def city(database_url, tmp_path):
    settings = Settings(
        data_dir=tmp_path,
        database_url=database_url,
        base_url="http://localhost",
        require_second_factor=False,
    )
    made = People(settings, Clock(NOON))
    for name, role in (("eva", "steward"), ("lena", "lead"), ("lars", "lead"), ("mia", "member")):
        made.add(name, role)
    made.store = ReleaseStore(made.services.engine)
    published(made.store, "r1", MAY)
    yield made
    made.close()


def said(answer):
    return unescape(answer.text).replace("\u00a0", " ")


def acts(city):
    return [(one.who, one.what) for one in reversed(audit.entries(city.services.engine))]


def post(city, who, action, release="r2", path=None, **form):
    return city.act(city.client(who), path or f"{LIST}/{release}", action, **form)


def tick_all(city, who, release="r2", reason=WHY):
    held = Releasing(city.services, Actor(who)).held(release)
    items = [f"{one.rule}:{one.about}" for one in held.open]
    return post(city, who, "tick", release, items=items, reason=reason)


def drafted(city, by="eva", **fields):
    given = {"prepared_by": by, "kind": "regular", "note": _note(), **fields}
    return write(city.store, "r2", AUGUST, **given)


def _note():
    return Text("Nya beslut har kommit.", "New decisions have come.")


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        (LIST, {LIST: "page"}),
        (f"{LIST}/r1", {LIST: "true"}),
        (f"{LIST}/r1/skydd", {LIST: "true"}),
        ("/arbetsyta/konto", {"/arbetsyta/konto": "page"}),
        ("/arbetsyta", {"/arbetsyta": "page"}),
    ],
)
def test_the_menu_marks_the_page_or_the_one_that_it_lies_under(city, path, marked):
    menu = city.client("eva").get(path).text.split("</nav>")[0]
    assert dict(re.findall(r'href="([^"]+)" aria-current="(\w+)"', menu)) == marked


def test_from_draft_to_public_each_step_by_who_may_and_in_the_log(city):
    head = drafted(city)
    page = said(city.client("eva").get(f"{LIST}/r2"))
    assert "0 fel, " in page
    assert "En källa är försenad" in page
    assert "Nya beslut har kommit." in page
    assert post(city, "lena", "approve", content_hash=head.content_hash).status_code == 422
    assert post(city, "eva", "check").status_code == 303
    unticked = post(city, "lena", "approve", content_hash=head.content_hash)
    assert unticked.status_code == 422
    assert "En varning är inte godtagen" in said(unticked)
    assert tick_all(city, "eva", reason=" ").status_code == 422
    assert tick_all(city, "eva").status_code == 303
    assert tick_all(city, "eva").status_code == 422
    page = said(city.client("lena").get(f"{LIST}/r2"))
    assert "0 varningar att ta ställning till" in page
    assert WHY in page
    assert post(city, "eva", "approve", content_hash=head.content_hash).status_code == 403
    assert post(city, "lena", "approve", content_hash=head.content_hash).status_code == 303
    night = post(city, "lena", "plan", day="2026-10-25", time="02:30")
    assert night.status_code == 422
    assert "två gånger" in said(night)
    assert post(city, "lena", "plan", day="2026-03-03", time="08:00").status_code == 303
    assert "Den offentliggörs av sig själv 3 mars 2026 kl. 08:00" in said(
        city.client("lena").get(f"{LIST}/r2")
    )
    named = post(city, "lena", "name", account="mia", shown_as="Ordföranden")
    assert named.status_code == 303
    assert "går att läsa från 2 mars 2026 kl. 08:00" in said(city.client("mia").get("/arbetsyta"))
    assert post(city, "lena", "take_off", account="mia").status_code == 303
    assert post(city, "lena", "unplan").status_code == 303
    assert post(city, "lena", "publish").status_code == 303
    again = post(city, "lena", "publish")
    assert again.status_code == 409
    assert "har gått vidare" in said(again)
    assert city.store.latest().id == "r2"
    assert acts(city) == [
        ("cli:test", "account.add"),
        ("cli:test", "account.add"),
        ("cli:test", "account.add"),
        ("cli:test", "account.add"),
        ("eva", "release.checked"),
        ("eva", "release.ticked"),
        ("eva", "refused"),
        ("lena", "release.approved"),
        ("lena", "release.planned"),
        ("lena", "release.early_named"),
        ("lena", "release.early_taken"),
        ("lena", "release.unplanned"),
        ("lena", "release.published"),
    ]
    assert audit.verify(city.services.engine).faults == ()


def test_nobody_approves_their_own_and_the_page_says_why(city):
    head = drafted(city, by="lena")
    post(city, "lena", "check")
    tick_all(city, "lena")
    assert "ska fråga någon annan" not in said(city.client("lars").get(f"{LIST}/r2"))
    page = said(city.client("lena").get(f"{LIST}/r2"))
    assert "kan inte godkänna den" in page
    assert 'value="approve"' not in page
    why = said(city.client("lena").get("/arbetsyta/behorighet?release=r2"))
    assert "kan inte godkänna den" in why
    assert "kan inte godkänna den" not in said(
        city.client("lars").get("/arbetsyta/behorighet?release=r2")
    )
    assert city.client("mia").get("/arbetsyta/behorighet?release=r2").status_code == 404
    refused = post(city, "lena", "approve", content_hash=head.content_hash)
    assert refused.status_code == 403
    assert city.store.head("r2").state == "checked"
    assert post(city, "lars", "approve", content_hash=head.content_hash).status_code == 303


def test_what_changed_since_it_was_read_is_not_approved(city):
    seen = drafted(city).content_hash
    write(city.store, "r2", AUGUST, contents(MAY), kind="regular", prepared_by="eva", note=_note())
    post(city, "eva", "check")
    tick_all(city, "eva")
    refused = post(city, "lena", "approve", content_hash=seen)
    assert refused.status_code == 409
    assert "har ändrats sedan du läste" in said(refused)
    assert city.store.head("r2").state == "checked"


def test_a_red_checklist_holds_a_draft(city):
    seen = (observation("2024", 15, inputs=(cited(value=15),)),)
    changed = [Protected("reflection_applications", seen)]
    write(city.store, "r2", AUGUST, changed, kind="regular", prepared_by="eva")
    page = said(city.client("eva").get(f"{LIST}/r2"))
    assert "Ett annat värde än i förra utgåvan, utan meddelande" in page
    assert post(city, "eva", "check").status_code == 422
    assert post(city, "lena", "publish").status_code == 409
    assert city.store.head("r2").state == "draft"


def test_errors_are_counted_where_it_says_why_there_is_no_button(city):
    seen = (observation("2024", 15, inputs=(cited(value=15),)),)
    changed = [Protected("reflection_applications", seen)]
    write(city.store, "r2", AUGUST, changed, kind="regular", prepared_by="eva")
    page = said(city.client("eva").get(f"{LIST}/r2"))
    count = int(re.search(r"Checklista: (\d+) fel", page)[1])
    assert f"Checklistan har {count} fel. Rätta" in page
    assert 'value="check"' not in page


def test_no_warning_is_ticked_before_somebody_does(city):
    drafted(city)
    page = city.client("eva").get(f"{LIST}/r2").text
    boxes = re.findall(r'<input[^>]*name="items"[^>]*>', page)
    assert boxes
    assert not [box for box in boxes if " checked" in box]
    assert post(city, "eva", "tick", reason=WHY).status_code == 422


def test_an_error_leads_there_whoever_may_mend_it_and_tells_others_who_does(city):
    drafted(city)
    hand_in_a_broken_return(city)
    steward = said(city.client("eva").get(f"{LIST}/r2"))
    assert 'åt sidan, under <a href="/arbetsyta/inlamningar">Inlämningar</a>.' in steward
    lead = said(city.client("lena").get(f"{LIST}/r2"))
    assert "Uppgiftsansvarig läser in en rättad fil" in lead
    assert 'under <a href="/arbetsyta/inlamningar">' not in lead


def test_what_comes_up_after_the_approval_is_told_and_stops_nothing(city):
    approved(city.store, "r2", AUGUST, kind="regular", prepared_by="eva")
    page = said(city.client("lena").get(f"{LIST}/r2"))
    assert "Så ser checklistan ut nu." in page
    assert "efter godkännandet" not in page
    hand_in_a_broken_return(city)
    page = said(city.client("lena").get(f"{LIST}/r2"))
    assert "Checklistan har 1 fel efter godkännandet. Det hindrar inte" in page
    assert post(city, "lena", "publish").status_code == 303


def hand_in_a_broken_return(city):
    data = f"{HEADER}\n2024-Q1,0180,social_services,sexual,women,adult,9,1,1,1,1,final,\n"
    day = city.clock().date()
    deliver(city.services, data.encode(), "fel.csv", day, channel="upload", by="eva")


def test_releases_with_one_title_are_told_apart_by_their_ids(city):
    same = Text("Utgåva 4 augusti 2025", "Release 4 August 2025")
    drafted(city, title=same)
    assert ">r2<" not in city.client("eva").get(LIST).text
    write(city.store, "r3", AUGUST, kind="regular", prepared_by="eva", title=same)
    page = city.client("eva").get(LIST).text
    assert 'class="unbroken">r2<' in page
    assert 'class="unbroken">r3<' in page
    assert ">r1<" not in page
    page = said(city.client("eva").get(f"{LIST}/r3"))
    assert "<title>Utgåva 4 augusti 2025 (r3)" in page
    assert 'Utkast, <span class="unbroken">r3</span>.' in page
    assert "Vad som ändras sedan läget 2025-05-15" in page


def test_the_list_says_since_when_a_release_is_public_and_who_made_it_in_words(city):
    published(city.store, "r2", AUGUST, prepared_by="system:documents")
    post(city, "lena", "withdraw", "r1", reason="Fel källa.")
    page = said(city.client("lena").get(LIST))
    assert "offentlig sedan 1 mars 2026" in page
    assert "var offentlig från 1 mars 2026" in page
    assert "ur offentliga handlingar" in page
    assert "system:" not in page


def test_two_approve_at_once_and_one_of_them_does(city):
    head = drafted(city)
    post(city, "eva", "check")
    tick_all(city, "eva")
    gate, failures = threading.Barrier(2), []

    def approve(who):
        gate.wait(timeout=60)
        try:
            Releasing(city.services, Actor(who)).approve("r2", head.content_hash)
        except ReleaseError as error:
            failures.append((who, error.code))

    threads = [threading.Thread(target=approve, args=(who,)) for who in ("lena", "lars")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ((loser, code),) = failures
    assert code == "state"
    assert city.store.head("r2").approved_by == ({"lena", "lars"} - {loser}).pop()
    assert [what for _, what in acts(city)].count("release.approved") == 1


def test_the_only_release_is_withdrawn_and_leaves_its_reason_everywhere(city):
    public = city.client()
    assert post(city, "lena", "withdraw", "r1", reason=" ").status_code == 422
    assert post(city, "lena", "withdraw", "r1", reason="Fel källa.").status_code == 303
    assert post(city, "lena", "withdraw", "r1", reason="Fel källa.").status_code == 409
    page = public.get("/?release=r1")
    assert page.status_code == 410
    assert "Fel källa." in page.text
    api = "/api/v1/releases/r1"
    for path in (api, f"{api}/package.zip", f"{api}/indicators/reflection_applications.csv"):
        gone = public.get(path)
        assert (gone.status_code, gone.content_type) == (410, "application/problem+json")
        assert "Fel källa." in gone.text
    assert public.get("/").status_code == 200
    assert public.get("/api/v1/releases/latest").status_code == 404
    assert "Återkallad: Fel källa." in public.get("/feed.atom").text
    # The store keeps it, for audit: those who read drafts see what it was.
    assert "Fel källa." in city.client("lena").get(f"{LIST}/r1").text


def test_the_calendar_is_public_and_takes_days_to_come_alone(city):
    for day, status in (("2026-03-01", 422), ("x", 422), ("2026-05-07", 303), ("2026-05-07", 409)):
        assert post(city, "lena", "enter_day", path=LIST, day=day).status_code == status
    assert post(city, "eva", "enter_day", path=LIST, day="2026-06-01").status_code == 403
    public = city.client()
    assert "Nästa utgåva: 7 maj 2026" in said(public.get("/"))
    assert public.get("/api/v1/calendar").get_json() == {
        "coming": [{"day": "2026-05-07", "at": None}]
    }
    head = approved(city.store, "r2", FEBRUARY, kind="regular")
    moment = datetime(2026, 5, 7, 6, 0, tzinfo=UTC)
    Releasing(city.services, Actor("lena")).plan(head.id, moment)
    (coming,) = public.get("/api/v1/calendar").get_json()["coming"]
    assert coming == {"day": "2026-05-07", "at": moment.isoformat()}
    city.clock.now = moment + timedelta(minutes=1)
    Releasing(city.services, Actor("lena")).publish(head.id)
    assert public.get("/api/v1/calendar").get_json() == {"coming": []}


def test_a_release_that_is_not_there_is_not_found(city):
    assert city.client("lena").get(f"{LIST}/r9").status_code == 404
    assert post(city, "lena", "publish", "r9").status_code == 404
    assert city.client("mia").get(LIST).status_code == 403
