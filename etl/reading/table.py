"""What stood in the file, as text, and what is wrong with the file as such?

``Table`` and ``Fault`` are what reading gives; ``Refused`` is raised where there is nothing to
give. A fault is a rule's name with its particulars: the sentence for a person is made elsewhere.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

Fit = Callable[[Sequence[str]], float]
"""How well a row of cells fits as the header of the source sought, from 0 to 1."""

ROW = "·row"
"""The column of every frame that says which row of the spreadsheet a line is, from 1."""

ROW_LIMIT = 1_000_000
COLUMN_LIMIT = 500

Place = Literal["banner", "comment", "sheet_name", "file_name", "file_part"]


@dataclass(frozen=True, slots=True)
class Beside:
    """One text of the file that is not in the table, kept so that it can be screened.

    ``sheet_number`` counts from 1 and ``column`` is the letter a spreadsheet shows, so that a
    hit can be pointed at without repeating a sheet name that may itself be the hit.
    """

    place: Place
    text: str
    sheet_number: int | None = None
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class OtherSheet:
    """A sheet that was not read as the return, all its cells as in ``Table.frame``."""

    name: str
    number: int
    hidden: bool
    frame: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Table:
    """What stood in the file, as text.

    ``header`` is as written, stripped, one name for each column of cells. ``header_row`` and
    the column ``ROW`` of ``frame`` are the rows a spreadsheet shows. ``frame`` has columns "0" to
    "n-1" of text, cells without outside white space, ``""`` for empty; rows of nothing but empty
    cells are left out. ``column_numbers`` says where each column stood in the file, from 1.
    ``sheet`` is None for CSV, ``encoding`` and ``delimiter`` for XLSX. ``beside`` and ``others``
    hold every further text of the file, for the privacy screen.
    """

    sheet: str | None
    header: tuple[str, ...]
    header_row: int
    frame: pl.DataFrame
    encoding: str | None = None
    delimiter: str | None = None
    column_numbers: tuple[int, ...] = ()
    sheet_number: int | None = None
    beside: tuple[Beside, ...] = ()
    others: tuple[OtherSheet, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a file, before anybody asks what its values mean.

    ``rule`` is a stable name; ``args`` holds the particulars that its sentence needs.
    """

    rule: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    args: Mapping[str, str | int] = field(default_factory=dict)


def cell_columns(frame: pl.DataFrame) -> list[str]:
    """Name the columns of a frame that hold cells, in order."""
    return [name for name in frame.columns if name != ROW]


class Refused(Exception):  # noqa: N818 - says what happened; not a programming error
    """The file cannot be read as a return at all; ``faults`` says why."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(fault.rule for fault in faults))
        self.faults = faults


def refuse(rule: str, *, row: int | None = None, **args: str | int) -> Refused:
    """Make the refusal of a whole file, to be raised."""
    return Refused(Fault(rule, row=row, args=args))
