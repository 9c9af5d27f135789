"""What is the figure for a cell of a table, within one place and period?

A figure reported for exactly the cell wins. Else it is the sum of finer reported rows of the
same source, place and period, where at least two values of each summed dimension were
reported: a total is never made from one part. Rows that are totals are never added to parts.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, product

from etl.records import Breakdown, Figure, Number
from indicators import remarks
from indicators.bands import BANDS
from indicators.citing import as_reported, inherit_sum, own_subtotal
from indicators.results import Mark, Observation, Remark

ALL = "all"

MERGED = frozenset((band.dimension, band.code) for band in BANDS)

# Values that are "of which" another value of the same dimension, and so never added to it:
# an application that social services and police both made counts under social services, and a
# band takes in codes that stand beside it.
OF_WHICH = {
    ("applicant", "social_services_and_police"),
    *MERGED,
}

Crossing = tuple[str, ...]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a source: what it is about, and the figure where it gives this measure."""

    key: Breakdown
    pairs: frozenset[Pair]
    codes: Mapping[str, str]
    figure: Observation | None


class Rows:
    """All rows of one measure for one place and period.

    ``row_keys`` are the breakdowns of every row of the source there, those without this
    measure included: a sum over rows of which one is silent is incomplete.
    """

    def __init__(self, figures: Iterable[Figure], row_keys: Iterable[Breakdown]) -> None:
        self.exact = {figure.record.breakdown: as_reported(figure) for figure in figures}
        self.dimensions = tuple(name for name, _ in next(iter(self.exact)))
        self._patterns: dict[frozenset[str], list[Row]] = {}
        for key in sorted({*row_keys, *self.exact}):
            pattern = frozenset(name for name, code in key if code != ALL)
            row = Row(key, frozenset(key), dict(key), self.exact.get(key))
            self._patterns.setdefault(pattern, []).append(row)

    @property
    def codes(self) -> dict[str, list[str]]:
        """Give the codes of each dimension, the total left out, in order."""
        rows = [row for same in self._patterns.values() for row in same]
        return {n: sorted({row.codes[n] for row in rows} - {ALL}) for n in self.dimensions}

    def at(self, cell: Breakdown) -> Observation | None:
        """Give the figure for the cell, None where nothing reported makes one."""
        if cell in self.exact:
            return self.exact[cell]
        if not MERGED.isdisjoint(cell):
            # What is told of a band is told as such, by disclosure control, or not at all.
            return None
        wanted = {(name, code) for name, code in cell if code != ALL}
        fixed = frozenset(name for name, _ in wanted)
        finer = [p for p in self._patterns if p > fixed]
        for pattern in sorted(finer, key=lambda p: (len(p), sorted(p))):
            rows = [row for row in self._patterns[pattern] if wanted <= row.pairs]
            summed = _sum(cell, rows, pattern - fixed)
            if summed is not None:
                return summed
        return None


def _sum(cell: Breakdown, found: list[Row], over: frozenset[str]) -> Observation | None:
    rows = [row for row in found if not any((n, row.codes[n]) in OF_WHICH for n in over)]
    parts = [row.figure for row in rows if row.figure is not None]
    if not parts or any(len({row.codes[name] for row in rows}) < 2 for name in over):
        return None
    return add_rows(cell, parts, need=len(rows))


def add_rows(cell: Breakdown, parts: list[Observation], need: int) -> Observation:
    """Add the rows of one place and period; ``need`` is how many rows it takes."""
    whole = replace(inherit_sum(parts), breakdown=cell)
    if whole.mark is Mark.CONFLICT_UNRESOLVED:
        return whole
    counted = [part for part in parts if part.mark is not Mark.NOT_AVAILABLE]
    if len(counted) < need:
        lacking = remarks.incomplete_parts(len(counted), need, "rows")
        return _as_sum(replace(whole, mark=Mark.INCOMPLETE), lacking)
    numbers = [part for part in parts if part.mark is None]
    if not numbers:
        return whole
    value, low, high = add([(p.value, p.low, p.high) for p in numbers])
    summed = replace(whole, mark=None, value=value, low=low, high=high)
    return _as_sum(summed, remarks.sum_of_rows(len(parts)))


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
    found = {key: seen for key, seen in rows.exact.items() if seen.documents}
    codes = rows.codes
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
