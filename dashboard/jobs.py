"""What is done by itself, and when? The jobs are one table; each run is one row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from dashboard.services import STOCKHOLM, Services
from dashboard.tables import job_run
from etl.database import transaction


@dataclass(frozen=True, slots=True)
class Every:
    """A job that is due each so many seconds (a divisor of a day), counted in UTC."""

    seconds: int

    def slot(self, now: datetime) -> str:
        """Name the slot that ``now`` falls in; the same moment has one name in every process."""
        moment = now.astimezone(UTC).replace(microsecond=0)
        since_midnight = moment.hour * 3600 + moment.minute * 60 + moment.second
        return (moment - timedelta(seconds=since_midnight % self.seconds)).isoformat()


@dataclass(frozen=True, slots=True)
class Daily:
    """A job that is due once each local day, from this time on.

    The time must lie outside 02–03, which an October night has twice and a March night not at
    all; the slot is the local date.
    """

    at: time

    def __post_init__(self) -> None:
        if self.at.hour == 2:
            raise ValueError("02-03 in Stockholm runs twice in October and never in March")

    def slot(self, now: datetime) -> str:
        """Name the local day whose run was due last."""
        local = now.astimezone(STOCKHOLM)
        day: date = local.date() if local.time() >= self.at else local.date() - timedelta(days=1)
        return day.isoformat()


@dataclass(frozen=True, slots=True)
class Job:
    """One job: its stable name, when it is due, and what it does.

    It answers in one sentence what it did, or None where there was nothing to do.
    """

    name: str
    due: Every | Daily
    run: Callable[[Services], str | None]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a job as recorded. Times are UTC; ``ended_at`` is None while it runs."""

    job: str
    slot: str
    started_at: datetime
    ended_at: datetime | None
    outcome: str
    message: str | None


def run_if_due(job: Job, services: Services) -> Run | None:
    """Run a job unless its slot has been run already, here or in another process.

    A failure is recorded and reported, and does not stop the other jobs.
    """
    now = services.clock()
    slot = job.due.slot(now)
    if not _claim(services.engine, job.name, slot, now):
        return None
    try:
        message = job.run(services)
        outcome = "done" if message else "idle"
    except Exception as error:  # one job's failure must not end the others
        services.log.exception("job_failed job=%s slot=%s", job.name, slot)
        message, outcome = type(error).__name__, "failed"
    run = Run(job.name, slot, now, services.clock(), outcome, message)
    _close(services.engine, run)
    return run


def runs(engine: Engine, limit: int = 100) -> list[Run]:
    """List the latest runs, newest first."""
    query = select(job_run).order_by(job_run.c.id.desc()).limit(limit)
    with engine.connect() as connection:
        return [
            Run(r.job, r.slot, r.started_at, r.ended_at, r.outcome, r.message)
            for r in connection.execute(query)
        ]


def free_interrupted(engine: Engine, now: datetime) -> int:
    """Free the slots of runs that a dead leader left open; only a new leader may ask for this."""
    query = select(job_run.c.id, job_run.c.slot).where(job_run.c.outcome == "running")
    with transaction(engine) as connection:
        left = list(connection.execute(query))
        for number, slot in left:
            values = {"slot": f"{slot}#{number}", "ended_at": now, "outcome": "interrupted"}
            connection.execute(update(job_run).where(job_run.c.id == number).values(values))
    return len(left)


def _claim(engine: Engine, name: str, slot: str, now: datetime) -> bool:
    """Take the slot by its unique row; whoever comes second gets nothing."""
    try:
        with transaction(engine) as connection:
            connection.execute(
                insert(job_run).values(job=name, slot=slot, started_at=now, outcome="running")
            )
    except IntegrityError:
        return False
    return True


def _close(engine: Engine, run: Run) -> None:
    this = (job_run.c.job == run.job) & (job_run.c.slot == run.slot)
    with transaction(engine) as connection:
        if run.outcome == "idle":
            # Of the runs that found nothing to do only the latest is worth a row.
            idle = (job_run.c.job == run.job) & (job_run.c.outcome == "idle")
            connection.execute(delete(job_run).where(idle))
        values = {"ended_at": run.ended_at, "outcome": run.outcome, "message": run.message}
        connection.execute(update(job_run).where(this).values(values))
