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
from indicators.disclosure.witnesses import Lack, Mask, Witnesses, first_lack, open_demands

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
        self._search = Search(self.system, minimise)

    def begin(self) -> bool:
        """Find witnesses while all is hidden; False where even that is in doubt.

        A demand that outside knowledge alone breaks is weakened to what that leaves possible,
        and noted: nothing is claimed for it, and nothing may be added to it.
        """
        low, high = self.system.bounds(self.system.given)
        while True:
            verdict, lack = self._settle(low, high, self._weights())
            if lack is None:
                return True
            if verdict is not Verdict.IMPOSSIBLE or not self._weaken(lack, low, high):
                return False

    def run(self, order: Order) -> Mask:
        """Open cells in one order; gives which are shown, (cells,)."""
        shown = self.system.given.copy()
        weights = self._weights()
        closed = set(self.demands.cells.tolist())
        low, high = self.system.bounds(shown)
        for cell in order:
            if shown[cell] or cell in closed or not self.system.offered[cell]:
                continue
            kept = low[cell], high[cell]
            low[cell] = max(low[cell], self.system.shown_low[cell])
            high[cell] = min(high[cell], self.system.shown_high[cell])
            _, lack = self._settle(low, high, weights)
            if lack is None:
                shown[cell] = True
            else:
                low[cell], high[cell] = kept
                weights[cell] = _REFUSED
        return shown

    def _settle(self, low: Whole, high: Whole, weights: Floats) -> tuple[Verdict, Lack | None]:
        """Find a witness for each demand; gives the first that has none, and why."""
        usable = self.witnesses.agreeing(low, high)
        open_low, open_high = open_demands(self.witnesses.values[usable], self.demands)
        while (lack := first_lack(open_low, open_high)) is not None:
            wanted = self._with_lack(lack, low, high)
            found = self._search.witness(*wanted, weights)
            if found.table is None:
                return found.verdict, lack
            self.witnesses.add(found.table)
            still_low, still_high = open_demands(self.witnesses.values[-1:], self.demands)
            open_low &= still_low
            open_high &= still_high
        return Verdict.SOLVED, None

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
