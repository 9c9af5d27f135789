"""The solver goes on from its last answer, remembers why there was none, and decides nothing."""

import numpy as np
import pytest
from disclosure_help import bench, csv_table

from indicators.disclosure import highs
from indicators.disclosure.own_table import problem_of, protect_csv
from indicators.disclosure.program import Reply, Verdict
from indicators.disclosure.proofs import Proofs
from indicators.disclosure.protect import protect
from indicators.disclosure.system import compile_problem

SMALL = csv_table([[12, 3, 0], [7, 9, 2], [5, 14, 8]])


def test_a_solver_that_keeps_nothing_shows_the_same_cells():
    assert protect_csv(SMALL, minimise=bench().scipy_minimise) == protect_csv(SMALL)


@pytest.mark.soak
@pytest.mark.parametrize("shape", [(6, 4), (3, 3, 4), (2, 3, 4), (5, 5)])
def test_a_solver_that_keeps_nothing_shows_the_same_cells_of_many_tables(shape):
    for seed in range(3):
        text = bench().random_table(shape, 4.0, seed)
        assert protect_csv(text, minimise=bench().scipy_minimise) == protect_csv(text)


def test_answers_do_not_depend_on_what_was_asked_before():
    solver = highs.Highs()
    other = csv_table([[1, 6, 0], [9, 0, 4]])
    first = protect_csv(other, minimise=solver)
    assert protect_csv(SMALL, minimise=solver) == protect_csv(SMALL)
    assert protect_csv(other, minimise=solver) == first


def test_it_prints_nothing(capfd):
    protect_csv(SMALL)
    assert capfd.readouterr() == ("", "")


def test_a_ray_that_proves_nothing_is_not_believed():
    _, _, problem = problem_of(SMALL)
    rows = len(problem.cells)
    rays = [np.ones(rows), -np.ones(rows), np.zeros(rows), np.linspace(0, np.pi, rows)]
    calls = iter(range(10**6))

    def lying(program):
        reply = highs.minimise(program)
        if reply.verdict is not Verdict.IMPOSSIBLE:
            return reply
        return Reply(reply.verdict, ray=rays[next(calls) % len(rays)])

    told, asked = protect(problem, minimise=lying), protect(problem)
    assert told.shown == asked.shown
    assert next(calls) > 0


def test_a_proof_is_checked_in_whole_numbers():
    system = compile_problem(problem_of("d1,count\na,3\nb,9\n")[2])
    proofs = Proofs(system)
    # The total less its parts is always nothing, so parts of 4 and 9 leave no total of 12.
    low, high = (np.array(bounds, dtype=np.int64) for bounds in ([4, 9, 12], [4, 9, 12]))
    weights = {"a": 1.0, "b": 1.0, "Total": -1.0}
    ray = np.array([weights[name.strip('[]"')] for name in system.cells])
    kept = []
    for one in (ray * np.pi, ray + 0.01, -ray / 3):
        before = proofs.size
        proofs.add(one, np.arange(3), low, high)
        kept.append(proofs.size - before)
    assert kept == [1, 0, 1]
