"""Who does the scheduled jobs? One process beside the web servers, never inside them.

Any number of workers may be started: one leads, the others wait for its lock.
"""

import signal
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy.exc import DBAPIError

from dashboard.jobs import TRY_AGAIN_AFTER, Daily, Every, Job, Run, Runner, free_interrupted
from dashboard.leader import leadership, stepping_down
from dashboard.schedule import JOBS
from dashboard.services import STOCKHOLM, Services

WATCH_SECONDS = 0.5
JUMP = timedelta(seconds=30)
"""The clock has been set where it went so much faster or slower than time did."""


class DatabaseLostError(Exception):
    """The database went away in the middle of a turn: what was run, and which jobs are owed."""

    def __init__(self, done: list[Run], owed: tuple[str, ...]) -> None:
        super().__init__(", ".join(owed))
        self.done, self.owed = done, owed


def run_once(services: Services, jobs: tuple[Job, ...] = JOBS) -> list[Run]:
    """Run what is due now and end. A leader at work elsewhere makes this do nothing.

    Raises OperationalError where the database does not answer, DatabaseLostError where it did
    to begin with.
    """
    lock = leadership(services.engine)
    if not lock.take():
        # A lock that cannot be asked for looks like one that another holds.
        with services.engine.connect():
            pass
        services.log.info("worker_once another worker leads")
        return []
    with stepping_down(lock):
        free_interrupted(services.engine, services.clock())
        runner = Runner(services)
        done = [run for job in jobs if (run := runner.run(job)) is not None]
        if owed := runner.owed():
            raise DatabaseLostError(done, owed)
        return done


def run_forever(
    services: Services,
    stop: threading.Event | None = None,
    jobs: tuple[Job, ...] = JOBS,
    steady: Callable[[], float] = time.monotonic,
) -> None:
    """Lead, or wait to lead, until told to stop by SIGTERM, SIGINT or the event.

    A clock that is set makes the schedule be made anew, and so does a database that was away.
    """
    stop = stop or _stop_on_signals()
    lock = leadership(services.engine)
    while not stop.is_set():
        if not lock.take():
            stop.wait(WATCH_SECONDS)
            continue
        with stepping_down(lock):
            try:
                free_interrupted(services.engine, services.clock())
            except DBAPIError as error:
                services.log.warning("worker_waits why=%s", type(error).__name__)
                stop.wait(WATCH_SECONDS)
                continue
            services.log.info("worker_leads")
            scheduler = _scheduler(Runner(services), jobs)
            scheduler.start()
            try:
                drift = _Drift(services, steady)
                while not stop.is_set() and lock.holds() and not drift.jumped():
                    stop.wait(WATCH_SECONDS)
            finally:
                scheduler.shutdown(wait=True)


class _Drift:
    """Notices a clock that is set while somebody waits by it."""

    def __init__(self, services: Services, steady: Callable[[], float]) -> None:
        self._clock, self._steady, self._log = services.clock, steady, services.log
        self._apart = self._now()

    def jumped(self) -> bool:
        """Tell whether the clock has gone otherwise than time since the start."""
        apart = abs(self._now() - self._apart)
        if apart > JUMP.total_seconds():
            self._log.warning("worker_clock_set seconds=%d", apart)
            return True
        return False

    def _now(self) -> float:
        return self._clock().timestamp() - self._steady()


def _scheduler(runner: Runner, jobs: tuple[Job, ...]) -> BackgroundScheduler:
    """Schedule the jobs in memory: what has run is known from the rows, not from a job store."""
    scheduler = BackgroundScheduler(timezone=STOCKHOLM)
    for job in jobs:
        grace = job.due.grace
        scheduler.add_job(
            runner.run,
            _trigger(job.due),
            args=[job],
            id=job.name,
            coalesce=job.coalesce,
            max_instances=1,
            misfire_grace_time=int(grace.total_seconds()) if grace else None,
        )
        # What fell due while nobody led is done at once, and a daily job that failed again.
        scheduler.add_job(runner.run, args=[job], id=f"{job.name}-at-start")
        if isinstance(job.due, Daily):
            again = IntervalTrigger(seconds=int(TRY_AGAIN_AFTER.total_seconds()) // 4)
            scheduler.add_job(runner.run, again, args=[job], id=f"{job.name}-again")
    return scheduler


def _trigger(due: Every | Daily) -> IntervalTrigger | CronTrigger:
    if isinstance(due, Every):
        return IntervalTrigger(seconds=due.seconds)
    return CronTrigger(hour=due.at.hour, minute=due.at.minute, timezone=STOCKHOLM)


def _stop_on_signals() -> threading.Event:
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    return stop
