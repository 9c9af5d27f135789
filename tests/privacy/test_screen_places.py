import io
import json
from dataclasses import asdict, replace

import openpyxl
import polars as pl
import pytest
from bad_files import with_parts
from openpyxl.comments import Comment
from tables_to_screen import VALID, table_of

from etl.privacy import screen
from etl.reading import read_table
from etl.reading.table import ROW, OtherSheet

COLUMNS = ["period", "geography", "submitted", "note"]
NUMBER = f"{VALID[0][2:8]}-{VALID[0][8:]}"


def fit(cells):
    return len(set(cells) & set(COLUMNS)) / len(COLUMNS)


def places(data: bytes, name: str = "retur.xlsx") -> list[tuple]:
    table, _ = read_table(data, name, fit)
    faults = screen(table, name)
    assert VALID[0][8:] not in json.dumps([asdict(fault) for fault in faults])
    assert all(fault.rule == "personal_data" and fault.value is None for fault in faults)
    return [(f.args.get("place"), f.sheet, f.row, f.column) for f in faults]


def workbook(fill) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Data"
    book.active.append(COLUMNS)
    book.active.append(["2025", "0180", 3, "hej"])
    fill(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_clean_workbook_has_no_hits():
    assert places(workbook(lambda _: None)) == []


def hidden(book):
    book.create_sheet("Gömd")["C4"] = NUMBER
    book["Gömd"].sheet_state = "hidden"


def comment(book):
    book["Data"]["B2"].comment = Comment(f"ring {NUMBER}", "x")


def comment_author(book):
    book["Data"]["B2"].comment = Comment("ring oss", NUMBER)


def sheet_name(book):
    book.create_sheet(NUMBER)


def own_sheet_name(book):
    book["Data"]["D2"] = NUMBER
    book["Data"].title = NUMBER


def header(book):
    book["Data"]["E1"] = NUMBER
    book["Data"]["E2"] = 1


def hyperlink(book):
    book["Data"]["A2"].hyperlink = f"https://example.org/{NUMBER}"


def page_header(book):
    book["Data"].oddFooter.center.text = NUMBER


def formula(book):
    book["Data"]["C2"] = f'=IF(1=1,"{NUMBER}",0)'


def below(book):
    book["Data"].cell(40, 12, NUMBER)


@pytest.mark.parametrize(
    ("fill", "where"),
    [
        (hidden, (None, "Gömd", 4, "C")),
        (comment, ("comment", "Data", 2, "B")),
        (comment_author, ("comment", "Data", 2, "B")),
        (sheet_name, ("sheet_name", None, None, None)),
        (header, ("header", "Data", 1, "E")),
        (hyperlink, ("file_part", "Data", None, None)),
        (page_header, ("file_part", "Data", None, None)),
        (formula, ("file_part", "Data", None, None)),
        (below, (None, "Data", 40, "L")),
    ],
)
def test_a_hit_is_found_wherever_it_stands_and_said_where(fill, where):
    assert where in places(workbook(fill))


@pytest.mark.parametrize(
    "xml",
    [
        f"<comments><authors><author>{NUMBER}</author></authors></comments>",
        f"<comments><commentList><comment><t>{NUMBER}</t></comment></commentList></comments>",
    ],
)
def test_comments_that_no_sheet_shows_are_screened_too(xml):
    data = with_parts(workbook(lambda _: None), {"xl/comments7.xml": xml.encode()})
    assert places(data) == [("file_part", None, None, None)]


def test_an_author_of_no_comment_is_screened_too():
    part = "xl/comments/comment1.xml"
    xml = f"<comments><authors><author>{NUMBER}</author></authors></comments>"
    data = with_parts(workbook(comment), {part: xml.encode()})
    assert places(data) == [("comment", "Data", None, None)]


def test_a_sheet_that_is_named_by_a_hit_is_not_named_again():
    assert set(places(workbook(own_sheet_name))) == {
        (None, None, 2, "note"),
        ("sheet_name", None, None, None),
    }


def test_banner_rows_and_file_names_of_text_files():
    data = f"Handläggare a@example.org\nperiod;geography;submitted;note\n2025;0180;3;{NUMBER}\n"
    assert places(data.encode(), f"{NUMBER}.csv") == [
        (None, None, 3, "note"),
        ("file_name", None, None, None),
        ("banner", None, 1, "A"),
    ]


def test_many_hits_are_counted_and_ten_are_given():
    faults = screen(table_of(["note"], [[NUMBER]] * 500))
    assert len(faults) == 10
    assert {fault.args["cells"] for fault in faults} == {500}
    assert [fault.row for fault in faults] == list(range(2, 12))


def test_further_texts_are_screened_once():
    table = table_of(["note"], [["x"]])
    assert len(screen(table, "x", NUMBER)) == 1


def test_other_sheets_are_searched_for_numbers_cut_in_two():
    frame = pl.DataFrame({ROW: [5], "0": [VALID[0][2:8]], "1": [f"-{VALID[0][8:]}"]})
    table = table_of(["note"], [["x"]], sheet="Data")
    table = replace(table, others=(OtherSheet("Annat", 2, hidden=False, frame=frame),))
    assert [(f.sheet, f.row, f.column) for f in screen(table)] == [("Annat", 5, "A")]
