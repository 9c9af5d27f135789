"""Who did what, when, from where, and does the log still say all of it?

Rows are only ever added. Each holds the hash of the one before it, and one row beside the log
holds the last position and hash, so that a row that was changed, cut or moved shows. Whoever can
write the database could compute every hash anew; who notes a hash elsewhere
(``programkollen db verify`` prints it) can tell even that, by asking for it again.

What changed is given as codes and names: never a figure that a release would hide.
"""

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, Row, func, insert, select, update

from dashboard.tables import audit_end, audit_log
from etl.canonical import canonical_json
from etl.database import lock_number

FIRST = "0" * 64
COLUMNS = ("position", "at", "who", "address", "what", "about", "old", "new", "before", "hash")
_END = 1
_PAGE = 5_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the log; ``old`` and ``new`` are canonical JSON, or None."""

    position: int
    at: datetime
    who: str
    address: str
    what: str
    about: str
    old: str | None
    new: str | None
    before: str
    hash: str

    def computed(self) -> str:
        """Give the hash that its content and the row before it ask for."""
        told = {name: getattr(self, name) for name in COLUMNS if name != "hash"}
        told["at"] = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        return hashlib.sha256(canonical_json(told).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What ``verify`` found: how many rows, the last hash, and each fault in a sentence."""

    rows: int
    last: str
    faults: tuple[str, ...]


def note(
    connection: Connection,
    at: datetime,
    who: str,
    what: str,
    *,
    about: str = "",
    old: Mapping[str, object] | None = None,
    new: Mapping[str, object] | None = None,
    address: str = "",
) -> None:
    """Add a row, in the transaction of what it tells of, so that both happen or neither.

    ``what`` is a code such as ``account.grant``; ``about`` names what it was done to. On SQLite
    the connection is one of ``etl.database.transaction``, which holds the write lock.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(lock_number("audit"))))
    end = connection.execute(select(audit_end.c.position, audit_end.c.hash)).one_or_none()
    position, before = (0, FIRST) if end is None else (end.position, end.hash)
    entry = Entry(
        position=position + 1,
        at=at,
        who=who[:120],
        address=address[:64],
        what=what,
        about=about[:400],
        old=None if old is None else canonical_json(old),
        new=None if new is None else canonical_json(new),
        before=before,
        hash="",
    )
    values = {name: getattr(entry, name) for name in COLUMNS} | {"hash": entry.computed()}
    connection.execute(insert(audit_log).values(values))
    told = {"position": position + 1, "hash": values["hash"]}
    if end is None:
        connection.execute(insert(audit_end).values(id=_END, **told))
    else:
        connection.execute(update(audit_end).values(told))


def telling(
    clock: Callable[[], datetime],
    who: str,
    what: str,
    *,
    about: str = "",
    new: Mapping[str, object] | None = None,
    address: str = "",
) -> Callable[[Connection], None]:
    """Give what adds a row in the transaction of the act that it tells of."""

    def tell(connection: Connection) -> None:
        note(connection, clock(), who, what, about=about, new=new, address=address)

    return tell


def entering(
    clock: Callable[[], datetime], who: str, what: str, *, about: str = "", address: str = ""
) -> Callable[[Connection, Mapping[str, object]], None]:
    """Give what adds a row about an entry as it was made; by its number unless ``about`` says."""

    def tell(connection: Connection, made: Mapping[str, object]) -> None:
        named = about or str(made.get("number", ""))
        note(connection, clock(), who, what, about=named, new=made, address=address)

    return tell


def entries(
    engine: Engine, *, before: int | None = None, limit: int = 100, who: str = "", what: str = ""
) -> tuple[Entry, ...]:
    """List rows, newest first: those before a position, of one person, of one kind."""
    asked = select(audit_log).order_by(audit_log.c.position.desc()).limit(limit)
    if before is not None:
        asked = asked.where(audit_log.c.position < before)
    if who:
        asked = asked.where(audit_log.c.who == who)
    if what:
        asked = asked.where(audit_log.c.what.startswith(what, autoescape=True))
    with engine.connect() as connection:
        return tuple(_entry(row) for row in connection.execute(asked))


def verify(engine: Engine, expect: str | None = None) -> Verdict:
    """Read the whole log and compute each hash anew.

    ``expect`` is a hash noted earlier, which must still stand in the log.
    """
    faults: list[str] = []
    position, last, seen = 0, FIRST, expect in (None, FIRST)
    with engine.connect() as connection:
        for entry in _all(connection):
            faults += _faults(entry, position, last)
            position, last = entry.position, entry.hash
            seen = seen or entry.hash == expect
        rows = connection.scalar(select(func.count()).select_from(audit_log)) or 0
        end = connection.execute(select(audit_end.c.position, audit_end.c.hash)).one_or_none()
    told = (0, FIRST) if end is None else (end.position, end.hash)
    if told != (position, last):
        faults.append(f"the log ends at row {position}, but it was left at row {told[0]}")
    if not seen:
        faults.append(f"no row has the hash {expect}, which was noted earlier")
    return Verdict(rows, last, tuple(faults))


def as_csv(engine: Engine) -> bytes:
    """Write the whole log as CSV in UTF-8, with the hashes that let anyone check it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    with engine.connect() as connection:
        for entry in _all(connection):
            moment = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
            told = [getattr(entry, name) for name in COLUMNS]
            writer.writerow([moment if value is entry.at else _plain(value) for value in told])
    return text.getvalue().encode()


def _all(connection: Connection) -> Iterator[Entry]:
    ordered = select(audit_log).order_by(audit_log.c.position)
    for row in connection.execution_options(yield_per=_PAGE).execute(ordered):
        yield _entry(row)


def _faults(entry: Entry, position: int, last: str) -> Iterator[str]:
    if entry.position != position + 1:
        yield f"row {position + 1} is not there: row {entry.position} follows row {position}"
    if entry.before != last:
        yield f"row {entry.position} does not follow the row before it"
    if entry.hash != entry.computed():
        yield f"row {entry.position} is not what was written"


def _entry(row: Row[tuple[object, ...]]) -> Entry:
    return Entry(**row._asdict())


def _plain(value: object) -> object:
    # A name that begins with such a sign would be a formula to a spreadsheet.
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return value
