"""Files as they should not come: one of each kind, with the rule that must be named."""

import io
import zipfile
from datetime import date

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from returns_for_tests import HEADER, applications

NAMES = HEADER.split(",")
ROW = ["2026-Q1", "0180", "social_services", "sexual", "women", "adult"]
FIGURES = [7, 4, 0, 0, 3, "preliminary"]
# 570428-9999 is of the reserved test series: nobody has it.
PERSON = "570428-9999"
DTD = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
ELSEWHERE = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId9" Type="http://x/externalLinkPath" Target="file:///c/x.xlsx"'
    b' TargetMode="External"/></Relationships>'
)


def book(fill=lambda _: None, *rows):
    made = openpyxl.Workbook()
    made.active.append(NAMES)
    for row in rows or ([*ROW, *FIGURES],):
        made.active.append(row)
    fill(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def with_parts(data, parts):
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for name in (one for one in old.namelist() if one not in parts):
            new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return file.getvalue()


def formulas(value):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, NAMES)
        sheet.write_row(1, 0, [*ROW, *FIGURES])
        sheet.write_formula("G2", "=3+4", None, value)
    return file.getvalue()


def merged(made):
    made.active.append(["", *ROW[1:], *FIGURES])
    made.active.merge_cells("A2:A3")


def hidden(made):
    sheet = made.create_sheet("Gömd")
    sheet.append(["Gäller", PERSON])
    sheet.sheet_state = "hidden"


def commented(made):
    made.active["A2"].comment = Comment(f"gäller {PERSON}", "x")


PLAIN = book()
RIGHT = applications()

GOOD = {
    "an ending that says otherwise": ("retur.xlsx", RIGHT),
    "a workbook called text": ("retur.csv", PLAIN),
    "UTF-16": ("retur.csv", RIGHT.decode().encode("utf-16")),
    "formulas with stored values": ("retur.xlsx", formulas(7)),
    "0180 as a number": ("retur.xlsx", book(lambda b: b.active.cell(2, 2, 180))),
    "nothing but the header": ("retur.csv", f"{HEADER}\r\n".encode()),
    "declared ISO-8859-1, UTF-8 inside": (
        "retur.csv",
        f"# charset=iso-8859-1\n{HEADER},\n".encode()
        + f"{','.join(ROW)},7,4,0,0,3,preliminär,åäö\n".encode(),
    ),
}
"""What reading takes as people send it; nobody should have to send it anew."""

BAD = {
    "empty": ("retur.csv", b"", "empty_file"),
    "random bytes": ("retur.xlsx", bytes(range(256)) * 40, "unreadable"),
    "half of a text": ("retur.csv", RIGHT[:-18], "missing"),
    "half of a workbook": ("retur.xlsx", PLAIN[: len(PLAIN) // 2], "unreadable"),
    "two encodings": ("retur.csv", RIGHT + "å".encode() + b",\xe5\n", "unreadable"),
    "more than 50 MB": ("retur.csv", b"x" * 50_000_001, "too_large"),
    "a zip that unpacks to very much": (
        "retur.xlsx",
        with_parts(PLAIN, dict.fromkeys("abcd", b"0" * 300_000_000)),
        "too_large",
    ),
    "a zip with one part that nobody reads, and that unpacks to much": (
        "retur.xlsx",
        with_parts(PLAIN, {"xl/media/image1.png": bytes(60_000_000)}),
        "too_large",
    ),
    "a zip with a sheet that is nothing but blanks": (
        "retur.xlsx",
        with_parts(PLAIN, {"xl/worksheets/sheet2.xml": b"<worksheet>" + b" " * 30_000_000}),
        "too_large",
    ),
    "macros": ("retur.xlsx", with_parts(PLAIN, {"xl/vbaProject.bin": b"x"}), "macro"),
    "external links": (
        "retur.xlsx",
        with_parts(PLAIN, {"xl/drawings/_rels/d.xml.rels": ELSEWHERE}),
        "external_link",
    ),
    "entities": (
        "retur.xlsx",
        with_parts(PLAIN, {"docProps/custom.xml": DTD + b"<x>&a;</x>"}),
        "entity",
    ),
    "merged cells": ("retur.xlsx", book(merged), "merged_cells"),
    "formulas without stored values": ("retur.xlsx", formulas(""), "no_stored_value"),
    "a day for a period": (
        "retur.xlsx",
        book(lambda _: None, [date(2026, 3, 31), *ROW[1:], *FIGURES]),
        "not_a_period",
    ),
    "a day's serial number for a period": (
        "retur.xlsx",
        book(lambda _: None, [46112, *ROW[1:], *FIGURES]),
        "not_a_period",
    ),
    "a person on a hidden sheet": ("retur.xlsx", book(hidden), "personal_data"),
    "a person in a comment": ("retur.xlsx", book(commented), "personal_data"),
}
"""Each with the rule of its finding."""
