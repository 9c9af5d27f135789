import io
import random
from contextlib import suppress
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from files_to_read import COLUMNS, PLAIN, read, reasons, rows_of, sheet_of, with_parts, workbook
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from etl.cells import CellError, parse_geography, parse_period
from etl.reading import Refused
from etl.reading.sheet_scan import scan_sheet
from etl.reading.table import ROW

SHEET = "xl/worksheets/sheet1.xml"


def test_a_plain_workbook():
    table, faults = read(PLAIN, "retur.csv")
    assert (table.sheet, table.sheet_number) == ("Uppgifter", 1)
    assert (table.header, table.header_row) == (COLUMNS, 1)
    assert rows_of(table) == [["2025-Q1", "0180", "3", "2", "hej"]]
    assert list(table.frame[ROW]) == [2]
    assert (table.encoding, table.delimiter, faults) == (None, None, ())


def test_numbers_come_as_they_were_typed():
    numbers = [2025, 180, 9007199254740991, 0.1, -12.5]
    table, _ = read(sheet_of([COLUMNS, numbers]))
    assert rows_of(table) == [["2025", "180", "9007199254740991", "0.1", "-12.5"]]
    assert parse_geography(table.frame["1"][0]) == "0180"


def test_a_day_in_a_period_column_comes_in_words_and_is_refused_as_a_period():
    days = [date(2025, 3, 1), datetime.fromisoformat("2025-03-01T12:30"), 45717]
    table, _ = read(sheet_of([COLUMNS, *([day] for day in days)]))
    assert list(table.frame["0"]) == ["2025-03-01", "2025-03-01 12:30:00", "45717"]
    found = []
    for text in table.frame["0"]:
        with pytest.raises(CellError) as caught:
            parse_period(text)
        found.append((caught.value.reason, caught.value.suggestion))
    assert found == [("date_not_period", "2025-03")] * 2 + [("excel_date", "2025-03")]


def test_a_merged_banner_is_skipped_and_a_merged_cell_of_the_table_is_pointed_at():
    def fill(book):
        sheet = book.active
        sheet.title = "Data"
        sheet["A1"] = "Betänketid"
        sheet.merge_cells("A1:E1")
        for at, name in enumerate(COLUMNS, start=1):
            sheet.cell(3, at, name)
        sheet["A4"] = "2025-Q1"
        sheet["B4"], sheet["B5"] = "0180", "1480"
        sheet.merge_cells("A4:A5")

    table, faults = read(workbook(fill))
    assert table.header_row == 3
    banner = [(b.row, b.text) for b in table.beside if b.place == "banner"]
    assert banner == [(1, "Betänketid")]
    assert [(f.rule, f.row, f.column, f.args["area"]) for f in faults] == [
        ("merged_cells", 4, "period", "A4:A5")
    ]


def test_a_table_that_starts_further_in_keeps_its_rows():
    def fill(book):
        for at, name in enumerate(COLUMNS, start=3):
            book.active.cell(6, at, name)
            book.active.cell(8, at, at)

    table, _ = read(workbook(fill))
    assert (table.header_row, list(table.frame[ROW])) == (6, [8])
    assert table.column_numbers == (3, 4, 5, 6, 7)


def test_formulas_with_a_stored_value_are_read_and_those_without_are_pointed_at():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, COLUMNS)
        sheet.write_row(1, 0, ["2025", "0180"])
        sheet.write_formula("C2", "=1+2", None, 3)
        sheet.write_formula("D2", "=C2*2", None, "")
    table, faults = read(file.getvalue())
    assert rows_of(table) == [["2025", "0180", "3", "", ""]]
    assert [(f.rule, f.sheet, f.row, f.column) for f in faults] == [
        ("no_stored_value", "Data", 2, "granted")
    ]


def test_an_empty_text_is_a_stored_value():
    cell = b'<c r="D2" t="str"><f>IF(1=1,"","")</f><v></v></c>'
    data = with_parts(
        PLAIN, change={SHEET: lambda xml: xml.replace(b'<c r="D2" t="n"><v>2</v></c>', cell)}
    )
    table, faults = read(data)
    assert table.frame["3"][0] == ""
    assert not faults


def test_an_error_is_not_an_empty_cell():
    cell = b'<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    data = with_parts(
        PLAIN, change={SHEET: lambda xml: xml.replace(b'<c r="D2" t="n"><v>2</v></c>', cell)}
    )
    assert read(data)[0].frame["3"][0] == "#DIV/0!"


def test_the_sheet_whose_header_fits_is_read_and_the_rest_is_kept_for_screening():
    def fill(book):
        book.active.title = "Försättsblad"
        book.active["B2"] = "Kontakt: enheten"
        data = book.create_sheet("Siffror")
        data.append(COLUMNS)
        data.append(["2025", "0180", 1])
        hidden = book.create_sheet("Gömd")
        hidden.append(["hemlig", 7])
        hidden.sheet_state = "veryHidden"

    table, faults = read(workbook(fill))
    assert (table.sheet, table.sheet_number) == ("Siffror", 2)
    assert [(o.name, o.number, o.hidden) for o in table.others] == [
        ("Försättsblad", 1, False),
        ("Gömd", 3, True),
    ]
    assert table.others[0].frame["1"][0] == "Kontakt: enheten"
    assert not faults


def test_a_hidden_sheet_is_never_read_as_the_return():
    def fill(book):
        book.active.append(["period", "annat"])
        book.active.append(["2025", "x"])
        hidden = book.create_sheet("Gömd")
        hidden.append(COLUMNS)
        hidden.append(["2025"])
        hidden.sheet_state = "hidden"

    table, faults = read(workbook(fill))
    assert table.sheet == "Sheet"
    assert [(f.rule, f.sheet) for f in faults] == [("hidden_sheet", "Gömd")]


def test_two_sheets_that_fit_are_not_passed_over_in_silence_but_an_example_is():
    def fill(book):
        for title in ("Kvartal 1", "Kvartal 2", "Exempel"):
            sheet = book.create_sheet(title)
            sheet.append(COLUMNS)
            sheet.append(["2025"])

    table, faults = read(workbook(fill))
    assert table.sheet == "Kvartal 1"
    assert [(f.rule, f.sheet) for f in faults] == [("several_sheets", "Kvartal 2")]


def test_every_text_outside_the_cells_is_kept_for_screening():
    def fill(book):
        sheet = book.active
        sheet.append(COLUMNS)
        sheet.append(["2025"])
        sheet["A2"].comment = Comment("en kommentar", "x")
        sheet["B2"].hyperlink = "mailto:box@example.org"
        sheet.oddHeader.left.text = "sidhuvud"
        sheet["C2"] = '="dold text"&""'
        book.defined_names["x"] = openpyxl.workbook.defined_name.DefinedName("x", attr_text='"nm"')

    data = with_parts(workbook(fill), {"xl/drawings/drawing9.xml": b"<a><t>textruta</t></a>"})
    beside = read(data)[0].beside
    texts = {b.text for b in beside}
    assert {"mailto:box@example.org", "&Lsidhuvud", '"dold text"&""', '"nm"', "textruta"} <= texts
    comment = next(b for b in beside if b.place == "comment")
    assert (comment.text, comment.sheet_number, comment.row, comment.column) == (
        "en kommentar",
        1,
        2,
        "A",
    )


def test_a_string_that_no_cell_uses_any_more_is_kept_for_screening():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet().write_row(0, 0, [*COLUMNS, "x"])
    left = b"<si><r><t>85</t></r><r><t>0101</t></r></si></sst>"
    data = with_parts(
        file.getvalue(),
        change={"xl/sharedStrings.xml": lambda xml: xml.replace(b"</sst>", left)},
    )
    assert "850101" in {b.text for b in read(data)[0].beside}


def test_the_names_of_those_who_wrote_the_file_are_nobodys_business():
    def fill(book):
        book.active.append(COLUMNS)
        book.properties.creator = "skribent@example.org"
        book.properties.title = "Titeln"

    texts = {b.text for b in read(workbook(fill))[0].beside}
    assert "Titeln" in texts
    assert "skribent@example.org" not in texts


BOMB = b"0" * 300_000_000
DTD = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
EXTERNAL = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId9" Type="http://x/externalLinkPath" Target="file:///c/x.xlsx"'
    b' TargetMode="External"/></Relationships>'
)


def after_declaration(xml: bytes) -> bytes:
    end = xml.find(b"?>") + 2 if xml.startswith(b"<?xml") else 0
    return xml[:end] + DTD + xml[end:]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (PLAIN[:200], "damaged_zip"),
        (PLAIN[:-40], "damaged_zip"),
        (b"PK\x03\x04" + b"\x00" * 60, "damaged_zip"),
        (b"PK\x05\x06" + b"\x00" * 18, "zip"),
        (with_parts(PLAIN, {"xl/vbaProject.bin": b"x"}), "macro"),
        (with_parts(PLAIN, {"XL/VBAPROJECT.BIN": b"x"}), "macro"),
        (with_parts(PLAIN, {"xl/macrosheets/sheet1.xml": b"<x/>"}), "macro"),
        (with_parts(PLAIN, {"xl/embeddings/oleObject1.bin": b"x"}), "embedded_object"),
        (with_parts(PLAIN, {"xl/externalLinks/externalLink1.xml": b"<x/>"}), "external_link"),
        (with_parts(PLAIN, {"xl/connections.xml": b"<x/>"}), "external_link"),
        (with_parts(PLAIN, {"xl/drawings/_rels/d.xml.rels": EXTERNAL}), "external_link"),
        (with_parts(PLAIN, change={SHEET: after_declaration}), "entity"),
        (with_parts(PLAIN, change={"xl/workbook.xml": after_declaration}), "entity"),
        (with_parts(PLAIN, {"docProps/custom.xml": DTD + b"<x>&a;</x>"}), "entity"),
        (with_parts(PLAIN, {"x.xml": "<x/>".encode("utf-16")}), "xml_encoding"),
        (with_parts(PLAIN, {"x.xml": b"<?xml version='1.0' encoding='utf-7'?>"}), "xml_encoding"),
        (with_parts(PLAIN, {"X.XML": b"<x/>", "x.xml": b"<x/>"}), "damaged_zip"),
        (with_parts(PLAIN, dict.fromkeys("abcd", BOMB)), "too_large"),
        (workbook(lambda _: None), "empty_file"),
        (sheet_of([["bara en cell"]]), "not_a_table"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_unsafe_or_broken_is_refused_with_its_reason(data, reason):
    assert reasons(data)[0] == reason


@pytest.mark.parametrize("kind", ["word/document.xml", "xl/workbook.bin", "mimetype", "readme"])
def test_other_zips_are_named(kind):
    import zipfile

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(kind, "x")
    names = {"word/document.xml": "word", "xl/workbook.bin": "xlsb", "mimetype": "ods"}
    assert reasons(file.getvalue()) == [names.get(kind, "zip")]


def test_a_part_that_unpacks_to_more_than_it_says_is_refused():
    # The directory claims 10 bytes; the packed data hold a thousand.
    data = with_parts(PLAIN, {"xl/x.xml": b"<x>" + b"a" * 1000 + b"</x>"})
    honest = (1007).to_bytes(4, "little")
    directory = data.rfind(b"PK\x01\x02")
    lying = data[:directory] + data[directory:].replace(honest, (10).to_bytes(4, "little"))
    assert lying != data
    assert reasons(lying) == ["damaged_zip"]


@pytest.mark.parametrize(
    "cell", [b'<c r="XFD1048576"><v>1</v></c>', b'<c r="zz999999"><v>1</v></c>']
)
def test_a_sheet_that_spans_the_whole_grid_is_refused_before_it_is_unfolded(cell):
    row = b'<row r="1048576">' + cell + b"</row></sheetData>"
    data = with_parts(PLAIN, change={SHEET: lambda xml: xml.replace(b"</sheetData>", row)})
    assert reasons(data) == ["too_large"]


def test_cells_without_a_reference_are_counted():
    wide = b"<row>" + b"<c/>" * 16_000 + b"</row>" + b"<row/>" * 4_000 + b"</sheetData>"
    data = with_parts(PLAIN, change={SHEET: lambda xml: xml.replace(b"</sheetData>", wide)})
    assert reasons(data) == ["too_large"]


@settings(deadline=None)
@given(st.integers(0, 2**32))
def test_no_damage_gives_any_other_exception(seed):
    chance = random.Random(seed)
    data = bytearray(PLAIN)
    for _ in range(chance.randrange(1, 20)):
        data[chance.randrange(4, len(data))] = chance.randrange(256)
    with suppress(Refused):
        read(bytes(data))


@settings(deadline=None)
@given(st.integers(0, 2**32))
def test_no_damage_within_a_part_gives_any_other_exception(seed):
    chance = random.Random(seed)

    def damage(xml: bytes) -> bytes:
        data = bytearray(xml)
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(len(data))] = chance.choice(b'<>"/=& A1r\xff')
        return bytes(data)

    name = chance.choice([SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"])
    with suppress(Refused):
        read(with_parts(PLAIN, change={name: damage}))


@pytest.mark.parametrize(
    "far", [b'<c r="ABC900000"/>', b"<c r = 'ABC900000'/>", b'<c r="A1048577"/>']
)
def test_a_far_cell_is_seen_at_the_end_of_a_long_sheet_too(far):
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c><c r="B%d"><v>1</v></c></row>' % (n, n, n)
        for n in range(3, 150_000)
    )
    last = b'<row r="150000">' + far + b"</row></sheetData>"
    assert scan_sheet([rows[at : at + 100_000] for at in range(0, len(rows), 100_000)]).width == 26
    scan = scan_sheet([rows, last])
    assert scan.height * scan.width > 20_000_000


def test_a_row_without_an_end_is_refused_before_it_is_gone_through_again_and_again():
    with pytest.raises(Refused):
        scan_sheet([b"<sheetData><row>", *[b" " * 1_000_000] * 30])


def test_a_sheet_with_a_prefix_on_every_tag_is_scanned_alike():
    xml = b'<x:sheetData><x:row r="1"><x:c r="C1"><x:f>1+1</x:f></x:c></x:row>'
    scan = scan_sheet([xml, b'<x:row r="2"><x:c r="A2" t="e"><x:v>#N/A</x:v></x:c></x:row>'])
    assert (scan.unvalued, scan.errors) == ([(0, 2)], {(1, 0): "#N/A"})
    assert scan.width == 3
    assert scan.height >= 2
