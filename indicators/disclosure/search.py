"""Is there a table that agrees with all that is known and has this cell at this value?

The linear relaxation is asked first: where it has no answer there is none, and where its answer
is whole it will do. Only what is left goes to integer programming. Among all tables the one
nearest the truth is asked for, since it survives most of what is shown later; which one comes
back changes no decision. Every table is checked by exact sums before it counts.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indicators.disclosure.formulation import at_the_edge, near_truth
from indicators.disclosure.program import Floats, Minimise, Program, Verdict, Whole, ask, rounded
from indicators.disclosure.system import System


@dataclass(frozen=True, slots=True)
class Found:
    """The end of a search: SOLVED with a table (atoms,), IMPOSSIBLE, UNBOUNDED, or DOUBT."""

    verdict: Verdict
    table: Whole | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """A system and a solver to ask about it."""

    system: System
    minimise: Minimise

    def witness(self, low: Whole, high: Whole, weights: Floats) -> Found:
        """Find a table whose rows all lie from ``low`` to ``high``, near the truth.

        ``weights`` (rows,) says how dear it is that a row differs from the truth.
        """
        if bool((low > high).any()):
            return Found(Verdict.IMPOSSIBLE)
        return self._solve(near_truth(self.system, low, high, weights), low, high)

    def extreme(self, low: Whole, high: Whole, row: int, sign: int) -> Found:
        """Find the table in which a row is least (``sign`` 1) or greatest (-1)."""
        return self._solve(at_the_edge(self.system, low, high, row, sign), low, high)

    def _solve(self, program: Program, low: Whole, high: Whole) -> Found:
        reply = ask(self.minimise, program)
        if reply.verdict is not Verdict.SOLVED or reply.x is None:
            return Found(reply.verdict)
        atoms = len(self.system.atoms)
        table = rounded(reply.x[:atoms])
        if table is None:
            reply = ask(self.minimise, replace(program, whole=atoms))
            if reply.verdict is not Verdict.SOLVED or reply.x is None:
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
