"""Which rows break a rule across columns, speak of the same thing, or do not add up?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from etl.columns import Kind, kind_of
from etl.reading.table import ROW
from etl.source import BESIDE, RowRule, Source, TableRule
from etl.vocabulary import ALL

FILLED = BESIDE + "filled"
"""Added to the frame that rules over the whole table see: whether the row reports anything."""

_FIRST = BESIDE + "first"

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


def broken_rules(source: Source, frame: pl.DataFrame, filled: pl.Series) -> Iterable[Break]:
    """Check the source's rules; one that speaks of a column that is missing is passed over."""
    rows = frame.filter(filled)
    for rule in source.rules:
        if not set(rule.columns) <= set(frame.columns):
            continue
        if isinstance(rule, RowRule):
            yield from _row_breaks(rule, rows)
        elif filled.any():
            yield from _table_breaks(rule, frame.with_columns(filled.alias(FILLED)))


def duplicates(source: Source, frame: pl.DataFrame) -> Iterable[Break]:
    """Find rows whose whole key an earlier row has; rows without a whole key are passed over."""
    keys = key_columns(source, frame)
    if not set(source.key) - _optional(source) <= set(frame.columns):
        return
    whole = frame.select(ROW, *keys).drop_nulls(keys)
    if whole.select(keys).hash_rows().n_unique() == whole.height:
        # Where all hashes differ all keys do, and that is soon found out.
        return
    firsts = whole.unique(keys, keep="first").rename({ROW: _FIRST})
    pairs = whole.join(firsts, on=keys, how="left", maintain_order="left")
    for row, *words, first in pairs.filter(pl.col(ROW) != pl.col(_FIRST)).iter_rows():
        value = ", ".join(map(str, words))
        args: dict[str, str | int] = {"other_row": first}
        yield Break("duplicate_key", "duplicate_key", tuple(keys), row, value, args)


def unmade_totals(source: Source, frame: pl.DataFrame) -> Iterable[Break]:
    """Find totals that their parts do not make: ``all`` against the values of one breakdown.

    With fewer than two parts reported nothing is said, unless a part alone exceeds the total.
    """
    keys = key_columns(source, frame)
    figures = [n for n in source.figures if n in frame and kind_of(source.column(n)) is Kind.COUNT]
    if source.name == "victim_estimates" or not set(source.key) - _optional(source) <= set(keys):
        return
    for dimension in (name for name in keys if name not in _NOT_ADDED):
        is_total = frame[dimension].cast(pl.String).eq_missing(ALL)
        if not is_total.any() or is_total.all():
            continue
        rest = [name for name in keys if name != dimension]
        totals, parts = frame.filter(is_total), frame.filter(~is_total)
        for figure in figures:
            yield from _unmade(totals, parts, rest, dimension, figure)


def key_columns(source: Source, frame: pl.DataFrame) -> list[str]:
    """Name the columns that tell rows apart: the source's key, and its further columns."""
    named = [name for name in source.key if name in frame.columns]
    further = [n for n in frame.columns if n not in source.schema.columns and BESIDE not in n]
    return named + (further if source.others is not None else [])


def _optional(source: Source) -> set[str]:
    return set(source.key) - set(source.required)


def _unmade(
    totals: pl.DataFrame, parts: pl.DataFrame, rest: list[str], dimension: str, figure: str
) -> Iterable[Break]:
    made = parts.group_by(rest).agg(pl.col(figure).sum().alias("made"), pl.count(figure).alias("n"))
    joined = (
        totals.select(ROW, *rest, pl.col(figure).alias("whole"))
        .join(made, on=rest, how="inner", maintain_order="left")
        .filter(
            ((pl.col("n") >= 2) & (pl.col("made") != pl.col("whole")))
            | ((pl.col("n") == 1) & (pl.col("made") > pl.col("whole")))
        )
    )
    for row, whole, parts_made in joined.select(ROW, "whole", "made").iter_rows():
        args: dict[str, str | int] = {
            "whole": whole,
            "parts": parts_made,
            "column:name": figure,
            "column:dimension": dimension,
        }
        yield Break("total_mismatch", "total_mismatch", (dimension, figure), row, str(whole), args)


def _row_breaks(rule: RowRule, rows: pl.DataFrame) -> Iterable[Break]:
    for row, *values in rows.filter(rule.broken(rows)).select(ROW, *rule.columns).iter_rows():
        cells = [_written(value) for value in values]
        yield Break(
            rule.rule,
            rule.words or rule.rule,
            rule.columns,
            row,
            ",".join(cells) or None,
            _particulars(rule.rule, rule.columns, cells),
        )


def _table_breaks(rule: TableRule, frame: pl.DataFrame) -> Iterable[Break]:
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
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
