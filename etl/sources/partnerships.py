"""With which organisations does the programme work, and what comes of it?"""

import pandera.polars as pa
import polars as pl

from etl import columns
from etl.record_table import RecordTable, cells, figure, record_table, word
from etl.rules import at_most
from etl.source import (
    GAP,
    Measure,
    Provenance,
    RowRule,
    Source,
)

NAME = "partnerships"
DIMENSIONS = ("organisation_id",)
MEASURES = (
    Measure("grant_sek", "grant_sek", "SEK"),
    Measure("referrals_to", "referrals_to", "referrals"),
    Measure("referrals_from", "referrals_from", "referrals"),
    Measure("answered_within_14_days", "answered_within_14_days", "referrals"),
    Measure("joint_outreach", "joint_outreach", "activities"),
    Measure("meetings", "meetings", "activities"),
)

SCHEMA = pa.DataFrameSchema(
    {
        "period": columns.period(),
        "geography": columns.geography(),
        "organisation_id": columns.code("organisation_id"),
        "agreement": columns.code("agreement", nullable=True),
        "grant_sek": columns.amount(),
        "referrals_to": columns.count(),
        "referrals_from": columns.count(),
        "answered_within_14_days": columns.count(),
        "joint_outreach": columns.count(),
        "meetings": columns.count(),
        "status": columns.status(),
        "note": columns.note(),
    }
)


def to_table(frame: pl.DataFrame, provenance: Provenance) -> RecordTable:
    """Give the kind of agreement as a text, and a record of each figure of an organisation."""
    agreement = word(frame, "agreement", "agreement", "organisations")
    figures = (figure(frame, one.name, one.column, one.unit) for one in MEASURES)
    says = (agreement, *figures)
    return record_table(NAME, frame, provenance, dimensions=DIMENSIONS, says=says)


def _without_amount(frame: pl.DataFrame) -> pl.Expr:
    # A mark for "not available" is an answer too; an empty cell or a zero is not.
    nothing = pl.col("grant_sek").fill_null(0) == 0
    return (pl.col("agreement") == "grant") & nothing & cells(frame, "grant_sek" + GAP).is_null()


SOURCE = Source(
    name=NAME,
    order=8,
    title=("Samverkan med civilsamhället", "Partnership with civil society"),
    owner=("Samverkansansvarig", "Partnership lead"),
    cadence="half",
    due_days=45,
    key=("period", "geography", *DIMENSIONS),
    figures=("agreement", *(m.column for m in MEASURES)),
    schema=SCHEMA,
    rules=(
        at_most(("answered_within_14_days",), "referrals_from"),
        RowRule("missing", ("agreement", "grant_sek"), _without_amount, "grant_without_amount"),
    ),
    to_table=to_table,
    example={
        "agreement": "grant",
        "grant_sek": "150000",
        "referrals_to": "9",
        "referrals_from": "7",
        "answered_within_14_days": "6",
        "joint_outreach": "4",
        "meetings": "3",
    },
    flows=("referrals_to", "referrals_from", "joint_outreach", "meetings"),
)
