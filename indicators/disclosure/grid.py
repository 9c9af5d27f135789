"""Which atoms does a tabulation have over several periods, and which of them does a cell sum?

A *column* is one period as one return told it: a revised quarter has two. The atoms of a
column are those of the tabulation's tables. Tables that share a dimension must agree on it,
which is written as sums that are known to be equal.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from indicators.disclosure.model import Fact, coefficients
from indicators.disclosure.tabulations import ALL, STATE, Codes, Key, Tabulation

Numbers = NDArray[np.int64]
Conditions = Mapping[str, frozenset[str]]
"""Codes that a cell takes in, by dimension (``state`` among them); no entry is no condition."""


@dataclass(frozen=True)
class Grid:
    """The atoms of a tabulation over columns; ``codes`` has the codes of each dimension."""

    tabulation: Tabulation
    codes: Codes
    columns: tuple[str, ...]

    @cached_property
    def keys(self) -> tuple[tuple[int, Key], ...]:
        """Give the table and key of each atom of a column, in order."""
        tables = range(len(self.tabulation.tables))
        return tuple((n, key) for n in tables for key in self.tabulation.keys(n, self.codes))

    @cached_property
    def places(self) -> Mapping[tuple[int, Key], int]:
        """Give the place of each atom within its column."""
        return {atom: place for place, atom in enumerate(self.keys)}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Name every atom: its column's number and its place."""
        size = range(len(self.keys))
        return tuple(f"{column}.{place}" for column in range(len(self.columns)) for place in size)

    @property
    def size(self) -> int:
        """Number of atoms in a column."""
        return len(self.keys)

    def inside(self, table: int, conditions: Conditions) -> Numbers:
        """Give the places of a table's atoms that meet the conditions it can tell."""
        names = self.tabulation.tables[table]
        asked = [(names.index(n), codes) for n, codes in conditions.items() if n in names]
        return np.array(
            [
                place
                for place, (number, key) in enumerate(self.keys)
                if number == table and all(key[at] in codes for at, codes in asked)
            ],
            dtype=np.int64,
        )

    def untold(self, dimensions: Collection[str]) -> Numbers:
        """Give the places of atoms that leave out a dimension which a return does tell."""
        tables = self.tabulation.tables
        return np.array(
            [
                place
                for place, (number, key) in enumerate(self.keys)
                if any(
                    code == ALL and name in dimensions
                    for name, code in zip(tables[number], key, strict=True)
                )
            ],
            dtype=np.int64,
        )

    def sum_of(self, places: Numbers, columns: Sequence[int], factor: int = 1) -> dict[str, int]:
        """Write the sum of atoms at these places over columns, by name."""
        return {f"{column}.{place}": factor for column in columns for place in places.tolist()}

    def agreements(self) -> Iterator[Fact]:
        """State that tables which share dimensions agree on them, in every column."""
        for table in range(1, len(self.tabulation.tables)):
            for conditions in self._shared_codes(table):
                before = self.inside(table - 1, conditions)
                after = self.inside(table, conditions)
                for column in range(len(self.columns)):
                    terms = self.sum_of(before, [column]) | self.sum_of(after, [column], -1)
                    yield Fact(coefficients(terms), 0, 0, "two breakdowns of the same persons")

    def _shared_codes(self, table: int) -> Iterator[Conditions]:
        shared = self.tabulation.shared(table)
        names = self.tabulation.tables[table]
        at = [names.index(name) for name in shared]
        found = dict.fromkeys(
            tuple(key[place] for place in at) for number, key in self.keys if number == table
        )
        for codes in found:
            yield {n: frozenset({code}) for n, code in zip(shared, codes, strict=True)}

    def conditions_of(self, measure: str, cell: Mapping[str, str]) -> Conditions:
        """Say what a person must be to count in a measure's cell."""
        asked = {n: frozenset(self.tabulation.members(n, code)) for n, code in cell.items()}
        counted = self.tabulation.counted(measure)
        if len(counted) < len(self.tabulation.states):
            asked[STATE] = frozenset(counted)
        return asked

    def terms(
        self, measure: str, cell: Mapping[str, str], columns: Sequence[int], factor: int = 1
    ) -> dict[str, int]:
        """Write a measure's cell over columns as a sum of atoms."""
        table = self.tabulation.table_for(measure, tuple(cell))
        places = self.inside(table, self.conditions_of(measure, cell))
        return self.sum_of(places, columns, factor)
