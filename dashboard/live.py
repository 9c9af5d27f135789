"""What stands on a page beside the releases, because it changes by the day?

Plain values without a figure of any return: which sources are late, and, where every return is
made up, what became of them. Asked anew at each look, never kept.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from etl.period import Period


@dataclass(frozen=True, slots=True)
class Accepted:
    """The latest period in force of a source: reported on which day, accepted by whom.

    ``by`` is an account, or the way in which the return came; None where it must not be told.
    """

    period: Period
    reported_on: date
    by: str | None


@dataclass(frozen=True, slots=True)
class PeriodState:
    """One period of one source on a day.

    ``state`` is expected (it has not ended), due (it has, its day has not come), overdue, held
    (a return about it waits with its findings) or accepted.
    """

    period: Period
    state: str
    due_on: date
    overdue_since: date | None
    accepted_on: date | None
    accepted_by: str | None

    def to_json(self) -> dict[str, Any]:
        """Give the state as an object for a machine."""
        return {
            "period": self.period.label,
            "state": self.state,
            "due": self.due_on.isoformat(),
            "overdue_since": _iso(self.overdue_since),
            "accepted_on": _iso(self.accepted_on),
            "accepted_by": self.accepted_by,
        }


@dataclass(frozen=True, slots=True)
class SourceState:
    """One source's state on a day.

    ``state`` is that of the period expected next (``PeriodState``), or held where any return of
    the source waits with its findings, or received where the latest one had to be refused.
    """

    name: str
    title: tuple[str, str]
    owner: tuple[str, str]
    cadence: str
    state: str
    last: Accepted | None
    expected_period: Period | None
    due_on: date | None
    overdue_since: date | None
    held: int
    periods: tuple[PeriodState, ...] = ()

    def without_names(self) -> "SourceState":
        """Give the same without who accepted anything."""
        last = replace(self.last, by=None) if self.last else None
        periods = tuple(replace(one, accepted_by=None) for one in self.periods)
        return replace(self, last=last, periods=periods)

    def to_json(self) -> dict[str, Any]:
        """Give the state as an object for a machine."""
        return {
            "source": self.name,
            "title": {"sv": self.title[0], "en": self.title[1]},
            "owner": {"sv": self.owner[0], "en": self.owner[1]},
            "cadence": self.cadence,
            "state": self.state,
            "last_period": _label(self.last.period if self.last else None),
            "received_on": _iso(self.last.reported_on if self.last else None),
            "received_by": self.last.by if self.last else None,
            "expected_period": _label(self.expected_period),
            "due": _iso(self.due_on),
            "overdue_since": _iso(self.overdue_since),
            "held": self.held,
            "periods": [one.to_json() for one in self.periods],
        }

    def cells(self) -> list[str]:
        """Give the state as a row for a person."""
        states = [] if self.state == "overdue" else [self.state]
        states += [f"overdue since {self.overdue_since}"] if self.overdue_since else []
        due = f"{_label(self.expected_period)} by {self.due_on}" if self.due_on else ""
        received = f"{self.last.reported_on} by {self.last.by}" if self.last else ""
        last = _label(self.last.period if self.last else None) or ""
        return [self.name, self.owner[0], self.cadence, last, received, due, ", ".join(states)]


@dataclass(frozen=True, slots=True)
class JobRun:
    """One run of a scheduled job. The time is UTC; ``message`` names what was done."""

    job: str
    started_at: datetime
    outcome: str
    message: str | None


@dataclass(frozen=True, slots=True)
class FileFindings:
    """How often one rule found something in one file, and what became of the file.

    ``advice`` says what to do about it, in Swedish and in English.
    """

    filename: str
    state: str
    severity: str
    rule: str
    count: int
    advice: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Live:
    """The state of the sources today; runs and findings only where all returns are made up."""

    today: date
    sources: tuple[SourceState, ...]
    runs: tuple[JobRun, ...] = ()
    findings: tuple[FileFindings, ...] = ()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _label(period: Period | None) -> str | None:
    return period.label if period else None
