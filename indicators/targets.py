"""What was decided that an indicator should reach, and what is done where it does not?

The ledger is append-only: a target is replaced by a later decision, never changed, so that the
first one can still be asked for. Explanations and actions stand beside it; an action is closed
or moved by a further step, never by changing it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from etl.records import Breakdown
from indicators.definition import Text
from indicators.progress import Target
from indicators.results import Json

Outcome = Literal["open", "done", "dropped"]
StepKind = Literal["done", "dropped", "moved"]
STEP_KINDS: tuple[StepKind, ...] = get_args(StepKind)
TOTALS = ("all", "total")


class TargetError(ValueError):
    """A decision, an explanation or an action that may not be entered; the message says why.

    ``code`` names the reason, for those who say it in another language.
    """

    def __init__(self, message: str, code: str = "wrong") -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Series:
    """What a target is about: an indicator, a place, and a group (``()`` is the total)."""

    indicator: str
    geography: str
    breakdown: Breakdown = ()

    @classmethod
    def of(cls, indicator: str, geography: str, breakdown: Iterable[tuple[str, str]]) -> "Series":
        """Name a series by its dimensions that are not totals."""
        group = sorted((name, code) for name, code in breakdown if code not in TOTALS)
        return cls(indicator, geography, tuple(group))

    def to_json(self) -> Json:
        """Give the three as an object."""
        return {
            "indicator": self.indicator,
            "geography": self.geography,
            "breakdown": dict(self.breakdown),
        }


@dataclass(frozen=True, slots=True)
class Decision:
    """A target as it was decided: by whom, in which minutes, why, and in place of which.

    ``reference`` names the minutes and the paragraph. ``number`` is its place in the ledger,
    0 for one that is not entered yet.
    """

    series: Series
    target: Target
    decided_by: str
    reference: str
    decided_on: date
    reason: Text
    replaces: int | None = None
    number: int = 0
    entered_on: date | None = None

    def to_json(self) -> Json:
        """Give what a release keeps; the account that entered it is for the audit log alone."""
        return {
            **self.series.to_json(),
            "number": self.number,
            "target": target_to_json(self.target),
            "decided_by": self.decided_by,
            "reference": self.reference,
            "decided_on": self.decided_on.isoformat(),
            "reason": self.reason.to_json(),
            "replaces": self.replaces,
            "entered_on": self.entered_on.isoformat() if self.entered_on else None,
        }


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a figure of one period is off its path; ``status`` is what it was called then."""

    series: Series
    period: str
    status: str
    text: Text
    number: int = 0
    entered_on: date | None = None

    def to_json(self) -> Json:
        """Give what a release keeps."""
        return {
            **self.series.to_json(),
            "number": self.number,
            "period": self.period,
            "status": self.status,
            "text": self.text.to_json(),
            "entered_on": self.entered_on.isoformat() if self.entered_on else None,
        }


@dataclass(frozen=True, slots=True)
class Step:
    """What became of an action: done, dropped, or moved to a later ``due``."""

    kind: StepKind
    on: date
    note: Text
    due: date | None = None

    def to_json(self) -> Json:
        """Give what a release keeps."""
        return {
            "kind": self.kind,
            "on": self.on.isoformat(),
            "note": self.note.to_json(),
            "due": self.due.isoformat() if self.due else None,
        }


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody promises to do; ``owner`` is a function, not a person."""

    explanation: int
    what: Text
    owner: Text
    first_due: date
    steps: tuple[Step, ...] = ()
    number: int = 0

    @property
    def due(self) -> date:
        """The day that is promised now."""
        return next((s.due for s in reversed(self.steps) if s.due is not None), self.first_due)

    @property
    def outcome(self) -> Outcome:
        """Tell whether it is open, done or dropped."""
        last = self.steps[-1].kind if self.steps else "moved"
        return "open" if last == "moved" else last

    def to_json(self) -> Json:
        """Give what a release keeps."""
        return {
            "number": self.number,
            "explanation": self.explanation,
            "what": self.what.to_json(),
            "owner": self.owner.to_json(),
            "first_due": self.first_due.isoformat(),
            "steps": [step.to_json() for step in self.steps],
        }


@dataclass(frozen=True, slots=True)
class Ledger:
    """All decisions, explanations and actions, each kind in the order of its numbers."""

    decisions: tuple[Decision, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    actions: tuple[Action, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.decisions or self.explanations)

    def history(self, series: Series) -> tuple[Decision, ...]:
        """Give every decision on a series, the first one first."""
        return tuple(one for one in self.decisions if one.series == series)

    def in_force(self, series: Series, day: date) -> Decision | None:
        """Give the target that applied on a day; None before the first decision."""
        decided = [one for one in self.history(series) if one.decided_on <= day]
        return decided[-1] if decided else None

    def up_to(self, day: date) -> "Ledger":
        """Leave out what was decided after a day."""
        return replace(
            self, decisions=tuple(one for one in self.decisions if one.decided_on <= day)
        )

    def series(self) -> tuple[Series, ...]:
        """Name each series that has a target, in the order of their first decisions."""
        return tuple(dict.fromkeys(one.series for one in self.decisions))

    def explained(self, series: Series) -> tuple[Explanation, ...]:
        """Give the explanations of a series, the latest first."""
        return tuple(one for one in reversed(self.explanations) if one.series == series)

    def promised(self, explanation: Explanation) -> tuple[Action, ...]:
        """Give the actions that belong to an explanation."""
        return tuple(one for one in self.actions if one.explanation == explanation.number)

    def to_json(self) -> Json:
        """Give what a release keeps."""
        return {
            "decisions": [one.to_json() for one in self.decisions],
            "explanations": [one.to_json() for one in self.explanations],
            "actions": [one.to_json() for one in self.actions],
        }

    @classmethod
    def from_json(cls, data: Json) -> "Ledger":
        """Read back what ``to_json`` wrote."""
        return cls(
            tuple(_decision(one) for one in data["decisions"]),
            tuple(_explanation(one) for one in data["explanations"]),
            tuple(_action(one) for one in data["actions"]),
        )


def target_to_json(target: Target) -> Json:
    """Give a target's points as plain values; days as YYYY-MM-DD."""
    return {
        "baseline": target.baseline,
        "baseline_day": target.baseline_day.isoformat(),
        "value": target.value,
        "day": target.day.isoformat(),
        "milestones": [[day.isoformat(), value] for day, value in target.milestones],
    }


def target_from_json(data: Json) -> Target:
    """Read back what ``target_to_json`` wrote."""
    return Target(
        baseline=data["baseline"],
        baseline_day=date.fromisoformat(data["baseline_day"]),
        value=data["value"],
        day=date.fromisoformat(data["day"]),
        milestones=tuple((date.fromisoformat(day), value) for day, value in data["milestones"]),
    )


def _series(data: Json) -> Series:
    return Series.of(data["indicator"], data["geography"], data["breakdown"].items())


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _decision(data: Json) -> Decision:
    return Decision(
        series=_series(data),
        target=target_from_json(data["target"]),
        decided_by=data["decided_by"],
        reference=data["reference"],
        decided_on=date.fromisoformat(data["decided_on"]),
        reason=Text(**data["reason"]),
        replaces=data["replaces"],
        number=data["number"],
        entered_on=_day(data["entered_on"]),
    )


def _explanation(data: Json) -> Explanation:
    return Explanation(
        series=_series(data),
        period=data["period"],
        status=data["status"],
        text=Text(**data["text"]),
        number=data["number"],
        entered_on=_day(data["entered_on"]),
    )


def _action(data: Json) -> Action:
    return Action(
        explanation=data["explanation"],
        what=Text(**data["what"]),
        owner=Text(**data["owner"]),
        first_due=date.fromisoformat(data["first_due"]),
        steps=tuple(
            Step(s["kind"], date.fromisoformat(s["on"]), Text(**s["note"]), _day(s["due"]))
            for s in data["steps"]
        ),
        number=data["number"],
    )
