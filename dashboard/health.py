"""Does the process live, do its stores answer, and what has it done?

``/healthz`` answers as long as the process does; ``/readyz`` reads the list of releases;
``/metrics`` speaks Prometheus' text format, to this machine alone unless set otherwise.
"""

import logging
from collections import Counter
from threading import Lock
from time import perf_counter

from flask import Blueprint, Flask, Response, g, request
from werkzeug.exceptions import NotFound

from dashboard.addresses import Queries

_LOG = logging.getLogger("programkollen")
_LOOPBACK = ("127.0.0.1", "::1")


class Metrics:
    """Counts of this process: answers by kind and status, and the seconds they took."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._answers: Counter[tuple[str, int]] = Counter()
        self._seconds: Counter[str] = Counter()

    def add(self, kind: str, status: int, seconds: float) -> None:
        """Count one answer."""
        with self._lock:
            self._answers[kind, status] += 1
            self._seconds[kind] += seconds  # type: ignore[assignment] # a Counter adds any number

    def text(self, releases: int) -> str:
        """Write all counts; ``releases`` is how many are public."""
        with self._lock:
            answers, seconds = sorted(self._answers.items()), sorted(self._seconds.items())
        lines = [
            "# HELP programkollen_answers_total Answers by kind and HTTP status.",
            "# TYPE programkollen_answers_total counter",
            *(
                f'programkollen_answers_total{{kind="{kind}",status="{status}"}} {count}'
                for (kind, status), count in answers
            ),
            "# HELP programkollen_answer_seconds_total Seconds spent on answers, by kind.",
            "# TYPE programkollen_answer_seconds_total counter",
            *(
                f'programkollen_answer_seconds_total{{kind="{kind}"}} {total:.6f}'
                for kind, total in seconds
            ),
            "# HELP programkollen_releases Public releases.",
            "# TYPE programkollen_releases gauge",
            f"programkollen_releases {releases}",
        ]
        return "\n".join(lines) + "\n"


def watch(server: Flask, metrics: Metrics) -> None:
    """Count every answer of a server."""

    def begin() -> None:
        g.began = perf_counter()

    def end(response: Response) -> Response:
        metrics.add(_kind(request.path), response.status_code, perf_counter() - g.began)
        return response

    server.before_request(begin)
    server.after_request(end)


def blueprint(queries: Queries, metrics: Metrics, *, public: bool) -> Blueprint:
    """Give the three addresses; ``public`` opens the metrics to other machines."""
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    def lives() -> Response:
        return _plain("ok\n")

    @routes.get("/readyz")
    def ready() -> Response:
        try:
            count = len(queries.heads())
        except Exception:  # noqa: BLE001 - whatever the store says, the answer is "not now"
            _LOG.exception("the release store does not answer")
            return _plain("the release store does not answer\n", 503)
        return _plain(f"ok: {count} releases\n")

    @routes.get("/metrics")
    def metrics_text() -> Response:
        # Behind a proxy everybody comes from this machine, so a forwarded request is not local.
        forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
        if not public and (request.remote_addr not in _LOOPBACK or forwarded):
            raise NotFound
        return _plain(metrics.text(len(queries.heads())))

    return routes


def _plain(text: str, status: int = 200) -> Response:
    response = Response(text, status, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


def _kind(path: str) -> str:
    if path.startswith("/api/"):
        return "api"
    if path.startswith(("/assets/", "/_dash-component-suites/")):
        return "file"
    return "callback" if path.startswith("/_dash") else "page"
