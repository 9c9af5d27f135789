"""Which imaginary tables do we have, and what do they show to be possible?

A witness is a whole table of counts that agrees with everything known and shown. Witnesses are
kept for good: each one serves every choice of shown cells that it agrees with, so that most
questions are answered without a solver.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.disclosure.demands import Demands, Pair
from indicators.disclosure.program import Whole
from indicators.disclosure.system import System

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lack:
    """A demand that no witness meets yet: a low one or a high one."""

    pair: Pair
    is_low: bool


@dataclass(frozen=True, slots=True)
class Lacks:
    """Demands that no witness meets yet, all (n,).

    ``lines``, ``columns``: which pairs. ``rows``, ``wanted``: the sensitive row and the value
    that it must have, or reach where ``is_low`` is False. ``people``: the insider's row, -1
    for nobody.
    """

    lines: Whole
    columns: Whole
    is_low: Mask
    rows: Whole
    wanted: Whole
    people: Whole

    def __len__(self) -> int:
        return int(self.lines.size)

    def __getitem__(self, place: int) -> Lack:
        return Lack((int(self.lines[place]), int(self.columns[place])), bool(self.is_low[place]))

    def left_by(self, values: Whole) -> "Lacks":
        """Leave out what a witness meets; ``values`` is (rows,)."""
        reached = values[self.rows]
        unmet = np.where(self.is_low, reached != self.wanted, reached < self.wanted)
        unmet = unmet | ((self.people >= 0) & (values[self.people] != 1))
        fields = (self.lines, self.columns, self.is_low, self.rows, self.wanted, self.people)
        return Lacks(*(field[unmet] for field in fields))


class Witnesses:
    """A growing set of tables; ``tables`` is (n, atoms), ``values`` (n, rows)."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._size = 0
        self._tables: Whole = np.zeros((64, len(system.atoms)), dtype=np.int64)
        self._values: Whole = np.zeros((64, system.row_count), dtype=np.int64)

    @property
    def tables(self) -> Whole:
        """All tables, (n, atoms)."""
        return self._tables[: self._size]

    @property
    def values(self) -> Whole:
        """What every row is in each table, (n, rows)."""
        return self._values[: self._size]

    def add(self, table: Whole) -> int:
        """Keep one more table, (atoms,); gives its number."""
        if self._size == len(self._tables):
            self._tables = np.vstack([self._tables, np.zeros_like(self._tables)])
            self._values = np.vstack([self._values, np.zeros_like(self._values)])
        self._tables[self._size] = table
        self._values[self._size] = self._system.values_of(table)
        self._size += 1
        return self._size - 1


@dataclass(slots=True)
class Standing:
    """How many of the witnesses that count at the moment meet each demand.

    ``numbers``: which witnesses count. ``low``, ``high``: (1 + h, s) how many of them meet the
    low demand and the high one.
    """

    witnesses: Witnesses
    numbers: Whole
    low: Whole
    high: Whole

    @classmethod
    def of(cls, witnesses: Witnesses, demands: Demands, numbers: Iterable[int]) -> "Standing":
        """Count for these witnesses."""
        chosen = np.array(list(numbers), dtype=np.int64)
        return cls(witnesses, chosen, *_meeting(witnesses.values[chosen], demands))

    def with_more(self, demands: Demands, numbers: Iterable[int]) -> "Standing":
        """Let further witnesses count."""
        more = Standing.of(self.witnesses, demands, numbers)
        return Standing(
            self.witnesses,
            np.concatenate([self.numbers, more.numbers]),
            self.low + more.low,
            self.high + more.high,
        )

    def narrowed(self, demands: Demands, row: int, low: int, high: int) -> "Standing":
        """Let only witnesses count in which a row lies from ``low`` to ``high``."""
        values = self.witnesses.values[self.numbers, row]
        kept = (values >= low) & (values <= high)
        if kept.all():
            return self
        lost = _meeting(self.witnesses.values[self.numbers[~kept]], demands)
        return Standing(self.witnesses, self.numbers[kept], self.low - lost[0], self.high - lost[1])

    def lacks(self, demands: Demands) -> Lacks:
        """List the demands that none of the witnesses meets, low ones first."""
        low, high = (np.nonzero(demands.needed & (met == 0)) for met in (self.low, self.high))
        lines, columns = (np.concatenate(both) for both in zip(low, high, strict=True))
        return Lacks(
            lines,
            columns,
            np.repeat([True, False], [low[0].size, high[0].size]),
            demands.cells[columns],
            np.concatenate([demands.low[low], demands.high[high]]),
            np.concatenate([[-1], demands.insiders])[lines],
        )


def find(values: Whole, demands: Demands, lack: Lack) -> Whole:
    """Give the places of the witnesses that meet a demand; ``values`` is (n, rows)."""
    column = values[:, demands.cells[lack.pair[1]]]
    wanted = (demands.low if lack.is_low else demands.high)[lack.pair]
    meets = (column == wanted) if lack.is_low else (column >= wanted)
    insider = demands.insider(lack.pair)
    if insider is not None:
        meets = meets & (values[:, insider] == 1)
    return np.flatnonzero(meets)


def _meeting(values: Whole, demands: Demands) -> tuple[Whole, Whole]:
    """Count the witnesses that meet each demand, low and high, (1 + h, s) both."""
    anyone = np.ones((1, values.shape[0]), dtype=np.int64)
    members = np.vstack([anyone, (values[:, demands.insiders] == 1).T])
    targets = values[:, demands.cells]
    low = np.zeros(demands.needed.shape, dtype=np.int64)
    high = np.zeros_like(low)
    # In whole numbers: in floating ones several threads would wake for a handful of sums.
    for value in demands.lows:
        low += (demands.low == value) * (members @ (targets == value).astype(np.int64))
    for value in demands.highs:
        high += (demands.high == value) * (members @ (targets >= value).astype(np.int64))
    return low, high
