"""Which addresses has the API, and how is that said to a machine? OpenAPI 3.1 from one table."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dashboard.downloads import API_ROOT
from dashboard.problems import KINDS
from dashboard.schemas import SCHEMAS, Schema, ref

VERSION = "1.0.0"

JSON = "application/json"
CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
ATOM = "application/atom+xml"
JSON_LD = "application/ld+json"
TURTLE = "text/turtle"
PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Route:
    """One address: ``path`` with ``{places}``, the operation's name, and what it answers.

    ``content`` maps a media type to a schema. ``query`` names parameters in ``PARAMETERS``;
    ``filtered`` says that an indicator's breakdowns may be asked for as well. ``errors`` lists
    the statuses it may answer with, beside 200 and 304.
    """

    path: str
    operation: str
    summary: str
    content: Mapping[str, Schema]
    query: tuple[str, ...] = ("lang",)
    errors: tuple[int, ...] = (400,)
    filtered: bool = False


_ID = {
    "description": "A release's id, or latest.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$"},
}
PARAMETERS: Mapping[str, Schema] = {
    "id": _ID,
    "other": _ID,
    "slug": {
        "description": "An indicator's stable name.",
        "schema": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"},
    },
    "kind": {"description": "A kind of problem.", "schema": {"type": "string"}},
    "as_of": {
        "description": "The release in force on this day, YYYY-MM-DD.",
        "schema": {"type": "string", "format": "date"},
    },
    "lang": {
        "description": "Language of labels and errors. In CSV it adds a column of words.",
        "schema": {"type": "string", "enum": ["sv", "en"]},
    },
    "dialect": {
        "description": "CSV for machines (comma, decimal point) or for Swedish spreadsheets.",
        "schema": {"type": "string", "enum": ["machine", "sv"], "default": "machine"},
    },
    "period": {
        "description": "Label of a period: 2024, 2025-H1, 2025-Q1. May be repeated.",
        "schema": {"type": "array", "items": {"type": "string"}},
        "explode": True,
    },
    "geography": {
        "description": "Code of a place: a municipality's four digits, or SE. May be repeated.",
        "schema": {"type": "array", "items": {"type": "string"}},
        "explode": True,
    },
}
_BREAKDOWNS: Schema = {
    "name": "breakdown",
    "in": "query",
    "description": "Any breakdown of the indicator by its own name, such as sex=women; all is "
    "the total. May be repeated.",
    "style": "form",
    "explode": True,
    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
}
_ONE_INDICATOR = "/releases/{id}/indicators/{slug}"
_FIGURES = ("as_of", "period", "geography", "lang")
_READING = (400, 404, 410)

ROUTES: tuple[Route, ...] = (
    Route("/releases", "releases", "List every release", {JSON: ref("Releases")}),
    Route("/calendar", "calendar", "The days of releases to come", {JSON: ref("Calendar")}),
    Route(
        "/releases/{id}",
        "release",
        "One release with its indicators, checksums and files",
        {JSON: ref("Release")},
        ("as_of", "lang"),
        _READING,
    ),
    *(
        Route(
            _ONE_INDICATOR + ending,
            operation,
            "One indicator's figures as JSON",
            {JSON: ref("Indicator")},
            _FIGURES,
            _READING,
            filtered=True,
        )
        for ending, operation in (("", "indicator"), (".json", "indicator_json"))
    ),
    Route(
        _ONE_INDICATOR + ".csv",
        "indicator_csv",
        "One indicator's figures as CSV",
        {CSV: {"type": "string"}},
        (*_FIGURES, "dialect"),
        _READING,
        filtered=True,
    ),
    Route(
        _ONE_INDICATOR + ".xlsx",
        "indicator_xlsx",
        "One indicator's figures as a workbook",
        {XLSX: {}},
        _FIGURES,
        _READING,
        filtered=True,
    ),
    Route(
        "/releases/{id}/package.zip",
        "package",
        "Every file of one release, with certificates, description and checksums",
        {ZIP: {}},
        ("as_of", "lang"),
        _READING,
    ),
    Route(
        "/releases/{id}/diff/{other}",
        "diff",
        "What differs from one release (old) to another (new), value by value",
        {JSON: ref("Diff")},
        errors=_READING,
    ),
    Route("/openapi.json", "openapi", "This description", {JSON: {"type": "object"}}),
    Route("/feed.atom", "feed", "New releases as a feed", {ATOM: {"type": "string"}}),
    Route(
        "/dcat.jsonld",
        "dcat_jsonld",
        "The latest release as data portals read it (DCAT-AP-SE), in JSON-LD",
        {JSON_LD: {"type": "object"}},
        errors=(400, 404),
    ),
    Route(
        "/dcat.ttl",
        "dcat_turtle",
        "The latest release as data portals read it (DCAT-AP-SE), in Turtle",
        {TURTLE: {"type": "string"}},
        errors=(400, 404),
    ),
    Route(
        "/problems/{kind}",
        "problem",
        "What a kind of error is",
        {JSON: ref("ProblemKind")},
        errors=(400, 404),
    ),
)


@cache
def document() -> dict[str, Any]:
    """Give the whole description. The same object each time: do not change it."""
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Programkollen",
            "version": VERSION,
            "summary": "Published figures of a public programme, as released.",
            "description": "Read only, without a key. A dated release never changes; "
            "it may be withdrawn, and then answers 410 with the reason.",
        },
        "servers": [{"url": API_ROOT}],
        "paths": {route.path: {"get": _operation(route)} for route in ROUTES},
        "components": {
            "schemas": SCHEMAS,
            "responses": {_error_name(status): _error(status) for status in _statuses()},
        },
    }


def route_of(operation: str) -> Route:
    """Find a route by its operation; raise KeyError where there is none."""
    return {route.operation: route for route in ROUTES}[operation]


def _operation(route: Route) -> Schema:
    responses: Schema = {
        "200": {
            "description": route.summary,
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {media: {"schema": schema} for media, schema in route.content.items()},
        },
        "304": {"description": "Nothing has changed since the ETag in If-None-Match"},
    }
    for status in route.errors:
        responses[str(status)] = {"$ref": f"#/components/responses/{_error_name(status)}"}
    return {
        "operationId": route.operation,
        "summary": route.summary,
        "parameters": [*_parameters(route), *([_BREAKDOWNS] if route.filtered else [])],
        "responses": responses,
    }


def _parameters(route: Route) -> list[Schema]:
    places = [name for name in PARAMETERS if f"{{{name}}}" in route.path]
    return [
        *({"name": name, "in": "path", "required": True, **PARAMETERS[name]} for name in places),
        *({"name": name, "in": "query", **PARAMETERS[name]} for name in route.query),
    ]


def _statuses() -> list[int]:
    return sorted({status for route in ROUTES for status in route.errors})


def _error_name(status: int) -> str:
    return f"Error{status}"


def _error(status: int) -> Schema:
    titles = [kind.title["en"] for kind in KINDS.values() if kind.status == status]
    return {
        "description": "; ".join(titles),
        "content": {PROBLEM: {"schema": ref("Problem")}},
    }
