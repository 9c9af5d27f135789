"""Which parts make the application? They are chosen here, and only here."""

import importlib
import json
import logging
import secrets
from collections.abc import Callable, Sequence

import dash
from flask import Blueprint, Flask, Response, request
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException, NotFound

from dashboard import document, embed, health, security, static
from dashboard.access import Reader
from dashboard.addresses import Queries, language_of
from dashboard.frame import HEADINGS
from dashboard.i18n import translate
from dashboard.live import Live
from dashboard.page import Page
from dashboard.queries import Queries as Stored
from dashboard.services import Clock, Services, stockholm_day, system_clock
from dashboard.settings import Settings
from dashboard.shell import Shell
from dashboard.showing import Site
from etl.database import connect

READING = "programkollen.reading"
"""Where the server keeps the database that the public's pages are read from."""

_LOG = logging.getLogger("programkollen")


def create_app(
    settings: Settings,
    queries: Queries | None = None,
    pages: Sequence[Page] | None = None,
    services: Services | None = None,
) -> dash.Dash:
    """Make the application: ``.server`` is the WSGI application.

    Without ``queries`` it reads the release store that the settings name; without ``pages`` it
    has those of ``dashboard.pages.PAGES``. With ``services`` people can sign in to the working
    area; without, the site serves the public alone. Whoever ends the application before its
    process ends lets go of the database by ``.server.extensions[READING].dispose()``.
    """
    reading = connect(settings.reading_url)
    queries = Stored(reading) if queries is None else queries
    pages = _all_pages() if pages is None else pages
    server = Flask("dashboard", static_folder=None)
    server.extensions[READING] = reading
    server.secret_key = settings.secret_key or secrets.token_hex(32)
    metrics, files = health.Metrics(), static.Files()
    health.watch(server, metrics)
    server.register_blueprint(health.blueprint(queries, metrics, public=settings.metrics_public))
    server.register_blueprint(_files(files, settings))
    clock = services.clock if services is not None else system_clock
    site = Site(settings, queries, pages, _live(settings, reading, clock), clock)
    shell = Shell(server, site, files)
    server.register_blueprint(_api(queries, settings, shell, clock))
    server.register_blueprint(embed.blueprint(site, files))
    server.register_blueprint(_prints(site, shell))
    if services is not None:
        _admit(server, site, shell, files, services)
    security.guard(
        server,
        inline=lambda: shell.scripts_of_page.inline,
        base_url=settings.base_url,
        reader=shell.reader,
    )
    server.register_error_handler(HTTPException, _refused)
    server.register_error_handler(Exception, _failed)
    _warm(server)
    return shell


def _admit(server: Flask, site: Site, shell: Shell, files: static.Files, given: Services) -> None:
    from dashboard.people import admit, behind_proxies

    behind_proxies(server, given.settings.trusted_proxies)
    admit(server, site, shell, files, given)


def _live(settings: Settings, reading: Engine, clock: Clock) -> Callable[[], Live | None]:
    """Make the look at what changes by the day, over the same login as the releases."""
    from dashboard.source_states import look

    return lambda: look(reading, stockholm_day(clock()), made_up=settings.demo)


def _prints(site: Site, shell: Shell) -> Blueprint:
    from dashboard.printouts import blueprint

    def reader() -> Reader:
        # Who signs in is known only once people have been admitted.
        return shell.reader()

    return blueprint(site, reader)


def _api(queries: Queries, settings: Settings, shell: Shell, clock: Clock) -> Blueprint:
    from dashboard.api import blueprint
    from dashboard.packaging import site_of

    def reader() -> Reader:
        # Who signs in is known only once people have been admitted.
        return shell.reader()

    return blueprint(
        queries,
        site=site_of(settings.site),
        reader=reader,
        clock=clock,
    )


def _all_pages() -> Sequence[Page]:
    pages: Sequence[Page] = importlib.import_module("dashboard.pages").PAGES
    return pages


def _files(files: static.Files, settings: Settings) -> Blueprint:
    routes = Blueprint("files", __name__)

    @routes.get("/assets/<path:name>")
    def own(name: str) -> Response:
        file = files.find(name)
        if file is None:
            raise NotFound
        return static.answer(request, file, for_ever=request.args.get("v") == file.tag)

    @routes.get("/_dash-component-suites/<package>/<path:name>")
    def bundle(package: str, name: str) -> Response:
        found = static.bundle(package, name)
        if found is None:
            raise NotFound
        return static.answer(request, found[0], for_ever=found[1])

    @routes.get("/robots.txt")
    def robots() -> Response:
        return Response(
            f"User-agent: *\nDisallow: /_dash\n# {settings.base_url}\n", mimetype="text/plain"
        )

    return routes


def _refused(error: HTTPException) -> Response:
    """Answer what no page answers: in words to a reader, as JSON to a program."""
    status = error.code or 500
    language = language_of(request.path)
    said = translate(language, HEADINGS.get(status, HEADINGS[400]))
    if request.path.startswith(("/api/", "/_dash")):
        body = json.dumps({"type": "about:blank", "status": status, "title": said})
        response = Response(body, status, content_type="application/problem+json")
    else:
        response = Response(document.plain(language, said, ""), status, mimetype="text/html")
    for name, value in error.get_headers():
        if name.lower() == "allow":
            response.headers[name] = value
    return response


def _failed(error: Exception) -> Response:
    """Log a bug, or a store that does not answer; tell the reader nothing but that it happened."""
    _LOG.error("%s %s failed", request.method, request.path, exc_info=error)
    status = 503 if isinstance(error, DBAPIError | OSError) else 500
    said = translate(language_of(request.path), HEADINGS[status])
    if request.path.startswith(("/api/", "/_dash")):
        body = json.dumps({"type": "about:blank", "status": status, "title": said})
        return Response(body, status, content_type="application/problem+json")
    text = document.plain(language_of(request.path), said, "")
    return Response(text, status, mimetype="text/html")


def _warm(server: Flask) -> None:
    """Ask once what every page asks first: Dash sets itself up at its first request.

    Under threads, first requests that come together race each other there.
    """
    with server.test_client() as client:
        client.get("/_dash-layout")
        client.get("/_dash-dependencies")
