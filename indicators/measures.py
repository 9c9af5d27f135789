"""How sure is a figure, and has it clearly changed?

Counts, shares and ratios with their 95 % intervals, and the two tests that decide whether a
change may be shown with an arrow. Shares and ratios are fractions (0.036 is 3.6 %).
"""

from dataclasses import dataclass
from math import sqrt
from typing import Literal

CONFIDENCE = 0.95
SIGNIFICANCE = 1 - CONFIDENCE

Way = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure between two limits.

    ``value`` is None where there is no centre; ``high`` is None where nothing bounds it.
    """

    value: float | None
    low: float
    high: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """A change from one period to the next.

    ``clear`` is None where chance alone explains it: then neither arrow nor colour is shown.
    ``p_value`` is that of the test on counts; ``low`` and ``high`` bound a difference of shares.
    """

    difference: float
    clear: Way | None
    p_value: float | None = None
    low: float | None = None
    high: float | None = None


def share(part: int, whole: int) -> Estimate:
    """Give ``part`` of ``whole`` with Wilson's score interval at 95 %.

    Both are counts of the same things. Raises ValueError unless 0 <= part <= whole and
    whole > 0: a share of nothing is not a number.

    Source: Wilson, Journal of the American Statistical Association 22 (1927), 209-212.
    """
    if whole <= 0 or not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole} is not a share: 0 <= part <= whole and whole > 0")
    low, high = _wilson(part, whole)
    return Estimate(part / whole, low, high)


def count(events: int, exposure: float = 1.0) -> Estimate:
    """Give a count, or a rate per unit of ``exposure``, with its exact Poisson interval at 95 %.

    Raises ValueError for a negative count or an exposure that is not positive.

    Source: Garwood, Biometrika 28 (1936), 437-442.
    """
    if events < 0 or exposure <= 0:
        raise ValueError(f"{events} events over {exposure} is not a rate")
    from scipy.special import gammaincinv

    tail = SIGNIFICANCE / 2
    low = float(gammaincinv(events, tail)) if events else 0.0
    high = float(gammaincinv(events + 1, 1 - tail))
    return Estimate(events / exposure, low / exposure, high / exposure)


def ratio(numerator: Estimate, denominator: Estimate) -> Estimate:
    """Divide one range by another and keep the extremes: lowest by highest, highest by lowest.

    The centre is given only where both have one. A denominator without an upper limit gives 0
    as the lowest. Raises ValueError where the denominator may be 0 or a limit is negative.
    """
    if denominator.low <= 0 or numerator.low < 0:
        raise ValueError("a ratio needs a denominator above 0 and a numerator of at least 0")
    centre = None
    if numerator.value is not None and denominator.value is not None:
        centre = numerator.value / denominator.value
    low = 0.0 if denominator.high is None else numerator.low / denominator.high
    high = None if numerator.high is None else numerator.high / denominator.low
    return Estimate(centre, low, high)


def product(one: Estimate, other: Estimate) -> Estimate:
    """Multiply two ranges of non-negative numbers and keep the extremes."""
    centre = None
    if one.value is not None and other.value is not None:
        centre = one.value * other.value
    unbounded = one.high is None or other.high is None
    high = None if unbounded else (one.high or 0.0) * (other.high or 0.0)
    return Estimate(centre, one.low * other.low, high)


def exactly(value: float) -> Estimate:
    """Take a number as known without error, such as a register's count in a ratio."""
    return Estimate(value, value, value)


def count_change(before: int, after: int, exposures: tuple[float, float] = (1.0, 1.0)) -> Change:
    """Compare two counts by the conditional binomial test, two-sided at 5 %.

    ``exposures`` are the lengths of the two periods, or the populations. The difference is
    that of the rates. Raises ValueError for a negative count.

    Source: Przyborowski & Wilenski, Biometrika 31 (1940), 313-323.
    """
    if before < 0 or after < 0:
        raise ValueError(f"counts cannot be negative: {before}, {after}")
    difference = after / exposures[1] - before / exposures[0]
    if before + after == 0:
        return Change(0.0, None, p_value=1.0)
    fair = exposures[1] / (exposures[0] + exposures[1])
    p_value = _as_unlikely(after, before + after, fair)
    return Change(difference, _way(difference) if p_value < SIGNIFICANCE else None, p_value)


def share_change(before: tuple[int, int], after: tuple[int, int]) -> Change:
    """Compare two shares, each (part, whole), by Newcombe's interval for their difference.

    The change is clear when the 95 % interval leaves 0 outside. Raises ValueError as ``share``.

    Source: Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10.
    """
    first, second = share(*before), share(*after)
    p1, p2 = before[0] / before[1], after[0] / after[1]
    difference = p2 - p1
    high1, high2 = first.high or 0.0, second.high or 0.0
    low = difference - sqrt((p2 - second.low) ** 2 + (high1 - p1) ** 2)
    high = difference + sqrt((high2 - p2) ** 2 + (p1 - first.low) ** 2)
    clear = _way(difference) if low > 0 or high < 0 else None
    return Change(difference, clear, low=low, high=high)


def _as_unlikely(part: int, whole: int, fair: float) -> float:
    """Give how likely a binomial count is that is no likelier than ``part``, of either side."""
    # Not scipy.stats, which takes a second to load: the first reader of a page would wait for it.
    import numpy as np
    from scipy.special import gammaln, xlog1py, xlogy

    k = np.arange(whole + 1)
    ways = gammaln(whole + 1) - gammaln(k + 1) - gammaln(whole - k + 1)
    likely = np.exp(ways + xlogy(k, fair) + xlog1py(whole - k, -fair))
    # What is as likely as ``part`` counts in full, whichever way the last digits were rounded.
    return min(1.0, float(likely[likely <= likely[part] * (1 + 1e-7)].sum()))


def _wilson(part: int, whole: int) -> tuple[float, float]:
    from scipy.special import ndtri

    z = float(ndtri(1 - SIGNIFICANCE / 2))
    p, scale = part / whole, 1 + z * z / whole
    middle = (p + z * z / (2 * whole)) / scale
    reach = z * sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole)) / scale
    # The limits at none and all are 0 and 1 exactly; arithmetic leaves a trace beside them.
    low = 0.0 if part == 0 else max(0.0, middle - reach)
    high = 1.0 if part == whole else min(1.0, middle + reach)
    return min(low, p), max(high, p)


def _way(difference: float) -> Way:
    return "up" if difference > 0 else "down"
