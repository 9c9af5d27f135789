"""Who is signed in, and for how long?

Sessions lie on the server. The browser holds a random token, the store its hash, so that nobody
who reads the store can use one. A session ends half an hour after it was last used, eight hours
after it began, at sign-out, when the account is disabled and when its password changes.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, Engine, delete, insert, or_, select, update

from dashboard.services import Clock
from dashboard.tables import session
from etl.database import transaction

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)
# The second step of signing in waits this long.
PATIENCE = timedelta(minutes=5)
_SEEN_EVERY = timedelta(minutes=1)

Stage = Literal["second", "full"]


@dataclass(frozen=True, slots=True)
class Session:
    """One session: whose, and whether its second factor is still asked for."""

    account: str
    stage: Stage
    started_at: datetime
    hash: str


class Sessions:
    """The sessions of a store."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def start(self, account: str, stage: Stage, address: str, instead_of: str = "") -> str:
        """Begin a session under a new token, ending the one it comes ``instead_of``."""
        token, now = secrets.token_urlsafe(32), self._clock()
        with transaction(self._engine) as connection:
            prune(connection, now)
            connection.execute(delete(session).where(session.c.hash == _hash(instead_of)))
            connection.execute(
                insert(session).values(
                    hash=_hash(token),
                    account=account,
                    stage=stage,
                    address=address[:64],
                    started_at=now,
                    seen_at=now,
                )
            )
        return token

    def read(self, token: str) -> Session | None:
        """Give the session of a token while it lasts, and note that it was used."""
        now = self._clock()
        with self._engine.connect() as connection:
            asked = select(session).where(session.c.hash == _hash(token))
            row = connection.execute(asked).one_or_none()
        if row is None or not _lasts(row.stage, row.started_at, row.seen_at, now):
            return None
        if now - row.seen_at > _SEEN_EVERY:
            with transaction(self._engine) as connection:
                used = update(session).where(session.c.hash == row.hash).values(seen_at=now)
                connection.execute(used)
        return Session(row.account, row.stage, row.started_at, row.hash)

    def end(self, token: str) -> None:
        """End a session; one that has ended stays so."""
        with transaction(self._engine) as connection:
            connection.execute(delete(session).where(session.c.hash == _hash(token)))

    def count(self, account: str) -> int:
        """Tell how many sessions of an account last."""
        now = self._clock()
        with self._engine.connect() as connection:
            asked = select(session).where(session.c.account == account)
            rows = connection.execute(asked).all()
        return sum(_lasts(row.stage, row.started_at, row.seen_at, now) for row in rows)


def end_all(connection: Connection, account: str, but: str = "") -> None:
    """End every session of an account, ``but`` the one with a hash."""
    connection.execute(delete(session).where(session.c.account == account, session.c.hash != but))


def prune(connection: Connection, now: datetime) -> int:
    """Forget the sessions that have ended; tell how many there were."""
    ended = or_(session.c.seen_at < now - IDLE, session.c.started_at < now - LONGEST)
    return connection.execute(delete(session).where(ended)).rowcount


def _lasts(stage: str, started: datetime, seen: datetime, now: datetime) -> bool:
    if stage == "second":
        return now - started < PATIENCE
    return now - seen < IDLE and now - started < LONGEST


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
