"""Is there a table that agrees with all that is known and has this cell at this value?

The linear relaxation is asked first: where it has no answer there is none, and where its answer
is whole it will do. A fraction is rounded and the rest asked again, which mostly makes the
answer whole; only what is left goes to integer programming. Among all tables the one nearest
the truth is asked for, since it survives most of what is shown later; which one comes back
changes no decision. Every table is checked by exact sums before it counts.
"""

from dataclasses import dataclass, replace
from math import ceil

import numpy as np
from numpy.typing import NDArray

from indicators.disclosure.formulation import Formulation
from indicators.disclosure.program import (
    TOLERANCE,
    Floats,
    Minimise,
    Program,
    Verdict,
    Whole,
    ask,
    rounded,
)
from indicators.disclosure.proofs import Proofs
from indicators.disclosure.system import System

_ROUNDINGS = 60
"""Fractions that are rounded one after another before integer programming is asked.

A rounding takes a fiftieth of the time that integer programming takes."""


@dataclass(frozen=True, slots=True)
class Found:
    """The end of a search: SOLVED with a table (atoms,), IMPOSSIBLE, UNBOUNDED, or DOUBT."""

    verdict: Verdict
    table: Whole | None = None


class Search:
    """A system and a solver to ask about it."""

    def __init__(self, system: System, minimise: Minimise) -> None:
        self.system = system
        self._minimise = minimise
        self._programs = Formulation(system)
        self.proofs = Proofs(system)

    def witness(self, low: Whole, high: Whole, weights: Floats) -> Found:
        """Find a table whose rows all lie from ``low`` to ``high``, near the truth.

        ``weights`` (rows,) says how dear it is that a row differs from the truth.
        """
        if bool((low > high).any()):
            return Found(Verdict.IMPOSSIBLE)
        program = self._programs.near_truth(low, high, weights)
        reply = ask(self._minimise, program)
        if reply.x is None:
            if reply.verdict is Verdict.IMPOSSIBLE and reply.ray is not None:
                self.proofs.add(reply.ray, self._programs.rows, low, high)
            return Found(reply.verdict)
        table = self._rounded(program, reply.x)
        return self._checked(program, table, low, high)

    def extreme(
        self, low: Whole, high: Whole, row: int, sign: int, known: Whole | None = None
    ) -> Found:
        """Find the table in which a row is least (``sign`` 1) or greatest (-1).

        ``known`` is a table within the bounds; it is given back where none is better.
        """
        program = self._programs.at_the_edge(low, high, row, sign)
        reply = ask(self._minimise, program)
        if reply.x is None:
            return Found(reply.verdict)
        # In whole numbers nothing is better than the relaxation's best, rounded up.
        best = ceil(float(program.cost @ reply.x) - TOLERANCE)
        table = known
        if table is None or self._cost(table, row, sign) > best:
            table = self._rounded(program, reply.x)
        if table is not None and self._cost(table, row, sign) > best:
            table = None
        return self._checked(program, table, low, high)

    def _cost(self, table: Whole, row: int, sign: int) -> int:
        return sign * int(self.system.values_of(table)[row])

    def _rounded(self, program: Program, x: Floats) -> Whole | None:
        """Make an answer whole: fix what is nearest to whole, and ask anew; None where it fails."""
        atoms = len(self.system.atoms)
        for _ in range(_ROUNDINGS):
            table = rounded(x[:atoms])
            if table is not None:
                return table
            off = np.abs(x[:atoms] - np.rint(x[:atoms]))
            place = int(np.argmin(np.where(off > TOLERANCE, off, np.inf)))
            low, high = program.low.copy(), program.high.copy()
            low[place] = high[place] = np.rint(x[place])
            program = replace(program, low=low, high=high)
            reply = ask(self._minimise, program)
            if reply.x is None:
                return None
            x = reply.x
        return None

    def _checked(self, program: Program, table: Whole | None, low: Whole, high: Whole) -> Found:
        """Take a table if there is one, else ask for whole numbers; then check it."""
        if table is None:
            atoms = len(self.system.atoms)
            reply = ask(self._minimise, replace(program, whole=atoms))
            if reply.x is None:
                return Found(reply.verdict)
            table = rounded(reply.x[:atoms])
        if table is None or not self.agrees(table, low, high):
            return Found(Verdict.DOUBT)
        return Found(Verdict.SOLVED, table)

    def agrees(self, table: Whole, low: Whole, high: Whole) -> bool:
        """Tell by exact sums whether a table lies within what is known."""
        values = self.system.values_of(table)
        inside: NDArray[np.bool_] = (values >= low) & (values <= high)
        return bool((table >= 0).all() and inside.all())
