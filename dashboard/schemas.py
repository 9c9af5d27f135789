"""What shape has each object that the API gives? JSON Schema, as OpenAPI 3.1 takes it.

Objects may get more members; those named here stay.
"""

from typing import Any

from indicators.progress import State
from indicators.results import Mark

Schema = dict[str, Any]


def obj(required: Schema, optional: Schema | None = None, description: str = "") -> Schema:
    """Describe an object whose ``required`` members are always there."""
    made: Schema = {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
    }
    return made | ({"description": description} if description else {})


def ref(name: str) -> Schema:
    """Point to one of ``SCHEMAS``."""
    return {"$ref": f"#/components/schemas/{name}"}


def listed(items: Schema) -> Schema:
    """Describe a list."""
    return {"type": "array", "items": items}


def _or_null(schema: Schema) -> Schema:
    if "type" in schema:
        return schema | {"type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


_TEXT: Schema = {"type": "string"}
_TEXT_OR_NULL = _or_null(_TEXT)
_NUMBER_OR_NULL: Schema = {"type": ["number", "null"]}
_DAY: Schema = {"type": "string", "format": "date"}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_SHA256: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_CODES: Schema = {"type": "object", "additionalProperties": {"type": "string"}}
_FREE: Schema = {"type": "object"}

_MARK: Schema = {
    "type": ["string", "null"],
    "enum": [*(mark.value for mark in Mark), None],
    "description": "Why there is no value; null where there is a value, a range or a text.",
}
_FIGURE: Schema = {
    "value": _NUMBER_OR_NULL,
    "low": _NUMBER_OR_NULL,
    "high": _NUMBER_OR_NULL,
    "text": _TEXT_OR_NULL,
    "status": _TEXT_OR_NULL,
}
_STATUS: Schema = {"type": "string", "enum": [state.value for state in State]}
_TARGET: Schema = obj(
    {
        "baseline": {"type": "number"},
        "baseline_day": _DAY,
        "value": {"type": "number"},
        "day": _DAY,
        "milestones": listed(
            {
                "type": "array",
                "prefixItems": [_DAY, {"type": "number"}],
                "minItems": 2,
                "maxItems": 2,
            }
        ),
    }
)
_REFERENCE: Schema = {
    "id": _TEXT,
    "title": ref("Words"),
    "kind": _TEXT,
    "data_cut": _DAY,
    "in_force_from": _DAY,
    "published_at": _MOMENT,
    "note": _or_null(ref("Words")),
    "replaces": _TEXT_OR_NULL,
    "content_hash": _SHA256,
}
_HEAD: Schema = _REFERENCE | {
    "state": {"type": "string", "enum": ["published", "replaced", "withdrawn"]},
    "withdrawn_reason": _TEXT_OR_NULL,
}

SCHEMAS: Schema = {
    "Words": obj({"sv": _TEXT, "en": _TEXT}, description="The same words in both languages."),
    "ReleaseReference": obj(_REFERENCE, description="The release that a file is of."),
    "ReleaseHead": obj(_HEAD, description="A release as lists give it."),
    "Releases": obj({"releases": listed(ref("ReleaseHead"))}),
    "Calendar": obj({"coming": listed(ref("Coming"))}),
    "Coming": obj(
        {"day": _DAY, "at": _or_null(_MOMENT)},
        description="A release to come: its day in Stockholm, and its moment once settled.",
    ),
    "PreRelease": obj(
        {"from": _or_null(_MOMENT), "readers": listed(_TEXT)},
        description="Who could read the release before its day, and from when; null for nobody.",
    ),
    "Release": obj(
        _HEAD
        | {
            "indicators": listed(ref("IndicatorEntry")),
            "checksums": {"type": "object", "additionalProperties": _SHA256},
            "files": listed(ref("File")),
            "codelists": {
                "type": "object",
                "additionalProperties": listed(obj({"code": _TEXT})),
            },
            "thresholds": _FREE,
            "pre_release": ref("PreRelease"),
        },
    ),
    "IndicatorEntry": obj(
        {
            "slug": _TEXT,
            "goal": _TEXT,
            "title": ref("Words"),
            "unit": _TEXT,
            "observations": _COUNT,
            "url": _TEXT,
        }
    ),
    "File": obj(
        {
            "name": _TEXT,
            "url": _TEXT,
            "media_type": _TEXT,
            "indicator": _TEXT,
            "bytes": _COUNT,
            "sha256": _SHA256,
        }
    ),
    "Indicator": obj(
        {
            "release": ref("ReleaseReference"),
            "indicator": ref("Definition"),
            "language": {"type": "string", "enum": ["sv", "en"]},
            "labels": {"type": "object", "additionalProperties": _CODES},
            "observations": listed(ref("Observation")),
        }
    ),
    "Definition": obj(
        {
            "slug": _TEXT,
            "goal": _TEXT,
            "title": ref("Words"),
            "meaning": ref("Words"),
            "unit": _TEXT,
            "kind": _TEXT,
            "direction": {"type": "string", "enum": ["higher", "lower", "neither"]},
            "breakdowns": listed(_TEXT),
        },
        description="What the indicator meant when the release was made.",
    ),
    "Period": obj({"label": _TEXT, "start": _DAY, "end": _DAY}),
    "Observation": obj(
        {
            "period": ref("Period"),
            "geography": _TEXT,
            "breakdown": _CODES,
            **_FIGURE,
            "mark": _MARK,
            "reported_on": _or_null(_DAY),
            "sources": listed(
                obj({"source": _TEXT, "document": _TEXT_OR_NULL, "reported_on": _DAY})
            ),
            "conflicts": listed(ref("Cited")),
            "progress": _or_null(ref("Progress")),
        },
        {
            "inputs": listed(ref("Cited")),
            "remarks": listed(obj({"code": _TEXT})),
            "reason": _TEXT_OR_NULL,
        },
        "One figure. Shares are fractions; in a breakdown the value all is the total.",
    ),
    "Progress": obj(
        {
            "status": _STATUS,
            "reason": _TEXT_OR_NULL,
            "closed": _NUMBER_OR_NULL,
            "expected": _NUMBER_OR_NULL,
            "pace": _NUMBER_OR_NULL,
            "path": _NUMBER_OR_NULL,
            "between": _or_null(listed(_STATUS)),
            "direction": {"type": "string", "enum": ["higher", "lower", "neither"]},
            "target": _or_null(_TARGET),
            "latest": _or_null(_FREE),
            "thresholds": _FREE,
            "decision": _or_null(ref("Decision")),
            "earlier": listed(ref("Decision")),
            "explanations": listed(ref("Explanation")),
        },
        {
            "overdue_days": _COUNT,
            "break": _DAY,
            "target_day_passed": {"type": "boolean"},
        },
        "The status with all that it rests on: target, figure and thresholds; who decided the "
        "target and why; the targets that it replaced, the first one first; what is said and done "
        "where the figure is off its path.",
    ),
    "Decision": obj(
        {
            "number": _COUNT,
            "target": _TARGET,
            "decided_by": _TEXT,
            "reference": _TEXT,
            "decided_on": _DAY,
            "reason": ref("Words"),
            "replaces": {"type": ["integer", "null"]},
            "replaced_by": {"type": ["integer", "null"]},
            "replaced_on": _or_null(_DAY),
            "entered_on": _or_null(_DAY),
        },
        description="A target as it was decided; reference names the minutes and paragraph.",
    ),
    "Explanation": obj(
        {
            "period": _TEXT,
            "status": _STATUS,
            "text": ref("Words"),
            "entered_on": _or_null(_DAY),
            "actions": listed(ref("Action")),
        },
        description="Why the figure of a period is off its path.",
    ),
    "Action": obj(
        {
            "number": _COUNT,
            "what": ref("Words"),
            "owner": ref("Words"),
            "first_due": _DAY,
            "due": _DAY,
            "outcome": {"type": "string", "enum": ["open", "done", "dropped"]},
            "steps": listed(
                obj(
                    {
                        "kind": {"type": "string", "enum": ["done", "dropped", "moved"]},
                        "on": _DAY,
                        "note": ref("Words"),
                        "due": _or_null(_DAY),
                    }
                )
            ),
        },
        description="What is promised, by which function, and what became of it.",
    ),
    "Cited": obj(
        {
            "role": _TEXT,
            "source": _TEXT,
            "measure": _TEXT,
            "geography": _TEXT,
            "period": _TEXT,
            "breakdown": _CODES,
            **_FIGURE,
            "reported_on": _DAY,
            "document": _TEXT_OR_NULL,
        },
        description="A reported figure that an observation rests on, or that contradicts it.",
    ),
    "Diff": obj(
        {
            "old": ref("ReleaseReference"),
            "new": ref("ReleaseReference"),
            "differences": listed(ref("Difference")),
        },
    ),
    "Difference": obj(
        {
            "indicator": _TEXT,
            "period": _TEXT,
            "geography": _TEXT,
            "breakdown": _CODES,
            "kind": {
                "type": "string",
                "enum": ["added", "removed", "mark", "value", "text", "status"],
            },
            "flipped": {"type": "boolean"},
            "old": _or_null(ref("Shown")),
            "new": _or_null(ref("Shown")),
            "reason": _or_null(ref("Words")),
            "stated": listed(_TEXT),
        }
    ),
    "Shown": obj(
        {**_FIGURE, "mark": _MARK, "reported_on": _or_null(_DAY), "progress": _TEXT_OR_NULL}
    ),
    "Problem": obj(
        {
            "type": {"type": "string", "format": "uri-reference"},
            "title": _TEXT,
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": _TEXT,
        },
        {"allowed": listed(_TEXT), "filter": _TEXT, "release": ref("ReleaseHead")},
        "Problem details, RFC 9457.",
    ),
    "ProblemKind": obj(
        {
            "type": {"type": "string", "format": "uri-reference"},
            "status": {"type": "integer"},
            "title": ref("Words"),
        }
    ),
}
