"""What is the figure for a cell of a table, within one place and period?

A figure reported for exactly the cell wins. Else it is the sum of finer reported rows of the
same source, place and period, where at least two values of each summed dimension were
reported: a total is never made from one part. Rows that are totals are never added to parts.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations, product

from etl.records import Breakdown, Figure, Gap, Number
from indicators import remarks
from indicators.citing import as_reported, inherit, own_subtotal
from indicators.results import Mark, Observation, Remark

ALL = "all"

# Values that are "of which" another value of the same dimension, and so never added to it:
# an application that social services and police both made counts under social services.
OF_WHICH = {("applicant", "social_services_and_police")}

Crossing = tuple[str, ...]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of one measure for one place and period.

    ``row_keys`` are the breakdowns of every row of the source there, those without this
    measure included: a sum over rows of which one is silent is incomplete.
    """

    figures: Mapping[Breakdown, Figure]
    row_keys: frozenset[Breakdown]
    _patterns: dict[frozenset[str], list[frozenset[Pair]]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for key in sorted(self.row_keys):
            pattern = frozenset(name for name, code in key if code != ALL)
            self._patterns.setdefault(pattern, []).append(frozenset(key))

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Name the dimensions of the rows, in order."""
        return tuple(name for name, _ in next(iter(self.figures)))

    def at(self, cell: Breakdown) -> Observation | None:
        """Give the figure for the cell, None where nothing reported makes one."""
        exact = self.figures.get(cell)
        if exact is not None:
            return as_reported(exact)
        wanted = {(name, code) for name, code in cell if code != ALL}
        fixed = frozenset(name for name, _ in wanted)
        finer = [p for p in self._patterns if p > fixed]
        for pattern in sorted(finer, key=lambda p: (len(p), sorted(p))):
            over = pattern - fixed
            rows = [tuple(sorted(row)) for row in self._patterns[pattern] if wanted <= row]
            summed = self._sum(cell, _additive(rows, over), over)
            if summed is not None:
                return summed
        return None

    def _sum(
        self, cell: Breakdown, rows: list[Breakdown], over: frozenset[str]
    ) -> Observation | None:
        found = [self.figures[key] for key in rows if key in self.figures]
        if not found or any(len({dict(row)[name] for row in rows}) < 2 for name in over):
            return None
        return add_rows(cell, found, need=len(rows))


def _additive(rows: Iterable[Breakdown], over: frozenset[str]) -> list[Breakdown]:
    return [row for row in rows if not any(p in OF_WHICH and p[0] in over for p in row)]


def add_rows(cell: Breakdown, figures: list[Figure], need: int) -> Observation:
    """Add the rows of one place and period; ``need`` is how many rows it takes."""
    parts = [as_reported(figure, cell) for figure in figures]
    counted = [p for p in parts if p.mark not in (Mark.NOT_AVAILABLE, Mark.NOT_REPORTED)]
    whole = inherit(parts[0], parts)
    if any(part.mark is Mark.CONFLICT_UNRESOLVED for part in parts):
        return replace(whole, mark=Mark.CONFLICT_UNRESOLVED)
    if len(counted) < need:
        lacking = remarks.incomplete_parts(len(counted), need, "rows")
        return _as_sum(replace(whole, mark=Mark.INCOMPLETE), lacking)
    numbers = [f for f in figures if f.record.gap is not Gap.CANNOT_OCCUR]
    if not numbers:
        return replace(whole, mark=Mark.CANNOT_OCCUR)
    value, low, high = add([(f.record.value, f.record.low, f.record.high) for f in numbers])
    summed = replace(whole, mark=None, value=value, low=low, high=high)
    return _as_sum(summed, remarks.sum_of_rows(len(figures)))


def _as_sum(observation: Observation, remark: Remark) -> Observation:
    said = remarks.each_once(observation.remarks, (remark,))
    return replace(observation, inputs=own_subtotal(observation), remarks=said)


Limits = tuple[Number | None, Number | None, Number | None]


def add(figures: Iterable[Limits]) -> Limits:
    """Add (value, low, high): exact ones to a value, ranges to a range with both limits."""
    triples = list(figures)
    if all(value is not None for value, _, _ in triples):
        return sum(value for value, _, _ in triples if value is not None), None, None
    low = sum(value if value is not None else (low or 0) for value, low, _ in triples)
    highs = [value if value is not None else high for value, _, high in triples]
    bounded = [high for high in highs if high is not None]
    return None, low, sum(bounded) if len(bounded) == len(highs) else None


def cells_to_show(rows: Rows, crossings: tuple[Crossing, ...]) -> Iterator[Observation]:
    """Give the cells that a reader gets for one place and period.

    They are the rows of public documents as reported; the most total cell that the rows make;
    it, broken down by one dimension at a time; and by each crossing of dimensions.
    """
    found: dict[Breakdown, Observation] = {
        key: as_reported(figure) for key, figure in rows.figures.items() if figure.record.document
    }
    codes = _codes(rows)
    for top in _tops(rows, codes):
        open_dimensions = [name for name, code in top.breakdown if code == ALL]
        found.setdefault(top.breakdown, top)
        for names in (*((name,) for name in open_dimensions), *crossings):
            if not set(names) <= set(open_dimensions):
                continue
            for cell in _broken_down(top.breakdown, names, codes):
                made = found.get(cell) or rows.at(cell)
                if made is not None:
                    found[cell] = made
    yield from (found[cell] for cell in sorted(found))


def _tops(rows: Rows, codes: Mapping[str, list[str]]) -> list[Observation]:
    total: Breakdown = tuple((name, ALL) for name in rows.dimensions)
    for size in range(len(total) + 1):
        tops = [
            made
            for names in combinations(rows.dimensions, size)
            for cell in _broken_down(total, names, codes)
            if (made := rows.at(cell)) is not None
        ]
        if tops:
            return tops
    return []


def _broken_down(
    cell: Breakdown, names: tuple[str, ...], codes: Mapping[str, list[str]]
) -> Iterator[Breakdown]:
    for chosen in product(*(codes[name] for name in names)):
        given = dict(zip(names, chosen, strict=True))
        yield tuple((name, given.get(name, code)) for name, code in cell)


def _codes(rows: Rows) -> dict[str, list[str]]:
    return {
        name: sorted({dict(key)[name] for key in rows.row_keys} - {ALL}) for name in rows.dimensions
    }
