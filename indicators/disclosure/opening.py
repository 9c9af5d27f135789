"""Which cells may be shown?

All is hidden to begin with. Cells are tried one at a time in a fixed order, and one is opened
only if every demand keeps its witness. A solver's error, limit or doubt leaves the cell hidden.
Since only yes and no decide, another solver opens the same cells. Of several fixed orders the
one that shows most is kept.
Method: a greedy dual of cell suppression (Fischetti and Salazar 2001), with feasibility in
whole numbers (De Loera and Onn 2006 on why the linear relaxation is not enough).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.disclosure.demands import Demands, Pair, demands_of
from indicators.disclosure.model import Problem
from indicators.disclosure.orders import Order
from indicators.disclosure.program import Floats, Minimise, Verdict, Whole
from indicators.disclosure.search import Search
from indicators.disclosure.system import NO_BOUND, compile_problem
from indicators.disclosure.witnesses import Lack, Mask, Standing, Witnesses

# How dear it is that a witness differs from the truth in a cell: it is lost when the cell opens.
_UNTRIED, _INSIDER, _SENSITIVE, _REFUSED = 1.0, 0.3, 0.1, 0.0


@dataclass(frozen=True, slots=True)
class Exposed:
    """A demand that others' figures alone have broken, and what they leave possible."""

    pair: Pair
    low: int
    high: int


class Opening:
    """The state of one problem: its demands, and every witness found so far."""

    def __init__(self, problem: Problem, minimise: Minimise) -> None:
        self.system = compile_problem(problem)
        self.demands = demands_of(problem)
        self.exposed: dict[Pair, Exposed] = {}
        self.witnesses = Witnesses(self.system)
        self.witnesses.add(np.array(list(problem.atoms.values()), dtype=np.int64))
        place = {cell.name: number for number, cell in enumerate(problem.cells)}
        self._under = [[place[name] for name in cell.under] for cell in problem.cells]
        self._search = Search(self.system, minimise)

    def begin(self) -> bool:
        """Find witnesses while all is hidden; False where even that is in doubt.

        A demand that outside knowledge alone breaks is weakened to what that leaves possible,
        and noted: nothing is claimed for it, and nothing may be added to it.
        """
        low, high = self.system.bounds(self.system.given)
        while True:
            _, verdict, lack = self._settle(self._everyone(), low, high, self._weights())
            if lack is None:
                return True
            if verdict is not Verdict.IMPOSSIBLE or not self._weaken(lack, low, high):
                return False

    def run(self, order: Order, beaten: int = 0) -> Mask:
        """Open cells in one order; gives which are shown, (cells,).

        Ends early where no more than ``beaten`` cells can come to be shown.
        """
        shown = self.system.given.copy()
        weights = self._weights()
        closed = set(self.demands.cells.tolist())
        low, high = self.system.bounds(shown)
        standing = self._everyone()
        tried = [c for c in order if not shown[c] and c not in closed and self.system.offered[c]]
        possible = int(shown.sum()) + len(tried)
        for cell in tried:
            if possible <= beaten:
                break
            if not shown[self._under[cell]].all():
                possible -= 1
                continue
            kept, known = (low[cell], high[cell]), len(self.witnesses.tables)
            low[cell] = max(low[cell], self.system.shown_low[cell])
            high[cell] = min(high[cell], self.system.shown_high[cell])
            narrower = standing.narrowed(self.demands, cell, low[cell], high[cell])
            narrower, _, lack = self._settle(narrower, low, high, weights)
            if lack is None:
                shown[cell] = True
                standing = narrower
            else:
                low[cell], high[cell] = kept
                weights[cell] = _REFUSED
                possible -= 1
                found = range(known, len(self.witnesses.tables))
                standing = standing.with_more(self.demands, found)
        return shown

    def _everyone(self) -> Standing:
        """Count every witness: all agree with what is given."""
        return Standing.of(self.witnesses, self.demands, range(len(self.witnesses.tables)))

    def _settle(
        self, standing: Standing, low: Whole, high: Whole, weights: Floats
    ) -> tuple[Standing, Verdict, Lack | None]:
        """Find a witness for each demand; gives the first that has none, and why."""
        lacks = standing.lacks(self.demands)
        refuted = self._search.proofs.refuted(lacks, low, high)
        if refuted is not None:
            return standing, Verdict.IMPOSSIBLE, lacks[refuted]
        numbers = []
        while lacks:
            found = self._search.witness(*self._with_lack(lacks[0], low, high), weights)
            if found.table is None:
                return standing, found.verdict, lacks[0]
            numbers.append(self.witnesses.add(found.table))
            lacks = lacks.left_by(self.witnesses.values[-1])
        if numbers:
            standing = standing.with_more(self.demands, numbers)
        return standing, Verdict.SOLVED, None

    def _with_lack(self, lack: Lack, low: Whole, high: Whole) -> tuple[Whole, Whole]:
        """Narrow what is known by what the demand supposes."""
        low, high = self._for_insider(lack.pair, low, high)
        row = self.demands.cells[lack.pair[1]]
        if lack.is_low:
            low[row] = max(low[row], self.demands.low[lack.pair])
            high[row] = min(high[row], self.demands.low[lack.pair])
        else:
            low[row] = max(low[row], self.demands.high[lack.pair])
        return low, high

    def _for_insider(self, pair: Pair, low: Whole, high: Whole) -> tuple[Whole, Whole]:
        low, high = low.copy(), high.copy()
        insider = self.demands.insider(pair)
        if insider is not None:
            low[insider] = high[insider] = 1
        return low, high

    def _weaken(self, lack: Lack, low: Whole, high: Whole) -> bool:
        """Replace a broken demand by the exact range that is left; False where in doubt."""
        row = int(self.demands.cells[lack.pair[1]])
        low, high = self._for_insider(lack.pair, low, high)
        least = self._search.extreme(low, high, row, 1)
        most = self._search.extreme(low, high, row, -1)
        if least.table is None or (most.table is None and most.verdict is not Verdict.UNBOUNDED):
            return False
        bottom = self._value(least.table, row)
        top = NO_BOUND if most.table is None else self._value(most.table, row)
        # A change that can be negative may miss its low value from both sides: the truth stays.
        wanted_low = int(self.demands.low[lack.pair])
        if lack.is_low:
            wanted_low = bottom if bottom > wanted_low else int(self.system.truth[row])
        wanted_high = min(top, int(self.demands.high[lack.pair]))
        self.demands = self.demands.weakened(lack.pair, wanted_low, wanted_high)
        self.exposed[lack.pair] = Exposed(lack.pair, wanted_low, wanted_high)
        return True

    def _value(self, table: Whole, row: int) -> int:
        return int(self.system.values_of(table)[row])

    def _weights(self) -> Floats:
        weights = np.zeros(self.system.row_count)
        weights[: len(self.system.cells)] = _UNTRIED
        weights[self.demands.cells] = _SENSITIVE
        weights[self.demands.insiders] = _INSIDER
        return weights


def all_demands(demands: Demands) -> NDArray[np.int64]:
    """List the pairs that must be witnessed, (n, 2)."""
    return np.argwhere(demands.needed)
