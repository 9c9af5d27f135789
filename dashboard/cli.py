"""The command ``programkollen``: which commands are there, and how do they end?

Exit 0 done (warnings alone too), 1 the data have an error or a check fails, 2 wrong use or
setting, 3 a bug. Each command imports what it needs when it runs, so that it starts quickly.
"""

import errno
import logging
import sys
from importlib import import_module
from types import ModuleType
from typing import Any, NoReturn

import click

EXIT_DATA, EXIT_USE, EXIT_BUG = 1, 2, 3

COMMANDS: dict[str, str] = {
    "init": "dashboard.commands.service:init",
    "demo": "dashboard.commands.service:demo",
    "run": "dashboard.commands.service:run",
    "serve": "dashboard.commands.service:serve",
    "worker": "dashboard.commands.service:worker",
    "sources": "dashboard.commands.returns:sources",
    "template": "dashboard.commands.returns:template",
    "check": "dashboard.commands.returns:check",
    "load": "dashboard.commands.returns:load",
    "corrections": "dashboard.commands.returns:corrections",
    "indicators": "dashboard.commands.figures:indicators",
    "estimate": "dashboard.commands.figures:estimate",
    "protect": "dashboard.commands.figures:protect",
    "audit": "dashboard.commands.figures:audit",
    "target": "dashboard.commands.targets:target",
    "explain": "dashboard.commands.targets:explain",
    "release": "dashboard.commands.releases:release",
    "report": "dashboard.commands.reports:report",
    "user": "dashboard.commands.users:user",
    "db": "dashboard.commands.database:db",
    "settings": "dashboard.commands.service:settings",
    "doctor": "dashboard.commands.service:doctor",
}
"""Each command and where it lives."""


class UseError(click.ClickException):
    """Wrong use or a wrong setting, said in a sentence; exit 2."""

    exit_code = EXIT_USE


class DataError(click.ClickException):
    """The data do not allow what was asked; exit 1."""

    exit_code = EXIT_DATA


class _Lazy(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002  # click's signature
        where = COMMANDS.get(name)
        if where is None:
            return None
        module, attribute = where.split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="programkollen")
def cli() -> None:
    """Follow up a public programme in figures.

    Example: programkollen check applications.xlsx
    """


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s", force=True
    )
    for talkative in ("alembic", "apscheduler", "fontTools", "weasyprint"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line and give its exit code; a bug keeps its traceback."""
    from dashboard.settings import SettingError

    try:
        answer: Any = cli.main(arguments, prog_name="programkollen", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except SettingError as error:
        click.echo(f"Error: {error}", err=True)
        return EXIT_USE
    except click.exceptions.Abort:
        return 130
    except Exception as error:  # the last resort: say that it is our fault, where it is
        said = _surroundings(error)
        if said:
            click.echo(f"Error: {said}", err=True)
            return EXIT_USE
        logging.getLogger("programkollen").exception("this is a bug in programkollen")
        return EXIT_BUG
    return answer if isinstance(answer, int) else 0


def _surroundings(error: Exception) -> str:
    """Say what is wrong around the program: a full disk, a database that is gone; "" else."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full, and nothing was stored. Make room, then run the command again"
    closed = (errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EEXIST, errno.EROFS)
    if isinstance(error, OSError) and error.errno in closed and error.filename:
        return f"{error.filename}: {error.strerror}. Name another place, or ask for the right to it"
    database = sys.modules.get("sqlalchemy.exc")
    return "" if database is None else _of_the_database(error, database)


def _of_the_database(error: Exception, database: ModuleType) -> str:
    if isinstance(error, database.OperationalError) and "disk" in str(error.orig):
        return (
            "the disk that the database lies on is full or does not work, and nothing was "
            f"changed ({error.orig}). Make room, then run the command again"
        )
    # SQLite calls a table that is missing by the same name: that is a bug of ours.
    if isinstance(error, database.OperationalError) and "no such" not in str(error):
        return (
            "the database does not answer, and nothing was changed. Look whether it runs and "
            "whether PROGRAMKOLLEN_DATABASE_URL is right; `programkollen doctor` tells more"
        )
    if type(error) is database.DatabaseError:
        return (
            "the database's file is damaged, or is none. Look whether "
            "PROGRAMKOLLEN_DATABASE_URL is right; if it is, `programkollen db restore` brings "
            "back a backup"
        )
    return ""


if __name__ == "__main__":
    main()
