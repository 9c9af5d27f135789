"""What has been told us about the accessibility of the site, and what became of it?

A message is kept as it was written, with nothing about who sent it but what they wrote. A handled
one is kept a year, so that an answer can be followed up, and then removed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, func, insert, select, update

from dashboard.i18n import N_
from dashboard.services import Clock
from dashboard.tables import feedback
from etl.database import transaction

KINDS: Mapping[str, str] = {
    "fault": N_("Something does not work for me"),
    "other_form": N_("I want something in another form"),
    "other": N_("Something else"),
}
LONGEST = 4_000
LONGEST_CONTACT = 200
KEPT = timedelta(days=365)
_MOST_OPEN = 1_000


class FullError(RuntimeError):
    """So many messages wait that no more are taken: somebody is filling the store."""


@dataclass(frozen=True, slots=True)
class Told:
    """One message. ``page`` and ``contact`` are empty where nothing was given."""

    id: int
    at: datetime
    kind: str
    page: str
    message: str
    contact: str
    handled_at: datetime | None
    handled_by: str | None


class Feedback:
    """Keeps the messages."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def add(self, kind: str, page: str, message: str, contact: str) -> int:
        """Keep a message and give its number.

        Raises FullError where a thousand wait, ValueError where it is not one of ours.
        """
        if kind not in KINDS or not message or len(message) > LONGEST:
            raise ValueError("no such message")
        now = self._clock()
        with transaction(self._engine) as connection:
            connection.execute(delete(feedback).where(feedback.c.handled_at < now - KEPT))
            open_ = select(func.count()).where(feedback.c.handled_at.is_(None))
            if connection.execute(open_).scalar_one() >= _MOST_OPEN:
                raise FullError
            added = connection.execute(
                insert(feedback).values(
                    at=now,
                    kind=kind,
                    page=page[:LONGEST_CONTACT],
                    message=message,
                    contact=contact[:LONGEST_CONTACT],
                )
            )
            return int(added.inserted_primary_key[0])  # type: ignore[index] # one row, one key

    def listed(self) -> tuple[Told, ...]:
        """List the messages: those that wait first, newest first."""
        waits = feedback.c.handled_at.is_(None)
        asked = select(feedback).order_by(waits.desc(), feedback.c.id.desc())
        with self._engine.connect() as connection:
            return tuple(Told(**row) for row in connection.execute(asked).mappings())

    def handle(self, number: int, by: str) -> bool:
        """Say that a message is taken care of; False where there is none that waits."""
        fits = (feedback.c.id == number) & feedback.c.handled_at.is_(None)
        with transaction(self._engine) as connection:
            done = connection.execute(
                update(feedback).where(fits).values(handled_at=self._clock(), handled_by=by)
            )
            return done.rowcount == 1
