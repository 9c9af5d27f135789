"""Which rows of a return say that their figure stands in a public document?

A figure that does is public already, so nothing protects it. That is a claim, and whoever makes
it must stand for it.
"""

from collections.abc import Iterable

import polars as pl

from etl.checks.known import Difference
from etl.reading.table import ROW
from etl.registers import documents
from etl.source import Source

COLUMN = "document"


def public_claims(source: Source, frame: pl.DataFrame) -> Iterable[Difference]:
    """Find the rows whose document is in the register: their figures would count as public."""
    if COLUMN not in source.columns or COLUMN not in frame.columns:
        return
    named = frame.filter(pl.col(COLUMN).is_in(list(documents())))
    for row, value in named.select(ROW, COLUMN).iter_rows():
        args: dict[str, str | int] = {"title": str(documents()[value]["sv"])}
        yield Difference("claimed_public", row, (COLUMN,), value, args)
