"""Silence says that it is silence, and since when."""

from datetime import date

import pytest
from records_of import row

from etl.period import Period
from etl.records import known_on
from indicators.compute import catalogue, compute, observations_of
from indicators.definition import Context
from indicators.expected import not_reported
from indicators.results import Mark

INDICATORS = {one.slug: one for one in catalogue()}
CUT = date(2025, 12, 31)
CONTEXT = Context(("0180", "1480"), CUT, due_days={"applications": 30, "training": 45})


def silent(slug, records, context=CONTEXT):
    known = known_on(records, context.data_cut)
    seen = observations_of(INDICATORS[slug], known, context)
    return {
        (o.geography, o.period.label): o
        for o in seen
        if o.mark is Mark.NOT_REPORTED and all(code == "all" for _, code in o.breakdown)
    }


@pytest.mark.parametrize("slug", sorted(INDICATORS))
def test_without_data_every_expected_period_is_not_reported(slug):
    cadence = INDICATORS[slug].cadence
    got = silent(slug, [])
    years = {"2024", "2025"}
    quarters = {f"{year}-Q{n}" for year in years for n in (1, 2, 3, 4)}
    halves = {f"{year}-H{n}" for year in years for n in (1, 2)}
    periods = years | {"quarter": quarters, "half": halves}.get(cadence, set())
    assert set(got) == {(place, period) for place in ("0180", "1480") for period in periods}
    for one in got.values():
        assert {name for name, _ in one.breakdown} == set(INDICATORS[slug].breakdowns)
        assert (one.value, one.inputs, one.status) == (None, (), None)


def test_it_says_when_the_figure_was_due():
    one = silent("reflection_applications", [])[("0180", "2025-Q1")]
    assert [(r.code, dict(r.args)) for r in one.remarks] == [("due", {"day": "2025-04-30"})]
    assert silent("coordinator_cases", [])[("0180", "2025-Q1")].remarks == ()


def test_a_reported_longer_period_covers_its_quarters():
    records = row("applications", "2024", {"submitted": 14}, reported="2025-05-15") + row(
        "applications", "2025-H1", {"submitted": 3}, reported="2025-08-04"
    )
    got = {
        period for place, period in silent("reflection_applications", records) if place == "0180"
    }
    assert got == {"2025-Q3", "2025-Q4"}


def test_a_year_made_of_its_last_day_does_not_hide_the_first_half():
    records = row("training", "2025-H2", {"headcount": 9, "trained": 3}, reported="2025-12-31")
    got = {period for place, period in silent("training_coverage", records) if place == "0180"}
    assert "2025-H1" in got
    assert "2025" not in got


def test_an_irregular_figure_is_not_expected_again():
    records = row("context", "2025", {"budget_proposed_outreach": 1}, reported="2025-08-26")
    assert silent("budget", records) == {}


def test_nothing_is_expected_before_its_time():
    context = Context(("0180",), date(2025, 3, 30), expected_from=date(2025, 1, 1))
    assert not_reported(INDICATORS["coordinator_cases"], (), context) == ()


def test_the_recipe_gives_every_indicator_in_order_and_can_be_told_which():
    known = known_on([], CUT)
    assert [one.indicator for one in compute(known, CONTEXT)] == list(INDICATORS)
    (only,) = compute(known, CONTEXT, only={"training_sessions"})
    assert only.indicator == "training_sessions"
    periods = [o.period for o in only.observations]
    assert periods == sorted(periods)
    assert Period.parse("2024") in periods
