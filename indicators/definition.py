"""What is an indicator, said so that a machine can check it and a person can read it?

A definition checks itself when it is made: a slug that is not one, a missing language or a
share without a denominator stops the program, not a page.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from etl.records import Known
from indicators.coarsening import Merge, Shape, Step, forms
from indicators.results import Observation

_SLUG = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")

CADENCES = ("quarter", "half", "year", "irregular")
"""How often a figure is expected; an irregular one only where there is none at all."""


class Unit(StrEnum):
    """What a figure counts."""

    PERSONS = "persons"
    CASES = "cases"
    SHARE = "share"
    SESSIONS = "sessions"
    ORGANISATIONS = "organisations"
    REFERRALS = "referrals"
    ACTIVITIES = "activities"
    COMMITMENTS = "commitments"
    SEK = "SEK"
    AS_REPORTED = "as_reported"


class Kind(StrEnum):
    """How figures of different periods relate: flows add up, stocks do not."""

    FLOW = "flow"
    STOCK = "stock"
    SHARE = "share"
    CHECKLIST = "checklist"


class Direction(StrEnum):
    """Which way is better. There is no default: somebody must have decided."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class DefinitionError(ValueError):
    """A definition that contradicts itself or leaves something out."""


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Swedish and English; neither may be empty."""

    sv: str
    en: str

    def __post_init__(self) -> None:
        if not self.sv.strip() or not self.en.strip():
            raise DefinitionError(f"a text lacks a language: {self!r}")

    def to_json(self) -> dict[str, str]:
        """Give both languages as an object."""
        return {"sv": self.sv, "en": self.en}


@dataclass(frozen=True, slots=True)
class Goal:
    """Something that the programme should reach."""

    slug: str
    title: Text
    measure: Text


@dataclass(frozen=True, slots=True)
class Bridge:
    """A stated step from one scope to another, shown beside every result that crosses it."""

    slug: str
    title: Text
    reason: Text


def is_municipality(geography: str) -> bool:
    """Tell a municipality, which a programme can be of, from what is larger: an area, a country."""
    return len(geography) == 4 and geography.isdigit()


@dataclass(frozen=True, slots=True)
class Context:
    """For whom and up to when is computed: the programme's places, the data cut, first period.

    ``due_days`` gives, per source, how many days after a period's end its figures are due.
    """

    geographies: tuple[str, ...]
    data_cut: date
    expected_from: date = date(2024, 1, 1)
    due_days: Mapping[str, int] = field(default_factory=dict)


Compute = Callable[[Known, Context], tuple[Observation, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator: its words, its unit, its scope and its formula.

    ``order`` is its place among the indicators of its goal. ``crossings`` are broken down by
    several dimensions at once; ``coarsening`` says, for counts of persons, which detail is
    given up first where there are too few.
    """

    slug: str
    goal: str
    title: Text
    meaning: Text
    why: Text
    unit: Unit
    kind: Kind
    direction: Direction
    sources: tuple[str, ...]
    breakdowns: tuple[str, ...]
    numerator: Text
    denominator: Text | None
    caveats: tuple[Text, ...]
    owner: Text
    cadence: str
    compute: Compute
    bridges: tuple[Bridge, ...] = ()
    breaks: tuple[date, ...] = ()
    order: int = 0
    crossings: tuple[Shape, ...] = ()
    coarsening: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        if not _SLUG.fullmatch(self.slug):
            raise DefinitionError(f"{self.slug!r} is not a slug: small letters, digits and _")
        if self.kind is Kind.SHARE and self.denominator is None:
            raise DefinitionError(f"{self.slug}: a share needs a denominator in words")
        if not self.sources:
            raise DefinitionError(f"{self.slug}: no source is named")
        if self.cadence not in CADENCES:
            raise DefinitionError(f"{self.slug}: cadence {self.cadence!r} is not known")
        for name in (name for crossing in self.crossings for name in crossing):
            if name not in self.breakdowns:
                raise DefinitionError(f"{self.slug}: it crosses {name}, which it does not have")
        for step in self.coarsening:
            if isinstance(step, Merge) and step.band.dimension not in self.breakdowns:
                raise DefinitionError(f"{self.slug}: it cannot {step}, which it does not have")

    @property
    def shown_crossings(self) -> tuple[Shape, ...]:
        """Give the crossings and the coarser ones that they become, by their dimensions."""
        steps = [step for step in self.coarsening if not isinstance(step, Merge)]
        found = [form.shape for table in self.crossings for form in forms(table, steps)]
        return tuple(
            sorted({one for one in found if len(one) > 1}, key=lambda one: (len(one), one))
        )

    def to_json(self) -> dict[str, Any]:
        """Give what a release keeps of the definition: all of it but the formula's code."""
        return {
            "slug": self.slug,
            "goal": self.goal,
            "title": self.title.to_json(),
            "meaning": self.meaning.to_json(),
            "why": self.why.to_json(),
            "unit": self.unit.value,
            "kind": self.kind.value,
            "direction": self.direction.value,
            "sources": list(self.sources),
            "breakdowns": list(self.breakdowns),
            "numerator": self.numerator.to_json(),
            "denominator": self.denominator.to_json() if self.denominator else None,
            "caveats": [caveat.to_json() for caveat in self.caveats],
            "owner": self.owner.to_json(),
            "cadence": self.cadence,
            "bridges": [
                {"slug": b.slug, "title": b.title.to_json(), "reason": b.reason.to_json()}
                for b in self.bridges
            ],
            "breaks": [day.isoformat() for day in self.breaks],
            "order": self.order,
            "crossings": [list(crossing) for crossing in self.crossings],
            "coarsening": [str(step) for step in self.coarsening],
        }
