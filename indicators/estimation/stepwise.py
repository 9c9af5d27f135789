"""How many, where there are too many lists to try every model?

Start from independent lists and take up, one at a time, the pair of lists whose overlap the model
explains worst, as long as its p-value is below a limit (Chan, Silverman and Vincent 2021). The
bootstrap repeats the search on each drawn table.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import pdtr, pdtrc

from indicators.estimation.bic import rounded
from indicators.estimation.bootstrap import Interval, interval, one_fewer, resampled
from indicators.estimation.fitting import Floats
from indicators.estimation.limits import STEPWISE_P
from indicators.estimation.models import Model, main_effects, name, pairs, renumbered
from indicators.estimation.overlaps import Overlaps
from indicators.estimation.selection import Advance, One, Workshop


@dataclass(frozen=True, slots=True)
class Stepwise:
    """The model that the search ended with, its estimate of N in persons, and its intervals."""

    model: str
    total: float
    interval: Interval

    def to_json(self) -> dict[str, float | str | None]:
        """Give the figures under their names."""
        return {
            "model": self.model,
            "N": rounded(self.total),
            "low": rounded(self.interval.low),
            "high": rounded(self.interval.high),
            "percentile_low": rounded(self.interval.percentile_low),
            "percentile_high": rounded(self.interval.percentile_high),
        }


def search(workshop: Workshop, counts: Floats) -> tuple[Model, float] | None:
    """Search on one table, shape (2ᵏ − 1,); None where not even independence has an estimate."""
    model = main_effects(workshop.k)
    current = workshop.fit_one(model, counts)
    if current is None:
        return None
    left = pairs(workshop.k)
    while left:
        step = _next(workshop, model, current, left, counts)
        if step is None:
            break
        pair, current = step
        model = (*model, pair)
        left.remove(pair)
    return model, current.total


def _next(
    workshop: Workshop, model: Model, current: One, left: Sequence[int], counts: Floats
) -> tuple[int, One] | None:
    """Give the worst explained pair that can be taken up, with the model that has it."""
    within = workshop.whole[:, list(left)]
    seen, expected = counts @ within, current.mean @ within
    tails = np.minimum(pdtr(seen, expected), np.where(seen > 0, pdtrc(seen - 1, expected), 1.0))
    for index in np.argsort(tails, kind="stable"):
        if tails[index] >= STEPWISE_P:
            break
        found = workshop.fit_one((*model, left[index]), counts)
        if found is not None:
            return left[index], found
    return None


def stepwise(
    workshop: Workshop,
    overlaps: Overlaps,
    *,
    replicates: int,
    seed: int,
    numbers: Sequence[int],
    advance: Advance | None = None,
) -> Stepwise | None:
    """Search, and put intervals on the estimate; None where there is none.

    ``numbers`` says under which positions the lists go in the model's name; ``advance`` is called
    after each of the drawn tables.
    """
    observed = overlaps.vector()
    found = search(workshop, observed)
    if found is None:
        return None

    def again(table: Floats) -> float:
        one = search(workshop, table)
        if advance is not None:
            advance()
        return np.nan if one is None else one[1]

    left_out = [again(table) for table in one_fewer(observed)] if replicates else []
    drawn = [again(table) for table in resampled(observed, replicates, seed)]
    limits = interval(found[1], np.array(drawn), np.array(left_out), observed)
    return Stepwise(name(renumbered(found[0], numbers)), found[1], limits)
