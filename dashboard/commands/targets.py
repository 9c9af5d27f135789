"""Commands about targets: decide one, list them, explain what is off track."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from dashboard.cli import DataError, UseError
from dashboard.commands.common import acting, echo_json, format_option, services, table

if TYPE_CHECKING:
    # The store takes long to import, and `--help` needs none.
    from sqlalchemy import Connection

    from dashboard.accounts import Actor
    from dashboard.services import Services
    from indicators.published import Release

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def target() -> None:
    """Set and list targets.

    Example: programkollen target list
    """


@target.command("set")
@click.argument("indicator")
@click.option("--value", type=float, required=True, help="Where it should be; shares as 0.9.")
@click.option("--day", type=DAY, required=True, help="When.")
@click.option("--baseline", type=float, required=True, help="Where it starts.")
@click.option("--baseline-day", type=DAY, required=True)
@click.option("--milestone", "milestones", multiple=True, metavar="DATE=VALUE")
@click.option("--decided-by", required=True, help="The body that decided.")
@click.option("--reference", required=True, help="Minutes and paragraph.")
@click.option("--decided-on", type=DAY, required=True)
@click.option("--reason", required=True, help="Why, in Swedish.")
@click.option("--reason-en", required=True, help="Why, in English.")
@click.option("--geography", default=None, help="The place; the installation's unless said.")
@click.option("--breakdown", multiple=True, metavar="DIMENSION=CODE")
@click.option("--replaces", type=int, default=None, help="Number of the target it replaces.")
@click.option("--by", required=True, help="The account that enters it.")
@format_option
def set_target(
    indicator: str,
    value: float,
    day: datetime,
    baseline: float,
    baseline_day: datetime,
    milestones: tuple[str, ...],
    decided_by: str,
    reference: str,
    decided_on: datetime,
    reason: str,
    reason_en: str,
    geography: str | None,
    breakdown: tuple[str, ...],
    replaces: int | None,
    by: str,
    shape: str,
) -> None:
    """Enter a target that has been decided; the next release shows it.

    Example: programkollen target set training_coverage --value 0.9 --day 2028-12-31
    --baseline 0.2 --baseline-day 2025-12-31 --decided-by Socialnämnden
    --reference "protokoll 3, § 12" --decided-on 2026-03-19 --reason "Alla ska kunna."
    --reason-en "Everybody should know." --by lead
    """
    from dashboard.targeting import check_target, series_named
    from indicators.progress import Target
    from indicators.target_store import TargetStore, both
    from indicators.targets import Decision

    given = services()
    points = tuple(_milestone(one) for one in milestones)
    with _refusals():
        aim = Target(baseline, baseline_day.date(), value, day.date(), points)
        release = _newest(given)
        place = _place(geography) or given.settings.geography
        series = series_named(release, indicator, place, [_pair(one) for one in breakdown])
        check_target(release, series, aim, given.settings.threshold)
        why = both("the reason", reason, reason_en)
        decision = Decision(
            series, aim, decided_by, reference, decided_on.date(), why, replaces=replaces
        )
        actor = acting(given, by, "target.write", on=indicator)
        tell = _telling(given, actor, "target.decide", indicator)
        entered = TargetStore(given.engine).decide(
            decision, by=actor.name, now=given.clock(), tell=tell
        )
    if shape == "json":
        echo_json(entered.to_json())
    else:
        click.echo(f"target {entered.number} on {indicator} is entered")


@target.command("list")
@click.option("--indicator", default=None)
@format_option
def list_targets(indicator: str | None, shape: str) -> None:
    """List every target ever decided, the first ones too.

    Example: programkollen target list --format json
    """
    from dashboard.targeting import ledger_of

    found = [
        one
        for one in ledger_of(services()).decisions
        if indicator is None or one.series.indicator == indicator
    ]
    if shape == "json":
        echo_json({"targets": [one.to_json() for one in found]})
        return
    rows = [["no.", "indicator", "place", "value", "by", "decided", "reference", "replaces"]]
    rows += [
        [
            str(one.number),
            one.series.indicator,
            one.series.geography,
            f"{one.target.value:g}",
            one.target.day.isoformat(),
            one.decided_on.isoformat(),
            one.reference,
            str(one.replaces or ""),
        ]
        for one in found
    ]
    click.echo(table(rows))


@click.group()
def explain() -> None:
    """Explain what is off track, promise actions and close them.

    Example: programkollen explain list
    """


@explain.command("write")
@click.argument("indicator")
@click.option("--text", required=True, help="The explanation, in Swedish.")
@click.option("--text-en", required=True, help="The explanation, in English.")
@click.option("--geography", default=None)
@click.option("--breakdown", multiple=True, metavar="DIMENSION=CODE")
@click.option("--by", required=True, help="The account that enters it.")
@format_option
def write_explanation(
    indicator: str,
    text: str,
    text_en: str,
    geography: str | None,
    breakdown: tuple[str, ...],
    by: str,
    shape: str,
) -> None:
    """Explain the latest figure of an indicator that has a target.

    Example: programkollen explain write training_coverage --text "Två kurser ställdes in."
    --text-en "Two courses were cancelled." --by lead
    """
    from dashboard.targeting import ledger_of, series_named, standing
    from indicators.target_store import TargetStore, both
    from indicators.targets import Explanation, TargetError

    given = services()
    with _refusals():
        release = _newest(given)
        place = _place(geography) or given.settings.geography
        series = series_named(release, indicator, place, [_pair(one) for one in breakdown])
        now = standing(release, ledger_of(given), series, given.today())
        if now.observation is None or now.status == "no_target":
            raise TargetError(f"{indicator} has no target, so there is nothing to explain")
        said = Explanation(
            series,
            now.observation.period.label,
            now.status,
            both("the explanation", text, text_en),
        )
        actor = acting(given, by, "explanation.write", on=indicator)
        tell = _telling(given, actor, "target.explain", indicator)
        entered = TargetStore(given.engine).explain(
            said, by=actor.name, now=given.clock(), tell=tell
        )
    if shape == "json":
        echo_json(entered.to_json())
    else:
        click.echo(f"explanation {entered.number} for {entered.period}, {entered.status}")


@explain.command("action")
@click.argument("explanation", type=int)
@click.option("--what", required=True, help="What will be done, in Swedish.")
@click.option("--what-en", required=True, help="What will be done, in English.")
@click.option("--owner", required=True, help="The function that does it, in Swedish.")
@click.option("--owner-en", required=True, help="The function that does it, in English.")
@click.option("--due", type=DAY, required=True)
@click.option("--by", required=True, help="The account that enters it.")
@format_option
def promise(
    explanation: int,
    what: str,
    what_en: str,
    owner: str,
    owner_en: str,
    due: datetime,
    by: str,
    shape: str,
) -> None:
    """Promise an action under an explanation.

    Example: programkollen explain action 1 --what "Fyra kurser." --what-en "Four courses."
    --owner Utbildningsansvarig --owner-en "Head of training" --due 2026-10-31 --by lead
    """
    from indicators.target_store import TargetStore, both
    from indicators.targets import Action

    given = services()
    with _refusals():
        planned = Action(
            explanation,
            both("the action", what, what_en),
            both("the owner", owner, owner_en),
            due.date(),
        )
        actor = acting(given, by, "explanation.write", on="action")
        tell = _telling(given, actor, "target.promise")
        entered = TargetStore(given.engine).promise(
            planned, by=actor.name, now=given.clock(), tell=tell
        )
    if shape == "json":
        echo_json(entered.to_json())
    else:
        click.echo(f"action {entered.number}, due {entered.due}")


@explain.command("step")
@click.argument("action", type=int)
@click.argument("kind", type=click.Choice(["done", "dropped", "moved"]))
@click.option("--on", "on", type=DAY, default=None, help="The day; today unless said.")
@click.option("--due", type=DAY, default=None, help="The new day of an action that is moved.")
@click.option("--note", required=True, help="What happened, in Swedish.")
@click.option("--note-en", required=True, help="What happened, in English.")
@click.option("--by", required=True, help="The account that enters it.")
@format_option
def take_step(
    action: int,
    kind: str,
    on: datetime | None,
    due: datetime | None,
    note: str,
    note_en: str,
    by: str,
    shape: str,
) -> None:
    """Close an action or move its day.

    Example: programkollen explain step 1 done --note "Alla fyra hölls."
    --note-en "All four were held." --by lead
    """
    from typing import cast

    from indicators.target_store import TargetStore, both
    from indicators.targets import Step, StepKind

    given = services()
    with _refusals():
        taken = Step(
            cast("StepKind", kind),
            on.date() if on else given.today(),
            both("the note", note, note_en),
            due.date() if due else None,
        )
        actor = acting(given, by, "explanation.write", on=f"action {action}")
        tell = _telling(given, actor, "target.step")
        entered = TargetStore(given.engine).step(
            action, taken, by=actor.name, now=given.clock(), tell=tell
        )
    if shape == "json":
        echo_json(entered.to_json())
    else:
        click.echo(f"action {entered.number} is {entered.outcome}")


@explain.command("list")
@format_option
def list_explanations(shape: str) -> None:
    """List every explanation with its actions.

    Example: programkollen explain list --format json
    """
    from dashboard.targeting import ledger_of

    ledger = ledger_of(services())
    if shape == "json":
        whole = ledger.to_json()
        echo_json({"explanations": whole["explanations"], "actions": whole["actions"]})
        return
    rows = [["no.", "indicator", "period", "status", "action", "due", "state"]]
    for said in ledger.explanations:
        about = [str(said.number), said.series.indicator, said.period, said.status]
        actions = ledger.promised(said)
        rows += [[*about, f"{a.number}: {a.what.sv}", str(a.due), a.outcome] for a in actions]
        rows += [] if actions else [[*about, "", "", ""]]
    click.echo(table(rows))


def _newest(given: "Services") -> "Release":
    from dashboard.targeting import newest
    from indicators.targets import TargetError

    release = newest(given)
    if release is None:
        raise TargetError("there is no release or draft yet: run `programkollen release draft`")
    return release


def _telling(
    given: "Services", by: "Actor", what: str, about: str = ""
) -> "Callable[[Connection, Mapping[str, object]], None]":
    """Write the entry's row of the audit log in its transaction."""
    from dashboard import audit

    return audit.entering(given.clock, by.name, what, about=about, address=by.address)


def _place(text: str | None) -> str:
    """Give the code of the place that a person named; "" where none is named."""
    from etl.cells import CellError, parse_geography

    try:
        return parse_geography(text) if text else ""
    except CellError:
        raise UseError(f"there is no place {text!r}; write its code, such as 0180") from None


def _pair(text: str) -> tuple[str, str]:
    name, sign, code = text.partition("=")
    if not sign or not name or not code:
        raise UseError(f"{text!r} is no group; write DIMENSION=CODE, such as purpose=sexual")
    return name, code


def _milestone(text: str) -> tuple[date, float]:
    day, _, value = text.partition("=")
    try:
        return date.fromisoformat(day), float(value)
    except ValueError:
        raise UseError(f"{text!r} is no milestone; write 2026-12-31=0.5") from None


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what the ledger refuses into a sentence and exit 1."""
    try:
        yield
    except ValueError as error:
        raise DataError(str(error)) from error
