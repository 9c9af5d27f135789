"""Commands about returns: templates, checks, loading, the state of the sources."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import click

from dashboard.cli import EXIT_DATA, DataError, UseError
from dashboard.commands.common import (
    acting,
    echo_json,
    format_option,
    services,
    table,
    write_whole,
)
from dashboard.commands.waiting import waiting

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
LANGUAGE = click.Choice(["sv", "en"])

Language = Literal["sv", "en"]
Format = Literal["xlsx", "csv"]
_SHAPES: dict[str, Format] = {".xlsx": "xlsx", ".csv": "csv"}


@click.command()
@format_option
def sources(shape: str) -> None:
    """Show the state of each source: cadence, last return, what is due, overdue since.

    Example: programkollen sources --format json
    """
    from dashboard.source_states import source_states

    given = services()
    states = source_states(given.engine, given.today())
    if shape == "json":
        echo_json({"sources": [state.to_json() for state in states]})
        return
    rows = [["source", "owner", "cadence", "last period", "received", "expected", "state"]]
    rows += [state.cells() for state in states]
    click.echo(table(rows))


@click.command()
@click.argument("source")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
def template(source: str, output: Path) -> None:
    """Write the file to fill in for a source, as XLSX or CSV by the name's ending.

    Example: programkollen template applications --output applications.xlsx
    """
    from etl.sources import UnknownSourceError, source_named
    from etl.template import write_template

    shape: Format | None = _SHAPES.get(output.suffix.lower())
    if shape is None:
        raise UseError(f"{output.name}: end the name with .xlsx or .csv")
    try:
        written = write_template(source_named(source), shape)
    except UnknownSourceError as error:
        raise UseError(str(error)) from error
    write_whole(output, written)
    click.echo(f"wrote {output}")


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--source", default=None, help="Which source it is; otherwise seen from the header.")
@click.option("--lang", type=LANGUAGE, default="sv", show_default=True)
@format_option
@click.pass_context
def check(
    context: click.Context, files: tuple[Path, ...], source: str | None, lang: Language, shape: str
) -> None:
    """Check files without touching any store. Exit 1 where one has an error.

    Example: programkollen check applications.csv --format json
    """
    from dashboard.checked_words import checked_words
    from etl.checking import check_bytes

    _known_source(source)
    today = _today()
    done = []
    for path in files:
        with waiting(f"checking {path.name}"):
            found = check_bytes(path.read_bytes(), path.name, source, language=lang, today=today)
        done.append(found)
    if shape == "json":
        objects = [one.to_json() for one in done]
        echo_json(objects[0] if len(objects) == 1 else objects)
    else:
        for one in done:
            click.echo(checked_words(one, lang))
    context.exit(EXIT_DATA if any(one.errors for one in done) else 0)


@click.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--source", default=None, help="Which source it is; otherwise seen from the header.")
@click.option("--reported-on", type=click.DateTime(["%Y-%m-%d"]), default=None)
@click.option("--accept", default=None, help="Accept the warnings, for this reason.")
@click.option("--by", default="cli", show_default=True, help="Who loads it.")
@format_option
def load(
    files: tuple[Path, ...],
    *,
    source: str | None,
    reported_on: datetime | None,
    accept: str | None,
    by: str,
    shape: str,
) -> None:
    """Check and load files. Errors hold a file; warnings do until they are accepted.

    Example: programkollen load applications.csv --reported-on 2026-04-20
    """
    from dashboard.returns import deliver
    from dashboard.returns import words as told

    _known_source(source)
    given = services()
    day = reported_on.date() if reported_on else given.today()
    if day > given.today():
        raise UseError(f"--reported-on {day} has not come yet")
    actor = acting(given, by, "return.upload", on=", ".join(path.name for path in files))
    done = []
    try:
        for path in files:
            with _without_traceback(path), waiting(f"loading {path.name}"):
                answer = deliver(
                    given,
                    path.read_bytes(),
                    path.name,
                    day,
                    source=source,
                    by=actor.name,
                    accept=accept,
                    channel="cli",
                    address=actor.address,
                )
            done.append(answer)
            if shape == "text":
                click.echo(told(answer, given.settings.language))
    finally:
        # A file that could not be stored takes nothing away from those before it.
        if shape == "json":
            echo_json({"files": [one.to_json() for one in done]})
    if any(one.stopped for one in done):
        raise DataError("not everything was loaded; the reasons stand above")


@click.command()
@format_option
def corrections(shape: str) -> None:
    """Show the known mistakes that are mended at load, and how often each was.

    Example: programkollen corrections --format json
    """
    from collections import Counter

    from etl import store
    from etl.corrections import Applied, CorrectionsError, read_corrections, shipped

    given = services()
    try:
        known = (*shipped(), *read_corrections(given.settings.corrections_file))
    except CorrectionsError as error:
        raise DataError(str(error)) from error
    with given.engine.connect() as connection:
        used = Counter(one["id"] for _, one in store.corrections_of(connection))
    if shape == "json":
        told = [Applied(c, ()).to_json() | {"used": used[c.id]} for c in known]
        echo_json({"corrections": [{k: v for k, v in one.items() if k != "rows"} for one in told]})
        return
    rows = [["correction", "source", "matches", "does", "why", "used"]]
    for one in known:
        does = f"{one.column}: {one.was} -> {one.becomes}" if one.action == "set" else "drop"
        where = ", ".join(value for _, value in one.where)
        rows.append([one.id, one.source, where, does, one.reason[0], str(used[one.id])])
    click.echo(table(rows))


@contextmanager
def _without_traceback(path: Path) -> Iterator[None]:
    """Say in a sentence that the disk or the database failed: that is no bug."""
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except (OSError, DBAPIError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error.__cause__)
        raise DataError(
            f"{path.name} could not be stored ({reason}); it has changed no figure. See what "
            "`programkollen doctor` says, then load it again"
        ) from error


def _known_source(name: str | None) -> None:
    from etl.sources import UnknownSourceError, source_named

    if name is not None:
        try:
            source_named(name)
        except UnknownSourceError as error:
            raise UseError(str(error)) from error


def _today() -> date:
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Europe/Stockholm")).date()
