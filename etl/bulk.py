"""How are very many records written within one transaction, as fast as each database takes them?

SQLite takes tuples through the driver's own ``executemany``, PostgreSQL text through ``COPY``:
both on the connection of the transaction, so that all of a batch is written or none of it. What
is the same in every record of a batch is said once, in the statement or in the line's pattern.
"""

from typing import Any

import polars as pl
from sqlalchemy import Connection

from etl.record_table import FIELDS, RecordTable

CHUNK_ROWS = 20_000
"""Lines handed over at once: few enough for the server to read them while the next are made."""

_COLUMNS = ("batch_id", "source", "reported_on", *FIELDS)
_ESCAPED = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def write_records(connection: Connection, number: int, made: RecordTable) -> None:
    """Add the records of the batch ``number``, within the connection's transaction."""
    if not len(made):
        return
    reported_on = made.provenance.reported_on.isoformat()
    whole = made.frame.select(
        pl.lit(number).alias("batch_id"),
        pl.lit(made.source).alias("source"),
        pl.lit(reported_on).alias("reported_on"),
        *FIELDS,
    )
    if connection.dialect.name == "postgresql":
        _copy(connection, whole)
    else:
        _insert(connection, whole)


def _insert(connection: Connection, whole: pl.DataFrame) -> None:
    same = {one.name: one[0] for one in whole if _is_one(one)}
    varying = whole.drop(same)
    cursor = connection.connection.cursor()
    try:
        known = {name: _quoted(cursor, one) for name, one in same.items()}
        places = ", ".join(known.get(name, "?") for name in _COLUMNS)
        sql = f"INSERT INTO record ({', '.join(_COLUMNS)}) VALUES ({places})"  # noqa: S608  # names from this file, texts as SQLite quotes them
        rows = varying.iter_rows() if varying.width else iter([()] * whole.height)
        cursor.executemany(sql, rows)  # type: ignore[arg-type]  # the driver takes any iterable
    finally:
        cursor.close()


def _is_one(column: pl.Series) -> bool:
    """Tell whether a column has one content, and a statement's text keeps it for certain."""
    if column.n_unique() > 1 or column.dtype.is_float():
        return column.null_count() == len(column)
    return "\0" not in str(column[0])


def _quoted(cursor: Any, content: Any) -> str:  # noqa: ANN401  # the driver's cursor, every kind of cell
    """Ask SQLite itself how a content is written in a statement."""
    cursor.execute("SELECT quote(?)", (content,))
    return str(cursor.fetchone()[0])


def _copy(connection: Connection, whole: pl.DataFrame) -> None:
    texts = whole.with_columns(_escaped(one) for one in whole if one.dtype == pl.String)
    cursor: Any = connection.connection.cursor()
    try:
        with cursor.copy(f"COPY record ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
            for some in texts.iter_slices(CHUNK_ROWS):
                copy.write(
                    some.write_csv(
                        include_header=False,
                        separator="\t",
                        null_value="\\N",
                        quote_style="never",
                    )
                )
    finally:
        cursor.close()


def _escaped(column: pl.Series) -> pl.Series:
    for sign, written in _ESCAPED.items():
        if column.str.contains(sign, literal=True).any():
            column = column.str.replace_all(sign, written, literal=True)
    return column
