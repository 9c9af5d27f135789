"""Which rules across columns do several sources share?

A sum or a range is asked for only where every figure in it was reported as a number: what is
empty, marked or bounded proves nothing. A comparison with it is null, and no row is picked by one.
"""

import polars as pl

from etl.source import RowRule


def sums_to(parts: tuple[str, ...], total: str) -> RowRule:
    """Ask that the parts make up the total exactly."""

    def broken(_frame: pl.DataFrame) -> pl.Expr:
        return pl.sum_horizontal(parts, ignore_nulls=False) != pl.col(total)

    return RowRule("sum_mismatch", (total, *parts), broken)


def at_most(parts: tuple[str, ...], whole: str, words: str | None = None) -> RowRule:
    """Ask that one figure, or a sum of them, is no greater than the one it is part of."""

    def broken(_frame: pl.DataFrame) -> pl.Expr:
        # What is reported of the parts is enough: no part that is missing is below zero.
        return pl.sum_horizontal(parts) > pl.col(whole)

    return RowRule("exceeds", (*parts, whole), broken, words)


def not_above(low: str, high: str) -> RowRule:
    """Ask that the lower end of a range is no greater than the higher one."""

    def broken(_frame: pl.DataFrame) -> pl.Expr:
        return pl.col(low) > pl.col(high)

    return RowRule("range_order", (low, high), broken)
