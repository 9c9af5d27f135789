"""Where should a figure be by now, on the way to the target that applied?"""

from collections.abc import Sequence
from datetime import date

from dashboard.presenters.rows import Row
from indicators.progress import Target, path_at


def target_of(row: Row | None) -> Target | None:
    """Read the target that a row was judged against; None where none was decided."""
    stated = (row.observation.progress or {}).get("target") if row else None
    if not stated:
        return None
    return Target(
        baseline=stated["baseline"],
        baseline_day=date.fromisoformat(stated["baseline_day"]),
        value=stated["value"],
        day=date.fromisoformat(stated["day"]),
        milestones=tuple((date.fromisoformat(day), value) for day, value in stated["milestones"]),
    )


def expected(rows: Sequence[Row], target: Target | None) -> tuple[float | None, ...]:
    """Give the path's value at each row's period end; None outside the path."""
    if target is None:
        return tuple(None for _ in rows)
    ends = [row.observation.period.end for row in rows]
    return tuple(
        float(path_at(target, end)) if target.baseline_day <= end <= target.day else None
        for end in ends
    )
