"""What holds of every estimate, whatever the table."""

import dataclasses
import json
from itertools import permutations
from math import inf, lgamma, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from overlap_tables import GOOD, independent_lists, published, table

from indicators.estimation import (
    METHODS,
    Estimate,
    Overlaps,
    Verdict,
    describe,
    estimate,
    read_overlaps,
)
from indicators.estimation.decomposable import average
from indicators.estimation.independence import pairwise_bound
from indicators.estimation.overlaps import reordered

KEYS = [
    "n",
    "lists",
    "verdict",
    "reasons",
    "headline",
    "engines",
    "pairwise_bound",
    "drop_one_list",
    "near_models",
    "seed",
]


def tables(k: int) -> st.SearchStrategy[Overlaps]:
    counts = st.lists(st.integers(0, 60), min_size=2**k - 1, max_size=2**k - 1)
    return counts.map(lambda found: Overlaps(tuple("ABCDE"[:k]), tuple(found)))


def figures(found: Estimate) -> dict[str, object]:
    """What the names of lists cannot change."""
    said = found.to_json()
    said["drop_one_list"] = sorted(said["drop_one_list"].values(), key=str)
    for name in ("lists",):
        del said[name]
    if said["engines"]["bic"]:
        del said["engines"]["bic"]["model"]
    said["reasons"] = sorted(said["reasons"])
    return said


@settings(max_examples=40, deadline=None)
@given(tables(3))
def test_no_figure_is_below_those_seen_and_limits_enclose_the_centre(overlaps):
    found = estimate(overlaps, replicates=20)
    head = found.headline
    assert head.low >= found.n
    assert head.high is None or head.low <= head.high
    if head.central is not None:
        assert head.high is not None
        assert head.low <= head.central <= head.high
    if found.verdict is not Verdict.REFUSED:
        assert found.decomposable is not None
        assert found.decomposable.low <= found.decomposable.median <= found.decomposable.high
        assert found.main_effects is not None
        assert found.n <= (found.main_effects.low or 0) <= found.main_effects.total
        assert found.main_effects.total <= (found.main_effects.high or inf)
        assert found.bic is not None
        assert found.bic.total >= found.n
        assert found.near_models is not None
        assert found.near_models[0] <= found.bic.total <= found.near_models[1]


@settings(max_examples=40, deadline=None)
@given(tables(3))
def test_what_the_verdict_takes_away_has_a_reason(overlaps):
    found = estimate(overlaps, replicates=10)
    assert (found.verdict is Verdict.ESTIMATE) == (not found.reasons)
    assert (found.headline.high is None) == (found.verdict in ("lower_limit", "refused"))
    assert (found.headline.central is None) == (found.verdict is not Verdict.ESTIMATE)


@settings(max_examples=15, deadline=None)
@given(tables(4), st.permutations(range(4)), st.randoms(use_true_random=False))
def test_names_and_order_of_lists_do_not_matter(overlaps, order, random):
    renamed = dataclasses.replace(
        reordered(overlaps, order), lists=tuple(random.sample(["x", "y", "z", "w"], 4))
    )
    first, second = (estimate(given, replicates=10) for given in (overlaps, renamed))
    assert figures(first) == figures(second)


def test_the_order_of_rows_does_not_matter():
    rows = [
        {"A": 1, "B": 0, "C": 0, "count": 50},
        {"A": 0, "B": 1, "C": 0, "count": 40},
        {"A": 0, "B": 0, "C": 1, "count": 30},
        {"A": 1, "B": 1, "C": 0, "count": 8},
        {"A": 0, "B": 1, "C": 1, "count": 5},
    ]
    assert len({read_overlaps(order) for order in permutations(rows)}) == 1
    first, last = (estimate(read_overlaps(order), replicates=15) for order in (rows, rows[::-1]))
    assert json.dumps(first.to_json()) == json.dumps(last.to_json())


def test_a_column_that_moves_takes_its_number_in_the_model_along():
    found = estimate(published("UKdat_5"), replicates=0, method="bic")
    turned = reordered(published("UKdat_5"), (4, 3, 2, 1, 0))
    again = estimate(turned, replicates=0, method="bic")
    assert found.bic is not None
    assert again.bic is not None
    assert (found.bic.model, again.bic.model) == ("[12,13,23,25,34]", "[14,23,34,35,45]")


def test_a_seed_gives_the_same_draws_and_stands_in_the_result():
    first, same, other = (estimate(GOOD, replicates=50, seed=seed) for seed in (3, 3, 4))
    assert first.to_json() == same.to_json()
    assert first.to_json()["seed"] == 3
    assert first.bic is not None
    assert other.bic is not None
    assert first.bic.interval != other.bic.interval


def test_where_all_agree_there_is_a_single_number():
    found = estimate(GOOD, replicates=200)
    assert found.verdict is Verdict.ESTIMATE
    assert found.reasons == ()


def test_json_has_the_agreed_keys_in_order():
    said = estimate(GOOD, replicates=20).to_json()
    assert list(said) == KEYS
    assert list(said["engines"]) == ["decomposable", "bic", "main_effects"]
    assert list(said["engines"]["decomposable"]) == ["median", "low", "high"]
    assert list(said["engines"]["bic"]) == [
        "order",
        "model",
        "N",
        "low",
        "high",
        "percentile_low",
        "percentile_high",
        "admissible_models",
    ]
    assert list(said["engines"]["main_effects"]) == ["N", "low", "high"]
    assert list(said["drop_one_list"]) == ["A", "B", "C"]
    json.dumps(said, allow_nan=False)


def test_the_limits_stand_with_the_result():
    found = estimate(GOOD, replicates=0)
    assert found.limits["agree_within"] == 1.5
    assert found.limits["fewest_on_two_lists"] == 30


@pytest.mark.parametrize("method", METHODS)
def test_one_engine_alone_gives_a_range_at_most(method):
    found = estimate(GOOD, replicates=30, method=method)
    assert found.verdict is Verdict.RANGE
    assert "engine_missing" in found.to_json()["reasons"]
    ran = [name for name, said in found.to_json()["engines"].items() if said]
    assert ran == [method]


def test_without_bootstrap_there_is_no_single_number():
    found = estimate(GOOD, replicates=0)
    assert found.to_json()["reasons"] == ["engine_missing"]
    assert found.bic is not None
    assert found.bic.interval.low is None


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"order": 0}, "order is 0"),
        ({"replicates": -1}, "-1 replicates"),
        ({"method": "guess"}, "no method is called 'guess'; there are decomposable, bic"),
    ],
)
def test_wrong_use_is_refused_in_words(wrong, says):
    with pytest.raises(ValueError, match=says):
        estimate(GOOD, **wrong)


def test_an_order_beyond_the_lists_is_the_highest_there_is():
    found = estimate(GOOD, order=5, replicates=0, method="bic")
    assert found.order == 2


def test_progress_rises_to_its_end():
    seen: list[tuple[int, int]] = []
    estimate(GOOD, replicates=10, progress=lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})
    assert seen[-1][0] == seen[-1][1]


def test_leaving_out_a_list_forgets_those_whom_it_alone_had_seen():
    # Lists A and B alone: 51 × 35 ÷ 9.
    found = estimate(table(A=42, B=26, C=30, AB=7, BC=0, AC=0, ABC=2), replicates=0)
    assert dict(found.drop_one_list)["C"] == pytest.approx(51 * 35 / 9)


def test_the_pairwise_bound_is_the_sum_of_products_over_the_sum_of_overlaps():
    assert pairwise_bound(table(A=42, B=26, C=30, AB=7, ABC=2)) == pytest.approx(
        (51 * 35 + 51 * 32 + 35 * 32) / (9 + 2 + 2)
    )


def test_a_known_population_lies_within_most_ranges():
    # Nine of ten ranges at 95 % hold it here; independent lists are what every engine allows for.
    chances = {"A": 0.2, "B": 0.15, "C": 0.12, "D": 0.1}
    heads = [
        estimate(independent_lists(2000, chances, seed), replicates=20).headline
        for seed in range(10)
    ]
    assert sum(head.low <= 2000 <= (head.high or inf) for head in heads) >= 9


# Engine A once more, slow and obvious: the eight graphs on three lists by hand.
GRAPHS: list[tuple[list[str], list[str]]] = [
    (["A", "B", "C"], []),
    (["AB", "C"], []),
    (["AC", "B"], []),
    (["BC", "A"], []),
    (["AB", "BC"], ["B"]),
    (["AB", "AC"], ["A"]),
    (["AC", "BC"], ["C"]),
    (["ABC"], []),
]


def margin(overlaps: Overlaps, lists: str, unseen: int) -> dict[tuple[bool, ...], int]:
    found: dict[tuple[bool, ...], int] = {}
    for cell, count in enumerate((unseen, *overlaps.counts)):
        on = tuple(bool(cell >> "ABC".index(name) & 1) for name in lists)
        found[on] = found.get(on, 0) + count
    return found


def component(overlaps: Overlaps, lists: str, unseen: int) -> float:
    cells = margin(overlaps, lists, unseen).values()
    prior = 1 / len(cells)
    return sum(lgamma(c + prior) - lgamma(prior) for c in cells) - lgamma(sum(cells) + 1)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=7, max_size=7))
def test_engine_a_agrees_with_eight_graphs_written_out(counts):
    overlaps = Overlaps(("A", "B", "C"), tuple(counts))
    n = overlaps.n
    grid = sorted({int(np.round(x)) for x in np.linspace(1, 30 * n, 1000)})
    scores = []
    for unseen in grid:
        ways = lgamma(n + unseen + 1) - lgamma(unseen + 1) - log(n + unseen)
        scores.append(
            [
                ways
                + sum(component(overlaps, c, unseen) for c in cliques)
                - sum(component(overlaps, s, unseen) for s in separators)
                for cliques, separators in GRAPHS
            ]
        )
    weights = np.exp(np.array(scores) - np.max(scores)).sum(axis=1)
    cumulative = np.cumsum(weights / weights.sum())
    expected = [n + grid[int(np.argmax(cumulative > q))] for q in (0.025, 0.5, 0.975)]
    found = average(overlaps)
    assert [found.low, found.median, found.high] == expected


@pytest.mark.parametrize("language", ["sv", "en"])
def test_lines_for_people_say_figures_assumptions_and_seed(language):
    found = estimate(GOOD, replicates=20)
    text = "\n".join(describe(found, language))
    assert str(found.headline.low) in text
    assert str(found.seed) in text
    assert "madigan" in text.lower()
    assert ("undre gränserna hållit" if language == "sv" else "lower limits held") in text
    assert ("Spärrar" if language == "sv" else "Gates") in text


def test_no_third_language_is_spoken():
    with pytest.raises(ValueError, match="no words in 'fi'"):
        describe(estimate(GOOD, replicates=0), "fi")
