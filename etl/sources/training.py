"""How many of those who may meet a victim have valid training?"""

import pandera.polars as pa
import polars as pl

from etl import columns
from etl.record_table import RecordTable
from etl.rules import at_most
from etl.source import Measure, Provenance, Source, figure_table

NAME = "training"
DIMENSIONS = ("group_id", "unit")

SCHEMA = pa.DataFrameSchema(
    {
        "period": columns.period(),
        "geography": columns.geography(),
        "group_id": columns.code("group_id"),
        "unit": columns.name(total=True),
        "headcount": columns.count(),
        "trained": columns.count(),
        "sessions": columns.count(),
        "status": columns.status(),
        "note": columns.note(),
    }
)


def to_table(frame: pl.DataFrame, provenance: Provenance) -> RecordTable:
    """Give a record of the persons employed, the persons trained and the sessions held."""
    return figure_table(
        frame,
        provenance,
        source=NAME,
        dimensions=DIMENSIONS,
        measures=(
            Measure("headcount", "headcount", "persons"),
            Measure("trained", "trained", "persons"),
            Measure("sessions", "sessions", "sessions"),
        ),
    )


SOURCE = Source(
    name=NAME,
    order=7,
    title=("Utbildning", "Training"),
    owner=("Utbildningsansvarig", "Training lead"),
    cadence="half",
    due_days=45,
    key=("period", "geography", *DIMENSIONS),
    figures=("headcount", "trained", "sessions"),
    schema=SCHEMA,
    rules=(at_most(("trained",), "headcount"),),
    to_table=to_table,
    example={
        "unit": "Enhet Norr",
        "headcount": "40",
        "trained": "25",
        "sessions": "2",
    },
    flows=("sessions",),
)
