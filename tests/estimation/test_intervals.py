"""The bootstrap's intervals, and those of independence."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from overlap_tables import GOOD, table

from indicators.estimation.bootstrap import interval, one_fewer, resampled
from indicators.estimation.independence import independent

COUNTS = np.array([5.0, 0.0, 7.0, 1.0])


def test_draws_have_as_many_persons_and_leave_empty_cells_empty():
    drawn = resampled(COUNTS, 200, seed=1)
    assert (drawn.sum(axis=1) == 13).all()
    assert (drawn[:, 1] == 0).all()
    assert (drawn >= 0).all()
    np.testing.assert_array_equal(drawn, resampled(COUNTS, 200, seed=1))


def test_one_person_leaves_each_cell_that_holds_somebody():
    np.testing.assert_array_equal(one_fewer(COUNTS), [[4, 0, 7, 1], [5, 0, 6, 1], [5, 0, 7, 0]])


def test_without_bias_or_bend_both_intervals_are_one():
    drawn = np.linspace(50, 150, 1001)
    found = interval(100.0, drawn, np.full(3, 100.0), COUNTS)
    assert found.low == pytest.approx(found.percentile_low, rel=1e-3)
    assert found.high == pytest.approx(found.percentile_high, rel=1e-3)


def test_an_estimate_above_most_draws_moves_the_interval_up():
    drawn = np.linspace(50, 150, 1001)
    found = interval(120.0, drawn, np.full(3, 100.0), COUNTS)
    assert found.low > found.percentile_low
    assert found.high > found.percentile_high


def test_where_no_correction_can_be_told_the_percentiles_stand():
    drawn = np.linspace(50, 150, 1001)
    for estimate, left_out in ((10.0, np.full(3, 9.0)), (100.0, np.array([9.0, np.nan, 9.0]))):
        found = interval(estimate, drawn, left_out, COUNTS)
        assert (found.low, found.high) == (found.percentile_low, found.percentile_high)


def test_lost_draws_are_counted():
    drawn = np.array([80.0, 90.0, np.nan, 100.0])
    assert interval(90.0, drawn, np.full(3, 90.0), COUNTS).lost == 0.25
    nothing = interval(90.0, np.full(4, np.nan), np.full(3, 90.0), COUNTS)
    assert (nothing.low, nothing.percentile_high, nothing.lost) == (None, None, 1.0)


@settings(deadline=None)
@given(st.lists(st.floats(10, 1e6), min_size=5, max_size=40), st.floats(10, 1e6))
def test_limits_are_in_order_and_within_the_draws(drawn, estimate):
    found = interval(estimate, np.array(drawn), np.array([1.0, 2.0, 4.0]), COUNTS)
    assert found.low is not None
    assert found.high is not None
    slack = 1e-9 * max(drawn)
    assert min(drawn) - slack <= found.low <= found.high + slack <= max(drawn) + 2 * slack


def test_the_profile_interval_encloses_its_estimate():
    found = independent(GOOD)
    assert found is not None
    assert GOOD.n < found.low < found.total < found.high


def test_where_overlap_leaves_few_unseen_those_seen_are_the_lower_limit():
    found = independent(table(A=1, B=1, C=1, AB=20, AC=20, BC=20, ABC=90))
    assert found is not None
    assert found.low == pytest.approx(153, abs=1)


def test_nobody_on_two_lists_leaves_independence_without_estimate():
    assert independent(table(A=4, B=5, C=6)) is None
