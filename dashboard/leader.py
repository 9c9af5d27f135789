"""Which worker acts? The one that holds the lock; a second one waits, and does no harm."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from etl.database import lock_number

_NAME = "programkollen-worker"


class Leadership(Protocol):
    """A lock that one process holds at a time."""

    def take(self) -> bool:
        """Try to become the leader; tell whether it worked."""

    def holds(self) -> bool:
        """Tell whether the lock is still held: a lost database connection loses it."""

    def release(self) -> None:
        """Step down."""


class _FileLeadership:
    """For SQLite: a lock on a file, which the system frees when the process dies."""

    def __init__(self, path: str) -> None:
        self._lock = FileLock(path)

    def take(self) -> bool:
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        return True

    def holds(self) -> bool:
        return self._lock.is_locked

    def release(self) -> None:
        self._lock.release()


class _PostgresLeadership:
    """For PostgreSQL: an advisory lock, which the server frees when the connection goes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._connection: Connection | None = None

    def take(self) -> bool:
        query = text("SELECT pg_try_advisory_lock(:number)")
        try:
            connection = self._engine.connect()
        except DBAPIError:
            return False
        try:
            got = bool(connection.execute(query, {"number": lock_number(_NAME)}).scalar_one())
        except DBAPIError:
            got = False
        if got:
            self._connection = connection
        else:
            connection.close()
        return got

    def holds(self) -> bool:
        if self._connection is None:
            return False
        try:
            self._connection.execute(text("SELECT 1"))
        except DBAPIError:
            return False
        return True

    def release(self) -> None:
        if self._connection is not None:
            # The server would free it some time after the connection has gone: the next one to
            # ask would find nobody at work, and the lock still held.
            if not self._connection.invalidated:
                query = text("SELECT pg_advisory_unlock(:number)")
                with suppress(DBAPIError):
                    self._connection.execute(query, {"number": lock_number(_NAME)})
            # Closing alone would hand the connection, lock and all, back to the pool.
            self._connection.invalidate()
            self._connection.close()
            self._connection = None


def leadership(engine: Engine) -> Leadership:
    """Make the lock that suits this database."""
    if engine.dialect.name == "postgresql":
        return _PostgresLeadership(engine)
    return _FileLeadership(f"{engine.url.database}.worker.lock")


@contextmanager
def stepping_down(lock: Leadership) -> Iterator[None]:
    """Give the lock back when the block ends, however it ends."""
    try:
        yield
    finally:
        lock.release()
