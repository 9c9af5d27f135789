"""Which corrections does a return need, and do they still match it?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from etl.corrections import Applied, Correction


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A correction that speaks of the return and does not find the rows that it expects."""

    correction: Correction
    found: int


@dataclass(frozen=True, slots=True)
class Mended:
    """The return's text with the corrections applied, and those that did not match."""

    texts: pd.DataFrame
    applied: tuple[Applied, ...]
    unmatched: tuple[Unmatched, ...]


def mend(texts: pd.DataFrame, frame: pd.DataFrame, corrections: Sequence[Correction]) -> Mended:
    """Apply the corrections that speak of these rows.

    ``texts`` are the cells as written, ``frame`` the same as values, both under the source's
    column names and indexed by the spreadsheet's rows. All are matched against the return as it
    came, so that none depends on another.
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
        applied.append(Applied(one, tuple(map(int, rows))))
        changed = changed.copy() if changed is texts else changed
        if one.action == "set":
            changed.loc[rows, one.column] = one.becomes
    dropped = {row for one in applied if one.correction.action == "drop" for row in one.rows}
    if dropped:
        changed = changed[~changed.index.isin(dropped)]
    return Mended(changed, tuple(applied), tuple(unmatched))


def _rows(texts: pd.DataFrame, frame: pd.DataFrame, one: Correction) -> list[int]:
    found = _has(frame, one.where)
    if one.column:
        if one.column not in texts.columns:
            return []
        found &= texts[one.column].str.strip() == one.was
    return [int(row) for row in frame.index[found]]


def _has(frame: pd.DataFrame, wanted: Iterable[tuple[str, str]]) -> "pd.Series[bool]":
    found = pd.Series(data=True, index=frame.index, dtype=bool)
    for name, value in wanted:
        there = name in frame.columns
        found &= frame[name].astype(str) == value if there else False
    return found
