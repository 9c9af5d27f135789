"""How long do the engines take, and do they give what the published methods give?

Run as ``python bench/estimation.py``. The figures are for five lists, the United Kingdom's of
2013; every reference value follows, got against wanted.
"""

import csv
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from indicators.estimation import Estimate, Overlaps, estimate, read_file
from indicators.estimation.bic import candidates
from indicators.estimation.decomposable import average
from indicators.estimation.selection import Workshop

DATA = Path(__file__).resolve().parent.parent / "tests" / "estimation" / "data"
REPLICATES = 1000
Result = TypeVar("Result")


def timed(label: str, work: Callable[[], Result]) -> Result:
    start, busy = time.perf_counter(), time.process_time()
    result = work()
    wall, processor = time.perf_counter() - start, time.process_time() - busy
    print(f"{label:<66}{wall:8.2f} s, of processor {processor:8.2f} s")
    return result


def main() -> int:
    tables = {name: read_file(DATA / f"{name}.csv") for name in ("UKdat_5", "Western")}
    uk = tables["UKdat_5"]
    timed("engine A, 822 graphs enumerated and averaged", lambda: average(uk))
    timed("engine A again, graphs known", lambda: average(uk))
    for order, models in ((2, 1024), (4, 6893)):
        timed(f"engine B, all {models} models to order {order}", lambda o=order: every(uk, o))
    found = {}
    for name, table in tables.items():
        for order in (2, 4):
            label = f"whole estimate, {name}, order {order}, {REPLICATES} replicates, best 100"
            found[name, order] = timed(label, lambda t=table, o=order: whole(t, o))
    return compare(found)


def every(table: Overlaps, order: int) -> None:
    candidates(Workshop(len(table.lists)), table, order)


def whole(table: Overlaps, order: int) -> Estimate:
    return estimate(table, order=order, replicates=REPLICATES)


def compare(found: dict[tuple[str, int], Estimate]) -> int:
    missed = 0
    print(f"\n{'reference':<48}{'got':>14}{'wanted':>14}{'allowed':>10}")
    with (DATA / "reference_estimates.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            order = 4 if "order4" in row["method"] else 2
            got, wanted = obtained(row, found[row["dataset"], order]), float(row["value"])
            allowed = float(row["tol"]) * (wanted if row["tol_kind"] == "rel" else 1)
            good = abs(got - wanted) <= allowed
            missed += not good
            label = f"{row['dataset']} {row['method']} {row['quantity']}"
            print(f"{label:<48}{got:>14.2f}{wanted:>14.2f}{allowed:>10.2f} {'' if good else '!'}")
    print(f"\n{missed} outside their tolerance")
    return 1 if missed else 0


def obtained(row: dict[str, str], estimated: Estimate) -> float:
    engines = estimated.to_json()["engines"]
    name = {"main_effects": "main_effects", "dga_bma": "decomposable"}.get(row["method"], "bic")
    names = {"lower": "low", "upper": "high", "count": "admissible_models", "N_median": "median"}
    quantity = row["quantity"]
    key = names.get(quantity, "admissible_models" if quantity.startswith("adm") else quantity)
    return float(engines[name][key])


if __name__ == "__main__":
    sys.exit(main())
