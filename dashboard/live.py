"""What stands on a page beside the releases, because it changes by the day?

Plain values without a figure of any return: which sources are late, and, where every return is
made up, what became of them. Asked anew at each look, never kept.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from etl.period import Period


@dataclass(frozen=True, slots=True)
class SourceState:
    """One source's state on a day.

    ``state`` is expected (nothing is due yet), due (the period is over, the day has not come),
    overdue, or held (a return waits with its findings).
    """

    name: str
    title: tuple[str, str]
    owner: tuple[str, str]
    cadence: str
    state: str
    last_period: Period | None
    received_on: date | None
    received_by: str | None
    expected_period: Period | None
    due_on: date | None
    overdue_since: date | None
    held: int

    def to_json(self) -> dict[str, Any]:
        """Give the state as an object for a machine."""
        return {
            "source": self.name,
            "title": {"sv": self.title[0], "en": self.title[1]},
            "owner": {"sv": self.owner[0], "en": self.owner[1]},
            "cadence": self.cadence,
            "state": self.state,
            "last_period": _label(self.last_period),
            "received_on": _iso(self.received_on),
            "received_by": self.received_by,
            "expected_period": _label(self.expected_period),
            "due": _iso(self.due_on),
            "overdue_since": _iso(self.overdue_since),
            "held": self.held,
        }

    def cells(self) -> list[str]:
        """Give the state as a row for a person."""
        since = f"{self.state} since {self.overdue_since}" if self.overdue_since else self.state
        held = f", {self.held} held" if self.held else ""
        due = f"{_label(self.expected_period)} by {self.due_on}" if self.due_on else ""
        received = _iso(self.received_on) or ""
        last = _label(self.last_period) or ""
        return [self.name, self.owner[0], self.cadence, last, received, due, since + held]


@dataclass(frozen=True, slots=True)
class JobRun:
    """One run of a scheduled job. The time is UTC; ``message`` names what was done."""

    job: str
    started_at: datetime
    outcome: str
    message: str | None


@dataclass(frozen=True, slots=True)
class FileFindings:
    """How often one rule found something in one file, and what became of the file."""

    filename: str
    state: str
    severity: str
    rule: str
    count: int


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
