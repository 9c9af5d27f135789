"""What table does a workbook hold?

The values are those that the workbook has stored: nothing in it is computed or followed.
"""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import TypeVar, cast

import polars as pl
import python_calamine

from etl.reading.archive import Archive, open_archive
from etl.reading.header import (
    HEADER_WITHIN,
    Body,
    Candidate,
    best_row,
    column_letters,
    split_at,
    stray_cells,
    without_empty_rows,
)
from etl.reading.parts import SheetPart, external_links, loose_texts, sheet_parts
from etl.reading.sheet_scan import CellAt, SheetScan, scan_sheet
from etl.reading.table import (
    COLUMN_LIMIT,
    ROW,
    ROW_LIMIT,
    Beside,
    Fault,
    Fit,
    OtherSheet,
    Refused,
    Table,
    refuse,
)

CELL_LIMIT = 30_000_000
"""Cells that the sheets may span together: the reader allocates empty ones too."""

_EXAMPLE = ("exempel", "example")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Sheet:
    part: SheetPart
    grid: pl.DataFrame
    scan: SheetScan
    merged: tuple[tuple[CellAt, CellAt], ...]
    header: Candidate


def read_workbook(data: bytes, fit: Fit) -> tuple[Table, tuple[Fault, ...]]:
    """Read the visible sheet whose header fits best. Raises ``Refused`` for what is unsafe."""
    archive = open_archive(data)
    links = tuple(external_links(archive))
    if links:
        raise Refused(*links)
    parts = sheet_parts(archive)
    sheets = _sheets(archive, parts, fit)
    chosen = _choose(sheets)
    body = split_at(chosen.grid, chosen.header.at, chosen.part.number)
    if body.frame.height > ROW_LIMIT:
        raise refuse("too_large", what="rows", limit=ROW_LIMIT)
    if len(body.header) > COLUMN_LIMIT:
        raise refuse("too_large", what="columns", limit=COLUMN_LIMIT)
    name = chosen.part.name
    others = [sheet for sheet in sheets if sheet is not chosen]
    table = Table(
        sheet=name,
        header=body.header,
        header_row=body.header_row,
        frame=body.frame,
        column_numbers=body.column_numbers,
        sheet_number=chosen.part.number,
        beside=(*body.banner, *loose_texts(archive, parts), *_texts_in_sheets(sheets)),
        others=tuple(_other(sheet) for sheet in others),
    )
    faults = (
        *stray_cells(body, name),
        *_unvalued(chosen, body),
        *_merged(chosen, body),
        *_left_out(chosen, others),
    )
    return table, faults


def _sheets(archive: Archive, parts: tuple[SheetPart, ...], fit: Fit) -> list[_Sheet]:
    scans = {
        part.part: scan_sheet(archive.chunks(part.part))
        for part in parts
        if part.part in archive.parts
    }
    if sum(scan.height * scan.width for scan in scans.values()) > CELL_LIMIT:
        raise refuse("too_large", what="cells", limit=CELL_LIMIT)
    book = _guarded(partial(python_calamine.load_workbook, io.BytesIO(archive.data)))
    return [_sheet(book, part, scans[part.part], fit) for part in parts if part.part in scans]


def _sheet(
    book: python_calamine.CalamineWorkbook, part: SheetPart, scan: SheetScan, fit: Fit
) -> _Sheet:
    sheet = _guarded(partial(book.get_sheet_by_name, part.name))
    rows = _guarded(partial(sheet.to_python, skip_empty_area=False))
    grid = _grid(rows, scan.errors)
    head = [cells for _, *cells in grid.head(HEADER_WITHIN).iter_rows()]
    header = best_row(head, fit) if head else Candidate(0.0, 0, 0)
    return _Sheet(part, grid, scan, tuple(sheet.merged_cell_ranges or ()), header)


def _guarded(read: Callable[[], _T]) -> _T:
    try:
        return read()
    except python_calamine.PasswordError as error:
        raise refuse("unreadable", reason="password") from error
    except BaseException as error:
        # On damaged parts the reader may panic, which is no ordinary exception.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise refuse("unreadable", reason="damaged_zip") from error
        raise


def _grid(rows: Sequence[Sequence[object]], errors: Mapping[CellAt, str]) -> pl.DataFrame:
    columns = [_texts(column) for column in zip(*rows, strict=True)]
    for (row, column), text in errors.items():
        # The reader gives an error as an empty cell, which would pass as "not reported".
        if row < len(rows) and column < len(columns):
            columns[column][row] = text
    cells = [pl.Series(str(at), texts, pl.String) for at, texts in enumerate(columns)]
    return pl.DataFrame([pl.Series(ROW, range(1, len(rows) + 1), pl.Int64), *cells])


def _texts(column: Sequence[object]) -> list[str]:
    # Most columns are text throughout, and then one call a cell is enough.
    if set(map(type, column)) == {str}:
        return list(map(str.strip, cast("Sequence[str]", column)))
    return [value.strip() if isinstance(value, str) else _text(value) for value in column]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time.min else value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _choose(sheets: list[_Sheet]) -> _Sheet:
    visible = [sheet for sheet in sheets if not sheet.part.hidden and sheet.header.cells]
    if not visible:
        raise refuse("empty_file")
    best = max(visible, key=_rank)
    if best.header.cells < 2 and not best.header.fit:
        raise refuse("not_a_table")
    return best


def _rank(sheet: _Sheet) -> tuple[float, bool, int, int]:
    header = sheet.header
    # Between equals the example gives way, and then the first sheet is meant.
    return (
        header.fit,
        not _is_example(sheet),
        0 if header.fit else header.cells,
        -sheet.part.number,
    )


def _is_example(sheet: _Sheet) -> bool:
    return sheet.part.name.strip().lower().startswith(_EXAMPLE)


def _other(sheet: _Sheet) -> OtherSheet:
    grid = without_empty_rows(sheet.grid)
    return OtherSheet(sheet.part.name, sheet.part.number, sheet.part.hidden, grid)


def _texts_in_sheets(sheets: list[_Sheet]) -> Iterator[Beside]:
    for sheet in sheets:
        for text in sheet.scan.texts:
            yield Beside("file_part", text, sheet.part.number)


def _unvalued(sheet: _Sheet, body: Body) -> Iterator[Fault]:
    for row, column in sheet.scan.unvalued:
        name = _header_of(body, column)
        if name is not None and row + 1 > body.header_row:
            yield Fault("no_stored_value", sheet.part.name, row + 1, name)


def _merged(sheet: _Sheet, body: Body) -> Iterator[Fault]:
    for (top, left), (bottom, right) in sheet.merged:
        name = _header_of(body, left)
        if name is not None and top + 1 > body.header_row:
            area = f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
            yield Fault("merged_cells", sheet.part.name, top + 1, name, args={"area": area})


def _left_out(chosen: _Sheet, others: list[_Sheet]) -> Iterator[Fault]:
    """Point at sheets that look like more of the return, or like the return itself."""
    fit = chosen.header.fit
    for other in others:
        has_rows = without_empty_rows(other.grid).height > other.header.at + 1
        if other.part.hidden and other.header.fit > fit:
            yield Fault("hidden_sheet", other.part.name)
        elif other.part.hidden or _is_example(other) or not has_rows:
            continue
        elif other.header.fit == fit > 0:
            yield Fault("several_sheets", other.part.name, args={"read": chosen.part.name})


def _header_of(body: Body, column: int) -> str | None:
    try:
        return body.header[body.column_numbers.index(column + 1)]
    except ValueError:
        return None
