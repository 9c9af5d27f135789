"""Is everything there that the service needs?"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from dashboard import printing
from dashboard.backup import BackupError, read_backup
from dashboard.jobs import Job, Run, last_runs
from dashboard.keeping import backups
from dashboard.notices import unusable
from dashboard.schedule import JOBS
from dashboard.services import Services
from dashboard.settings import SettingError
from etl.corrections import CorrectionsError, read_corrections, shipped
from indicators.store import ReleaseStore
from migrations import newest, version


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing looked at: whether it is well, and what it says."""

    what: str
    well: bool
    says: str


def examine(services: Services) -> list[Condition]:
    """Look at the database, the folders, the releases, the jobs and what they rest on."""
    looks: tuple[tuple[str, Callable[[Services], str]], ...] = (
        ("database", _database),
        ("version", _version),
        ("data folder", _data_folder),
        ("inbox", _inbox),
        ("releases", _releases),
        ("corrections", _corrections),
        ("jobs", _jobs),
        ("backups", _backups),
        ("receivers", _receivers),
        ("reports", _reports),
    )
    return [_look(what, look, services) for what, look in looks]


def _look(what: str, look: Callable[[Services], str], services: Services) -> Condition:
    try:
        return Condition(what, well=True, says=look(services))
    except SQLAlchemyError as error:
        # The driver's own words may repeat the address with its password; its kind is enough.
        return Condition(what, well=False, says=f"does not answer ({type(error).__name__})")
    except (OSError, LookupError, SettingError, BackupError, CorrectionsError) as error:
        return Condition(what, well=False, says=str(error))


def _database(services: Services) -> str:
    with services.engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    return f"{services.engine.dialect.name} answers"


def _version(services: Services) -> str:
    there, wanted = version(services.engine), newest()
    if there != wanted:
        raise LookupError(f"is {there}, should be {wanted}: run programkollen db upgrade")
    return str(there)


def _data_folder(services: Services) -> str:
    folder = services.settings.data_dir
    if not os.access(folder, os.W_OK):
        raise PermissionError(f"{folder} cannot be written to")
    return str(folder)


def _inbox(services: Services) -> str:
    folder = services.settings.inbox_dir
    if not folder.is_dir():
        return f"{folder} is made when the worker starts"
    if not os.access(folder, os.W_OK):
        raise PermissionError(f"{folder} cannot be written to, so files would be read for ever")
    return str(folder)


def _releases(services: Services) -> str:
    latest = ReleaseStore(services.engine).latest()
    if latest is None:
        raise LookupError("none is published: run programkollen init")
    return f"the latest is {latest.id}"


def _corrections(services: Services) -> str:
    own = read_corrections(services.settings.corrections_file)
    return f"{len(own)} of this installation, {len(shipped())} that came with the program"


def _jobs(services: Services) -> str:
    last = last_runs(services.engine)
    failed = [job.name for job in JOBS if job.name in last and last[job.name].outcome == "failed"]
    if failed:
        raise LookupError(f"failed at their last run: {', '.join(failed)}; see the worker's log")
    late = [job.name for job in JOBS if job.name in last and _late(job, last[job.name], services)]
    if late:
        raise LookupError(f"not run when they were due: {', '.join(late)}; does a worker run?")
    if not last:
        return "no worker has run yet: programkollen worker"
    return f"the latest run was {max(run.started_at for run in last.values()):%Y-%m-%d %H:%M} UTC"


def _late(job: Job, last: Run, services: Services) -> bool:
    """Tell whether a job has missed its time, or news that it waits for, by more than a day."""
    if job.news is not None and job.news(services.engine) in (None, last.slot):
        return False
    return job.due.next(last.started_at) < services.clock() - timedelta(days=1)


def _backups(services: Services) -> str:
    kept = backups(services.settings.backup_dir)
    if not kept:
        return f"none yet in {services.settings.backup_dir}; the worker writes one each night"
    newest = datetime.fromtimestamp(kept[-1].stat().st_mtime, UTC)
    if services.clock() - newest > timedelta(days=3):
        raise LookupError(f"the latest is {kept[-1].name}, more than three days old")
    holds = read_backup(kept[-1])
    return f"{len(kept)}, the latest {kept[-1].name} with {holds.rows} rows"


def _receivers(services: Services) -> str:
    addresses = services.settings.notify_urls
    if not addresses:
        return "nobody is told: NOTIFY_URLS is not set"
    wrong = unusable(addresses)
    if wrong:
        numbers = ", ".join(map(str, wrong))
        raise LookupError(f"NOTIFY_URLS: no service takes address number {numbers}")
    return f"{len(addresses)} are told"


def _reports(_services: Services) -> str:
    # Everything but the report does without: a machine that lacks the libraries is well.
    return "a PDF can be made" if printing.possible() else printing.MISSING
