"""Where does each source stand today: what came last, what is due, what is overdue since when?"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dashboard.services import Services
from etl import store
from etl.period import Period, periods_between
from etl.source import Source
from etl.sources import sources
from etl.store import Batch


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
    last_period: str | None
    received_on: date | None
    received_by: str | None
    expected_period: str | None
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
            "last_period": self.last_period,
            "received_on": _iso(self.received_on),
            "received_by": self.received_by,
            "expected_period": self.expected_period,
            "due": _iso(self.due_on),
            "overdue_since": _iso(self.overdue_since),
            "held": self.held,
        }

    def cells(self) -> list[str]:
        """Give the state as a row for a person."""
        since = f"{self.state} since {self.overdue_since}" if self.overdue_since else self.state
        held = f", {self.held} held" if self.held else ""
        due = f"{self.expected_period} by {self.due_on}" if self.due_on else ""
        received = _iso(self.received_on) or ""
        last = self.last_period or ""
        return [self.name, self.owner[0], self.cadence, last, received, due, since + held]


def source_states(services: Services) -> list[SourceState]:
    """Give the state of every source today, in their order."""
    today = services.today()
    with services.engine.connect() as connection:
        periods = store.latest_periods(connection)
        batches = store.batches(connection)
    return [
        _state(source, today, periods.get(source.name), [b for b in batches if b.source == name])
        for name, source in sources().items()
    ]


def _state(
    source: Source, today: date, last_period: Period | None, batches: list[Batch]
) -> SourceState:
    """Compare what came with what should have, counted from the first whole return."""
    accepted = [b for b in batches if b.state == "accepted" and b.whole_return]
    last = max(accepted, key=lambda b: (b.reported_on, b.id), default=None)
    held = sum(b.state == "held" for b in batches)
    expected = _next_expected(source, last_period, today)
    due = source.due(expected) if expected else None
    overdue = due + timedelta(days=1) if due and due < today else None
    return SourceState(
        name=source.name,
        title=source.title,
        owner=source.owner,
        cadence=source.cadence,
        state=_word(expected, overdue, today, held),
        last_period=last_period.label if last_period else None,
        received_on=last.reported_on if last else None,
        received_by=last.decided_by if last else None,
        expected_period=expected.label if expected else None,
        due_on=due,
        overdue_since=overdue,
        held=held,
    )


def _next_expected(source: Source, last: Period | None, today: date) -> Period | None:
    """Give the first period after the last one reported, or the last whole one before today."""
    if last is None:
        whole = periods_between(date(today.year - 1, 1, 1), today, source.cadence)
        return whole[-1] if whole else None
    later = periods_between(
        last.end + timedelta(days=1), date(today.year + 1, 12, 31), source.cadence
    )
    return later[0] if later else None


def _word(expected: Period | None, overdue: date | None, today: date, held: int) -> str:
    if held:
        return "held"
    if overdue:
        return "overdue"
    return "due" if expected and expected.end < today else "expected"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
