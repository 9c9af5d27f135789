"""Engine A: how many, averaged over all decomposable graphs?

Madigan and York (1997, Biometrika 84). Each graph on the lists whose cycles all have chords is a
model; its marginal likelihood under a hyper-Dirichlet prior is known in closed form, for each
number of unseen persons on a grid. No sampling: the same table always gives the same answer.
"""

from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from scipy.special import gammaln

from indicators.estimation.fitting import Floats
from indicators.estimation.limits import GRID_POINTS, GRID_REACH
from indicators.estimation.overlaps import Overlaps


@dataclass(frozen=True, slots=True)
class Decomposable:
    """Median and 2.5–97.5 % of the posterior of N, in persons.

    ``ceiling`` is the posterior share in the top tenth of the grid: more than a trace means that
    the data set no upper end.
    """

    median: int
    low: int
    high: int
    ceiling: float

    def to_json(self) -> dict[str, int]:
        """Give the figures under their names."""
        return {"median": self.median, "low": self.low, "high": self.high}


def average(overlaps: Overlaps) -> Decomposable:
    """Average over all decomposable graphs on 3 to 5 lists (8, 61, 822 of them).

    Prior 1/N up to a ceiling of 30 n unseen persons, equal weights for the graphs, prior counts
    of 2⁻ᵏ in each cell. A quantile is the first point of the grid whose cumulative posterior is
    above its level.
    """
    k, n = len(overlaps.lists), overlaps.n
    unseen = np.unique(np.round(np.linspace(1, GRID_REACH * n, GRID_POINTS)))
    scores = _graphs(k) @ _components(overlaps, unseen)
    scores += gammaln(unseen + n + 1) - gammaln(unseen + 1) - np.log(n + unseen)
    weights = np.exp(scores - scores.max()).sum(axis=0)
    weights /= weights.sum()
    cumulative = np.cumsum(weights)
    points = [int(np.searchsorted(cumulative, q, side="right")) for q in (0.025, 0.5, 0.975)]
    low, median, high = (n + int(unseen[min(p, unseen.size - 1)]) for p in points)
    top = weights[unseen.size - max(unseen.size // 10, 1) :].sum()
    return Decomposable(median, low, high, float(top))


def _components(overlaps: Overlaps, unseen: Floats) -> Floats:
    """Give log marginal likelihoods of each set of lists (rows, set 0 first) on the grid."""
    k, n = len(overlaps.lists), overlaps.n
    cells = np.arange(1, 2**k)
    rows = [np.zeros_like(unseen)]
    for lists in range(1, 2**k):
        margin = np.bincount(cells & lists, weights=overlaps.vector(), minlength=2**k)
        inside = np.unique(np.arange(2**k) & lists)
        prior = float(2.0 ** -lists.bit_count())
        seen = margin[inside[1:]]
        row = gammaln(margin[0] + unseen + prior) + gammaln(seen + prior).sum()
        rows.append(row - inside.size * gammaln(prior) - gammaln(n + unseen + 1.0))
    return np.array(rows)


@cache
def _graphs(k: int) -> Floats:
    """Say each decomposable graph as a sum over sets of lists: shape (graphs, 2ᵏ)."""
    edges = list(combinations(range(k), 2))
    found = []
    for chosen in range(2 ** len(edges)):
        near = [0] * k
        for bit, (i, j) in enumerate(edges):
            if chosen >> bit & 1:
                near[i] |= 1 << j
                near[j] |= 1 << i
        row = _eliminated(near)
        if row is not None:
            found.append(row)
    return np.array(found)


def _eliminated(near: list[int]) -> Floats | None:
    """Take the lists out one by one, each with neighbours that all know each other.

    Each gives its clique (list and neighbours) once and the neighbours alone once less; a graph
    where no list can go has a cycle without a chord.
    """
    row = np.zeros(2 ** len(near))
    left = set(range(len(near)))
    while left:
        rest = sum(1 << i for i in left)
        simple = next((i for i in sorted(left) if _complete(near, near[i] & rest)), None)
        if simple is None:
            return None
        row[near[simple] & rest | 1 << simple] += 1
        row[near[simple] & rest] -= 1
        left.remove(simple)
    row[0] = 0
    return row


def _complete(near: list[int], lists: int) -> bool:
    members = [i for i in range(len(near)) if lists >> i & 1]
    return all(near[i] >> j & 1 for i, j in combinations(members, 2))
