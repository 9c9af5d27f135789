"""Engine B: how many, by the log-linear model that BIC picks among all of them?

Every admissible hierarchical model up to an order is fitted; the interval comes from a bootstrap
that repeats the selection among the best hundred (Silverman, Chan and Vincent 2024, Statistics
and Computing 34).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indicators.estimation.bootstrap import Interval, interval, one_fewer, resampled
from indicators.estimation.fitting import Floats
from indicators.estimation.limits import BEST_MODELS, NEAR_BIC
from indicators.estimation.models import Model, hierarchical, name, renumbered
from indicators.estimation.overlaps import Overlaps
from indicators.estimation.selection import Advance, Workshop, best


@dataclass(frozen=True, slots=True)
class Candidates:
    """The admissible models of one table, best first, with their estimates and BIC."""

    models: tuple[Model, ...]
    total: tuple[float, ...]
    bic: tuple[float, ...]

    @property
    def near(self) -> tuple[float, float]:
        """Least and largest estimate among models within 2 BIC units of the best."""
        close = [
            t for t, b in zip(self.total, self.bic, strict=True) if b <= self.bic[0] + NEAR_BIC
        ]
        return min(close), max(close)


@dataclass(frozen=True, slots=True)
class Bic:
    """The chosen model, its estimate of N in persons, its intervals, how many were admissible."""

    order: int
    model: str
    total: float
    bic: float
    interval: Interval
    admissible: int

    def to_json(self) -> dict[str, int | float | str | None]:
        """Give the figures under their names."""
        limits = (
            self.interval.low,
            self.interval.high,
            self.interval.percentile_low,
            self.interval.percentile_high,
        )
        low, high, percentile_low, percentile_high = (rounded(limit) for limit in limits)
        return {
            "order": self.order,
            "model": self.model,
            "N": rounded(self.total),
            "low": low,
            "high": high,
            "percentile_low": percentile_low,
            "percentile_high": percentile_high,
            "admissible_models": self.admissible,
        }


def rounded(value: float | None) -> float | None:
    """Cut what depends on the machine from a number of persons: four decimals stay."""
    return None if value is None else round(value, 4)


def candidates(
    workshop: Workshop, overlaps: Overlaps, order: int, advance: Advance | None = None
) -> Candidates | None:
    """Fit every model up to ``order``; None where not one is admissible."""
    models = tuple(hierarchical(workshop.k, order))
    fitted = workshop.fit_models(models, overlaps.vector(), advance)
    total, bic = fitted.total[:, 0], np.round(fitted.bic[:, 0], 9)
    ranked = [i for i in np.argsort(bic, kind="stable") if np.isfinite(bic[i])]
    if not ranked:
        return None
    return Candidates(
        tuple(models[i] for i in ranked),
        tuple(float(total[i]) for i in ranked),
        tuple(float(bic[i]) for i in ranked),
    )


def choose(
    workshop: Workshop,
    overlaps: Overlaps,
    found: Candidates,
    *,
    order: int,
    replicates: int,
    seed: int,
    numbers: Sequence[int],
    advance: Advance | None = None,
    most: int = BEST_MODELS,
) -> Bic:
    """Take the best model and put intervals on its estimate.

    ``numbers`` says under which positions the lists go in the model's name; ``most`` among how
    many of the best models the bootstrap chooses.
    """
    models = found.models[:most]
    observed = overlaps.vector()
    drawn = resampled(observed, replicates, seed)
    repeated = _repeat(workshop, models, np.vstack([one_fewer(observed), drawn]), advance)
    cells = int((observed > 0).sum())
    limits = interval(found.total[0], repeated[cells:], repeated[:cells], observed)
    label = name(renumbered(found.models[0], numbers))
    return Bic(order, label, found.total[0], found.bic[0], limits, len(found.models))


def _repeat(
    workshop: Workshop, models: Sequence[Model], tables: Floats, advance: Advance | None
) -> Floats:
    return best(workshop.fit_tables(models, tables, advance))
