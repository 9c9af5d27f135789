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
from indicators.disclosure.system import NO_BOUND, System, entries_of, matrix_of


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
    minimise: Minimise = highs.minimise,
) -> tuple[Range, ...]:
    """Give the range of each target sum, in order.

    Raises ValueError where no table of counts agrees with the facts.
    """
    search = Search(_system(atoms, targets, facts), minimise)
    low, high = search.system.low, search.system.high
    tables: list[Whole] = []
    ranges = []
    for row, terms in enumerate(targets):
        most, high_decided = _end(search, tables, low, high, row, -1)
        reached = min((int(search.system.values_of(t)[row]) for t in tables), default=None)
        if reached == 0 and all(factor > 0 for _, factor in terms):
            # Counts are never negative, so nothing lies below a table that has it at 0.
            least, low_decided = 0, True
        else:
            found, low_decided = _end(search, tables, low, high, row, 1)
            least = -NO_BOUND if found is None else found
        ranges.append(Range(least, most, low_decided and high_decided))
    return tuple(ranges)


def _end(
    search: Search, tables: list[Whole], low: Whole, high: Whole, row: int, sign: int
) -> tuple[int | None, bool]:
    """Give one end of a row's range, and whether it is certain."""
    found = search.extreme(low, high, row, sign)
    if found.verdict is Verdict.IMPOSSIBLE:
        raise ValueError(
            "the shown figures contradict each other: no table of counts agrees with all of "
            "them; check the margins and the counts in the file"
        )
    if found.verdict is Verdict.UNBOUNDED:
        return None, True
    if found.table is not None:
        tables.append(found.table)
        return int(search.system.values_of(found.table)[row]), True
    values = [int(search.system.values_of(table)[row]) for table in tables]
    return (max(values, key=lambda value: -sign * value) if values else 0), False


def _system(atoms: Sequence[str], targets: Sequence[Coefficients], facts: Sequence[Fact]) -> System:
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
        entries=entries_of(rows),
    )


def _or(bound: int | None, otherwise: int) -> int:
    return otherwise if bound is None else bound
