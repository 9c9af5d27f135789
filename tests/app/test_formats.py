"""Figures read as readers say them, in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import formats as f
from etl.period import Period


@pytest.mark.parametrize(
    ("value", "decimals", "sv", "en"),
    [
        (0, 0, "0", "0"),
        (14, 0, "14", "14"),
        (1234, 0, "1\u00a0234", "1,234"),
        (1234567.5, 1, "1\u00a0234\u00a0567,5", "1,234,567.5"),
        (-3.25, 1, "\u22123,3", "\u22123.3"),
        (-0.04, 1, "0,0", "0.0"),
    ],
)
def test_numbers(value, decimals, sv, en):
    assert f.number(value, "sv", decimals=decimals) == sv
    assert f.number(value, "en", decimals=decimals) == en


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [(0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (0.285, 2, "0.29"), (-2.5, 0, "-3")],
)
def test_halves_go_up_and_never_to_the_even_neighbour(value, decimals, rounded):
    assert f.rounded_half_up(value, decimals) == Decimal(rounded)


@pytest.mark.parametrize(
    ("value", "sv"),
    [
        (12 / 13, "92,3\u00a0%"),
        (13 / 14, "92,9\u00a0%"),
        (14 / 125, "11,2\u00a0%"),
        (1, "100,0\u00a0%"),
    ],
)
def test_shares_of_the_citys_documents(value, sv):
    assert f.share(value, "sv") == sv
    assert f.share(value, "en") == sv.replace(",", ".").replace("\u00a0", "")


def test_ranges():
    assert f.share_span(9 / 250, 9 / 100, "sv") == "3,6–9,0\u00a0%"
    assert f.share_span(0.111, 0.1112, "sv") == "11,1\u00a0%"
    assert f.span(100, 250, "en") == "100–250"


def test_money_amounts_and_changes():
    assert f.money(1250000, "sv") == "1\u00a0250\u00a0000\u00a0kr"
    assert f.money(1250000, "en") == "SEK\u00a01,250,000"
    assert (f.amount(14, "sv"), f.amount(3.14159, "sv"), f.amount(31.4159, "sv")) == (
        "14",
        "3,14",
        "31,4",
    )
    assert (f.signed(1, "sv"), f.signed(0, "sv"), f.signed(-1, "sv")) == ("+1", "0", "\u22121")


def test_days_months_and_moments():
    day = date(2026, 2, 4)
    assert f.day(day, "sv") == "4\u00a0februari\u00a02026"
    assert f.day(day, "en") == "4\u00a0February\u00a02026"
    assert f.month(date(2025, 5, 1), "sv") == "maj\u00a02025"
    summer = datetime(2025, 8, 4, 7, 30, tzinfo=UTC)
    assert f.moment(summer, "sv") == "4\u00a0augusti\u00a02025 kl.\u00a009:30"


@pytest.mark.parametrize(
    ("written", "said"),
    [("2022", "2022"), ("2024-05", "maj\u00a02024"), ("2025-08-25", "25\u00a0augusti\u00a02025")],
)
def test_a_document_has_no_day_that_nobody_gave(written, said):
    assert f.written_day(written, "sv") == said


@pytest.mark.parametrize(
    ("label", "sv", "en"),
    [
        ("2024", "2024", "2024"),
        ("2025-H1", "första halvåret 2025", "January–June\u00a02025"),
        ("2025-H2", "andra halvåret 2025", "July–December\u00a02025"),
        ("2025-Q3", "tredje kvartalet 2025", "Q3\u00a02025"),
        ("2025-03", "mars\u00a02025", "March\u00a02025"),
        ("2022/2024", "2022–2024", "2022–2024"),
    ],
)
def test_periods(label, sv, en):
    assert f.period(Period.parse(label), "sv") == sv
    assert f.period(Period.parse(label), "en") == en


def test_lists():
    assert f.listed(["a"], "sv") == "a"
    assert f.listed(["a", "b", "c"], "sv") == "a, b och c"
    assert f.listed(["a", "b"], "en") == "a and b"


@given(st.integers(-(10**12), 10**12), st.sampled_from(["sv", "en"]))
def test_no_number_can_break_across_lines_and_each_reads_back(value, language):
    text = f.number(value, language)
    assert " " not in text
    assert int(text.replace("\u00a0", "").replace(",", "").replace("\u2212", "-")) == value


@given(st.floats(0, 1), st.integers(0, 3))
def test_a_share_is_at_most_half_a_step_from_what_it_shows(value, decimals):
    shown = Decimal(f.share(value, "en", decimals=decimals).rstrip("%"))
    assert abs(shown - Decimal(repr(value)) * 100) <= Decimal("0.5").scaleb(-decimals)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_figure_is_never_shown_as_one(value):
    with pytest.raises(ValueError, match="not a figure"):
        f.number(value, "sv")
