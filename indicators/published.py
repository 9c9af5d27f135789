"""What does a release hold, as its readers get it?

These are plain values read back from a release's stored text; the dashboard and the API know
nothing else. A release carries its own definitions, code lists and thresholds, so that an old
one explains itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from indicators.results import Json, Observation, observation_from_json
from indicators.targets import Ledger

Words = Mapping[str, str]
"""``{"sv": …, "en": …}``"""


@dataclass(frozen=True, slots=True)
class ReleaseHead:
    """What a list of releases says of each one. Times are UTC.

    Who prepared and approved it, and what is planned for it, is for the working area alone.
    """

    id: str
    title: Words
    kind: str
    state: str
    data_cut: date
    in_force_from: date
    created_at: datetime
    published_at: datetime | None
    note: Words | None
    replaces: str | None
    content_hash: str
    withdrawn_reason: str | None = None
    publish_at: datetime | None = None
    early_from: datetime | None = None
    prepared_by: str | None = None
    approved_by: str | None = None
    withdrawn_at: datetime | None = None

    @property
    def is_public(self) -> bool:
        """Tell whether everybody may read it: published, now or before, and not withdrawn."""
        return self.state in ("published", "replaced")

    def to_json(self) -> Json:
        """Give the object that the API lists."""
        return {
            "id": self.id,
            "title": dict(self.title),
            "kind": self.kind,
            "state": self.state,
            "data_cut": self.data_cut.isoformat(),
            "in_force_from": self.in_force_from.isoformat(),
            "published_at": self.published_at.isoformat() if self.published_at else None,
            "note": dict(self.note) if self.note else None,
            "replaces": self.replaces,
            "content_hash": self.content_hash,
            "withdrawn_reason": self.withdrawn_reason,
        }


@dataclass(frozen=True, slots=True)
class PublishedIndicator:
    """One indicator in one release: its definition then, and its observations."""

    definition: Mapping[str, Any]
    observations: tuple[Observation, ...]

    @property
    def slug(self) -> str:
        """The indicator's stable name."""
        return str(self.definition["slug"])

    @classmethod
    def from_json(cls, data: Json) -> "PublishedIndicator":
        """Read what the release store keeps."""
        return cls(data["indicator"], tuple(observation_from_json(o) for o in data["observations"]))


@dataclass(frozen=True, slots=True)
class Release:
    """A whole release.

    ``codelists`` maps a dimension or register to ``{code: {"sv", "en", …}}``, in order:
    ``goals``, ``documents`` (with issuer, date, registration_number, url), ``organisations``,
    ``item_id``, ``group_id``, ``commitment_id``, ``sources`` (with owner, cadence, due_days),
    and each breakdown dimension (purpose, sex, age_group, applicant, outcome, …).
    ``targets`` are all that were ever decided up to the data cut, the first ones too, with the
    explanations and actions entered until the release was prepared.
    """

    head: ReleaseHead
    codelists: Mapping[str, Mapping[str, Mapping[str, Any]]]
    thresholds: Mapping[str, Any]
    indicators: Mapping[str, PublishedIndicator]
    targets: Ledger = field(default_factory=Ledger)


@dataclass(frozen=True, slots=True)
class Coming:
    """One release to come: its day in Stockholm, and its moment (UTC) once that is settled."""

    day: date
    at: datetime | None = None

    def to_json(self) -> Json:
        """Give the object that the API lists."""
        return {"day": self.day.isoformat(), "at": self.at.isoformat() if self.at else None}


@dataclass(frozen=True, slots=True)
class EarlyList:
    """From when a public release could be read early, None where it could not, and by whom."""

    since: datetime | None = None
    readers: tuple[str, ...] = ()

    def to_json(self) -> Json:
        """Give the object that the API has beside a release."""
        since = self.since.isoformat() if self.since else None
        return {"from": since, "readers": list(self.readers)}
