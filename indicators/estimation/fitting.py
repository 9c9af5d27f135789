"""What does a Poisson log-linear model say of many tables at once?

Newton's method for the canonical link, on all tables together: they share one design, so each
step is a few products of matrices. Steps are shortened so that no cell's logarithm moves far,
which keeps sparse tables from jumping off. Convergence is read from the moment equations, never
from a lack of movement; that it converges says nothing about whether an estimate exists.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_ITERATIONS: Final = 80
_CLOSE: Final = 1e-11
_LONGEST: Final = 2.0


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients (tables, terms), expected counts (tables, cells), largest moment error."""

    beta: Floats
    mean: Floats
    error: Floats


def fit(design: Floats, counts: Floats, offset: float = 0.0) -> Fit:
    """Fit one model to many tables by maximum likelihood.

    Args:
        design: shape (cells, terms), of full column rank.
        counts: shape (tables, cells).
        offset: added to every cell's logarithm (a coefficient that is held fixed).

    Returns:
        The fits, in the order of the tables. Where no estimate exists some expected count runs
        to nothing; see ``existence``.
    """
    cells, terms = design.shape
    squares = (design[:, :, None] * design[:, None, :]).reshape(cells, terms * terms)
    total = np.maximum(counts.sum(axis=1), 1.0)
    eta = np.log(counts + 0.5) - offset
    start = _solve(squares, design, counts + 0.5, eta * (counts + 0.5))
    beta = start
    mean = np.exp(np.minimum(beta @ design.T, 50.0) + offset)
    error = _error(design, counts, mean)
    going = np.flatnonzero(error > _CLOSE * total)
    for _ in range(_ITERATIONS):
        if not going.size:
            break
        step = _solve(squares, design, mean[going], counts[going] - mean[going])
        length = np.abs(step @ design.T).max(axis=1)
        beta[going] += step * np.minimum(1.0, _LONGEST / np.maximum(length, 1e-300))[:, None]
        mean[going] = np.exp(np.minimum(beta[going] @ design.T, 50.0) + offset)
        error[going] = _error(design, counts[going], mean[going])
        going = going[error[going] > _CLOSE * total[going]]
    return Fit(beta, mean, error)


def _solve(squares: Floats, design: Floats, weights: Floats, right: Floats) -> Floats:
    terms = design.shape[1]
    information = (weights @ squares).reshape(-1, terms, terms)
    # A trace of ridge: it moves no solution, and an underflow cannot make the matrix singular.
    ridge = 1e-14 * np.trace(information, axis1=1, axis2=2)
    information += np.maximum(ridge, 1e-200)[:, None, None] * np.eye(terms)
    return np.linalg.solve(information, (right @ design)[..., None])[..., 0].astype(np.float64)


def _error(design: Floats, counts: Floats, mean: Floats) -> Floats:
    worst: Floats = np.abs((counts - mean) @ design).max(axis=1)
    return worst
