"""How does a whole store move to another database, of another kind even?"""

from sqlalchemy import Connection, Engine, Table, func, insert, select, text

from etl.database import metadata, transaction
from migrations import newest, upgrade, version

ROWS_AT_A_TIME = 5_000


class CopyError(ValueError):
    """The copy cannot be made; the sentence says why."""


def copy_store(source: Engine, target: Engine) -> dict[str, int]:
    """Copy every row of every table into an empty store; give how many rows of each.

    The target gets its tables first. All rows are copied in one transaction. Raises CopyError
    where the source is not at this program's version, or the target holds rows already.
    """
    if version(source) != newest():
        raise CopyError("the store to copy is not at this version: run `programkollen db upgrade`")
    upgrade(target)
    counts: dict[str, int] = {}
    with source.connect() as reading, transaction(target, lock="load") as writing:
        for table in metadata.sorted_tables:
            if writing.execute(select(func.count()).select_from(table)).scalar_one():
                raise CopyError(f"the target is not empty: {table.name} has rows")
            counts[table.name] = _copy(table, reading, writing)
    return counts


def _copy(table: Table, reading: Connection, writing: Connection) -> int:
    rows = reading.execute(select(table).order_by(*table.primary_key.columns))
    copied = 0
    for chunk in rows.mappings().partitions(ROWS_AT_A_TIME):
        writing.execute(insert(table), [dict(row) for row in chunk])
        copied += len(chunk)
    if copied and writing.dialect.name == "postgresql" and "id" in table.primary_key.columns:
        _advance_numbering(table, writing)
    return copied


def _advance_numbering(table: Table, writing: Connection) -> None:
    """Let new rows be numbered after the copied ones: copied numbers do not move the counter."""
    sequence = writing.execute(
        text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": table.name}
    ).scalar()
    if sequence is not None:
        highest = select(func.max(table.c.id)).scalar_subquery()
        writing.execute(select(func.setval(sequence, highest)))
