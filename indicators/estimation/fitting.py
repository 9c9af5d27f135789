"""What does a Poisson log-linear model say of many tables, or many models of one table, at once?

Newton's method for the canonical link on all of them together. Steps are shortened so that no
cell's logarithm moves far, which keeps sparse tables from jumping off. Convergence is read from
the moment equations, never from a lack of movement; that it converges says nothing about whether
an estimate exists.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_ITERATIONS: Final = 80
_CLOSE: Final = 1e-11
_LONGEST: Final = 2.0
_HIGHEST: Final = 50.0


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients (fits, terms), expected counts (fits, cells), largest moment error (fits)."""

    beta: Floats
    mean: Floats
    error: Floats


def fit(design: Floats, counts: Floats, offset: float = 0.0, start: Floats | None = None) -> Fit:
    """Fit by maximum likelihood.

    Args:
        design: of full column rank; shape (cells, terms) for one model on many tables, or
            (fits, cells, terms) for a model of its own for each row of counts.
        counts: shape (fits, cells).
        offset: added to every cell's logarithm (a coefficient that is held fixed).
        start: shape (1, terms): coefficients from which all fits begin; a good guess saves
            steps and changes nothing else.

    Returns:
        The fits, in the order of the counts. Where no estimate exists some expected count runs
        to nothing; see ``existence``.
    """
    solver = _Shared(design) if design.ndim == 2 else _Own(design)
    total = np.maximum(counts.sum(axis=1), 1.0)
    going = np.arange(len(counts))
    # The usual start: one weighted least-squares step from the table itself.
    weights = counts + 0.5
    if start is None:
        beta = solver.solve(going, weights, (np.log(weights) - offset) * weights)
    else:
        beta = np.repeat(start, len(counts), axis=0)
    mean = np.exp(np.minimum(solver.spread(going, beta), _HIGHEST) + offset)
    error = np.abs(solver.gather(going, counts - mean)).max(axis=1)
    for _ in range(_ITERATIONS):
        going = going[error[going] > _CLOSE * total[going]]
        if not going.size:
            break
        step = solver.solve(going, mean[going], counts[going] - mean[going])
        length = np.abs(solver.spread(going, step)).max(axis=1)
        beta[going] += step * np.minimum(1.0, _LONGEST / np.maximum(length, 1e-300))[:, None]
        logs = np.minimum(solver.spread(going, beta[going]), _HIGHEST)
        mean[going] = np.exp(logs + offset)
        error[going] = np.abs(solver.gather(going, counts[going] - mean[going])).max(axis=1)
    return Fit(beta, mean, error)


class _Shared:
    """One design for all fits: every step is a few products of large matrices."""

    def __init__(self, design: Floats) -> None:
        cells, terms = design.shape
        self.design = design
        self.squares = (design[:, :, None] * design[:, None, :]).reshape(cells, terms * terms)

    def spread(self, _rows: NDArray[np.intp], beta: Floats) -> Floats:
        return beta @ self.design.T

    def gather(self, _rows: NDArray[np.intp], values: Floats) -> Floats:
        return values @ self.design

    def solve(self, rows: NDArray[np.intp], weights: Floats, right: Floats) -> Floats:
        terms = self.design.shape[1]
        information = (weights @ self.squares).reshape(-1, terms, terms)
        return _solved(information, self.gather(rows, right))


class _Own:
    """A design of its own for each fit."""

    def __init__(self, designs: Floats) -> None:
        self.designs = designs

    def spread(self, rows: NDArray[np.intp], beta: Floats) -> Floats:
        return (self.designs[rows] @ beta[..., None])[..., 0]

    def gather(self, rows: NDArray[np.intp], values: Floats) -> Floats:
        return (values[:, None, :] @ self.designs[rows])[:, 0]

    def solve(self, rows: NDArray[np.intp], weights: Floats, right: Floats) -> Floats:
        design = self.designs[rows]
        information = (design * weights[..., None]).transpose(0, 2, 1) @ design
        return _solved(information, self.gather(rows, right))


def _solved(information: Floats, right: Floats) -> Floats:
    # A trace of ridge: it moves no solution, and an underflow cannot make the matrix singular.
    ridge = np.maximum(1e-14 * np.trace(information, axis1=1, axis2=2), 1e-200)
    steady = information + ridge[:, None, None] * np.eye(information.shape[1])
    return np.linalg.solve(steady, right[..., None])[..., 0].astype(np.float64)
