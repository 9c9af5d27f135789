"""What holds a draft, and what an approver is told."""

from dataclasses import replace
from datetime import date

import pytest
from release_builders import AUGUST, DEFINITIONS, MAY, cited, observation, published, write
from test_release_diff import HEAD, SLUG

from indicators.checklist import Guard, checklist, holds
from indicators.definition import Text
from indicators.disclosure.ledger import START, Ledger
from indicators.disclosure.protection import Protection
from indicators.progress import Target
from indicators.published import PublishedIndicator, Release
from indicators.remarks import age_of_estimate
from indicators.store import ReleaseStore
from indicators.targets import Decision, Series
from indicators.targets import Ledger as TargetLedger


def release(*observations, **head):
    told = replace(HEAD, **({"note": None} | head))
    return Release(told, {}, {}, {SLUG: PublishedIndicator(DEFINITIONS[SLUG], observations)})


GUARD = Guard(Protection(START), Ledger())


def rules(draft, before=None):
    return [(item.severity, item.rule) for item in checklist(draft, before, GUARD)]


def test_a_sound_draft_has_nothing_against_it():
    draft = release(observation("2024", 14, inputs=(cited(value=14),)))
    assert rules(draft) == rules(draft, draft) == []


def test_a_changed_value_asks_for_a_note():
    before = release(observation("2024", 12, inputs=(cited(value=12),)))
    after = observation("2024", 13, inputs=(cited(value=13),))
    assert rules(release(after), before) == [("error", "change_without_note")]
    noted = observation("2024", 13, inputs=(cited(value=13, note="prövad på nytt"),))
    assert rules(release(noted), before) == []
    assert rules(release(after, note={"sv": "Rättad.", "en": "Put right."}), before) == []


def test_a_new_value_asks_for_none():
    before = release(observation("2024", 12, inputs=(cited(value=12),)))
    more = observation("2025", 9, inputs=(cited(value=9, period="2025"),))
    assert rules(release(*before.indicators[SLUG].observations, more), before) == []


def test_a_figure_of_persons_from_a_return_holds_the_draft():
    draft = release(observation("2024", 14, inputs=(cited(value=14, document=None),)))
    assert rules(draft) == [("error", "disclosure")]


@pytest.mark.parametrize("note", [{"sv": "Rättad.", "en": " "}, {"sv": "", "en": "Put right."}])
def test_a_text_in_one_language_holds_the_draft(note):
    assert ("error", "language") in rules(release(note=note))


@pytest.mark.parametrize(("years", "told"), [(5, []), (6, [("warning", "old_estimate")])])
def test_an_old_estimate_is_told_and_holds_nothing(years, told):
    seen = observation("2024", 14, inputs=(cited(),), remarks=(age_of_estimate(years, "2002"),))
    assert rules(release(seen)) == told
    assert not holds(checklist(release(seen), None, GUARD))


def test_what_is_off_track_is_named_by_its_group():
    behind = observation(
        "2024",
        14,
        breakdown=(("purpose", "sexual"),),
        inputs=(cited(value=14),),
        progress={"status": "behind"},
    )
    series = Series(SLUG, "0180", (("purpose", "sexual"),))
    aim = Target(10, date(2023, 12, 31), 40, date(2028, 12, 31))
    why = Text("Fler ska få frågan.", "More should be asked.")
    decided = TargetLedger((Decision(series, aim, "Nämnden", "§ 1", HEAD.data_cut, why),))
    draft = replace(release(behind), targets=decided)
    (found,) = [item for item in checklist(draft, None, GUARD) if item.rule == "no_explanation"]
    assert found.about == f"{SLUG} 0180 purpose=sexual"


def test_what_the_store_gives_back_is_read(engine):
    store = ReleaseStore(engine)
    published(store, "r1", MAY)
    write(store, "r2", AUGUST, kind="regular")
    found = checklist(store.load("r2"), store.load("r1"), GUARD)
    assert {item.rule for item in found} >= {"conflict_by_rule", "old_estimate"}
