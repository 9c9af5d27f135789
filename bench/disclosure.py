"""What does disclosure control reach? Prints every figure that it is held to.

Run ``python bench/disclosure.py`` for all of them, or name some: tables, shared, optimum,
sequences, sizes, solvers, rule. ``--scale 0.1`` runs a tenth of each. Seeds are fixed; every number
but the seconds is the same each time.
"""

import argparse
import itertools
import random
import sys
import time
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from scipy.optimize import Bounds, LinearConstraint, milp

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from indicators.disclosure import highs
from indicators.disclosure.audit import exact_ranges
from indicators.disclosure.checker import check
from indicators.disclosure.ledger import Ledger
from indicators.disclosure.model import Problem
from indicators.disclosure.own_table import audit_csv, problem_of, protect_csv
from indicators.disclosure.program import Program, Reply, Verdict
from indicators.disclosure.protect import Outcome, protect
from indicators.disclosure.system import compile_problem
from indicators.disclosure.tabulate import Table, revised, summed, tabulate

DATA = Path(__file__).resolve().parent.parent / "tests" / "disclosure" / "data"
SHAPES = {
    "C 6 x 4": ((6, 4), 9.0, 400),
    "B 3 x 3 x 4": ((3, 3, 4), 3.3, 150),
    "E 5 x 5": ((5, 5), 4.0, 250),
    "F 2 x 3 x 4": ((2, 3, 4), 4.0, 150),
    "G 12": ((12,), 4.0, 100),
    "A 8 x 3 x 4": ((8, 3, 4), 4.0, 4),
}
THRESHOLD = 5


def random_table(shape: tuple[int, ...], mean: float, seed: int) -> str:
    """Make up a skewed table of counts with many zeros, as a CSV of atoms."""
    rng = np.random.default_rng([seed, *shape])
    rates = rng.gamma(0.5, 1.0, size=shape)
    counts = rng.poisson(rates / rates.mean() * mean)
    return as_csv(counts)


def as_audit(problem: Problem, outcome: Outcome) -> str:
    """Write an outcome as a table to be audited; names are the keys as JSON."""
    import json

    shown = set(outcome.shown)
    keys = [json.loads(cell.name) for cell in problem.cells]
    header = ",".join([f"d{i + 1}" for i in range(len(keys[0]))] + ["count", "published"])
    lines = [
        ",".join([*key, str(problem.value_of(cell)), str(int(cell.name in shown))])
        for key, cell in zip(keys, problem.cells, strict=True)
    ]
    return "\n".join([header, *lines]) + "\n"


def optimum(problem: Problem, threshold: int, seconds: float = 60) -> int | None:
    """Give the least number of hidden cells with which a two-way table keeps R.

    One system of flows for each end of each sensitive cell, tied to what is hidden (Fischetti
    and Salazar 2001); None where it was not proved in time.
    """
    system = compile_problem(problem)
    rows = sp.csr_array(system.rows.astype(float))
    height, atoms = rows.shape
    truth = system.truth.astype(float)
    sensitive = [i for i, c in enumerate(problem.cells) if problem.is_sensitive(c)]
    if not sensitive:
        return 0
    most = truth.max() + threshold
    copies = 2 * len(sensitive)
    up = sp.hstack([sp.diags_array(np.full(height, -most))])
    down = sp.diags_array(truth)
    blocks, low, high = [], [], []
    for copy in range(copies):
        left = sp.csr_array((height, atoms * copy))
        right = sp.csr_array((height, atoms * (copies - copy - 1)))
        blocks += [sp.hstack([up, left, rows, right]), sp.hstack([down, left, rows, right])]
        low += [np.full(height, -np.inf), truth]
        high += [truth, np.full(height, np.inf)]
        cell = sensitive[copy // 2]
        target = rows[[cell], :]
        empty = sp.csr_array((1, height))
        blocks.append(sp.hstack([empty, left[[0], :], target, right[[0], :]]))
        low.append(np.array([0.0 if copy % 2 == 0 else threshold]))
        high.append(np.array([0.0 if copy % 2 == 0 else np.inf]))
    columns = height + copies * atoms
    cost = np.zeros(columns)
    cost[:height] = 1
    least = np.zeros(columns)
    least[sensitive] = 1
    top = np.full(columns, np.inf)
    top[:height] = 1
    result = milp(
        cost,
        integrality=(cost > 0).astype(int),
        bounds=Bounds(least, top),
        constraints=LinearConstraint(
            sp.csc_array(sp.vstack(blocks)), np.concatenate(low), np.concatenate(high)
        ),
        options={"time_limit": seconds},
    )
    return round(result.fun) if result.status == 0 else None


def release_sequence(seed: int, shape: tuple[int, int] = (2, 3)) -> dict[str, int]:
    """Release four quarters, the year and a revision; then attack the whole ledger.

    Gives the number of sensitive figures, of failures, of late records, of those located, and
    of cells shown.
    """
    rng = random.Random(seed)
    keys = list(itertools.product(*([f"c{i}" for i in range(size)] for size in shape)))
    dimensions = [f"d{i}" for i in range(len(shape))]
    tables = {f"Q{n}": _quarter(rng, f"Q{n}", dimensions, keys) for n in range(1, 5)}
    ledger, outcomes = Ledger(), []
    atoms: dict[str, int] = {}
    cells: list = []
    for label, table in tables.items():
        atoms |= table.atoms
        cells += table.cells
        ledger = _release(ledger, label, atoms, tuple(cells), outcomes)
    year = summed("year", tables)
    cells += year
    ledger = _release(ledger, "year", atoms, tuple(cells), outcomes)
    late = {a: int(rng.random() < 0.15) + int(rng.random() < 0.05) for a in atoms}
    revision = revised("revised", cells, late)
    atoms |= revision.atoms
    cells += revision.cells
    ledger = _release(ledger, "revision", atoms, tuple(cells), outcomes)
    problem = Problem(atoms, tuple(cells))
    sensitive = [c for c in cells if problem.is_sensitive(c)]
    ranges = exact_ranges(list(atoms), [c.coefficients for c in sensitive], ledger.facts)
    kept = [r.is_decided and r.keeps(THRESHOLD) for r in ranges]
    changes = [k for c, k in zip(sensitive, ranges, strict=True) if " change " in c.name]
    return {
        "sensitive": len(sensitive),
        "failures": kept.count(False) + sum(o.failures for o in outcomes),
        "late": sum(late.values()),
        "located": sum(r.low > 0 for r in changes),
        "shown": len(ledger.facts),
    }


def _quarter(rng: random.Random, label: str, dimensions: list[str], keys: list) -> Table:
    counts = {key: int(rng.gammavariate(0.6, 10)) for key in keys}
    return tabulate(label, dimensions, counts)


def _release(ledger: Ledger, label: str, atoms: dict, cells: tuple, outcomes: list) -> Ledger:
    outcome = protect(Problem(dict(atoms), cells, earlier=ledger.facts))
    outcomes.append(outcome)
    return ledger.append(label, outcome.facts)


def bench_tables(scale: float) -> None:
    """Random tables of every shape: failures, certificates, what stays hidden, seconds."""
    print("random tables, R and R1 on")
    for name, (shape, mean, many) in SHAPES.items():
        number = max(2, round(many * scale))
        total = dict.fromkeys(("hidden", "sensitive", "failures", "certified", "unsafe"), 0)
        started = time.perf_counter()
        for seed in range(number):
            _, _, problem = problem_of(random_table(shape, mean, seed), THRESHOLD)
            outcome = protect(problem)
            audit = audit_csv(as_audit(problem, outcome), THRESHOLD)
            total["hidden"] += len(outcome.hidden)
            total["sensitive"] += len(outcome.sensitive)
            total["failures"] += outcome.failures + len(check(outcome.claim, outcome.certificate))
            total["certified"] += outcome.certified
            total["unsafe"] += not audit["safe"]
        spent = time.perf_counter() - started
        print(f"  {name}: {number} tables, {total}, {spent / number:.2f} s a table", flush=True)


def bench_shared(_scale: float) -> None:
    """The reference tables: exact bounds, and cells hidden against GaussSuppression's."""
    import csv

    print("reference tables")
    ours = theirs = 0
    for path in sorted(DATA.glob("*.csv")):
        rows = list(csv.DictReader(path.open(encoding="utf-8")))
        names = [name for name in rows[0] if name.startswith("d")]
        bounds = {tuple(r[n] for n in names): r for r in rows}
        started = time.perf_counter()
        audit = audit_csv(path.read_text(encoding="utf-8"), THRESHOLD)
        spent = time.perf_counter() - started
        wrong = 0
        for cell in audit["cells"]:
            row = bounds[tuple(cell[n] for n in names)]
            wrong += (cell["min"], cell["max"]) != (int(row["exact_min"]), int(row["exact_max"]))
        print(
            f"  {path.name}: {len(audit['cells'])} hidden, {wrong} bounds wrong, safe "
            f"{audit['safe']}, leaks {audit['exact_leaks']}, {spent:.2f} s",
            flush=True,
        )
        if "gauss_nz_i5" in path.name:
            theirs += sum(row["published"] == "0" for row in rows)
            ours += protect_csv(path.read_text(encoding="utf-8"), THRESHOLD)["hidden"]
    print(f"  hidden: ours {ours}, GaussSuppression {theirs}, ratio {ours / theirs:.3f}")


def bench_optimum(scale: float) -> None:
    """Two-way tables with R alone, against the proved optimum."""
    print("two-way tables, R alone, against the optimum")
    ours = best = number = 0
    for shape, mean in (((4, 4), 4.0), ((6, 4), 9.0), ((5, 5), 4.0), ((8, 3), 5.0)):
        for seed in range(max(2, round(25 * scale))):
            _, _, problem = problem_of(random_table(shape, mean, seed), THRESHOLD, insiders=False)
            least = optimum(problem, THRESHOLD)
            if least is None:
                continue
            number += 1
            best += least
            ours += len(protect(problem).hidden)
    print(f"  {number} tables: ours {ours}, optimum {best}, ratio {ours / best:.4f}", flush=True)


def bench_sequences(scale: float) -> None:
    """Release sequences, attacked with the whole ledger."""
    number = max(2, round(100 * scale))
    total: dict[str, int] = {}
    started = time.perf_counter()
    for seed in range(number):
        for key, value in release_sequence(seed).items():
            total[key] = total.get(key, 0) + value
    spent = (time.perf_counter() - started) / number
    print(f"{number} release sequences: {total}, {spent:.1f} s each", flush=True)


def bench_sizes(_scale: float) -> None:
    """Seconds for the sizes that are held to a limit."""
    print("sizes")
    for name, (shape, mean) in {
        "8 x 3 x 4": ((8, 3, 4), 4.0),
        "276 cells (22 x 11)": ((22, 11), 4.0),
        "275 cells (10 x 4 x 4)": ((10, 4, 4), 3.0),
    }.items():
        _, _, problem = problem_of(random_table(shape, mean, 1), THRESHOLD)
        started, cpu = time.perf_counter(), time.process_time()
        outcome = protect(problem)
        spent, own = time.perf_counter() - started, time.process_time() - cpu
        audited = time.perf_counter()
        audit = audit_csv(as_audit(problem, outcome), THRESHOLD)
        audited = time.perf_counter() - audited
        print(
            f"  {name}: {len(problem.cells)} cells, {len(outcome.hidden)} hidden, "
            f"{len(outcome.sensitive)} sensitive, safe {audit['safe']}; protect {spent:.1f} s "
            f"({own:.1f} s of CPU), audit {audited:.2f} s",
            flush=True,
        )


def bench_solvers(_scale: float) -> None:
    """The same tables through highspy and scipy: bytes and seconds."""
    print("solvers")
    solvers = {"highspy": highs.Highs, "scipy": lambda: scipy_minimise}
    for name, (shape, mean, _) in list(SHAPES.items())[:4]:
        answers, seconds = [], {}
        for solver, made in solvers.items():
            started = time.process_time()
            answers.append(
                [
                    protect_csv(random_table(shape, mean, seed), THRESHOLD, minimise=made())
                    for seed in range(3)
                ]
            )
            seconds[solver] = round(time.process_time() - started, 2)
        same = all(answer == answers[0] for answer in answers)
        print(f"  {name}: the same {same}, seconds of CPU {seconds}", flush=True)


def scipy_minimise(program: Program) -> Reply:
    """Solve with scipy's milp, which keeps nothing from one program to the next."""
    ends = {0: Verdict.SOLVED, 2: Verdict.IMPOSSIBLE, 3: Verdict.UNBOUNDED}
    integrality = np.zeros(program.cost.size)
    integrality[: program.whole] = 1
    gap = highs.NEAR_ENOUGH if program.any_solution else 0.0
    result = milp(
        program.cost,
        integrality=integrality,
        bounds=Bounds(program.low, program.high),
        constraints=LinearConstraint(program.matrix, program.row_low, program.row_high),
        options={"node_limit": highs.NODE_LIMIT, "mip_rel_gap": gap} if program.whole else {},
    )
    return Reply(ends.get(result.status, Verdict.DOUBT), result.x)


def bench_rule(scale: float) -> None:
    """What somebody can rule out who knows the opening rule to the letter, on tiny tables.

    Every table up to a total is protected, and those that come out alike are compared: what do
    all of them say of a sensitive cell? Only tables whose total is shown, so that none is missed.
    """
    print("knowing the rule to the letter (minimality), every table of a total up to 11")
    for shape in ((3,), (2, 2)):
        alike: dict[str, list[list[int]]] = {}
        most = 11 if scale >= 1 else 7
        cells = int(np.prod(shape))
        for counts in itertools.product(range(most + 1), repeat=cells):
            if sum(counts) <= most:
                answer = protect_csv(as_csv(np.array(counts).reshape(shape)), THRESHOLD)
                if answer["cells"][-1]["published"]:
                    seen = str([cell["count"] for cell in answer["cells"]])
                    alike.setdefault(seen, []).append([*counts])
        pinned = below = sensitive = 0
        for tables in alike.values():
            for values in zip(*tables, strict=True):
                small = sum(0 < v < THRESHOLD for v in values)
                if small:
                    sensitive += small
                    pinned += small if len(set(values)) == 1 else 0
                    below += small if max(values) < THRESHOLD else 0
        print(
            f"  {shape}: {sum(map(len, alike.values()))} tables, {sensitive} sensitive atoms, "
            f"{pinned} pinned, {below} provably below {THRESHOLD} ({below / sensitive:.0%})",
            flush=True,
        )


def as_csv(counts: np.ndarray) -> str:
    """Write counts as a CSV of atoms."""
    header = ",".join([f"d{i + 1}" for i in range(counts.ndim)] + ["count"])
    places = itertools.product(*(range(size) for size in counts.shape))
    lines = [",".join([f"c{i}" for i in place] + [str(counts[place])]) for place in places]
    return "\n".join([header, *lines]) + "\n"


PARTS = {
    "shared": bench_shared,
    "sizes": bench_sizes,
    "optimum": bench_optimum,
    "solvers": bench_solvers,
    "rule": bench_rule,
    "sequences": bench_sequences,
    "tables": bench_tables,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=[])
    parser.add_argument("--scale", type=float, default=1.0)
    options = parser.parse_args()
    for name in options.parts or PARTS:
        PARTS[name](options.scale)


if __name__ == "__main__":
    main()
