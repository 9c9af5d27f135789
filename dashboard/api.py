"""How are published figures read by machines? Read only, without a key, open to every origin.

``blueprint`` is mounted by the app. Every answer carries an ETag of its bytes. What a dated
release says never changes, so it may be kept for a day, and no longer, since it may be
withdrawn; what ``latest`` means may change at any moment.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from flask import Blueprint, Response, request
from werkzeug.exceptions import InternalServerError

from dashboard.access import Reader
from dashboard.addresses import Queries, readable_early
from dashboard.dcat import JSON_LD_TYPE, TURTLE_TYPE, Site, graph, json_ld, turtle
from dashboard.downloads import (
    API_ROOT,
    CSV_TYPE,
    JSON_TYPE,
    File,
    csv_bytes,
    csv_name,
    files_of,
    json_bytes,
    xlsx_name,
    zip_name,
)
from dashboard.feed import ATOM_TYPE, feed
from dashboard.filters import Asked, only, refuse_unknown, selected
from dashboard.openapi import PROBLEM, ROUTES, Route, document, route_of
from dashboard.packaging import ZIP_TYPE, package_zip
from dashboard.problems import ProblemError, explained
from dashboard.reading import (
    LATEST,
    calendar_json,
    diff_json,
    indicator_in,
    meant,
    release_json,
    releases_json,
)
from dashboard.security import nobody
from dashboard.services import Clock, system_clock
from indicators.package import DIALECTS, MACHINE, Dialect, Language, json_text
from indicators.published import Release
from indicators.results import Json
from indicators.workbook import XLSX_TYPE, indicator_xlsx

DATED = "public, max-age=86400"
SHORT = "public, max-age=60"
PRIVATE = "no-store"
METHODS = "GET, HEAD, OPTIONS"
LANGUAGES: Mapping[str, Language] = {"sv": "sv", "en": "en"}

_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Expose-Headers": "ETag, Content-Disposition",
    "Access-Control-Max-Age": "86400",
}
_KEPT_LISTINGS = 32
_KEPT_ZIPS = 4

View = Callable[..., Response]
_Known = TypeVar("_Known")


def blueprint(
    queries: Queries,
    *,
    site: Site | None = None,
    reader: Callable[[], Reader] = nobody,
    clock: Clock = system_clock,
) -> Blueprint:
    """Make the API as a part to mount at the site's root.

    ``site`` says who publishes and where, for feed and catalogue; without its address the one
    that was asked is used. ``reader`` tells who asks, since somebody may be named for a release
    before its day.
    """
    made = Blueprint("api", __name__)
    nameless = Site("", "Programkollen", "Programkollen")
    api = _Api(queries, site or nameless, reader, clock)
    for route in ROUTES:
        rule = API_ROOT + route.path.replace("{", "<").replace("}", ">")
        _add(made, rule, route.operation, partial(_checked, route, getattr(api, route.operation)))
    # Feed readers and data portals look for these at the root of a site.
    for operation in ("feed", "dcat_jsonld", "dcat_turtle"):
        route = route_of(operation)
        view = partial(_checked, route, getattr(api, operation))
        _add(made, route.path, f"root_{operation}", view)
    for rule in (f"{API_ROOT}/", f"{API_ROOT}/<path:rest>"):
        made.add_url_rule(
            rule,
            "other",
            _other,
            methods=["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
            provide_automatic_options=False,
        )
    made.register_error_handler(ProblemError, _problem)
    made.register_error_handler(InternalServerError, _fault)
    made.after_request(_open_to_all)
    return made


class _Api:
    """One method for each operation in the table of routes, of the same name."""

    def __init__(
        self, queries: Queries, site: Site, reader: Callable[[], Reader], clock: Clock
    ) -> None:
        self._queries = queries
        self._reader = reader
        self._clock = clock
        self._given_site = site
        self._listings: dict[tuple[str, datetime | None], tuple[File, ...]] = {}
        self._zips: dict[tuple[str, datetime | None, str], bytes] = {}

    def releases(self) -> Response:
        return _json(releases_json(self._queries.heads()), SHORT)

    def calendar(self) -> Response:
        return _json(calendar_json(self._queries.coming(self._clock())), SHORT)

    def release(self, id: str) -> Response:  # noqa: A002  # the name in the address
        release = self._meant(id)
        checksums = self._queries.checksums(release.head.id)
        early = self._queries.early(release.head.id)
        told = release_json(release, checksums, self._files(release), early)
        return _json(told, _cache(id, release))

    def indicator(self, id: str, slug: str) -> Response:  # noqa: A002  # the name in the address
        release = self._meant(id)
        found = indicator_in(release, slug)
        seen = selected(release, found, *_filters())
        body = json_bytes(release, found, seen, _language())
        return _answer(body, JSON_TYPE, _cache(id, release))

    indicator_json = indicator

    def indicator_csv(self, id: str, slug: str) -> Response:  # noqa: A002  # the name in the address
        release = self._meant(id)
        found = indicator_in(release, slug)
        seen = selected(release, found, *_filters())
        dialect = _dialect()
        spoken = _language() if "lang" in request.args else None
        body = csv_bytes(release, found, seen, dialect, spoken)
        name = csv_name(release.head.id, slug, dialect)
        return _kept(_answer(body, CSV_TYPE, _cache(id, release)), name)

    def indicator_xlsx(self, id: str, slug: str) -> Response:  # noqa: A002  # the name in the address
        release = self._meant(id)
        found = indicator_in(release, slug)
        seen = selected(release, found, *_filters())
        body = indicator_xlsx(release, found, seen, _language())
        answer = _answer(body, XLSX_TYPE, _cache(id, release))
        return _kept(answer, xlsx_name(release.head.id, slug))

    def package(self, id: str) -> Response:  # noqa: A002  # the name in the address
        release = self._meant(id)
        answer = _answer(self._zip(release), ZIP_TYPE, _cache(id, release))
        return _kept(answer, zip_name(release.head.id))

    def diff(self, id: str, other: str) -> Response:  # noqa: A002  # the name in the address
        old, new = self._meant(id), self._meant(other)
        return _json(diff_json(old, new), _cache(id, old) if other != LATEST else SHORT)

    def openapi(self) -> Response:
        return _json(document(), SHORT)

    def feed(self) -> Response:
        site = self._site()
        body = feed(
            self._queries.heads(),
            base_url=site.base_url,
            site_name=site.name,
            language=_language(),
        )
        return _answer(body, ATOM_TYPE, SHORT)

    def dcat_jsonld(self) -> Response:
        latest = meant(self._queries, LATEST)
        return _answer(json_ld(graph(latest, self._site())), JSON_LD_TYPE, SHORT)

    def dcat_turtle(self) -> Response:
        latest = meant(self._queries, LATEST)
        return _answer(turtle(graph(latest, self._site())), TURTLE_TYPE, SHORT)

    def problem(self, kind: str) -> Response:
        known = explained(kind)
        if known is None:
            raise ProblemError("unknown-address", name=request.path)
        return _json(known, SHORT)

    def _site(self) -> Site:
        given = self._given_site
        return given if given.base_url else replace(given, base_url=request.host_url.rstrip("/"))

    def _meant(self, name: str) -> Release:
        as_of = only("as_of", request.args.getlist("as_of"))
        early = None if as_of else readable_early(self._queries, name, self._reader())
        return early or meant(self._queries, name, as_of)

    def _files(self, release: Release) -> tuple[File, ...]:
        key = (release.head.content_hash, release.head.published_at)
        if key not in self._listings:
            if len(self._listings) >= _KEPT_LISTINGS:
                self._listings.clear()
            self._listings[key] = files_of(release)
        return self._listings[key]

    def _zip(self, release: Release) -> bytes:
        site = self._site()
        key = (release.head.content_hash, release.head.published_at, site.base_url)
        known = self._zips.get(key)
        if known is None:
            if len(self._zips) >= _KEPT_ZIPS:
                self._zips.clear()
            known = self._zips[key] = package_zip(
                release, site, self._queries.certificates(release)
            )
        return known


def _add(made: Blueprint, rule: str, name: str, view: View) -> None:
    made.add_url_rule(rule, name, view, methods=["GET"], provide_automatic_options=False)


def _checked(route: Route, view: View, **places: str) -> Response:
    """Refuse parameters that the address does not take, before it is answered."""
    allowed = ("lang", *(name for name in route.query if name != "lang"))
    if not route.filtered:
        for name in request.args:
            refuse_unknown(name, allowed)
    _language()
    return view(**places)


def _filters() -> tuple[Asked, tuple[str, ...]]:
    """Split the parameters: those that filter figures, and the names that choose the file."""
    choosing = ("as_of", "lang") + (("dialect",) if request.path.endswith(".csv") else ())
    asked = request.args.to_dict(flat=False)
    return {name: values for name, values in asked.items() if name not in choosing}, choosing


def _language() -> Language:
    given = only("lang", request.args.getlist("lang"))
    return LANGUAGES["sv"] if given is None else _known("lang", given, LANGUAGES)


def _dialect() -> Dialect:
    given = only("dialect", request.args.getlist("dialect"))
    return MACHINE if given is None else _known("dialect", given, DIALECTS)


def _known(name: str, given: str, allowed: Mapping[str, _Known]) -> _Known:
    if given in allowed:
        return allowed[given]
    more = {"filter": name, "allowed": list(allowed)}
    raise ProblemError("unknown-value", name=name, value=repr(given), more=more)


def _cache(name: str, release: Release) -> str:
    if not release.head.is_public:
        return PRIVATE
    return SHORT if name == LATEST else DATED


def _json(value: Json, cache: str) -> Response:
    return _answer(json_text(value).encode(), JSON_TYPE, cache)


def _answer(body: bytes, media_type: str, cache: str) -> Response:
    answer = Response(body, content_type=media_type)
    answer.headers["Cache-Control"] = cache
    answer.set_etag(hashlib.sha256(body).hexdigest())
    return answer.make_conditional(request)  # type: ignore[return-value]  # it gives itself back


def _kept(answer: Response, name: str) -> Response:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _problem(problem: ProblemError) -> Response:
    language = LANGUAGES.get(request.args.get("lang", "sv"), "sv")
    body = json_text(problem.to_json(language)).encode()
    answer = Response(body, status=problem.status, content_type=PROBLEM)
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Content-Language"] = language
    if problem.status == 405:
        answer.headers["Allow"] = METHODS
    return answer


def _fault(_: InternalServerError) -> Response:
    return _problem(ProblemError("fault"))


def _other(rest: str = "") -> Response:
    if request.method == "OPTIONS":
        return Response(status=204, headers={"Allow": METHODS})
    if request.method in ("GET", "HEAD"):
        raise ProblemError("unknown-address", name=f"{API_ROOT}/{rest}")
    raise ProblemError("read-only")


def _open_to_all(answer: Response) -> Response:
    if answer.headers.get("Cache-Control") == PRIVATE:
        # What one person may read early, no other site may.
        answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    else:
        answer.headers.update(_CORS)
    return answer
