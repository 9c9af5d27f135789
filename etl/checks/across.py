"""Which rows break a rule across columns, speak of the same thing, or do not add up?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from etl.columns import Kind, kind_of
from etl.source import BESIDE, RowRule, Source, TableRule
from etl.vocabulary import ALL

FILLED = BESIDE + "filled"
"""Added to the frame that rules over the whole table see: whether the row reports anything."""

_NOT_ADDED = ("period", "geography", "measure")


@dataclass(frozen=True, slots=True)
class Break:
    """One place where a rule does not hold: its wording, its columns, and the particulars."""

    rule: str
    words: str
    columns: tuple[str, ...]
    row: int | None
    value: str | None
    args: dict[str, str | int]


def broken_rules(source: Source, frame: pd.DataFrame, filled: "pd.Series[bool]") -> Iterable[Break]:
    """Check the source's rules; one that speaks of a column that is missing is passed over."""
    rows = frame[filled]
    for rule in source.rules:
        if not set(rule.columns) <= set(frame.columns):
            continue
        if isinstance(rule, RowRule):
            yield from _row_breaks(rule, rows)
        elif filled.any():
            yield from _table_breaks(rule, frame.assign(**{FILLED: filled}))


def duplicates(source: Source, frame: pd.DataFrame) -> Iterable[Break]:
    """Find rows whose whole key an earlier row has; rows without a whole key are passed over."""
    keys = key_columns(source, frame)
    if not set(source.key) - _optional(source) <= set(frame.columns):
        return
    whole = frame[frame[keys].notna().all(axis=1)]
    again = whole[whole.duplicated(keys, keep="first")]
    if again.empty:
        return
    firsts = whole.assign(**{BESIDE: whole.index}).drop_duplicates(keys)
    pairs = again[keys].merge(firsts[[*keys, BESIDE]], on=keys, how="left")
    for row, first in zip(again.index, pairs[BESIDE], strict=True):
        value = ", ".join(str(word) for word in again.loc[row, keys])
        yield Break(
            "duplicate_key",
            "duplicate_key",
            tuple(keys),
            int(row),
            value,
            {"other_row": int(first)},
        )


def unmade_totals(source: Source, frame: pd.DataFrame) -> Iterable[Break]:
    """Find totals that their parts do not make: ``all`` against the values of one breakdown.

    With fewer than two parts reported nothing is said, unless a part alone exceeds the total.
    """
    keys = key_columns(source, frame)
    figures = [n for n in source.figures if n in frame and kind_of(source.column(n)) is Kind.COUNT]
    if source.name == "victim_estimates" or not set(source.key) - _optional(source) <= set(keys):
        return
    for dimension in (name for name in keys if name not in _NOT_ADDED):
        is_total = frame[dimension].eq(ALL).fillna(value=False)
        if not is_total.any() or is_total.all():
            continue
        rest = [name for name in keys if name != dimension]
        for figure in figures:
            parts = frame[~is_total].groupby(rest, dropna=True)[figure].agg(["sum", "count"])
            yield from _unmade(frame[is_total], parts, rest, dimension, figure)


def key_columns(source: Source, frame: pd.DataFrame) -> list[str]:
    """Name the columns that tell rows apart: the source's key, and its further columns."""
    named = [name for name in source.key if name in frame.columns]
    further = [n for n in frame.columns if n not in source.schema.columns and BESIDE not in n]
    return named + (further if source.others is not None else [])


def _optional(source: Source) -> set[str]:
    return set(source.key) - set(source.required)


def _unmade(
    totals: pd.DataFrame, parts: pd.DataFrame, rest: list[str], dimension: str, figure: str
) -> Iterable[Break]:
    joined = totals[[*rest, figure]].join(parts, on=rest, how="inner")
    whole, made = joined[figure], joined["sum"]
    off = ((joined["count"] >= 2) & (made != whole)) | ((joined["count"] == 1) & (made > whole))
    for row in joined.index[off.fillna(value=False).astype(bool) & whole.notna()]:
        args: dict[str, str | int] = {
            "whole": int(whole[row]),
            "parts": int(made[row]),
            "column:name": figure,
            "column:dimension": dimension,
        }
        yield Break(
            "total_mismatch", "total_mismatch", (dimension, figure), int(row), str(whole[row]), args
        )


def _row_breaks(rule: RowRule, rows: pd.DataFrame) -> Iterable[Break]:
    found = rows[rule.broken(rows)]
    for row in found.index:
        cells = [_written(found.at[row, name]) for name in rule.columns]
        yield Break(
            rule.rule,
            rule.words or rule.rule,
            rule.columns,
            int(row),
            ",".join(cells) or None,
            _particulars(rule.rule, rule.columns, cells),
        )


def _table_breaks(rule: TableRule, frame: pd.DataFrame) -> Iterable[Break]:
    for breach in rule.breaches(frame):
        yield Break(
            rule.rule,
            rule.words or rule.rule,
            rule.columns,
            breach.row,
            breach.value,
            {"item": breach.value or ""},
        )


def _particulars(rule: str, columns: Sequence[str], cells: Sequence[str]) -> dict[str, str | int]:
    if not cells:
        return {}
    args: dict[str, str | int] = {"column:first": columns[0], "column:last": columns[-1]}
    if rule == "sum_mismatch":
        return {**args, "whole": cells[0], "parts": _sum(cells[1:])}
    names = {"columns:names": ",".join(columns[:-1])}
    return {**args, **names, "part": cells[0], "parts": _sum(cells[:-1]), "whole": cells[-1]}


def _sum(cells: Sequence[str]) -> str:
    numbers = [cell for cell in cells if cell.lstrip("-").isdigit()]
    return str(sum(int(number) for number in numbers))


def _written(value: object) -> str:
    if value is None or pd.isna(value):  # type: ignore[call-overload]  # any scalar may be missing
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
