"""A solver of another kind: Bland's simplex in fractions, with branching for whole numbers.

Nothing is shared with HiGHS. Slow and obvious, for tables of a few cells.
"""

from fractions import Fraction

import numpy as np

from indicators.disclosure.program import Program, Reply, Verdict


def exact_minimise(program: Program) -> Reply:
    low = [Fraction(int(v)) for v in program.low]
    best = _branch(program, low, list(program.high), None)
    if isinstance(best, Verdict):
        return Reply(best)
    return Reply(Verdict.SOLVED, np.array([float(v) for v in best]))


def _cost(program, values):
    return sum(Fraction(c) * v for c, v in zip(program.cost, values, strict=True))


def _branch(program, low, high, bound):
    solved = _simplex(program, low, high)
    if isinstance(solved, Verdict):
        return solved
    if bound is not None and _cost(program, solved) >= bound:
        return Verdict.IMPOSSIBLE
    split = next((i for i in range(program.whole) if solved[i].denominator != 1), None)
    if split is None:
        return solved
    floor = solved[split] // 1
    best = Verdict.IMPOSSIBLE
    for at_most, at_least in ((floor, low[split]), (high[split], Fraction(floor + 1))):
        lower, upper = list(low), list(high)
        lower[split], upper[split] = at_least, at_most
        found = _branch(program, lower, upper, bound)
        if isinstance(found, Verdict):
            continue
        if program.any_solution:
            return found
        best, bound = found, _cost(program, found)
    return best


def _constraints(program, low, high):
    """List rows over columns that start at 0: terms, right side, and 0, 1 or -1 for =, <=, >=."""
    matrix = [[Fraction(int(t)) for t in row] for row in program.matrix.toarray()]
    listed = []
    for terms, least, most in zip(matrix, program.row_low, program.row_high, strict=True):
        if least == most:
            listed.append((terms, least, 0))
        else:
            listed += [(terms, most, 1)] if most != np.inf else []
            listed += [(terms, least, -1)] if least != -np.inf else []
    for i, most in enumerate(high):
        if most != np.inf:
            listed.append(([Fraction(int(i == j)) for j in range(len(high))], most, 1))
    return [
        (terms, Fraction(value) - sum(t * v for t, v in zip(terms, low, strict=True)), kind)
        for terms, value, kind in listed
    ]


def _simplex(program, low, high):
    """Give a best point of the linear program as fractions, or how it ended."""
    if any(most != np.inf and least > most for least, most in zip(low, high, strict=True)):
        return Verdict.IMPOSSIBLE
    rows = _constraints(program, low, high)
    slacks = [i for i, (_, _, kind) in enumerate(rows) if kind]
    width = len(low) + len(slacks)
    tableau = []
    for i, (terms, right, kind) in enumerate(rows):
        line = [*terms, *(Fraction(kind if i == s else 0) for s in slacks)]
        sign = -1 if right < 0 else 1
        artificial = [Fraction(int(i == j)) for j in range(len(rows))]
        tableau.append([*(sign * v for v in line), *artificial, sign * right])
    basis = [width + i for i in range(len(rows))]
    _pivot_all(tableau, basis, [0] * width + [1] * len(rows), width + len(rows))
    if any(b >= width and t[-1] != 0 for b, t in zip(basis, tableau, strict=True)):
        return Verdict.IMPOSSIBLE
    for i in [i for i, b in enumerate(basis) if b >= width]:
        column = next((j for j in range(width) if tableau[i][j] != 0), None)
        if column is not None:
            _pivot(tableau, basis, i, column)
    cost = [Fraction(c).limit_denominator(10**6) for c in program.cost]
    if not _pivot_all(tableau, basis, cost + [0] * (len(slacks) + len(rows)), width):
        return Verdict.UNBOUNDED
    values = dict(zip(basis, (line[-1] for line in tableau), strict=True))
    return [values.get(i, Fraction(0)) + start for i, start in enumerate(low)]


def _pivot_all(tableau, basis, cost, width):
    """Pivot by Bland's rule until nothing improves; False where there is no end."""
    while True:
        prices = [(cost[b], line) for b, line in zip(basis, tableau, strict=True) if cost[b]]
        gains = (cost[j] - sum(price * line[j] for price, line in prices) for j in range(width))
        entering = next((j for j, gain in enumerate(gains) if gain < 0), None)
        if entering is None:
            return True
        steps = [
            (line[-1] / line[entering], basis[i], i)
            for i, line in enumerate(tableau)
            if line[entering] > 0
        ]
        if not steps:
            return False
        _pivot(tableau, basis, min(steps)[2], entering)


def _pivot(tableau, basis, row, column):
    factor = tableau[row][column]
    tableau[row] = [v / factor for v in tableau[row]]
    for i, line in enumerate(tableau):
        if i != row and line[column] != 0:
            by = line[column]
            tableau[i] = [a - by * b for a, b in zip(line, tableau[row], strict=True)]
    basis[row] = column
