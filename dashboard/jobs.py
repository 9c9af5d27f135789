"""What is done by itself, when, and what if its time was missed? Each run is one row."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from dashboard.services import STOCKHOLM, Services
from dashboard.tables import job_run
from etl.database import transaction

TRIES, TRY_AGAIN_AFTER = 3, timedelta(hours=1)
"""A daily job that failed or was killed is tried again within its day, so often and so late."""

NOT_YET = timedelta(hours=12)
"""A run further ahead than this was made by a clock that has been set right since."""


@dataclass(frozen=True, slots=True)
class Every:
    """A job that is due each so many seconds (a divisor of a day), counted in UTC.

    Slots that were missed are not made up for: the next one does their work.
    """

    seconds: int

    @property
    def grace(self) -> timedelta | None:
        """How late a slot may still be run; None means however late."""
        return timedelta(seconds=self.seconds)

    def slot(self, now: datetime) -> str:
        """Name the slot that ``now`` falls in; the same moment has one name in every process."""
        moment = now.astimezone(UTC).replace(microsecond=0)
        since_midnight = moment.hour * 3600 + moment.minute * 60 + moment.second
        return (moment - timedelta(seconds=since_midnight % self.seconds)).isoformat()

    def next(self, now: datetime) -> datetime:
        """Give the moment at which it falls due next."""
        return datetime.fromisoformat(self.slot(now)) + timedelta(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class Daily:
    """A job that is due once each day in Stockholm, from this time on, however late.

    The time must lie outside 02–03, which an October night has twice and a March night not at
    all; the slot is the local date. Of several days that were missed only the last is run.
    """

    at: time

    def __post_init__(self) -> None:
        if self.at.hour == 2:
            raise ValueError("02-03 in Stockholm runs twice in October and never in March")

    @property
    def grace(self) -> timedelta | None:
        """How late a slot may still be run; None means however late."""
        return None

    def slot(self, now: datetime) -> str:
        """Name the local day whose run was due last."""
        local = now.astimezone(STOCKHOLM)
        day: date = local.date() if local.time() >= self.at else local.date() - timedelta(days=1)
        return day.isoformat()

    def next(self, now: datetime) -> datetime:
        """Give the moment at which it falls due next."""
        day = date.fromisoformat(self.slot(now)) + timedelta(days=1)
        return datetime.combine(day, self.at, STOCKHOLM).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Job:
    """One job: its stable name, when it is due, and what it does.

    It answers in one sentence what it did, or None where there was nothing to do. ``coalesce``
    says that slots that were missed together are one run. A job with ``news`` only looks when
    it is due: it runs once for each state of things that ``news`` names.
    """

    name: str
    due: Every | Daily
    run: Callable[[Services], str | None]
    coalesce: bool = True
    news: Callable[[Engine], str | None] | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a job as recorded. Times are UTC; ``ended_at`` is None while it runs."""

    job: str
    slot: str
    started_at: datetime
    ended_at: datetime | None
    outcome: str
    message: str | None


class Runner:
    """Runs jobs in one process: each at most once at a time, each slot at most once anywhere."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._busy: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._closing = threading.Lock()
        self._unclosed: list[Run] = []
        self._not_begun: set[str] = set()

    def owed(self) -> tuple[str, ...]:
        """Name the jobs that could not begin, or whose end could not be written down.

        Tries once more to write down what has ended.
        """
        try:
            self._close_late()
        except DBAPIError:
            self._services.log.warning("jobs_not_closed count=%d", len(self._unclosed))
        return (*(run.job for run in self._unclosed), *sorted(self._not_begun))

    def run(self, job: Job) -> Run | None:
        """Run a job unless its slot has been run already, here or in another process.

        A failure is recorded and does not stop the other jobs. Where the database does not
        answer nothing is run, and the end of a run is written down once it does.
        """
        busy = self._busy[job.name]
        if not busy.acquire(blocking=False):
            # It is at work; whatever asks again later finds what is left.
            return None
        try:
            return self._run(job)
        finally:
            busy.release()

    def _run(self, job: Job) -> Run | None:
        try:
            self._close_late()
            now = self._services.clock()
            slot = job.news(self._services.engine) if job.news else job.due.slot(now)
            if slot is None or not _claim(self._services.engine, job, slot, now):
                return None
        except DBAPIError as error:
            self._services.log.warning(
                "job_not_begun job=%s why=%s", job.name, type(error).__name__
            )
            self._not_begun.add(job.name)
            return None
        return self._done(job, slot, now)

    def _done(self, job: Job, slot: str, now: datetime) -> Run:
        try:
            message = job.run(self._services)
            outcome = "done" if message else "idle"
        except Exception as error:  # one job's failure must not end the others
            self._services.log.exception("job_failed job=%s slot=%s", job.name, slot)
            message, outcome = type(error).__name__, "failed"
        run = Run(job.name, slot, now, self._services.clock(), outcome, message)
        try:
            _close(self._services.engine, run)
        except DBAPIError:
            self._services.log.warning("job_not_closed job=%s slot=%s", job.name, slot)
            with self._closing:
                self._unclosed.append(run)
        return run

    def _close_late(self) -> None:
        with self._closing:
            while self._unclosed:
                _close(self._services.engine, self._unclosed[0])
                self._unclosed.pop(0)


def runs(engine: Engine, limit: int = 100, job: str = "") -> list[Run]:
    """List the latest runs, of one job where it is named, newest first."""
    query = select(job_run).order_by(job_run.c.id.desc()).limit(limit)
    if job:
        query = query.where(job_run.c.job == job)
    with engine.connect() as connection:
        return _read(connection.execute(query))


def last_runs(engine: Engine) -> dict[str, Run]:
    """Give the latest run of each job that has ended, by the job's name."""
    newest = select(func.max(job_run.c.id)).where(job_run.c.ended_at.is_not(None))
    query = select(job_run).where(job_run.c.id.in_(newest.group_by(job_run.c.job)))
    with engine.connect() as connection:
        return {run.job: run for run in _read(connection.execute(query))}


def free_interrupted(engine: Engine, now: datetime) -> int:
    """Free the slots of runs that a dead leader left open; only a new leader may ask for this."""
    query = select(job_run.c.id, job_run.c.slot).where(job_run.c.outcome == "running")
    with transaction(engine) as connection:
        left = list(connection.execute(query))
        for number, slot in left:
            _free(connection, number, slot, {"ended_at": now, "outcome": "interrupted"})
    return len(left)


def _read(rows: Iterable[object]) -> list[Run]:
    names = Run.__dataclass_fields__
    return [Run(**{name: getattr(row, name) for name in names}) for row in rows]


def _claim(engine: Engine, job: Job, slot: str, now: datetime) -> bool:
    """Take the slot by its unique row; whoever comes second gets nothing."""
    try:
        with transaction(engine) as connection:
            if not _is_free(connection, job, slot, now):
                return False
            connection.execute(
                insert(job_run).values(job=job.name, slot=slot, started_at=now, outcome="running")
            )
    except IntegrityError:
        return False
    return True


def _is_free(connection: Connection, job: Job, slot: str, now: datetime) -> bool:
    """Tell whether the slot was never run, or may be run again."""
    mine = select(job_run.c.id, job_run.c.slot, job_run.c.started_at, job_run.c.outcome).where(
        job_run.c.job == job.name
    )
    for ahead in connection.execute(mine.where(job_run.c.started_at > now + NOT_YET)).all():
        if "#" not in ahead.slot:
            _free(connection, ahead.id, ahead.slot, {})
    row = connection.execute(mine.where(job_run.c.slot == slot)).one_or_none()
    if row is not None:
        if row.outcome != "failed" or now - row.started_at < TRY_AGAIN_AFTER:
            return False
        _free(connection, row.id, slot, {})
    tried = select(func.count()).where(
        job_run.c.job == job.name,
        job_run.c.slot.startswith(f"{slot}#", autoescape=True),
        job_run.c.outcome.in_(("failed", "interrupted")),
    )
    return (connection.scalar(tried) or 0) < TRIES


def _free(connection: Connection, number: int, slot: str, more: dict[str, object]) -> None:
    values = {"slot": f"{slot}#{number}", **more}
    connection.execute(update(job_run).where(job_run.c.id == number).values(values))


def _close(engine: Engine, run: Run) -> None:
    this = (job_run.c.job == run.job) & (job_run.c.slot == run.slot)
    with transaction(engine) as connection:
        if run.outcome == "idle":
            # Of the runs that found nothing to do only the latest is worth a row.
            idle = (job_run.c.job == run.job) & (job_run.c.outcome == "idle")
            connection.execute(delete(job_run).where(idle))
        values = {"ended_at": run.ended_at, "outcome": run.outcome, "message": run.message}
        connection.execute(update(job_run).where(this).values(values))
