"""Text in, value out: numbers with their marks, periods and places as people write them.

Each ``parse_…`` takes one text and raises ``CellError``; each ``read_…`` takes a whole column
of text and gives a frame with the same index, with the reason in its column ``fault``.
"""

from etl.cells.error import CellError
from etl.cells.neutral import neutralise
from etl.cells.numbers import Cell, parse_cell, parse_number, read_cells
from etl.cells.periods import parse_period, read_periods
from etl.cells.places import parse_geography, read_geographies

__all__ = [
    "Cell",
    "CellError",
    "neutralise",
    "parse_cell",
    "parse_geography",
    "parse_number",
    "parse_period",
    "read_cells",
    "read_geographies",
    "read_periods",
]
