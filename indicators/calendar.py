"""When do releases come? The days entered beforehand, and the moments that are planned."""

from datetime import date, datetime

from sqlalchemy import Engine, delete, insert, select

from etl.database import transaction
from indicators.parts import ReleaseError
from indicators.published import Coming
from indicators.store import STOCKHOLM, Witness
from indicators.tables import release, release_day


class Calendar:
    """The calendar of a store. Every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def enter(self, day: date, *, by: str, now: datetime, witness: Witness | None = None) -> None:
        """Enter a day on which a release will come; raise ReleaseError for one that has been."""
        if day <= now.astimezone(STOCKHOLM).date():
            raise ReleaseError(
                f"{day} is not to come; name a later day for the next release", "day_passed"
            )
        with transaction(self._engine, "calendar") as connection:
            there = select(release_day.c.day).where(release_day.c.day == day)
            if connection.scalar(there) is not None:
                raise ReleaseError(f"{day} is in the calendar already", "day_there")
            values = {"day": day, "entered_by": by, "entered_at": now}
            connection.execute(insert(release_day).values(values))
            if witness is not None:
                witness(connection)

    def strike(self, day: date, *, witness: Witness | None = None) -> None:
        """Take a day out of the calendar; raise ReleaseError where it does not stand there."""
        with transaction(self._engine, "calendar") as connection:
            gone = connection.execute(delete(release_day).where(release_day.c.day == day))
            if not gone.rowcount:
                raise ReleaseError(f"{day} is not in the calendar", "day_missing")
            if witness is not None:
                witness(connection)

    def coming(self, now: datetime) -> tuple[Coming, ...]:
        """List what is to come, the next first; a planned moment stands for its day."""
        today = now.astimezone(STOCKHOLM).date()
        days = select(release_day.c.day).where(release_day.c.day >= today)
        planned = select(release.c.publish_at).where(
            release.c.state == "approved", release.c.publish_at.is_not(None)
        )
        done = select(release.c.published_at).where(release.c.published_at.is_not(None))
        with self._engine.connect() as connection:
            moments = [at for at in connection.scalars(planned) if at is not None]
            out = {at.astimezone(STOCKHOLM).date() for at in connection.scalars(done) if at}
            entered = set(connection.scalars(days))
        settled = {at.astimezone(STOCKHOLM).date() for at in moments}
        found = [Coming(at.astimezone(STOCKHOLM).date(), at) for at in moments]
        # A day whose release has come out is no day to come.
        found += [Coming(day) for day in entered - settled - out]
        return tuple(sorted(found, key=lambda one: (one.day, one.at or now)))
