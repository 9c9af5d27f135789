"""Does this model have an estimate on this table at all?

A fitting routine that says it converged proves nothing. Two conditions count, each on its own:
the sufficient statistics must lie inside the cone that the model spans (Fienberg and Rinaldo
2012, Annals of Statistics 40), and the design must have full column rank. Terms whose patterns
hold nobody are minus infinity: they leave with their cells before either is asked (Chan,
Silverman and Vincent 2021, JASA 116). Both depend only on which cells are empty.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indicators.estimation.fitting import Fit, Floats
from indicators.estimation.models import Model, design

_POSITIVE: Final = 1e-7
# To meet the equations exactly no cell has to move by more than the error times the root of the
# number of terms over the design's least singular value: at most some 200 times for five lists.
_MARGIN: Final = 1e3


class Status(IntEnum):
    """What the two conditions say of a model, as published tables number it."""

    ESTIMABLE = 0
    NO_ESTIMATE = 1
    NOT_IDENTIFIABLE = 2
    NEITHER = 3


@dataclass(frozen=True, slots=True)
class Reduced:
    """A model without its minus-infinity terms: what stays of terms, cells and design."""

    terms: NDArray[np.intp]
    cells: NDArray[np.intp]
    design: Floats


def reduced(model: Model, empty: NDArray[np.bool_], whole: Floats) -> Reduced:
    """Take away the terms that hold nobody, with the cells in which they act.

    Args:
        model: the terms.
        empty: shape (terms,): does nobody stand on all lists of the term?
        whole: the design of all cells and terms, from ``models.design``.
    """
    terms = np.array(model, dtype=np.intp)
    cells = np.flatnonzero(~whole[:, terms[empty]].any(axis=1))
    kept = terms[~empty]
    return Reduced(kept, cells, np.ascontiguousarray(whole[np.ix_(cells, kept)]))


def identifiable(matrix: Floats, whole: Floats) -> bool:
    """Tell whether the columns are independent."""
    # With all cells there, only a vector that uses every term of the saturated model vanishes.
    return len(matrix) == len(whole) or bool(np.linalg.matrix_rank(matrix) == matrix.shape[1])


def proven(found: Fit, counts: Floats) -> NDArray[np.bool_]:
    """Tell for which tables the fit itself shows that the estimate exists.

    A table that meets the moment equations with every cell well above the error left in them
    lies inside the cone. Where this does not hold nothing is said: ask ``exists``.
    """
    error = found.error + 1e-13 * counts.sum(axis=1)
    shown: NDArray[np.bool_] = found.mean.min(axis=1) > _MARGIN * error
    return shown


def exists(matrix: Floats, seen: NDArray[np.bool_]) -> bool:
    """Ask the linear program: maximise u with A'x = A'y and x ≥ u; u = 0 means no estimate.

    Args:
        matrix: the reduced design A, shape (cells, terms).
        seen: shape (cells,): which cells hold somebody. The answer depends on nothing else.
    """
    from scipy.optimize import linprog

    if seen.all():
        return True
    cells, terms = matrix.shape
    target = matrix.T @ seen.astype(np.float64)
    # x is written as u + s with s ≥ 0, which leaves equations alone.
    equations = np.hstack([matrix.T, matrix.sum(axis=0)[:, None]])
    solved = linprog(
        np.append(np.zeros(cells), -1.0),
        A_eq=equations,
        b_eq=target,
        bounds=[(0.0, None)] * (cells + 1),
        method="highs",
    )
    if not solved.success or solved.fun is None:
        raise ArithmeticError(f"the linear program of {cells} cells, {terms} terms did not end")
    return bool(-solved.fun > _POSITIVE)


def status(model: Model, counts: Floats) -> Status:
    """Say whether a model is estimable on one table, and if not why.

    Args:
        model: a hierarchical model.
        counts: shape (2ᵏ − 1,).
    """
    whole = design((counts.size + 1).bit_length() - 1)
    part = reduced(model, (counts @ whole[:, list(model)]) == 0, whole)
    no_estimate = not exists(part.design, counts[part.cells] > 0)
    return Status(no_estimate + 2 * (not identifiable(part.design, whole)))
