"""What is asked of a solver, and what may it answer?

The engine speaks to a solver through one function, so that another can take its place: it
needs yes or no, and a table of whole numbers that is checked afterwards by exact sums.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


class Verdict(StrEnum):
    """How a solver ended. Only the first three are answers."""

    SOLVED = "solved"
    IMPOSSIBLE = "impossible"
    UNBOUNDED = "unbounded"
    DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class Program:
    """Minimise ``cost @ x`` with ``row_low <= matrix @ x <= row_high``, ``low <= x <= high``.

    The first ``whole`` columns must be whole numbers; with 0 of them it is a linear program.
    """

    cost: Floats
    matrix: sp.csc_array
    row_low: Floats
    row_high: Floats
    low: Floats
    high: Floats
    whole: int
    any_solution: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """A solver's answer; ``x`` counts when it is SOLVED.

    ``ray`` may come with IMPOSSIBLE: weights of the matrix's rows that show it (Farkas).
    """

    verdict: Verdict
    x: Floats | None = None
    ray: Floats | None = None


Minimise = Callable[[Program], Reply]

TOLERANCE = 1e-6
"""How far from a whole number a solver's answer may lie and still stand for it."""


def ask(minimise: Minimise, program: Program) -> Reply:
    """Ask a solver, taking whatever goes wrong inside it for doubt; ``x`` means SOLVED."""
    try:
        reply = minimise(program)
    except Exception:  # noqa: BLE001 -- however a solver fails, the cell stays hidden
        return Reply(Verdict.DOUBT)
    if reply.verdict is not Verdict.SOLVED:
        return Reply(reply.verdict, ray=reply.ray)
    if reply.x is None or not np.isfinite(reply.x).all():
        return Reply(Verdict.DOUBT)
    return reply


def rounded(x: Floats) -> Whole | None:
    """Give the whole numbers that ``x`` stands for, or None where one of them is none."""
    nearest = np.rint(x)
    if x.size and float(np.abs(x - nearest).max()) > TOLERANCE:
        return None
    return nearest.astype(np.int64)
