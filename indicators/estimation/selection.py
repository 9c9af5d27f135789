"""How well does each model fit each table, and which fits best?

The measure is BIC with the logarithm of the number of cases (Silverman, Chan and Vincent 2024):
minus twice the Poisson log-likelihood plus log n for each term, terms at minus infinity counted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, xlogy

from indicators.estimation.existence import Reduced, exists, identifiable, proven, reduced
from indicators.estimation.fitting import Fit, Floats, fit
from indicators.estimation.models import Model, design

_BLOCK: Final = 2000
"""Fits at a time, so that many replicates need no more memory than a few."""

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

    def fit_tables(
        self, models: Sequence[Model], tables: Floats, advance: Advance | None = None
    ) -> Fitted:
        """Fit some models to many tables, shape (tables, 2ᵏ − 1).

        ``advance`` is called after each model.
        """
        margins = tables @ self.whole
        result = _nothing(len(models), len(tables))
        for row, model in enumerate(models):
            empty = margins[:, list(model)] == 0
            patterns, which = np.unique(empty, axis=0, return_inverse=True)
            for index, pattern in enumerate(patterns):
                part = reduced(model, pattern, self.whole)
                alike = np.flatnonzero(which.ravel() == index)
                if not identifiable(part.design, self.whole):
                    continue
                for columns in np.split(alike, range(_BLOCK, alike.size, _BLOCK)):
                    seen = np.ascontiguousarray(tables[np.ix_(columns, part.cells)])
                    found = _fit_alike(part.design, seen)
                    there = self._there([part] * len(seen), found, seen)
                    total, score = _scored(found, seen, there, len(model))
                    result.total[row, columns], result.bic[row, columns] = total, score
            if advance is not None:
                advance()
        return result

    def fit_models(
        self, models: Sequence[Model], counts: Floats, advance: Advance | None = None
    ) -> Fitted:
        """Fit many models to one table, shape (2ᵏ − 1,); the result has one column.

        Models are taken together whose designs have one shape. ``advance`` is called once for
        each model.
        """
        margins = counts @ self.whole
        result = _nothing(len(models), 1)
        shapes: dict[tuple[int, ...], list[tuple[int, Reduced]]] = {}
        for row, model in enumerate(models):
            part = reduced(model, margins[list(model)] == 0, self.whole)
            if identifiable(part.design, self.whole):
                shapes.setdefault((*part.design.shape, len(model)), []).append((row, part))
        for (*_, terms), group in sorted(shapes.items(), key=lambda item: item[0]):
            for start in range(0, len(group), _BLOCK):
                rows, parts = zip(*group[start : start + _BLOCK], strict=True)
                seen = np.array([counts[part.cells] for part in parts])
                found = fit(np.array([part.design for part in parts]), seen)
                there = self._there(parts, found, seen)
                total, score = _scored(found, seen, there, terms)
                result.total[list(rows), 0], result.bic[list(rows), 0] = total, score
        if advance is not None:
            for _ in models:
                advance()
        return result

    def fit_one(self, model: Model, counts: Floats) -> One | None:
        """Fit one model to one table, shape (2ᵏ − 1,); None where there is no estimate."""
        part = reduced(model, counts @ self.whole[:, list(model)] == 0, self.whole)
        if not identifiable(part.design, self.whole):
            return None
        seen = counts[None, part.cells]
        found = fit(part.design, seen)
        if not self._there([part], found, seen)[0]:
            return None
        mean = np.zeros_like(counts)
        mean[part.cells] = found.mean[0]
        return One(float(counts.sum() + np.exp(found.beta[0, 0])), mean)

    def _there(self, parts: Sequence[Reduced], found: Fit, seen: Floats) -> NDArray[np.bool_]:
        """Tell for each fit whether its estimate exists, asking the program only in doubt."""
        there = proven(found, seen)
        for index in np.flatnonzero(~there):
            there[index] = self._exists(parts[int(index)], seen[index] > 0)
        return there

    def _exists(self, part: Reduced, seen: NDArray[np.bool_]) -> bool:
        key = b"|".join((part.terms.tobytes(), part.cells.tobytes(), seen.tobytes()))
        if key not in self._answers:
            self._answers[key] = exists(part.design, seen)
        return self._answers[key]


def _fit_alike(matrix: Floats, seen: Floats) -> Fit:
    """Fit one model to tables drawn from one: their average is a good place to begin."""
    average = fit(matrix, seen.mean(axis=0, keepdims=True))
    return fit(matrix, seen, start=average.beta)


def _nothing(models: int, tables: int) -> Fitted:
    return Fitted(np.full((models, tables), np.nan), np.full((models, tables), np.nan))


def _scored(
    found: Fit, seen: Floats, there: NDArray[np.bool_], terms: int
) -> tuple[Floats, Floats]:
    # Cells that left with a minus-infinity term are empty: they add nothing to n or likelihood.
    n = seen.sum(axis=1)
    likelihood = (xlogy(seen, found.mean) - found.mean - gammaln(seen + 1)).sum(axis=1)
    unseen = np.exp(np.minimum(found.beta[:, 0], 50.0))
    total = np.where(there, n + unseen, np.nan)
    return total, np.where(there, terms * np.log(n) - 2 * likelihood, np.nan)


def best(fitted: Fitted) -> Floats:
    """Give, per table, the estimate of the model with the least BIC; NaN where no model has one.

    BIC is compared to nine decimals, so that equal models are told apart by their order and not
    by the last bit of a sum.
    """
    score = np.where(np.isnan(fitted.bic), np.inf, np.round(fitted.bic, 9))
    chosen = score.argmin(axis=0)
    estimate: Floats = fitted.total[chosen, np.arange(fitted.total.shape[1])]
    return estimate
