"""Where does each source stand today: what came last, what is due, what is overdue since when?

A period is *expected* until it is over, then *due* until its day, then *overdue*; a return about
it is *held* while it waits with its findings, and *accepted* once its figures count. Where a
return has come since the last accepted one and had to be refused, the source's state is
*received*: it came, but it must come again.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from dashboard.jobs import runs
from dashboard.live import Accepted, FileFindings, JobRun, Live, PeriodState, SourceState
from etl import store
from etl.period import Period, periods_between
from etl.source import Source
from etl.sources import sources
from etl.store import Batch
from etl.wording import advice

SHOWN_PERIODS = 5
"""So many periods are told of one by one, the one that has not ended last."""

Covered = dict[int, tuple[Period, ...]]


def look(engine: Engine, today: date, *, made_up: bool) -> Live | None:
    """Give what a public page shows today; None where this login may not see what was reported.

    Who accepted a return is for the working area, so it is not in it.
    """
    try:
        states = tuple(one.without_names() for one in source_states(engine, today))
        if not made_up:
            return Live(today, states)
        done = tuple(JobRun(r.job, r.started_at, r.outcome, r.message) for r in runs(engine, 20))
        return Live(today, states, done, _findings(engine))
    except DBAPIError:
        return None


def source_states(engine: Engine, today: date) -> list[SourceState]:
    """Give the state of every source on a day, in their order."""
    with engine.connect() as connection:
        covered = store.periods_of(connection)
        batches = [b for b in store.batches(connection) if b.whole_return]
    return [
        _state(source, today, [b for b in batches if b.source == name], covered)
        for name, source in sources().items()
    ]


def _findings(engine: Engine) -> tuple[FileFindings, ...]:
    """Count the findings of the latest files that have any, newest first."""
    with engine.connect() as connection:
        stopped = [b for b in store.batches(connection) if b.state in ("held", "refused")]
        found = [(b, store.findings_of(connection, b.id)) for b in reversed(stopped[-20:])]
    return tuple(
        FileFindings(one.filename, one.state, severity, rule, number, advice(rule))
        for one, findings in found
        for (severity, rule), number in Counter(
            (str(f["severity"]), str(f["rule"])) for f in findings
        ).items()
    )


def _state(source: Source, today: date, batches: list[Batch], covered: Covered) -> SourceState:
    """Compare what came with what should have, counted from the first whole return."""
    accepted = [b for b in batches if b.state == "accepted"]
    # A return that came after the held one is its correction.
    answered = max((b.id for b in accepted), default=0)
    batches = [b for b in batches if b.state != "held" or b.id > answered]
    last = _last(accepted, covered)
    expected = _next_expected(source, last.period if last else None, today)
    period = _period_state(source, expected, today, batches, covered) if expected else None
    return SourceState(
        name=source.name,
        title=source.title,
        owner=source.owner,
        cadence=source.cadence,
        state=_word(batches, period),
        last=last,
        expected_period=expected,
        due_on=period.due_on if period else None,
        overdue_since=period.overdue_since if period else None,
        held=sum(b.state == "held" for b in batches),
        periods=tuple(
            _period_state(source, one, today, batches, covered)
            for one in _recent(source, today)
            # What ended before anything was asked for is nobody's omission.
            if last is None or expected is None or _told(one, expected, accepted, covered)
        ),
    )


def _last(accepted: Iterable[Batch], covered: Covered) -> Accepted | None:
    """Give the latest period that is in force, and by whom and when it was last accepted."""
    ends = [(p.end, b.reported_on, b.id, p, b) for b in accepted for p in covered.get(b.id, ())]
    if not ends:
        return None
    *_, period, batch = max(ends, key=lambda one: one[:3])
    return Accepted(period, batch.reported_on, batch.decided_by or batch.channel)


def _told(one: Period, expected: Period, accepted: Iterable[Batch], covered: Covered) -> bool:
    return one >= expected or any(_about(one, covered.get(b.id, ())) for b in accepted)


def _period_state(
    source: Source, period: Period, today: date, batches: Iterable[Batch], covered: Covered
) -> PeriodState:
    about = [b for b in batches if _about(period, covered.get(b.id, ()))]
    accepted = [b for b in about if b.state == "accepted"]
    due = source.due(period)
    if accepted:
        newest = max(accepted, key=lambda b: (b.reported_on, b.id))
        by = newest.decided_by or newest.channel
        return PeriodState(period, "accepted", due, None, newest.reported_on, by)
    overdue = due + timedelta(days=1) if due < today else None
    word = "overdue" if overdue else "due" if period.end < today else "expected"
    held = any(b.state == "held" for b in about)
    return PeriodState(period, "held" if held else word, due, overdue, None, None)


def _about(period: Period, covered: tuple[Period, ...]) -> bool:
    return any(one.contains(period) for one in covered)


def _recent(source: Source, today: date) -> tuple[Period, ...]:
    """Give the latest periods of a source's cadence, the one that today is in last."""
    first, last = date(today.year - SHOWN_PERIODS, 1, 1), date(today.year, 12, 31)
    begun = [p for p in periods_between(first, last, source.cadence) if p.start <= today]
    return tuple(begun[-SHOWN_PERIODS:])


def _next_expected(source: Source, last: Period | None, today: date) -> Period | None:
    """Give the first period after the last one reported, or the last whole one before today."""
    if last is None:
        whole = periods_between(date(today.year - 1, 1, 1), today, source.cadence)
        return whole[-1] if whole else None
    later = periods_between(
        last.end + timedelta(days=1), date(today.year + 1, 12, 31), source.cadence
    )
    return later[0] if later else None


def _word(batches: list[Batch], period: PeriodState | None) -> str:
    """Say what stands in the way of the next period, the nearest thing first."""
    if any(b.state == "held" for b in batches):
        return "held"
    newest = max(batches, key=lambda b: b.id, default=None)
    if newest is not None and newest.state == "refused":
        return "received"
    return period.state if period else "expected"
