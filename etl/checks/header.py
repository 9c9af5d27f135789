"""Which source is a file for, and which of its columns is which?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from etl.finding import Finding, find
from etl.headings import every_heading, heading, spellings
from etl.reading import Table
from etl.source import BESIDE, Source
from etl.sources import sources
from etl.vocabulary import Language, fold

LEAST_FIT = 0.5
"""Below it, a row of cells is not taken for a source's header."""


@dataclass(frozen=True, slots=True)
class Header:
    """Where each column of the source stands in the file, and how its heading is written."""

    positions: dict[str, int]
    written: dict[str, str]

    def as_written(self, name: str) -> str:
        """Give a column's heading as the file has it."""
        return self.written.get(name, name)


def fit_for(source: Source | None) -> Callable[[Sequence[str]], float]:
    """Give the function that tells how well a row fits: for one source, or for the best one."""
    asked = (source,) if source else tuple(sources().values())
    return lambda cells: max(fit(one, cells) for one in asked)


def fit(source: Source, cells: Sequence[str]) -> float:
    """Tell how well cells fit as the header of a source, 0 to 1.

    The harmonic mean of two shares: of the required columns that are there, and of the cells
    that are columns of the source.
    """
    folded = [fold(cell) for cell in cells if cell.strip()]
    known = spellings(source)
    matched = {known[word] for word in folded if word in known}
    if source.others is not None:
        if not matched.issuperset(source.figures):
            return 0.0
        folded = [word for word in folded if word in known or word in every_heading()]
    if not matched or not folded:
        return 0.0
    there = len(matched.intersection(source.required)) / len(source.required)
    own = len(matched) / len(folded)
    return 2 * there * own / (there + own) if there else 0.0


def best_source(cells: Sequence[str]) -> tuple[Source, float]:
    """Give the source that a header fits best, with how well."""
    ranked = [(one, fit(one, cells)) for one in sources().values()]
    return max(ranked, key=lambda pair: pair[1])


def locate(source: Source, table: Table) -> Header:
    """Find each column of the source; of two with one meaning the first is used."""
    known = spellings(source)
    positions: dict[str, int] = {}
    written: dict[str, str] = {}
    for position, cell in enumerate(table.header):
        name = known.get(fold(cell))
        if name is None and source.others is not None and fold(cell):
            name = None if fold(cell) in every_heading() else cell.replace(BESIDE, " ")
        if name is not None and name not in positions:
            positions[name], written[name] = position, cell
    return Header(positions, written)


def column_findings(
    source: Source, table: Table, header: Header, language: Language
) -> list[Finding]:
    """Say which columns are missing, stand twice, or do not belong to the source."""
    found = [
        find("missing_column", language, sheet=table.sheet, column=_name(name, header))
        for name in source.required
        if name not in header.positions
    ]
    known = spellings(source)
    for position, cell in enumerate(table.header):
        if not cell or position in header.positions.values():
            continue
        name = known.get(fold(cell), cell)
        words = "duplicate_column" if name in header.positions else "unknown_column"
        args: dict[str, str | int] = (
            {"name": header.as_written(name)} if name in header.positions else {}
        )
        found.append(
            find(words, language, sheet=table.sheet, row=table.header_row, column=cell, args=args)
        )
    return found


def _name(name: str, header: Header) -> str:
    """Name a missing column in the language that the other headings are in."""
    exact = sum(written == column for column, written in header.written.items())
    return name if 2 * exact >= len(header.written) else heading(name, "sv")
