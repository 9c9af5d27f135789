"""How is HiGHS asked, so that it goes on from its last answer?

Questions about one problem have one matrix and differ in bounds and costs alone. A solver keeps
the model and changes only those, which takes a tenth of the time of beginning anew. Limits count
nodes and never seconds, so that a slower machine gives the same answer.
"""

import highspy
import numpy as np
from numpy.typing import NDArray

from indicators.disclosure.program import Floats, Program, Reply, Verdict

NODE_LIMIT = 5_000
"""Branches that may be looked into before the answer counts as doubt."""

NEAR_ENOUGH = 3.0
"""Where any solution will do, how far from the best one the search may stop."""

_VERDICTS = {
    highspy.HighsModelStatus.kOptimal: Verdict.SOLVED,
    highspy.HighsModelStatus.kInfeasible: Verdict.IMPOSSIBLE,
    highspy.HighsModelStatus.kUnbounded: Verdict.UNBOUNDED,
}


class Highs:
    """One thread's solver: call it with a program. A limit reached, or any other end, is DOUBT."""

    def __init__(self) -> None:
        self._models: dict[bool, _Model] = {}

    def __call__(self, program: Program) -> Reply:
        """Solve a program, from the last one's answer where the matrix is the same object."""
        in_whole = program.whole > 0
        model = self._models.get(in_whole)
        if model is None or not model.fits(program):
            model = self._models[in_whole] = _Model(program)
        reply = model.solve(program)
        if reply.verdict is Verdict.DOUBT and not in_whole:
            # A basis that led nowhere is no answer: the same question once more, from nothing.
            self._models[in_whole] = model = _Model(program)
            reply = model.solve(program)
        return reply


def minimise(program: Program) -> Reply:
    """Solve one program with nothing before it."""
    return Highs()(program)


class _Silent(highspy.Highs):
    """HiGHS without its banner, which enabling callbacks prints; none of them is used."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.silent()

    def enableCallbacks(self) -> None:  # noqa: N802 -- the library's name
        """Leave them off."""


class _Model:
    """A model inside HiGHS and the program that it was last given."""

    def __init__(self, program: Program) -> None:
        self._last = program
        self._solver = _Silent()
        self._solver.setOptionValue("threads", 1)
        self._solver.setOptionValue("random_seed", 0)
        self._solver.setOptionValue("mip_max_nodes", NODE_LIMIT)
        self._solver.setOptionValue("mip_rel_gap", NEAR_ENOUGH if program.any_solution else 0.0)
        if not program.whole:
            # Presolving would throw away the basis that the next question goes on from.
            self._solver.setOptionValue("presolve", "off")
        self._solver.passModel(_lp(program))

    def fits(self, program: Program) -> bool:
        """Tell whether a program is this one but for its bounds and costs."""
        last = self._last
        alike = (last.whole, last.any_solution) == (program.whole, program.any_solution)
        return alike and last.matrix is program.matrix

    def solve(self, program: Program) -> Reply:
        """Take over what has changed, and solve."""
        last, solver = self._last, self._solver
        columns = _differing((last.low, program.low), (last.high, program.high))
        if columns.size:
            bounds = program.low[columns], program.high[columns]
            solver.changeColsBounds(columns.size, columns, *bounds)
        costs = _differing((last.cost, program.cost))
        if costs.size:
            solver.changeColsCost(costs.size, costs, program.cost[costs])
        rows = _differing((last.row_low, program.row_low), (last.row_high, program.row_high))
        for row in rows.tolist():
            solver.changeRowBounds(row, program.row_low[row], program.row_high[row])
        self._last = program
        solver.run()
        verdict = _VERDICTS.get(solver.getModelStatus(), Verdict.DOUBT)
        if verdict is Verdict.SOLVED:
            return Reply(verdict, np.array(solver.getSolution().col_value))
        return Reply(verdict, ray=self._ray() if verdict is Verdict.IMPOSSIBLE else None)

    def _ray(self) -> Floats | None:
        """Ask why there is no answer; HiGHS does not always say."""
        _, has_one, ray = self._solver.getDualRay()  # type: ignore[attr-defined]
        return np.array(ray) if has_one else None


def _differing(*pairs: tuple[Floats, Floats]) -> NDArray[np.int32]:
    """Give the places where one of the pairs differs."""
    differs = np.any([before != after for before, after in pairs], axis=0)
    return np.flatnonzero(differs).astype(np.int32)


def _lp(program: Program) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = program.cost.size, program.row_low.size
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = program.cost, program.low, program.high
    lp.row_lower_, lp.row_upper_ = program.row_low, program.row_high
    matrix = program.matrix
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = matrix.indptr, matrix.indices
    lp.a_matrix_.value_ = matrix.data
    if program.whole:
        rest = program.cost.size - program.whole
        kinds = [highspy.HighsVarType.kInteger] * program.whole
        lp.integrality_ = kinds + [highspy.HighsVarType.kContinuous] * rest
    return lp
