"""What has ever been published of persons, with which proofs? The only writer of those tables.

The ledger grows at publication, in its transaction, and never else. It is read whole and
verified each time: a ledger that is missing, or is not the one that was written, stops every
release.
"""

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, func, insert, or_, select, update

from etl.database import transaction
from indicators.disclosure.checker import check
from indicators.disclosure.ledger import Entry, Ledger, LedgerError
from indicators.disclosure.model import Fact, coefficients
from indicators.disclosure.protection import Closed, Cost, Protection
from indicators.disclosure.proving import Json, Proof
from indicators.parts import ReleaseError
from indicators.protection_tables import (
    HEAD,
    disclosure_entry,
    disclosure_head,
    disclosure_proof,
    release_protection,
)
from indicators.tables import release

_BATCH = 500


class ProtectionStore:
    """Reads and writes the ledger and the proofs."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ledger(self) -> Ledger:
        """Give the verified ledger; ReleaseError where it is missing or not as written."""
        with self._engine.connect() as connection:
            return ledger_in(connection)

    def verify(self) -> tuple[int, tuple[str, ...]]:
        """Give the number of published facts, and what is wrong with the ledger or a proof."""
        faults = tuple(self._lost())
        try:
            return len(self.ledger().entries), faults
        except ReleaseError as error:
            return 0, (str(error), *faults)

    def _lost(self) -> Iterator[str]:
        """Name the proofs of public releases that are gone, or that no longer prove anything."""
        looked_at: set[str] = set()
        with self._engine.connect() as connection:
            public = select(release.c.id).where(release.c.publication.is_not(None))
            for release_id in connection.execute(public.order_by(release.c.publication)).scalars():
                try:
                    proofs = protection_in(connection, release_id).proofs
                except ReleaseError:
                    yield f"proofs of the release {release_id} are gone; restore them"
                    continue
                for proof in proofs:
                    if proof.asked not in looked_at and check(proof.claim, proof.certificate):
                        where = f"{proof.tabulation} {proof.geography} {proof.year}"
                        yield f"the proof for {where} of the release {release_id} does not stand"
                    looked_at.add(proof.asked)

    def of(self, release_id: str) -> Protection:
        """Give what a release was protected with; ReleaseError where nothing is kept of it."""
        with self._engine.connect() as connection:
            return protection_in(connection, release_id)

    def costs(self, release_id: str) -> tuple[tuple[Cost, ...], tuple[Closed, ...]]:
        """Give what protection costs a release, and its closed scopes, without the proofs."""
        with self._engine.connect() as connection:
            kept = _unpacked(_row_in(connection, release_id).body)
        return (
            tuple(Cost(**one) for one in kept["costs"]),
            tuple(Closed(**one) for one in kept["closed"]),
        )

    @contextmanager
    def remembering(self) -> Iterator["Remembered"]:
        """Give the kept answers; new ones are written when all went well."""
        memory = Remembered(self._engine)
        yield memory
        memory.write()


class Remembered:
    """Answers kept in the store, by the digest of the question or of what it settled."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._new: dict[str, Proof] = {}

    def find(self, digest: str) -> Proof | None:
        """Give the answer to a question, or to one that it has settled."""
        for proof in self._new.values():
            if digest in (proof.asked, proof.settled):
                return proof
        table = disclosure_proof
        query = select(table.c.body).where(or_(table.c.asked == digest, table.c.settled == digest))
        with self._engine.connect() as connection:
            body = connection.execute(query.order_by(table.c.asked).limit(1)).scalar()
        return Proof.from_json(_unpacked(body)) if body is not None else None

    def keep(self, proof: Proof) -> None:
        """Keep an answer until all are written."""
        self._new[proof.asked] = proof

    def write(self) -> None:
        """Write the new answers."""
        if not self._new:
            return
        with transaction(self._engine) as connection:
            there = select(disclosure_proof.c.asked).where(
                disclosure_proof.c.asked.in_(list(self._new))
            )
            known = set(connection.execute(there).scalars())
            rows = [
                {"asked": asked, "settled": proof.settled, "body": _packed(proof.to_json())}
                for asked, proof in self._new.items()
                if asked not in known
            ]
            if rows:
                connection.execute(insert(disclosure_proof), rows)


def ledger_in(connection: Connection, *, publishing: str | None = None) -> Ledger:
    """Read the ledger and verify it; ReleaseError says what is wrong.

    It must end at its head, and hold as many facts as the releases that were ever public gave.
    ``publishing`` names one that is about to give its own.
    """
    head = connection.execute(select(disclosure_head.c.digest)).scalar()
    rows = connection.execute(select(disclosure_entry).order_by(disclosure_entry.c.number)).all()
    if _expected(connection, publishing) != len(rows) or (rows and head is None):
        raise ReleaseError(
            "the ledger of what was published is missing, or a part of it; nothing can be released "
            "without it. Restore it from a backup",
            "ledger",
        )
    ledger = Ledger(
        tuple(
            Entry(
                row.number,
                row.release_id,
                Fact(coefficients((row.figure,)), row.low, row.high),
                row.previous,
                row.digest,
            )
            for row in rows
        )
    )
    try:
        ledger.verify(head)
    except LedgerError as error:
        raise ReleaseError(str(error), "ledger") from error
    return ledger


def _expected(connection: Connection, publishing: str | None) -> int:
    """Count the facts of all releases that were ever public."""
    query = (
        select(func.sum(release_protection.c.facts))
        .join(release, release.c.id == release_protection.c.release_id)
        .where(release.c.publication.is_not(None))
    )
    if publishing is not None:
        query = query.where(release.c.id != publishing)
    return int(connection.execute(query).scalar() or 0)


def write_protection(
    connection: Connection, release_id: str, protection: Protection | None
) -> None:
    """Keep what a draft is protected with, in place of what was kept of it before.

    Without one the draft shows nothing that needs proof, and is bound to the ledger as it is.
    """
    clear_protection(connection, release_id)
    kept = protection or Protection(ledger_in(connection).head)
    body = {
        "facts": [[fact.coefficients[0][0], fact.low, fact.high] for fact in kept.facts],
        "proofs": [proof.asked for proof in kept.proofs],
        "closed": [asdict(one) for one in kept.closed],
        "costs": [asdict(one) for one in kept.costs],
    }
    connection.execute(
        insert(release_protection).values(
            release_id=release_id, head=kept.head, facts=len(kept.facts), body=_packed(body)
        )
    )


def certificates_of(protection: Protection | None) -> list[Json]:
    """Give the certificates that anybody may have, scope by scope."""
    return [
        {"tabulation": p.tabulation, "geography": p.geography, "year": p.year, **p.public}
        for p in (protection.proofs if protection else ())
        if p.public
    ]


def clear_protection(connection: Connection, release_id: str) -> None:
    """Forget what an unpublished release was protected with."""
    connection.execute(
        delete(release_protection).where(release_protection.c.release_id == release_id)
    )


def enter_facts(connection: Connection, release_id: str) -> Ledger:
    """Let a release's facts into the ledger, within its publication; gives the one before.

    Raises ReleaseError where others came in since it was drafted: it must be solved anew.
    """
    ledger = ledger_in(connection, publishing=release_id)
    row = _row_in(connection, release_id)
    if row.head != ledger.head:
        raise ReleaseError(
            f"figures were published since {release_id} was drafted; draft it anew, so that it is "
            "protected in their light",
            "ledger_moved",
        )
    facts = _facts(_unpacked(row.body))
    longer = ledger.append(release_id, facts)
    fresh = longer.entries[len(ledger.entries) :]
    rows = [
        {
            "number": entry.number,
            "release_id": release_id,
            "figure": entry.fact.coefficients[0][0],
            "low": entry.fact.low,
            "high": entry.fact.high,
            "previous": entry.previous,
            "digest": entry.digest,
        }
        for entry in fresh
    ]
    for start in range(0, len(rows), _BATCH):
        connection.execute(insert(disclosure_entry), rows[start : start + _BATCH])
    values = {"entries": len(longer.entries), "digest": longer.head}
    moved = connection.execute(
        update(disclosure_head).where(disclosure_head.c.name == HEAD).values(**values)
    )
    if moved.rowcount == 0:
        connection.execute(insert(disclosure_head).values(name=HEAD, **values))
    return ledger


def _row_in(connection: Connection, release_id: str) -> Row[Any]:
    row = connection.execute(
        select(release_protection).where(release_protection.c.release_id == release_id)
    ).one_or_none()
    if row is None:
        raise ReleaseError(f"nothing is kept of what protects {release_id}; draft it anew", "proof")
    return row


def protection_in(connection: Connection, release_id: str) -> Protection:
    """Read what protects a release; ReleaseError where a part of it is not kept."""
    row = _row_in(connection, release_id)
    kept = _unpacked(row.body)
    found = {}
    for start in range(0, len(kept["proofs"]), _BATCH):
        wanted = kept["proofs"][start : start + _BATCH]
        query = select(disclosure_proof.c.asked, disclosure_proof.c.body)
        for asked, body in connection.execute(query.where(disclosure_proof.c.asked.in_(wanted))):
            found[asked] = Proof.from_json(_unpacked(body))
    missing = [asked for asked in kept["proofs"] if asked not in found]
    if missing:
        raise ReleaseError(
            f"{len(missing)} proofs of {release_id} are missing; draft it anew", "proof"
        )
    return Protection(
        head=row.head,
        facts=_facts(kept),
        proofs=tuple(found[asked] for asked in kept["proofs"]),
        closed=tuple(Closed(**one) for one in kept["closed"]),
        costs=tuple(Cost(**one) for one in kept["costs"]),
    )


def _facts(kept: dict[str, Any]) -> tuple[Fact, ...]:
    return tuple(Fact(coefficients((figure,)), low, high) for figure, low, high in kept["facts"])


def _packed(value: object) -> bytes:
    # Unsorted: a certificate's tables list their counts in the order of the claim's atoms.
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode())


def _unpacked(body: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(zlib.decompress(body))
    return found
