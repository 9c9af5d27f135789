"""How many persons stand on which of several lists?

Each list has a column of its own, 1 where the person is on it and 0 where not; ``count`` is
the number of persons with that pattern. Nobody stands on no list: that number is the unknown.
"""

import pandera.polars as pa
import polars as pl

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


def lists_of(frame: pl.DataFrame) -> tuple[str, ...]:
    """Name the lists: the columns that the schema does not name, in the file's order."""
    return tuple(n for n in frame.columns if n not in SCHEMA.columns and BESIDE not in n)


def to_table(frame: pl.DataFrame, provenance: Provenance) -> RecordTable:
    """Give a record of the count of each pattern, with a dimension (``0`` or ``1``) a list."""
    lists = lists_of(frame)
    as_words = frame.with_columns(pl.col(name).cast(pl.String) for name in lists)
    return figure_table(
        as_words,
        provenance,
        source=NAME,
        dimensions=lists,
        measures=(Measure("count", "count", "persons"),),
    )


def _nobody(frame: pl.DataFrame) -> pl.Expr:
    lists = lists_of(frame)
    return pl.all_horizontal(pl.col(n) == 0 for n in lists) if lists else pl.lit(value=False)


def _too_few(frame: pl.DataFrame) -> list[Breach]:
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
