"""How many persons stand on which of several lists?

Each list has a column of its own, 1 where the person is on it and 0 where not; ``count`` is
the number of persons with that pattern. Nobody stands on no list: that number is the unknown.
"""

import pandas as pd
import pandera.pandas as pa

from etl import columns
from etl.record_table import RecordTable
from etl.source import (
    BESIDE,
    Breach,
    Measure,
    Provenance,
    RowRule,
    Source,
    TableRule,
    figure_table,
)

NAME = "overlaps"
LEAST_LISTS = 2

SCHEMA = pa.DataFrameSchema(
    {
        "period": columns.period(),
        "geography": columns.geography(),
        "count": columns.count(),
        "status": columns.status(),
        "note": columns.note(),
    }
)


def lists_of(frame: pd.DataFrame) -> tuple[str, ...]:
    """Name the lists: the columns that the schema does not name, in the file's order."""
    return tuple(str(n) for n in frame.columns if n not in SCHEMA.columns and BESIDE not in str(n))


def to_table(frame: pd.DataFrame, provenance: Provenance) -> RecordTable:
    """Give a record of the count of each pattern, with a dimension (``0`` or ``1``) a list."""
    lists = lists_of(frame)
    as_words = frame.assign(**{name: frame[name].astype(str) for name in lists})
    return figure_table(
        as_words,
        provenance,
        source=NAME,
        dimensions=lists,
        measures=(Measure("count", "count", "persons"),),
    )


def _nobody(frame: pd.DataFrame) -> "pd.Series[bool]":
    lists = list(lists_of(frame))
    if not lists:
        return pd.Series(data=False, index=frame.index)
    return frame[lists].eq(0).all(axis=1).astype(bool)


def _too_few(frame: pd.DataFrame) -> list[Breach]:
    lists = lists_of(frame)
    return [] if len(lists) >= LEAST_LISTS else [Breach(None, ", ".join(lists) or None)]


SOURCE = Source(
    name=NAME,
    order=4,
    title=("Överlappande listor", "Overlapping lists"),
    owner=("Uppgiftsansvarig", "Data steward"),
    cadence="year",
    due_days=180,
    key=("period", "geography"),
    figures=("count",),
    schema=SCHEMA,
    rules=(TableRule("too_few_lists", (), _too_few), RowRule("on_no_list", (), _nobody)),
    to_table=to_table,
    example={
        "count": "6",
    },
    others=columns.flag(),
)
