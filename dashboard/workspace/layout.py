"""How does a page that the server alone writes look, head and foot included?

Used by the working area and by the pages for signing in.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component
from flask import Response

from dashboard import document, frame
from dashboard.access import decide
from dashboard.addresses import Queries
from dashboard.components import aria, link
from dashboard.forms import button, hidden
from dashboard.html import to_html
from dashboard.page import Language, View
from dashboard.showing import Shown, Site
from dashboard.sign_in import Asker
from dashboard.static import Files
from dashboard.workspace.page import ROOT, Message, WorkPage


class Layout:
    """Writes documents around the bodies of pages."""

    def __init__(self, site: Site, files: Files, pages: Sequence[WorkPage]) -> None:
        self.site = site
        self.files = files
        self.pages = pages

    def view(self, language: Language) -> View:
        """Give what a public page would be given, with the release in force."""
        queries: Queries = self.site.queries
        return View(
            release=queries.current(),
            releases=queries.heads(),
            language=language,
            query={},
            path={},
            settings=self.site.settings.site,
            routes=self.site.pages,
            load=queries.release,
        )

    def answer(
        self,
        view: View,
        title: str,
        body: Component,
        *,
        asker: Asker,
        token: str = "",
        here: WorkPage | None = None,
        other: str = "",
        messages: Iterable[Message] = (),
        status: int = 200,
    ) -> Response:
        """Write the answer: ``here`` is the page, ``other`` its address in the other language.

        The answer is kept nowhere: it is one person's.
        """
        said = [_said(view, message) for message in messages]
        whole = html.Div([*said, body])
        shown = Shown(
            status=status,
            language=view.language,
            title=f"{title} – {view.settings.site_name}",
            description="",
            body=whole,
            body_html=to_html(whole),
            top_html=to_html(self._top(view, asker, token, here, other)),
            foot_html=to_html(frame.footer(view)),
            canonical=None,
            alternates=(),
        )
        text = document.write(shown, files=self.files, scripts=None, own=("work.js",))
        response = Response(text, status, mimetype="text/html")
        response.headers["Cache-Control"] = "no-store"
        return response

    def refusal(
        self, view: View, status: int, why: str, *, asker: Asker, token: str = ""
    ) -> Response:
        """Write the page that says why there is none."""
        body = frame.refusing(view, status, why)
        heading = view.t(frame.HEADINGS[status])
        return self.answer(view, heading, body, asker=asker, token=token, status=status)

    def _top(
        self, view: View, asker: Asker, token: str, here: WorkPage | None, other: str
    ) -> list[Component]:
        brand = html.A(view.settings.site_name, href=home(view.language), className="brand")
        tools: list[Component] = []
        if other:
            words, language = ("English", "en") if view.language == "sv" else ("Svenska", "sv")
            tools.append(link(words, other, language="en" if language == "en" else "sv"))
        if asker.account is not None and not asker.half:
            tools.append(html.Span(asker.account.name, className="who"))
            tools.append(_sign_out(view, token))
        parts: list[Component] = [brand, self._menu(view, asker, here)]
        parts.append(html.Div(tools, className="tools"))
        skip = html.A(view.t("To the content"), href="#main", className="skip")
        head = html.Header(html.Div(parts, className="wrap"), className="top is-work")
        return [skip, head, *([_demo(view)] if view.settings.demo else [])]

    def _menu(self, view: View, asker: Asker, here: WorkPage | None) -> Component:
        items = [
            html.A(
                view.t(page.menu),
                href=page.route.address(view.language, {}),
                **_standing(page, here),
            )
            for page in self.pages
            if page.menu and decide(asker.reader, page.permission).allowed
        ]
        return html.Nav(items, **aria(label=view.t("Working area")))


def _standing(page: WorkPage, here: WorkPage | None) -> dict[str, Any]:
    """Mark the page that is read, or the one that it lies under, in the menu."""
    if here is None:
        return {}
    if page.name == here.name:
        return aria(current="page")
    return aria(current="true") if page.path and here.path.startswith(f"{page.path}/") else {}


def home(language: Language) -> str:
    """Address the site's first page."""
    return "/en" if language == "en" else "/"


def prefix(language: Language) -> str:
    """Give what stands before every path of a language."""
    return "/en" if language == "en" else ""


def start(language: Language) -> str:
    """Address the working area's first page."""
    return prefix(language) + ROOT


def _demo(view: View) -> Component:
    words = view.t(frame.KINDS["demo"])
    said = html.Div(html.Span(words, className="kind is-demo"), className="wrap")
    return html.Section(said, className="release is-demo", **aria(label=words))


def _said(view: View, message: Message) -> Component:
    words = {"done": "Done", "warning": "Note", "fault": "Fault"}[message.kind]
    role = "alert" if message.kind == "fault" else "status"
    heading = {"Done": view.t("Done"), "Note": view.t("Note"), "Fault": view.t("Not done")}[words]
    return html.Div(
        [html.B(f"{heading}: "), message.text], role=role, className=f"message is-{message.kind}"
    )


def _sign_out(view: View, token: str) -> Component:
    return html.Form(
        [hidden("token", token), button(view.t("Sign out"), plain=True)],
        method="post",
        action=f"{prefix(view.language)}/logga-ut",
        className="inline",
    )
