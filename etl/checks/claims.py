"""Which rows of a return say that their figure stands in a public document?

A figure that does is public already, so nothing protects it. That is a claim, and whoever makes
it must stand for it.
"""

from collections.abc import Iterable

import pandas as pd

from etl.checks.known import Difference
from etl.registers import documents
from etl.source import Source

COLUMN = "document"


def public_claims(source: Source, frame: pd.DataFrame) -> Iterable[Difference]:
    """Find the rows whose document is in the register: their figures would count as public."""
    if COLUMN not in source.columns or COLUMN not in frame.columns:
        return
    named = frame[COLUMN].astype(object)
    for row in named.index[named.isin(list(documents()))]:
        value = str(named[row])
        args: dict[str, str | int] = {"title": str(documents()[value]["sv"])}
        yield Difference("claimed_public", int(row), (COLUMN,), value, args)
