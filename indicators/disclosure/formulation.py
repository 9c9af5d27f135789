"""How does a question about tables become a program that a solver reads?

Columns are the atoms, and for some rows how far they lie above and below the truth. Rows that
nobody has a bound or a price for are left out: the smaller the program, the sooner the answer.
"""

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from indicators.disclosure.program import Floats, Program, Whole
from indicators.disclosure.system import NO_BOUND, System


def near_truth(system: System, low: Whole, high: Whole, weights: Floats) -> Program:
    """Ask for a table within the bounds, at the least weighted distance from the truth.

    ``low``, ``high``, ``weights``: (rows,). "The row lies from low to high" is said as bounds on
    what it has above and below the truth, where the distance has a price.
    """
    priced = (weights > 0) & (low < high)
    plain = ~priced & ((low > -NO_BOUND) | (high < NO_BOUND))
    rows = np.flatnonzero(priced | plain)
    places = np.flatnonzero(priced[rows])
    chosen = rows[places]
    truth = system.truth[chosen]
    above = _span(low[chosen] - truth, high[chosen] - truth)
    below = _span(truth - high[chosen], truth - low[chosen])
    atoms = len(system.atoms)
    return Program(
        cost=np.concatenate([np.zeros(atoms), weights[chosen], weights[chosen]]),
        matrix=_matrix(system, rows, places),
        row_low=_row_bounds(low, priced, system.truth)[rows],
        row_high=_row_bounds(high, priced, system.truth)[rows],
        low=np.concatenate([np.zeros(atoms), above[0], below[0]]),
        high=np.concatenate([np.full(atoms, np.inf), above[1], below[1]]),
        whole=0,
        any_solution=True,
    )


def at_the_edge(system: System, low: Whole, high: Whole, row: int, sign: int) -> Program:
    """Ask for the table within the bounds in which a row is least (1) or greatest (-1)."""
    rows = np.flatnonzero((low > -NO_BOUND) | (high < NO_BOUND))
    atoms = len(system.atoms)
    nowhere = np.zeros(0, dtype=np.int64)
    free = np.zeros(system.row_count, dtype=bool)
    return Program(
        cost=(sign * system.rows[[row], :].toarray()[0]).astype(float),
        matrix=_matrix(system, rows, nowhere),
        row_low=_row_bounds(low, free, system.truth)[rows],
        row_high=_row_bounds(high, free, system.truth)[rows],
        low=np.zeros(atoms),
        high=np.full(atoms, np.inf),
        whole=0,
    )


def _span(low: Whole, high: Whole) -> tuple[Floats, Floats]:
    """Bound a distance that is at least 0; where there is no bound it is infinite."""
    most = np.where(high >= NO_BOUND // 2, np.inf, np.maximum(high, 0))
    return np.maximum(low, 0).astype(float), most


def _row_bounds(bounds: Whole, priced: NDArray[np.bool_], truth: Whole) -> Floats:
    """Give a row's bound; with its distances beside it a priced row equals the truth."""
    limits = bounds.astype(float)
    limits[bounds >= NO_BOUND] = np.inf
    limits[bounds <= -NO_BOUND] = -np.inf
    return np.where(priced, truth, limits)


def _matrix(system: System, rows: Whole, places: Whole) -> sp.csc_array:
    """Pick rows, and add two columns for each priced one: how far above the truth, and below."""
    number = np.full(system.row_count, -1)
    number[rows] = np.arange(rows.size)
    row, column, factor = system.entries
    kept = number[row] >= 0
    atoms, extra = len(system.atoms), places.size
    columns = np.arange(extra) + atoms
    values = np.concatenate([factor[kept], -np.ones(extra), np.ones(extra)])
    at = (
        np.concatenate([number[row[kept]], places, places]),
        np.concatenate([column[kept], columns, columns + extra]),
    )
    return sp.csc_array((values, at), shape=(rows.size, atoms + 2 * extra))
