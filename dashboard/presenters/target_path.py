"""Where should a figure be by now, on the way to the target that applied then?"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from math import ceil

from dashboard import formats
from dashboard.figures import Path
from dashboard.presenters.rows import Row, amount
from dashboard.presenters.voice import Voice
from indicators.progress import Target, path_at
from indicators.targets import Decision, Series, target_from_json

FIRST = "first"
"""The value of the address's ``target`` that asks for the first target."""


def target_of(row: Row | None) -> Target | None:
    """Read the target that a row was judged against; None where none was decided."""
    stated = (row.observation.progress or {}).get("target") if row else None
    return target_from_json(stated) if stated else None


def aim(voice: Voice, target: Target, unit: str) -> str:
    """Say a target: a value to reach by a day, or a level to keep until then."""
    value, day = amount(voice, target.value, unit), formats.day(target.day, voice.language)
    if target.is_level:
        return voice.t("kept at {value} until {day}", value=value, day=day)
    return voice.t("{value} by {day}", value=value, day=day)


def decisions(voice: Voice, slug: str, row: Row | None) -> tuple[Decision, ...]:
    """Give every decision on the series that a row is of, the first one first."""
    if voice.release is None or row is None:
        return ()
    about = row.observation
    return voice.release.targets.history(Series.of(slug, about.geography, about.breakdown))


def applied(made: Sequence[Decision], day: date) -> Target | None:
    """Give the target that applied on a day: the last decided by then, or the first of all.

    A first target looks back to its baseline, which lies before its decision.
    """
    by_then = [one for one in made if one.decided_on <= day]
    return by_then[-1].target if by_then else made[0].target if made else None


def courses(
    rows: Sequence[Row], target: Target | None, made: Sequence[Decision] = (), label: str = ""
) -> tuple[Path, ...]:
    """Give the path of each target in force in turn, at the places of the rows.

    With the decisions, each row gets the target that applied then; the last row that of now.
    ``label`` names those that no longer apply. Empty where the rows lie outside every path.
    """
    ends = [row.observation.period.end for row in rows]
    now = max(ends, default=None)
    paths = [target if end == now or not made else applied(made, end) for end in ends]
    placed = [
        (path, (place, at))
        for place, (path, end) in enumerate(zip(paths, ends, strict=True))
        if path is not None and (at := _at(path, end)) is not None
    ]
    return tuple(
        Path(tuple(point for _, point in group), "" if path == target else label)
        for path, group in groupby(placed, key=lambda pair: pair[0])
    )


def onward(rows: Sequence[Row], target: Target) -> tuple[tuple[int, float], ...]:
    """Give where a target's path goes after the rows, a place for each further period.

    The last point is the target itself, at its true distance along the axis; within the rows it
    stands at the period that holds its day.
    """
    last = rows[-1].observation.period
    months = 12 * (target.day.year - last.end.year) + target.day.month - last.end.month
    steps = ceil(months / last.months)
    if steps <= 0:
        within = next(n for n, row in enumerate(rows) if row.observation.period.end >= target.day)
        return ((within, float(target.value)),)
    ends = [_after(last.end, step * last.months) for step in range(1, steps)]
    between = [(len(rows) - 1 + n, _at(target, end)) for n, end in enumerate(ends, start=1)]
    known = [(place, value) for place, value in between if value is not None]
    return (*known, (len(rows) - 1 + steps, float(target.value)))


def _after(end: date, months: int) -> date:
    year, month = divmod(end.year * 12 + end.month - 1 + months, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def _at(target: Target, end: date) -> float | None:
    if not target.baseline_day <= end <= target.day:
        return None
    return float(path_at(target, end))
