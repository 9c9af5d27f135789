"""What are the figures of one measure, for every place, period and cell?

Flows of a year are the sum of its quarters or halves where the year itself was not reported;
a stock of a year is that of its last day. A missing part makes the year incomplete: nothing is
ever filled in.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace

from etl.period import Period, PeriodKind
from etl.records import Breakdown, Figure, Known
from indicators import remarks
from indicators.citing import inherit, own_subtotal
from indicators.definition import Context
from indicators.results import Mark, Observation
from indicators.sums import Crossing, Rows, add, cells_to_show

Key = tuple[str, Period, Breakdown]
Cells = dict[Key, Observation]

# The measures that stand in one row of a source, whichever of them a return gives.
MEASURES: Mapping[str, tuple[str, ...]] = {
    "applications": ("submitted", "granted", "rejected", "withdrawn", "pending"),
    "cases": ("cases", "eligible"),
    "rights_package": ("applicable", "delivered", "delivered_within_7_days", "declined"),
    "rights_persons": ("entitled", "all_delivered"),
    "training": ("headcount", "trained", "sessions"),
    "partnerships": (
        "agreement",
        "grant_sek",
        "referrals_to",
        "referrals_from",
        "answered_within_14_days",
        "joint_outreach",
        "meetings",
    ),
}

_FINER: dict[PeriodKind, PeriodKind] = {"year": "half", "half": "quarter", "quarter": "month"}


def cells(
    known: Known,
    context: Context,
    source: str,
    measure: str,
    *,
    stock: bool = False,
    crossings: tuple[Crossing, ...] = (),
) -> Cells:
    """Give every cell of one measure for the programme's places, by place, period, breakdown.

    Values are in the measure's unit. ``crossings`` name the pairs of dimensions to break down
    by, beside each dimension alone.
    """
    memory = _MEMORY.get()
    asked = (id(known), context.geographies, context.data_cut, source, measure, stock, crossings)
    if memory is None:
        return _cells(known, context, source, measure, stock=stock, crossings=crossings)
    if asked not in memory:
        memory[asked] = _cells(known, context, source, measure, stock=stock, crossings=crossings)
    return dict(memory[asked])


@contextmanager
def remembering() -> Iterator[None]:
    """Keep tables that several indicators ask for; what was known must not change meanwhile."""
    token = _MEMORY.set({})
    try:
        yield
    finally:
        _MEMORY.reset(token)


_MEMORY: ContextVar[dict[tuple[object, ...], Cells] | None] = ContextVar("tables", default=None)


def _cells(
    known: Known,
    context: Context,
    source: str,
    measure: str,
    *,
    stock: bool,
    crossings: tuple[Crossing, ...],
) -> Cells:
    made: Cells = {}
    for (geography, period), rows in _tables(known, context, source, measure):
        for observation in cells_to_show(rows, crossings):
            made[(geography, period, observation.breakdown)] = observation
    return with_years(made, context, stock=stock)


def with_years(made: Cells, context: Context, *, stock: bool) -> Cells:
    """Add the years that their parts make, and put all in order: period, place, breakdown."""
    whole = _last_day if stock else _whole_year
    years = {place: whole(made, *place, context) for place in sorted(_years_to_make(made))}
    there = {place: year for place, year in years.items() if year is not None}
    return dict(sorted({**made, **there}.items(), key=lambda i: (i[0][1], i[0][0], i[0][2])))


def _tables(
    known: Known, context: Context, source: str, measure: str
) -> Iterator[tuple[tuple[str, Period], Rows]]:
    figures: dict[tuple[str, Period], list[Figure]] = defaultdict(list)
    for figure in known.select(source, measure):
        record = figure.record
        if record.geography in context.geographies:
            figures[(record.geography, record.period)].append(figure)
    row_keys: dict[tuple[str, Period], set[Breakdown]] = defaultdict(set)
    for beside in MEASURES.get(source, (measure,)):
        for figure in known.select(source, beside):
            row_keys[(figure.record.geography, figure.record.period)].add(figure.record.breakdown)
    for place, reported in figures.items():
        yield place, Rows(reported, row_keys[place])


def _years_to_make(made: Iterable[Key]) -> set[Key]:
    given = set(made)
    parts = {
        (geography, Period.parse(str(period.start.year)), breakdown)
        for geography, period, breakdown in given
        if period.kind in ("half", "quarter", "month")
    }
    return parts - given


def _whole_year(
    made: Cells, geography: str, year: Period, breakdown: Breakdown, context: Context
) -> Observation | None:
    parts = _cover(made, geography, year, breakdown)
    if sum(part.period.months for part in parts) < 12:
        quarters = year.parts("quarter")
        have = sum(any(part.period.contains(quarter) for part in parts) for quarter in quarters)
        # A year that is still running is not incomplete; it is not over.
        over = year.end <= context.data_cut
        within = parts or _within(made, geography, year, breakdown)
        return _incomplete(within, year, have, 4, "quarters") if over else None
    whole = replace(inherit(parts[0], parts), period=year)
    if whole.mark is not None:
        return whole
    value, low, high = add([(p.value, p.low, p.high) for p in parts])
    inputs = tuple(cited for part in parts for cited in own_subtotal(part))
    said = remarks.each_once(
        remarks.without_rows(whole.remarks), (remarks.sum_of_periods(len(parts)),)
    )
    return replace(whole, value=value, low=low, high=high, inputs=inputs, remarks=said)


def _cover(made: Cells, geography: str, period: Period, breakdown: Breakdown) -> list[Observation]:
    """Cover the period with the longest reported parts that carry a figure or a conflict.

    What is hidden was reported: it covers its period too.
    """
    found = made.get((geography, period, breakdown))
    if found is not None and found.mark in (None, Mark.CONFLICT_UNRESOLVED, Mark.HIDDEN):
        return [found]
    finer = _FINER.get(period.kind)
    if finer is None:
        return []
    parts = [_cover(made, geography, part, breakdown) for part in period.parts(finer)]
    return [observation for part in parts for observation in part]


def _within(made: Cells, geography: str, year: Period, breakdown: Breakdown) -> list[Observation]:
    periods = [part for kind in _FINER.values() for part in year.parts(kind)]
    found = [made.get((geography, period, breakdown)) for period in periods]
    return [observation for observation in found if observation is not None]


def _last_day(
    made: Cells, geography: str, year: Period, breakdown: Breakdown, context: Context
) -> Observation | None:
    if year.end > context.data_cut:
        return None
    within = _within(made, geography, year, breakdown)
    at_end = [observation for observation in within if observation.period.end == year.end]
    if not at_end:
        return _incomplete(within, year, 0, 1, "last_quarter")
    last = at_end[-1]
    said = remarks.each_once(last.remarks, (remarks.LAST_DAY,))
    return replace(last, period=year, inputs=own_subtotal(last), remarks=said)


def _incomplete(
    parts: list[Observation], year: Period, have: int, need: int, kind: str
) -> Observation:
    whole = replace(inherit(parts[0], parts), period=year, mark=Mark.INCOMPLETE)
    lacking = remarks.incomplete_parts(have, need, kind)
    said = remarks.each_once(remarks.without_rows(whole.remarks), (lacking,))
    inputs = tuple(cited for part in parts for cited in own_subtotal(part))
    return replace(whole, inputs=inputs, remarks=said)
