"""Which applications for a reflection period were made, and how did they end?"""

import pandera.polars as pa
import polars as pl

from etl import columns
from etl.record_table import RecordTable
from etl.rules import sums_to
from etl.source import Measure, Provenance, Source, figure_table

NAME = "applications"
DIMENSIONS = ("applicant", "purpose", "sex", "age_group")
OUTCOMES = ("granted", "rejected", "withdrawn", "pending")
FIGURES = ("submitted", *OUTCOMES)

SCHEMA = pa.DataFrameSchema(
    {
        "period": columns.period(),
        "geography": columns.geography(),
        "applicant": columns.code("applicant"),
        "purpose": columns.code("purpose"),
        "sex": columns.code("sex"),
        "age_group": columns.code("age_group"),
        "submitted": columns.count(),
        "granted": columns.count(),
        "rejected": columns.count(),
        "withdrawn": columns.count(),
        "pending": columns.count(),
        "status": columns.status(),
        "note": columns.note(),
    }
)


def to_table(frame: pl.DataFrame, provenance: Provenance) -> RecordTable:
    """Give a record, in persons, of each figure of each row."""
    return figure_table(
        frame,
        provenance,
        source=NAME,
        dimensions=DIMENSIONS,
        measures=[Measure(name, name, "persons") for name in FIGURES],
    )


SOURCE = Source(
    name=NAME,
    order=1,
    title=("Ansökningar om betänketid", "Applications for a reflection period"),
    owner=("Regionkoordinator", "Regional coordinator"),
    cadence="quarter",
    due_days=30,
    key=("period", "geography", *DIMENSIONS),
    figures=FIGURES,
    schema=SCHEMA,
    rules=(sums_to(OUTCOMES, "submitted"),),
    to_table=to_table,
    example={
        "submitted": "3",
        "granted": "1",
        "rejected": "1",
        "withdrawn": "0",
        "pending": "1",
    },
    flows=("submitted",),
)
