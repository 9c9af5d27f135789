"""What else is said about the subject, by whom, without being the programme's own doing?

``publisher`` and ``category`` may stand in the key: figures of several publishers, or for
several groups as the publisher words them, are kept side by side and never merged.
"""

from typing import Any

import pandas as pd
import pandera.pandas as pa

from etl import columns
from etl.cited import cite
from etl.period import Period
from etl.records import Record, breakdown_of
from etl.rules import not_above
from etl.source import GAP, HIGH, LOW, Provenance, RowRule, Source, plain, record_of, said

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


def to_records(frame: pd.DataFrame, provenance: Provenance) -> list[Record]:
    """Give a record of each row, under its own measure and unit."""
    cells = {name: plain(frame, name) for name in frame.columns}
    dimensions = [name for name in OPTIONAL_KEY if name in cells]
    records = []
    for row in range(len(frame)):
        record = record_of(
            provenance,
            cells,
            row,
            source=NAME,
            measure=cells["measure"][row],
            unit=cells["unit"][row],
            period=Period.parse(cells["period"][row]),
            breakdown=breakdown_of({name: cells[name][row] for name in dimensions}),
            **_figures(cells, row),
        )
        records.append(cite(record, cells, row))
    return records


def _figures(cells: dict[str, list[Any]], row: int) -> dict[str, Any]:
    ends = {end: cells[end][row] for end in ("low", "high") if cells[end][row] is not None}
    return {**(said(cells, "value", row) or {}), **ends}


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
    to_records=to_records,
    example={
        "measure": "outreach_posts",
        "value": "2",
        "unit": "tjänster",
    },
)
