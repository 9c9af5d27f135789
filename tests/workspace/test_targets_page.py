"""The lead sets a target and explains what is off track; the public sees it in the next release."""

import re
from datetime import date
from html import unescape

import pytest
from people_for_tests import NOON, People
from turned_clock import Clock

from dashboard.audit import as_csv
from dashboard.publishing import draft, publish
from dashboard.settings import Settings
from dashboard.targeting import ledger_of
from indicators.definition import Text
from indicators.progress import Target
from indicators.target_store import TargetStore
from indicators.targets import Decision, Series

PATH = "/en/arbetsyta/malvarden?indicator=commitments_done"
PUBLIC = ("/en", "/en/indikator/commitments_done", "/en/utgavor", "/en/ataganden")
API = "/api/v1/releases/latest/indicators/commitments_done.json"
TARGET = {
    "goal": "90",
    "goal_day": "2028-12-31",
    "baseline": "0",
    "baseline_day": "2024-12-31",
    "milestone": "60",
    "milestone_day": "2026-12-31",
    "decided_by": "Socialnämnden",
    "reference": "protokoll 2/2026, § 7",
    "decided_on": "2026-02-19",
    "reason_sv": "Programmet ska genomföras.",
    "reason_en": "The programme is to be carried out.",
    "replaces": "",
}
EXPLAINED = {"text_sv": "Beslut dröjde.", "text_en": "Decisions were late."}
ACTION = {
    "explanation": "1",
    "what_sv": "Besluta om resten.",
    "what_en": "Decide on the rest.",
    "owner_sv": "avdelningschefen",
    "owner_en": "the head of department",
    "due": "2026-06-30",
}
SECRETS = ("§ 7", "Decisions were late.", "Decide on the rest.")


@pytest.fixture
def city(new_installation, tmp_path):
    """Give an installation of its own, with the public documents, and people in it."""
    new_installation("sqlite", tmp_path)
    settings = Settings(data_dir=tmp_path, base_url="http://localhost", require_second_factor=False)
    made = People(settings, Clock(NOON))
    made.add("lead", "lead")
    made.add("steward", "steward")
    yield made
    made.services.close()


def said(answer):
    return unescape(answer.get_data(as_text=True)).replace("\u00a0", " ")


def public(city):
    client = city.client()
    return "\n".join(said(client.get(path)) for path in (*PUBLIC, API))


def test_what_the_lead_enters_is_public_in_the_next_release_and_not_before(city):
    before = public(city)
    lead = city.client("lead")
    assert "none decided" in said(lead.get("/en/arbetsyta/malvarden"))
    assert city.act(lead, PATH, "decide", **TARGET).status_code == 303
    page = said(lead.get(PATH))
    assert "The target is entered." in page
    assert "behind" in page, page
    assert "to be explained" in said(lead.get("/en/arbetsyta/malvarden"))
    assert city.act(lead, PATH, "explain", **EXPLAINED).status_code == 303
    assert city.act(lead, PATH, "promise", **ACTION).status_code == 303
    assert "to be explained" not in said(lead.get("/en/arbetsyta/malvarden"))
    assert public(city) == before

    head = draft(city.services, city.services.today(), "steward")
    assert public(city) == before
    publish(city.services, head.id, checked_by="lead")
    after = public(city)
    assert all(secret in after for secret in SECRETS)
    assert "90.0% by 31 December 2028" in after

    city.clock.turn(days=1)
    moved = {"promise": "1", "kind": "moved", "new_due": "2026-09-30"}
    notes = {"note_sv": "Sommaren kom emellan.", "note_en": "Summer came between."}
    lead = city.client("lead")
    assert city.act(lead, PATH, "step", **moved, **notes).status_code == 303
    assert "Summer came between." not in public(city)
    later = draft(city.services, city.services.today(), "steward")
    publish(city.services, later.id, checked_by="lead")
    assert "first promised for 30 June 2026" in public(city)


def test_the_path_is_drawn_with_what_it_takes_and_nothing_is_entered(city):
    lead = city.client("lead")
    drawn = city.act(lead, PATH, "decide", **TARGET, draw="yes")
    assert drawn.status_code == 200
    page = said(drawn)
    assert "60.0%" in page
    assert "To reach 90.0% by 31 December 2028 it takes" in page
    assert 'value="protokoll 2/2026, § 7"' in page
    assert not ledger_of(city.services)


@pytest.mark.parametrize(
    ("wrong", "status", "words"),
    [
        ({"goal": "ninety"}, 422, "cannot be read"),
        ({"goal": "190"}, 422, "from 0 to 100"),
        ({"goal_day": "2020-01-01"}, 422, "must follow each other"),
        ({"reference": ""}, 422, "minutes and paragraph"),
        ({"decided_on": "2026-03-02"}, 422, "after today"),
        ({"reason_en": ""}, 422, "in English"),
        ({"replaces": "7"}, 409, "meanwhile"),
        ({"replaces": "x"}, 422, "cannot be read"),
    ],
)
def test_a_target_that_cannot_stand_is_refused_with_what_was_typed(city, wrong, status, words):
    lead = city.client("lead")
    answer = city.act(lead, PATH, "decide", **(TARGET | wrong))
    assert answer.status_code == status
    assert words in said(answer)
    assert "Programmet ska genomföras." in said(answer)
    assert not ledger_of(city.services)


def test_of_two_leads_the_second_must_look_again(city):
    city.add("other", "lead")
    one, other = city.client("lead"), city.client("other")
    assert city.act(one, PATH, "decide", **TARGET).status_code == 303
    late = city.act(other, PATH, "decide", **TARGET)
    assert late.status_code == 409
    assert "another target meanwhile" in said(late)
    replaced = TARGET | {"replaces": "1", "goal": "50", "decided_on": "2026-02-26"}
    assert city.act(other, PATH, "decide", **replaced).status_code == 303
    assert [d.replaces for d in ledger_of(city.services).decisions] == [None, 1]


@pytest.mark.parametrize(
    ("action", "form"),
    [
        ("explain", {"text_sv": "Bara svenska.", "text_en": ""}),
        ("explain", {}),
        ("promise", ACTION),
        ("promise", {"explanation": "x"}),
        ("step", {"promise": "9", "kind": "done", "note_sv": "a", "note_en": "b"}),
    ],
)
def test_what_is_half_said_or_rests_on_nothing_is_refused(city, action, form):
    answer = city.act(city.client("lead"), PATH, action, **form)
    assert answer.status_code == 422
    assert not ledger_of(city.services)


def test_an_indicator_that_can_have_no_target_has_no_page(city):
    lead = city.client("lead")
    for slug in ("budget", "nonsense"):
        assert lead.get(f"/en/arbetsyta/malvarden?indicator={slug}").status_code == 404
        path = f"/en/arbetsyta/malvarden?indicator={slug}"
        assert city.act(lead, path, "decide", **TARGET).status_code in (404, 422)


def test_a_small_figure_that_no_release_shows_is_no_baseline(city):
    path = PATH.replace("commitments_done", "coordinator_cases")
    form = TARGET | {"baseline": "3", "goal": "90", "milestone": "", "milestone_day": ""}
    answer = city.act(city.client("lead"), path, "decide", **form)
    assert answer.status_code == 422
    assert "no release shows" in said(answer)


def test_a_level_to_keep_is_no_deadline(city):
    lead = city.client("lead")
    path = PATH.replace("commitments_done", "reflection_applications")
    level = TARGET | {"goal": "10", "baseline": "10", "milestone": "", "milestone_day": ""}
    assert city.act(lead, path, "decide", **level).status_code == 303
    listed = lead.get("/en/arbetsyta/malvarden").get_data(as_text=True)
    assert "kept at 10 until 31\u00a0December\u00a02028" in listed
    assert "§\u00a07" in listed
    assert "10 hela tiden till 31 december 2028" in said(lead.get("/arbetsyta/malvarden"))


def test_a_target_stands_in_the_unit_of_its_indicator_before_any_figure_has_come(city):
    series = Series("partnership_grants", "0180", (("organisation_id", "talita"),))
    aim = Target(1_500_000, date(2024, 12, 31), 1_700_000, date(2028, 12, 31))
    why = Text("Bidragen ska öka.", "Grants are to grow.")
    one = Decision(series, aim, "Socialnämnden", "§ 7", date(2026, 2, 19), why)
    TargetStore(city.services.engine).decide(one, by="lead", now=city.clock())
    page = said(city.client("lead").get("/en/arbetsyta/malvarden"))
    assert "SEK 1,700,000 by 31 December 2028" in page


def test_what_has_no_figure_and_no_target_is_said_in_one_way(city):
    page = said(city.client("lead").get("/en/arbetsyta/malvarden"))
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [re.findall(r">([^<>]+)<", row) for row in table.split("</tr>") if row]
    assert {row[-1] for row in rows if "none decided" in row} == {"no target decided"}
    told = {part for row in rows for part in row if "reported" in part}
    assert told == {"not reported yet"}
    assert "14 (2024)" in page
    assert "Figures are those of release 4 February 2026." in page


def test_every_entry_stands_in_the_audit_log(city):
    city.act(city.client("lead"), PATH, "decide", **TARGET)
    written = as_csv(city.services.engine).decode()
    assert "target.decide" in written
    assert "protokoll 2/2026" in written
