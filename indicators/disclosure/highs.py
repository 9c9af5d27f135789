"""How is HiGHS asked, through scipy?

Limits count nodes and never seconds, so that a slower machine gives the same answer.
"""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from indicators.disclosure.program import Program, Reply, Verdict

NODE_LIMIT = 5_000
"""Branches that may be looked into before the answer counts as doubt."""

NEAR_ENOUGH = 3.0
"""Where any solution will do, how far from the best one the search may stop."""

_VERDICTS = {0: Verdict.SOLVED, 2: Verdict.IMPOSSIBLE, 3: Verdict.UNBOUNDED}


def minimise(program: Program) -> Reply:
    """Solve a program with HiGHS; a limit reached, or any other end, is DOUBT."""
    integrality = np.zeros(program.cost.size, dtype=np.int64)
    integrality[: program.whole] = 1
    gap = NEAR_ENOUGH if program.any_solution else 0.0
    result = milp(
        program.cost,
        integrality=integrality,
        bounds=Bounds(program.low, program.high),
        constraints=LinearConstraint(program.matrix, program.row_low, program.row_high),
        # Options cost scipy more time than a small linear program does.
        options={"node_limit": NODE_LIMIT, "mip_rel_gap": gap} if program.whole else {},
    )
    return Reply(_VERDICTS.get(result.status, Verdict.DOUBT), result.x)
