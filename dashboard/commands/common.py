"""What do several commands share?"""

import getpass
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dashboard.cli import DataError, UseError

if TYPE_CHECKING:
    # The stores take longer to import than `check`, which needs none, may take to run.
    from dashboard.access import Permission
    from dashboard.accounts import Actor
    from dashboard.services import Services

MACHINE = "cli"

Command = TypeVar("Command", bound=Callable[..., Any])


def services(*, ready: bool = True) -> "Services":
    """Make what a command acts through, from the settings.

    Raises UseError where the store must be ``ready`` and is not at this version's tables.
    """
    from dashboard.services import Services
    from dashboard.settings import read_settings

    made = Services(read_settings())
    click.get_current_context().call_on_close(made.close)
    if ready:
        from migrations import newest, version

        there = version(made.engine)
        if there is None:
            raise UseError("the store is empty: run `programkollen init` first")
        if there != newest():
            raise UseError(
                f"the store is at version {there}, this program asks for {newest()}: "
                "run `programkollen db upgrade`"
            )
    return made


def acting(given: "Services", by: str, permission: "Permission", *, on: str = "") -> "Actor":
    """Give who ``--by`` names, with whose login typed it, once the account may do this.

    The same permissions hold as on the pages; a refusal is written to the audit log, and the act
    writes its own row. ``cli`` is the machine's own user, and so is any name until the
    installation has its first account. Raises UseError for an unknown account and DataError,
    with the reason, where it may not.
    """
    from dashboard.access import decide
    from dashboard.accounts import Accounts, Actor, tidy

    accounts = Accounts(given.engine, given.clock)
    # Whoever types the command need not be the account that it names: both are written down.
    actor = Actor(by if by == MACHINE else tidy(by), f"cli:{getpass.getuser()}")
    if actor.name != MACHINE and accounts.all():
        account = accounts.find(actor.name)
        if account is None:
            raise UseError(f"there is no account {by}; `programkollen user list` lists them")
        decision = decide(account.reader, permission)
        if not decision.allowed:
            _note_refusal(given, actor, on, permission)
            raise DataError(f"{actor.name} may not: {decision.reason}")
    return actor


def _note_refusal(given: "Services", actor: "Actor", about: str, permission: str) -> None:
    from dashboard import audit
    from etl.database import transaction

    told = {"permission": permission}
    tell = audit.telling(
        given.clock, actor.name, "refused", about=about, new=told, address=actor.address
    )
    with transaction(given.engine) as connection:
        tell(connection)


def format_option(command: Command) -> Command:
    """Add ``--format text|json``."""
    option = click.option(
        "--format",
        "shape",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="For a person or for a machine.",
    )
    return option(command)


@contextmanager
def quiet() -> Iterator[None]:
    """Send to stderr what a library writes to the process's own output, past Python.

    HiGHS prints lines of its own to file descriptor 1 now and then; a result in a pipe must
    hold the result alone.
    """
    sys.stdout.flush()
    kept = os.dup(1)
    try:
        os.dup2(2, 1)
        yield
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, its folder made if missing; where that fails, what stood there stays.

    Raises UseError with the reason.
    """
    try:
        if path.exists() and not path.is_file():
            # A device, such as /dev/stdout, is written to; it cannot be replaced.
            path.write_bytes(data)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as error:
        raise UseError(f"{path} could not be written: {error.strerror or error}") from error


def _replace(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def span(low: object, high: object) -> str:
    """Say a range that may lack an end."""
    if high is None:
        return f"≥ {low}"
    return f"≤ {high}" if low is None else f"{low}–{high}"


def echo_json(value: Any) -> None:  # noqa: ANN401  # whatever JSON can hold
    """Print JSON, readable, in UTF-8."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def table(rows: list[list[str]]) -> str:
    """Set rows in columns; the first row is the header."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(line.rstrip() for line in lines)
