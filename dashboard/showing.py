"""What does an address show?

One function from an address to everything that its page consists of, asked alike by the server
(which writes it as HTML) and by the callback (which hands the tree to the browser), so that both
show the same. Releases never change, so that what was shown once is kept.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import unescape
from threading import Lock
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import frame
from dashboard.access import PUBLIC, Reader, decide
from dashboard.addresses import Address, Queries, Refusal, choose_release, language_of, read_address
from dashboard.explaining import explained
from dashboard.html import to_html
from dashboard.links import share_address
from dashboard.live import Live
from dashboard.page import LANGUAGES, Language, NotHereError, Page, View, WayIn
from dashboard.services import Clock, system_clock
from dashboard.settings import Settings
from dashboard.settled import settle
from dashboard.tour import told
from indicators.published import Coming, Release, ReleaseHead

_KEPT = 400
# The glossary is the explanation, and a figure in a frame opens nothing of its own.
_UNEXPLAINED = ("glossary", "embed")

Pairs = Sequence[tuple[str, str]]
Heads = tuple[ReleaseHead, ...]


@dataclass(frozen=True)
class Shown:
    """A page, ready to be written: the tree in its middle and the HTML of all its parts.

    A ``private`` one shows what is not public yet, and is kept nowhere. ``release`` says which
    release it shows; ``picture`` is the whole address of the picture that goes with it where it is
    shared.
    """

    status: int
    language: Language
    title: str
    description: str
    body: Component
    body_html: str
    top_html: str
    foot_html: str
    canonical: str | None
    alternates: tuple[tuple[str, str], ...]
    live: bool = False
    private: bool = False
    tour: str = ""
    site: str = ""
    release: str = ""
    picture: str | None = None

    @cached_property
    def settled(self) -> Component:
        """The body as the browser's side of Dash draws it."""
        settled: Component = settle(self.body)
        return settled


class Site:
    """The pages over the releases. Threads may share it."""

    def __init__(
        self,
        settings: Settings,
        queries: Queries,
        pages: Sequence[Page],
        live: Callable[[], Live | None] = lambda: None,
        clock: Clock = system_clock,
    ) -> None:
        self.settings = settings
        self._clock = clock
        self.live = live
        self.sign_in = False
        self.queries = queries
        self.pages: Mapping[str, Page] = {page.name: page for page in pages}
        self._kept: OrderedDict[Any, Shown] = OrderedDict()
        self._lock = Lock()

    def show(self, path: str, query: Pairs, reader: Reader = PUBLIC) -> Shown:
        """Give the page at an address, or the one that refuses it; never raises Refusal."""
        heads = self.queries.heads()
        known = tuple((head.id, head.state, head.content_hash) for head in heads)
        coming = self.queries.coming(self._clock())
        key = (known, coming, path, tuple(sorted(query)), reader)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        shown = self._make(path, query, reader, heads, coming)
        with self._lock:
            # A page that refuses is as easily made anew, and anyone can ask for many of them.
            if shown.status == 200 and not shown.live and not shown.private:
                self._kept[key] = shown
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return shown

    def _make(
        self, path: str, query: Pairs, reader: Reader, heads: Heads, coming: tuple[Coming, ...]
    ) -> Shown:
        try:
            address = read_address(self.pages.values(), path, query)
        except Refusal as refusal:
            return self._refused(None, language_of(path), refusal, heads, reader)
        try:
            view = self._looked(address, reader, heads, coming)
            return self._finished(200, view, address.page, address.page.layout(view))
        except NotHereError as error:
            gone = Refusal(404, str(error))
            return self._refused(address, address.language, gone, heads, reader)
        except Refusal as refusal:
            return self._refused(address, address.language, refusal, heads, reader)

    def look(self, path: str, query: Pairs, reader: Reader = PUBLIC) -> tuple[Page, View]:
        """Give the page at an address and all that it may know; raise Refusal where it may not."""
        address = read_address(self.pages.values(), path, query)
        coming = self.queries.coming(self._clock())
        return address.page, self._looked(address, reader, self.queries.heads(), coming)

    def _looked(
        self, address: Address, reader: Reader, heads: Heads, coming: tuple[Coming, ...]
    ) -> View:
        _allow(reader, address.page)
        release = choose_release(self.queries, address.query, reader)
        if release is not None and not release.head.is_public:
            heads = (release.head, *heads)
        view = self._view(address, release, heads)
        return replace(view, way_in=self._way_in(reader), coming=coming)

    def _way_in(self, reader: Reader) -> WayIn:
        if not self.sign_in:
            return ""
        return "sign_in" if reader.account is None else "workspace"

    def _view(self, address: Address, release: Release | None, heads: Heads) -> View:
        return View(
            release=release,
            releases=heads,
            language=address.language,
            query=address.query,
            path=address.path,
            settings=self.settings.site,
            routes=self.pages,
            load=self.queries.release,
            live=self.live,
            early=self.queries.early,
        )

    def _refused(
        self,
        address: Address | None,
        language: Language,
        refusal: Refusal,
        heads: Heads,
        reader: Reader,
    ) -> Shown:
        view = View(
            release=self.queries.current(),
            releases=heads,
            language=language,
            query={},
            path=address.path if address else {},
            settings=self.settings.site,
            routes=self.pages,
            way_in=self._way_in(reader),
        )
        said = view.t(refusal.message, **refusal.args_of_message)
        page = address.page if address else None
        return self._finished(
            refusal.status, view, page, frame.refusing(view, refusal.status, said)
        )

    def _finished(self, status: int, view: View, page: Page | None, body: Component) -> Shown:
        if page is not None and page.name not in _UNEXPLAINED:
            body = explained(view, body)
        written = to_html(body)
        title = (
            page.title(view) if page and status == 200 else view.t(frame.HEADINGS.get(status, ""))
        )
        return Shown(
            status=status,
            language=view.language,
            title=f"{title} – {view.settings.site_name}",
            description=_description(view, page, written) if status == 200 else "",
            body=body,
            body_html=written,
            top_html=to_html(_top(view, page)),
            foot_html=to_html(frame.footer(view)),
            canonical=_canonical(view, page, view.language) if status == 200 and page else None,
            alternates=tuple((other, _canonical(view, page, other)) for other in LANGUAGES)
            if status == 200 and page
            else (),
            live=page is not None and page.live,
            private=view.release is not None and not view.release.head.is_public,
            tour=told(view) if page is not None and page.name == "overview" else "",
            site=view.settings.site_name,
            release=frame.release_line(view),
            picture=_picture(view, page) if status == 200 and page else None,
        )


def _allow(reader: Reader, page: Page) -> None:
    decision = decide(reader, page.permission)
    if not decision.allowed:
        raise Refusal(403, decision.reason)


def _top(view: View, page: Page | None) -> list[Component]:
    skip = html.A(view.t("To the content"), href="#main", className="skip")
    return [skip, frame.header(view, page), frame.release_bar(view, page)]


def _description(view: View, page: Page | None, written: str) -> str:
    if page is not None and page.description is not None:
        return page.description(view)
    lead = re.search(r'<p class="lead">(.*?)</p>', written)
    words = unescape(re.sub(r"<[^>]+>", "", lead[1])) if lead else ""
    return words if len(words) <= 300 else words[:297].rsplit(" ", 1)[0] + " …"


def _picture(view: View, page: Page) -> str:
    here = page.address(view.language, {**view.query, **view.path})
    return view.settings.base_url.rstrip("/") + share_address(here)


def _canonical(view: View, page: Page, language: Language) -> str:
    """Address the page without the release and the day: engines keep one of each page."""
    kept = {name: value for name, value in view.query.items() if name not in ("as_of", "release")}
    return view.settings.base_url + page.address(language, {**kept, **view.path})
