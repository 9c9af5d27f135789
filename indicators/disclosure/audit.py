"""How much can an attacker prove about each hidden figure?

For every hidden cell the exact least and greatest value, over all tables of whole numbers that
agree with what is shown. The attack uses no more than that, and no less.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indicators.disclosure import highs
from indicators.disclosure.model import Coefficients, Fact
from indicators.disclosure.program import Minimise, Verdict, Whole
from indicators.disclosure.search import Search
from indicators.disclosure.system import NO_BOUND, System, matrix_of


@dataclass(frozen=True, slots=True)
class Range:
    """What can be proved of one sum; ``high`` None is no bound.

    Where ``is_decided`` is False the solver gave up: the true range is at least this wide.
    """

    low: int
    high: int | None
    is_decided: bool = True

    @property
    def is_exact(self) -> bool:
        """Tell whether the value itself is proved."""
        return self.is_decided and self.low == self.high

    def keeps(self, threshold: int) -> bool:
        """Tell whether the sum may be 0 and may reach the threshold, for certain."""
        return self.low <= 0 and (self.high is None or self.high >= threshold)


def exact_ranges(
    atoms: Sequence[str],
    targets: Sequence[Coefficients],
    facts: Sequence[Fact],
    *,
    minimise: Minimise | None = None,
) -> tuple[Range, ...]:
    """Give the range of each target sum, in order.

    Raises ValueError where no table of counts agrees with the facts.
    """
    attack = _Attack(Search(system_of(atoms, targets, facts), minimise or highs.Highs()))
    return tuple(attack.range_of(row, terms) for row, terms in enumerate(targets))


class _Attack:
    """The tables found so far: each may end the search for the next sum's range."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._tables: list[Whole] = []
        self._values: list[Whole] = []

    def range_of(self, row: int, terms: Coefficients) -> Range:
        """Give the range of one target row, whose sum is ``terms``."""
        most, high_decided = self._end(row, -1)
        reached = min((int(values[row]) for values in self._values), default=None)
        if reached == 0 and all(factor > 0 for _, factor in terms):
            # Counts are never negative, so nothing lies below a table that has it at 0.
            return Range(0, most, high_decided)
        least, low_decided = self._end(row, 1)
        return Range(-NO_BOUND if least is None else least, most, low_decided and high_decided)

    def _end(self, row: int, sign: int) -> tuple[int | None, bool]:
        """Give one end of a row's range, and whether it is certain."""
        system = self._search.system
        best = min(range(len(self._values)), key=lambda i: sign * self._values[i][row], default=-1)
        known = self._tables[best] if self._tables else None
        found = self._search.extreme(system.low, system.high, row, sign, known)
        if found.verdict is Verdict.IMPOSSIBLE:
            raise ValueError(
                "the shown figures contradict each other: no table of counts agrees with all of "
                "them; check the margins and the counts in the file"
            )
        if found.verdict is Verdict.UNBOUNDED:
            return None, True
        if found.table is None:
            return (int(self._values[best][row]) if known is not None else 0), False
        if found.table is not known:
            self._tables.append(found.table)
            self._values.append(system.values_of(found.table))
        return int(system.values_of(found.table)[row]), True


def system_of(
    atoms: Sequence[str], targets: Sequence[Coefficients], facts: Sequence[Fact]
) -> System:
    """Put sums that are asked about, and facts, into arrays; the sums have no bounds."""
    sums = [*targets, *(fact.coefficients for fact in facts)]
    low = [-NO_BOUND] * len(targets) + [_or(fact.low, -NO_BOUND) for fact in facts]
    high = [NO_BOUND] * len(targets) + [_or(fact.high, NO_BOUND) for fact in facts]
    nothing = np.zeros(0, dtype=np.int64)
    rows = matrix_of(sums, atoms)
    return System(
        atoms=tuple(atoms),
        cells=(),
        rows=rows,
        truth=np.zeros(len(sums), dtype=np.int64),
        low=np.array(low, dtype=np.int64),
        high=np.array(high, dtype=np.int64),
        shown_low=nothing,
        shown_high=nothing,
        given=nothing.astype(bool),
        offered=nothing.astype(bool),
    )


def _or(bound: int | None, otherwise: int) -> int:
    return otherwise if bound is None else bound
