"""Commands that set up, run and look after the service."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from dashboard.cli import DataError, UseError
from dashboard.commands.common import echo_json, format_option, services, table
from dashboard.commands.waiting import waiting

if TYPE_CHECKING:
    from dashboard.settings import Settings

GRACE_SECONDS = 20


@click.command()
def init() -> None:
    """Make the store, load the public documents, publish the reconstructed releases.

    Example: programkollen init
    """
    from dashboard.publishing import initialise

    with waiting("publishing the reconstructed releases"):
        new = initialise(services(ready=False))
    for head in new:
        click.echo(f"published {head.id}: {head.title['sv']}")
    if not new:
        click.echo("nothing to do: the reconstructed releases are published")


@click.command()
@click.option("--municipalities", type=click.IntRange(1, 290), default=12, show_default=True)
def demo(municipalities: int) -> None:
    """Fill a store of its own with made-up returns, the same each time.

    Example: PROGRAMKOLLEN_DEMO=true PROGRAMKOLLEN_DATA_DIR=var/demo programkollen demo
    """
    from dashboard.demo import fill

    given = services(ready=False)
    if not given.settings.demo:
        raise UseError(
            "made-up returns are loaded only where PROGRAMKOLLEN_DEMO=true, so that they can "
            "never mix with real ones; set it, and PROGRAMKOLLEN_DATA_DIR to a folder of its own"
        )
    with waiting("making up returns"):
        said = fill(given, municipalities)
    click.echo(said)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8050, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True)
@click.option("--public-only", is_flag=True, help="Read with PUBLIC_DATABASE_URL alone.")
def serve(host: str, port: int, workers: int, public_only: bool) -> None:  # noqa: FBT001  # a command's flag
    """Serve the pages and the API; unless --public-only also signing in and the working area.

    Example: programkollen serve --port 8050 --workers 2
    """
    from dashboard.settings import read_settings

    settings = read_settings()
    if public_only and settings.public_database_url is None:
        raise UseError("--public-only needs PROGRAMKOLLEN_PUBLIC_DATABASE_URL")
    _refuse_taken(host, port)
    if not public_only:
        _refuse_unready()
    command = _web(host, port, workers, "public" if public_only else "application")
    os.execve(command[0], command, _surroundings(settings, host, port))  # noqa: S606  # our own interpreter, arguments made here


@click.command()
@click.option("--once", is_flag=True, help="Run what is due and end.")
def worker(once: bool) -> None:  # noqa: FBT001  # a command's flag
    """Do the scheduled jobs: publish, inbox, pull, backup, prune, compute, overdue, notices.

    Example: programkollen worker --once
    """
    from dashboard.worker import DatabaseLostError, run_forever, run_once

    given = services()
    if not once:
        run_forever(given)
        return
    owed: tuple[str, ...] = ()
    try:
        done = run_once(given)
    except DatabaseLostError as lost:
        done, owed = lost.done, lost.owed
    for one in done:
        click.echo(f"{one.job}: {one.outcome}{f' ({one.message})' if one.message else ''}")
    if owed:
        raise UseError(
            f"the database went away before these were done or written down: {', '.join(owed)}. "
            "Look whether it runs, then run the command again"
        )
    if any(one.outcome == "failed" for one in done):
        raise DataError("a job failed; its traceback stands above")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8050, show_default=True)
def run(host: str, port: int) -> None:
    """Set up the store, then run web and worker together until SIGTERM or Ctrl-C.

    Example: programkollen run --port 8050
    """
    from dashboard.publishing import initialise
    from migrations import upgrade as upgrade_store

    given = services(ready=False)
    _refuse_taken(host, port)
    if given.settings.demo:
        upgrade_store(given.engine)
    else:
        initialise(given)
    commands = [_web(host, port, 1), [sys.executable, "-m", "dashboard.cli", "worker"]]
    around = _surroundings(given.settings, host, port)
    children = [subprocess.Popen(command, env=around) for command in commands]  # noqa: S603  # made here
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, stop)
    click.echo(f"Programkollen: http://{_at(host, port)}")
    while not stopping and all(child.poll() is None for child in children):
        time.sleep(0.2)
    _end(children)
    if not stopping:
        raise DataError("web or worker ended by itself; what it said stands above")


@click.command()
@format_option
def settings(shape: str) -> None:
    """Print every setting and where it came from; secrets are masked.

    Example: programkollen settings
    """
    from dashboard.settings import read_settings

    shown = read_settings().shown()
    if shape == "json":
        echo_json([{"name": s.name, "value": s.value, "source": s.source} for s in shown])
    else:
        click.echo(
            table([["setting", "value", "from"], *[[s.name, s.value, s.source] for s in shown]])
        )


@click.command()
@format_option
def doctor(shape: str) -> None:
    """Look whether everything that the service needs is there.

    Example: programkollen doctor
    """
    from dashboard.doctor import examine

    found = examine(services(ready=False))
    if shape == "json":
        echo_json([{"what": c.what, "well": c.well, "says": c.says} for c in found])
    else:
        for one in found:
            click.echo(f"{'ok  ' if one.well else 'FAIL'}  {one.what}: {one.says}")
    if not all(one.well for one in found):
        raise DataError("something is missing; see FAIL above")


def _refuse_taken(host: str, port: int) -> None:
    """Raise UseError where another program listens: the web server would try for long."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        # Python adds the address in brackets, which the sentence has already.
        reason = str(error.strerror).partition(" (")[0]
        raise UseError(
            f"{_at(host, port)} cannot be served ({reason}); name another --port"
        ) from error


def _surroundings(settings: "Settings", host: str, port: int) -> dict[str, str]:
    """Have links, pictures and feeds name the address that is served, where no setting names one.

    A host that stands for every address of the machine is none that a reader can open.
    """
    if "base_url" not in settings.origins and host not in ("0.0.0.0", "::"):  # noqa: S104
        return {**os.environ, "PROGRAMKOLLEN_BASE_URL": f"http://{_at(host, port)}"}
    return dict(os.environ)


def _at(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _refuse_unready() -> None:
    """Raise UseError for a store without this version's tables; one that is away may come back."""
    from sqlalchemy.exc import DBAPIError

    with suppress(DBAPIError):
        services()


def _web(host: str, port: int, workers: int, made_by: str = "application") -> list[str]:
    """Give the command that serves: gunicorn, threads within each worker."""
    return [
        sys.executable,
        *("-m", "gunicorn", f"dashboard.wsgi:{made_by}()"),
        *("--bind", _at(host, port), "--workers", str(workers), "--threads", "8"),
        *("--worker-class", "gthread", "--no-control-socket", "--log-level", "warning"),
        # Sooner than it is ended itself: its workers would be left without it.
        *("--graceful-timeout", str(GRACE_SECONDS // 2)),
        *("--worker-tmp-dir", str(Path("/dev/shm") if Path("/dev/shm").is_dir() else Path.cwd())),  # noqa: S108  # gunicorn's heartbeat file belongs in memory
    ]


def _end(children: "list[subprocess.Popen[bytes]]") -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
