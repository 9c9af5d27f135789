"""How many persons had a right to the rights package, and got all that applied to them?"""

import pandera.polars as pa
import polars as pl

from etl import columns
from etl.record_table import RecordTable
from etl.rules import at_most
from etl.source import Measure, Provenance, Source, figure_table

NAME = "rights_persons"
FIGURES = ("entitled", "all_delivered")

SCHEMA = pa.DataFrameSchema(
    {
        "period": columns.period(),
        "geography": columns.geography(),
        "age_group": columns.code("age_group"),
        "entitled": columns.count(),
        "all_delivered": columns.count(),
        "status": columns.status(),
        "note": columns.note(),
    }
)


def to_table(frame: pl.DataFrame, provenance: Provenance) -> RecordTable:
    """Give a record, in persons, of each figure of each age group."""
    return figure_table(
        frame,
        provenance,
        source=NAME,
        dimensions=("age_group",),
        measures=[Measure(name, name, "persons") for name in FIGURES],
    )


SOURCE = Source(
    name=NAME,
    order=6,
    title=("Rättighetspaketet, personer", "Rights package, persons"),
    owner=("Regionkoordinator", "Regional coordinator"),
    cadence="quarter",
    due_days=30,
    key=("period", "geography", "age_group"),
    figures=FIGURES,
    schema=SCHEMA,
    rules=(at_most(("all_delivered",), "entitled"),),
    to_table=to_table,
    example={
        "entitled": "10",
        "all_delivered": "6",
    },
)
