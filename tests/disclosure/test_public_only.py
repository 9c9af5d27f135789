"""The strictest gate: only what public documents already say leaves the house."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.period import Period
from indicators.disclosure.public_only import REASON, is_public, protect
from indicators.results import Cited, Computed, Mark, Observation, Remark

DAY = date(2025, 5, 15)
EMPTIED = (
    "value",
    "low",
    "high",
    "text",
    "status",
    "reported_on",
    "inputs",
    "conflicts",
    "remarks",
    "progress",
)


def cited(document=None, value=14, role="value"):
    return Cited(
        role=role,
        source="permit_applications",
        measure="submitted",
        geography="0180",
        period="2024",
        breakdown=(),
        status="final",
        reported_on=DAY,
        value=value,
        document=document,
    )


def observation(**fields):
    given_fields = {
        "period": Period.parse("2024"),
        "geography": "0180",
        "breakdown": (("purpose", "all"),),
        "value": 14,
        "status": "final",
        "reported_on": DAY,
        "inputs": (cited("TU-2025"),),
    }
    return Observation(**(given_fields | fields))


def through(*observations):
    return protect(Computed("reflection_applications", observations)).observations


def test_a_figure_from_public_documents_alone_passes_unchanged():
    shown = observation(
        conflicts=(cited("TU-2026", 2),),
        progress={"status": "no_target"},
        remarks=(Remark("conflict"),),
    )
    assert through(shown) == (shown,)


@pytest.mark.parametrize(
    "fields",
    [
        {"inputs": (cited(),)},
        {"inputs": (cited("TU-2025"), cited())},
        {"conflicts": (cited(),)},
        {"inputs": ()},
        {"inputs": (), "value": 0},
        {"inputs": (), "value": None, "low": 1, "high": 4},
        {"inputs": (), "value": None, "text": "under_way"},
        {"inputs": (cited(),), "value": None, "mark": Mark.INCOMPLETE},
        {"inputs": (cited(),), "value": None, "mark": Mark.SCOPE_MISMATCH},
        {"inputs": (cited(value=None),), "value": None, "mark": Mark.CANNOT_OCCUR},
        {"inputs": (), "value": None, "mark": Mark.CONFLICT_UNRESOLVED},
        {"inputs": (), "value": 3, "mark": Mark.NOT_REPORTED},
    ],
)
def test_everything_else_keeps_its_key_and_loses_all_it_says(fields):
    before = observation(remarks=(Remark("n", (("value", 3),)),), progress={"latest": 3}, **fields)
    (after,) = through(before)
    assert (after.period, after.geography, after.breakdown) == (
        before.period,
        before.geography,
        before.breakdown,
    )
    assert after.mark is Mark.HIDDEN
    assert after.reason == REASON == "protection_not_built"
    assert not any(getattr(after, name) for name in EMPTIED)


@pytest.mark.parametrize(
    "mark",
    [
        Mark.NOT_REPORTED,
        Mark.INCOMPLETE,
        Mark.NOT_AVAILABLE,
        Mark.CANNOT_OCCUR,
        Mark.NOT_APPLICABLE,
        Mark.SCOPE_MISMATCH,
    ],
)
@pytest.mark.parametrize("inputs", [(), (cited("TU-2025"),)])
def test_a_gap_that_holds_no_figure_passes(mark, inputs):
    gap = observation(value=None, mark=mark, inputs=inputs)
    assert through(gap) == (gap,)


def test_order_and_number_say_nothing_about_values():
    labels = ["2025-Q2", "2025-Q1", "2025-Q1"]
    private = [observation(period=Period.parse(label), inputs=(cited(),)) for label in labels]
    assert [o.period.label for o in through(*private)] == ["2025-Q1", "2025-Q2"]
    assert through(*private) == through(*reversed(private))


def test_what_is_hidden_is_hidden_once_more_without_its_remains():
    (after,) = through(observation(value=None, mark=Mark.HIDDEN, reason="small", inputs=()))
    assert after.reason == REASON


@given(st.lists(st.tuples(st.integers(0, 99), st.booleans()), max_size=6))
def test_outputs_do_not_depend_on_private_values(rows):
    def build(shift):
        return [
            observation(
                value=n + shift * (not public),
                breakdown=(("purpose", str(i)),),
                inputs=(cited("TU-2025" if public else None, n + shift * (not public)),),
            )
            for i, (n, public) in enumerate(rows)
        ]

    assert through(*build(0)) == through(*build(7))


def test_is_public_asks_for_evidence():
    assert is_public(observation())
    assert not is_public(replace(observation(), inputs=()))
