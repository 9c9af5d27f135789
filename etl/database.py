"""How do the stores speak to their database?

SQLite is embedded by default, PostgreSQL is for production; both hold the same tables. Times
are stored in UTC and come back with their zone.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, MetaData, create_engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.types import DateTime, TypeDecorator

BUSY_TIMEOUT_MS = 30_000
CACHE_KIB = 64_000
"""What one SQLite connection may keep in memory, so that a large load is not spilled midway."""
IMMEDIATE = "programkollen_immediate"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. Stored in UTC, refused without a zone, given back in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # the interface asks for it
        """Refuse a moment without a zone: which one it meant would be a guess."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a time zone cannot be stored: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # the interface asks for it
        """Give the zone back that SQLite drops."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def connect(url: str) -> Engine:
    """Make an engine for a SQLAlchemy database URL, with foreign keys enforced on both kinds."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def transaction(engine: Engine, lock: str | None = None) -> Iterator[Connection]:
    """Do all of a block of writing or none of it; with a lock, one such block at a time."""
    with engine.connect().execution_options(**{IMMEDIATE: True}) as connection, connection.begin():
        if lock is not None and engine.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(lock_number(lock))))
        yield connection


def lock_number(name: str) -> int:
    """Turn a lock's name into the number that PostgreSQL asks for, the same in every process."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)


def _prepare_sqlite(raw: Any, _record: object) -> None:  # noqa: ANN401  # the driver's connection
    # The driver's own transactions skip statements such as DDL; SQLAlchemy begins them instead.
    raw.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "synchronous=NORMAL",
        f"cache_size=-{CACHE_KIB}",
    ):
        raw.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: one that first reads and then writes could be refused.
    immediate = connection.get_execution_options().get(IMMEDIATE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
