"""Counts on overlapping lists, told again and again: no two tellings may differ by a few.

An attacker who keeps all releases sets any two beside each other: pattern by pattern, list by
list, all lists together, a year beside its quarter.
"""

import json
from dataclasses import replace
from datetime import date

import pytest
from released_returns import PLACE, release

from etl.period import Period
from etl.records import Record, Status, breakdown_of
from indicators.compute import compute
from indicators.definition import Context
from indicators.disclosure.gate import faults
from indicators.disclosure.ledger import Ledger
from indicators.disclosure.seal import seal

DAYS = [date(2026, month, 1) for month in range(2, 6)]
FIRST = {"10": 40, "01": 50, "11": 20}


def lists(day, counts, names="ab", period="2025", place=PLACE):
    return [
        Record(
            source="overlaps",
            measure="count",
            geography=place,
            period=Period.parse(period),
            breakdown=breakdown_of(dict(zip(names, pattern, strict=True))),
            reported_on=day,
            status=Status.FINAL,
            value=count,
        )
        for pattern, count in counts.items()
    ]


def told(known, period="2025"):
    """Give what a release shows of the lists: by pattern in the lists' order, else None."""
    return {
        "".join(code for _, code in f.record.breakdown): f.record.value
        for f in known.select("overlaps", "count")
        if f.record.period.label == period
    }


def one_after_the_other(*returns, **about):
    """Make a release after each return; give what the last one shows, and its protection."""
    records, ledger = [], None
    for day, counts in zip(DAYS, returns, strict=False):
        records += lists(day, counts, **about)
        known, protection, after = release(records, day, ledger)
        before, ledger = ledger or Ledger(), after
    shown = {seal(one).indicator: seal(one) for one in compute(known, Context((PLACE,), DAYS[-1]))}
    assert faults(shown.values(), protection, before) == ()
    return told(known), protection


def test_a_count_that_nearly_returns_to_an_earlier_one_is_not_told():
    # Eight fewer than last time, and two more than the first: two persons came in.
    shown, protection = one_after_the_other(FIRST, FIRST | {"11": 30}, FIRST | {"11": 22})
    assert shown == FIRST | {"11": 30}
    assert protection.facts == ()


@pytest.mark.parametrize(
    "later",
    [
        {"10": 47, "01": 50, "11": 14},  # one more on the first list
        {"10": 30, "01": 50, "11": 32},  # two more on either
        FIRST | {"10": 43},  # three more of one pattern
        {"10": 38, "01": 50},  # a pattern is gone, and two with it
    ],
)
def test_no_sum_of_patterns_may_have_changed_by_a_few(later):
    shown, protection = one_after_the_other(FIRST, later)
    assert shown == FIRST
    assert protection.facts == ()


def test_a_change_of_many_is_told():
    later = {"10": 60, "01": 75, "11": 35}
    assert one_after_the_other(FIRST, later)[0] == later


def test_a_pattern_of_a_few_that_appears_leaves_what_was_told():
    shown, _ = one_after_the_other({"10": 40, "01": 50}, {"10": 40, "01": 50, "11": 3})
    assert shown == {"10": 40, "01": 50}


def test_a_list_that_comes_in_late_does_not_tell_who_came_with_it():
    records = lists(DAYS[0], FIRST)
    _, _, ledger = release(records, DAYS[0])
    # Over the two lists of before, one person more is on the first.
    more = {"100": 30, "101": 11, "010": 50, "110": 20, "001": 9}
    known, _, same = release(records + lists(DAYS[1], more, "abc"), DAYS[1], ledger)
    assert told(known) == FIRST
    assert same.entries == ledger.entries
    as_before = more | {"100": 29}
    known, _, _ = release(records + lists(DAYS[1], as_before, "abc"), DAYS[1], ledger)
    assert told(known) == as_before


def test_lists_that_are_called_otherwise_are_not_told_beside_the_old():
    records = lists(DAYS[0], FIRST)
    _, _, ledger = release(records, DAYS[0])
    records += lists(DAYS[1], FIRST | {"11": 22}, "ac")
    known, _, _ = release(records, DAYS[1], ledger)
    assert told(known) == FIRST


def test_the_last_door_holds_lists_beside_all_that_was_told():
    _, _, ledger = release(lists(DAYS[0], FIRST), DAYS[0])
    _, protection, _ = release(lists(DAYS[1], FIRST | {"11": 22}), DAYS[1])
    assert faults([], replace(protection, head=ledger.head), ledger) == (
        "0180, 2025: lists beside others tell of a few",
    )


def test_a_return_that_takes_the_place_of_one_of_the_same_day_is_not_told():
    _, _, ledger = release(lists(DAYS[0], FIRST), DAYS[0])
    known, protection, _ = release(lists(DAYS[0], FIRST | {"11": 40}), DAYS[1], ledger)
    assert set(told(known).values()) == {None}
    assert protection.facts == ()


@pytest.mark.parametrize("quarter_first", [True, False])
def test_a_year_is_not_told_beside_its_quarter(quarter_first):
    quarter, year = lists(DAYS[0], FIRST, period="2025-Q1"), lists(DAYS[0], FIRST | {"11": 22})
    ledger, records = None, []
    if quarter_first:
        records = quarter
        _, _, ledger = release(records, DAYS[0])
    known, _, _ = release([*quarter, *year], DAYS[1], ledger)
    shown = told(known, "2025-Q1") if quarter_first else told(known)
    hidden = told(known) if quarter_first else told(known, "2025-Q1")
    assert shown == (FIRST if quarter_first else FIRST | {"11": 22})
    assert set(hidden.values()) == {None}


def test_years_that_share_no_day_are_told_beside_each_other():
    records = [*lists(DAYS[0], FIRST, period="2024"), *lists(DAYS[0], FIRST | {"11": 22})]
    known, _, _ = release(records, DAYS[0])
    assert told(known, "2024") == FIRST
    assert told(known) == FIRST | {"11": 22}


def test_an_area_less_its_municipality_is_nobodys_business():
    records = [*lists(DAYS[0], FIRST), *lists(DAYS[0], FIRST | {"11": 22}, place="01")]
    known, protection, _ = release(records, DAYS[0])
    assert {f.record.value for f in known.select("overlaps", "count")} == {None, *FIRST.values()}
    names = [json.loads(text) for fact in protection.facts for text, _ in fact.coefficients]
    assert {name[1] for name in names} == {PLACE}


def test_estimates_do_not_tell_that_a_pattern_was_left_out():
    # A pattern of a few and one of nobody, reported or left out: hidden either way, the same.
    seen = []
    for counts in (
        {"100": 40, "010": 50, "001": 3},
        {"100": 40, "010": 50, "001": 3, "110": 2, "111": 0},
    ):
        known, _, _ = release(lists(DAYS[0], counts, "abc"), DAYS[0])
        results = [seal(one) for one in compute(known, Context((PLACE,), DAYS[0]))]
        seen.append([one.observations for one in results if one.indicator == "estimated_victims"])
    assert seen[0] == seen[1]
    assert seen[0][0]
