"""What could be published, what is known already, and what is true underneath?

Everything is said over *atoms*: the finest counts that are ever tabulated, whole numbers that
are never negative. A cell, a margin, a year, a later vintage, a change between vintages and
another authority's figure are all sums of atoms with whole coefficients, so one attacker model
serves tables, releases over time and outside knowledge alike.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from indicators.disclosure.rules import is_small

Coefficients = tuple[tuple[str, int], ...]


def coefficients(terms: Mapping[str, int] | Iterable[str]) -> Coefficients:
    """Write a sum in its one form: by atom, without zeros. A list of atoms means their sum."""
    pairs = terms if isinstance(terms, Mapping) else dict.fromkeys(terms, 1)
    return tuple(sorted((atom, factor) for atom, factor in pairs.items() if factor))


@dataclass(frozen=True, slots=True)
class Fact:
    """Something anybody may know: a sum of atoms lies from ``low`` to ``high``, both included.

    None is no bound. ``source`` says in words where it stands.
    """

    coefficients: Coefficients
    low: int | None
    high: int | None
    source: str = ""

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"a fact has its bounds crossed: {self.low} > {self.high}")

    @property
    def is_exact(self) -> bool:
        """Tell whether the fact gives the sum itself."""
        return self.low is not None and self.low == self.high

    def allows(self, value: int) -> bool:
        """Tell whether the sum may have this value."""
        above = self.low is None or value >= self.low
        return above and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure that could be published, or must not be told.

    ``threshold`` is None for a figure that is never small in itself (a sum of hours).
    ``dimensions`` is how many dimensions it is broken down by: coarse cells open first.
    ``marked`` makes it sensitive whatever its size (group disclosure). ``offered`` is False for
    what is never shown but must stay unknown, as a change between two vintages. ``margin`` is
    how far from the truth the figure may be read: 0 for an exact count, else the fact that a
    reader gains is ``value - margin[0]`` to ``value + margin[1]``. ``under`` names coarser
    cells without which this one is not tried: the table is coarsened rather than riddled.
    """

    name: str
    coefficients: Coefficients
    dimensions: int = 0
    threshold: int | None = None
    marked: bool = False
    offered: bool = True
    margin: tuple[int, int] = (0, 0)
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A table, or several linked ones, to be protected in the light of all that is known.

    ``atoms`` holds the true counts. ``known`` holds what others have published and what is
    impossible (a structural zero is a fact with both bounds 0). ``earlier`` holds every fact
    ever released, from the ledger. ``insiders`` asks for the second requirement too.
    """

    atoms: Mapping[str, int]
    cells: tuple[Cell, ...]
    known: tuple[Fact, ...] = ()
    earlier: tuple[Fact, ...] = ()
    insiders: bool = True
    _values: dict[str, int] = field(default_factory=dict, compare=False, repr=False)
    _given: set[Coefficients] = field(default_factory=set, compare=False, repr=False)

    def __post_init__(self) -> None:
        self._given.update(fact.coefficients for fact in self.facts if fact.is_exact)
        for atom, count in self.atoms.items():
            if count < 0:
                raise ValueError(f"{atom}: the count {count} is negative; counts start at 0")
        for cell in self.cells:
            if cell.name in self._values:
                raise ValueError(f"{cell.name}: the cell is given twice")
            self._values[cell.name] = self.value(cell.coefficients)
            if self._values[cell.name] < 0:
                raise ValueError(f"{cell.name}: write the change so that it is not negative")
        for fact in self.facts:
            if not fact.allows(self.value(fact.coefficients)):
                raise ValueError(
                    f"what is known ({fact.source or 'a fact'}: {fact.low} to {fact.high}) "
                    f"contradicts the counts, which give {self.value(fact.coefficients)}; "
                    "correct one of them, or leave the fact out with a reason"
                )

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All that an attacker has before anything new is shown."""
        return self.known + self.earlier

    def value(self, terms: Coefficients) -> int:
        """Give what a sum truly is; KeyError names an atom that the problem does not have."""
        return sum(factor * self.atoms[atom] for atom, factor in terms)

    def value_of(self, cell: Cell) -> int:
        """Give a cell's true value."""
        return self._values[cell.name]

    def is_given(self, cell: Cell) -> bool:
        """Tell whether the cell's value is known already, so that showing it adds nothing."""
        return cell.coefficients in self._given

    def is_sensitive(self, cell: Cell) -> bool:
        """Tell whether the cell must stay uncertain: small or marked, and not known already."""
        small = cell.threshold is not None and is_small(self.value_of(cell), cell.threshold)
        return (small or cell.marked) and not self.is_given(cell)

    def shown_as(self, cell: Cell) -> Fact:
        """Give the fact that a reader gains when the cell is shown."""
        value, (below, above) = self.value_of(cell), cell.margin
        return Fact(cell.coefficients, value - below, value + above, cell.name)
