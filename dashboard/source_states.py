"""Where does each source stand today: what came last, what is due, what is overdue since when?"""

from collections import Counter
from datetime import date, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from dashboard.jobs import runs
from dashboard.live import FileFindings, JobRun, Live, SourceState
from etl import store
from etl.period import Period, periods_between
from etl.source import Source
from etl.sources import sources
from etl.store import Batch


def look(engine: Engine, today: date, *, made_up: bool) -> Live | None:
    """Give what a page shows today; None where this login may not see what was reported."""
    try:
        sources = tuple(source_states(engine, today))
        if not made_up:
            return Live(today, sources)
        done = tuple(JobRun(r.job, r.started_at, r.outcome, r.message) for r in runs(engine, 20))
        return Live(today, sources, done, _findings(engine))
    except DBAPIError:
        return None


def source_states(engine: Engine, today: date) -> list[SourceState]:
    """Give the state of every source on a day, in their order."""
    with engine.connect() as connection:
        periods = store.latest_periods(connection)
        batches = store.batches(connection)
    return [
        _state(source, today, periods.get(source.name), [b for b in batches if b.source == name])
        for name, source in sources().items()
    ]


def _findings(engine: Engine) -> tuple[FileFindings, ...]:
    """Count the findings of the latest files that have any, newest first."""
    with engine.connect() as connection:
        stopped = [b for b in store.batches(connection) if b.state in ("held", "refused")]
        found = [(b, store.findings_of(connection, b.id)) for b in reversed(stopped[-20:])]
    return tuple(
        FileFindings(one.filename, one.state, severity, rule, number)
        for one, findings in found
        for (severity, rule), number in Counter(
            (str(f["severity"]), str(f["rule"])) for f in findings
        ).items()
    )


def _state(
    source: Source, today: date, last_period: Period | None, batches: list[Batch]
) -> SourceState:
    """Compare what came with what should have, counted from the first whole return."""
    accepted = [b for b in batches if b.state == "accepted" and b.whole_return]
    last = max(accepted, key=lambda b: (b.reported_on, b.id), default=None)
    # A return that came after the held one is its correction.
    answered = max((b.id for b in accepted), default=0)
    held = sum(b.state == "held" and b.id > answered for b in batches)
    expected = _next_expected(source, last_period, today)
    due = source.due(expected) if expected else None
    overdue = due + timedelta(days=1) if due and due < today else None
    return SourceState(
        name=source.name,
        title=source.title,
        owner=source.owner,
        cadence=source.cadence,
        state=_word(expected, overdue, today, held),
        last_period=last_period,
        received_on=last.reported_on if last else None,
        received_by=last.decided_by if last else None,
        expected_period=expected,
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
