"""Text in, value out: numbers with their marks, periods and places as people write them.

Each ``parse_…`` takes one text and raises ``CellError``.
"""

from etl.cells.error import CellError
from etl.cells.neutral import neutralise
from etl.cells.numbers import Cell, parse_cell, parse_number
from etl.cells.periods import parse_period
from etl.cells.places import parse_geography

__all__ = [
    "Cell",
    "CellError",
    "neutralise",
    "parse_cell",
    "parse_geography",
    "parse_number",
    "parse_period",
]
