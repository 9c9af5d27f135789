"""What does each cell say, and which cells say nothing that their column may hold?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd
import pandera.pandas as pa

from etl.cells import read_cells, read_geographies, read_periods
from etl.columns import FIGURE_KINDS, Kind, kind_of
from etl.source import BESIDE, GAP, HIGH, LOW, Source
from etl.vocabulary import TOTAL, code_lists, fold


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell that cannot stand: where, which wording, and what the wording needs."""

    row: int
    column: str
    words: str
    args: dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Values:
    """The table as values, with the faults of its cells.

    ``frame`` has the columns of the source that the file has, typed as the schema says, and
    beside a figure's column those of its bounds and marks where there are any. A faulty cell
    is empty in it, or holds the text as it stood.
    """

    frame: pd.DataFrame
    faults: tuple[Fault, ...]


def read_values(source: Source, texts: pd.DataFrame) -> Values:
    """Turn text into values. ``texts`` has the source's column names, str, "" for empty."""
    columns: dict[str, pd.Series] = {}
    faults: list[Fault] = []
    for name in texts.columns:
        column = source.column(name)
        read = _READERS[kind_of(column)](texts[name], column)
        faults += read.faults(name)
        columns[name] = read.values
        columns.update({name + end: series for end, series in read.beside.items()})
    frame = pd.DataFrame(columns, index=texts.index)
    return Values(frame, (*faults, *_schema_faults(source, frame, faults)))


@dataclass(frozen=True, slots=True)
class _Read:
    """One column as read: its values, why a cell failed ("" for none), bounds and marks."""

    values: pd.Series
    reasons: pd.Series
    suggestions: pd.Series | None
    beside: dict[str, pd.Series]

    def faults(self, name: str) -> Iterable[Fault]:
        failed = self.reasons[self.reasons != ""]
        suggestions = _none(failed) if self.suggestions is None else self.suggestions[failed.index]
        for row, words, suggestion in zip(failed.index, failed, suggestions, strict=True):
            args: dict[str, str | int] = {"suggestion": str(suggestion)} if suggestion else {}
            yield Fault(int(row), name, str(words), args)


def _plain(texts: pd.Series, _column: pa.Column) -> _Read:
    return _Read(_filled(texts), _none(texts), None, {})


def _text(texts: pd.Series, column: pa.Column) -> _Read:
    if not (column.metadata or {}).get("total"):
        return _plain(texts, column)
    totals = {fold(word) for word in (TOTAL.code, TOTAL.sv, TOTAL.en, *TOTAL.also)}
    return _plain(
        _by_word(texts, lambda word: TOTAL.code if fold(word) in totals else word), column
    )


def _code(texts: pd.Series, column: pa.Column) -> _Read:
    codes = code_lists()[(column.metadata or {})["list"]].spellings()
    # An unknown word stays as it stood: the schema says that it is not in the list.
    return _plain(_by_word(texts, lambda word: codes.get(fold(word), word)), column)


def _period(texts: pd.Series, _column: pa.Column) -> _Read:
    read = read_periods(texts)
    return _Read(_filled(read["label"]), _where_filled(texts, read), read.get("suggestion"), {})


def _geography(texts: pd.Series, _column: pa.Column) -> _Read:
    read = read_geographies(texts)
    return _Read(_filled(read["code"]), _where_filled(texts, read), read.get("suggestion"), {})


def _figure(texts: pd.Series, column: pa.Column) -> _Read:
    whole = kind_of(column) in (Kind.COUNT, Kind.FLAG)
    read = read_cells(texts)
    reasons = read["fault"].astype(object)
    if whole:
        reasons = reasons.mask(reasons.eq("") & ~read["whole"], "not_whole")
        reasons = reasons.mask(reasons.eq("") & _too_great(read), "out_of_range")
    good = reasons.eq("")
    dtype = "Int64" if whole else "Float64"
    beside = {
        end: _numbers(read[name].where(good, None), dtype)
        for end, name in ((LOW, "low"), (HIGH, "high"))
        if read[name].notna().any()
    }
    if read["gap"].ne("").any():
        beside[GAP] = read["gap"].where(read["gap"].ne(""), None)
    return _Read(_numbers(read["value"].where(good, None), dtype), reasons, None, beside)


def _too_great(read: pd.DataFrame) -> "pd.Series[bool]":
    # Beyond what the store's whole numbers hold; the schema's own limit is far below.
    big = [pd.to_numeric(read[name]).abs() > 2**53 for name in ("value", "low", "high")]
    return pd.concat(big, axis=1).any(axis=1)


def _schema_faults(source: Source, frame: pd.DataFrame, known: list[Fault]) -> Iterable[Fault]:
    failed = {(fault.row, fault.column) for fault in known}
    for name in frame.columns:
        column = source.schema.columns.get(name, source.others)
        if column is None or not (name in source.schema.columns or BESIDE not in name):
            continue
        yield from (
            fault
            for fault in _column_faults(name, column, frame[name])
            if (fault.row, fault.column) not in failed
        )


def _column_faults(name: str, column: pa.Column, values: pd.Series) -> Iterable[Fault]:
    """Check one column against its schema; lazily, since its checks do not hide each other."""
    schema = pa.SeriesSchema(column.dtype, column.checks, nullable=column.nullable)
    try:
        schema.validate(values, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases
    else:
        return
    args = _particulars(column)
    for check, row in zip(cases["check"], cases["index"], strict=True):
        yield Fault(int(row), name, "missing" if check == "not_nullable" else str(check), args)


def _particulars(column: pa.Column) -> dict[str, str | int]:
    metadata = column.metadata or {}
    if "list" in metadata:
        entries = code_lists()[metadata["list"]].entries
        return {"allowed": ", ".join(entry.sv for entry in entries)}
    return {"most": metadata["most"]} if "most" in metadata else {}


def _by_word(texts: pd.Series, read: Callable[[str], str]) -> pd.Series:
    """Read each distinct word once, however many rows have it."""
    codes, words = pd.factorize(texts)
    return pd.Series(words.map(read).take(codes), index=texts.index, dtype=str)


def _filled(texts: pd.Series) -> pd.Series:
    return texts.astype(str).where(texts != "", None).astype(str)


def _none(texts: pd.Series) -> pd.Series:
    return pd.Series("", index=texts.index, dtype=object)


def _where_filled(texts: pd.Series, read: pd.DataFrame) -> pd.Series:
    return read["fault"].where(texts != "", "")


def _numbers(values: pd.Series, dtype: str) -> pd.Series:
    return pd.Series(values.where(values.notna(), pd.NA), dtype=dtype)


_READERS: dict[Kind, Callable[[pd.Series, pa.Column], _Read]] = {
    Kind.PERIOD: _period,
    Kind.GEOGRAPHY: _geography,
    Kind.CODE: _code,
    Kind.TEXT: _text,
    Kind.DATE: _plain,
    **dict.fromkeys((*FIGURE_KINDS, Kind.FLAG), _figure),
}
