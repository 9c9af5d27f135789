"""Who is told, by e-mail or otherwise, that something waits for a person?

What holds now (returns held, sources overdue, jobs that failed) is compared with what has been
told; what is new goes out in one message, and what holds no longer is forgotten, so that it is
told again if it comes back. A message that no receiver took is told the next time. It holds no
figure, no file name and no address.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from dashboard.i18n import N_, translate
from dashboard.jobs import last_runs
from dashboard.services import Services
from dashboard.source_states import source_states
from dashboard.tables import notice
from etl import store
from etl.archive import checksum
from etl.database import transaction
from etl.sources import sources

OWN_JOB = "notices"
"""Its own failure is not told: the way to tell it is the one that failed."""


class NotTakenError(Exception):
    """Receivers that did not take a message; the sentence numbers them, and names none."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that waits for a person: a stable name, and what it says."""

    key: str
    says: str


def tell_waiting(services: Services) -> str | None:
    """Tell of returns held and jobs that failed; the job of the worker."""
    return tell(services, ("held", "failed"), [*_held(services), *_failed(services)])


def tell_overdue(services: Services) -> str | None:
    """Say which sources are overdue, and tell of those that were not before; a daily job."""
    holds = list(_overdue(services))
    tell(services, ("overdue",), holds)
    return "; ".join(one.key.removeprefix("overdue:") for one in holds) or None


def tell(services: Services, kinds: tuple[str, ...], holds: Sequence[Condition]) -> str | None:
    """Tell each receiver what is new to it; answer how much, None where nothing is.

    ``holds`` is everything of these kinds that waits for a person now. Raises NotTakenError,
    once all receivers have been tried, where one did not take its message.
    """
    sent, missed = 0, []
    for number, address in enumerate(services.settings.notify_urls, 1):
        whose = f"{checksum(address.encode())[:12]} "
        told = _told(services, whose, kinds)
        new = [one for one in holds if one.key not in told]
        if new and not _sent(address, *_message(services, new)):
            missed.append(number)
            continue
        _note(services, whose, told - {one.key for one in holds}, new)
        sent += len(new)
    if missed:
        raise NotTakenError(f"receiver {', '.join(map(str, missed))} did not take the message")
    return f"told {sent}" if sent else None


def _message(services: Services, new: Sequence[Condition]) -> tuple[str, str]:
    language = services.settings.language
    title = translate(
        language, N_("{site}: something waits for you"), site=services.settings.site_name
    )
    return title, "\n".join(f"- {one.says}" for one in new)


def _told(services: Services, whose: str, kinds: Iterable[str]) -> set[str]:
    asked = select(notice.c.key).where(notice.c.key.startswith(whose, autoescape=True))
    with services.engine.connect() as connection:
        keys = {key.removeprefix(whose) for key in connection.execute(asked).scalars()}
    return {key for key in keys if key.partition(":")[0] in kinds}


def _note(services: Services, whose: str, over: set[str], new: Sequence[Condition]) -> None:
    rows = [{"key": whose + one.key, "told_at": services.clock()} for one in new]
    gone = {whose + key for key in over}
    with transaction(services.engine) as connection:
        connection.execute(delete(notice).where(notice.c.key.in_(gone)))
        if rows:
            connection.execute(insert(notice), rows)


def unusable(addresses: Iterable[str]) -> list[int]:
    """Number the addresses of receivers that no service is known for, from 1."""
    from apprise import Apprise

    with _quiet():
        found = [Apprise.instantiate(one, suppress_exceptions=True) for one in addresses]
    return [number for number, one in enumerate(found, 1) if one is None]


def _sent(address: str, title: str, body: str) -> bool:
    # Imported where it is needed: it takes seconds to start.
    from apprise import Apprise, NotifyFormat

    with _quiet():
        one = Apprise()
        return one.add(address) and bool(
            one.notify(title=title, body=body, body_format=NotifyFormat.TEXT)
        )


class _quiet:  # noqa: N801  # used as a statement
    """Keep the library from logging: its lines may repeat an address with its password."""

    def __enter__(self) -> None:
        self._log = logging.getLogger("apprise")
        self._before = self._log.disabled
        self._log.disabled = True

    def __exit__(self, *_: object) -> None:
        self._log.disabled = self._before


def _held(services: Services) -> Iterable[Condition]:
    with services.engine.connect() as connection:
        held = store.batches(connection, state="held")
    for one in held:
        said = translate(
            services.settings.language,
            N_("A return is held ({source}): {address}"),
            source=_title(services, one.source),
            address=f"{services.settings.base_url}/arbetsyta/inlamningar/{one.id}",
        )
        yield Condition(f"held:{one.id}", said)


def _overdue(services: Services) -> Iterable[Condition]:
    for one in source_states(services.engine, services.today()):
        if one.overdue_since is None or one.expected_period is None:
            continue
        said = translate(
            services.settings.language,
            N_("A source is overdue since {day}: {source}, {period}"),
            day=one.overdue_since.isoformat(),
            source=_title(services, one.name),
            period=one.expected_period.label,
        )
        yield Condition(f"overdue:{one.name}:{one.expected_period.label}", said)


def _failed(services: Services) -> Iterable[Condition]:
    for run in last_runs(services.engine).values():
        if run.outcome != "failed" or run.job == OWN_JOB:
            continue
        said = translate(
            services.settings.language,
            N_("A scheduled job failed: {job}. See {address}"),
            job=run.job,
            address=f"{services.settings.base_url}/arbetsyta/schema",
        )
        yield Condition(f"failed:{run.job}", said)


def _title(services: Services, name: str | None) -> str:
    source = sources().get(name or "")
    language = services.settings.language
    if source is None:
        return translate(language, N_("no source"))
    return source.title[0 if language == "sv" else 1]
