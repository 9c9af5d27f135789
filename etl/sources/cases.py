"""How many cases of presumed victims did the coordinators work with?"""

import pandera.polars as pa
import polars as pl

from etl import columns
from etl.record_table import RecordTable
from etl.rules import at_most
from etl.source import Measure, Provenance, Source, figure_table

NAME = "cases"
DIMENSIONS = ("purpose", "sex", "age_group")

SCHEMA = pa.DataFrameSchema(
    {
        "period": columns.period(),
        "geography": columns.geography(),
        "purpose": columns.code("purpose"),
        "sex": columns.code("sex"),
        "age_group": columns.code("age_group"),
        "cases": columns.count(),
        "eligible": columns.count(),
        "status": columns.status(),
        "note": columns.note(),
    }
)


def to_table(frame: pl.DataFrame, provenance: Provenance) -> RecordTable:
    """Give a record of the cases, and of those who may need the permit, of each row."""
    return figure_table(
        frame,
        provenance,
        source=NAME,
        dimensions=DIMENSIONS,
        measures=(Measure("cases", "cases", "cases"), Measure("eligible", "eligible", "cases")),
    )


SOURCE = Source(
    name=NAME,
    order=2,
    title=("Regionkoordinatorernas ärenden", "Coordinators' cases"),
    owner=("Regionkoordinator", "Regional coordinator"),
    cadence="quarter",
    due_days=30,
    key=("period", "geography", *DIMENSIONS),
    figures=("cases", "eligible"),
    schema=SCHEMA,
    rules=(at_most(("eligible",), "cases"),),
    to_table=to_table,
    example={
        "cases": "12",
        "eligible": "7",
    },
)
