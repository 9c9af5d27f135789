"""Which releases are there, and which one is in force or was on a day?

Only reads, so that a process with a read-only login can hold it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, select

from indicators.parts import (
    CERTIFICATES,
    CODELISTS,
    RESERVED,
    TARGETS,
    THRESHOLDS,
    Part,
    read_codelists,
)
from indicators.published import PublishedIndicator, Release, ReleaseHead
from indicators.tables import LATEST, release, release_part, release_pointer
from indicators.targets import Ledger

PUBLIC = ("published", "replaced", "withdrawn")
IN_FORCE = ("published", "replaced")


class UnknownReleaseError(LookupError):
    """There is no release of that id."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a withdrawn release for its readers."""

    head: ReleaseHead
    reason: str
    withdrawn_at: datetime


class ReleaseReader:
    """Reads releases of every state; what the public may see is for its caller to ask."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def heads(self, *, public_only: bool) -> tuple[ReleaseHead, ...]:
        """List releases: those not public yet first, by age; then by the day they took force.

        Newest first. Withdrawn ones are public: they stand there with their reason.
        """
        query = select(release)
        if public_only:
            query = query.where(release.c.state.in_(PUBLIC))
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return tuple(head_of(row) for row in sorted(rows, key=_rank, reverse=True))

    def head(self, release_id: str) -> ReleaseHead:
        """Give what a list says of one release; raise UnknownReleaseError."""
        with self._engine.connect() as connection:
            return head_of(row_of(connection, release_id))

    def latest(self) -> ReleaseHead | None:
        """Give the release that the pointer points to, or None before the first."""
        query = select(release).join(release_pointer, release_pointer.c.release_id == release.c.id)
        with self._engine.connect() as connection:
            row = connection.execute(query.where(release_pointer.c.name == LATEST)).one_or_none()
        return head_of(row) if row else None

    def due(self, now: datetime) -> tuple[ReleaseHead, ...]:
        """List the approved releases whose moment of publication has come, earliest first."""
        query = (
            select(release)
            .where(release.c.state == "approved", release.c.publish_at <= now)
            .order_by(release.c.publish_at, release.c.data_cut, release.c.id)
        )
        with self._engine.connect() as connection:
            return tuple(head_of(row) for row in connection.execute(query))

    def in_force_on(self, day: date) -> ReleaseHead | None:
        """Give the release that was in force on a day, or None before the first."""
        with self._engine.connect() as connection:
            row = connection.execute(
                newest_first().where(release.c.in_force_from <= day)
            ).one_or_none()
        return head_of(row) if row else None

    def tombstone(self, release_id: str) -> Tombstone | None:
        """Give what is left of a withdrawn release; None where it is not withdrawn."""
        with self._engine.connect() as connection:
            row = row_of(connection, release_id)
        if row.state != "withdrawn":
            return None
        return Tombstone(head_of(row), row.withdrawn_reason, row.withdrawn_at)

    def part(self, release_id: str, name: str) -> Part:
        """Give one part of a release, in whatever state; raise UnknownReleaseError."""
        where = (release_part.c.release_id == release_id, release_part.c.name == name)
        with self._engine.connect() as connection:
            row = connection.execute(select(release_part).where(*where)).one_or_none()
        if row is None:
            raise UnknownReleaseError(f"there is no part {name!r} of a release {release_id!r}")
        return Part(row.name, row.json, row.sha256)

    def load(self, release_id: str) -> Release:
        """Read a whole release, in whatever state; raise UnknownReleaseError."""
        with self._engine.connect() as connection:
            return release_in(connection, release_id)

    def certificates(self, release_id: str) -> bytes | None:
        """Give the file of certificates for anybody; None where a release needs none."""
        try:
            return f"{self.part(release_id, CERTIFICATES).text}\n".encode()
        except UnknownReleaseError:
            return None

    def checksums(self, release_id: str) -> dict[str, str]:
        """Give the SHA-256 of every part, in order."""
        with self._engine.connect() as connection:
            return {part.name: part.sha256 for part in parts_in(connection, release_id)}


def row_of(connection: Connection, release_id: str) -> Row[Any]:
    """Read one release's row; raise UnknownReleaseError."""
    row = connection.execute(select(release).where(release.c.id == release_id)).one_or_none()
    if row is None:
        raise UnknownReleaseError(f"there is no release {release_id!r}")
    return row


def release_in(connection: Connection, release_id: str) -> Release:
    """Read a whole release within a transaction; raise UnknownReleaseError."""
    head = head_of(row_of(connection, release_id))
    # Certificates are large, and nothing but their file is made of them.
    stored = parts_in(connection, release_id, but=(CERTIFICATES,))
    texts = {part.name: part.text for part in stored}
    indicators = {
        name: PublishedIndicator.from_json(json.loads(text))
        for name, text in texts.items()
        if name not in RESERVED
    }
    codelists = read_codelists(texts[CODELISTS])
    targets = Ledger.from_json(json.loads(texts[TARGETS])) if TARGETS in texts else Ledger()
    return Release(head, codelists, json.loads(texts[THRESHOLDS]), indicators, targets)


def parts_in(connection: Connection, release_id: str, but: Sequence[str] = ()) -> list[Part]:
    """Read the parts of a release, in order, ``but`` some."""
    rows = connection.execute(
        select(release_part)
        .where(release_part.c.release_id == release_id, release_part.c.name.not_in(but))
        .order_by(release_part.c.position)
    )
    return [Part(row.name, row.json, row.sha256) for row in rows]


def newest_first() -> Select[Any]:
    """Choose the one release that is in force last; where two share a day, the later published."""
    return (
        select(release)
        .where(release.c.state.in_(IN_FORCE))
        .order_by(release.c.in_force_from.desc(), release.c.publication.desc())
        .limit(1)
    )


def head_of(row: Row[Any]) -> ReleaseHead:
    """Turn a row into what a list of releases says."""
    return ReleaseHead(
        id=row.id,
        title={"sv": row.title_sv, "en": row.title_en},
        kind=row.kind,
        state=row.state,
        data_cut=row.data_cut,
        in_force_from=row.in_force_from,
        created_at=row.created_at,
        published_at=row.published_at,
        note={"sv": row.note_sv, "en": row.note_en} if row.note_sv else None,
        replaces=row.replaces,
        content_hash=row.content_hash,
        withdrawn_reason=row.withdrawn_reason,
        publish_at=row.publish_at,
        early_from=row.early_from,
        prepared_by=row.prepared_by,
        approved_by=row.approved_by,
        withdrawn_at=row.withdrawn_at,
    )


def _rank(row: Row[Any]) -> tuple[Any, ...]:
    if row.publication is None:
        return (1, row.created_at, row.id)
    return (0, row.in_force_from, row.publication)
