"""How is a template written, as a workbook and as CSV?"""

import csv
import io
from datetime import datetime
from typing import Any, Literal

import xlsxwriter

from etl.cells import neutralise
from etl.columns import Kind, kind_of
from etl.headings import heading
from etl.period import Period
from etl.source import Source
from etl.sources import source_named
from etl.template.lines import LISTS, Line, columns_of, example_of, lines_of
from etl.template.notes import column_note, sheet_notes
from etl.vocabulary import code_lists

Format = Literal["xlsx", "csv"]

SPARE_LINES = 500
"""So many lines below the written ones have drop-downs too."""

_WIDTH = 18
# A fixed moment, so that the same template is the same bytes.
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001  # the library takes a moment without a zone


def write_template(
    source: Source | str, file_format: Format, period: Period | None = None, geography: str = ""
) -> bytes:
    """Write the file to fill in; the period and the place stand in it where they are given."""
    source = source_named(source) if isinstance(source, str) else source
    lines = lines_of(source, period.label if period else "", geography)
    return _csv(source, lines) if file_format == "csv" else _xlsx(source, lines)


def _csv(source: Source, lines: list[Line]) -> bytes:
    names = columns_of(source)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([heading(name, "sv") for name in names])
    writer.writerows([neutralise(_label(source, n, line[n])) for n in names] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(source: Source, lines: list[Line]) -> bytes:
    file = io.BytesIO()
    # Text stays text: a code such as 0180 must not become a number, nor a word a formula.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"title": source.title[0], "created": _MADE})
    bold = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"num_format": "@"})
    data = book.add_worksheet("Uppgifter")
    book.add_worksheet("Läs mig").write_column(0, 0, sheet_notes(source))
    example = book.add_worksheet("Exempel")
    choices = _write_lists(book.add_worksheet("Listor"), source, bold)
    _write_lines(data, source, lines, bold, text)
    _write_choices(data, source, choices, len(lines) + SPARE_LINES)
    _write_example(example, source, bold)
    book.close()
    return file.getvalue()


def _write_lines(
    sheet: Any,  # noqa: ANN401  # the library has no types
    source: Source,
    lines: list[Line],
    bold: object,
    text: object,
) -> None:
    names = columns_of(source)
    sheet.freeze_panes(1, 0)
    for at, name in enumerate(names):
        sheet.write_string(0, at, heading(name, "sv"), bold)
        sheet.write_comment(0, at, column_note(source, name), {"author": ""})
        sheet.set_column(at, at, _WIDTH, text if _is_text(source, name) else None)
        for row, line in enumerate(lines, start=1):
            _write_cell(sheet, row, at, _label(source, name, line[name]))


def _write_example(sheet: Any, source: Source, bold: object) -> None:  # noqa: ANN401  # no types
    # The first column keeps the sheet from fitting as well as the one that is to be filled in.
    names = columns_of(source)
    sheet.write_row(0, 0, ["Exempel", *(heading(name, "sv") for name in names)], bold)
    sheet.set_column(0, len(names), _WIDTH)
    for row, line in enumerate(example_of(source), start=1):
        sheet.write_string(row, 0, "Påhittade siffror")
        for at, name in enumerate(names, start=1):
            _write_cell(sheet, row, at, _label(source, name, line[name]))


def _write_lists(sheet: Any, source: Source, bold: object) -> dict[str, str]:  # noqa: ANN401  # no types
    """Write the closed lists side by side; give the range of each by its column."""
    ranges = {}
    closed = [n for n in columns_of(source) if n not in LISTS and _list_name(source, n)]
    for at, name in enumerate(closed):
        labels = [entry.sv for entry in code_lists()[_list_name(source, name)].entries]
        sheet.write_string(0, at, f"Lista: {heading(name, 'sv')}", bold)
        sheet.write_column(1, at, labels)
        sheet.set_column(at, at, 2 * _WIDTH)
        column = xlsxwriter.utility.xl_col_to_name(at, col_abs=True)
        ranges[name] = f"=Listor!{column}$2:{column}${len(labels) + 1}"
    return ranges


def _write_choices(sheet: Any, source: Source, ranges: dict[str, str], last: int) -> None:  # noqa: ANN401  # no types
    for at, name in enumerate(columns_of(source)):
        choice: str | list[int] | None = [1, 0] if name in LISTS else ranges.get(name)
        if choice is not None:
            sheet.data_validation(1, at, last, at, {"validate": "list", "source": choice})


def _write_cell(sheet: Any, row: int, at: int, text: str) -> None:  # noqa: ANN401  # no types
    if text.isdigit() and not (len(text) > 1 and text.startswith("0")):
        sheet.write_number(row, at, int(text))
    elif text:
        sheet.write_string(row, at, text)


def _is_text(source: Source, name: str) -> bool:
    return name not in LISTS and kind_of(source.column(name)) in (
        Kind.PERIOD,
        Kind.GEOGRAPHY,
        Kind.DATE,
        Kind.TEXT,
    )


def _list_name(source: Source, name: str) -> str:
    return str((source.column(name).metadata or {}).get("list", ""))


def _label(source: Source, name: str, value: str) -> str:
    listed = "" if name in LISTS else _list_name(source, name)
    return code_lists()[listed].label(value, "sv") if listed and value else value
