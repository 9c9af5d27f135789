"""What does an indicator say, before and after protection?

``Computed`` holds what the records give and may not leave the house. ``Protected`` is what
disclosure control let through; only it can be written to a release. They are different types
so that the type checker refuses the one where the other is asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from etl.period import Period
from etl.records import Breakdown, Number

Json = dict[str, Any]


class Mark(StrEnum):
    """Why an observation has no value. No two of them may look alike anywhere."""

    NOT_REPORTED = "not_reported"
    NOT_AVAILABLE = "not_available"
    CANNOT_OCCUR = "cannot_occur"
    HIDDEN = "hidden"
    NOT_APPLICABLE = "not_applicable"
    INCOMPLETE = "incomplete"
    SCOPE_MISMATCH = "scope_mismatch"
    CONFLICT_UNRESOLVED = "conflict_unresolved"


@dataclass(frozen=True, slots=True)
class Cited:
    """One reported figure that an observation rests on, or that contradicts it.

    ``role`` is its place in the formula ("numerator", "denominator", "value", …).
    """

    role: str
    source: str
    measure: str
    geography: str
    period: str
    breakdown: Breakdown
    status: str
    reported_on: date
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    text: str | None = None
    document: str | None = None
    part: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a reader must know about an observation, as a code with its particulars.

    The words for each code are the dashboard's; ``args`` are JSON values.
    """

    code: str
    args: tuple[tuple[str, str | int | float], ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure of an indicator. Shares and ratios are fractions; counts are whole.

    ``value`` is None whenever ``mark`` is set; a range has ``low`` and ``high`` and no value
    where it has no centre. ``text`` is for checklists (the state of a commitment).
    """

    period: Period
    geography: str
    breakdown: Breakdown
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    status: str | None = None
    mark: Mark | None = None
    text: str | None = None
    reported_on: date | None = None
    inputs: tuple[Cited, ...] = ()
    conflicts: tuple[Cited, ...] = ()
    remarks: tuple[Remark, ...] = ()
    reason: str | None = None
    progress: Mapping[str, Any] | None = None

    @property
    def has_figure(self) -> bool:
        """Tell whether there is anything to show: a value, a range or a text."""
        return self.mark is None

    @property
    def documents(self) -> tuple[str, ...]:
        """Name the public documents behind the figure, each once, in order of the formula."""
        return tuple(dict.fromkeys(c.document for c in self.inputs if c.document))

    @property
    def rests_on_public_documents_alone(self) -> bool:
        """Tell whether every figure behind this one stands in a public document."""
        return bool(self.inputs) and all(c.document for c in self.inputs + self.conflicts)


@dataclass(frozen=True, slots=True)
class Computed:
    """All observations of one indicator as the records give them. Not for publication."""

    indicator: str
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Protected:
    """All observations of one indicator after disclosure control. The only thing released."""

    indicator: str
    observations: tuple[Observation, ...]


def observation_to_json(observation: Observation) -> Json:
    """Turn an observation into the object that files and the API give."""
    return {
        "period": {
            "label": observation.period.label,
            "start": observation.period.start.isoformat(),
            "end": observation.period.end.isoformat(),
        },
        "geography": observation.geography,
        "breakdown": dict(observation.breakdown),
        "value": observation.value,
        "low": observation.low,
        "high": observation.high,
        "status": observation.status,
        "mark": observation.mark.value if observation.mark else None,
        "text": observation.text,
        "reason": observation.reason,
        "reported_on": _iso(observation.reported_on),
        "sources": _sources(observation),
        "conflicts": [_cited_to_json(c) for c in observation.conflicts],
        "inputs": [_cited_to_json(c) for c in observation.inputs],
        "remarks": [{"code": r.code, **dict(r.args)} for r in observation.remarks],
        "progress": dict(observation.progress) if observation.progress is not None else None,
    }


def observation_from_json(data: Json) -> Observation:
    """Read back what ``observation_to_json`` wrote."""
    return Observation(
        period=Period.parse(data["period"]["label"]),
        geography=data["geography"],
        breakdown=tuple(sorted(data["breakdown"].items())),
        value=data["value"],
        low=data["low"],
        high=data["high"],
        status=data["status"],
        mark=Mark(data["mark"]) if data["mark"] else None,
        text=data["text"],
        reason=data["reason"],
        reported_on=_day(data["reported_on"]),
        conflicts=tuple(_cited_from_json(c) for c in data["conflicts"]),
        inputs=tuple(_cited_from_json(c) for c in data["inputs"]),
        remarks=tuple(
            Remark(r["code"], tuple((k, v) for k, v in r.items() if k != "code"))
            for r in data["remarks"]
        ),
        progress=data["progress"],
    )


def _sources(observation: Observation) -> list[Json]:
    seen: dict[tuple[str, str | None], Json] = {}
    for cited in observation.inputs:
        entry = {
            "source": cited.source,
            "document": cited.document,
            "reported_on": cited.reported_on.isoformat(),
        }
        seen.setdefault((cited.source, cited.document), entry)
    return list(seen.values())


def _cited_to_json(cited: Cited) -> Json:
    return {
        "role": cited.role,
        "source": cited.source,
        "measure": cited.measure,
        "geography": cited.geography,
        "period": cited.period,
        "breakdown": dict(cited.breakdown),
        "status": cited.status,
        "reported_on": cited.reported_on.isoformat(),
        "value": cited.value,
        "low": cited.low,
        "high": cited.high,
        "text": cited.text,
        "document": cited.document,
        "part": cited.part,
        "note": cited.note,
    }


def _cited_from_json(data: Json) -> Cited:
    fields = dict(data)
    fields["breakdown"] = tuple(sorted(data["breakdown"].items()))
    fields["reported_on"] = date.fromisoformat(data["reported_on"])
    return Cited(**fields)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
