"""How does a whole store move to another database, of another kind even?"""

from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, func, insert, inspect, select, text

from etl.database import transaction
from migrations import declared, newest, upgrade, version

ROWS_AT_A_TIME = 5_000

_OF_THE_TOOL = frozenset({"alembic_version"})


class CopyError(ValueError):
    """The copy cannot be made; the sentence says why."""


def tables() -> list[Table]:
    """Give every table of a store, each after those that it refers to."""
    return list(declared().sorted_tables)


def copy_store(source: Engine, target: Engine, *, instead: bool = False) -> dict[str, int]:
    """Copy every row of every table into an empty store; give how many rows of each.

    The source is read as it was at one moment, whatever is written to it meanwhile. The target
    gets its tables first; all rows are copied in one transaction. ``instead`` takes away what
    the target holds, in the same transaction. Raises CopyError where the source is not at this
    program's version or has a table that is not known, or the target holds rows already.
    """
    if version(source) != newest():
        raise CopyError("the store to copy is not at this version: run `programkollen db upgrade`")
    unknown = set(inspect(source).get_table_names()) - {t.name for t in tables()} - _OF_THE_TOOL
    if unknown:
        raise CopyError(f"the store to copy has tables that are not known: {sorted(unknown)}")
    upgrade(target)
    with one_moment(source) as reading, transaction(target, lock="load") as writing:
        if instead:
            _clear(writing)
        refuse_full(writing)
        return {table.name: _copy(table, reading, writing) for table in tables()}


def one_moment(engine: Engine) -> Connection:
    """Open a connection that sees the store as it is at its first look."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    return engine.connect()


def refuse_full(connection: Connection) -> None:
    """Raise CopyError where any table holds a row."""
    for table in tables():
        if connection.execute(select(table).limit(1)).first() is not None:
            raise CopyError(f"the target is not empty: {table.name} has rows")


def _clear(writing: Connection) -> None:
    for table in reversed(tables()):
        writing.execute(delete(table))


def _copy(table: Table, reading: Connection, writing: Connection) -> int:
    ordered = select(table).order_by(*table.primary_key.columns)
    rows = reading.execution_options(yield_per=ROWS_AT_A_TIME).execute(ordered)
    if writing.dialect.name == "postgresql":
        copied = _by_copy(table, rows, writing)
        if copied and "id" in table.primary_key.columns:
            _advance_numbering(table, writing)
        return copied
    # A release may come before the one that it replaces.
    writing.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    return _by_driver(table, rows, writing)


def _by_driver(table: Table, rows: Any, writing: Connection) -> int:  # noqa: ANN401  # any result
    """Write rows by the driver's own ``executemany``, each value as its type stores it."""
    stored = [c.type.dialect_impl(writing.dialect) for c in table.columns]
    turns = [one.bind_processor(writing.dialect) or _same for one in stored]
    cursor: Any = writing.connection.cursor()
    values = ([turn(cell) for turn, cell in zip(turns, row, strict=True)] for row in rows)
    cursor.executemany(str(insert(table).compile(dialect=writing.dialect)), values)
    copied: int = cursor.rowcount
    cursor.close()
    return max(copied, 0)


def _same(cell: Any) -> Any:  # noqa: ANN401  # the driver takes it as it is
    return cell


def _by_copy(table: Table, rows: Any, writing: Connection) -> int:  # noqa: ANN401  # any result
    """Write rows by COPY: fast, and one statement, so that a row may refer to a later one."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    cursor: Any = writing.connection.cursor()
    copied = 0
    with cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(tuple(row))
            copied += 1
    cursor.close()
    return copied


def _advance_numbering(table: Table, writing: Connection) -> None:
    """Let new rows be numbered after the copied ones: copied numbers do not move the counter."""
    sequence = writing.execute(
        text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": table.name}
    ).scalar()
    if sequence is not None:
        highest = select(func.max(table.c.id)).scalar_subquery()
        writing.execute(select(func.setval(sequence, highest)))
