"""What is to be protected of one tabulation, in one place and year, in the light of all before?

A scope shares no person with another, so each is a problem of its own. It holds the year, its
periods, and each of them as told on several days (*vintages*): what was published of an older
vintage is forced, and a change between two is a cell that must stay unknown where it is small.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from indicators.coarsening import Form, Shape
from indicators.disclosure.grid import Grid
from indicators.disclosure.model import Cell, Fact, Problem, coefficients
from indicators.disclosure.orders import Order
from indicators.disclosure.returned import Counted, UnusableError
from indicators.disclosure.rules import (
    GROUP_DIMENSIONS,
    THRESHOLD,
    dominating,
    is_small,
    threshold_for,
)
from indicators.disclosure.tabulations import ALL, Codes, Tabulation

Pairs = tuple[tuple[str, str], ...]

CHANGE = "change "
"""Before the name of a later vintage's figure, with the day of the earlier: what changed since."""


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """Which figure: a measure of a tabulation, a place, a period as known on a day, a cell."""

    tabulation: str
    geography: str
    period: str
    as_of: str
    measure: str
    cell: Pairs = ()

    def text(self) -> str:
        """Write the name as the ledger keeps it."""
        parts = (self.tabulation, self.geography, self.period, self.as_of, self.measure, self.cell)
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> "Name":
        """Read back what ``text`` wrote."""
        tabulation, geography, period, as_of, measure, cell = json.loads(text)
        pairs = tuple((str(name), str(code)) for name, code in cell)
        return cls(tabulation, geography, period, as_of, measure, pairs)

    @property
    def year(self) -> str:
        """The year that the period lies in."""
        return self.period[:4]


@dataclass(frozen=True, slots=True)
class Past:
    """What was published of a cell: its bounds, and in which release, counted from the first."""

    low: int | None
    high: int | None
    turn: int


@dataclass(frozen=True, slots=True)
class Vintage:
    """A period as known on a day: the columns that it sums, and whether it is offered now.

    ``parents`` names the vintage of the year above it; ``before`` the vintage last published.
    """

    period: str
    as_of: str
    columns: tuple[int, ...]
    offered: bool
    above: "Vintage | None" = None
    before: "Vintage | None" = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a public document says of a cell: bounds, None for none."""

    period: str
    measure: str
    cell: Pairs
    low: int | None
    high: int | None
    source: str


@dataclass(frozen=True)
class Scope:
    """One tabulation, place and year, with its returns as columns and its vintages, year first."""

    tabulation: Tabulation
    geography: str
    codes: Codes
    columns: tuple[Counted, ...]
    vintages: tuple[Vintage, ...]
    published: Mapping[Name, Past]
    known: tuple[Known, ...] = ()
    threshold: int = THRESHOLD

    @cached_property
    def grid(self) -> Grid:
        """The atoms; a dimension that some return does not tell has the code ``all`` too."""
        untold = {
            name
            for name in self.tabulation.dimensions
            for column in self.columns
            if name not in column.dimensions
        }
        codes = {n: (*c, ALL) if n in untold else tuple(c) for n, c in self.codes.items()}
        labels = tuple(f"{n} {column.period}" for n, column in enumerate(self.columns))
        return Grid(self.tabulation, codes, labels)

    @cached_property
    def counts(self) -> dict[str, int]:
        """Count the persons of every column into atoms."""
        counts = dict.fromkeys(self.grid.names, 0)
        tables = self.tabulation.tables
        for number, column in enumerate(self.columns):
            for person, count in column.people:
                codes = dict(person)
                for table, names in enumerate(tables):
                    place = self.grid.places.get((table, tuple(codes[name] for name in names)))
                    if place is None:
                        raise ValueError("a return counts persons where there can be none")
                    counts[f"{number}.{place}"] += count
        return counts

    @cached_property
    def problem(self) -> Problem:
        """All of it as a problem; ValueError where what is known contradicts the counts."""
        atoms = self.counts
        cells = [*self._cells(atoms), *self._changes(atoms)]
        return Problem(atoms, tuple(cells), (*self._everywhere(), *self._public()), self._earlier())

    def name(self, vintage: Vintage, measure: str, cell: Mapping[str, str]) -> Name:
        """Name a cell of a vintage."""
        pairs = tuple(sorted(cell.items()))
        return Name(
            self.tabulation.name, self.geography, vintage.period, vintage.as_of, measure, pairs
        )

    @property
    def _year(self) -> str:
        return self.vintages[0].period[:4]

    @property
    def order(self) -> Order:
        """Coarser cells first: the year before its periods, fewer dimensions before more."""
        cells = self.problem.cells
        return tuple(sorted(range(len(cells)), key=lambda n: (self._finer(cells[n]), n)))

    def shapes(self, vintage: Vintage, measure: str) -> Iterator[Shape]:
        """Give the shapes tabulated of a vintage: each table as fine as its persons allow.

        A dimension that a return does not tell is in none.
        """
        yield ()
        kept: dict[Shape, None] = {}
        for table in self.tabulation.tables_of(measure):
            kept |= dict.fromkeys(self._affordable(vintage, measure, table))
        yield from kept

    def _affordable(
        self, vintage: Vintage, measure: str, table: tuple[Form, ...]
    ) -> Iterator[Shape]:
        """Give the first form of a table for which there are persons enough, and its margins.

        Codes are told apart or merged, never both: a merged figure beside them would tell
        whoever is alone in it more of the others.
        """
        persons = sum(self.columns[n].total for n in vintage.columns)
        told = frozenset.intersection(*(self.columns[n].dimensions for n in vintage.columns))
        states = 1 if measure == self.tabulation.everybody else len(self.tabulation.states)
        for number, form in enumerate(table):
            if form.of_years and len(vintage.period) > len(self._year):
                return
            cells = states * self.tabulation.size(form.shape, self.codes)
            enough = cells * self.tabulation.persons_per_cell <= persons
            if enough and self.tabulation.dimensions_of(form.shape) <= told:
                merged = set(self.tabulation.bands)
                told_as_one = merged & set(form.shape)
                after = (one.shape for one in table[number:])
                yield from (s for s in after if merged & set(s) <= told_as_one)
                return

    def coarsened(self) -> Iterator[tuple[str, str, str]]:
        """Name the shapes that are not tabulated: period, measure, dimensions."""
        for vintage in self.vintages:
            if vintage.offered:
                for measure in self.tabulation.measures:
                    kept = set(self.shapes(vintage, measure))
                    for shape in self.tabulation.shapes_of(measure):
                        if shape not in kept:
                            yield vintage.period, measure, " × ".join(shape)

    @cached_property
    def _tabulated(self) -> dict[Name, tuple[Vintage, str, dict[str, str]]]:
        found = {}
        for vintage in self.vintages:
            for measure in (*self.tabulation.measures, *self.tabulation.complements):
                for shape in self.shapes(vintage, measure):
                    for cell in self.tabulation.cells(shape, self.codes):
                        found[self.name(vintage, measure, cell)] = (vintage, measure, cell)
        return found

    def is_within(self, part: str, whole: str) -> bool:
        """Tell whether everybody in one cell is in another, by their names.

        Cells of two tables have no atom in common, and still the same persons.
        """
        (inner, one, cell), (outer, other, around) = (
            self._tabulated[Name.read(name)] for name in (part, whole)
        )
        asked = self.grid.conditions_of(one, cell)
        wider = self.grid.conditions_of(other, around)
        inside = all(axis in asked and asked[axis] <= codes for axis, codes in wider.items())
        return inside and set(inner.columns) <= set(outer.columns)

    def _cells(self, atoms: Mapping[str, int]) -> Iterator[Cell]:
        terms = {
            name: self.grid.terms(measure, cell, vintage.columns)
            for name, (vintage, measure, cell) in self._tabulated.items()
        }
        values = {name: sum(atoms[a] * f for a, f in said.items()) for name, said in terms.items()}
        marked = {*self._marked(values), *self._made_by_few(atoms)}
        for name, (vintage, measure, cell) in self._tabulated.items():
            crossed = (*cell, "outcome") if self._is_outcome(measure) else tuple(cell)
            yield Cell(
                name=name.text(),
                coefficients=coefficients(terms[name]),
                dimensions=len(crossed),
                threshold=threshold_for(crossed, self.threshold),
                marked=name in marked,
                offered=vintage.offered and measure in self.tabulation.measures,
                under=tuple(self._above(vintage, measure, cell)),
            )

    def _above(self, vintage: Vintage, measure: str, cell: Mapping[str, str]) -> Iterator[str]:
        """Name the coarser cells without which a cell is not tried."""
        for dropped in cell:
            coarser = {name: code for name, code in cell.items() if name != dropped}
            yield from self._if_tabulated(vintage, measure, coarser)
            for band in self.tabulation.bands.values():
                if band.dimension == dropped and cell[dropped] in band.codes:
                    merged = {**cell, dropped: band.code}
                    yield from self._if_tabulated(vintage, measure, merged)
        if measure != self.tabulation.everybody:
            yield from self._if_tabulated(vintage, self.tabulation.everybody, cell)
        if vintage.above is not None:
            yield from self._if_tabulated(vintage.above, measure, cell)

    def _if_tabulated(
        self, vintage: Vintage, measure: str, cell: Mapping[str, str]
    ) -> Iterator[str]:
        name = self.name(vintage, measure, cell)
        if name in self._tabulated:
            yield name.text()

    def _is_outcome(self, measure: str) -> bool:
        return self.tabulation.state_is_outcome and measure != self.tabulation.everybody

    def _marked(self, values: Mapping[Name, int]) -> Iterator[Name]:
        """Find the cells that hold nearly all of a line of outcomes, purposes or ages."""
        lines: dict[tuple[object, ...], list[Name]] = {}
        for name, (vintage, measure, cell) in self._tabulated.items():
            if self._is_outcome(measure):
                lines.setdefault(("outcome", vintage, name.cell), []).append(name)
            for dimension in GROUP_DIMENSIONS & set(cell):
                rest = tuple(pair for pair in name.cell if pair[0] != dimension)
                for along in self.tabulation.lines_with(dimension, cell[dimension]):
                    lines.setdefault((along, vintage, measure, rest), []).append(name)
        for line in lines.values():
            place = dominating([values[name] for name in line]) if len(line) > 1 else None
            if place is not None:
                yield line[place]

    def _made_by_few(self, atoms: Mapping[str, int]) -> Iterator[Name]:
        """Find sums, however large, of counts in which each of a few persons stands many times.

        Who divides such a sum by the number of its codes knows that somebody is there.
        """
        repeated = self.tabulation.repeated
        if repeated is None:
            return
        for name, (vintage, measure, cell) in self._tabulated.items():
            if repeated not in cell:
                once = (
                    self.grid.terms(measure, {**cell, repeated: code}, vintage.columns)
                    for code in self.codes[repeated]
                )
                most = max(sum(atoms[a] * f for a, f in terms.items()) for terms in once)
                if is_small(most, self.threshold):
                    yield name

    def _changes(self, atoms: Mapping[str, int]) -> Iterator[Cell]:
        """Make the changes between any two vintages of a period, which are never shown themselves.

        Of the vintages shown long ago too: a reader compares any two, and a year that is told
        later may tell what changed in a part of it.
        """
        for name, (vintage, measure, cell) in self._tabulated.items():
            for older in self._before(vintage):
                if self.name(older, measure, cell) not in self._tabulated:
                    continue
                terms = self.grid.terms(measure, cell, vintage.columns)
                for atom, factor in self.grid.terms(measure, cell, older.columns).items():
                    terms[atom] = terms.get(atom, 0) - factor
                sign = 1 if sum(atoms[a] * f for a, f in terms.items()) >= 0 else -1
                crossed = (*cell, "outcome") if self._is_outcome(measure) else tuple(cell)
                yield Cell(
                    name=f"{CHANGE}{older.as_of} {name.text()}",
                    coefficients=coefficients({a: sign * f for a, f in terms.items()}),
                    dimensions=len(crossed),
                    threshold=threshold_for(crossed, self.threshold),
                    offered=False,
                )

    def _before(self, vintage: Vintage) -> Iterator[Vintage]:
        """Give the vintages that told the same period earlier and otherwise."""
        for older in self.vintages:
            if older.period == vintage.period and older.as_of < vintage.as_of:
                yield older

    def _earlier(self) -> tuple[Fact, ...]:
        """Force all that was ever published of the scope."""
        by_key = {(v.period, v.as_of): v for v in self.vintages}
        return tuple(
            Fact(
                coefficients(
                    self.grid.terms(
                        name.measure, dict(name.cell), by_key[(name.period, name.as_of)].columns
                    )
                ),
                past.low,
                past.high,
                name.text(),
            )
            for name, past in sorted(self.published.items())
        )

    def _everywhere(self) -> Iterator[Fact]:
        """State what holds of every return: tables agree, and what is told is told of everybody."""
        yield from self.grid.agreements()
        for number, column in enumerate(self.columns):
            places = self.grid.untold(column.dimensions)
            if places.size:
                terms = self.grid.sum_of(places, [number])
                yield Fact(coefficients(terms), 0, 0, "a breakdown is of everybody")

    def _public(self) -> Iterator[Fact]:
        """Force what public documents say; UnusableError where the atoms cannot say it."""
        newest = {v.period: v for v in self.vintages}
        for one in self.known:
            vintage = newest.get(one.period)
            if vintage is None:
                raise UnusableError("beside_public")
            try:
                terms = self.grid.terms(one.measure, dict(one.cell), vintage.columns)
            except StopIteration:
                raise UnusableError("beside_public") from None
            yield Fact(coefficients(terms), one.low, one.high, one.source)

    def _finer(self, cell: Cell) -> tuple[bool, int]:
        found = Name.read(cell.name[cell.name.index("[") :])
        return found.period != found.year, cell.dimensions
