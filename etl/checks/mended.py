"""Which corrections does a return need, and do they still match it?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from etl.corrections import Applied, Correction
from etl.reading.table import ROW


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A correction that speaks of the return and does not find the rows that it expects."""

    correction: Correction
    found: int


@dataclass(frozen=True, slots=True)
class Mended:
    """The return's text with the corrections applied, and those that did not match."""

    texts: pl.DataFrame
    applied: tuple[Applied, ...]
    unmatched: tuple[Unmatched, ...]


def mend(texts: pl.DataFrame, frame: pl.DataFrame, corrections: Sequence[Correction]) -> Mended:
    """Apply the corrections that speak of these rows.

    ``texts`` are the cells as written, ``frame`` the same as values, row by row, both under the
    source's column names with the spreadsheet's rows in ``ROW``. All are matched against
    the return as it came, so that none depends on another.
    """
    changed = texts
    applied, unmatched = [], []
    for one in corrections:
        if not _has(frame, one.scope).any():
            continue
        rows = _rows(texts, frame, one)
        if len(rows) != one.rows:
            unmatched.append(Unmatched(one, len(rows)))
            continue
        applied.append(Applied(one, tuple(rows)))
        if one.action == "set":
            changed = changed.with_columns(
                pl.when(pl.col(ROW).is_in(rows))
                .then(pl.lit(one.becomes))
                .otherwise(one.column)
                .alias(one.column)
            )
    dropped = {row for one in applied if one.correction.action == "drop" for row in one.rows}
    if dropped:
        changed = changed.filter(~pl.col(ROW).is_in(dropped))
    return Mended(changed, tuple(applied), tuple(unmatched))


def _rows(texts: pl.DataFrame, frame: pl.DataFrame, one: Correction) -> list[int]:
    found = _has(frame, one.where)
    if one.column:
        if one.column not in texts.columns:
            return []
        found &= texts[one.column] == one.was
    return frame.filter(found)[ROW].to_list()


def _has(frame: pl.DataFrame, wanted: Iterable[tuple[str, str]]) -> pl.Series:
    found = pl.repeat(value=True, n=frame.height, eager=True)
    for name, value in wanted:
        there = name in frame.columns
        found &= frame[name].cast(pl.String).eq_missing(value) if there else False
    return found
