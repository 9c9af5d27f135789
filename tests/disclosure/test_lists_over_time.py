"""Counts on overlapping lists, told again and again: no two tellings may differ by a few."""

from datetime import date

from released_returns import PLACE, release

from etl.period import Period
from etl.records import Record, Status, breakdown_of

PATTERNS = ({"a": "1", "b": "0"}, {"a": "0", "b": "1"}, {"a": "1", "b": "1"})


def lists(day, *counts):
    return [
        Record(
            source="overlaps",
            measure="count",
            geography=PLACE,
            period=Period.parse("2025"),
            breakdown=breakdown_of(pattern),
            reported_on=day,
            status=Status.FINAL,
            value=count,
        )
        for pattern, count in zip(PATTERNS, counts, strict=True)
    ]


def told(known):
    return [f.record.value for f in known.select("overlaps", "count")]


def test_a_count_that_nearly_returns_to_an_earlier_one_is_not_told():
    days = [date(2026, month, 1) for month in (2, 3, 4)]
    records = lists(days[0], 40, 50, 20)
    known, _, ledger = release(records, days[0])
    assert sorted(told(known)) == [20, 40, 50]
    records += lists(days[1], 40, 50, 30)
    known, _, ledger = release(records, days[1], ledger)
    assert sorted(told(known)) == [30, 40, 50]
    # Eight fewer than last time, and two more than the first: two persons came in.
    records += lists(days[2], 40, 50, 22)
    known, protection, _ = release(records, days[2], ledger)
    assert told(known) == [None, None, None]
    assert protection.facts == ()
