"""Which figures are judged against which target, and what is lacking where one is off track?

Judging comes after protection and sees nothing but what is shown: a status is a function of
published figures, of the target and of the days on which figures are due.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from indicators.definition import Direction, Kind
from indicators.progress import Direction as Way
from indicators.progress import Progress, State, Target, assess, latest_from
from indicators.results import Mark, Observation
from indicators.targets import Ledger, Series

OFF_TRACK = (State.BEHIND.value, State.MOVING_AWAY.value)
"""The statuses that ask the lead for an explanation and an action."""


@dataclass(frozen=True, slots=True)
class About:
    """What the rule must know of an indicator beside its figures."""

    indicator: str
    kind: Kind
    direction: Direction
    breaks: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a release lacks before it may be approved: a code, the series, and its status."""

    code: str
    series: Series
    status: str = ""


def judged(
    observations: Iterable[Observation], about: About, ledger: Ledger, cut: date
) -> tuple[Observation, ...]:
    """Give the observations with their progress, where a target is in force on the data cut.

    A figure from before the baseline carries none. The latest figure of a series is *overdue*
    where a later one was due before the cut and has not been reported.
    """
    seen = tuple(observations)
    found = []
    for one in seen:
        series = Series.of(about.indicator, one.geography, one.breakdown)
        decision = ledger.in_force(series, cut)
        if decision is None or one.period.end < decision.target.baseline_day:
            found.append(replace(one, progress=None))
            continue
        progress = judge(one, about, decision.target, overdue_days(one, seen, cut))
        given = {**progress.to_json(), "decision": decision.number}
        found.append(replace(one, progress=given))
    return tuple(found)


def judge(one: Observation, about: About, target: Target, overdue: int = 0) -> Progress:
    """Judge one shown observation against a target."""
    latest = latest_from(one, about.kind, overdue_days=overdue, breaks=about.breaks)
    way: Way = about.direction.value
    return assess(target, latest, way)


def overdue_days(one: Observation, seen: Sequence[Observation], cut: date) -> int:
    """Count the days since a figure later than this, the latest one, was due; 0 where none was."""
    if not _reported(one):
        return 0
    home = [o for o in seen if o.geography == one.geography]
    group = Series.of("", one.geography, one.breakdown)
    mine = [o for o in home if _reported(o) and group == Series.of("", o.geography, o.breakdown)]
    if any(o.period.end > one.period.end for o in mine):
        return 0
    due = [
        date.fromisoformat(str(dict(remark.args)["day"]))
        for o in home
        if o.mark is Mark.NOT_REPORTED and o.period.end > one.period.end
        for remark in o.remarks
        if remark.code == "due"
    ]
    return max(0, (cut - min(due)).days) if due else 0


def _reported(one: Observation) -> bool:
    # A figure that is hidden, or set against another group, has come in all the same.
    return one.has_figure or one.mark in (Mark.HIDDEN, Mark.SCOPE_MISMATCH)


def current(observations: Iterable[Observation], series: Series) -> Observation | None:
    """Choose the figure that a series is judged by now: of whole years if any, the latest."""
    here = (o for o in observations if o.geography == series.geography)
    mine = [o for o in here if Series.of(series.indicator, o.geography, o.breakdown) == series]
    pool = [o for o in mine if o.has_figure] or mine
    years = [o for o in pool if o.period.months == 12] or pool
    return max(years, key=lambda o: (o.period.end, o.period.months), default=None)


def lacking(
    observations: dict[str, tuple[Observation, ...]], ledger: Ledger, cut: date
) -> tuple[Lacking, ...]:
    """Name what a release lacks: an explanation or an action where it is off track.

    ``observations`` are the judged ones of each indicator. A target without a reference is
    refused at the door, and looked for here all the same. Codes: no_reference, no_explanation,
    no_action.
    """
    found = []
    for series in ledger.series():
        decision = ledger.in_force(series, cut)
        if decision is None:
            continue
        if not decision.reference.strip():
            found.append(Lacking("no_reference", series))
        now = current(observations.get(series.indicator, ()), series)
        status = str((now.progress or {}).get("status")) if now else ""
        if now is None or status not in OFF_TRACK:
            continue
        said = [e for e in ledger.explained(series) if e.period == now.period.label]
        if not said:
            found.append(Lacking("no_explanation", series, status))
        elif not any(a.outcome != "dropped" for e in said for a in ledger.promised(e)):
            found.append(Lacking("no_action", series, status))
    return tuple(found)
