"""What may be asked of the server at all, and what does every answer say to the browser?

Default deny: a route that is not listed here answers 404, whoever added it. A post to a callback
that Dash could not have sent is refused with 400 before Dash sees it.
"""

import base64
import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from flask import Flask, Request, Response, request
from werkzeug.exceptions import BadRequest, MethodNotAllowed, NotFound

CALLBACK = "/_dash-update-component"
CALLBACK_BYTES = 256 * 1024

# Endpoint -> the methods it answers. Dash names its endpoints by their rule.
ALLOWED: Mapping[str, frozenset[str]] = {
    "/": frozenset({"GET", "HEAD"}),
    "/<path:path>": frozenset({"GET", "HEAD"}),
    "/_dash-layout": frozenset({"GET"}),
    "/_dash-dependencies": frozenset({"GET"}),
    CALLBACK: frozenset({"POST"}),
    "files.own": frozenset({"GET", "HEAD"}),
    "files.bundle": frozenset({"GET", "HEAD"}),
    "files.robots": frozenset({"GET", "HEAD"}),
    "health.lives": frozenset({"GET", "HEAD"}),
    "health.ready": frozenset({"GET", "HEAD"}),
    "health.metrics_text": frozenset({"GET", "HEAD"}),
}
_OPEN = ("api.",)
_READ = frozenset({"GET", "HEAD", "OPTIONS"})


def guard(server: Flask, *, inline: Callable[[], tuple[str, ...]], secure: bool) -> None:
    """Put the allow-list before every request and the headers after it.

    ``inline`` gives the scripts that stand in the document itself; ``secure`` where the site's
    address is https.
    """

    def refuse() -> None:
        _refuse_unlisted(request)

    def say(response: Response) -> Response:
        policy = content_policy(inline())
        _say(response, policy, secure=secure, shared=request.path.startswith("/api/"))
        return response

    server.before_request(refuse)
    server.after_request(say)


@lru_cache(maxsize=8)
def content_policy(inline: tuple[str, ...]) -> str:
    """Give the content security policy: our own files and nothing else."""
    hashes = "".join(f" '{_hash(script)}'" for script in inline)
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self'{hashes}",
            "style-src 'self' 'unsafe-inline'",  # Dash and Plotly write style elements
            "img-src 'self' data:",
            "connect-src 'self'",
            "font-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
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
    _check_outputs(body.get("outputs"), _text(body, "output"))


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


def _check_outputs(given: object, output: str) -> None:
    # Dash joins many outputs as "..one.value...other.value..", and may leave a single one out.
    many = output.startswith("..")
    names = output.strip(".").split("...") if many else [output]
    if given is None and not many:
        return
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


def _refuse_unlisted(asked: Request) -> None:
    if asked.routing_exception is not None:
        return  # nothing matched: Flask answers 404 or 405 by itself
    endpoint = asked.endpoint or ""
    methods = _READ if endpoint.startswith(_OPEN) else ALLOWED.get(endpoint)
    if methods is None or (asked.path.startswith("/_") and endpoint == "/<path:path>"):
        raise NotFound
    if asked.method not in methods:
        raise MethodNotAllowed(sorted(methods))
    if endpoint == CALLBACK:
        asked.max_content_length = CALLBACK_BYTES


def _say(response: Response, policy: str, *, secure: bool, shared: bool) -> None:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", policy)
    headers.setdefault("X-Content-Type-Options", "nosniff")
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
