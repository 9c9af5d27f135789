"""How far has each thing come that the programme should contain or do?

A commitment has a state on the day it is reported: its records are about that day's year.
"""

import pandera.polars as pa
import polars as pl

from etl import columns
from etl.record_table import RecordTable, record_table, word
from etl.source import Provenance, RowRule, Source

NAME = "commitments"
FIGURES = ("goal_id", "state", "due", "evidence", "owner")

SCHEMA = pa.DataFrameSchema(
    {
        "commitment_id": columns.code("commitment_id"),
        "goal_id": columns.code("goal_id", nullable=True),
        "state": columns.code("state", nullable=True),
        "due": columns.day(),
        "evidence": columns.text(),
        "owner": columns.text(columns.NAME_LENGTH),
        "status": columns.status(),
        "note": columns.note(),
    }
)


def to_table(frame: pl.DataFrame, provenance: Provenance) -> RecordTable:
    """Give each filled cell as a text of the commitment, in the year of the report."""
    dated = frame.with_columns(period=pl.lit(str(provenance.reported_on.year)))
    says = [word(dated, name, name, "commitments") for name in FIGURES]
    return record_table(NAME, dated, provenance, dimensions=("commitment_id",), says=says)


def _done_without_evidence(_frame: pl.DataFrame) -> pl.Expr:
    return (pl.col("state") == "done") & pl.col("evidence").is_null()


SOURCE = Source(
    name=NAME,
    order=9,
    title=("Åtaganden", "Commitments"),
    owner=("Programansvarig", "Programme lead"),
    cadence="half",
    due_days=30,
    key=("commitment_id",),
    figures=FIGURES,
    schema=SCHEMA,
    rules=(
        RowRule("missing", ("state", "evidence"), _done_without_evidence, "done_without_evidence"),
    ),
    to_table=to_table,
    example={
        "state": "done",
        "due": "2025-12-31",
        "evidence": "Beslut i nämnden",
        "owner": "Programansvarig",
    },
)
