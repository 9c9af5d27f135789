"""What table does a text file hold, whatever separates its cells?"""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

import pandas as pd

from etl.reading.encoding import decode
from etl.reading.header import HEADER_WITHIN, Candidate, best_row, split_at, stray_cells
from etl.reading.table import COLUMN_LIMIT, ROW_LIMIT, Fault, Fit, Table, refuse

DELIMITERS = (";", ",", "\t")

_HEAD = 500_000
_ZERO_WIDTH = "\u200b\u2060\ufeff"
_SAW = re.compile(r"Expected \d+ fields in line \d+, saw (\d+)")
_OPEN_QUOTE = re.compile(r"EOF inside string starting at row (\d+)")
_RETRIES = 4
# Where none of these stands in the file, no cell has white space around it.
_LOOSE = (" \n", "\n ", " \r", '"', "\v", "\f", *map(chr, range(0x1C, 0x20)), "\x85", "\u00a0",
          "\u1680", *map(chr, range(0x2000, 0x200B)), "\u2028", "\u2029", "\u202f", "\u205f",
          "\u3000", *_ZERO_WIDTH)  # fmt: skip


def read_delimited(data: bytes, fit: Fit) -> tuple[Table, tuple[Fault, ...]]:
    """Read CSV or tab-separated text. Raises ``Refused`` where it is no table."""
    decoded = decode(data)
    text = decoded.text
    if not text.strip():
        raise refuse("empty_file")
    if max(text.count("\n"), text.count("\r")) > ROW_LIMIT * 1.1:
        raise refuse("too_large", what="rows", limit=ROW_LIMIT)
    delimiter, header = _best_delimiter(text, fit)
    grid = _grid(text, delimiter, _width(text, delimiter))
    body = split_at(grid, header.at)
    if len(body.frame) > ROW_LIMIT:
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
    swallowed = _swallowed(body.frame, delimiter) if _has_inner_breaks(text, grid) else ()
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
    lines = io.StringIO(text[:_HEAD], newline=None)
    rows = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    try:
        return [[_bare(cell) for cell in row] for row in islice(rows, HEADER_WITHIN)]
    except csv.Error as error:
        if "field larger" in str(error):
            limit = csv.field_size_limit()
            raise refuse("too_large", what="characters", limit=limit) from error
        raise refuse("not_a_table") from error


def _agreeing(rows: list[list[str]]) -> int:
    widths = [len(row) for row in rows if len(row) > 1]
    return max((widths.count(width) for width in widths), default=0)


def _width(text: str, delimiter: str) -> int:
    return max(len(row) for row in _head(text, delimiter))


def _grid(text: str, delimiter: str, width: int) -> pd.DataFrame:
    raw = io.BytesIO(text.encode("utf-8"))
    for _ in range(_RETRIES):
        if width > COLUMN_LIMIT:
            raise refuse("too_large", what="columns", limit=COLUMN_LIMIT)
        raw.seek(0)
        try:
            grid = _parse(raw, delimiter, width)
        except pd.errors.ParserError as error:
            width = _wider(str(error), text, delimiter, width)
            continue
        grid.index = pd.RangeIndex(1, len(grid) + 1)
        return _stripped(grid) if _is_loose(text, delimiter) else grid
    raise refuse("not_a_table")


def _parse(raw: io.BytesIO, delimiter: str, width: int) -> pd.DataFrame:
    return pd.read_csv(
        raw,
        sep=delimiter,
        header=None,
        names=list(range(width)),
        index_col=False,
        dtype=str,
        keep_default_na=False,
        na_filter=False,
        skip_blank_lines=False,
        skipinitialspace=True,
        engine="c",
        encoding="utf-8",
    )


def _wider(message: str, text: str, delimiter: str, width: int) -> int:
    """Say how many columns to try after a row turned out to have more than ``width``."""
    unclosed = _OPEN_QUOTE.search(message)
    if unclosed:
        raise refuse("unreadable", row=int(unclosed[1]) + 1, reason="open_quote")
    saw = _SAW.search(message)
    if saw is None:
        raise refuse("not_a_table")
    most = max(line.count(delimiter) for line in text.splitlines()) + 1
    return max(int(saw[1]), min(most, 2 * width + 8))


def _is_loose(text: str, delimiter: str) -> bool:
    inner_tabs = () if delimiter == "\t" else ("\t",)
    marks = (*_LOOSE, *inner_tabs, f" {delimiter}", f"{delimiter} ")
    return text[-1:] == " " or any(mark in text for mark in marks)


def _stripped(grid: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({name: _strip_column(grid[name]) for name in grid.columns})


def _strip_column(column: pd.Series) -> pd.Series:
    codes, texts = pd.factorize(column)
    bare = pd.array([_bare(text) for text in texts], dtype="str")
    return pd.Series(bare.take(codes), index=column.index)


def _bare(text: str) -> str:
    bare = text.strip()
    if bare[:1] in _ZERO_WIDTH or bare[-1:] in _ZERO_WIDTH:
        return bare.strip(_ZERO_WIDTH + " \t\r\n\u00a0\u202f")
    return bare


def _has_inner_breaks(text: str, grid: pd.DataFrame) -> bool:
    lines = max(text.count("\n"), text.count("\r"))
    return lines > len(grid)


def _swallowed(frame: pd.DataFrame, delimiter: str) -> Iterator[Fault]:
    """Point at cells that hold whole rows: a quotation mark was opened and closed far below."""
    for position in range(frame.shape[1]):
        column = frame[position]
        inner = column[column.str.contains("\n", regex=False).to_numpy()]
        for row, text in inner.items():
            if any(line.count(delimiter) >= frame.shape[1] - 2 > 0 for line in text.split("\n")):
                yield Fault("swallowed_rows", row=int(str(row)), args={"lines": text.count("\n")})
