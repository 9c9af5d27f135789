"""What else is said about the subject, by whom, without being the programme's own doing?

``publisher`` and ``category`` may stand in the key: figures of several publishers, or for
several groups as the publisher words them, are kept side by side and never merged.
"""

import numpy as np
import pandas as pd
import pandera.pandas as pa

from etl import columns
from etl.cited import cite
from etl.record_table import RecordTable, Says, cells_of, figure, filled, record_table
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


def to_table(frame: pd.DataFrame, provenance: Provenance) -> RecordTable:
    """Give a record of each row, under its own measure and unit."""
    dimensions = [name for name in OPTIONAL_KEY if name in frame.columns]
    said = figure(frame, "", "value", "").fields
    own = {name: cells_of(frame, name) for name in ("low", "high", "measure", "unit")}
    # An end that has a column of its own goes before the bound that ``value`` may hold.
    ends = {end: np.where(filled(own[end]), own[end], said[end]) for end in ("low", "high")}
    says = Says({**said, **own, **ends}, np.ones(len(frame), dtype=bool))
    made = record_table(NAME, frame, provenance, dimensions=dimensions, says=(says,))
    return cite(made, frame)


def _nothing_said(frame: pd.DataFrame) -> "pd.Series[bool]":
    names = ["value", "low", "value" + LOW, "value" + HIGH, "value" + GAP, "low" + GAP]
    return frame[[n for n in names if n in frame.columns]].isna().all(axis=1)


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
