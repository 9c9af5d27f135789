"""How are very many records written within one transaction, as fast as each database takes them?

SQLite takes tuples through the driver's own ``executemany``, PostgreSQL text through ``COPY``:
both on the connection of the transaction, so that all of a batch is written or none of it. What
is the same in every record of a batch is said once, in the statement or in the line's pattern.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from etl.database import canonical_json
from etl.record_table import FIELDS, Cells, RecordTable

CHUNK_ROWS = 400
"""Lines handed over at once: few enough for the server to read them while the next are made."""

_COLUMNS = ("batch_id", "source", "reported_on", *FIELDS)
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_NULL = r"\N"


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a batch: those with one content, and those with several, in order."""

    same: Mapping[str, Any]
    varying: Mapping[str, Iterable[Any]]


def write_records(connection: Connection, number: int, made: RecordTable) -> None:
    """Add the records of the batch ``number``, within the connection's transaction."""
    if not len(made):
        return
    if connection.dialect.name == "postgresql":
        _copy(connection, number, made)
    else:
        _insert(connection, number, made)


def _insert(connection: Connection, number: int, made: RecordTable) -> None:
    columns = _columns(number, made, _same)
    cursor = connection.connection.cursor()
    try:
        known = {name: _quoted(cursor, one) for name, one in columns.same.items()}
        places = ", ".join(known.get(name, "?") for name in _COLUMNS)
        sql = f"INSERT INTO record ({', '.join(_COLUMNS)}) VALUES ({places})"  # noqa: S608  # names from this file, texts as SQLite quotes them
        cursor.executemany(sql, _rows(columns, len(made)))  # type: ignore[arg-type]  # the driver takes any iterable
    finally:
        cursor.close()


def _quoted(cursor: Any, content: Any) -> str:  # noqa: ANN401  # the driver's cursor, every kind of cell
    """Ask SQLite itself how a content is written in a statement."""
    cursor.execute("SELECT quote(?)", (content,))
    return str(cursor.fetchone()[0])


def _copy(connection: Connection, number: int, made: RecordTable) -> None:
    columns = _columns(number, made, _as_text)
    known = {name: one.replace("%", "%%") for name, one in columns.same.items()}
    pattern = "\t".join(known.get(name, "%s") for name in _COLUMNS)
    lines = map(pattern.__mod__, _rows(columns, len(made)))
    cursor: Any = connection.connection.cursor()
    try:
        with cursor.copy(f"COPY record ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
            while some := list(islice(lines, CHUNK_ROWS)):
                copy.write("\n".join(some) + "\n")
    finally:
        cursor.close()


def _rows(columns: _Columns, many: int) -> Iterator[tuple[Any, ...]]:
    """Give what varies of each record as a tuple."""
    return zip(*columns.varying.values(), strict=True) if columns.varying else iter([()] * many)


def _columns(number: int, made: RecordTable, written: Callable[[Any], Any]) -> _Columns:
    """Write each cell as the database takes it; of what comes back often, each thing once."""
    reported_on = made.provenance.reported_on.isoformat()
    same = {"batch_id": number, "source": made.source, "reported_on": reported_on}
    same = {name: written(one) for name, one in same.items()}
    varying: dict[str, Iterable[Any]] = {}
    for name in FIELDS:
        known = _known(name, made.columns[name], written)
        listed = made.columns[name].tolist()
        if len(known) == 1 and _is_quotable(listed[0]):
            (same[name],) = known.values()
        elif name != "breakdown" and written is _same:
            varying[name] = listed
        else:
            varying[name] = map(known.__getitem__, listed)
    return _Columns(same, varying)


def _is_quotable(content: object) -> bool:
    """Tell whether a content comes back from a statement's text as it went in, for certain."""
    return not isinstance(content, float) and "\0" not in str(content)


def _known(name: str, cells: Cells, written: Callable[[Any], Any]) -> dict[Any, Any]:
    """Write each distinct content of a column once."""
    distinct = set(cells.tolist())
    if name == "breakdown":
        return {one: written(canonical_json(dict(one))) for one in distinct}
    return {one: written(one) for one in distinct}


def _same(cell: Any) -> Any:  # noqa: ANN401  # the driver takes every kind of cell
    return cell


def _as_text(cell: Any) -> str:  # noqa: ANN401  # every kind of cell
    if cell is None:
        return _NULL
    return cell.translate(_ESCAPED) if isinstance(cell, str) else repr(cell)
