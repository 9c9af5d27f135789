"""What does a page of the working area get, and what does it give?

A page is a ``WorkPage`` in ``dashboard.workspace.WORK_PAGES``: its path, the permission that it
asks for, a ``view`` from a ``Work`` to a component tree, the actions that its forms post and the
files that it hands out. Trees are written by the server as plain HTML (``dashboard.html``), forms
need no JavaScript, and no Dash callback takes part.

``dashboard.workspace.serve`` does the rest: it asks ``access`` for the page, for each action and
for each file, checks the token against forged posts, and turns what an action gives into a
redirect or into the page once more with messages. A page never looks at a role.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from dash import html
from dash.development.base_component import Component
from sqlalchemy import Connection

from dashboard import audit
from dashboard.access import Decision, Permission, Reader, Subject, decide
from dashboard.accounts import Actor
from dashboard.forms import hidden
from dashboard.page import LANGUAGES, Language, Page, View
from dashboard.services import Services
from dashboard.sign_in import client_address

ROOT = "/arbetsyta"
Child = str | int | float | Component | None


@dataclass(frozen=True, slots=True)
class Message:
    """One thing said above the page, in the reader's language; ``fault`` is said as an alert."""

    text: str
    kind: Literal["done", "warning", "fault"] = "done"


@dataclass(frozen=True, slots=True)
class Upload:
    """One file that a form sent: its name as the sender gave it, and its bytes."""

    filename: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Done:
    """An action was done: go to an address (``Work.href``), where ``said`` is shown once."""

    to: str
    said: Message | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """An action was refused, or has something to show: show its page, with what was filled in.

    ``status`` is 422 for what a person can mend, 409 where somebody else was first, 429 for too
    many tries, 200 for something to show. ``result`` reaches the page's view as ``Work.result``.
    """

    messages: tuple[Message, ...] = ()
    status: int = 422
    result: object = None


Outcome = Done | Again


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file handed out: always as a download, never shown within the site."""

    filename: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Work:
    """All that a page of the working area may know and use.

    ``view`` is what a public page gets, for components that ask for one. ``form`` holds the first
    value of each field, ``lists`` all of them, stripped of blanks at both ends; ``uploads`` the
    files. All are empty when the page is only read.
    """

    view: View
    reader: Reader
    services: Services
    address: str
    token: str
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    uploads: Mapping[str, Sequence[Upload]] = field(default_factory=dict)
    messages: tuple[Message, ...] = ()
    result: object = None
    pages: Mapping[str, "WorkPage"] = field(default_factory=dict)
    note: Callable[..., None] = lambda *_a, **_k: None
    """``note(what, about, old=None, new=None)`` writes a row of the audit log."""

    @property
    def language(self) -> Language:
        """The reader's language."""
        return self.view.language

    @property
    def account(self) -> str:
        """Who acts; raises PermissionError where nobody is signed in."""
        if self.reader.account is None:
            raise PermissionError("nobody is signed in")
        return self.reader.account

    @property
    def actor(self) -> Actor:
        """Who acts, and from where, for the audit log."""
        return Actor(self.account, client_address())

    def entering(
        self, what: str, about: str = ""
    ) -> Callable[[Connection, Mapping[str, object]], None]:
        """Give what writes a row of the audit log in the transaction of an entry."""
        by, clock = self.actor, self.services.clock
        return audit.entering(clock, by.name, what, about=about, address=by.address)

    def t(self, message: str, **args: object) -> str:
        """Give a message in the reader's language, with its ``{places}`` filled in."""
        return self.view.t(message, **args)

    def n(self, one: str, many: str, count: int, **args: object) -> str:
        """Give one of two messages by number; ``{count}`` is filled in unless given."""
        return self.view.n(one, many, count, **args)

    def may(self, permission: Permission, about: Subject | None = None) -> Decision:
        """Decide whether the reader may do this, with the reason."""
        return decide(self.reader, permission, about)

    def href(self, page: str, **params: object) -> str:
        """Address a page of the working area, else a public one, by name."""
        known = self.pages.get(page)
        if known is not None:
            return known.route.address(self.language, params)
        return self.view.href(page, language=self.language, **params)

    def form_for(
        self,
        action: str,
        *children: Child,
        class_name: str = "form",
        script: Mapping[str, str] | None = None,
    ) -> Component:
        """Give a form that posts an action of this page, with the token that each post needs.

        ``script`` names what ``assets/work.js`` does with it, with the words that it says.
        """
        told: dict[str, Any] = {f"data-{name}": words for name, words in (script or {}).items()}
        return html.Form(
            [hidden("token", self.token), hidden("action", action), *children],
            method="post",
            action=self.address,
            encType="multipart/form-data",
            className=class_name,
            **told,
        )


@dataclass(frozen=True, slots=True)
class Action:
    """What a form may ask for: its own permission, and what does it.

    ``do`` raises nothing for what a person can mend: it gives ``Again`` with words. A decision
    about one release is asked in ``do`` with ``Work.may(permission, Subject(...))``.
    """

    permission: Permission
    do: Callable[[Work], Outcome]


@dataclass(frozen=True, slots=True)
class Download:
    """A file of a page, at the page's address with ``?download=name``."""

    permission: Permission
    make: Callable[[Work], Attachment]


@dataclass(frozen=True, slots=True)
class WorkPage:
    """One page of the working area.

    ``path`` follows ``/arbetsyta``, such as ``/konton`` or ``/utgavor/<release>``; the English
    page has ``/en`` before the whole. ``params`` names the query parameters that it takes; they
    come unchecked. ``menu`` is the English name in the working area's menu, marked for
    translation; a page without one is reached by links. ``about`` says, under its link on the first
    page, what can be done there; ``about_if`` says it for those who may do more. ``view`` raises
    ``NotHereError`` where its path names nothing. ``limit`` is the most bytes that a form of it may
    send.
    """

    name: str
    path: str
    permission: Permission
    title: Callable[[Work], str]
    view: Callable[[Work], Component]
    menu: str = ""
    about: str = ""
    about_if: Mapping[Permission, str] = field(default_factory=dict)
    params: tuple[str, ...] = ()
    actions: Mapping[str, Action] = field(default_factory=dict)
    downloads: Mapping[str, Download] = field(default_factory=dict)
    limit: int = 64 * 1024

    @property
    def route(self) -> Page:
        """Give its addresses in both languages."""
        path = ROOT + self.path
        return Page(self.name, path, f"/en{path}", _untitled, _unshown)

    def match(self, path: str) -> tuple[Language, dict[str, str]] | None:
        """Read a path: its language and the names in it, or None where it is another page's."""
        return self.route.match(path)


def _untitled(_view: View) -> str:
    return ""


def _unshown(_view: View) -> Component:
    raise AssertionError(f"pages of the working area are shown in {LANGUAGES} by serve alone")
