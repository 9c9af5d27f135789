"""How does Dash serve our pages instead of its own index?

Dash's defaults that are changed here: its index page (ours is written by the server, whole, with
its language, title and status), the versions in its settings, its list of bundles, its answer to
an unknown address and to a callback that fails.
"""

import logging
import re
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import parse_qsl

import dash
from dash import Input, Output, ctx, dcc, html, set_props
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from flask import Flask, Response, request
from werkzeug.exceptions import NotFound

from dashboard import document, static
from dashboard.access import PUBLIC, Reader
from dashboard.addresses import language_of
from dashboard.i18n import N_, translate
from dashboard.security import CALLBACK, check_callback
from dashboard.showing import Site

_LOG = logging.getLogger("programkollen")
_FAULT = N_("That did not work. Reload the page; if it happens again, tell us.")
# What the browser's side of Dash needs; the rest of its settings would name versions.
_TOLD = (
    "children_props",
    "csrf_header_name",
    "csrf_token_name",
    "props_check",
    "requests_pathname_prefix",
    "serve_locally",
    "show_undo_redo",
    "suppress_callback_exceptions",
    "ui",
    "update_title",
    "url_base_pathname",
    "validate_callbacks",
)


class Shell(dash.Dash):
    """Dash around the pages of a site."""

    def __init__(self, server: Flask, site: Site, files: static.Files) -> None:
        super().__init__(
            name="dashboard",
            server=server,  # type: ignore[arg-type] # takes a server too, and says so
            assets_url_path="_no-assets",
            pages_folder="",
            use_pages=False,
            include_assets_files=False,
            serve_locally=True,
            compress=False,
            suppress_callback_exceptions=True,
            title=site.settings.site_name,
            update_title="",
            on_error=_tell,
            enable_mcp=False,
            add_log_handler=False,
        )
        self._site = site
        self._files = files
        self.reader: Callable[[], Reader] = lambda: PUBLIC
        self.layout = html.Div(
            [
                dcc.Location(id="address", refresh=False),
                html.Div(id="fault", role="alert"),
                html.Div(id="shown"),
            ]
        )
        self.callback(
            Output("shown", "children"),
            Input("address", "pathname"),
            Input("address", "search"),
            prevent_initial_call=True,
        )(self.show)
        server.view_functions[CALLBACK] = self._checked(server.view_functions[CALLBACK])

    def show(self, path: str | None, search: str | None) -> Component:
        """Give the tree of the page at an address; access is asked in ``Site.show``."""
        if not isinstance(path, str):
            raise PreventUpdate
        query = search if isinstance(search, str) else ""
        pairs = parse_qsl(query.removeprefix("?"), keep_blank_values=True)
        return self._site.show(path, pairs, self.reader()).settled

    def index(self, *_args: object, **_kwargs: object) -> Response:
        """Answer any address that is no route of its own: a page, or why there is none."""
        if request.path.startswith("/api/"):
            raise NotFound
        reader = self.reader()
        shown = self._site.show(request.path, list(request.args.items(multi=True)), reader)
        text = document.write(shown, files=self._files, scripts=self.scripts_of_page)
        response = static.answer(request, _page_file(text), for_ever=False)
        if response.status_code != 304 or shown.status != 200:
            response.status_code = shown.status
        if reader.account is not None:
            # What one person may see is kept by that person's browser alone.
            response.headers["Cache-Control"] = "private, no-cache"
        if shown.private:
            response.headers["Cache-Control"] = "no-store"
        response.vary.add("Cookie")
        return response

    @cached_property
    def scripts_of_page(self) -> document.Scripts:
        """List Dash's scripts, each once, in the order in which it needs them."""
        settings = self._config()  # type: ignore[no-untyped-call] # Dash's own
        written = self._generate_scripts_html()
        found = re.findall(r'<script src="/_dash-component-suites/dash/([^"]+)"', written)
        addresses = (static.bundle_address(name) for name in found)
        return document.Scripts(
            bundles=tuple(address for address in addresses if address),
            inline=tuple(self._inline_scripts),
            config={name: settings[name] for name in _TOLD if name in settings},
        )

    def _checked(self, dispatch: Callable[[], Any]) -> Callable[[], Any]:
        def checked() -> Any:  # noqa: ANN401 - whatever Dash answers
            check_callback(request.get_json(), self.callback_map)
            answer = dispatch()
            static.squeeze(request, answer)
            return answer

        return checked


@lru_cache(maxsize=400)
def _page_file(text: str) -> static.File:
    return static.made("page.html", text.encode())


def _tell(error: Exception) -> None:
    """Log a callback that failed, and say so on the page."""
    _LOG.error("a callback failed", exc_info=error)
    path = (ctx.inputs or {}).get("address.pathname")
    language = language_of(path if isinstance(path, str) else "/")
    set_props("fault", {"children": translate(language, _FAULT)})
