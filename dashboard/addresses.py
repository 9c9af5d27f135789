"""Which page, which release and which parameters does an address ask for?

Everything in an address is checked here, once. What is malformed is refused with 400, what does
not exist with 404, what was withdrawn with 410; parameters that nobody knows (a social network's,
say) are dropped.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from dashboard.access import Reader, Subject, decide
from dashboard.i18n import N_
from dashboard.page import Language, Page
from dashboard.presenters.picking import PREFIX
from etl.period import Period
from indicators.published import Coming, EarlyList, Release, ReleaseHead
from indicators.release_reader import Tombstone


class Queries(Protocol):
    """Where releases are read; ``dashboard.queries.Queries`` is the real one."""

    def current(self) -> Release | None:
        """Give the release in force, or None before the first."""
        ...

    def as_of(self, day: date) -> Release | None:
        """Give the release in force on a day, or None before the first."""
        ...

    def release(self, release_id: str) -> Release | None:
        """Give a release by id, or None where there is none to read."""
        ...

    def heads(self) -> tuple[ReleaseHead, ...]:
        """List the public releases, newest first."""
        ...

    def unpublished(self, release_id: str) -> Release | None:
        """Give a release that is not public yet; whoever asks, asks ``access`` about it."""
        ...

    def coming(self, now: datetime) -> tuple[Coming, ...]:
        """List the releases to come, the next first."""
        ...

    def early(self, release_id: str) -> EarlyList:
        """Tell who could read a public release before its day."""
        ...

    def tombstone(self, release_id: str) -> Tombstone | None:
        """Give what is left of a withdrawn release, None for any other."""
        ...

    def certificates(self, release: Release) -> bytes | None:
        """Give the certificates for anybody of a release; None where it needs none."""
        ...

    def checksums(self, release_id: str) -> Mapping[str, str]:
        """Give the checksum of each part of a public release."""
        ...


class Refusal(Exception):  # noqa: N818 - an answer to the reader, not a fault
    """The address gets no page: an HTTP status, and why in English marked for translation."""

    def __init__(self, status: int, message: str, **args: object) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.args_of_message = args


@dataclass(frozen=True, slots=True)
class Address:
    """A page in a language, with the names in its path and its checked parameters."""

    page: Page
    language: Language
    path: Mapping[str, str]
    query: Mapping[str, str]


def language_of(path: str) -> Language:
    """Tell the language of any path, known or not."""
    return "en" if path == "/en" or path.startswith("/en/") else "sv"


def read_address(pages: Iterable[Page], path: str, query: Sequence[tuple[str, str]]) -> Address:
    """Read an address; raise Refusal 404 for an unknown path, 400 for a malformed parameter."""
    plain = path.rstrip("/") or "/"
    for page in pages:
        if match := page.match(plain):
            language, names = match
            return Address(page, language, names, _checked(page, query))
    raise Refusal(404, N_("There is no page at this address."))


def choose_release(queries: Queries, query: Mapping[str, str], reader: Reader) -> Release | None:
    """Give the release that the parameters ask for; None before the first of all.

    One that is not public yet is there only for whoever ``access`` lets read it. Raises Refusal:
    404 for an unknown one or a day before the first, 410 for a withdrawn one, 400 where
    ``release`` and ``as_of`` contradict.
    """
    release = _named(queries, query, reader)
    if release is not None and not may_read(reader, release.head):
        raise Refusal(404, N_("There is no release {id}."), id=release.head.id)
    return release


def may_read(reader: Reader, head: ReleaseHead) -> bool:
    """Tell whether a reader may read a release in the state that it is in."""
    return decide(reader, "release.read", Subject(head.id, head.state)).allowed


def readable_early(queries: Queries, release_id: str, reader: Reader) -> Release | None:
    """Give a release that is not public yet to a reader who may read it; None to all others.

    Nobody else can tell it from one that does not exist.
    """
    if reader.account is None:
        return None
    release = queries.unpublished(release_id)
    return release if release is not None and may_read(reader, release.head) else None


def refuse_withdrawn(heads: Iterable[ReleaseHead], wanted: str) -> None:
    """Raise Refusal 410, with the reason, where the wanted release is one that was withdrawn."""
    for head in heads:
        if head.id == wanted and head.state == "withdrawn":
            reason = head.withdrawn_reason or ""
            raise Refusal(
                410, N_("The release {id} was withdrawn: {reason}"), id=wanted, reason=reason
            )


def _named(queries: Queries, query: Mapping[str, str], reader: Reader) -> Release | None:
    wanted, day = query.get("release"), query.get("as_of")
    if wanted is None and day is None:
        return queries.current()
    in_force = queries.as_of(date.fromisoformat(day)) if day else None
    if day and in_force is None:
        raise Refusal(404, N_("No release was in force on {day}."), day=day)
    if wanted is None:
        return in_force
    if in_force is not None and in_force.head.id != wanted:
        raise Refusal(400, N_("The address names both a release and a day of another one."))
    refuse_withdrawn(queries.heads(), wanted)
    release = queries.release(wanted) or readable_early(queries, wanted, reader)
    if release is None:
        raise Refusal(404, N_("There is no release {id}."), id=wanted)
    return release


def _checked(page: Page, query: Sequence[tuple[str, str]]) -> dict[str, str]:
    own = {name: _own(name) for name in page.params if name not in _COMMON}
    checks = {**_COMMON, **own}
    checked: dict[str, str] = {}
    for name, value in query:
        if name not in checks or not value:
            continue
        if name in checked:
            raise Refusal(400, N_("The address gives {name} twice."), name=name)
        try:
            checks[name](value)
        except ValueError:
            message = N_("The address gives {name} a value that it cannot have.")
            raise Refusal(400, message, name=name) from None
        checked[name] = value
    return checked


def _day(text: str) -> object:
    # fromisoformat also reads 20250515 and week dates, which would give one page many addresses.
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _code(text: str) -> object:
    if not re.fullmatch(r"[\w.,:/-]{1,80}", text):
        raise ValueError(text)
    return text


def _free(text: str) -> object:
    if len(text) > 200 or not text.isprintable():
        raise ValueError(text)
    return text


def _own(name: str) -> Callable[[str], object]:
    # A question is free, and so is what some values are picked by: units and publishers have
    # names, not codes.
    return _free if name == "q" or name.startswith(PREFIX) else _code


_COMMON: dict[str, Callable[[str], object]] = {
    "as_of": _day,
    "release": _code,
    "geography": _code,
    "period": Period.parse,
}
