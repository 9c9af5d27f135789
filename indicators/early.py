"""Who may read an approved release before its day, and who could?

An approved release with a moment of publication can be read early, from so many hours before, by
the accounts that are named for it. The list of those who could is public once the release is: it
holds a function or a name for each, as entered, and never what somebody types at sign-in.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, and_, delete, insert, or_, select, update

from etl.database import transaction
from indicators.parts import ReleaseError
from indicators.published import EarlyList, ReleaseHead
from indicators.release_reader import PUBLIC, head_of, row_of
from indicators.store import Witness, lock_releases
from indicators.tables import release, release_early

LONGEST = 200


@dataclass(frozen=True, slots=True)
class EarlyReader:
    """One account that is or was named for a release; ``shown_as`` is what the public reads."""

    account: str
    shown_as: str
    named_at: datetime
    taken_at: datetime | None


class EarlyReading:
    """The lists of a store. Every method is one transaction; times are UTC."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def name(
        self,
        release_id: str,
        account: str,
        shown_as: str,
        *,
        now: datetime,
        witness: Witness | None = None,
    ) -> None:
        """Name an account for an approved release, under what the public will read of it.

        Raises ReleaseError where the release is not approved or the words are missing.
        """
        words = shown_as.strip()
        if not 0 < len(words) <= LONGEST:
            raise ReleaseError(
                f"say what the published list is to call {account}, in {LONGEST} characters at "
                "most: a function, such as the chair of the committee, or a name",
                "early_words",
            )
        with transaction(self._engine) as connection:
            lock_releases(connection)
            _refuse_not_approved(row_of(connection, release_id))
            values = {"shown_as": words, "named_at": now, "taken_at": None}
            # Whoever is named anew is on the list from the first time on.
            if _row(connection, release_id, account) is None:
                whose = {"release_id": release_id, "account": account}
                connection.execute(insert(release_early).values(**whose, **values))
            else:
                del values["named_at"]
                connection.execute(
                    update(release_early).where(_of(release_id, account)).values(values)
                )
            if witness is not None:
                witness(connection)

    def take_off(
        self, release_id: str, account: str, *, now: datetime, witness: Witness | None = None
    ) -> None:
        """Take an account off the list; whoever could read already stays on the published one."""
        with transaction(self._engine) as connection:
            lock_releases(connection)
            head = row_of(connection, release_id)
            _refuse_not_approved(head)
            row = _row(connection, release_id, account)
            if row is None or row.taken_at is not None:
                raise ReleaseError(f"{account} is not named for {release_id}", "not_named")
            if head.early_from is not None and head.early_from <= now:
                taken = update(release_early).values(taken_at=now)
                connection.execute(taken.where(_of(release_id, account)))
            else:
                connection.execute(delete(release_early).where(_of(release_id, account)))
            if witness is not None:
                witness(connection)

    def named(self, release_id: str) -> tuple[EarlyReader, ...]:
        """List everybody who is or was named for a release, for the working area."""
        asked = select(release_early).where(release_early.c.release_id == release_id)
        with self._engine.connect() as connection:
            rows = connection.execute(asked.order_by(release_early.c.account)).all()
        return tuple(EarlyReader(r.account, r.shown_as, r.named_at, r.taken_at) for r in rows)

    def open_to(self, account: str, now: datetime) -> frozenset[str]:
        """Give the releases that an account may read early at this moment."""
        asked = (
            select(release.c.id)
            .join(release_early, release_early.c.release_id == release.c.id)
            .where(
                release.c.state == "approved",
                release.c.early_from <= now,
                release_early.c.account == account,
                release_early.c.taken_at.is_(None),
            )
        )
        with self._engine.connect() as connection:
            return frozenset(connection.scalars(asked))

    def promised(self, account: str) -> tuple[ReleaseHead, ...]:
        """List the approved releases that an account is named for, the next one first."""
        asked = (
            select(release)
            .join(release_early, release_early.c.release_id == release.c.id)
            .where(
                release.c.state == "approved",
                release.c.early_from.is_not(None),
                release_early.c.account == account,
                release_early.c.taken_at.is_(None),
            )
            .order_by(release.c.publish_at)
        )
        with self._engine.connect() as connection:
            return tuple(head_of(row) for row in connection.execute(asked))

    def published_list(self, release_id: str) -> EarlyList:
        """Give the list that stands beside a public release: who could read it early."""
        could = and_(
            release_early.c.release_id == release.c.id,
            or_(
                release_early.c.taken_at.is_(None),
                release_early.c.taken_at > release.c.early_from,
            ),
        )
        asked = (
            select(release.c.early_from, release_early.c.shown_as)
            .join(release_early, could, isouter=True)
            .where(
                release.c.id == release_id,
                release.c.state.in_(PUBLIC),
                release.c.early_from < release.c.published_at,
            )
            .order_by(release_early.c.shown_as)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(asked).all()
        if not rows:
            return EarlyList()
        return EarlyList(rows[0].early_from, tuple(r.shown_as for r in rows if r.shown_as))


def _of(release_id: str, account: str) -> Any:  # noqa: ANN401  # a condition of SQLAlchemy's
    return (release_early.c.release_id == release_id) & (release_early.c.account == account)


def _row(connection: Connection, release_id: str, account: str) -> Row[Any] | None:
    return connection.execute(select(release_early).where(_of(release_id, account))).one_or_none()


def _refuse_not_approved(row: Row[Any]) -> None:
    if row.state != "approved":
        raise ReleaseError(
            f"{row.id} is {row.state}; who reads a release early is settled once it is approved "
            "and before it is published",
            "early_state",
        )
