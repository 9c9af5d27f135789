"""What else is said about the subject, by whom, without being the programme's own doing?

``publisher`` and ``category`` may stand in the key: figures of several publishers, or for
several groups as the publisher words them, are kept side by side and never merged.
"""

import pandera.polars as pa
import polars as pl

from etl import columns
from etl.cited import cite
from etl.record_table import RecordTable, Says, cells, figure, record_table
from etl.rules import not_above
from etl.source import GAP, HIGH, LOW, Provenance, RowRule, Source

NAME = "context"
OPTIONAL_KEY = ("publisher", "category")

SCHEMA = pa.DataFrameSchema(
    {
        "measure": columns.name(),
        "period": columns.period(),
        "geography": columns.geography(),
        "publisher": columns.name(required=False),
        "category": columns.name(required=False),
        "value": columns.number(),
        "low": columns.number(),
        "high": columns.number(),
        "unit": columns.name(),
        "document": columns.name(required=False, nullable=True),
        "status": columns.status(),
        "note": columns.note(),
    }
)


def to_table(frame: pl.DataFrame, provenance: Provenance) -> RecordTable:
    """Give a record of each row, under its own measure and unit."""
    dimensions = [name for name in OPTIONAL_KEY if name in frame.columns]
    said = figure(frame, "", "value", "").fields
    own = {name: cells(frame, name) for name in ("measure", "unit")}
    # An end that has a column of its own goes before the bound that ``value`` may hold.
    ends = {end: pl.coalesce(cells(frame, end), said[end]) for end in ("low", "high")}
    says = Says({**said, **own, **ends}, pl.lit(value=True))
    made = record_table(NAME, frame, provenance, dimensions=dimensions, says=(says,))
    return cite(made, frame)


def _nothing_said(frame: pl.DataFrame) -> pl.Expr:
    names = ["value", "low", "value" + LOW, "value" + HIGH, "value" + GAP, "low" + GAP]
    return pl.all_horizontal(pl.col(n).is_null() for n in names if n in frame.columns)


SOURCE = Source(
    name=NAME,
    order=10,
    title=("Sammanhang", "Context"),
    owner=("Uppgiftsansvarig", "Data steward"),
    cadence="year",
    due_days=180,
    key=("measure", "period", "geography", *OPTIONAL_KEY),
    figures=("value", "low", "high", "unit", "document"),
    schema=SCHEMA,
    rules=(
        RowRule("missing", ("value", "low"), _nothing_said, "no_figure"),
        not_above("low", "high"),
        not_above("low", "value"),
        not_above("value", "high"),
    ),
    to_table=to_table,
    example={
        "measure": "outreach_posts",
        "value": "2",
        "unit": "tjänster",
    },
)
