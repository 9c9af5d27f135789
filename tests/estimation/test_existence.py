"""Which models have an estimate, and which fits are only said to have converged."""

import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from overlap_tables import DATA, published, table

from indicators.estimation.existence import Status, exists, reduced, status
from indicators.estimation.fitting import fit
from indicators.estimation.models import design, hierarchical, main_effects, name, parse
from indicators.estimation.selection import Workshop

with (DATA / "expected_status.csv").open(encoding="utf-8") as _file:
    EXPECTED = [(row["model"], int(row["status"])) for row in csv.DictReader(_file)]


@pytest.mark.parametrize(("model", "expected"), EXPECTED)
def test_every_model_of_the_artificial_table_has_its_published_status(model, expected):
    assert status(parse(model), published("Artificial_3").vector()) == expected


def test_the_artificial_table_is_asked_about_all_its_models():
    assert {parse(model) for model, _ in EXPECTED} == {
        tuple(sorted(model)) for model in hierarchical(3, 2)
    }


def test_a_model_can_fail_both_conditions():
    # A cell is empty for each of two pairs, and the third pair's list stands nowhere alone.
    tried = {
        status(model, table(A=9, B=8, C=0, AB=3, AC=5).vector()) for model in hierarchical(3, 2)
    }
    assert Status.NEITHER in tried


def test_a_fit_without_an_estimate_meets_its_equations_all_the_same():
    # The trap: the moment equations are met as closely as anyone asks, far from any estimate.
    counts = published("Artificial_3").vector()
    model = parse("[12 3]")
    part = reduced(model, counts @ design(3)[:, list(model)] == 0, design(3))
    found = fit(part.design, counts[None, part.cells])
    assert found.error[0] < 1e-6
    assert not exists(part.design, counts[part.cells] > 0)
    assert Workshop(3).fit_one(model, counts) is None


def test_numbers_of_hierarchical_models():
    assert [len(set(hierarchical(k, k - 1))) for k in (2, 3, 4, 5)] == [1, 8, 113, 6893]
    assert len(set(hierarchical(5, 2))) == 2**10


def test_with_every_term_come_all_terms_within_it():
    for model in hierarchical(4, 3):
        assert all(sub in model for t in model for sub in range(t) if sub & t == sub)


@pytest.mark.parametrize("text", ["[1,2,3]", "[12,3]", "[123,14,24,34]", "[15,2,3,4]"])
def test_names_are_read_back(text):
    assert name(parse(text)) == text


@pytest.mark.parametrize("text", ["", "[]", "[a]", "[10]"])
def test_what_is_not_a_model_is_refused(text):
    with pytest.raises(ValueError, match="not a model"):
        parse(text)


def counts_of(k: int) -> st.SearchStrategy[list[int]]:
    return st.lists(
        st.sampled_from([0, 0, 1, 2, 7, 40]), min_size=2**k - 1, max_size=2**k - 1
    ).filter(any)


@settings(max_examples=60, deadline=None)
@given(counts_of(3))
def test_fits_exist_exactly_where_the_two_conditions_hold(counts):
    vector = np.array(counts, dtype=float)
    models = list(hierarchical(3, 2))
    fitted = Workshop(3).fit_models(models, vector)
    for row, model in enumerate(models):
        assert np.isfinite(fitted.bic[row, 0]) == (status(model, vector) == 0)


@settings(max_examples=40, deadline=None)
@given(st.lists(counts_of(4), min_size=1, max_size=4))
def test_many_tables_at_once_give_what_each_gives_alone(tables):
    models = [main_effects(4), *list(hierarchical(4, 3))[5:60:7]]
    together = Workshop(4).fit_tables(models, np.array(tables, dtype=float))
    for column, counts in enumerate(tables):
        alone = Workshop(4).fit_models(models, np.array(counts, dtype=float))
        np.testing.assert_allclose(together.bic[:, column], alone.bic[:, 0], rtol=1e-6)
        np.testing.assert_allclose(together.total[:, column], alone.total[:, 0], rtol=1e-6)


def test_without_three_way_effect_the_unseen_have_a_closed_form():
    seen = table(A=20, B=30, C=25, AB=10, AC=8, BC=6, ABC=4)
    found = Workshop(3).fit_one(parse("[12,13,23]"), seen.vector())
    assert found is not None
    # Each cell with an odd number of lists, over each with an even number.
    unseen = 20 * 30 * 25 * 4 / (10 * 8 * 6)
    assert found.total == pytest.approx(seen.n + unseen)


def test_two_independent_lists_give_lincoln_and_petersen():
    seen = table(A=30, B=20, AB=10)
    found = Workshop(2).fit_one(main_effects(2), seen.vector())
    assert found is not None
    assert found.total == pytest.approx(40 * 30 / 10)
