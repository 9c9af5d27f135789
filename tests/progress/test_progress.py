"""The rule "Progress toward a target": its traps, its edges, its order, its promises."""

import json
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.period import Period
from indicators.definition import Kind
from indicators.progress import (
    Latest,
    State,
    Target,
    Thresholds,
    assess,
    latest_from,
    path_at,
)
from indicators.results import Mark, Observation, Remark

START = date(2024, 12, 31)


def years(count):
    return date(2024 + count, 12, 31)


def toward(baseline, value, span, **more):
    return Target(baseline, START, value, years(span), **more)


def after(value, passed, **more):
    return Latest(years(passed), value, **more)


@pytest.mark.parametrize(
    ("target", "latest", "state", "closed", "pace"),
    [
        (toward(0.02, 0.90, 4), after(0.05, 1), State.BEHIND, 0.0341, 0.136),
        (toward(0, 0.90, 4), after(0.10, 1), State.BEHIND, 0.1111, 0.44),
        (toward(0.50, 0.90, 4), after(0.60, 1), State.ON_TRACK, 0.25, 1.00),
        (toward(40, 0, 4), after(20, 2), State.ON_TRACK, 0.5, 1.00),
        (toward(40, 10, 3), after(30, 1), State.ON_TRACK, 0.3333, 1.00),
    ],
    ids=["low start", "zero start", "high start", "falling to zero", "falling"],
)
def test_the_known_traps(target, latest, state, closed, pace):
    got = assess(target, latest)
    assert got.state is state
    assert float(got.closed) == pytest.approx(closed, abs=5e-5)
    assert float(got.pace) == pytest.approx(pace, abs=5e-3)


@pytest.mark.parametrize(
    ("value", "state"),
    [
        (100, State.ACHIEVED_EARLY),
        (120, State.ACHIEVED_EARLY),
        (47.5, State.ON_TRACK),
        (47.4, State.SLIGHTLY_BEHIND),
        (37.5, State.SLIGHTLY_BEHIND),
        (37.4, State.BEHIND),
        (0, State.BEHIND),
        (-0.1, State.MOVING_AWAY),
    ],
)
def test_each_status_starts_at_its_threshold(value, state):
    half_way = Target(0, date(2025, 1, 1), 100, date(2025, 1, 1) + timedelta(200))
    assert assess(half_way, Latest(date(2025, 1, 1) + timedelta(100), value)).state is state


def test_on_the_day_itself_a_target_is_reached_but_not_early():
    assert assess(toward(0, 10, 2), after(10, 2)).state is State.ACHIEVED
    late = assess(toward(0, 100, 2), after(96, 3))
    assert late.state is State.ON_TRACK
    assert late.to_json()["target_day_passed"] is True


@pytest.mark.parametrize(
    ("direction", "value", "state"),
    [
        ("higher", 80, State.KEPT),
        ("higher", 81, State.KEPT),
        ("higher", 79, State.NOT_KEPT),
        ("lower", 79, State.KEPT),
        ("lower", 81, State.NOT_KEPT),
        ("neither", 80, State.KEPT),
        ("neither", 81, State.NOT_KEPT),
    ],
)
def test_a_target_at_the_baseline_is_one_to_keep(direction, value, state):
    assert assess(toward(80, 80, 3), after(value, 1), direction).state is state


def test_the_path_goes_through_its_milestones():
    target = toward(0, 100, 4, milestones=((years(1), 10), (years(2), 20)))
    assert path_at(target, years(2)) == 20
    assert path_at(target, START - timedelta(9)) == 0
    assert path_at(target, years(9)) == 100
    assert assess(target, after(20, 2)).state is State.ON_TRACK
    assert assess(toward(0, 100, 4), after(20, 2)).state is State.BEHIND


def test_days_that_do_not_follow_each_other_are_refused():
    with pytest.raises(ValueError, match="follow each other"):
        Target(0, START, 1, START)
    with pytest.raises(ValueError, match="follow each other"):
        toward(0, 1, 2, milestones=((years(3), 1),))


def in_order():
    """Give a figure with every obstacle at once; each row takes the foremost away."""
    target = toward(0, 100, 20)
    worst = Latest(
        years(1),
        mark="hidden",
        overdue_days=12,
        over_bridge=True,
        breaks=(years(1),),
        estimate_age=22,
        low=0,
        high=100,
    )
    yield None, None, State.NO_TARGET
    yield target, None, State.NO_DATA
    yield target, replace(worst, mark="not_reported", low=None), State.NO_DATA
    yield target, worst, State.OVERDUE
    worst = replace(worst, overdue_days=0)
    yield target, worst, State.HIDDEN
    worst = replace(worst, mark="scope_mismatch")
    yield target, worst, State.SCOPE_MISMATCH
    worst = replace(worst, mark=None)
    yield target, worst, State.SCOPE_MISMATCH
    worst = replace(worst, over_bridge=False)
    yield target, worst, State.BREAK
    worst = replace(worst, breaks=(START,))
    yield target, worst, State.TOO_EARLY
    yield replace(target, day=years(2)), worst, State.TOO_UNCERTAIN
    worst = replace(worst, estimate_age=5)
    yield replace(target, day=years(2)), worst, State.TOO_UNCERTAIN
    worst = replace(worst, low=60)
    yield replace(target, day=years(2)), replace(worst, high=70), State.ON_TRACK


@pytest.mark.parametrize(("target", "latest", "state"), list(in_order()))
def test_what_comes_first_in_its_order(target, latest, state):
    assert assess(target, latest).state is state


def test_obstacles_tell_what_they_are():
    target = toward(0, 100, 2)
    overdue = assess(target, after(50, 1, overdue_days=12)).to_json()
    assert (overdue["status"], overdue["overdue_days"]) == ("source_overdue", 12)
    broken = assess(target, after(50, 1, breaks=(years(1),))).to_json()
    assert (broken["status"], broken["break"]) == ("break_in_series", "2025-12-31")
    bridged = assess(target, after(50, 1, over_bridge=True)).to_json()
    assert (bridged["status"], bridged["reason"]) == ("scope_mismatch", "scope_bridge")


def test_both_ends_of_an_uncertain_figure_are_named():
    got = assess(toward(0, 100, 2), after(50, 1, low=30, high=55))
    assert got.state is State.TOO_UNCERTAIN
    assert got.between == (State.BEHIND, State.ON_TRACK)
    assert got.reason == "interval"
    old = assess(toward(0, 100, 2), after(50, 1, estimate_age=6))
    assert (old.state, old.reason) == (State.TOO_UNCERTAIN, "age_of_estimate")


def test_a_range_without_a_centre_has_a_status_where_its_ends_agree():
    got = assess(toward(0, 100, 2), after(None, 1, low=60, high=70))
    assert (got.state, got.closed) == (State.ON_TRACK, None)
    level = assess(toward(5, 5, 2), after(5, 1, low=4, high=6))
    assert level.state is State.TOO_UNCERTAIN


def test_a_count_that_accumulates_is_held_against_its_part_of_the_year():
    target = Target(20, START, 40, years(1))
    half = Latest(date(2025, 6, 30), 20, part_of_year=Fraction(1, 2))
    assert assess(target, half).state is State.ON_TRACK
    assert assess(target, half).path == 20
    assert assess(target, replace(half, value=14)).state is State.BEHIND
    stock = replace(half, part_of_year=None)
    assert assess(target, stock).state is State.BEHIND


def test_part_of_a_year_achieves_only_what_cannot_be_undone():
    half = Latest(date(2025, 6, 30), 5, part_of_year=Fraction(1, 2))
    fewer = Target(40, START, 10, years(1))
    assert assess(fewer, half).state is State.ON_TRACK
    more = Target(0, START, 5, years(1))
    assert assess(more, half).state is State.ACHIEVED_EARLY


def test_an_observation_is_read_with_its_remarks():
    shown = Observation(
        Period.parse("2025-H1"),
        "0180",
        (),
        value=3,
        remarks=(Remark("age_of_estimate", (("years", 22),)), Remark("scope_bridge")),
    )
    flow = latest_from(shown, Kind.FLOW)
    assert (flow.part_of_year, flow.estimate_age, flow.over_bridge) == (Fraction(1, 2), 22, True)
    assert latest_from(shown, Kind.STOCK).part_of_year is None
    hidden = Observation(Period.parse("2025"), "0180", (), mark=Mark.HIDDEN)
    assert assess(toward(0, 1, 2), latest_from(hidden, Kind.FLOW)).state is State.HIDDEN


def test_the_status_is_reproducible_from_its_json():
    got = assess(toward(0.02, 0.90, 4), after(0.05, 1, low=0.03, high=0.07)).to_json()
    again = json.loads(json.dumps(got))
    assert again == got
    target = Target(
        again["target"]["baseline"],
        date.fromisoformat(again["target"]["baseline_day"]),
        again["target"]["value"],
        date.fromisoformat(again["target"]["day"]),
    )
    latest = Latest(date.fromisoformat(again["latest"]["day"]), again["latest"]["value"])
    assert assess(target, latest, thresholds=Thresholds(**again["thresholds"])).to_json()[
        "pace"
    ] == pytest.approx(again["pace"])


values = st.integers(-200, 200)


@st.composite
def cases(draw):
    base = draw(values)
    goal = draw(values.filter(lambda v: v != base))
    span = draw(st.integers(2, 4000))
    passed = draw(st.integers(1, 5000))
    target = Target(base, START, goal, START + timedelta(span))
    return target, Latest(START + timedelta(passed), draw(values))


def moved(target, latest, change):
    return (
        replace(target, baseline=change(target.baseline), value=change(target.value)),
        replace(latest, value=change(latest.value)),
    )


@given(cases(), st.integers(1, 50), values)
def test_scale_and_origin_do_not_matter(case, scale, shift):
    got = assess(*case)
    other = assess(*moved(*case, lambda v: v * scale + shift))
    assert (got.state, got.closed, got.pace) == (other.state, other.closed, other.pace)


@given(cases())
def test_turning_the_axis_does_not_matter(case):
    assert assess(*case).state is assess(*moved(*case, lambda v: -v)).state


RANK = [
    State.MOVING_AWAY,
    State.BEHIND,
    State.SLIGHTLY_BEHIND,
    State.ON_TRACK,
    State.ACHIEVED,
    State.ACHIEVED_EARLY,
]


@given(cases(), st.integers(0, 50))
def test_a_better_figure_never_gets_a_worse_status(case, gain):
    target, latest = case
    sign = 1 if target.value > target.baseline else -1
    better = replace(latest, value=latest.value + sign * gain)
    one, two = assess(target, latest).state, assess(target, better).state
    if one is State.TOO_EARLY:
        assert two is State.TOO_EARLY
    else:
        assert RANK.index(two) >= RANK.index(one)


@given(cases(), st.integers(0, 40), st.integers(0, 40))
def test_an_interval_makes_uncertain_or_changes_nothing(case, down, up):
    target, latest = case
    wide = replace(latest, low=latest.value - down, high=latest.value + up)
    assert assess(target, wide).state in (assess(target, latest).state, State.TOO_UNCERTAIN)
