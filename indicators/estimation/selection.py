"""How well does each model fit each table, and which fits best?

The measure is BIC with the logarithm of the number of cases (Silverman, Chan and Vincent 2024):
minus twice the Poisson log-likelihood plus log n for each term, terms at minus infinity counted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, xlogy

from indicators.estimation.existence import Reduced, exists, identifiable, proven, reduced
from indicators.estimation.fitting import Floats, fit
from indicators.estimation.models import Model, design

Advance = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Estimates N and BIC of models (rows) on tables (columns); NaN where there is none."""

    total: Floats
    bic: Floats


@dataclass(frozen=True, slots=True)
class One:
    """One model on one table: N in persons, and the expected counts of all 2ᵏ − 1 cells."""

    total: float
    mean: Floats


@dataclass(slots=True)
class Workshop:
    """The design for k lists, and what has been found out about existence so far."""

    k: int
    whole: Floats = field(init=False)
    _answers: dict[bytes, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.whole = design(self.k)

    def fit_all(
        self, models: Sequence[Model], counts: Floats, advance: Advance | None = None
    ) -> Fitted:
        """Fit every model to every table that it has an estimate on.

        Args:
            models: hierarchical models.
            counts: shape (tables, 2ᵏ − 1).
            advance: called after each model.
        """
        margins = counts @ self.whole
        totals = np.full((len(models), len(counts)), np.nan)
        scores = totals.copy()
        for row, model in enumerate(models):
            empty = margins[:, list(model)] == 0
            patterns, which = np.unique(empty, axis=0, return_inverse=True)
            for index, pattern in enumerate(patterns):
                columns = np.flatnonzero(which.ravel() == index)
                part = reduced(model, pattern, self.whole)
                total, score = self._fit(part, counts[columns], len(model))
                totals[row, columns], scores[row, columns] = total, score
            if advance is not None:
                advance()
        return Fitted(totals, scores)

    def fit_one(self, model: Model, counts: Floats) -> One | None:
        """Fit one model to one table, shape (2ᵏ − 1,); None where there is no estimate."""
        part = reduced(model, counts @ self.whole[:, list(model)] == 0, self.whole)
        if not identifiable(part.design):
            return None
        seen = counts[None, part.cells]
        found = fit(part.design, seen)
        if not proven(found, seen)[0] and not self._exists(part, seen[0] > 0):
            return None
        mean = np.zeros_like(counts)
        mean[part.cells] = found.mean[0]
        return One(float(counts.sum() + np.exp(found.beta[0, 0])), mean)

    def _fit(self, part: Reduced, counts: Floats, terms: int) -> tuple[Floats, Floats]:
        if not identifiable(part.design):
            nothing = np.full(len(counts), np.nan)
            return nothing, nothing
        seen = np.ascontiguousarray(counts[:, part.cells])
        found = fit(part.design, seen)
        there = proven(found, seen)
        for index in np.flatnonzero(~there):
            there[index] = self._exists(part, seen[index] > 0)
        n = counts.sum(axis=1)
        likelihood = (xlogy(seen, found.mean) - found.mean - gammaln(seen + 1)).sum(axis=1)
        total = np.where(there, n + np.exp(np.minimum(found.beta[:, 0], 50.0)), np.nan)
        return total, np.where(there, terms * np.log(n) - 2 * likelihood, np.nan)

    def _exists(self, part: Reduced, seen: NDArray[np.bool_]) -> bool:
        key = part.terms.tobytes() + b"|" + part.cells.tobytes() + b"|" + seen.tobytes()
        if key not in self._answers:
            self._answers[key] = exists(part.design, seen)
        return self._answers[key]


def best(fitted: Fitted) -> Floats:
    """Give, per table, the estimate of the model with the least BIC; NaN where no model has one.

    BIC is compared to nine decimals, so that equal models are told apart by their order and not
    by the last bit of a sum.
    """
    score = np.where(np.isnan(fitted.bic), np.inf, np.round(fitted.bic, 9))
    chosen = score.argmin(axis=0)
    estimate: Floats = fitted.total[chosen, np.arange(fitted.total.shape[1])]
    return estimate
