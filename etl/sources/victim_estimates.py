"""How many victims are there, as others have estimated it?"""

import pandera.polars as pa
import polars as pl

from etl import columns
from etl.cited import cite
from etl.record_table import RecordTable, Says, cells, figure, record_table
from etl.rules import not_above
from etl.source import Provenance, Source

NAME = "victim_estimates"
DIMENSIONS = ("purpose", "sex", "method")
FIGURES = ("low", "central", "high", "eligible_share_low", "eligible_share_high")

SCHEMA = pa.DataFrameSchema(
    {
        "period": columns.period(),
        "geography": columns.geography(),
        "purpose": columns.code("purpose"),
        "sex": columns.code("sex"),
        "method": columns.name(),
        "low": columns.count(),
        "central": columns.count(),
        "high": columns.count(),
        "eligible_share_low": columns.share(),
        "eligible_share_high": columns.share(),
        "document": columns.name(required=False, nullable=True),
        "status": columns.status(),
        "note": columns.note(),
    }
)


def to_table(frame: pl.DataFrame, provenance: Provenance) -> RecordTable:
    """Give ``victims`` (low, value, high) and ``eligible_share`` (low, high) of each row.

    A row whose ``document`` is in the register is a figure that the document gives.
    """
    shares = {"low": "eligible_share_low", "high": "eligible_share_high"}
    says = (
        _range(frame, "victims", "persons", {"low": "low", "value": "central", "high": "high"}),
        _range(frame, "eligible_share", "share", shares),
    )
    made = record_table(NAME, frame, provenance, dimensions=DIMENSIONS, says=says)
    return cite(made, frame)


def _range(frame: pl.DataFrame, measure: str, unit: str, ends: dict[str, str]) -> Says:
    """Read a range; where none of its ends is a number, what its main column says instead."""
    own = {end: cells(frame, column) for end, column in ends.items()}
    numbers = pl.any_horizontal(one.is_not_null() for one in own.values())
    said = figure(frame, measure, ends.get("value", ends["low"]), unit)
    fields = {
        name: pl.when(numbers).then(own.get(name, pl.lit(None))).otherwise(said.fields[name])
        for name in ("value", "low", "high", "gap")
    }
    return Says({**said.fields, **fields}, numbers | said.there)


SOURCE = Source(
    name=NAME,
    order=3,
    title=("Uppskattningar av antalet offer", "Estimates of the number of victims"),
    owner=("Uppgiftsansvarig", "Data steward"),
    cadence="year",
    due_days=180,
    key=("period", "geography", *DIMENSIONS),
    figures=FIGURES,
    schema=SCHEMA,
    rules=(
        not_above("low", "central"),
        not_above("central", "high"),
        not_above("low", "high"),
        not_above("eligible_share_low", "eligible_share_high"),
    ),
    to_table=to_table,
    example={
        "method": "expert_assessment",
        "low": "20",
        "central": "30",
        "high": "45",
        "eligible_share_low": "0,4",
        "eligible_share_high": "0,6",
    },
)
