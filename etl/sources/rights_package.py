"""Which items of the rights package did those who needed them get, and how soon?"""

import pandera.polars as pa
import polars as pl

from etl import columns
from etl.reading.table import ROW
from etl.record_table import RecordTable
from etl.registers import items
from etl.rules import at_most
from etl.source import (
    BESIDE,
    Breach,
    Measure,
    Provenance,
    RowRule,
    Source,
    TableRule,
    figure_table,
)
from etl.vocabulary import ALL

NAME = "rights_package"
DIMENSIONS = ("item_id", "age_group")
FIGURES = ("applicable", "delivered", "delivered_within_7_days", "declined")
CHILDREN_ALONE = "child_education"

SCHEMA = pa.DataFrameSchema(
    {
        "period": columns.period(),
        "geography": columns.geography(),
        "item_id": columns.code("item_id"),
        "age_group": columns.code("age_group"),
        "applicable": columns.count(),
        "delivered": columns.count(),
        "delivered_within_7_days": columns.count(),
        "declined": columns.count(),
        "status": columns.status(),
        "note": columns.note(),
    }
)


def to_table(frame: pl.DataFrame, provenance: Provenance) -> RecordTable:
    """Give a record, in persons, of each figure of each item and age group."""
    return figure_table(
        frame,
        provenance,
        source=NAME,
        dimensions=DIMENSIONS,
        measures=[Measure(name, name, "persons") for name in FIGURES],
    )


def _not_a_child(_frame: pl.DataFrame) -> pl.Expr:
    # The line for all ages may have the item: what it counts is the children.
    others = ~pl.col("age_group").is_in(["minor", ALL]).fill_null(value=False)
    return (pl.col("item_id") == CHILDREN_ALONE) & others


def _missing_items(frame: pl.DataFrame) -> list[Breach]:
    breaches: list[Breach] = []
    keys = ["period", "geography", "age_group"]
    groups = (
        frame.drop_nulls([*keys, "item_id"])
        .group_by(keys, maintain_order=True)
        .agg(pl.col(ROW).first(), pl.col("item_id").unique(), pl.col(BESIDE + "filled").any())
    )
    for _, _, age, row, present, reported in groups.iter_rows():
        # An unfilled line shows that an item was asked for; a group of them is no report.
        if present == [ALL] or not reported:
            continue
        asked = [i for i in items() if i != CHILDREN_ALONE or age in ("minor", ALL)]
        breaches += [Breach(row, item) for item in asked if item not in present]
    return breaches


SOURCE = Source(
    name=NAME,
    order=5,
    title=("Rättighetspaketet, insatser", "Rights package, items"),
    owner=("Regionkoordinator", "Regional coordinator"),
    cadence="quarter",
    due_days=30,
    key=("period", "geography", *DIMENSIONS),
    figures=FIGURES,
    schema=SCHEMA,
    rules=(
        at_most(("delivered", "declined"), "applicable", "exceeds_together"),
        at_most(("delivered_within_7_days",), "delivered"),
        RowRule("children_alone", ("item_id", "age_group"), _not_a_child),
        TableRule("missing", ("item_id",), _missing_items, "missing_item"),
    ),
    to_table=to_table,
    example={
        "applicable": "10",
        "delivered": "8",
        "delivered_within_7_days": "6",
        "declined": "1",
    },
)
