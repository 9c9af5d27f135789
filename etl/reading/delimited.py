"""What table does a text file hold, whatever separates its cells?"""

import csv
import io
from collections.abc import Iterator
from itertools import chain, islice, zip_longest

import polars as pl

from etl.reading.encoding import decode
from etl.reading.header import HEADER_WITHIN, Candidate, best_row, split_at, stray_cells
from etl.reading.table import (
    COLUMN_LIMIT,
    ROW,
    ROW_LIMIT,
    Fault,
    Fit,
    Refused,
    Table,
    cell_columns,
    refuse,
)

DELIMITERS = (";", ",", "\t")

_HEAD = 500_000
_ZERO_WIDTH = "\u200b\u2060\ufeff"
_END = "\ue000end of the file\ue000"
_CHUNK_ROWS = 50_000
# Where none of these stands in the file, no cell has white space around it.
_LOOSE = ('"', "\v", "\f", *map(chr, range(0x1C, 0x20)))
_LOOSE_BEYOND_ASCII = ("\x85", "\u00a0", "\u1680", *map(chr, range(0x2000, 0x200B)), "\u2028",
                       "\u2029", "\u202f", "\u205f", "\u3000", *_ZERO_WIDTH)  # fmt: skip


def read_delimited(data: bytes, fit: Fit) -> tuple[Table, tuple[Fault, ...]]:
    """Read CSV or tab-separated text. Raises ``Refused`` where it is no table."""
    decoded = decode(data)
    text = decoded.text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text or text.isspace():
        raise refuse("empty_file")
    lines = text.count("\n")
    if lines > ROW_LIMIT * 1.1:
        raise refuse("too_large", what="rows", limit=ROW_LIMIT)
    delimiter, header = _best_delimiter(text, fit)
    grid = _grid(text, delimiter)
    body = split_at(grid, header.at)
    if body.frame.height > ROW_LIMIT:
        raise refuse("too_large", what="rows", limit=ROW_LIMIT)
    table = Table(
        sheet=None,
        header=body.header,
        header_row=body.header_row,
        frame=body.frame,
        column_numbers=body.column_numbers,
        encoding=decoded.encoding,
        delimiter=delimiter,
        beside=body.banner,
    )
    swallowed = _swallowed(body.frame, delimiter) if lines > grid.height else ()
    return table, (*stray_cells(body, None), *swallowed)


def _best_delimiter(text: str, fit: Fit) -> tuple[str, Candidate]:
    found: list[tuple[tuple[float, int, int], str, Candidate]] = []
    for delimiter in DELIMITERS:
        rows = _head(text, delimiter)
        header = best_row(rows, fit)
        if header.cells > 1 or header.fit:
            found.append(((header.fit, _agreeing(rows), header.cells), delimiter, header))
    if not found:
        raise refuse("not_a_table")
    _, delimiter, header = max(found, key=lambda choice: choice[0])
    return delimiter, header


def _head(text: str, delimiter: str) -> list[list[str]]:
    rows = csv.reader(io.StringIO(text[:_HEAD]), delimiter=delimiter, skipinitialspace=True)
    try:
        return [[_bare(cell) for cell in row] for row in islice(rows, HEADER_WITHIN)]
    except csv.Error as error:
        raise _unread(error) from error


def _unread(error: csv.Error) -> Refused:
    if "field larger" in str(error):
        return refuse("too_large", what="characters", limit=csv.field_size_limit())
    return refuse("not_a_table")


def _agreeing(rows: list[list[str]]) -> int:
    widths = [len(row) for row in rows if len(row) > 1]
    return max((widths.count(width) for width in widths), default=0)


def _grid(text: str, delimiter: str) -> pl.DataFrame:
    grid = _quoted(text, delimiter) if '"' in text else _plain(text, delimiter)
    if _is_loose(text, delimiter):
        grid = grid.select(_strip_column(column) for column in grid)
    return grid.with_row_index(ROW, 1).with_columns(pl.col(ROW).cast(pl.Int64))


def _plain(text: str, delimiter: str) -> pl.DataFrame:
    """Cut text without quotation marks, where every delimiter ends a cell."""
    width = max(len(row) for row in _head(text, delimiter))
    raw = text.encode("utf-8")
    try:
        return _parse(raw, delimiter, width)
    except pl.exceptions.ComputeError:
        # A row below has more cells than those at the top.
        widest = max(line.count(delimiter) for line in text.split("\n")) + 1
        return _parse(raw, delimiter, widest)


def _parse(raw: bytes, delimiter: str, width: int) -> pl.DataFrame:
    if width > COLUMN_LIMIT:
        raise refuse("too_large", what="columns", limit=COLUMN_LIMIT)
    grid = pl.read_csv(
        raw,
        separator=delimiter,
        has_header=False,
        quote_char=None,
        schema={str(at): pl.String for at in range(width)},
        missing_columns="insert",
        empty_string_is_null=False,
    )
    return grid.fill_null("")


def _quoted(text: str, delimiter: str) -> pl.DataFrame:
    """Cut text in which a cell may stand in quotation marks and hold anything."""
    lines = chain(io.StringIO(text), (f"{_END}{delimiter}{_END}",))
    rows = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    chunks: list[pl.DataFrame] = []
    last: list[str] = []
    above = 0
    try:
        while chunk := list(islice(rows, _CHUNK_ROWS)):
            last = chunk[-1]
            above += len(chunk)
            chunks.append(_frame(chunk))
    except csv.Error as error:
        if text.count('"') % 2:
            raise refuse("unreadable", row=above + 1, reason="open_quote") from error
        raise _unread(error) from error
    if last != [_END, _END]:
        # A mark that nothing closes has swallowed the end as well.
        raise refuse("unreadable", row=above, reason="open_quote")
    grid = pl.concat(chunks, how="diagonal").fill_null("")
    return grid.head(-1)


def _frame(rows: list[list[str]]) -> pl.DataFrame:
    if max(map(len, rows)) > COLUMN_LIMIT:
        raise refuse("too_large", what="columns", limit=COLUMN_LIMIT)
    columns = enumerate(zip_longest(*rows, fillvalue=""))
    return pl.DataFrame([pl.Series(str(at), texts, pl.String) for at, texts in columns])


def _is_loose(text: str, delimiter: str) -> bool:
    marks = _LOOSE if delimiter == "\t" else (*_LOOSE, "\t")
    if not text.isascii():
        marks += _LOOSE_BEYOND_ASCII
    if " " in text:
        marks += (" \n", "\n ", f" {delimiter}", f"{delimiter} ")
    return " " in (text[:1], text[-1:]) or any(mark in text for mark in marks)


def _strip_column(column: pl.Series) -> pl.Series:
    loose = {text: bare for text in column.unique() if (bare := _bare(text)) != text}
    return column.replace(loose) if loose else column


def _bare(text: str) -> str:
    bare = text.strip()
    if bare[:1] in _ZERO_WIDTH or bare[-1:] in _ZERO_WIDTH:
        return bare.strip(_ZERO_WIDTH + " \t\r\n\u00a0\u202f")
    return bare


def _swallowed(frame: pl.DataFrame, delimiter: str) -> Iterator[Fault]:
    """Point at cells that hold whole rows: a quotation mark was opened and closed far below."""
    names = cell_columns(frame)
    for name in names:
        inner = frame.filter(pl.col(name).str.contains("\n", literal=True))
        for row, text in inner.select(ROW, name).iter_rows():
            if any(line.count(delimiter) >= len(names) - 2 > 0 for line in text.split("\n")):
                yield Fault("swallowed_rows", row=row, args={"lines": text.count("\n")})
