"""Tables and numbers for the tests of the privacy screen; the numbers belong to nobody."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from etl.reading import Table
from etl.reading.table import ROW

# The test series that the Swedish Tax Agency keeps free of living persons (980-999).
SERIES = json.loads((Path(__file__).parent / "personnummer_test_series.json").read_text())
VALID = [entry["long_format"] for entry in SERIES if entry["valid"]]
INVALID = [entry["long_format"] for entry in SERIES if not entry["valid"]]


def check_digit(nine: str) -> str:
    """Give the Luhn digit of nine digits, worked out the long way."""
    total = 0
    for at, digit in enumerate(nine):
        product = int(digit) * (2 if at % 2 == 0 else 1)
        total += product - 9 if product > 9 else product
    return str((10 - total % 10) % 10)


def interim(long: str, letter: str = "T") -> tuple[str, str]:
    """Turn a number of the series into an interim one: date, letter and three digits."""
    date, middle = long[2:8], long[9:11]
    return long[:8], f"{letter}{middle}{check_digit(date + '1' + middle)}"


def table_of(
    header: Sequence[str], rows: Sequence[Sequence[str]], sheet: str | None = None
) -> Table:
    columns = {str(at): [row[at] for row in rows] for at in range(len(header))}
    frame = pl.DataFrame(columns, schema_overrides=dict.fromkeys(columns, pl.String))
    frame = frame.with_row_index(ROW, 2).with_columns(pl.col(ROW).cast(pl.Int64))
    table = Table(sheet, tuple(header), 1, frame)
    return replace(table, sheet_number=1) if sheet else table
