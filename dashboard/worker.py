"""Who does the scheduled jobs? One process beside the web servers, never inside them.

Any number of workers may be started: one leads, the others wait for its lock.
"""

import signal
import threading
from datetime import time as clock_time

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from dashboard.inbox import take_in
from dashboard.jobs import Daily, Every, Job, Run, free_interrupted, run_if_due
from dashboard.leader import leadership, stepping_down
from dashboard.publishing import refresh_draft
from dashboard.services import STOCKHOLM, Services
from dashboard.timetable import publish_due

WATCH_SECONDS = 0.5

JOBS: tuple[Job, ...] = (
    # First: what is due at a moment must not wait for a large return.
    Job("publish", Every(seconds=10), publish_due),
    Job("inbox", Every(seconds=20), take_in),
    Job("compute", Daily(at=clock_time(4, 15)), refresh_draft),
)
"""Every scheduled job, in the order in which they run when several are due."""


def run_once(services: Services, jobs: tuple[Job, ...] = JOBS) -> list[Run]:
    """Run what is due now and end. A leader at work elsewhere makes this do nothing."""
    lock = leadership(services.engine)
    if not lock.take():
        services.log.info("worker_once another worker leads")
        return []
    with stepping_down(lock):
        free_interrupted(services.engine, services.clock())
        return [run for job in jobs if (run := run_if_due(job, services)) is not None]


def run_forever(services: Services, stop: threading.Event | None = None) -> None:
    """Lead, or wait to lead, until told to stop by SIGTERM, SIGINT or the event."""
    stop = stop or _stop_on_signals()
    lock = leadership(services.engine)
    while not stop.is_set():
        if not lock.take():
            stop.wait(WATCH_SECONDS)
            continue
        services.log.info("worker_leads")
        with stepping_down(lock):
            free_interrupted(services.engine, services.clock())
            scheduler = _scheduler(services)
            scheduler.start()
            try:
                while not stop.is_set() and lock.holds():
                    stop.wait(WATCH_SECONDS)
            finally:
                scheduler.shutdown(wait=True)


def _scheduler(services: Services) -> BackgroundScheduler:
    """Schedule the jobs in memory: what has run is known from the rows, not from a job store."""
    scheduler = BackgroundScheduler(
        timezone=STOCKHOLM,
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    for job in JOBS:
        scheduler.add_job(run_if_due, _trigger(job.due), args=[job, services], id=job.name)
    # What fell due while nobody led is done at once.
    for job in JOBS:
        scheduler.add_job(run_if_due, args=[job, services], id=f"{job.name}-at-start")
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
