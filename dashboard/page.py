"""What does a page get, and what does it give?

A page is a row in ``PAGES``: its addresses in both languages, its title and a function from a
``View`` to a component tree. It holds no state and asks no store: all that it may know stands
in the view. The frame (``dashboard.app``) makes the view, asks ``access`` and answers 400, 404
and 410, so that a page only raises ``NotHereError`` when its own path names nothing.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal
from urllib.parse import quote, urlencode

from dash.development.base_component import Component

from dashboard.i18n import translate, translate_count
from dashboard.live import Live
from dashboard.settings import LANGUAGES, Language, SiteSettings
from indicators.published import Coming, EarlyList, Release, ReleaseHead

__all__ = ["LANGUAGES", "Language", "NotHereError", "Page", "SiteSettings", "View"]

_PLACE = re.compile(r"<([a-z_]+)>")
_KEPT = ("as_of", "release", "geography")

WayIn = Literal["", "sign_in", "workspace"]


class NotHereError(LookupError):
    """The path or the query names something that the release does not hold; answered with 404.

    The message is shown to the reader, in the reader's language.
    """


def _nothing_live() -> Live | None:
    return None


def _no_release(_release_id: str) -> None:
    """Stand in where no store is at hand."""


def _nobody_early(_release_id: str) -> EarlyList:
    """Stand in where no store is at hand."""
    return EarlyList()


@dataclass(frozen=True, slots=True)
class View:
    """Everything that a page may know.

    ``release`` is the one shown, or None before the first. ``releases`` are the public ones,
    newest first; where the shown one is not public yet, it stands before them. ``query`` holds
    checked parameters alone: ``as_of``, ``release``, ``geography``, ``period`` and those that the
    page names in ``Page.params``. ``routes`` lists all pages by name, for links. ``load`` gives
    another public release by id, for pages that compare. ``way_in`` is what the head of the page
    leads to: signing in, the working area, or neither. ``coming`` are the releases to come, the
    next first; ``early`` tells who could read a public release before its day. ``live`` gives
    what changes by the day, or None where this process may not see it; only a page that is
    ``live`` itself may ask.
    """

    release: Release | None
    releases: tuple[ReleaseHead, ...]
    language: Language
    query: Mapping[str, str]
    path: Mapping[str, str]
    settings: SiteSettings
    routes: Mapping[str, "Page"] = field(default_factory=dict)
    load: Callable[[str], Release | None] = _no_release
    live: Callable[[], Live | None] = _nothing_live
    way_in: WayIn = ""
    coming: tuple[Coming, ...] = ()
    early: Callable[[str], EarlyList] = _nobody_early

    def t(self, message: str, **args: object) -> str:
        """Give a message in the reader's language, with its ``{places}`` filled in."""
        return translate(self.language, message, **args)

    def n(self, one: str, many: str, count: int, **args: object) -> str:
        """Give one of two messages by number; ``{count}`` is filled in unless given."""
        return translate_count(self.language, one, many, count, **args)

    def words(self, texts: Mapping[str, str] | None) -> str:
        """Pick the reader's language from a release's ``{"sv": …, "en": …}``; "" without one."""
        return texts[self.language] if texts else ""

    def href(self, page: str, *, language: Language | None = None, **params: object) -> str:
        """Address a page by name, keeping language, release, as_of and geography.

        Parameters named in the page's path go there, others to the query; None drops one.
        Raises KeyError where no page has the name.
        """
        return self.routes[page].address(language or self.language, {**self._kept(), **params})

    def permanent(self, page: str, **params: object) -> str:
        """Give the absolute address of a page that will always show this very release."""
        fixed = {"as_of": None, "release": self.release.head.id} if self.release else {}
        given = {**self._kept(), **fixed, **params}
        return self.settings.base_url.rstrip("/") + self.routes[page].address(self.language, given)

    def data(self, slug: str, kind: Literal["csv", "json", "xlsx"]) -> str:
        """Address an indicator's file in this release."""
        release = self.release.head.id if self.release else "latest"
        return f"/api/v1/releases/{quote(release)}/indicators/{slug}.{kind}"

    def package(self) -> str:
        """Address all files of this release as one."""
        release = self.release.head.id if self.release else "latest"
        return f"/api/v1/releases/{quote(release)}/package.zip"

    def in_language(self, language: Language) -> "View":
        """Give the same view in another language."""
        return replace(self, language=language)

    def _kept(self) -> dict[str, str]:
        return {name: self.query[name] for name in _KEPT if name in self.query}

    @property
    def data_cut(self) -> date | None:
        """The day up to which the shown release knows what was reported."""
        return self.release.head.data_cut if self.release else None


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its addresses, its title and what it shows.

    ``sv`` and ``en`` are paths, with ``<names>`` of single path parts: ``/indikator/<slug>``,
    ``/en/indicator/<slug>``. ``menu`` is the short English name that the menu shows,
    translated. ``params`` names the query parameters that the page takes beside the common ones.
    ``permission`` is what a reader needs (``dashboard.access``). A ``live`` page is made anew at
    each look.
    """

    name: str
    sv: str
    en: str
    title: Callable[[View], str]
    layout: Callable[[View], Component]
    in_menu: bool = True
    permission: str = "release.read"
    menu: str = ""
    params: tuple[str, ...] = ()
    live: bool = False
    description: Callable[[View], str] | None = None

    def pattern(self, language: Language) -> str:
        """Give the path, with places, in one language."""
        return self.sv if language == "sv" else self.en

    def match(self, path: str) -> tuple[Language, dict[str, str]] | None:
        """Read a path: its language and the names in it, or None where it is another page's."""
        for language in LANGUAGES:
            found = _compiled(self.pattern(language)).fullmatch(path)
            if found:
                return language, found.groupdict()
        return None

    def address(self, language: Language, params: Mapping[str, object]) -> str:
        """Fill the path's places and put the other parameters, sorted, in the query."""
        given = {name: str(value) for name, value in params.items() if value is not None}
        pattern = self.pattern(language)
        path = _PLACE.sub(lambda place: quote(given.pop(place[1]), safe=""), pattern)
        query = urlencode(sorted(given.items()))
        return f"{path}?{query}" if query else path


def _compiled(pattern: str) -> re.Pattern[str]:
    literal = re.split(_PLACE, pattern)
    parts = [
        f"(?P<{part}>[A-Za-z0-9_.-]+)" if index % 2 else re.escape(part)
        for index, part in enumerate(literal)
    ]
    return re.compile("".join(parts))
