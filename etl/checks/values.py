"""What does each cell say, and which cells say nothing that their column may hold?

Each distinct text of a column is read and checked once, however many rows have it: a million
rows seldom hold more than some hundred different cells.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pandera.pandas as pa

from etl.cells import read_cells, read_geographies, read_periods
from etl.columns import FIGURE_KINDS, Kind, kind_of
from etl.source import GAP, HIGH, LOW, Source
from etl.vocabulary import TOTAL, code_lists, fold

Mask = npt.NDArray[np.bool_]


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

    ``frame`` has the columns of the source that the file has: numbers as ``Int64`` or
    ``Float64``, words as categories, and beside a figure's column those of its bounds and marks
    where there are any. A faulty cell is empty in it, or holds the text as it stood.
    ``filled`` tells which rows report anything.
    """

    frame: pd.DataFrame
    faults: tuple[Fault, ...]
    filled: "pd.Series[bool]"


@dataclass(frozen=True, slots=True)
class _Read:
    """Distinct texts as read: their values, why one failed ("" for none), bounds and marks."""

    values: pd.Series
    reasons: pd.Series
    suggestions: pd.Series | None = None
    beside: tuple[tuple[str, pd.Series], ...] = ()


def read_values(source: Source, texts: pd.DataFrame) -> Values:
    """Turn text into values. ``texts`` has the source's column names, str, "" for empty."""
    columns: dict[str, pd.Series] = {}
    faults: list[Fault] = []
    filled = np.zeros(len(texts), dtype=bool)
    for name in texts.columns:
        codes, words = pd.factorize(texts[name])
        distinct = pd.Series(words, dtype=str)
        column = source.column(name)
        read = _READERS[kind_of(column)](distinct, column)
        for end, values in (("", read.values), *read.beside):
            columns[name + end] = _spread(values, codes, texts.index)
        faults += _faults(name, column, read, codes, texts.index)
        if name in source.figures:
            filled |= (distinct != "").to_numpy()[codes]
    if not set(source.figures) & set(texts.columns):
        filled[:] = True
    frame = pd.DataFrame(columns, index=texts.index)
    return Values(frame, tuple(faults), pd.Series(filled, index=texts.index, dtype=bool))


def _spread(values: pd.Series, codes: npt.NDArray[np.intp], index: pd.Index) -> pd.Series:
    if isinstance(values.dtype, pd.Int64Dtype | pd.Float64Dtype):
        return pd.Series(values.array.take(codes), index=index)
    # Words as categories: a comparison or a search for duplicates then looks at numbers.
    return pd.Series(pd.Categorical(values).take(codes), index=index)


def _faults(
    name: str,
    column: pa.Column,
    read: _Read,
    codes: npt.NDArray[np.intp],
    index: pd.Index,
) -> Iterable[Fault]:
    failed = dict(_schema_failures(column, read.values))
    suggestions = read.suggestions
    args = {at: _particulars(column) for at in failed}
    for at, words in read.reasons[read.reasons != ""].items():
        position = int(str(at))
        failed[position] = str(words)
        given = "" if suggestions is None else str(suggestions.iloc[position])
        args[position] = {"suggestion": given} if given else {}
    if not failed:
        return
    at_fault = np.isin(codes, list(failed))
    for row, code in zip(index[at_fault], codes[at_fault], strict=True):
        yield Fault(int(row), name, failed[code], args[code])


def _schema_failures(column: pa.Column, values: pd.Series) -> Iterable[tuple[int, str]]:
    """Check values against their column's schema; lazily, since its checks hide no other."""
    schema = pa.SeriesSchema(column.dtype, column.checks, nullable=column.nullable)
    try:
        schema.validate(values, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases
        for check, at in zip(cases["check"], cases["index"], strict=True):
            yield int(at), "missing" if check == "not_nullable" else str(check)


def _particulars(column: pa.Column) -> dict[str, str | int]:
    metadata = column.metadata or {}
    if "list" in metadata:
        return {"allowed": metadata["list"]}
    return {"most": metadata["most"]} if "most" in metadata else {}


def _plain(texts: pd.Series, _column: pa.Column) -> _Read:
    return _Read(_filled(texts), _none(texts))


def _text(texts: pd.Series, column: pa.Column) -> _Read:
    if not (column.metadata or {}).get("total"):
        return _plain(texts, column)
    totals = {fold(word) for word in (TOTAL.code, TOTAL.sv, TOTAL.en, *TOTAL.also)}
    return _plain(texts.map(lambda word: TOTAL.code if fold(word) in totals else word), column)


def _code(texts: pd.Series, column: pa.Column) -> _Read:
    codes = code_lists()[(column.metadata or {})["list"]].spellings()
    # An unknown word stays as it stood: the schema says that it is not in the list.
    return _plain(texts.map(lambda word: codes.get(fold(word), word)), column)


def _period(texts: pd.Series, _column: pa.Column) -> _Read:
    read = read_periods(texts)
    return _Read(_filled(read["label"]), read["fault"], read["suggestion"])


def _geography(texts: pd.Series, _column: pa.Column) -> _Read:
    read = read_geographies(texts)
    return _Read(_filled(read["code"]), read["fault"])


def _figure(texts: pd.Series, column: pa.Column) -> _Read:
    whole = kind_of(column) in (Kind.COUNT, Kind.FLAG)
    read = read_cells(texts)
    reasons = read["fault"].astype(object)
    if whole:
        reasons = reasons.mask(reasons.eq("") & ~read["whole"], "not_whole")
        reasons = reasons.mask(reasons.eq("") & _too_great(read), "out_of_range")
    good = reasons.eq("")
    dtype = "Int64" if whole else "Float64"
    beside = [
        (end, _numbers(read[name].where(good, None), dtype))
        for end, name in ((LOW, "low"), (HIGH, "high"))
        if read[name].notna().any()
    ]
    if read["gap"].ne("").any():
        beside.append((GAP, read["gap"].where(read["gap"].ne(""), None)))
    return _Read(_numbers(read["value"].where(good, None), dtype), reasons, beside=tuple(beside))


def _too_great(read: pd.DataFrame) -> "pd.Series[bool]":
    # Beyond what the store's numbers hold exactly; the schema's own limit is far below.
    figures = read[["value", "low", "high"]].apply(pd.to_numeric)
    great: pd.Series[bool] = (figures.abs() > 2**53).any(axis=1)
    return great


def _filled(texts: pd.Series) -> pd.Series:
    return texts.where(texts != "", None)


def _none(texts: pd.Series) -> pd.Series:
    return pd.Series("", index=texts.index, dtype=str)


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
