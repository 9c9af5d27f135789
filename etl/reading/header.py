"""Which row is the header, and what table hangs below it?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from etl.reading.table import Beside, Fault, Fit

HEADER_WITHIN = 30
"""The header is looked for in this many rows from the top."""

_EXAMPLES = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that may be the header: how well it fits, and where it is (0 = the first row)."""

    fit: float
    cells: int
    at: int

    @property
    def rank(self) -> tuple[float, int, int]:
        """Order candidates: fit first; where none fits, the fullest row; else the upper one."""
        return (self.fit, 0 if self.fit else self.cells, -self.at)


def best_row(rows: Sequence[Sequence[str]], fit: Fit) -> Candidate:
    """Choose the header among the first rows; ``rows`` must not be empty."""
    candidates = (
        Candidate(fit(row) if any(row) else 0.0, sum(map(bool, row)), at)
        for at, row in enumerate(rows[:HEADER_WITHIN])
    )
    return max(candidates, key=lambda candidate: candidate.rank)


@dataclass(frozen=True, slots=True)
class Body:
    """The part of a grid that is the table: its header, where its columns stood, its cells."""

    header: tuple[str, ...]
    header_row: int
    column_numbers: tuple[int, ...]
    frame: pd.DataFrame
    banner: tuple[Beside, ...]


def split_at(grid: pd.DataFrame, at: int, sheet_number: int | None = None) -> Body:
    """Cut a grid of text (index: spreadsheet rows; columns 0..n-1) at its header."""
    header = [str(cell) for cell in grid.iloc[at]]
    below = without_empty_rows(grid.iloc[at + 1 :])
    kept = [i for i, name in enumerate(header) if name or bool((below[i] != "").any())]
    frame = below[kept]
    frame.columns = pd.RangeIndex(len(kept))
    banner = tuple(
        Beside("banner", str(cell), sheet_number, int(row), column_letters(i))
        for row, cells in zip(grid.index[:at], grid.iloc[:at].to_numpy(), strict=True)
        for i, cell in enumerate(cells)
        if cell
    )
    return Body(
        header=tuple(header[i] for i in kept),
        header_row=int(grid.index[at]),
        column_numbers=tuple(i + 1 for i in kept),
        frame=frame,
        banner=banner,
    )


def without_empty_rows(grid: pd.DataFrame) -> pd.DataFrame:
    """Leave out the rows in which every cell is empty."""
    if grid.empty:
        return grid
    empty = (grid[0] == "").to_numpy(dtype=bool, copy=True)
    for column in range(1, grid.shape[1]):
        if not empty.any():
            return grid
        # Few rows start with an empty cell, so only those are looked at further.
        empty[empty] = (grid[column].to_numpy()[empty] == "").astype(bool)
    return grid[~empty]


def stray_cells(body: Body, sheet: str | None) -> Iterator[Fault]:
    """Point at cells that stand under no header: at most ten of each column."""
    for position, name in enumerate(body.header):
        if name:
            continue
        column = body.frame[position]
        rows = column.index[(column != "").to_numpy()]
        letters = column_letters(body.column_numbers[position] - 1)
        for row in rows[:_EXAMPLES]:
            yield Fault("cell_without_header", sheet, int(row), letters, args={"cells": len(rows)})


def column_letters(at: int) -> str:
    """Name a column as a spreadsheet does: 0 is A, 26 is AA."""
    letters = ""
    number = at + 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters
