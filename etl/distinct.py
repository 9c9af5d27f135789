"""Which different texts does a column hold, and where does each of them stand?

A return may have a million rows, and most of its columns repeat a few hundred texts: whatever
is asked of a text is asked of each different one once.
"""

import polars as pl


def different(column: pl.Series) -> pl.Series:
    """Give the different texts of a column, in the order of first appearance."""
    # Often there is but one, and that is sooner found out than how many there are.
    if len(column) and (column == column[0]).all():
        return column.head(1)
    return column.unique(maintain_order=True)


def distinct(column: pl.Series) -> tuple[pl.Series, list[str]]:
    """Give the place of each row's text in the list of different ones, and that list.

    The column has no nulls.
    """
    texts = different(column)
    if len(texts) == 1:
        return pl.zeros(len(column), pl.UInt32, eager=True), texts.to_list()
    return column.cast(pl.Enum(texts)).to_physical(), texts.to_list()
