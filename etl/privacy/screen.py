"""Does the file hold personal data, and where?

Everything in the file is looked at: cells, header, rows above it, other and hidden sheets,
comments, names of sheets and of the file. A hit is said with its place and its kind; the text
itself goes nowhere, nor does a header or sheet name that is itself a hit.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from etl.distinct import different
from etl.privacy.contact import EMAIL, TELEPHONE, is_address, is_telephone
from etl.privacy.identity import PERSONAL, identity_in
from etl.privacy.names import NAME, holds_names, holds_numbers, is_free_text, is_person
from etl.privacy.plain import plain, without_figures
from etl.privacy.sieve import digits_of, suspects
from etl.privacy.split import split_numbers
from etl.reading.header import column_letters
from etl.reading.table import ROW, Beside, Fault, Table, cell_columns

RULE = "personal_data"

_EXAMPLES = 10


@dataclass(frozen=True, slots=True)
class _Grid:
    """A sheet as it is screened: its cells, and how its parts may be named in a fault."""

    sheet: str | None
    number: int | None
    frame: pl.DataFrame
    header: tuple[str, ...]
    letters: tuple[str, ...]
    code_columns: frozenset[int]


def screen(
    table: Table, *texts: str, code_columns: Collection[int] | None = None
) -> tuple[Fault, ...]:
    """Give a fault ``personal_data`` for each hit, saying where and of what kind, never what.

    ``texts`` are further texts to look at. ``code_columns`` are the positions of the columns
    that should hold codes, in which a person's name is a hit too; None means every column that
    is not headed as free text. In ``args``: ``kind``; ``place`` for a hit outside the cells, with
    ``sheet_number``; ``cells``, how many of this kind the column has, of which ten are given.
    """
    found: set[str] = set()
    safe_names = {number: name for number, name in _sheet_names(table) if not kind_in(name)}
    faults = list(_in_header(table, safe_names))
    for grid in _grids(table, safe_names, code_columns):
        faults += _in_grid(grid, found)
    faults += _beside(table.beside, safe_names, found)
    told = {beside.text for beside in table.beside}
    kinds = [kind for text in texts if text not in told and (kind := kind_in(text))]
    return (*faults, *(Fault(RULE, args=_args(kind, "other", None)) for kind in kinds))


def kind_in(text: str) -> str | None:
    """Say which kind of personal data stands in one text, if any does."""
    bare = plain(text)
    figures = without_figures(bare)
    kind = identity_in(figures)
    if kind is None and is_address(bare):
        return EMAIL
    return kind or (TELEPHONE if is_telephone(figures) else None)


def _sheet_names(table: Table) -> Iterator[tuple[int | None, str]]:
    yield table.sheet_number, table.sheet or ""
    yield from ((other.number, other.name) for other in table.others)


def _grids(
    table: Table, names: Mapping[int | None, str], code_columns: Collection[int] | None
) -> Iterator[_Grid]:
    codes = frozenset(
        position
        for position, name in enumerate(table.header)
        if (not is_free_text(name) if code_columns is None else position in code_columns)
    )
    numbers = table.column_numbers or range(1, len(table.header) + 1)
    letters = tuple(column_letters(number - 1) for number in numbers)
    number = table.sheet_number
    yield _Grid(names.get(number) or None, number, table.frame, table.header, letters, codes)
    for other in table.others:
        width = len(cell_columns(other.frame))
        letters = tuple(column_letters(at) for at in range(width))
        header = ("",) * width
        sheet = names.get(other.number)
        yield _Grid(sheet, other.number, other.frame, header, letters, frozenset())


def _in_header(table: Table, names: Mapping[int | None, str]) -> Iterator[Fault]:
    for position, name in enumerate(table.header):
        kind = kind_in(name)
        if kind:
            number = (table.column_numbers or range(1, len(table.header) + 1))[position]
            sheet = names.get(table.sheet_number) or None
            args = _args(kind, "header", table.sheet_number)
            yield Fault(RULE, sheet, table.header_row, column_letters(number - 1), args=args)


def _beside(
    beside: Sequence[Beside], names: Mapping[int | None, str], found: Collection[str]
) -> Iterator[Fault]:
    texts = [one.text for one in beside]
    for at in suspects(texts, digits_of(texts)):
        one = beside[at]
        # The workbook's list of strings repeats those of the cells.
        is_told = one.place == "file_part" and one.text in found
        kind = kind_in(one.text)
        if kind and not is_told:
            args = _args(kind, one.place, one.sheet_number)
            yield Fault(RULE, names.get(one.sheet_number) or None, one.row, one.column, args=args)


def _in_grid(grid: _Grid, found: set[str]) -> Iterator[Fault]:
    texts_of: dict[int, list[str]] = {}
    for position, name in enumerate(cell_columns(grid.frame)):
        texts = texts_of[position] = different(grid.frame[name]).to_list()
        hits = _in_column(texts, grid.header[position], is_code=position in grid.code_columns)
        if hits:
            kinds = {texts[at]: kind for at, kind in hits.items()}
            found.update(kinds)
            there = grid.frame.filter(pl.col(name).is_in(list(kinds))).select(ROW, name)
            yield from _faults(grid, position, ((r, kinds[text]) for r, text in there.iter_rows()))
    for position, rows in split_numbers(grid.frame, grid.header, texts_of).items():
        yield from _faults(grid, position, rows.items())


def _in_column(texts: Sequence[str], header: str, *, is_code: bool) -> dict[int, str]:
    """Give the kind of each text that is a hit, by its position."""
    digits = digits_of(texts)
    likely = suspects(texts, digits)
    hits = {at: kind for at in likely if (kind := kind_in(texts[at]))}
    if holds_numbers(header):
        numbers = (at for at, run in enumerate(digits) if len(run) >= 4)
        hits = {**dict.fromkeys(numbers, PERSONAL), **hits}
    if holds_names(header):
        hits = {**{at: NAME for at, text in enumerate(texts) if text}, **hits}
    elif is_code:
        hits = {**{at: NAME for at, text in enumerate(texts) if is_person(text)}, **hits}
    return hits


def _faults(grid: _Grid, position: int, kinds: Iterable[tuple[int, str]]) -> Iterator[Fault]:
    header = grid.header[position]
    column = header if header and not kind_in(header) else grid.letters[position]
    found: dict[str, list[int]] = {}
    for row, kind in kinds:
        found.setdefault(kind, []).append(row)
    for kind, rows in found.items():
        for row in rows[:_EXAMPLES]:
            args: dict[str, str | int] = {"kind": kind, "cells": len(rows)}
            yield Fault(RULE, grid.sheet, row, column, args=args)


def _args(kind: str, place: str, sheet_number: int | None) -> dict[str, str | int]:
    args: dict[str, str | int] = {"kind": kind, "place": place}
    if sheet_number is not None:
        args["sheet_number"] = sheet_number
    return args
