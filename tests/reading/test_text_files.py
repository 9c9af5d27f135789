import csv
import io
from contextlib import suppress

import pytest
from files_to_read import COLUMNS, read, reasons, rows_of
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.reading import Refused
from etl.reading.table import ROW

ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "iso-8859-1", "utf-16", "utf-16-le", "utf-16-be"]
OLD_ENCODINGS = ["cp850", "mac_roman"]
ROWS = [["2025-Q1", "0180", "1 234,5", "..", "Årets första kvartal; med å, ä och ö"]]


def as_csv(rows: list[list[str]], delimiter: str = ";", line: str = "\r\n") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=line).writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize("encoding", ENCODINGS + OLD_ENCODINGS)
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("line", ["\r\n", "\n", "\r"])
def test_every_encoding_with_every_delimiter_and_line_end(encoding, delimiter, line):
    data = as_csv([list(COLUMNS), *ROWS], delimiter, line).encode(encoding)
    table, faults = read(data)
    assert rows_of(table) == ROWS
    assert (table.header, table.header_row, faults) == (COLUMNS, 1, ())
    assert table.delimiter == delimiter
    assert table.sheet is None


@settings(deadline=None)
@given(
    rows=st.lists(
        st.lists(
            st.text(st.sampled_from("abcåäöÅÄÖé 019,;\t\"'§-–€"), max_size=8),
            min_size=5,
            max_size=5,
        ),
        max_size=8,
    ),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    delimiter=st.sampled_from([";", ",", "\t"]),
)
def test_what_is_written_is_read_back(rows, encoding, delimiter):
    data = as_csv([list(COLUMNS), *rows], delimiter).encode(encoding)
    table, _ = read(data)
    stripped = [[cell.strip() for cell in row] for row in rows]
    assert rows_of(table) == [row for row in stripped if any(row)]
    assert [ROWS_ABOVE + i for i, row in enumerate(stripped) if any(row)] == list(table.frame[ROW])


ROWS_ABOVE = 2


def test_the_name_decides_nothing():
    data = as_csv([list(COLUMNS), *ROWS]).encode()
    assert rows_of(read(data, "retur.xlsx")[0]) == ROWS


def test_windows_signs_do_not_make_it_an_old_encoding():
    text = "period;note\r\n2025;Škoda sa „nej” – 5 € … åäö\r\n"
    table, _ = read(text.encode("cp1252"))
    assert rows_of(table)[0][1] == "Škoda sa „nej” – 5 € … åäö"


def test_a_declared_encoding_is_not_believed():
    text = "charset=ISO-8859-1;\nperiod;note\n2025;åäö\n"
    assert rows_of(read(text.encode("utf-8"))[0]) == [["2025", "åäö"]]


def test_banner_rows_are_skipped_and_kept_for_screening():
    text = "Enheten för prostitution\n\n  ;Första kvartalet\n"
    text += " Period ; Geography;SUBMITTED\n2025;0180;3\n"
    table, faults = read(text.encode())
    assert table.header == ("Period", "Geography", "SUBMITTED")
    assert table.header_row == 4
    assert list(table.frame[ROW]) == [5]
    banner = [(b.place, b.row, b.column, b.text) for b in table.beside if b.place == "banner"]
    assert banner == [
        ("banner", 1, "A", "Enheten för prostitution"),
        ("banner", 3, "B", "Första kvartalet"),
    ]
    assert not faults


def test_cells_lose_their_outside_spaces_of_every_kind():
    text = "\u200bperiod ;geography;note\n\u00a02025\u202f; 0180\t;\u2009två ord\u200b\n"
    table, _ = read(text.encode())
    assert table.header[0] == "period"
    assert rows_of(table) == [["2025", "0180", "två ord"]]


def test_empty_rows_and_columns_fall_away_and_row_numbers_stay():
    text = "period;geography;;submitted;;\n;;;;;\n2025;0180;;3;;\n\n2026;0180;;4\n\n\n"
    table, faults = read(text.encode())
    assert table.header == ("period", "geography", "submitted")
    assert table.column_numbers == (1, 2, 4)
    assert rows_of(table) == [["2025", "0180", "3"], ["2026", "0180", "4"]]
    assert list(table.frame[ROW]) == [3, 5]
    assert not faults


def test_a_row_with_too_many_cells_is_pointed_at():
    text = "period,submitted\n2025,3\n2026,1,5\n"
    table, faults = read(text.encode())
    assert rows_of(table)[1] == ["2026", "1", "5"]
    assert [(f.rule, f.row, f.column) for f in faults] == [("cell_without_header", 3, "C")]


def test_a_quotation_mark_that_swallows_rows_is_pointed_at():
    text = 'period,geography,note\n2025,0180,"x\n2026,0180,y\n2026,1480,z"\n2027,0180,å\n'
    table, faults = read(text.encode())
    assert len(table.frame) == 2
    assert [(f.rule, f.row) for f in faults] == [("swallowed_rows", 2)]


def test_a_line_break_within_a_cell_is_no_new_row():
    text = 'period;note\n2025;"två\nrader"\n2026;en\n'
    table, faults = read(text.encode())
    assert rows_of(table) == [["2025", "två\nrader"], ["2026", "en"]]
    assert list(table.frame[ROW]) == [2, 3]
    assert not faults


def test_a_header_alone_is_a_table_without_rows():
    table, faults = read(b"period;geography;submitted\n")
    assert table.frame.shape == (0, 4)
    assert not faults


def test_many_rows_keep_their_numbers():
    text = "period;submitted\n" + "".join(f"2025;{n}\n" for n in range(20_000))
    table, _ = read(text.encode())
    assert table.frame[ROW][-1] == 20_001
    assert table.frame["1"][-1] == "19999"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty_file"),
        (b" \r\n\t\n", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (b"\xff\xfe", "empty_file"),
        (b"hej", "not_a_table"),
        (b"period;note\n2025;" + b"x" * 200_000 + b"\n", "too_large"),
        (b"en rad\nen rad till\n", "not_a_table"),
        (b"period|submitted\n2025|3\n", "not_a_table"),
        (bytes(range(256)) * 4, "binary"),
        (b"a;b\n1;\x00\n", "binary"),
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512, "old_or_locked_workbook"),
        (b"{\\rtf1 hej}", "rtf"),
        (b"\x1f\x8b\x08abc", "gzip"),
        (b"<html><table><tr><td>period</td></tr></table>", "markup"),
        (b"<?xml version='1.0'?><Workbook/>", "markup"),
        (b'period;note\n2025;"aldrig slut\n2026;x\n', "open_quote"),
        (b'period;note\n2025;x\n"', "open_quote"),
        (b"period;" * 600 + b"\n", "too_large"),
        (b"period;note\n" + b"1;2\n" * 1_100_001, "too_large"),
        (b"x" * 50_000_001, "too_large"),
        ("period;note\n2025;å\n".encode() + b"2026;\xe5\n", "mixed_encoding"),
        (b"period;note\n2025;\x81\x8d\x90\x9d\xff\xfe\xad\n", "encoding"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data, reason):
    assert reasons(data) == [reason]


def test_a_mixed_encoding_says_on_which_row():
    with pytest.raises(Refused) as caught:
        read("period;note\n2025;å\n".encode() + b"2026;\xe5\n")
    assert caught.value.faults[0].row == 3


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_give_any_other_exception(data):
    with suppress(Refused):
        read(data)


@settings(deadline=None)
@given(st.text(st.sampled_from('ab1;,\t\n\r" \u00a0å'), max_size=60))
def test_no_text_gives_any_other_exception(text):
    with suppress(Refused):
        table, _ = read(text.encode())
        assert table.frame.width - 1 == len(table.header) == len(table.column_numbers)
