"""Six lists or more: a stepwise search, and the exhaustive engines on five."""

import numpy as np
import pytest
from overlap_tables import independent_lists, table

from indicators.estimation import describe, estimate
from indicators.estimation.models import main_effects
from indicators.estimation.overlaps import Overlaps, merged, reordered
from indicators.estimation.selection import Workshop
from indicators.estimation.stepwise import search

SIX = independent_lists(
    1500, {"A": 0.22, "B": 0.2, "C": 0.18, "D": 0.12, "E": 0.1, "F": 0.08}, seed=5
)


def test_the_smallest_lists_become_one():
    five = merged(SIX)
    assert five.lists == ("A", "B", "C", "D", "E+F")
    assert five.n == SIX.n
    assert five.sizes[4] == SIX.sizes[4] + SIX.sizes[5] - SIX.on_all(0b110000)


def test_six_lists_get_every_engine_and_a_headline():
    found = estimate(SIX, replicates=25)
    said = found.to_json()
    assert list(said["engines"]) == ["decomposable", "bic", "main_effects", "stepwise"]
    assert found.merged_lists == ("A", "B", "C", "D", "E+F")
    assert list(said["drop_one_list"]) == list("ABCDEF")
    assert found.headline.low <= 1500 <= (found.headline.high or 0)
    assert any("E+F" in line for line in describe(found, "en"))


def test_the_search_takes_up_a_dependence_that_is_there():
    rng = np.random.default_rng(1)
    on = rng.random((2000, 6)) < 0.2
    # The second list copies the first for a third of all.
    copied = rng.random(2000) < 0.33
    on[copied, 1] = on[copied, 0]
    cells = on @ (1 << np.arange(6))
    counts = np.bincount(cells, minlength=64)[1:].astype(float)
    found = search(Workshop(6), counts)
    assert found is not None
    assert 0b11 in found[0]
    independent = Workshop(6).fit_one(main_effects(6), counts)
    assert independent is not None
    assert abs(found[1] - 2000) < abs(independent.total - 2000)


def test_a_search_without_any_estimate_says_so():
    assert search(Workshop(3), table(A=4, B=3, C=2).vector()) is None


def test_the_order_of_six_columns_does_not_matter():
    turned = reordered(SIX, (5, 3, 1, 0, 2, 4))
    first, second = (estimate(given, replicates=5, method="stepwise") for given in (SIX, turned))
    assert first.stepwise is not None
    assert second.stepwise is not None
    assert first.stepwise.total == pytest.approx(second.stepwise.total)
    assert first.stepwise.interval == second.stepwise.interval


def test_three_lists_may_be_searched_too():
    found = estimate(table(A=50, B=40, C=30, AB=12, AC=9, BC=8), method="stepwise", replicates=40)
    assert found.stepwise is not None
    assert found.stepwise.interval.low is not None
    assert found.stepwise.interval.low <= found.stepwise.total


def test_progress_counts_searches_as_well():
    seen: list[tuple[int, int]] = []
    estimate(
        SIX,
        replicates=4,
        method="stepwise",
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen[-1][0] == seen[-1][1] == 4 + sum(count > 0 for count in SIX.counts)


def test_nine_lists_are_read_and_searched():
    lists = tuple(f"L{i}" for i in range(9))
    rng = np.random.default_rng(2)
    cells = (rng.random((900, 9)) < 0.15) @ (1 << np.arange(9))
    nine = Overlaps(lists, tuple(int(c) for c in np.bincount(cells, minlength=512)[1:]))
    found = estimate(nine, replicates=0, method="stepwise")
    assert found.stepwise is not None
    assert 700 < found.stepwise.total < 1150
