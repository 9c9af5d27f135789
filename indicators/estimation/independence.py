"""How many if the lists were independent, and how many at least if none discourages another?

Both are simple and stand beside the engines, so that a reader sees how much the engines' handling
of dependence moves the figure.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import brentq
from scipy.special import gammaln, xlogy
from scipy.stats import chi2

from indicators.estimation.existence import Status, status
from indicators.estimation.fitting import Floats, fit
from indicators.estimation.models import design, main_effects
from indicators.estimation.overlaps import Overlaps

_CRITICAL: Final = float(chi2.ppf(0.95, 1)) / 2
_FARTHEST: Final = 20.0


@dataclass(frozen=True, slots=True)
class MainEffects:
    """N in persons under independence, with its profile-likelihood interval at 95 %.

    A limit is None where the likelihood never falls far enough to set one.
    """

    total: float
    low: float | None
    high: float | None

    def to_json(self) -> dict[str, float | None]:
        """Give the figures under their names."""
        limits = [None if x is None else round(x, 4) for x in (self.total, self.low, self.high)]
        return dict(zip(("N", "low", "high"), limits, strict=True))


def independent(overlaps: Overlaps) -> MainEffects | None:
    """Fit main effects alone; None where the table carries no estimate.

    The interval holds the unseen number fixed and lets the lists adjust: those numbers count as
    possible whose log-likelihood is within half the 95 % point of chi-square of the best.
    """
    k, counts = len(overlaps.lists), overlaps.vector()
    model = main_effects(k)
    if status(model, counts) is not Status.ESTIMABLE:
        return None
    matrix = design(k)[:, list(model)]
    found = fit(matrix, counts[None])
    peak, best = float(found.beta[0, 0]), _likelihood(counts, found.mean[0])

    def surplus(intercept: float) -> float:
        held = fit(matrix[:, 1:], counts[None], offset=intercept)
        return best - _likelihood(counts, held.mean[0]) - _CRITICAL

    ends = [
        peak + side * _FARTHEST if surplus(peak + side * _FARTHEST) > 0 else None
        for side in (-1, 1)
    ]
    low, high = (
        None if end is None else overlaps.n + float(np.exp(brentq(surplus, peak, end, xtol=1e-10)))
        for end in ends
    )
    # Where nothing keeps the unseen number from being none, those seen are the lower limit.
    return MainEffects(overlaps.n + float(np.exp(peak)), low or float(overlaps.n), high)


def _likelihood(counts: Floats, mean: Floats) -> float:
    return float((xlogy(counts, mean) - mean - gammaln(counts + 1)).sum())


def pairwise_bound(overlaps: Overlaps) -> float | None:
    """Give the sum over pairs of lists of f_i f_j over that of f_ij, in persons.

    At least so many if the lists do not discourage each other; None where no pair shares anybody.
    """
    sizes = overlaps.sizes
    shared = products = 0
    for j in range(len(sizes)):
        for i in range(j):
            shared += overlaps.on_all(1 << i | 1 << j)
            products += sizes[i] * sizes[j]
    return products / shared if shared else None
