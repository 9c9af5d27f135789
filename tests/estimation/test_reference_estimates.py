"""The figures that the published methods give, to their tolerances."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from overlap_tables import DATA, published, references

from indicators.estimation import Estimate, estimate, run
from indicators.estimation import bic as engine_b
from indicators.estimation.bic import Candidates
from indicators.estimation.models import name
from indicators.estimation.overlaps import Overlaps, canonical_order, reordered
from indicators.estimation.selection import Workshop

FIXED = [r for r in references() if r["nature"] == "deterministic"]
DRAWN = [r for r in references() if r["nature"] == "monte-carlo"]


def labelled(row: dict[str, str]) -> str:
    return f"{row['dataset']}-{row['method']}-{row['quantity']}"


@cache
def without_bootstrap(dataset: str, order: int) -> Estimate:
    return estimate(published(dataset), order=order, replicates=0)


@cache
def bootstrapped(dataset: str, order: int, replicates: int) -> Estimate:
    return estimate(published(dataset), order=order, replicates=replicates, method="bic")


@cache
def ranked(dataset: str, order: int) -> Candidates:
    table = published(dataset)
    found = engine_b.candidates(Workshop(5), reordered(table, canonical_order(table)), order)
    assert found is not None
    return found


def obtained(row: dict[str, str]) -> float:
    engines = without_bootstrap(row["dataset"], order(row)).to_json()["engines"]
    if row["method"] == "main_effects":
        key = {"N": "N", "lower": "low", "upper": "high"}[row["quantity"]]
        return engines["main_effects"][key]
    if row["method"] == "dga_bma":
        key = {"N_median": "median", "lower": "low", "upper": "high"}[row["quantity"]]
        return engines["decomposable"][key]
    return engines["bic"]["admissible_models" if row["quantity"] == "count" else "N"]


def order(row: dict[str, str]) -> int:
    return 4 if "order4" in row["method"] else 2


def allowed(row: dict[str, str]) -> float:
    return float(row["tol"]) * (float(row["value"]) if row["tol_kind"] == "rel" else 1)


@pytest.mark.parametrize("row", FIXED, ids=labelled)
def test_deterministic_figures_are_those_published(row):
    assert obtained(row) == pytest.approx(float(row["value"]), abs=allowed(row), rel=0)


@pytest.mark.parametrize(
    "row", [r for r in FIXED if " BIC " in r["settings"]], ids=lambda r: r["settings"]
)
def test_the_chosen_model_and_its_bic_are_those_published(row):
    model, bic = row["settings"].split(" BIC ")
    chosen = without_bootstrap(row["dataset"], order(row)).bic
    assert chosen is not None
    assert chosen.model == model.replace(";", ",")
    assert chosen.bic == pytest.approx(float(bic), abs=1e-4)


@pytest.mark.soak
@pytest.mark.parametrize("row", DRAWN, ids=labelled)
def test_bootstrap_limits_are_those_published(row):
    limits = bootstrapped(row["dataset"], order(row), 1000).to_json()["engines"]["bic"]
    got = limits[{"lower": "low", "upper": "high"}[row["quantity"]]]
    assert got == pytest.approx(float(row["value"]), abs=allowed(row), rel=0)


@pytest.mark.parametrize("row", [r for r in DRAWN if order(r) == 2], ids=labelled)
def test_a_short_bootstrap_comes_near_the_published_limits(row):
    limits = bootstrapped(row["dataset"], 2, 120).to_json()["engines"]["bic"]
    got = limits[{"lower": "low", "upper": "high"}[row["quantity"]]]
    assert got == pytest.approx(float(row["value"]), rel=0.3)


@pytest.mark.soak
def test_the_number_of_threads_does_not_matter():
    program = (
        "import json; from indicators.estimation import run; "
        f"print(json.dumps(run({str(DATA / 'UKdat_5.csv')!r}, replicates=200).to_json()))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "OPENBLAS_NUM_THREADS": threads},
            cwd=Path(__file__).parents[2],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for threads in ("1", "2")
    }
    assert len(said) == 1


@pytest.mark.soak
def test_the_hundred_best_models_carry_the_interval_of_all_of_them():
    table = published("UKdat_5")
    back = canonical_order(table)
    moved = reordered(table, back)
    found = ranked("UKdat_5", 2)
    few, every = (
        engine_b.choose(
            Workshop(5), moved, found, order=2, replicates=300, seed=4, numbers=back, most=most
        )
        for most in (100, 1024)
    )
    assert few.interval.low == pytest.approx(every.interval.low, rel=0.02)
    assert few.interval.high == pytest.approx(every.interval.high, rel=0.02)


def test_models_are_ranked_by_bic():
    found = ranked("Western", 2)
    assert list(found.bic) == sorted(found.bic)
    assert len({name(model) for model in found.models}) == len(found.models) == 1024


@pytest.mark.parametrize(("fill", "expected"), [(0, 5071), (4, 25848)])
def test_what_is_filled_into_small_cells_decides_the_estimate(fill, expected):
    table = published("UKdat_5")
    counts = tuple(fill if 0 < count < 5 else count for count in table.counts)
    filled = estimate(Overlaps(table.lists, counts), replicates=0, method="bic")
    assert filled.bic is not None
    assert round(filled.bic.total) == expected


def test_the_united_kingdom_gets_a_range_from_the_lowest_to_the_highest_limit():
    found = run(DATA / "UKdat_5.csv", replicates=60)
    assert found.verdict == "range"
    assert found.decomposable is not None
    assert found.bic is not None
    assert found.headline.low == min(found.decomposable.low, int(found.bic.interval.low or 0))
    assert found.headline.central is None
    assert found.to_json()["reasons"] == ["engines_disagree", "models_disagree", "list_decides"]
