"""Every gate, with a table that trips it."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from overlap_tables import GOOD, published, table

from indicators.estimation import Overlaps, describe, estimate, read_overlaps
from indicators.estimation.gates import shut
from indicators.estimation.independence import independent
from indicators.estimation.reasons import CODES, GATES, Reason

WITHHELD = "A,B,C,count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n1,1,0,{}\n0,1,1,7\n"
ROUNDED = table(A=50, B=60, C=85, D=40, AB=15, AC=10, BC=20, CD=5, ABD=5)
SHUT = {
    "fewer_than_three_lists": table(A=30, B=20, AB=10),
    "nobody_on_two_lists": table(A=30, B=20, C=10),
    "list_empty": table(A=30, B=20, C=0, AB=4),
    "list_holds_everyone": table(A=30, AB=20, AC=10),
    "cells_withheld": read_overlaps(WITHHELD.format("<5")),
    "cells_rounded": ROUNDED,
    "lists_nested": table(A=30, B=20, AC=9, AB=4),
    "pattern_impossible": read_overlaps(WITHHELD.format(".")),
    "periods_or_definitions_differ": read_overlaps(
        "period,A,B,C,count\n2023,1,0,0,40\n2023,0,1,0,30\n2024,0,0,1,20\n2024,1,1,0,6\n"
    ),
}


@pytest.mark.parametrize("code", SHUT)
def test_a_gate_shuts_and_only_what_is_known_is_said(code):
    found = estimate(SHUT[code])
    said = found.to_json()
    assert said["verdict"] == "refused"
    assert code in said["reasons"]
    assert said["headline"] == {"low": SHUT[code].n, "central": None, "high": None}
    assert said["engines"] == {"decomposable": None, "bic": None, "main_effects": None}
    assert said["near_models"] == {"low": None, "high": None}


def test_every_gate_but_the_last_has_a_table_here():
    # After the other gates independence always has an estimate, so the last never shuts alone.
    assert set(SHUT) == set(GATES) - {"no_admissible_model"}


@pytest.mark.parametrize("mark", ["<5", "..", "", "1-4", "x", "≤ 4", "*"])
def test_every_way_to_withhold_a_count_is_refused(mark):
    found = estimate(read_overlaps(WITHHELD.format(mark)))
    assert [reason.code for reason in found.reasons] == ["cells_withheld"]
    assert found.n == 97


def test_a_good_table_passes():
    assert shut(GOOD) == ()
    assert shut(published("UKdat_5")) == ()


def test_all_gates_that_shut_are_named():
    assert [reason.code for reason in shut(table(A=30, B=0))] == [
        "fewer_than_three_lists",
        "list_holds_everyone",
        "list_empty",
        "nobody_on_two_lists",
    ]


def test_a_short_list_within_another_may_be_chance():
    assert shut(table(A=30, B=20, AC=4, AB=4)) == ()


def test_two_lists_with_the_same_persons_are_named_once():
    codes = [reason.code for reason in shut(table(A=30, B=20, AB=5, CD=9))]
    assert codes == ["lists_nested"]


def test_few_round_counts_are_not_taken_as_rounding():
    assert shut(table(A=40, B=30, C=20, AB=10, BC=10, AC=10, ABC=10)) == ()


@pytest.mark.parametrize("code", CODES)
def test_every_reason_has_both_languages_and_its_particulars(code):
    particulars = dict.fromkeys(
        ("lists", "list", "cells", "base", "within", "what", "ratio", "share", "limit", "persons"),
        7,
    )
    reason = Reason(code, tuple(particulars.items()))
    swedish, english = reason.sentence("sv"), reason.sentence("en")
    assert swedish != english
    assert swedish.endswith(".")
    assert english.endswith(".")
    assert "{" not in swedish + english


def test_a_reason_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="no reason is called"):
        Reason("because")


@pytest.mark.parametrize("code", SHUT)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_refusal_says_at_least_how_many_in_words(code, language):
    lines = describe(estimate(SHUT[code]), language)
    assert ("minst" if language == "sv" else "at least") in lines[0]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=15, max_size=15))
def test_where_the_gates_are_open_independence_has_an_estimate(counts):
    overlaps = Overlaps(("A", "B", "C", "D"), tuple(counts))
    assume(not shut(overlaps))
    assert independent(overlaps) is not None
