"""How does a question about tables become a program that a solver reads?

Columns are the atoms, and for each cell how far it lies above and below the truth. All programs
of one system have one matrix, so that a solver can go on from its last answer.
"""

import numpy as np
import scipy.sparse as sp

from indicators.disclosure.program import Floats, Program, Whole
from indicators.disclosure.system import NO_BOUND, System


class Formulation:
    """The programs of one system; ``rows`` says which rows of it are those of the matrix."""

    def __init__(self, system: System) -> None:
        """Build the matrix: every cell, and every fact that bounds something."""
        self._atoms = len(system.atoms)
        self._cells = len(system.cells)
        facts = np.arange(system.row_count) >= self._cells
        bounded = (system.low > -NO_BOUND) | (system.high < NO_BOUND)
        self._facts = np.flatnonzero(facts & bounded)
        self.rows = np.concatenate([np.arange(self._cells), self._facts])
        self._truth = system.truth[: self._cells].astype(float)
        self._rows = system.rows
        self._matrix = self._with_distances()
        self._row_low = np.concatenate([self._truth, _bounds(system.low[self._facts])])
        self._row_high = np.concatenate([self._truth, _bounds(system.high[self._facts])])

    def near_truth(self, low: Whole, high: Whole, weights: Floats) -> Program:
        """Ask for a table within the bounds, at the least weighted distance from the truth.

        ``low``, ``high``, ``weights``: (rows,). "The cell lies from low to high" is said as
        bounds on what it has above and below the truth, where the distance has a price.
        """
        prices = weights[: self._cells]
        cost = np.concatenate([np.zeros(self._atoms), prices, prices])
        return self._program(cost, low, high, any_solution=True)

    def at_the_edge(self, low: Whole, high: Whole, row: int, sign: int) -> Program:
        """Ask for the table within the bounds in which a row is least (1) or greatest (-1)."""
        cost = np.zeros(self._matrix.shape[1])
        cost[: self._atoms] = sign * self._rows[[row], :].toarray()[0]
        return self._program(cost, low, high, any_solution=False)

    def _program(self, cost: Floats, low: Whole, high: Whole, *, any_solution: bool) -> Program:
        least, most = _bounds(low[: self._cells]), _bounds(high[: self._cells])
        above = least - self._truth, most - self._truth
        none, free = np.zeros(self._atoms), np.full(self._atoms, np.inf)
        return Program(
            cost=cost,
            matrix=self._matrix,
            row_low=self._row_low,
            row_high=self._row_high,
            low=np.concatenate([none, np.maximum(above[0], 0), np.maximum(-above[1], 0)]),
            high=np.concatenate([free, np.maximum(above[1], 0), np.maximum(-above[0], 0)]),
            whole=0,
            any_solution=any_solution,
        )

    def _with_distances(self) -> sp.csc_array:
        """Add two columns for each cell: how far above the truth, and below."""
        chosen = sp.csc_array(self._rows[self.rows, :].astype(float))
        one = sp.eye_array(self.rows.size, self._cells, format="csc")
        return sp.csc_array(sp.hstack([chosen, -one, one], format="csc"))


def _bounds(limits: Whole) -> Floats:
    """Give bounds as a solver reads them, infinite where there is none."""
    bounds = limits.astype(float)
    bounds[limits >= NO_BOUND] = np.inf
    bounds[limits <= -NO_BOUND] = -np.inf
    return bounds
