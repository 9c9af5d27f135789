"""What is kept elsewhere each night, and what is thrown away?

Thrown away is what has done its work: sessions that have ended, counts of failed tries, rows of
old runs, answers to files, backups beyond those that are kept, what a program that died left
half-written. Records, originals, releases and the audit log are never touched.
"""

import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, delete, func, select

from dashboard import sessions, throttle
from dashboard.backup import ROOM, back_up
from dashboard.pulls import key_of
from dashboard.services import STOCKHOLM, Services
from dashboard.tables import job_run, pull
from etl.database import transaction

KEEP_RUNS = timedelta(days=90)
KEEP_REPLIES = timedelta(days=90)
HALF_WRITTEN = timedelta(days=1)
"""Nothing that is still being written is this old."""

_NAME = "programkollen-"


def back_up_nightly(services: Services) -> str | None:
    """Write tonight's backup; the job of the worker."""
    night = services.clock().astimezone(STOCKHOLM)
    path = services.settings.backup_dir / f"{_NAME}{night:%Y-%m-%dT%H%M%S}.zip"
    made = back_up(services, path)
    return f"{path.name}: {made.rows} rows, {made.originals} originals"


def backups(folder: Path) -> list[Path]:
    """List the nightly backups, oldest first."""
    return sorted(folder.glob(f"{_NAME}*.zip"))


def prune(services: Services) -> str | None:
    """Throw away what has done its work; answer how much, None where nothing was."""
    now = services.clock()
    with transaction(services.engine) as connection:
        rows = sum(
            (
                sessions.prune(connection, now),
                throttle.prune(connection, now),
                _prune_runs(connection, now),
                _prune_pulls(connection, services),
            )
        )
    files = sum(_removed(one) for one in _done_with(services, now))
    return f"{rows} rows, {files} files" if rows or files else None


def _prune_runs(connection: Connection, now: datetime) -> int:
    """Keep each job's latest run, however old: it says when the job was last well."""
    latest = select(func.max(job_run.c.id)).group_by(job_run.c.job)
    old = (job_run.c.started_at < now - KEEP_RUNS) & job_run.c.id.not_in(latest)
    return connection.execute(delete(job_run).where(old)).rowcount


def _prune_pulls(connection: Connection, services: Services) -> int:
    known = [key_of(one) for one in services.settings.pull_urls]
    return connection.execute(delete(pull).where(pull.c.key.not_in(known))).rowcount


def _done_with(services: Services, now: datetime) -> Iterable[Path]:
    settings = services.settings
    kept = backups(settings.backup_dir)
    yield from kept[: -settings.backups_kept]
    replies = settings.inbox_dir / "replies"
    yield from (one for one in replies.glob("*.txt") if _older(one, now - KEEP_REPLIES))
    rooms = [
        room
        for folder in dict.fromkeys((settings.backup_dir, settings.data_dir))
        for room in folder.glob(f"{ROOM}*")
    ]
    half = (*services.archive.left_over(), *rooms)
    yield from (one for one in half if _older(one, now - HALF_WRITTEN))


def _older(path: Path, than: datetime) -> bool:
    return path.stat().st_mtime < than.timestamp()


def _removed(path: Path) -> int:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
    return 1
