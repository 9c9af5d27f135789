"""What do overlapping lists imply about the number of victims?

The lists of one place and period go to the estimation engine; what it gives back is an
observation, with its verdict: an estimate, a range, a lower limit, or nothing but how many are
known. A refusal is shown with its reasons.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from etl.period import Period
from etl.records import Breakdown, Figure, Known, breakdown_of
from indicators import remarks
from indicators.citing import as_reported, inherit
from indicators.definition import Context
from indicators.results import Mark, Observation, Remark

if TYPE_CHECKING:
    from indicators.estimation import Estimate, Overlaps

METHOD = "multiple_systems"
LIST = "list"

_CELL: Breakdown = breakdown_of({"purpose": "all", "sex": "all", "method": METHOD})
_GAP_SIGNS = {Mark.NOT_AVAILABLE: "..", Mark.CANNOT_OCCUR: "."}

Place = tuple[str, Period]


def from_overlaps(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give an estimate, in persons, for each of the programme's places and periods with lists."""
    return tuple(
        _estimated(figures)
        for (geography, _), figures in _by_place(known).items()
        if geography in context.geographies
    )


def _by_place(known: Known) -> dict[Place, list[Figure]]:
    """Group the patterns by place and period; of two sets of lists the later reported counts."""
    found: dict[Place, dict[tuple[str, ...], list[Figure]]] = defaultdict(dict)
    for figure in known.select("overlaps", "count"):
        record = figure.record
        lists = tuple(name for name, _ in record.breakdown)
        found[(record.geography, record.period)].setdefault(lists, []).append(figure)
    return {
        place: max(sets.values(), key=lambda same: max(f.record.reported_on for f in same))
        for place, sets in found.items()
    }


def _estimated(figures: list[Figure]) -> Observation:
    from indicators.estimation import OverlapError, read_overlaps

    patterns = [replace(as_reported(figure), breakdown=_CELL) for figure in figures]
    made = inherit(patterns[0], patterns, [LIST] * len(patterns))
    if made.mark in (Mark.CONFLICT_UNRESOLVED, Mark.HIDDEN):
        return made
    try:
        table = read_overlaps([_row(figure) for figure in figures])
    except OverlapError:
        # Such a table is refused at the door; one that slips in gives no figure.
        return replace(made, mark=Mark.NOT_AVAILABLE)
    return _as_observation(replace(made, mark=None, status="estimated"), _run(table))


def _row(figure: Figure) -> dict[str, object]:
    record = figure.record
    seen = as_reported(figure)
    sign = _GAP_SIGNS.get(seen.mark) if seen.mark else None
    bound = ".." if record.value is None else record.value
    return {**dict(record.breakdown), "count": sign or bound}


@lru_cache(maxsize=64)
def _run(table: "Overlaps") -> "Estimate":
    from indicators.estimation import estimate

    return estimate(table)


def _as_observation(made: Observation, result: "Estimate") -> Observation:
    said = (remarks.verdict(result.verdict.value), *_reasons(result), *_beside(result))
    return replace(
        made,
        value=result.headline.central,
        low=result.headline.low,
        high=result.headline.high,
        remarks=remarks.each_once(made.remarks, said),
    )


def _beside(result: "Estimate") -> Iterator[Remark]:
    """Give what stands beside the headline: each method by itself, and without each list."""
    for name, found in result.to_json()["engines"].items():
        figures = found or {}
        central = figures.get("median", figures.get("N"))
        low, high = figures.get("low"), figures.get("high")
        if central is not None and low is not None and high is not None:
            yield remarks.estimate_engine(name, round(central), round(low), round(high))
    for name, total in result.drop_one_list:
        yield remarks.without_list(name, None if total is None else round(total))


def _reasons(result: "Estimate") -> Iterator[Remark]:
    for reason in result.reasons:
        yield remarks.estimate_reason(reason.code, reason.sentence("sv"), reason.sentence("en"))
