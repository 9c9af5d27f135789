"""Which number, bound or mark does a cell hold?"""

from dataclasses import dataclass

import pandas as pd

from etl.records import Gap, Number


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says: a value, a range (``low``, ``high``), a gap, or nothing (``empty``).

    A range has no value. ``<5`` is 0 to 4; ``>1000`` is a ``low`` of 1000 alone.
    """

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    gap: Gap | None = None
    empty: bool = False


def parse_number(text: str) -> Number:
    """Read one plain number: an int where it is whole, else a float; ``12 %`` is 0.12."""
    raise NotImplementedError


def parse_cell(text: str) -> Cell:
    """Read a number, a bound, a mark (``..``, ``.``, ``–``) or an empty cell."""
    raise NotImplementedError


def read_cells(column: pd.Series) -> pd.DataFrame:
    """Read a column of text into a frame with the same index.

    Columns: ``value``, ``low``, ``high`` (object: int, float or None); ``gap`` (``""`` for
    none); ``empty`` and ``whole`` (bool; whole: no figure in the cell has a fraction);
    ``fault`` (``""`` for none).
    """
    raise NotImplementedError
