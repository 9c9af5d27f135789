"""How does a release come to be, become public, and stop being so?

The only writer of the release tables. A release's contents never change once it is published;
its state moves draft → checked → approved → published → replaced, or to withdrawn, and every
move is one transaction. Times are given by the caller and stored in UTC.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from etl.database import transaction
from indicators.disclosure.protection import Protection
from indicators.last_door import let_out
from indicators.parts import (
    Codelists,
    Draft,
    Part,
    ReleaseError,
    content_hash,
    parts_of,
    sha256,
)
from indicators.protection_store import (
    ProtectionStore,
    certificates_of,
    clear_protection,
    write_protection,
)
from indicators.published import ReleaseHead
from indicators.release_reader import (
    IN_FORCE,
    PUBLIC,
    ReleaseReader,
    head_of,
    newest_first,
    parts_in,
    row_of,
)
from indicators.results import Json, Protected
from indicators.tables import LATEST, release, release_early, release_part, release_pointer
from indicators.targets import Ledger

STOCKHOLM = ZoneInfo("Europe/Stockholm")
KINDS = frozenset({"regular", "reconstructed", "correction", "demo"})
OPEN = ("draft", "checked", "approved")

Witness = Callable[[Connection], None]
"""Writes to other tables in the transaction of a step."""

# The part of an address that names a release: no slash, no blank, nothing to escape.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


class ReleaseStore(ReleaseReader):
    """Writes releases, and reads them. Every method is one transaction."""

    @property
    def protections(self) -> ProtectionStore:
        """The ledger of what was published, and the proofs."""
        return ProtectionStore(self._engine)

    def write_draft(
        self,
        protected: Sequence[Protected],
        *,
        draft: Draft,
        definitions: Mapping[str, Json],
        codelists: Codelists,
        thresholds: Mapping[str, Any],
        now: datetime,
        targets: Ledger | None = None,
        protection: Protection | None = None,
        witness: Witness | None = None,
    ) -> ReleaseHead:
        """Write a release as a draft; ``definitions`` maps a slug to ``Indicator.to_json()``.

        An unpublished release of the same id is written anew and is a draft again, whatever
        was approved. Raises ReleaseError where the id is taken by a published one, or where
        the contents cannot stand.
        """
        _check_draft(draft)
        parts = parts_of(
            protected,
            definitions=definitions,
            codelists=codelists,
            thresholds=thresholds,
            targets=targets,
            certificates=certificates_of(protection),
        )
        with transaction(self._engine) as connection:
            lock_releases(connection)
            _refuse_replacing(connection, draft)
            _clear_open(connection, draft.id)
            connection.execute(insert(release).values(**_columns(draft, parts, now)))
            connection.execute(insert(release_part), _part_rows(draft.id, parts))
            write_protection(connection, draft.id, protection)
            _tell(witness, connection)
            return head_of(row_of(connection, draft.id))

    def mark_checked(
        self, release_id: str, *, content_hash: str | None = None, witness: Witness | None = None
    ) -> ReleaseHead:
        """Move a draft to checked, once its checklist holds nothing against it.

        With ``content_hash`` only where its contents are still those that were checked.
        """
        with transaction(self._engine) as connection:
            lock_releases(connection)
            if content_hash is not None:
                _refuse_other(row_of(connection, release_id), content_hash)
            _move(connection, release_id, ("draft",), "checked")
            _tell(witness, connection)
            return head_of(row_of(connection, release_id))

    def approve(
        self, release_id: str, *, by: str, content_hash: str, witness: Witness | None = None
    ) -> ReleaseHead:
        """Approve a checked release as ``by``, who saw the contents of this hash.

        Raises ReleaseError where ``by`` prepared it, or where its contents are others now.
        """
        with transaction(self._engine) as connection:
            lock_releases(connection)
            row = row_of(connection, release_id)
            if row.prepared_by == by:
                raise ReleaseError(
                    f"{by} prepared {release_id}, so another person must approve it",
                    "own_draft",
                )
            _refuse_other(row, content_hash)
            _move(connection, release_id, ("checked",), "approved", approved_by=by)
            _tell(witness, connection)
            return head_of(row_of(connection, release_id))

    def touch(self, release_id: str, *, content_hash: str, witness: Witness) -> None:
        """Let a witness write about an unpublished release whose contents are still these."""
        with transaction(self._engine) as connection:
            lock_releases(connection)
            row = row_of(connection, release_id)
            _refuse_other(row, content_hash)
            if row.state not in OPEN:
                raise ReleaseError(f"{release_id} is {row.state} and settled", "state")
            witness(connection)

    def plan(
        self,
        release_id: str,
        at: datetime | None,
        *,
        now: datetime,
        early_from: datetime | None = None,
        witness: Witness | None = None,
    ) -> ReleaseHead:
        """Set the moment at which an approved release is to be published; None takes it away.

        From ``early_from`` those who are named for it may read it. Raises ReleaseError where
        the release is not approved, or the moment has passed.
        """
        with transaction(self._engine) as connection:
            lock_releases(connection)
            if at is not None and at <= now:
                told = at.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")
                raise ReleaseError(f"{told} has passed; name a moment to come", "passed")
            planned = {"publish_at": at, "early_from": early_from if at else None}
            _move(connection, release_id, ("approved",), "approved", **planned)
            _tell(witness, connection)
            return head_of(row_of(connection, release_id))

    def publish(
        self, release_id: str, now: datetime, *, witness: Witness | None = None
    ) -> ReleaseHead:
        """Publish an approved release at the moment ``now``: the pointer and all states at once.

        A reconstructed release is in force from its data cut, any other from the day of
        publication in Stockholm. One that is in force from an earlier day than the latest
        takes its place in the past: it is *replaced* at once and the pointer stays. ``witness``
        writes what else belongs to the publication, in its transaction: both happen or neither.
        """
        with transaction(self._engine) as connection:
            lock_releases(connection)
            row = row_of(connection, release_id)
            _refuse_changed(connection, row)
            day = now.astimezone(STOCKHOLM).date()
            if row.data_cut > day:
                raise ReleaseError(
                    f"{release_id} has its data cut on {row.data_cut}, after {day}; "
                    "a release cannot know figures that are not reported yet",
                    "data_cut",
                )
            last = connection.execute(select(func.max(release.c.publication))).scalar()
            _move(
                connection,
                release_id,
                ("approved",),
                "published",
                published_at=now,
                in_force_from=row.data_cut if row.kind == "reconstructed" else day,
                publication=(last or 0) + 1,
            )
            _point_to_newest(connection)
            let_out(connection, release_id)
            _tell(witness, connection)
            return head_of(row_of(connection, release_id))

    def withdraw(
        self, release_id: str, *, reason: str, now: datetime, witness: Witness | None = None
    ) -> ReleaseHead:
        """Withdraw a public release, leaving a tombstone; the release before is in force again."""
        if not reason.strip():
            raise ReleaseError(
                f"{release_id} can be withdrawn only with a reason for the reader", "no_reason"
            )
        with transaction(self._engine) as connection:
            lock_releases(connection)
            _move(
                connection,
                release_id,
                IN_FORCE,
                "withdrawn",
                withdrawn_reason=reason.strip(),
                withdrawn_at=now,
            )
            _point_to_newest(connection)
            _tell(witness, connection)
            return head_of(row_of(connection, release_id))

    def faults(self) -> tuple[str, ...]:
        """Name each release whose stored contents are not what was written, in a sentence."""
        found = []
        with self._engine.connect() as connection:
            for one in connection.execute(select(release).order_by(release.c.id)).all():
                try:
                    _refuse_changed(connection, one)
                except ReleaseError:
                    found.append(f"the release {one.id} is not what was written")
        return tuple(found)


def _tell(witness: Witness | None, connection: Connection) -> None:
    if witness is not None:
        witness(connection)


def _refuse_other(row: Row[Any], content_hash: str) -> None:
    if row.content_hash != content_hash:
        raise ReleaseError(
            f"the contents of {row.id} have changed since they were read; "
            "read them again and approve what stands there now",
            "changed",
        )


def _check_draft(draft: Draft) -> None:
    if not _ID.fullmatch(draft.id) or draft.id == LATEST:
        raise ReleaseError(
            f"{draft.id!r} cannot name a release; use letters, digits, '.', '_' and '-', "
            f"80 at most, and not {LATEST!r}"
        )
    if draft.kind not in KINDS:
        raise ReleaseError(f"{draft.kind!r} is no kind of release; {', '.join(sorted(KINDS))} are")
    if not draft.prepared_by.strip():
        raise ReleaseError(f"{draft.id} does not say who prepared it")
    told = draft.replaces is not None and draft.note is not None
    if (draft.kind == "correction" or draft.replaces is not None) and not told:
        raise ReleaseError(
            f"{draft.id} is a correction; name the release it replaces and write to the reader",
            "no_note",
        )


def _about(fields: Mapping[str, Any]) -> dict[str, Any]:
    names = ("id", "title_sv", "title_en", "kind", "note_sv", "note_en", "replaces", "prepared_by")
    return {name: fields[name] for name in names} | {"data_cut": fields["data_cut"].isoformat()}


def _columns(draft: Draft, parts: Sequence[Part], now: datetime) -> dict[str, Any]:
    columns = {
        "id": draft.id,
        "title_sv": draft.title.sv,
        "title_en": draft.title.en,
        "kind": draft.kind,
        "state": "draft",
        "data_cut": draft.data_cut,
        "in_force_from": draft.data_cut,
        "created_at": now,
        "note_sv": draft.note.sv if draft.note else None,
        "note_en": draft.note.en if draft.note else None,
        "replaces": draft.replaces,
        "prepared_by": draft.prepared_by,
    }
    checksums = [(part.name, part.sha256) for part in parts]
    return columns | {"content_hash": content_hash(_about(columns), checksums)}


def _part_rows(release_id: str, parts: Sequence[Part]) -> list[dict[str, Any]]:
    return [
        {
            "release_id": release_id,
            "name": part.name,
            "position": position,
            "json": part.text,
            "sha256": part.sha256,
        }
        for position, part in enumerate(parts)
    ]


def lock_releases(connection: Connection) -> None:
    """Let nobody else write about releases until the transaction ends."""
    # Writing first takes SQLite's one write lock; locking the row makes PostgreSQL's writers
    # wait for each other. So whatever is read after this is still true when it is written.
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    row = dialect.insert(release_pointer).values(name=LATEST, release_id=None)
    connection.execute(row.on_conflict_do_nothing())
    connection.execute(
        select(release_pointer).where(release_pointer.c.name == LATEST).with_for_update()
    ).one()


def _refuse_replacing(connection: Connection, draft: Draft) -> None:
    if draft.replaces is None:
        return
    state = row_of(connection, draft.replaces).state
    if state not in PUBLIC:
        raise ReleaseError(
            f"{draft.id} cannot replace {draft.replaces}, which is {state} and was never public; "
            "write that one anew under its own id",
            "never_public",
        )


def _clear_open(connection: Connection, release_id: str) -> None:
    state = connection.execute(
        select(release.c.state).where(release.c.id == release_id)
    ).scalar_one_or_none()
    if state is None:
        return
    if state not in OPEN:
        raise ReleaseError(
            f"{release_id} is {state} and can never change; prepare a new release, "
            "a correction if figures in it were wrong"
        )
    clear_protection(connection, release_id)
    # Whoever was named for it was named for other contents.
    for table in (release_part, release_early):
        connection.execute(delete(table).where(table.c.release_id == release_id))
    connection.execute(delete(release).where(release.c.id == release_id))


def _move(
    connection: Connection,
    release_id: str,
    allowed: tuple[str, ...],
    state: str,
    **changes: Any,  # noqa: ANN401  # columns of the release table
) -> None:
    current = row_of(connection, release_id).state
    if current not in allowed:
        aim = "planned" if state in allowed else state
        raise ReleaseError(
            f"{release_id} is {current} and cannot become {aim}; "
            f"only what is {' or '.join(allowed)} can",
            "state",
        )
    connection.execute(
        update(release).where(release.c.id == release_id).values(state=state, **changes)
    )


def _refuse_changed(connection: Connection, row: Row[Any]) -> None:
    stored = parts_in(connection, row.id)
    true = [(part.name, sha256(part.text)) for part in stored]
    if content_hash(_about(row._asdict()), true) != row.content_hash:
        raise ReleaseError(
            f"the stored contents of {row.id} are not those that were approved; "
            "do not publish it, prepare it anew",
            "contents",
        )


def _point_to_newest(connection: Connection) -> None:
    newest = connection.execute(newest_first()).one_or_none()
    connection.execute(
        update(release).where(release.c.state == "published").values(state="replaced")
    )
    if newest is not None:
        connection.execute(
            update(release).where(release.c.id == newest.id).values(state="published")
        )
    connection.execute(
        update(release_pointer)
        .where(release_pointer.c.name == LATEST)
        .values(release_id=newest.id if newest else None)
    )
