"""Which imaginary tables do we have, and what do they show to be possible?

A witness is a whole table of counts that agrees with everything known and shown. Witnesses are
kept for good: each one serves every choice of shown cells that it agrees with, so that most
questions are answered without a solver.
"""

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


class Witnesses:
    """A growing set of tables; ``tables`` is (n, atoms), ``values`` (n, rows)."""

    def __init__(self, system: System) -> None:
        self._system = system
        self.tables: Whole = np.zeros((0, len(system.atoms)), dtype=np.int64)
        self.values: Whole = np.zeros((0, system.row_count), dtype=np.int64)

    def add(self, table: Whole) -> None:
        """Keep one more table, (atoms,)."""
        self.tables = np.vstack([self.tables, table])
        self.values = np.vstack([self.values, self._system.values_of(table)])

    def agreeing(self, low: Whole, high: Whole) -> Mask:
        """Tell which tables lie within what is known of each row, (n,)."""
        within = (self.values >= low) & (self.values <= high)
        return np.asarray(within.all(axis=1), dtype=bool)

    def find(self, demands: Demands, usable: Mask, lack: Lack) -> int:
        """Give the number of the first usable witness that meets a demand."""
        values = self.values[usable]
        column = values[:, demands.cells[lack.pair[1]]]
        wanted = (demands.low if lack.is_low else demands.high)[lack.pair]
        meets = (column == wanted) if lack.is_low else (column >= wanted)
        insider = demands.insider(lack.pair)
        if insider is not None:
            meets = meets & (values[:, insider] == 1)
        return int(np.flatnonzero(usable)[np.argmax(meets)])


def open_demands(values: Whole, demands: Demands) -> tuple[Mask, Mask]:
    """Tell which low and which high demands no witness meets; ``values`` is (n, rows)."""
    members = _members(values, demands)
    targets = values[:, demands.cells]
    low = demands.needed & ~_met(members, targets, demands.low, is_low=True)
    high = demands.needed & ~_met(members, targets, demands.high, is_low=False)
    return low, high


def first_lack(open_low: Mask, open_high: Mask) -> Lack | None:
    """Give the first open demand; None where all are met."""
    for is_low, pairs in ((True, open_low), (False, open_high)):
        if pairs.any():
            line, column = np.argwhere(pairs)[0]
            return Lack((int(line), int(column)), is_low)
    return None


def _members(values: Whole, demands: Demands) -> NDArray[np.float32]:
    """Tell for which insiders each witness can be true, (1 + h, n)."""
    anyone = np.ones((1, values.shape[0]), dtype=np.float32)
    return np.vstack([anyone, (values[:, demands.insiders] == 1).T.astype(np.float32)])


def _met(members: NDArray[np.float32], targets: Whole, wanted: Whole, *, is_low: bool) -> Mask:
    """Tell which demands some witness meets, (1 + h, s)."""
    met = np.zeros(wanted.shape, dtype=bool)
    for value in np.unique(wanted):
        hits = (targets == value) if is_low else (targets >= value)
        # Counted in single precision: products of 0 and 1, and only "more than none" matters.
        met |= (wanted == value) & ((members @ hits.astype(np.float32)) > 0)
    return met
