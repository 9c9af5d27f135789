"""Is the store still what was written: audit log, releases, ledger, originals?"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Engine

from dashboard import audit
from etl import store
from etl.archive import Archive, checksum
from indicators.store import ReleaseStore


@dataclass(frozen=True, slots=True)
class Wholeness:
    """What was looked at, how much of it, and each fault in a sentence."""

    rows: int
    last: str
    releases: int
    published: int
    originals: int
    faults: tuple[str, ...]


def look_through(engine: Engine, archive: Archive, expect: str | None = None) -> Wholeness:
    """Compute each hash anew. ``expect`` is one of the audit log's, noted earlier."""
    log = audit.verify(engine, expect)
    releases = ReleaseStore(engine)
    kept = originals_of(engine)
    published, ledger = releases.protections.verify()
    return Wholeness(
        rows=log.rows,
        last=log.last,
        releases=len(releases.heads(public_only=False)),
        published=published,
        originals=len(kept),
        faults=(*log.faults, *releases.faults(), *ledger, *_lost(kept, archive)),
    )


def originals_of(engine: Engine) -> tuple[str, ...]:
    """Name, by checksum, the originals that returns rest on; a refused file has none."""
    with engine.connect() as connection:
        found = {b.sha256 for b in store.batches(connection) if b.state != "refused"}
    return tuple(sorted(found))


def _lost(kept: tuple[str, ...], archive: Archive) -> Iterator[str]:
    for sha256 in kept:
        try:
            there = checksum(archive.read(sha256))
        except FileNotFoundError:
            yield f"the original {sha256[:12]} is not in the archive"
            continue
        if there != sha256:
            yield f"the original {sha256[:12]} is not the file that was handed in"
