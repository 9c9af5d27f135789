"""The strictest gate: only what is public already or counts nobody at risk leaves the house."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.period import Period
from etl.records import Figure, Known, Record
from indicators.catalogue import (
    partnership_referrals,
    reflection_coverage_known,
    reflection_outcomes,
    rights_items_delivered,
)
from indicators.compute import catalogue
from indicators.definition import Context
from indicators.disclosure.not_persons import NOT_PERSONS_AT_RISK
from indicators.disclosure.public_only import FIXED, REASON, Reported, may_pass, protect
from indicators.parts import ReleaseError
from indicators.release import audit, reported
from indicators.results import Cited, Computed, Mark, Observation, Protected, Remark

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


CATEGORIES = {"purpose": ["sexual", "labour"], "age_group": ["all", "adult", "minor"]}


def through(*observations):
    return protect(Computed("reflection_applications", observations), CATEGORIES).observations


def harmless(note=None, value=40):
    return replace(cited(value=value), source="training", measure="trained", note=note)


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
    fields = {"breakdown": (("reading", "among"),)} | fields
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
    about = (("reading", "among"),)
    private = [
        observation(period=Period.parse(label), inputs=(cited(),), breakdown=about)
        for label in labels
    ]
    assert [o.period.label for o in through(*private)] == ["2025-Q1", "2025-Q2"]
    assert through(*private) == through(*reversed(private))


def test_what_is_hidden_is_hidden_once_more_without_its_remains():
    again = through(observation(value=None, mark=Mark.HIDDEN, reason="small", inputs=()))
    assert {after.reason for after in again} == {REASON}


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


def test_passing_asks_for_evidence():
    assert may_pass(observation())
    assert not may_pass(replace(observation(), inputs=()))


def about(**codes):
    return tuple(sorted(codes.items()))


@pytest.mark.parametrize(
    "rows",
    [
        [about(age_group="all", purpose="all")],
        [about(age_group="minor", purpose="sexual")],
        [about(age_group="all", purpose="all"), about(age_group="minor", purpose="all")],
    ],
)
def test_a_hidden_table_has_the_same_grid_whatever_rows_were_reported(rows):
    after = through(*(observation(breakdown=row, inputs=(cited(),)) for row in rows))
    assert [o.breakdown for o in after] == [
        about(age_group="adult", purpose="all"),
        about(age_group="all", purpose="all"),
        about(age_group="all", purpose="labour"),
        about(age_group="all", purpose="sexual"),
        about(age_group="minor", purpose="all"),
    ]
    assert {o.mark for o in after} == {Mark.HIDDEN}


def test_a_silent_row_of_a_return_is_not_told_beside_what_is_hidden():
    silent = observation(value=None, mark=Mark.NOT_REPORTED, inputs=(), breakdown=about(sex="men"))
    private = observation(breakdown=about(sex="all"), inputs=(cited(),))
    assert [o.breakdown for o in through(private, silent)] == [about(sex="all")]
    assert through(silent) == (silent,)


def test_a_public_figure_stays_beside_what_is_hidden():
    private = observation(breakdown=about(purpose="labour"), inputs=(cited(),))
    shown = [o for o in through(observation(), private) if o.mark is None]
    assert shown == [observation()]


def test_what_counts_nobody_at_risk_passes_without_its_note():
    (after,) = through(observation(inputs=(harmless("två kvinnor"), cited("TU-2025"))))
    assert (after.value, after.mark) == (14, None)
    assert after.inputs == (harmless(), cited("TU-2025"))
    audit([Protected("training_coverage", (after,))])


def test_every_line_of_the_list_has_a_reason_and_counts_no_application_case_or_package():
    assert all(reason.strip() for reason in NOT_PERSONS_AT_RISK.values())
    sources = {source for source, _ in NOT_PERSONS_AT_RISK}
    assert sources == {"training", "partnerships", "commitments", "context"}
    assert not any("referral" in measure for _, measure in NOT_PERSONS_AT_RISK)


@pytest.mark.parametrize(
    "fields",
    [
        {"inputs": (cited(),)},
        {"inputs": (cited("TU-2025"), cited())},
        {"inputs": (harmless(), cited())},
        {"inputs": (harmless("en anmärkning"),)},
        {"inputs": (), "value": 0},
        {"conflicts": (cited(),)},
        {"inputs": (cited(),), "value": None, "mark": Mark.HIDDEN},
    ],
)
def test_the_audit_of_a_release_refuses_what_the_gate_should_have_kept(fields):
    with pytest.raises(ReleaseError, match="nothing is released"):
        audit([Protected("reflection_applications", (observation(**fields),))])


def test_where_a_return_came_the_hidden_table_is_there_whatever_was_computed_of_it():
    quarter = (Period.parse("2026-Q1"), "0180")
    reported = Reported(("purpose", "reading"), frozenset({quarter}))
    cells = [about(purpose="labour", reading=FIXED["reading"][0])]
    gap = {"value": None, "mark": Mark.NOT_REPORTED, "inputs": (), "period": quarter[0]}
    computed = (
        (),
        (observation(breakdown=cells[0], inputs=(cited(),), period=quarter[0]),),
        (observation(breakdown=about(purpose="all", reading="all"), **gap),),
    )
    made = {
        protect(Computed("reflection_coverage_known", some), CATEGORIES, reported).observations
        for some in computed
    }
    assert len(made) == 1
    (table,) = made
    assert len(table) == 3 * len(FIXED["reading"])
    assert {o.mark for o in table} == {Mark.HIDDEN}


def test_the_codes_of_dimensions_without_a_total_are_those_of_the_catalogue():
    assert {
        "direction": tuple(partnership_referrals.MEASURES),
        "figure": (rights_items_delivered.DELIVERED, rights_items_delivered.DECLINED),
        "outcome": reflection_outcomes.OUTCOMES,
        "reading": (reflection_coverage_known.AMONG, reflection_coverage_known.BESIDE),
    } == FIXED


def test_hidden_tables_stand_where_figures_of_persons_are_expected_and_only_there():
    record = Record("applications", "submitted", "0180", Period.parse("2025-Q4"), (), DAY, "final")
    known = Known(date(2026, 2, 1), (Figure(record),))
    context = Context(("0180",), date(2026, 2, 1))
    found = {one.slug: reported(one, known, context) for one in catalogue()}
    year, quarter = ((Period.parse(label), "0180") for label in ("2025", "2025-Q4"))
    assert found["reflection_outcomes"].places == {year, quarter}
    assert found["reflection_coverage"].places == {year}
    assert found["rights_timeliness"].places == frozenset()
    for slug in ("national_applications_claim", "partnership_referrals", "training_coverage"):
        assert found[slug] is None
