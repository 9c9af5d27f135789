"""Commands about releases: prepare, look at, publish, compare, export."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.cli import DataError, UseError
from dashboard.commands.common import acting, echo_json, format_option, services, table
from indicators.published import ReleaseHead
from indicators.results import Observation

if TYPE_CHECKING:
    # The store takes long to import, and `--help` needs none.
    from indicators.checklist import Item
    from indicators.store import ReleaseStore

DAY = click.DateTime(formats=["%Y-%m-%d"])
_MOST = 10


@click.group()
def release() -> None:
    """Prepare, publish, compare and export releases.

    Example: programkollen release list
    """


@release.command("list")
@format_option
def list_releases(shape: str) -> None:
    """List every release, drafts too.

    Example: programkollen release list
    """
    from indicators.store import ReleaseStore

    heads = ReleaseStore(services().engine).heads(public_only=False)
    if shape == "json":
        echo_json({"releases": [head.to_json() for head in heads]})
        return
    rows = [["id", "kind", "state", "data cut", "title"]]
    rows += [[h.id, h.kind, h.state, h.data_cut.isoformat(), h.title["sv"]] for h in heads]
    click.echo(table(rows))


@release.command()
@click.option("--data-cut", type=DAY, default=None, help="Use what was reported up to this day.")
@click.option("--by", default="cli", show_default=True, help="Who prepares it.")
@click.option("--note", default=None, help="To the reader, in Swedish: why figures changed.")
@click.option("--note-en", default=None, help="The same in English.")
@format_option
def draft(
    data_cut: date | None, by: str, note: str | None, note_en: str | None, shape: str
) -> None:
    """Prepare a draft from what is known.

    Example: programkollen release draft --data-cut 2026-04-30 --by steward
    """
    from dashboard.publishing import draft as prepare
    from indicators.definition import Text

    if (note is None) != (note_en is None):
        raise UseError("a note to the reader is in both languages: give --note and --note-en")
    told = Text(note, note_en) if note and note_en else None
    given = services()
    day = date(data_cut.year, data_cut.month, data_cut.day) if data_cut else given.today()
    with _refusals():
        head = prepare(given, day, acting(given, by, "release.prepare", on=day.isoformat()), told)
    _show(head, shape)


@release.command()
@click.argument("release_id")
@format_option
def check(release_id: str, shape: str) -> None:
    """Hold a draft against the checklist; mark it checked where no error stands.

    Example: programkollen release check 2026-04-30
    """
    from indicators.checklist import holds
    from indicators.store import ReleaseStore

    given = services()
    with _refusals():
        store = ReleaseStore(given.engine)
        items = _checked(store, release_id)
        held = holds(items)
        head = store.head(release_id) if held else store.mark_checked(release_id)
    if shape == "json":
        echo_json(head.to_json() | {"checklist": [item.to_json() for item in items]})
    else:
        told = tuple(item for item in items if item.severity == "warning")
        click.echo(_listed(told) or "no warnings")
        _show(head, shape)
    if held:
        raise DataError(_refused(release_id, items))


@release.command()
@click.argument("release_id")
@click.option("--by", required=True, help="Who approves it: not who prepared it.")
@format_option
def approve(release_id: str, by: str, shape: str) -> None:
    """Approve a checked release as it stands now; an error of the checklist holds it.

    Example: programkollen release approve 2026-04-30 --by lead
    """
    from indicators.checklist import holds
    from indicators.store import ReleaseStore

    given = services()
    with _refusals():
        store = ReleaseStore(given.engine)
        seen = store.head(release_id)
        by = acting(given, by, "release.approve", on=release_id)
        # The release in force may be another one since the draft was checked.
        items = _checked(store, release_id)
        if holds(items):
            raise DataError(_refused(release_id, items))
        head = store.approve(release_id, by=by, content_hash=seen.content_hash)
    _show(head, shape)


@release.command()
@click.argument("release_id")
@click.option("--at", default=None, help="Let the worker publish it then, Stockholm time.")
@click.option("--by", default="cli", show_default=True, help="Who publishes it.")
@format_option
def publish(release_id: str, at: str | None, by: str, shape: str) -> None:
    """Publish an approved release, now or at a moment.

    Example: programkollen release publish 2026-04-30 --at 2026-05-04T08:00
    """
    from dashboard import timetable

    given = services()
    with _refusals():
        moment = None if at is None else _moment(at)
        by = acting(given, by, "release.publish", on=release_id)
        if moment is None:
            head = timetable.publish(given, release_id, by=by)
        else:
            head = timetable.plan(given, release_id, moment, by=by)
    _show(head, shape)


@release.command()
@click.argument("release_id")
@click.option("--reason", required=True, help="Why, for the reader.")
@click.option("--by", default="cli", show_default=True, help="Who withdraws it.")
@format_option
def withdraw(release_id: str, reason: str, by: str, shape: str) -> None:
    """Withdraw a public release; its address then gives the reason.

    Example: programkollen release withdraw 2026-04-30 --reason "Wrong return"
    """
    from indicators.store import ReleaseStore

    given = services()
    with _refusals():
        acting(given, by, "release.withdraw", on=release_id)
        head = ReleaseStore(given.engine).withdraw(release_id, reason=reason, now=given.clock())
    _show(head, shape)


@release.command()
@click.argument("old")
@click.argument("new")
@format_option
def diff(old: str, new: str, shape: str) -> None:
    """List what changed between two releases, value by value.

    Example: programkollen release diff 2025-05-15 2025-08-04
    """
    from indicators.diff import diff as differences
    from indicators.store import ReleaseStore

    with _refusals():
        store = ReleaseStore(services().engine)
        changes = differences(store.load(old), store.load(new))
    if shape == "json":
        echo_json({"old": old, "new": new, "changes": [one.to_json() for one in changes]})
        return
    rows = [["indicator", "period", "breakdown", "kind", "old", "new"]]
    for one in changes:
        parts = ", ".join(f"{k}={v}" for k, v in one.breakdown if v != "all")
        rows.append([one.indicator, one.period, parts, one.kind, _said(one.old), _said(one.new)])
    click.echo(table(rows))


@release.command()
@click.argument("release_id")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), required=True)
def export(release_id: str, output: Path) -> None:
    """Write a release as files: CSV, XLSX, JSON, a Data Package, DCAT, checksums.

    Example: programkollen release export 2026-02-04 --output release
    """
    from dashboard.packaging import site_of, write
    from indicators.store import ReleaseStore

    given = services()
    with _refusals():
        whole = ReleaseStore(given.engine).load(release_id)
        if output.exists() and any(output.iterdir()):
            raise UseError(f"{output} is not empty; name a new folder")
        names = write(whole, site_of(given.settings.site), output)
    click.echo(f"{len(names)} files in {output}")


def _moment(text: str) -> datetime:
    from dashboard.timetable import read_moment

    try:
        return read_moment(text)
    except ValueError as error:
        raise UseError(f"--at: {error}") from error


def _said(seen: Observation | None) -> str:
    """Say an observation in a word: its value, its range, its text or its mark."""
    if seen is None:
        return ""
    if seen.low is not None and seen.value is None:
        return f"{seen.low}–{seen.high}"
    found = next((x for x in (seen.value, seen.text, seen.mark) if x is not None), "")
    return str(found)


def _checked(store: "ReleaseStore", release_id: str) -> tuple["Item", ...]:
    """Hold a draft against the checklist, beside the release in force."""
    from indicators.checklist import checklist

    last = store.latest()
    return checklist(store.load(release_id), store.load(last.id) if last else None)


def _refused(release_id: str, items: tuple["Item", ...]) -> str:
    errors = tuple(item for item in items if item.severity == "error")
    return f"{release_id} cannot be approved:\n{_listed(errors)}"


def _listed(items: tuple["Item", ...]) -> str:
    """Say what the checklist says, at most ten of one kind."""
    lines = []
    for rule in dict.fromkeys(item.rule for item in items):
        same = [item for item in items if item.rule == rule]
        lines += [f"{item.severity} {rule}: {item.about}: {item.message}" for item in same[:_MOST]]
        if len(same) > _MOST:
            lines.append(f"{same[0].severity} {rule}: and {len(same) - _MOST} more")
    return "\n".join(lines)


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what the release store refuses into a sentence and exit 1."""
    from indicators.parts import ReleaseError
    from indicators.release_reader import UnknownReleaseError

    try:
        yield
    except UnknownReleaseError as error:
        raise UseError(str(error)) from error
    except ReleaseError as error:
        raise DataError(str(error)) from error


def _show(head: ReleaseHead, shape: str) -> None:
    if shape == "json":
        planned = head.publish_at.isoformat() if head.publish_at else None
        echo_json(head.to_json() | {"publish_at": planned})
        return
    click.echo(f"{head.id}: {head.state}, data cut {head.data_cut}, {head.content_hash[:12]}")
    if head.state == "approved" and head.publish_at:
        from dashboard.services import STOCKHOLM

        click.echo(f"to be published {head.publish_at.astimezone(STOCKHOLM):%Y-%m-%d %H:%M %Z}")
