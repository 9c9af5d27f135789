"""How are very many records written within one transaction, as fast as each database takes them?

SQLite takes tuples through the driver's own ``executemany``, PostgreSQL text through ``COPY``:
both on the connection of the transaction, so that all of a batch is written or none of it.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice, repeat
from typing import Any

from sqlalchemy import Connection

from etl.database import canonical_json
from etl.record_table import FIELDS, Cells, RecordTable

CHUNK_ROWS = 50_000

_COLUMNS = ("batch_id", "source", "reported_on", *FIELDS)
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_NULL = r"\N"


def write_records(connection: Connection, number: int, made: RecordTable) -> None:
    """Add the records of the batch ``number``, within the connection's transaction."""
    if not len(made):
        return
    if connection.dialect.name == "postgresql":
        _copy(connection, number, made)
    else:
        _insert(connection, number, made)


def _insert(connection: Connection, number: int, made: RecordTable) -> None:
    places = ", ".join("?" * len(_COLUMNS))
    sql = f"INSERT INTO record ({', '.join(_COLUMNS)}) VALUES ({places})"  # noqa: S608  # names from this file
    cursor = connection.connection.cursor()
    try:
        cursor.executemany(sql, _rows(number, made, _same))  # type: ignore[arg-type]  # the driver takes any iterable
    finally:
        cursor.close()


def _copy(connection: Connection, number: int, made: RecordTable) -> None:
    cursor: Any = connection.connection.cursor()
    rows = _rows(number, made, _as_text)
    try:
        with cursor.copy(f"COPY record ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
            while lines := list(islice(rows, CHUNK_ROWS)):
                copy.write("\n".join(map("\t".join, lines)) + "\n")
    finally:
        cursor.close()


def _rows(
    number: int, made: RecordTable, written: Callable[[Any], Any]
) -> Iterator[tuple[Any, ...]]:
    """Give each record as a tuple in the order of ``_COLUMNS``."""
    shared = (number, made.source, made.provenance.reported_on.isoformat())
    columns = (_written(name, made.columns[name], written) for name in FIELDS)
    return zip(*(repeat(written(one)) for one in shared), *columns, strict=False)


def _written(name: str, cells: Cells, written: Callable[[Any], Any]) -> Iterable[Any]:
    """Write each cell as the database takes it; of what comes back often, each thing once."""
    if name == "breakdown":
        breakdowns = cells.tolist()
        known = {one: written(canonical_json(dict(one))) for one in set(breakdowns)}
        return map(known.__getitem__, breakdowns)
    listed: list[Any] = cells.tolist()
    if written is _same:
        return listed
    known = {one: written(one) for one in set(listed)}
    return map(known.__getitem__, listed)


def _same(cell: Any) -> Any:  # noqa: ANN401  # the driver takes every kind of cell
    return cell


def _as_text(cell: Any) -> str:  # noqa: ANN401  # every kind of cell
    if cell is None:
        return _NULL
    return cell.translate(_ESCAPED) if isinstance(cell, str) else repr(cell)
