"""Which row is the header, and what table hangs below it?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from etl.reading.table import ROW, Beside, Fault, Fit, cell_columns

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
    frame: pl.DataFrame
    banner: tuple[Beside, ...]


def split_at(grid: pl.DataFrame, at: int, sheet_number: int | None = None) -> Body:
    """Cut a grid of text (``ROW`` and columns "0" to "n-1") at its header."""
    names = cell_columns(grid)
    header = grid.select(names).row(at)
    below = without_empty_rows(grid.slice(at + 1))
    kept = [i for i, name in enumerate(header) if name or bool((below[names[i]] != "").any())]
    frame = below.select(ROW, *(pl.col(names[i]).alias(str(to)) for to, i in enumerate(kept)))
    banner = tuple(
        Beside("banner", cell, sheet_number, row, column_letters(i))
        for row, *cells in grid.head(at).select(ROW, *names).iter_rows()
        for i, cell in enumerate(cells)
        if cell
    )
    return Body(
        header=tuple(header[i] for i in kept),
        header_row=grid[ROW][at],
        column_numbers=tuple(i + 1 for i in kept),
        frame=frame,
        banner=banner,
    )


def without_empty_rows(grid: pl.DataFrame) -> pl.DataFrame:
    """Leave out the rows in which every cell is empty."""
    names = cell_columns(grid)
    return grid.filter(pl.any_horizontal(pl.col(names) != "")) if names else grid


def stray_cells(body: Body, sheet: str | None) -> Iterator[Fault]:
    """Point at cells that stand under no header: at most ten of each column."""
    for position, name in enumerate(body.header):
        if name:
            continue
        rows = body.frame.filter(pl.col(str(position)) != "")[ROW]
        letters = column_letters(body.column_numbers[position] - 1)
        for row in rows.head(_EXAMPLES):
            yield Fault("cell_without_header", sheet, row, letters, args={"cells": len(rows)})


def column_letters(at: int) -> str:
    """Name a column as a spreadsheet does: 0 is A, 26 is AA."""
    letters = ""
    number = at + 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters
