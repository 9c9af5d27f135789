"""What does each cell say, and which cells say nothing that their column may hold?

Each distinct text of a column is read and checked once, however many rows have it: a million
rows seldom hold more than some hundred different cells.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandera.polars as pa
import polars as pl

import etl.pandera_checks  # noqa: F401  # before pandera imports them itself
from etl.cells import Cell, CellError, parse_cell, parse_geography, parse_period
from etl.cells.tidy import tidy
from etl.columns import FIGURE_KINDS, Kind, kind_of
from etl.distinct import distinct
from etl.reading.table import ROW, cell_columns
from etl.source import GAP, HIGH, LOW, Source
from etl.vocabulary import TOTAL, code_lists, fold

GREATEST_EXACT = 2**53
"""Beyond it a store's number is no longer exact; the schema's own limits are far below."""

Args = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell that cannot stand: where, which wording and what it needs, the text as written."""

    row: int
    column: str
    words: str
    args: Args
    value: str


@dataclass(frozen=True, slots=True)
class Values:
    """The table as values, with the faults of its cells.

    ``frame`` has ``ROW`` and the columns of the source that the file has: numbers as ``Int64`` or
    ``Float64``, words as text, null for an empty cell, and beside a figure's column those of its
    bounds and marks where there are any. A faulty cell is null in it, or holds the text as it
    stood. ``filled`` tells which rows report anything.
    """

    frame: pl.DataFrame
    faults: tuple[Fault, ...]
    filled: pl.Series


@dataclass(frozen=True, slots=True)
class _Read:
    """Different texts as read: their values, what is wrong with which, bounds and marks."""

    values: pl.Series
    wrong: Mapping[int, tuple[str, Args]] = field(default_factory=dict)
    beside: Mapping[str, pl.Series] = field(default_factory=dict)


def read_values(source: Source, texts: pl.DataFrame) -> Values:
    """Turn text into values. ``texts`` has ``ROW`` and columns of the source, "" for empty."""
    columns: dict[str, pl.Series] = {ROW: texts[ROW]}
    faults: list[Fault] = []
    named = cell_columns(texts)
    filled = pl.repeat(not set(source.figures) & set(named), texts.height, eager=True)
    for name in named:
        codes, words = distinct(texts[name])
        column = source.column(name)
        read = _READERS[kind_of(column)](words, column)
        for end, values in {"": read.values, **read.beside}.items():
            columns[name + end] = values.gather(codes)
        faults += _faults(name, column, words, read, pl.DataFrame([texts[ROW], codes.alias("at")]))
        if name in source.figures:
            filled |= texts[name] != ""
    return Values(pl.DataFrame(columns), tuple(faults), filled)


def _faults(
    name: str, column: pa.Column, words: Sequence[str], read: _Read, places: pl.DataFrame
) -> Iterable[Fault]:
    wrong = {at: (rule, _particulars(column)) for at, rule in _failures(column, read.values)}
    wrong.update(read.wrong)
    if wrong:
        for row, at in places.filter(pl.col("at").is_in(list(wrong))).iter_rows():
            yield Fault(row, name, *wrong[at], words[at])


def _failures(column: pa.Column, values: pl.Series) -> Iterable[tuple[int, str]]:
    """Check values against their column's schema; lazily, since its checks hide no other."""
    schema = pa.DataFrameSchema({_ALONE: pa.Column(column.dtype, column.checks, nullable=True)})
    try:
        schema.validate(values.to_frame(_ALONE), lazy=True)
    except pa.errors.SchemaErrors as error:
        yield from error.failure_cases.select("index", "check").iter_rows()
    if not column.nullable:
        yield from ((at, "missing") for at in values.is_null().arg_true())


_ALONE = "values"


def _particulars(column: pa.Column) -> Args:
    metadata = column.metadata or {}
    if "list" in metadata:
        return {"allowed": metadata["list"]}
    return {"most": metadata["most"]} if "most" in metadata else {}


def _words(texts: Iterable[str]) -> pl.Series:
    return pl.Series([text or None for text in texts], dtype=pl.String)


def _plain(texts: Sequence[str], _column: pa.Column) -> _Read:
    return _Read(_words(texts))


def _text(texts: Sequence[str], column: pa.Column) -> _Read:
    if not (column.metadata or {}).get("total"):
        return _plain(texts, column)
    totals = {fold(word) for word in (TOTAL.code, TOTAL.sv, TOTAL.en, *TOTAL.also)}
    return _Read(_words(TOTAL.code if fold(text) in totals else text for text in texts))


def _code(texts: Sequence[str], column: pa.Column) -> _Read:
    codes = code_lists()[(column.metadata or {})["list"]].spellings()
    # An unknown word stays as it stood: the schema says that it is not in the list.
    return _Read(_words(codes.get(fold(text), text) for text in texts))


def _period(texts: Sequence[str], _column: pa.Column) -> _Read:
    return _parsed(texts, lambda text: parse_period(text).label)


def _geography(texts: Sequence[str], _column: pa.Column) -> _Read:
    return _parsed(texts, parse_geography)


def _parsed(texts: Sequence[str], parse: Callable[[str], str]) -> _Read:
    values, wrong = [], {}
    for at, text in enumerate(texts):
        try:
            values.append(parse(text) if tidy(text) else "")
        except CellError as error:
            values.append("")
            wrong[at] = (error.reason, _suggestion(error))
    return _Read(_words(values), wrong)


def _suggestion(error: CellError) -> Args:
    return {"suggestion": error.suggestion} if error.suggestion else {}


def _figure(texts: Sequence[str], column: pa.Column) -> _Read:
    whole = kind_of(column) in (Kind.COUNT, Kind.FLAG)
    said: list[Cell] = []
    wrong: dict[int, tuple[str, Args]] = {}
    for at, text in enumerate(texts):
        try:
            cell, reason = parse_cell(text), ""
        except CellError as error:
            cell, reason = Cell(), error.reason
        reason = reason or _unfit(cell, whole=whole)
        if reason:
            cell = Cell()
            wrong[at] = (reason, {})
        said.append(cell)
    kind = pl.Int64 if whole else pl.Float64
    values = {
        end: pl.Series(numbers, dtype=kind, strict=False)
        for end, numbers in (
            ("", [cell.value for cell in said]),
            (LOW, [cell.low for cell in said]),
            (HIGH, [cell.high for cell in said]),
        )
    }
    values[GAP] = pl.Series(
        [cell.gap.value if cell.gap else None for cell in said], dtype=pl.String
    )
    beside = {end: one for end, one in values.items() if end and one.null_count() < len(one)}
    return _Read(values[""], wrong, beside)


def _unfit(cell: Cell, *, whole: bool) -> str:
    """Say why a column cannot hold what a cell says; "" where it can."""
    for number in (cell.value, cell.low, cell.high):
        if number is None:
            continue
        if whole and isinstance(number, float):
            return "not_whole"
        if abs(number) > GREATEST_EXACT:
            return "out_of_range"
    return ""


_READERS: dict[Kind, Callable[[Sequence[str], pa.Column], _Read]] = {
    Kind.PERIOD: _period,
    Kind.GEOGRAPHY: _geography,
    Kind.CODE: _code,
    Kind.TEXT: _text,
    Kind.DATE: _plain,
    **dict.fromkeys((*FIGURE_KINDS, Kind.FLAG), _figure),
}
