"""What has ever been published, so that nobody can forget a part of it?

The ledger only grows. Each entry holds one fact that readers gained, and the digest of the
entry before it, so that a changed, dropped or inserted entry shows; a cut end shows against a
head kept elsewhere. Withdrawn releases stay in it: what was read stays read. Where it is
stored is somebody else's matter.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from indicators.disclosure.model import Fact

START = "0" * 64


class LedgerError(ValueError):
    """The ledger is not the one that was written."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One published fact: in which release, after which entry."""

    number: int
    release: str
    fact: Fact
    previous: str
    digest: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries, oldest first."""

    entries: tuple[Entry, ...] = ()

    @property
    def head(self) -> str:
        """The digest of the last entry: keep it elsewhere to notice a cut end."""
        return self.entries[-1].digest if self.entries else START

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All that readers were ever shown, each fact once."""
        return tuple(dict.fromkeys(entry.fact for entry in self.entries))

    def append(self, release: str, facts: Iterable[Fact]) -> "Ledger":
        """Give a ledger that is longer by these facts."""
        entries = list(self.entries)
        previous = self.head
        for fact in facts:
            number = len(entries)
            digest = _digest(number, release, fact, previous)
            entries.append(Entry(number, release, fact, previous, digest))
            previous = digest
        return Ledger(tuple(entries))

    def verify(self, head: str | None = None) -> None:
        """Raise LedgerError unless every link holds and, where given, the end is ``head``."""
        previous = START
        for place, entry in enumerate(self.entries):
            digest = _digest(place, entry.release, entry.fact, previous)
            if entry.number != place or entry.previous != previous or entry.digest != digest:
                raise LedgerError(
                    f"entry {place} of the ledger is not as written; restore it from a backup "
                    "before anything is released"
                )
            previous = digest
        if head is not None and previous != head:
            raise LedgerError(
                "the ledger does not end where it should: entries are missing or were added; "
                "restore it from a backup before anything is released"
            )


def _digest(number: int, release: str, fact: Fact, previous: str) -> str:
    line = json.dumps(
        [number, release, fact.coefficients, fact.low, fact.high, fact.source, previous],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(line.encode()).hexdigest()
