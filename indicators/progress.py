"""Is an indicator on its way to its target?

One rule for every indicator: how much of the way from baseline to target is closed, set against
how much the path says should be closed by now. The sign of target minus baseline carries the
direction. Figures are read as the decimals that are published and worked with exactly, so that
anyone gets the same status from the published files.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal

from indicators.definition import Kind
from indicators.results import Observation

Number = int | float
Direction = Literal["higher", "lower", "neither"]


class State(StrEnum):
    """Every status, in the order in which they are asked for."""

    NO_TARGET = "no_target"
    NO_DATA = "no_data"
    OVERDUE = "source_overdue"
    HIDDEN = "hidden"
    SCOPE_MISMATCH = "scope_mismatch"
    BREAK = "break_in_series"
    TOO_EARLY = "too_early"
    TOO_UNCERTAIN = "too_uncertain"
    KEPT = "kept"
    NOT_KEPT = "not_kept"
    ACHIEVED_EARLY = "achieved_early"
    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    SLIGHTLY_BEHIND = "slightly_behind"
    BEHIND = "behind"
    MOVING_AWAY = "moving_away"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where one status ends and the next begins. Part of every release."""

    on_track: float = 0.95
    slightly_behind: float = 0.75
    behind: float = 0.0
    too_early: float = 0.10
    estimate_years: int = 5

    def to_json(self) -> dict[str, float | int]:
        """Give the thresholds by name."""
        return {
            "on_track": self.on_track,
            "slightly_behind": self.slightly_behind,
            "behind": self.behind,
            "too_early": self.too_early,
            "estimate_years": self.estimate_years,
        }


THRESHOLDS: Mapping[str, float | int] = Thresholds().to_json()
"""The thresholds in force, as a release keeps them."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where the figure starts, where it should be when, and the points between.

    ``milestones`` are (day, value) pairs between the two days. Raises ValueError where the
    days do not follow each other.
    """

    baseline: Number
    baseline_day: date
    value: Number
    day: date
    milestones: tuple[tuple[date, Number], ...] = ()

    def __post_init__(self) -> None:
        days = [day for day, _ in self.points]
        if any(later <= earlier for earlier, later in pairwise(days)):
            raise ValueError(
                "baseline, milestones and target must stand on days that follow each other"
            )

    @property
    def points(self) -> tuple[tuple[date, Number], ...]:
        """Give all points of the path in order of time."""
        start, end = (self.baseline_day, self.baseline), (self.day, self.value)
        return (start, *self.milestones, end)

    @property
    def is_level(self) -> bool:
        """Tell whether the figure is to stay where it starts, all the way."""
        return all(value == self.baseline for _, value in self.points)


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest figure of an indicator, and what stands in the way of judging it.

    ``value`` may be None where ``low`` and ``high`` are given: a range without a centre.
    ``part_of_year`` is set for a count that accumulates over a year and is not done: 0.5 for
    a half-year. ``mark`` is that of the observation; ``estimate_age`` is in years.
    """

    day: date
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    mark: str | None = None
    overdue_days: int = 0
    over_bridge: bool = False
    estimate_age: int = 0
    part_of_year: Fraction | None = None
    breaks: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """A status with everything it rests on."""

    state: State
    thresholds: Thresholds
    closed: Fraction | None = None
    expected: Fraction | None = None
    path: Fraction | None = None
    pace: Fraction | None = None
    between: tuple[State, State] | None = None
    reason: str | None = None
    target: Target | None = None
    latest: Latest | None = None
    direction: Direction = "neither"
    args: Mapping[str, int | str | bool] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Give status, inputs and thresholds as plain values that files and the API carry."""
        return {
            "status": self.state.value,
            "reason": self.reason,
            "closed": _float(self.closed),
            "expected": _float(self.expected),
            "pace": _float(self.pace),
            "path": _float(self.path),
            "between": [state.value for state in self.between] if self.between else None,
            "direction": self.direction,
            **self.args,
            "target": _target_json(self.target),
            "latest": _latest_json(self.latest),
            "thresholds": self.thresholds.to_json(),
        }


def assess(
    target: Target | None,
    latest: Latest | None,
    direction: Direction = "neither",
    thresholds: Thresholds | None = None,
) -> Progress:
    """Judge the latest figure against the target.

    ``direction`` matters only where the target equals the baseline, a level to keep. Figures
    are in the indicator's unit, shares as fractions.
    """
    limits = thresholds or Thresholds()
    return replace(_assess(target, latest, direction, limits), direction=direction)


def _assess(
    target: Target | None, latest: Latest | None, direction: Direction, limits: Thresholds
) -> Progress:
    if target is None:
        return Progress(State.NO_TARGET, limits, latest=latest)
    if latest is None:
        return Progress(State.NO_DATA, limits, target=target)
    found = _obstacle(target, latest)
    if found is not None:
        state, reason, args = found
        return Progress(state, limits, reason=reason, args=args, target=target, latest=latest)
    if target.value == target.baseline:
        return _keep(target, latest, direction, limits)
    return _toward(target, latest, limits)


def path_at(target: Target, day: date) -> Fraction:
    """Give the path's value on a day: straight between points, level before and after them."""
    points = target.points
    if day <= points[0][0]:
        return _exact(points[0][1])
    for (start, low), (end, high) in pairwise(points):
        if day <= end:
            way = Fraction((day - start).days, (end - start).days)
            return _exact(low) + (_exact(high) - _exact(low)) * way
    return _exact(points[-1][1])


def latest_from(
    observation: Observation, kind: Kind, *, overdue_days: int = 0, breaks: tuple[date, ...] = ()
) -> Latest:
    """Read from an observation what the rule needs: only a flow of less than a year accumulates."""
    remarks = {remark.code: dict(remark.args) for remark in observation.remarks}
    months = observation.period.months
    return Latest(
        day=observation.period.end,
        value=observation.value,
        low=observation.low,
        high=observation.high,
        mark=observation.mark.value if observation.mark else None,
        overdue_days=overdue_days,
        over_bridge="scope_bridge" in remarks,
        estimate_age=abs(int(remarks.get("age_of_estimate", {}).get("years", 0))),
        part_of_year=Fraction(months, 12) if kind is Kind.FLOW and months < 12 else None,
        breaks=breaks,
    )


Obstacle = tuple[State, str | None, dict[str, int | str]]

_MARKS = {"hidden": State.HIDDEN, "scope_mismatch": State.SCOPE_MISMATCH}


def _obstacle(target: Target, latest: Latest) -> Obstacle | None:
    """Find the first thing, in the order of the rule, that keeps the figure from being judged."""
    state = _MARKS.get(latest.mark or "")
    missing = latest.value is None and (latest.low is None or latest.high is None)
    if missing and state is None:
        return State.NO_DATA, latest.mark, {}
    if latest.overdue_days > 0:
        return State.OVERDUE, None, {"overdue_days": latest.overdue_days}
    if state is not None:
        return state, None, {}
    if latest.over_bridge:
        return State.SCOPE_MISMATCH, "scope_bridge", {}
    broken = [day for day in latest.breaks if target.baseline_day < day <= latest.day]
    if broken:
        return State.BREAK, None, {"break": max(broken).isoformat()}
    return None


def _toward(target: Target, latest: Latest, limits: Thresholds) -> Progress:
    part = latest.part_of_year or Fraction(1)
    # A count that is half-way through its year is held against half of that year's value.
    day = latest.day if part == 1 else date(latest.day.year, 12, 31)
    base, goal = _exact(target.baseline), _exact(target.value)
    path = path_at(target, day)
    expected = (path - base) / (goal - base)

    def closed(figure: Number | None) -> Fraction | None:
        return None if figure is None else (_exact(figure) / part - base) / (goal - base)

    def state_of(figure: Number) -> State:
        way = (_exact(figure) / part - base) / (goal - base)
        reached = _reached(_exact(figure), base, goal, done=part == 1)
        early = latest.day < target.day
        return _state(way, expected, reached=reached, early=early, limits=limits)

    middle = closed(latest.value)
    state, between, reason = _judge(latest, limits, state_of)
    if expected < _exact(limits.too_early):
        state, between, reason = State.TOO_EARLY, None, None
    return Progress(
        state,
        limits,
        closed=middle,
        expected=expected,
        path=path * part,
        pace=middle / expected if middle is not None and expected > 0 else None,
        between=between,
        reason=reason,
        target=target,
        latest=latest,
        # The rule goes on judging by pace once the day has come; a reader must see that it has.
        args={"target_day_passed": latest.day >= target.day},
    )


def _reached(figure: Fraction, base: Fraction, goal: Fraction, *, done: bool) -> bool:
    if goal > base:
        return figure >= goal
    # A count that should fall has not stayed low until its year is over.
    return done and figure <= goal


def _state(
    closed: Fraction, expected: Fraction, *, reached: bool, early: bool, limits: Thresholds
) -> State:
    if reached:
        return State.ACHIEVED_EARLY if early else State.ACHIEVED
    if closed >= expected * _exact(limits.on_track):
        return State.ON_TRACK
    if closed >= expected * _exact(limits.slightly_behind):
        return State.SLIGHTLY_BEHIND
    if closed >= expected * _exact(limits.behind):
        return State.BEHIND
    return State.MOVING_AWAY


def _keep(target: Target, latest: Latest, direction: Direction, limits: Thresholds) -> Progress:
    goal = _exact(target.value)

    def state_of(figure: Number) -> State:
        value = _exact(figure) / (latest.part_of_year or 1)
        kept = {"higher": value >= goal, "lower": value <= goal, "neither": value == goal}
        return State.KEPT if kept[direction] else State.NOT_KEPT

    state, between, reason = _judge(latest, limits, state_of)
    return Progress(
        state, limits, path=goal, between=between, reason=reason, target=target, latest=latest
    )


def _judge(
    latest: Latest, limits: Thresholds, state_of: Callable[[Number], State]
) -> tuple[State, tuple[State, State] | None, str | None]:
    """Judge both ends and the middle; differing ends, or an old estimate, are too uncertain."""
    figures = [f for f in (latest.low, latest.value, latest.high) if f is not None]
    states = [state_of(figure) for figure in figures]
    other = next((state for state in states if state is not states[0]), states[-1])
    ends = (states[0], other)
    if latest.estimate_age > limits.estimate_years:
        return State.TOO_UNCERTAIN, ends, "age_of_estimate"
    if other is not states[0]:
        return State.TOO_UNCERTAIN, ends, "interval"
    return states[0], None, None


def _exact(number: Number) -> Fraction:
    # The decimals as written, not the nearest binary number: 0.95 is 95/100.
    return Fraction(str(number))


def _float(number: Fraction | None) -> float | None:
    return None if number is None else float(number)


def _target_json(target: Target | None) -> dict[str, Any] | None:
    if target is None:
        return None
    return {
        "baseline": target.baseline,
        "baseline_day": target.baseline_day.isoformat(),
        "value": target.value,
        "day": target.day.isoformat(),
        "milestones": [[day.isoformat(), value] for day, value in target.milestones],
    }


def _latest_json(latest: Latest | None) -> dict[str, Any] | None:
    if latest is None:
        return None
    return {
        "day": latest.day.isoformat(),
        "value": latest.value,
        "low": latest.low,
        "high": latest.high,
        "mark": latest.mark,
        "estimate_age": latest.estimate_age,
        "over_bridge": latest.over_bridge,
        "overdue_days": latest.overdue_days,
        "breaks": [day.isoformat() for day in latest.breaks],
        "part_of_year": _float(latest.part_of_year),
    }
