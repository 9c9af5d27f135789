"""How far could the estimate have gone another way, the choice of model included?

Tables are drawn anew from the observed one and the whole procedure, selection and all, is
repeated on each (Silverman, Chan and Vincent 2024). The interval is bias-corrected and
accelerated (BCa), with the plain percentile interval beside it.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import ndtr, ndtri

from indicators.estimation.fitting import Floats

_LEVELS: Final = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class Interval:
    """Limits at 95 %; None where the samples cannot carry one.

    ``lost`` is the share of samples on which nothing could be estimated.
    """

    low: float | None
    high: float | None
    percentile_low: float | None
    percentile_high: float | None
    lost: float


def resampled(counts: Floats, replicates: int, seed: int) -> Floats:
    """Draw ``replicates`` tables with as many persons as the observed one.

    Args:
        counts: shape (cells,).
        replicates: how many.
        seed: the same seed gives the same draws.

    Returns:
        Shape (replicates, cells); a cell that is empty stays empty.
    """
    drawn = np.random.default_rng(seed).multinomial(
        int(counts.sum()), counts / counts.sum(), size=replicates
    )
    return drawn.astype(np.float64)


def one_fewer(counts: Floats) -> Floats:
    """Take one person out of each cell that holds somebody: shape (such cells, cells)."""
    return counts - np.eye(counts.size)[counts > 0]


def interval(estimate: float, replicates: Floats, left_out: Floats, counts: Floats) -> Interval:
    """Make the intervals.

    Args:
        estimate: of the observed table.
        replicates: estimates of the drawn tables; NaN where there is none.
        left_out: estimates with one person fewer, for each cell that holds somebody.
        counts: the observed table, shape (cells,).
    """
    usable = replicates[np.isfinite(replicates)]
    lost = 1.0 - usable.size / replicates.size if replicates.size else 1.0
    if usable.size < 2:
        return Interval(None, None, None, None, lost)
    plain = _quantiles(usable, np.array(_LEVELS))
    levels = _bca_levels(estimate, usable, left_out, counts[counts > 0])
    corrected = plain if levels is None else _quantiles(usable, levels)
    return Interval(*corrected, *plain, lost)


def _bca_levels(
    estimate: float, usable: Floats, left_out: Floats, weights: Floats
) -> Floats | None:
    """Give the corrected levels (Efron 1987), or None where no correction can be told."""
    below = float(np.mean(usable < estimate))
    if not 0 < below < 1 or not np.isfinite(left_out).all():
        return None
    influence = np.average(left_out, weights=weights) - left_out
    spread = float((weights * influence**2).sum())
    bend = float((weights * influence**3).sum()) / (6 * spread**1.5) if spread > 0 else 0.0
    bias = float(ndtri(below))
    moved: Floats = ndtri(np.array(_LEVELS)) + bias
    if (bend * moved >= 1).any():
        return None
    levels: Floats = ndtr(bias + moved / (1 - bend * moved))
    return levels


def _quantiles(values: Floats, levels: Floats) -> tuple[float, float]:
    low, high = np.quantile(values, levels, method="median_unbiased")
    return float(low), float(high)
