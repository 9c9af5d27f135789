"""What lies at the addresses from which returns are fetched, and what became of each?

A file that is the one taken in before changes nothing: the other side says so (304), or its
checksum does. An address that fails keeps no other waiting; once all have been asked, the job
fails and says which.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select

from dashboard.returns import deliver
from dashboard.services import Services
from dashboard.settings import PullFrom
from dashboard.tables import pull
from etl.archive import checksum
from etl.database import transaction
from etl.fetch import Fetched, FetchError, Marks, fetch
from etl.load import Result

Fetch = Callable[[str, Marks], Fetched]


class PullsFailedError(Exception):
    """Addresses that could not be fetched; the sentence names the sources alone."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """What is known of one address: by the checksum of it, since it may hold a password."""

    key: str
    etag: str | None
    modified: str | None
    sha256: str | None
    asked_at: datetime
    taken_at: datetime | None
    answer: str


def pull_all(services: Services, ask: Fetch = fetch) -> str | None:
    """Ask every address of the settings; answer what was new, None where nothing was.

    Raises PullsFailedError, once all have been asked, where one could not be had.
    """
    answers = {one: _pull(services, one, ask) for one in services.settings.pull_urls}
    failed = [one.source for one, answer in answers.items() if answer is None]
    if failed:
        raise PullsFailedError(f"could not be fetched: {', '.join(failed)}")
    new = {
        one.source: answer
        for one, answer in answers.items()
        if answer in (Result.LOADED, Result.HELD, Result.REFUSED)
    }
    return "; ".join(f"{source}: {answer}" for source, answer in new.items()) or None


def pulled(engine: Engine, one: PullFrom) -> Pulled | None:
    """Tell what is known of an address; None where it was never asked."""
    asked = select(pull).where(pull.c.key == key_of(one))
    with engine.connect() as connection:
        row = connection.execute(asked).one_or_none()
    return Pulled(**row._asdict()) if row else None


def key_of(one: PullFrom) -> str:
    """Name an address without repeating it."""
    return hashlib.sha256(f"{one.source}={one.address}".encode()).hexdigest()


def _pull(services: Services, one: PullFrom, ask: Fetch) -> Result | None:
    """Ask one address, and take in what is new; None where it fails."""
    before = pulled(services.engine, one)
    known = Marks(before.etag, before.modified) if before else Marks()
    now = services.clock()
    told = Pulled(key_of(one), known.etag, known.modified, None, now, None, "")
    if before is not None:
        told = replace(before, asked_at=now)
    try:
        got = ask(one.address, known)
    except FetchError as error:
        services.log.warning("pull_failed source=%s why=%s", one.source, error)
        _keep(services.engine, replace(told, answer=f"failed: {error}"))
        return None
    if got.data is None or (before is not None and checksum(got.data) == before.sha256):
        _keep(services.engine, _marked(told, got, "unchanged"))
        return Result.UNCHANGED
    # The marks are kept after the file, so that one lost on the way is asked for anew.
    answer = deliver(
        services, got.data, got.filename, services.today(), source=one.source, channel="url"
    )
    taken = replace(told, sha256=checksum(got.data), taken_at=now)
    _keep(services.engine, _marked(taken, got, str(answer.result)))
    return answer.result


def _marked(told: Pulled, got: Fetched, answer: str) -> Pulled:
    # An answer of 304 may leave its marks out: those that were sent still hold.
    etag, modified = got.marks.etag, got.marks.modified
    if got.data is None:
        etag, modified = etag or told.etag, modified or told.modified
    return replace(told, etag=etag, modified=modified, answer=answer)


def _keep(engine: Engine, told: Pulled) -> None:
    values = {name: getattr(told, name) for name in Pulled.__dataclass_fields__}
    with transaction(engine) as connection:
        connection.execute(delete(pull).where(pull.c.key == told.key))
        connection.execute(insert(pull).values(values))
