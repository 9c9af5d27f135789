"""What must stay possible, for every sensitive cell and every insider?

R asks for a table in which the cell is 0 and one in which it reaches the threshold. R1 asks the
same of somebody who is the one in a hidden cell of 1, for every cell that is not part of it;
where the cell contains the insider, the least that can stay possible is 1.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from indicators.disclosure.model import Coefficients, Problem
from indicators.disclosure.program import Whole
from indicators.disclosure.rules import THRESHOLD

Pair = tuple[int, int]


@dataclass(frozen=True)
class Demands:
    """Rows that must stay uncertain, and for whom.

    ``cells``: (s,) row numbers of the sensitive cells. ``insiders``: (h,) row numbers of the
    hidden cells of 1. ``needed``, ``low``, ``high``: (1 + h, s); line 0 is for somebody who
    is in none of them. ``low`` must stay possible, and something from ``high`` up.
    """

    cells: Whole
    insiders: Whole
    needed: NDArray[np.bool_]
    low: Whole
    high: Whole

    @cached_property
    def lows(self) -> tuple[int, ...]:
        """The values that low demands ask for, each once."""
        return tuple(np.unique(self.low).tolist())

    @cached_property
    def highs(self) -> tuple[int, ...]:
        """The values that high demands ask for, each once."""
        return tuple(np.unique(self.high).tolist())

    def insider(self, pair: Pair) -> int | None:
        """Give the row of the insider of a pair, None for somebody outside."""
        return None if pair[0] == 0 else int(self.insiders[pair[0] - 1])

    def weakened(self, pair: Pair, low: int, high: int) -> "Demands":
        """Ask only for what others' figures have left possible."""
        lows, highs = self.low.copy(), self.high.copy()
        lows[pair], highs[pair] = low, high
        return replace(self, low=lows, high=highs)


def demands_of(problem: Problem) -> Demands:
    """List what a problem's sensitive cells ask for."""
    cells = [i for i, cell in enumerate(problem.cells) if problem.is_sensitive(cell)]
    ones = [i for i in cells if _is_one(problem, i)] if problem.insiders else []
    sums = [dict(problem.cells[i].coefficients) for i in cells]
    needed = np.ones((1 + len(ones), len(cells)), dtype=bool)
    low = np.zeros((1 + len(ones), len(cells)), dtype=np.int64)
    high = np.tile(
        np.array([problem.cells[i].threshold or THRESHOLD for i in cells], dtype=np.int64),
        (1 + len(ones), 1),
    )
    for line, one in enumerate(ones, start=1):
        whole = problem.cells[one].coefficients
        for column, terms in enumerate(sums):
            needed[line, column] = not _is_part(terms, dict(whole))
            low[line, column] = 1 if _contains(terms, whole) else 0
    return Demands(np.array(cells, int), np.array(ones, int), needed, low, high)


def _is_one(problem: Problem, place: int) -> bool:
    """Tell whether the cell holds one person; a change in both directions names nobody."""
    cell = problem.cells[place]
    return problem.value_of(cell) == 1 and all(factor > 0 for _, factor in cell.coefficients)


def _is_part(terms: dict[str, int], whole: dict[str, int]) -> bool:
    return all(factor <= whole.get(atom, 0) for atom, factor in terms.items() if factor > 0)


def _contains(terms: dict[str, int], part: Coefficients) -> bool:
    return all(terms.get(atom, 0) >= factor for atom, factor in part)
