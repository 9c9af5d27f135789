"""Files as people send them, built for the tests of reading."""

import io
import zipfile
from collections.abc import Callable, Sequence

import openpyxl

from etl.reading import Fault, Refused, Table, read_table

COLUMNS = ("period", "geography", "submitted", "granted", "note")


def fit(cells: Sequence[str]) -> float:
    return len({cell.lower() for cell in cells} & set(COLUMNS)) / len(COLUMNS)


def read(data: bytes, name: str = "retur.csv") -> tuple[Table, tuple[Fault, ...]]:
    return read_table(data, name, fit)


def rows_of(table: Table) -> list[list[str]]:
    return [list(cells) for _, *cells in table.frame.iter_rows()]


def reasons(data: bytes) -> list[str]:
    """Read a file that must be refused; give what it is refused for."""
    try:
        read(data)
    except Refused as refused:
        return [str(fault.args.get("reason", fault.rule)) for fault in refused.faults]
    raise AssertionError("the file was read")


def workbook(fill: Callable[[openpyxl.Workbook], object]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sheet_of(rows: Sequence[Sequence[object]], title: str = "Uppgifter") -> bytes:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.title = title
        for row in rows:
            sheet.append(row)

    return workbook(fill)


def with_parts(
    data: bytes, parts: dict[str, bytes] | None = None, change: dict[str, Callable] | None = None
) -> bytes:
    """Give a workbook with parts added to its zip, or changed in it."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, (change or {}).get(name, bytes)(content))
        for name, content in (parts or {}).items():
            new.writestr(name, content)
    return file.getvalue()


PLAIN = sheet_of([COLUMNS, ["2025-Q1", "0180", 3, 2, "hej"]])
