from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.cells import Cell, CellError, parse_cell, parse_number
from etl.records import Gap

NUMBERS = {
    "0": 0,
    "14": 14,
    "0014": 14,
    " 14 ": 14,
    "1 234": 1234,
    "1\u00a0234\u00a0567": 1234567,
    "1\u202f234,5": 1234.5,
    "1\u2009234.5": 1234.5,
    "2,0": 2,
    "0,036": 0.036,
    "12 %": 0.12,
    "12,5\u00a0%": 0.125,
    "100%": 1,
    "-5": -5,
    "\u22125": -5,
    "\u22121 000,5": -1000.5,
    "+3": 3,
    "1e-05": 1e-05,
    "0.30000000000000004": 0.30000000000000004,
    "12345678901234567890": 12345678901234567890,
}
NO_NUMBERS = ["", "x", "14*", "1 23", "12 34 567", "1,234,567", "1.234.567", "1;2", "#DIV/0!", "1-",
              "(5)", "5 kr", "½", "３", "nan", "inf", "0x10", "1_000", "--5", "- 5", "%", "1e9999",
              "TRUE", "2024-05", "a5"]  # fmt: skip
CELLS = {
    "14": Cell(value=14),
    "..": Cell(gap=Gap.NOT_AVAILABLE),
    "…": Cell(gap=Gap.NOT_AVAILABLE),
    ".": Cell(gap=Gap.CANNOT_OCCUR),
    "–": Cell(value=0),
    "-": Cell(value=0),
    "\u2212": Cell(value=0),
    "": Cell(empty=True),
    "\u00a0 ": Cell(empty=True),
    "<5": Cell(low=0, high=4),
    "< 5": Cell(low=0, high=4),
    "Färre än 5": Cell(low=0, high=4),
    "≤5": Cell(low=0, high=5),
    "högst 5": Cell(low=0, high=5),
    "<5 %": Cell(low=0, high=0.05),
    "<100 %": Cell(low=0, high=1),
    ">1 000": Cell(low=1000),
    "fler än 1000": Cell(low=1000),
    "≥1000": Cell(low=999),
    "1–4": Cell(low=1, high=4),
    "200 - 500": Cell(low=200, high=500),
}


@pytest.mark.parametrize(("text", "number"), NUMBERS.items())
def test_a_number_in_every_way_it_is_written(text, number):
    assert parse_number(text) == number
    assert type(parse_number(text)) is type(number)


@pytest.mark.parametrize("text", ["1,2E+04", "2E3", "1e+16"])
def test_what_a_spreadsheet_cut_short_is_no_number(text):
    with pytest.raises(CellError, match="rounded_number"):
        parse_number(text)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(CellError, match="not_a_number"):
        parse_number(text)


@pytest.mark.parametrize("text", ["1.000", "1,000", "-250,000", " 12.000 ", "<1.000"])
def test_what_may_be_one_or_a_thousand_is_not_guessed(text):
    with pytest.raises(CellError, match="ambiguous_number"):
        parse_cell(text)


@pytest.mark.parametrize("text", ["1,0", "1,00", "1 000", "0,000", "1000,000", "5,000 %", "1,250"])
def test_what_is_one_thing_alone_is_read(text):
    parse_cell(text)


@pytest.mark.parametrize(("text", "cell"), CELLS.items())
def test_a_cell_in_every_way_it_is_written(text, cell):
    assert parse_cell(text) == cell


@pytest.mark.parametrize("text", ["<0", "<-5", "< ", "<x", "5-1", "2024-05", "...."])
def test_what_is_no_cell_is_refused(text):
    with pytest.raises(CellError):
        parse_cell(text)


@settings(deadline=None)
@given(st.integers(-(10**30), 10**30))
def test_a_whole_number_is_never_rounded(number):
    assert parse_number(str(number)) == number
    grouped = f"{number:,}".replace(",", "\u00a0")
    assert parse_number(grouped) == number


@settings(deadline=None)
@given(st.floats(-1e15, 1e15))
def test_a_fraction_comes_back_as_it_was(number):
    assert float(parse_number(repr(number))) == number
    assert float(parse_number(repr(number).replace(".", ","))) == number


@settings(deadline=None)
@given(st.text(max_size=12))
def test_no_text_gives_any_other_exception(text):
    with suppress(CellError):
        cell = parse_cell(text)
        figures = [n for n in (cell.value, cell.low, cell.high) if n is not None]
        assert bool(figures) + (cell.gap is not None) + cell.empty == 1
