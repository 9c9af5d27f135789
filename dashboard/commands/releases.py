"""Commands about releases: prepare, look at, publish, compare, export."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dashboard.cli import DataError, UseError
from dashboard.commands.common import (
    acting,
    echo_json,
    format_option,
    services,
    span,
    table,
    write_whole,
)
from dashboard.commands.waiting import waiting
from indicators.published import ReleaseHead
from indicators.results import Observation

if TYPE_CHECKING:
    # The store takes long to import, and `--help` needs none.
    from dashboard.access import Permission
    from dashboard.releasing import ChecklistError, Releasing
    from dashboard.services import Services
    from indicators.checklist import Item

DAY = click.DateTime(formats=["%Y-%m-%d"])
_MOST = 10
_NO_REASON = "approved on the command line, with no reason given"


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
@click.option("--corrects", default=None, metavar="ID", help="The public release it puts right.")
@format_option
def draft(
    data_cut: datetime | None,
    by: str,
    note: str | None,
    note_en: str | None,
    corrects: str | None,
    shape: str,
) -> None:
    """Prepare a draft from what is known; a correction names what it corrects, with a note.

    Example: programkollen release draft --corrects 2026-02-04 --note "Fel antal i maj."
    --note-en "Wrong number in May." --by steward
    """
    from indicators.definition import Text

    if (note is None) != (note_en is None):
        raise UseError("a note to the reader is in both languages: give --note and --note-en")
    told = Text(note, note_en) if note and note_en else None
    given = services()
    day = data_cut.date() if data_cut else given.today()
    with _refusals():
        as_whom = _as(given, by, "release.prepare", on=day.isoformat())
        with waiting(f"preparing {day}"):
            head = as_whom.prepare(day, told, corrects=corrects)
    _show(head, shape)


@release.command()
@click.argument("release_id")
@click.option("--by", default="cli", show_default=True, help="Who checks it.")
@click.option("--tick", "rule", default=None, metavar="RULE", help="Accept this rule's warnings.")
@click.option("--reason", default=None, help="Why they are accepted.")
@format_option
def check(release_id: str, by: str, rule: str | None, reason: str | None, shape: str) -> None:
    """Hold a draft against the checklist; mark it checked where no error stands.

    Example: programkollen release check 2026-04-30 --tick overdue_source
    --reason "Kommer i nästa utgåva."
    """
    from dashboard.releasing import ChecklistError

    if (rule is None) != (reason is None):
        raise UseError("warnings are accepted with a reason: give --tick and --reason")
    given = services()
    failed: ChecklistError | None = None
    with _refusals():
        as_whom = _as(given, by, "release.prepare", on=release_id)
        if rule is not None and reason is not None:
            named = {(one.rule, one.about) for one in as_whom.held(release_id).open}
            as_whom.tick(release_id, [one for one in named if one[0] == rule], reason)
        held = as_whom.held(release_id)
        if held.errors or held.head.state == "draft":
            try:
                held = as_whom.check(release_id)
            except ChecklistError as error:
                failed = error
    if shape == "json":
        told = {"checklist": [one.to_json() for one in held.items]}
        open_ = {"not_accepted": [one.to_json() for one in held.open]}
        echo_json(held.head.to_json() | told | open_)
    else:
        click.echo(_listed(held.open) or "no warnings that nobody has accepted")
        _show(held.head, shape)
    if failed is not None:
        raise DataError(_refused(failed))


@release.command()
@click.argument("release_id")
@click.option("--by", required=True, help="Who approves it: not who prepared it.")
@click.option("--reason", default=_NO_REASON, help="Why warnings that nobody ticked are accepted.")
@format_option
def approve(release_id: str, by: str, reason: str, shape: str) -> None:
    """Approve a checked release as it stands now; an error of the checklist holds it.

    Example: programkollen release approve 2026-04-30 --by lead --reason "Prövade var för sig."
    """
    from dashboard.releasing import ChecklistError

    given = services()
    with _refusals():
        as_whom = _as(given, by, "release.approve", on=release_id)
        held = as_whom.held(release_id)
        try:
            head = as_whom.approve(release_id, held.head.content_hash, accepting=reason)
        except ChecklistError as error:
            raise DataError(_refused(error)) from error
    if held.open:
        click.echo(f"accepted with the reason {reason!r}:\n{_listed(held.open)}", err=True)
    _show(head, shape)


@release.command()
@click.argument("release_id")
@click.option("--at", default=None, help="Let the worker publish it then, Stockholm time.")
@click.option("--never", is_flag=True, help="Take the planned moment away.")
@click.option("--by", default="cli", show_default=True, help="Who publishes it.")
@format_option
def publish(release_id: str, *, at: str | None, never: bool, by: str, shape: str) -> None:
    """Publish an approved release, now or at a moment.

    Example: programkollen release publish 2026-04-30 --at 2026-05-04T08:00
    """
    if never and at is not None:
        raise UseError("--at and --never say opposite things; give one of them")
    given = services()
    with _refusals():
        moment = None if at is None else _moment(at)
        as_whom = _as(given, by, "release.publish", on=release_id)
        if never:
            head = as_whom.unplan(release_id)
        elif moment is None:
            with waiting(f"publishing {release_id}"):
                head = as_whom.publish(release_id)
        else:
            head = as_whom.plan(release_id, moment)
    _show(head, shape)


@release.command()
@click.argument("release_id")
@click.argument("account")
@click.option("--as", "shown_as", default="", help="What the public list calls them.")
@click.option("--take-off", is_flag=True, help="Take the account off the list.")
@click.option("--by", default="cli", show_default=True, help="Who names them.")
def early(release_id: str, account: str, *, shown_as: str, take_off: bool, by: str) -> None:
    """Let an account read an approved release from some hours before its planned moment.

    Example: programkollen release early 2026-04-30 anna --as "Ordförande, socialnämnden"
    """
    given = services()
    with _refusals():
        as_whom = _as(given, by, "release.publish", on=release_id)
        if take_off:
            as_whom.take_off_early(release_id, account)
        else:
            as_whom.name_early(release_id, account, shown_as)
    click.echo(f"{account} is {'off' if take_off else 'on'} the list for {release_id}")


@release.command()
@click.option("--add", type=DAY, default=None, help="A day on which a release will come.")
@click.option("--remove", type=DAY, default=None, help="A day to take out.")
@click.option("--by", default="cli", show_default=True, help="Who changes it.")
@format_option
def calendar(add: datetime | None, remove: datetime | None, by: str, shape: str) -> None:
    """Show the days of releases to come, or change them.

    Example: programkollen release calendar --add 2026-12-03 --by lead
    """
    from indicators.calendar import Calendar

    given = services()
    with _refusals():
        if add is not None or remove is not None:
            as_whom = _as(given, by, "release.publish", on="calendar")
            if add is not None:
                as_whom.enter_day(add.date())
            if remove is not None:
                as_whom.strike_day(remove.date())
    coming = Calendar(given.engine).coming(given.clock())
    if shape == "json":
        echo_json({"coming": [one.to_json() for one in coming]})
    else:
        click.echo("\n".join(str(one.day) for one in coming) or "no day is entered")


@release.command()
@click.argument("release_id")
@click.option("--reason", required=True, help="Why, for the reader.")
@click.option("--by", default="cli", show_default=True, help="Who withdraws it.")
@format_option
def withdraw(release_id: str, reason: str, by: str, shape: str) -> None:
    """Withdraw a public release; its address then gives the reason.

    Example: programkollen release withdraw 2026-04-30 --reason "Wrong return"
    """
    given = services()
    with _refusals():
        head = _as(given, by, "release.withdraw", on=release_id).withdraw(release_id, reason)
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
    """Write a release as files: CSV, XLSX, JSON, certificates, a Data Package, DCAT, checksums.

    Example: programkollen release export 2026-02-04 --output release
    """
    from dashboard.packaging import site_of, write
    from indicators.store import ReleaseStore

    given = services()
    with _refusals():
        store = ReleaseStore(given.engine)
        whole, proofs = store.load(release_id), store.certificates(release_id)
        if output.exists() and any(output.iterdir()):
            raise UseError(f"{output} is not empty; name a new folder")
        with waiting(f"writing {output}"):
            names = write(whole, site_of(given.settings.site), output, proofs)
    click.echo(f"{len(names)} files in {output}")


@release.command()
@click.argument("release_id")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
def certificates(release_id: str, output: Path) -> None:
    """Write a release's certificates for anybody to check; docs/check_certificates.py does so.

    Example: programkollen release certificates 2026-04-30 --output certificates.json
    """
    from indicators.store import ReleaseStore

    with _refusals():
        store = ReleaseStore(services().engine)
        store.head(release_id)
        written = store.certificates(release_id)
    if written is None:
        raise UseError(f"{release_id} has no figures of persons in returns, so no certificates")
    write_whole(output, written)
    click.echo(f"{len(written)} bytes in {output}")


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
    if seen.value is None and (seen.low is not None or seen.high is not None):
        return span(seen.low, seen.high)
    found = next((x for x in (seen.value, seen.text, seen.mark) if x is not None), "")
    return str(found)


def _as(given: "Services", by: str, permission: "Permission", *, on: str) -> "Releasing":
    from dashboard.releasing import Releasing

    return Releasing(given, acting(given, by, permission, on=on))


def _refused(error: "ChecklistError") -> str:
    return f"{error}\n{_listed(error.held.errors or error.held.open)}"


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
