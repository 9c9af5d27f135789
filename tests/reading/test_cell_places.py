import unicodedata

import pytest

from etl.cells import CellError, neutralise, parse_geography, parse_number
from etl.cells.places import region_names

PLACES = {
    "0180": ["0180", "180", "Stockholm", "stockholm", "STOCKHOLMS STAD", "Stockholms kommun",
             "Stockholm stad", "City of Stockholm", "0180 Stockholm", "0180 - Stockholms stad"],
    "0114": ["0114", "114", "Upplands Väsby", "upplands  väsby kommun", "Upplands\u00a0Väsby"],
    "1490": ["Borås", "Borås stad"],
    "2080": ["Falun", "Falu kommun", "2080"],
    "0980": ["Gotland", "Region Gotland", "Gotlands kommun"],
    "09": ["Gotlands län", "09", "9"],
    "01": ["01", "1", "Stockholms län", "Stockholm county", "01 Stockholms län"],
    "03": ["Uppsala län"],
    "SE": ["SE", "se", "00", "Riket", "Hela riket", "Sverige", "Sweden", "00 Riket"],
    "stockholm_area": ["stockholm_area", "Stockholm area", "Stockholmsområdet"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"), [(text, code) for code, texts in PLACES.items() for text in texts]
)
def test_a_place_in_every_way_it_is_written(text, code):
    assert parse_geography(text) == code
    assert parse_geography(unicodedata.normalize("NFD", text)) == code


@pytest.mark.parametrize("text", ["", "x", "0181a", "9999", "2", "Stockholmm", "länet", "0180.0"])
def test_an_unknown_place_is_refused(text):
    with pytest.raises(CellError, match="unknown_geography"):
        parse_geography(text)


def test_a_code_and_a_name_that_differ_are_refused():
    with pytest.raises(CellError, match="code_and_name_differ"):
        parse_geography("0181 Stockholm")


def test_every_region_reads_by_its_code_and_by_its_name():
    assert len(region_names()) == 21 + 290
    for code, name in region_names().items():
        assert parse_geography(code) == code
        assert parse_geography(str(int(code))) == code
        assert parse_geography(name) == code
        assert parse_geography(f"{code} {name}") == code


@pytest.mark.parametrize(
    "text", ["=1+1", "+46", "-1+1", "@x", "\tx", "\rx", "\n=x", " =x", "＝1", "-cmd|' /C'!A0", "-x"]
)
def test_what_a_spreadsheet_would_run_is_neutralised(text):
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    ["", "x", "-5", "-1 000,5", "-1\u00a0000", "-12,5 %", "-", "–", "a=b", "2025-Q1", "\u22125"],
)
def test_figures_and_plain_texts_stay_as_they_are(text):
    assert neutralise(text) == text
    if text.startswith("-") and len(text) > 1:
        assert parse_number(text) < 0
