"""What may be asked of the server at all, and what does every answer say to the browser?

Default deny: a route that is not listed here, with the permission that it asks for, answers 404,
whoever added it. A post that the browser says comes from another site is refused with 403, and
one to a callback that Dash could not have sent with 400 before Dash sees it.
"""

import base64
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Flask, Request, Response, request
from werkzeug.exceptions import BadRequest, Forbidden, MethodNotAllowed, NotFound

from dashboard.access import PUBLIC, Permission, Reader, decide
from dashboard.tokens import is_from_here

CALLBACK = "/_dash-update-component"
CALLBACK_BYTES = 256 * 1024
FRAMED = "embed.figure"
"""The only endpoint whose answers may stand in a frame of another site."""

_GET = frozenset({"GET", "HEAD"})
_POST = frozenset({"POST"})


@dataclass(frozen=True, slots=True)
class Route:
    """What an endpoint answers to: the methods, and the permission that all of them ask for.

    Pages ask for their own permission besides, and so do a page's actions and files.
    """

    methods: frozenset[str]
    permission: Permission


# Dash names its endpoints by their rule.
ALLOWED: Mapping[str, Route] = {
    "/": Route(_GET, "release.read"),
    "/<path:path>": Route(_GET, "release.read"),
    "/_dash-layout": Route(frozenset({"GET"}), "site.use"),
    "/_dash-dependencies": Route(frozenset({"GET"}), "site.use"),
    CALLBACK: Route(_POST, "release.read"),
    "files.own": Route(_GET, "site.use"),
    "files.bundle": Route(_GET, "site.use"),
    "files.robots": Route(_GET, "site.use"),
    FRAMED: Route(_GET, "release.read"),
    "health.lives": Route(_GET, "site.use"),
    "health.ready": Route(_GET, "site.use"),
    "health.metrics_text": Route(_GET, "site.use"),
    "prints.chart": Route(_GET, "release.read"),
    "prints.share": Route(_GET, "release.read"),
    "prints.report": Route(_GET, "release.read"),
    "prints.report_en": Route(_GET, "release.read"),
    "sign_in.first": Route(_GET | _POST, "site.use"),
    "sign_in.second": Route(_GET | _POST, "site.use"),
    "sign_in.city": Route(_GET, "site.use"),
    "sign_in.answer": Route(_GET, "site.use"),
    "sign_in.out": Route(_POST, "site.use"),
    "feedback.form": Route(_GET | _POST, "site.use"),
    "workspace.page": Route(_GET | _POST, "site.use"),
}
_API = Route(frozenset({"GET", "HEAD", "OPTIONS"}), "release.read")


def nobody() -> Reader:
    """Give the reader of a site that nobody can sign in to."""
    return PUBLIC


def guard(
    server: Flask,
    *,
    inline: Callable[[], tuple[str, ...]],
    base_url: str,
    reader: Callable[[], Reader] = nobody,
) -> None:
    """Put the allow-list before every request and the headers after it.

    ``inline`` gives the scripts that stand in the document itself; ``base_url`` is the site's
    address; ``reader`` tells who sends the request at hand.
    """
    secure = base_url.startswith("https:")

    def refuse() -> None:
        _refuse_unlisted(request, reader)
        if request.method == "POST" and is_from_here(request, base_url) is False:
            raise Forbidden

    def say(response: Response) -> Response:
        framed = request.endpoint == FRAMED and response.status_code in (200, 304)
        policy = content_policy(inline(), framed=framed)
        shared = framed or request.path.startswith("/api/")
        _say(response, policy, secure=secure, shared=shared, framed=framed)
        return response

    server.before_request(refuse)
    server.after_request(say)


@lru_cache(maxsize=8)
def content_policy(inline: tuple[str, ...], *, framed: bool = False) -> str:
    """Give the content security policy: our own files and nothing else.

    A ``framed`` page may stand within any other site's, and runs no script at all.
    """
    hashes = "".join(f" '{_hash(script)}'" for script in inline)
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'none'" if framed else f"script-src 'self'{hashes}",
            "style-src 'self' 'unsafe-inline'",  # Dash and Plotly write style elements
            "img-src 'self' data:",
            "connect-src 'self'",
            "font-src 'self'",
            "base-uri 'none'",
            "form-action 'none'" if framed else "form-action 'self'",
            "frame-ancestors *" if framed else "frame-ancestors 'none'",
        ]
    )


def check_callback(body: object, callbacks: Mapping[str, Mapping[str, Any]]) -> None:
    """Raise BadRequest unless a posted body is one that Dash could have sent for a callback."""
    if not isinstance(body, dict):
        raise BadRequest("the body is not a JSON object")
    callback = callbacks.get(_text(body, "output"))
    if callback is None:
        raise BadRequest("no callback has this output")
    _check_ends(body.get("inputs", []), callback["inputs"], "inputs")
    _check_ends(body.get("state", []), callback["state"], "state")
    changed = body.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(name, str) for name in changed):
        raise BadRequest("changedPropIds is not a list of texts")
    _check_outputs(body, _text(body, "output"))


def _check_ends(given: object, declared: Iterable[Mapping[str, Any]], name: str) -> None:
    expected = [(end["id"], end["property"]) for end in declared]
    if not isinstance(given, list) or len(given) != len(expected):
        raise BadRequest(f"{name} is not a list of {len(expected)}")
    for end, (component, prop) in zip(given, expected, strict=True):
        # A pattern ("{") matches many components, and comes as a list of them.
        pattern = component.startswith("{")
        ends = end if isinstance(end, list) and pattern else [end]
        for one in ends:
            if not isinstance(one, dict) or one.get("property") != prop or "id" not in one:
                raise BadRequest(f"{name} lacks {prop}")
            if not pattern and one["id"] != component:
                raise BadRequest(f"{name} names another component")


def _check_outputs(body: Mapping[str, object], output: str) -> None:
    # Dash joins many outputs as "..one.value...other.value..", and may leave a single one out.
    many = output.startswith("..")
    names = output.strip(".").split("...") if many else [output]
    if "outputs" not in body and not many:
        return
    given = body.get("outputs")
    ends = given if isinstance(given, list) and many else [given]
    if len(ends) != len(names):
        raise BadRequest(f"outputs is not a list of {len(names)}")
    for end, name in zip(ends, names, strict=True):
        if name.startswith("{"):
            continue  # a pattern names its components only when it is met
        if not isinstance(end, dict) or f"{end.get('id')}.{end.get('property')}" != name:
            raise BadRequest(f"outputs lacks {name}")


def _text(body: Mapping[str, object], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise BadRequest(f"{name} is not a text")
    return value


def route_of(endpoint: str) -> Route | None:
    """Give what is declared of an endpoint, None for one that declares nothing."""
    return _API if endpoint.startswith("api.") else ALLOWED.get(endpoint)


def _refuse_unlisted(asked: Request, reader: Callable[[], Reader]) -> None:
    if asked.routing_exception is not None:
        return  # nothing matched: Flask answers 404 or 405 by itself
    endpoint = asked.endpoint or ""
    route = route_of(endpoint)
    if route is None or (asked.path.startswith("/_") and endpoint == "/<path:path>"):
        raise NotFound
    if asked.method not in route.methods:
        raise MethodNotAllowed(sorted(route.methods))
    # Most routes are everybody's: those need no look at who asks.
    if not decide(PUBLIC, route.permission).allowed:
        decision = decide(reader(), route.permission)
        if not decision.allowed:
            raise Forbidden(decision.reason)
    if endpoint == CALLBACK:
        asked.max_content_length = CALLBACK_BYTES


def _say(response: Response, policy: str, *, secure: bool, shared: bool, framed: bool) -> None:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", policy)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    if not framed:
        headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    own = "cross-origin" if shared else "same-origin"
    headers.setdefault("Cross-Origin-Resource-Policy", own)
    if secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
