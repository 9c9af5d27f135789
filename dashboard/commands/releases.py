"""Commands about releases: prepare, look at, publish, compare, export."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import click

from dashboard.cli import DataError, UseError
from dashboard.commands.common import acting, echo_json, format_option, services, table
from indicators.published import Release, ReleaseHead
from indicators.results import Observation

DAY = click.DateTime(formats=["%Y-%m-%d"])


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
@format_option
def draft(data_cut: date | None, by: str, shape: str) -> None:
    """Prepare a draft from what is known.

    Example: programkollen release draft --data-cut 2026-04-30 --by steward
    """
    from dashboard.publishing import draft as prepare

    given = services()
    day = date(data_cut.year, data_cut.month, data_cut.day) if data_cut else given.today()
    with _refusals():
        head = prepare(given, day, acting(given, by, "release.prepare", on=day.isoformat()))
    _show(head, shape)


@release.command()
@click.argument("release_id")
@format_option
def check(release_id: str, shape: str) -> None:
    """Audit a draft again and mark it checked.

    Example: programkollen release check 2026-04-30
    """
    from indicators.release import audit
    from indicators.results import Protected
    from indicators.store import ReleaseStore

    given = services()
    with _refusals():
        store = ReleaseStore(given.engine)
        whole = store.load(release_id)
        audit(Protected(one.slug, one.observations) for one in whole.indicators.values())
        _refuse_unexplained(whole)
        head = store.mark_checked(release_id)
    _show(head, shape)


@release.command()
@click.argument("release_id")
@click.option("--by", required=True, help="Who approves it: not who prepared it.")
@format_option
def approve(release_id: str, by: str, shape: str) -> None:
    """Approve a checked release as it stands now.

    Example: programkollen release approve 2026-04-30 --by lead
    """
    from indicators.store import ReleaseStore

    given = services()
    with _refusals():
        store = ReleaseStore(given.engine)
        seen = store.head(release_id)
        by = acting(given, by, "release.approve", on=release_id)
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


def _refuse_unexplained(whole: Release) -> None:
    """Hold a draft that says of something that it is off track, and not why or what is done."""
    from indicators.judging import lacking

    seen = {slug: one.observations for slug, one in whole.indicators.items()}
    found = lacking(seen, whole.targets, whole.head.data_cut)
    asks = {
        "no_explanation": "is off track ({status}): explain it",
        "no_action": "is off track ({status}) and explained: promise an action",
        "no_reference": "has a target without the decision's reference",
    }
    if found:
        said = [
            f"{one.series.indicator} {asks[one.code].format(status=one.status)}" for one in found
        ]
        raise DataError("; ".join(said) + ", then prepare the draft anew")


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
