"""What must an approver know that stands in no release? Sources, jumps and the next day."""

from datetime import date

from dashboard.services import STOCKHOLM, Services
from dashboard.source_states import source_states
from etl import store
from indicators.calendar import Calendar
from indicators.checklist import Around
from indicators.published import ReleaseHead

_JUMP = "jump"


def around(services: Services, draft: ReleaseHead, before: ReleaseHead | None) -> Around:
    """Collect what the checklist asks beside the draft and the release ``before`` it."""
    states = source_states(services.engine, services.today())
    return Around(
        held=tuple(one.name for one in states if one.held),
        overdue=tuple((one.name, one.overdue_since) for one in states if one.overdue_since),
        jumps=_jumps(services, draft.data_cut, before.data_cut if before else date.min),
        next_day=_next_day(services, draft),
    )


def _jumps(services: Services, until: date, since: date) -> tuple[tuple[str, int, str], ...]:
    """Find the returns since the release before that hold a jump which somebody accepted."""
    with services.engine.connect() as connection:
        came = [
            one
            for one in store.batches(connection, state="accepted")
            if one.whole_return and since < one.reported_on <= until
        ]
        return tuple(
            (one.source or "", one.id, one.reason or "")
            for one in came
            if any(found["rule"] == _JUMP for found in store.findings_of(connection, one.id))
        )


def _next_day(services: Services, draft: ReleaseHead) -> date | None:
    """Give the first day in the calendar after today and after the draft's own day."""
    own = draft.publish_at.astimezone(STOCKHOLM).date() if draft.publish_at else services.today()
    days = [one.day for one in Calendar(services.engine).coming(services.clock())]
    return next((day for day in days if day > max(own, services.today())), None)
