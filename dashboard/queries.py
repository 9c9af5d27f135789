"""What may be read of the releases? The only caller of their store among the pages.

A release never changes once it is public, so its contents are kept in memory by their hash;
its head is read each time, since a release may be replaced or withdrawn at any moment.
"""

from collections import OrderedDict
from dataclasses import replace
from datetime import date, datetime
from threading import Lock

from sqlalchemy import Engine

from indicators.calendar import Calendar
from indicators.early import EarlyReading
from indicators.published import Coming, EarlyList, Release, ReleaseHead
from indicators.release_reader import (
    IN_FORCE,
    PUBLIC,
    ReleaseReader,
    Tombstone,
    UnknownReleaseError,
)


class Queries:
    """Reads public releases, and one that is not public yet only where it is asked for by name.

    What a withdrawn release held does not exist here.
    """

    def __init__(self, engine: Engine, *, kept: int = 8) -> None:
        """Read through ``engine``; keep the contents of the ``kept`` releases read last."""
        self._reader = ReleaseReader(engine)
        self._calendar = Calendar(engine)
        self._early = EarlyReading(engine)
        self._kept = kept
        self._contents: OrderedDict[str, Release] = OrderedDict()
        self._lock = Lock()

    def heads(self) -> tuple[ReleaseHead, ...]:
        """List every public release, withdrawn ones included, newest first."""
        return self._reader.heads(public_only=True)

    def current(self) -> Release | None:
        """Give the latest release, or None before the first."""
        return self._contents_of(self._reader.latest())

    def as_of(self, day: date) -> Release | None:
        """Give the release in force on a day, or None before the first."""
        return self._contents_of(self._reader.in_force_on(day))

    def release(self, release_id: str) -> Release | None:
        """Give a public release; None where there is none, or where it is withdrawn."""
        return self._contents_of(self._head(release_id))

    def unpublished(self, release_id: str) -> Release | None:
        """Give a release that is not public yet, for a caller who asks ``access`` about it."""
        try:
            head = self._reader.head(release_id)
        except UnknownReleaseError:
            return None
        return None if head.state in PUBLIC else self._reader.load(release_id)

    def coming(self, now: datetime) -> tuple[Coming, ...]:
        """List the releases to come, the next first."""
        return self._calendar.coming(now)

    def early(self, release_id: str) -> EarlyList:
        """Tell who could read a public release before its day."""
        return self._early.published_list(release_id)

    def tombstone(self, release_id: str) -> Tombstone | None:
        """Give what is left of a withdrawn release; None for every other id."""
        try:
            return self._reader.tombstone(release_id)
        except UnknownReleaseError:
            return None

    def checksums(self, release_id: str) -> dict[str, str]:
        """Give the SHA-256 of each part of a public release, in order; none for others."""
        head = self._head(release_id)
        return self._reader.checksums(release_id) if head and head.state in IN_FORCE else {}

    def certificates(self, release: Release) -> bytes | None:
        """Give the certificates of a release that was read; None where it needs none."""
        return self._reader.certificates(release.head.id)

    def _head(self, release_id: str) -> ReleaseHead | None:
        try:
            head = self._reader.head(release_id)
        except UnknownReleaseError:
            return None
        return head if head.state in PUBLIC else None

    def _contents_of(self, head: ReleaseHead | None) -> Release | None:
        if head is None:
            return None
        if head.state not in IN_FORCE:
            with self._lock:
                self._contents.pop(head.content_hash, None)
            return None
        with self._lock:
            known = self._contents.get(head.content_hash)
        # Loaded outside the lock: two readers may load the same release, and get equal ones.
        release = replace(known or self._reader.load(head.id), head=head)
        with self._lock:
            self._contents[head.content_hash] = release
            self._contents.move_to_end(head.content_hash)
            while len(self._contents) > self._kept:
                self._contents.popitem(last=False)
        return release
