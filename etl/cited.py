"""Which public document does a row itself name as the place where its figure stands?"""

from dataclasses import replace

import polars as pl

from etl.reading.table import ROW
from etl.record_table import RecordTable
from etl.registers import documents


def cite(made: RecordTable, frame: pl.DataFrame) -> RecordTable:
    """Set each record's document from its row's own cell, where the register has it.

    A name that the register lacks is kept in the note: it is a claim, not a reference.
    """
    if "document" not in frame.columns:
        return made
    rows = frame.select(ROW, pl.col("document").alias("named"))
    joined = made.frame.join(rows, on=ROW, how="left", maintain_order="left")
    named, note = pl.col("named"), pl.col("note")
    registered = named.is_in(list(documents()))
    claimed = ~registered & named.ne_missing(pl.col("document"))
    cited = joined.with_columns(
        document=pl.when(registered).then(named).otherwise("document"),
        note=pl.when(claimed)
        .then(pl.concat_str(note, named, separator="; ", ignore_nulls=True))
        .otherwise(note),
    )
    return replace(made, frame=cited.drop("named"))
