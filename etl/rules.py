"""Which rules across columns do several sources share?

A sum or a range is asked for only where every figure in it was reported as a number: what is
empty, marked or bounded proves nothing.
"""

import pandas as pd

from etl.source import RowRule


def reported(frame: pd.DataFrame, columns: tuple[str, ...]) -> "pd.Series[bool]":
    """Tell for each row whether all these figures are there."""
    return frame[list(columns)].notna().all(axis=1)


def sums_to(parts: tuple[str, ...], total: str) -> RowRule:
    """Ask that the parts make up the total exactly."""
    columns = (*parts, total)

    def broken(frame: pd.DataFrame) -> "pd.Series[bool]":
        off = frame[list(parts)].sum(axis=1) != frame[total]
        return reported(frame, columns) & off.fillna(value=False).astype(bool)

    return RowRule("sum_mismatch", (total, *parts), broken)


def at_most(parts: tuple[str, ...], whole: str, words: str | None = None) -> RowRule:
    """Ask that one figure, or a sum of them, is no greater than the one it is part of."""

    def broken(frame: pd.DataFrame) -> "pd.Series[bool]":
        # What is reported of the parts is enough: no part that is missing is below zero.
        more = frame[list(parts)].sum(axis=1) > frame[whole]
        return more.fillna(value=False).astype(bool)

    return RowRule("exceeds", (*parts, whole), broken, words)


def not_above(low: str, high: str) -> RowRule:
    """Ask that the lower end of a range is no greater than the higher one."""

    def broken(frame: pd.DataFrame) -> "pd.Series[bool]":
        more = frame[low] > frame[high]
        return reported(frame, (low, high)) & more.fillna(value=False).astype(bool)

    return RowRule("range_order", (low, high), broken)
