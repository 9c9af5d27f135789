"""Which different texts does a column hold, and where does each of them stand?

A return may have a million rows, and most of its columns repeat a few hundred texts: whatever
is asked of a text is asked of each different one once.
"""

import polars as pl


def distinct(column: pl.Series) -> tuple[pl.Series, list[str]]:
    """Give the place of each row's text in the list of different ones, and that list.

    The list is in the order of first appearance; the column has no nulls.
    """
    texts = column.unique(maintain_order=True)
    return column.cast(pl.Enum(texts)).to_physical(), texts.to_list()
