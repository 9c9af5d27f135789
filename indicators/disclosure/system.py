"""How does a problem look in arrays?

Rows are sums of atoms: first the cells, in the problem's order, then the facts. Every row keeps
its true value and the range in which an attacker knows it to lie.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from indicators.disclosure.model import Coefficients, Problem
from indicators.disclosure.program import Whole

NO_BOUND = 2**40
"""Stands for "no bound" in arrays of whole numbers; larger than any count of persons."""


@dataclass(frozen=True, slots=True)
class System:
    """The arrays of one problem.

    ``rows``: (rows, atoms) coefficients. ``truth``: (rows,) true values. ``low``, ``high``:
    (rows,) what is known before anything is shown. ``shown_low``, ``shown_high``: (cells,)
    what is known of a cell once it is shown. ``given``, ``offered``: (cells,) booleans.
    """

    atoms: tuple[str, ...]
    cells: tuple[str, ...]
    rows: sp.csr_array
    truth: Whole
    low: Whole
    high: Whole
    shown_low: Whole
    shown_high: Whole
    given: NDArray[np.bool_]
    offered: NDArray[np.bool_]

    @property
    def row_count(self) -> int:
        """Number of rows: cells and facts."""
        return int(self.truth.size)

    def values_of(self, table: Whole) -> Whole:
        """Give every row's value in a table of atoms, (rows,)."""
        return np.asarray(self.rows @ table, dtype=np.int64)

    def bounds(self, shown: NDArray[np.bool_]) -> tuple[Whole, Whole]:
        """Give what an attacker knows of each row when these cells are shown."""
        low, high = self.low.copy(), self.high.copy()
        places = np.flatnonzero(shown)
        low[places] = np.maximum(low[places], self.shown_low[places])
        high[places] = np.minimum(high[places], self.shown_high[places])
        return low, high


def compile_problem(problem: Problem) -> System:
    """Turn a problem into arrays."""
    atoms = tuple(problem.atoms)
    cells = problem.cells
    sums = [cell.coefficients for cell in cells] + [fact.coefficients for fact in problem.facts]
    rows = matrix_of(sums, atoms)
    counts = np.array([problem.atoms[atom] for atom in atoms], dtype=np.int64)
    low = np.full(len(sums), -NO_BOUND, dtype=np.int64)
    high = np.full(len(sums), NO_BOUND, dtype=np.int64)
    for place, fact in enumerate(problem.facts, start=len(cells)):
        low[place] = -NO_BOUND if fact.low is None else fact.low
        high[place] = NO_BOUND if fact.high is None else fact.high
    shown = [problem.shown_as(cell) for cell in cells]
    return System(
        atoms=atoms,
        cells=tuple(cell.name for cell in cells),
        rows=rows,
        truth=np.asarray(rows @ counts, dtype=np.int64),
        low=low,
        high=high,
        shown_low=np.array([fact.low for fact in shown], dtype=np.int64),
        shown_high=np.array([fact.high for fact in shown], dtype=np.int64),
        given=np.array([problem.is_given(cell) for cell in cells], dtype=bool),
        offered=np.array([cell.offered for cell in cells], dtype=bool),
    )


def matrix_of(sums: Sequence[Coefficients], atoms: Sequence[str]) -> sp.csr_array:
    """Write sums as a matrix, (sums, atoms)."""
    place = {atom: number for number, atom in enumerate(atoms)}
    row = [number for number, terms in enumerate(sums) for _ in terms]
    column = [place[atom] for terms in sums for atom, _ in terms]
    factor = np.array([factor for terms in sums for _, factor in terms], dtype=np.int64)
    return sp.csr_array((factor, (row, column)), shape=(len(sums), len(place)))
