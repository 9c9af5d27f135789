"""Intervals and tests against published values, and what must hold for any numbers."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binomtest

from indicators.measures import (
    Estimate,
    count,
    count_change,
    exactly,
    product,
    ratio,
    share,
    share_change,
)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_limits(part, whole, low, high):
    got = share(part, whole)
    assert got.low == pytest.approx(low, abs=5e-5)
    assert got.high == pytest.approx(high, abs=5e-5)


@pytest.mark.parametrize(
    ("events", "low", "high"),
    # Garwood's limits as tabulated in Ulm 1990, American Journal of Epidemiology 131.
    [(0, 0.0, 3.689), (1, 0.0253, 5.572), (5, 1.6235, 11.668), (14, 7.654, 23.490)],
)
def test_poisson_gives_the_published_limits(events, low, high):
    got = count(events)
    assert got.low == pytest.approx(low, abs=5e-4)
    assert got.high == pytest.approx(high, abs=5e-4)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    # Newcombe 1998, 873-890, table II, method 10: p1 - p2.
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
    ],
)
def test_newcombe_gives_the_published_limits(one, other, low, high):
    got = share_change(other, one)
    assert got.low == pytest.approx(low, abs=5e-5)
    assert got.high == pytest.approx(high, abs=5e-5)


def test_a_clear_change_and_none():
    assert share_change((48, 80), (56, 70)).clear == "up"
    assert share_change((56, 70), (48, 80)).clear == "down"
    assert share_change((12, 13), (13, 14)).clear is None
    # 1 of 12 or fewer has probability 26/4096 two-sided under equal rates.
    assert count_change(11, 1).p_value == pytest.approx(26 / 4096)
    assert count_change(11, 1).clear == "down"
    assert count_change(14, 9).clear is None
    assert count_change(0, 0).clear is None


def test_periods_of_different_length_are_compared_by_rate():
    assert count_change(40, 10, (1.0, 0.25)).clear is None
    assert count_change(40, 40, (1.0, 0.25)).clear == "up"


def test_a_band_divides_by_both_ends():
    band = ratio(exactly(9), Estimate(None, 100, 250))
    assert (band.value, band.low, band.high) == (None, 0.036, 0.09)
    assert ratio(exactly(9), Estimate(None, 100, None)) == Estimate(None, 0.0, 0.09)
    assert ratio(exactly(9), Estimate(150, 100, 250)).value == 0.06


def test_an_eligible_share_narrows_the_denominator():
    assert product(Estimate(None, 100, 250), Estimate(0.5, 0.4, 0.6)) == Estimate(None, 40, 150)
    assert product(Estimate(None, 100, None), exactly(0.5)).high is None


@pytest.mark.parametrize("wrong", [(1, 0), (2, 1), (-1, 4)])
def test_a_share_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match="is not a share"):
        share(*wrong)


def test_numbers_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="not a rate"):
        count(-1)
    with pytest.raises(ValueError, match="needs a denominator"):
        ratio(exactly(1), Estimate(None, 0, 5))
    with pytest.raises(ValueError, match="negative"):
        count_change(-1, 2)


parts = st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@given(parts)
def test_a_share_lies_in_its_interval_and_its_complement_mirrors_it(pair):
    part, whole = pair
    got, rest = share(part, whole), share(whole - part, whole)
    assert 0 <= got.low <= got.value <= got.high <= 1
    assert got.low == pytest.approx(1 - rest.high, abs=1e-12)


@given(st.integers(0, 3000))
def test_a_count_lies_in_its_interval_and_more_is_more(events):
    one, more = count(events), count(events + 1)
    assert one.low <= events <= one.high
    assert one.low < more.low
    assert one.high < more.high


@given(parts, parts)
def test_a_change_of_shares_turns_with_its_direction(before, after):
    there, back = share_change(before, after), share_change(after, before)
    assert there.low == pytest.approx(-back.high, abs=1e-12)
    assert (there.clear is None) == (back.clear is None)
    assert there.low - 1e-12 <= there.difference <= there.high + 1e-12


@given(st.integers(0, 2000), st.integers(0, 2000), st.sampled_from([1.0, 0.25, 366 / 365, 3.7]))
def test_a_change_of_counts_is_tested_as_another_library_does(before, after, length):
    assume(before + after)
    known = binomtest(after, before + after, length / (1 + length)).pvalue
    assert count_change(before, after, (1.0, length)).p_value == pytest.approx(known, rel=1e-6)


@given(st.integers(0, 300), st.integers(0, 300))
def test_a_change_of_counts_has_one_p_value_either_way(before, after):
    there, back = count_change(before, after), count_change(after, before)
    assert there.p_value == pytest.approx(back.p_value)
    assert there.difference == -back.difference
