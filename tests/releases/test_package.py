"""An indicator as text: the same bytes each time, exact numbers, no cell that runs."""

import csv
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from release_builders import DEFINITIONS, cited, observation
from test_release_diff import HEAD, SLUG

from indicators.package import (
    MACHINE,
    SWEDISH,
    indicator_csv,
    indicator_json,
    json_text,
    neutralise,
    number_text,
)
from indicators.published import PublishedIndicator, Release
from indicators.results import observation_from_json


def packed(*observations, codelists=None):
    indicator = PublishedIndicator(DEFINITIONS[SLUG], tuple(observations))
    return Release(HEAD, codelists or {}, {}, {SLUG: indicator}), indicator


def rows(text, delimiter=","):
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


@given(st.integers(-(10**9), 10**9) | st.floats(-1e6, 1e6, allow_nan=False))
def test_a_number_loses_no_digit(number):
    assert Decimal(number_text(number)) == Decimal(repr(number))
    assert number_text(number, SWEDISH) == number_text(number).replace(".", ",")
    assert "e" not in number_text(number).lower()


def test_numbers_as_they_are_written():
    assert number_text(None) == ""
    assert number_text(0) == "0"
    assert number_text(14.0) == "14"
    assert number_text(0.00001) == "0.00001"
    assert number_text(12 / 13, SWEDISH) == "0,9230769230769231"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_what_a_spreadsheet_would_run_is_neutralised(start):
    release, indicator = packed(observation("2024", text=f"{start}cmd", reason=f"{start}1"))
    for dialect in (MACHINE, SWEDISH):
        (row,) = rows(
            indicator_csv(release, indicator, indicator.observations, dialect).lstrip("\ufeff"),
            dialect.delimiter,
        )
        shown = start.replace("\r", "\n")
        assert row["text"] == f"'{shown}cmd"
        assert row["reason"] == f"'{shown}1"


def test_a_negative_number_is_no_formula():
    release, indicator = packed(observation("2024", -3, low=-3.5))
    (row,) = rows(indicator_csv(release, indicator, indicator.observations))
    assert (row["value"], row["low"]) == ("-3", "-3.5")
    assert neutralise("3") == "3"


def test_text_with_separators_quotes_and_breaks_comes_back():
    text = 'en "sak"; två, tre\nfyra'
    release, indicator = packed(observation("2024", text=text))
    for dialect in (MACHINE, SWEDISH):
        written = indicator_csv(release, indicator, indicator.observations, dialect)
        (row,) = rows(written.lstrip("\ufeff"), dialect.delimiter)
        assert row["text"] == text


def test_the_status_can_be_worked_out_from_the_csv_alone():
    progress = {"status": "behind", "closed": 0.034, "thresholds": {"on_track": 0.95}}
    inputs = (cited("numerator", value=9), cited("denominator", low=100, high=250))
    release, indicator = packed(observation("2024", 0.05, progress=progress, inputs=inputs))
    (row,) = rows(indicator_csv(release, indicator, indicator.observations))
    assert row["progress_status"] == "behind"
    assert progress.items() <= json.loads(row["progress"]).items()
    assert row["inputs"].startswith("numerator: 9 (submitted 0180 2024; applications/TJUT2025-05/")
    assert " | denominator: 100–250 (" in row["inputs"]


def test_the_columns_do_not_depend_on_which_rows_are_asked_for():
    release, indicator = packed(
        observation("2024", 1), observation("2025-H1", 2, breakdown=(("method", "mse"),))
    )
    every = indicator_csv(release, indicator, indicator.observations).splitlines()[0]
    none = indicator_csv(release, indicator, ()).splitlines()[0]
    assert every == none
    assert "method" in every.split(",")


def test_json_is_read_back_as_it_was():
    release, indicator = packed(observation("2024", 14, inputs=(cited(value=14),)))
    text = json_text(indicator_json(release, indicator, indicator.observations))
    body = json.loads(text)
    read = tuple(observation_from_json(one) for one in body["observations"])
    assert read == indicator.observations
    assert text == json_text(indicator_json(release, indicator, indicator.observations))


def test_words_that_a_code_list_lacks_are_left_out():
    lists = {"purpose": {"sexual": {"sv": "sexuella ändamål", "en": "sexual"}}}
    release, indicator = packed(
        observation("2024", 9, breakdown=(("purpose", "sexual"),)),
        observation("2024", 1, breakdown=(("purpose", "new"),)),
        codelists=lists,
    )
    body = indicator_json(release, indicator, indicator.observations, "en")
    assert body["labels"] == {"purpose": {"sexual": "sexual"}}


def test_no_two_columns_bear_one_name():
    seen = observation("2024", 1, breakdown=(("unit", "all"), ("kind", "all"), ("figure", "all")))
    release, indicator = packed(seen)
    header = indicator_csv(release, indicator, (seen,), language="sv").splitlines()[0].split(",")
    assert len(header) == len(set(header))
