"""Commands that look after the database: its version, its wholeness, copies and backups."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.cli import DataError, UseError
from dashboard.commands.common import echo_json, format_option, services
from dashboard.commands.waiting import waiting

if TYPE_CHECKING:
    # What reads and writes stores takes longer to import than `--help` may take.
    from dashboard.backup import Backup

OUT = click.Path(dir_okay=False, path_type=Path)
IN = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def db() -> None:
    """Look after the database.

    Example: programkollen db upgrade
    """


@db.command()
def upgrade() -> None:
    """Bring the database to this version's tables.

    Example: programkollen db upgrade
    """
    from migrations import upgrade as bring_up
    from migrations import version

    engine = services(ready=False).engine
    bring_up(engine)
    click.echo(f"the database is at {version(engine)}")


@db.command()
@click.option("--expect", default=None, help="A hash noted earlier, which must still be there.")
@format_option
def verify(expect: str | None, shape: str) -> None:
    """Look whether audit log, releases, ledger and originals are what was written.

    Finds a row of the log that was cut, changed or moved, a release whose contents were changed,
    a published fact that is missing from the ledger or was changed, an original that is lost or
    not the file that came. Note the hash that it prints elsewhere, and ask for it later.

    Example: programkollen db verify --expect 5f0c...
    """
    from dashboard.wholeness import look_through

    given = services()
    with waiting("looking through everything"):
        found = look_through(given.engine, given.archive, expect)
    if shape == "json":
        echo_json(
            {
                "rows": found.rows,
                "last": found.last,
                "releases": found.releases,
                "published": found.published,
                "originals": found.originals,
                "faults": list(found.faults),
            }
        )
    else:
        for fault in found.faults:
            click.echo(f"FAIL  {fault}")
        click.echo(f"{found.rows} rows, last hash {found.last}")
        counts = f"{found.published} published facts, {found.originals} originals"
        click.echo(f"{found.releases} releases, {counts}")
    if found.faults:
        raise DataError("not everything is what was written; see above")


@db.command()
@click.argument("url")
def copy(url: str) -> None:
    """Copy the whole store into another, empty database, of another kind even.

    Originals are files: copy the folder `originals`, or use `backup` and `restore`.

    Example: programkollen db copy postgresql://localhost/programkollen
    """
    from dashboard.copying import CopyError, copy_store
    from dashboard.settings import database_address
    from etl.database import connect

    try:
        address = database_address(url)
    except ValueError as expected:
        # Not the address itself: it may hold a password.
        raise UseError(f"URL must be {expected}") from None
    given = services()
    target = connect(address)
    try:
        with waiting("copying"):
            counts = copy_store(given.engine, target)
    except CopyError as error:
        raise DataError(str(error)) from error
    finally:
        target.dispose()
    click.echo(f"copied {sum(counts.values())} rows of {len(counts)} tables")


@db.command()
@click.argument("file", type=OUT)
@format_option
def backup(file: Path, shape: str) -> None:
    """Write everything, originals included, to one file, while the service runs.

    Example: programkollen db backup programkollen-2026-11-26.zip
    """
    from dashboard.backup import back_up

    given = services()
    with _in_a_sentence(), waiting(f"writing {file}"):
        made = back_up(given, file)
    _tell(made, f"wrote {file}", shape)


@db.command()
@click.argument("file", type=IN)
@click.option("--replace", is_flag=True, help="Take away what the store holds now.")
@format_option
def restore(file: Path, replace: bool, shape: str) -> None:  # noqa: FBT001  # a command's flag
    """Bring a backup back into an empty store, of either kind, once all of it is verified.

    Checksums, the audit log's chain, releases and originals are looked through first; where
    anything is wrong nothing changes.

    Example: programkollen db restore programkollen-2026-11-26.zip
    """
    from dashboard.backup import restore as bring_back

    given = services(ready=False)
    with _in_a_sentence(), waiting(f"restoring {file}"):
        made = bring_back(given, file, instead=replace, by=f"cli:{getpass.getuser()}")
    _tell(made, f"restored {file}", shape)


@contextmanager
def _in_a_sentence() -> Iterator[None]:
    from dashboard.backup import BackupError

    try:
        yield
    except BackupError as error:
        raise DataError(str(error)) from error
    except OSError as error:
        raise UseError(f"{error.filename or 'the file'}: {error.strerror or error}") from error


def _tell(made: "Backup", said: str, shape: str) -> None:
    if shape == "json":
        echo_json(
            {
                "version": made.version,
                "taken_at": made.taken_at,
                "tables": made.tables,
                "originals": made.originals,
                "bytes": made.size,
            }
        )
        return
    click.echo(f"{said}: {made.rows} rows, {made.originals} originals, {made.size} bytes")
