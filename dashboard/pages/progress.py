"""How is one indicator's progress judged: its targets, the reckoning, and what is done about it?"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats, forms
from dashboard.components import Cell, Child, Link
from dashboard.page import View
from dashboard.pages import parts
from dashboard.presenters import recount, words
from dashboard.presenters.rows import Row, amount, unit_of
from dashboard.presenters.target_path import FIRST, aim, decisions
from indicators.judging import OFF_TRACK, current
from indicators.progress import assess
from indicators.published import Release
from indicators.targets import Action, Decision, Series, Step

_OUTCOMES = {"open": "under_way", "done": "done", "dropped": "dropped"}


def sections(view: View, slug: str) -> list[Child]:
    """Give the target, the explanations and the reckoning; () for what has no target by nature."""
    release = view.release
    if release is None or release.indicators[slug].definition["goal"] == "context":
        return []
    row = parts.latest(view, slug)
    made = decisions(view, slug, row)
    groups = _groups(view, release, slug, row)
    if row is None or not made:
        none = view.t("No target has been decided for this indicator, so it has no state.")
        silent = c.section(view.t("Target"), html.P(none), anchor="target")
        return groups or [silent]
    unit = unit_of(release.indicators[slug], row.observation)
    return [
        c.section(view.t("Target"), *_targets(view, slug, row, made, unit), anchor="target"),
        _explained(view, row),
        _recount(view, row, unit),
        *groups,
    ]


def _groups(view: View, release: Release, slug: str, lead: Row | None) -> list[Child]:
    """Give the targets of the indicator's groups, each with its state and what is done."""
    said: list[Child] = []
    indicator = release.indicators[slug]
    for series in release.targets.series():
        if (series.indicator, series.geography) != (slug, view.settings.geography):
            continue
        now = current(indicator.observations, series)
        if now is None:
            continue
        row = parts.row(view, slug, now)
        if row is None or (lead is not None and row.observation == lead.observation):
            continue
        made, unit = decisions(view, slug, row), unit_of(indicator, now)
        about = (
            f"{row.figure or view.t(words.MARKS[now.mark][0] if now.mark else '')}, {row.period}"
        )
        said.append(
            c.section(
                view.t("Target for {group}", group=row.group),
                html.P([f"{about}: ", parts.judged(view, row)]),
                *_targets(view, slug, row, made, unit, chart=False),
                _why(view, row),
                anchor=f"target-{made[0].number}",
            )
        )
    return said


def _targets(
    view: View,
    slug: str,
    row: Row,
    made: tuple[Decision, ...],
    unit: str,
    *,
    chart: bool = True,
) -> list[Child]:
    head = [
        view.t("Target"),
        view.t("Start"),
        view.t("Decided by"),
        view.t("Why"),
        view.t("In force"),
    ]
    rows = [_decision(view, one, made, unit) for one in reversed(made)]
    table = c.table(view.t("Every target decided, the latest first"), head, rows, stack=True)
    return [*_against_first(view, slug, row, made, unit, chart=chart), table]


def _decision(
    view: View, one: Decision, made: tuple[Decision, ...], unit: str
) -> list[Child | Cell]:
    later = [other for other in made if other.replaces == one.number]
    until = view.t("now")
    if later:
        until = view.t("replaced on {day}", day=formats.day(later[0].decided_on, view.language))
    on = formats.day(one.decided_on, view.language)
    stops = [
        view.t("{value} by {day}", value=amount(view, value, unit), day=_day(view, day))
        for day, value in one.target.milestones
    ]
    return [
        Cell(aim(view, one.target, unit), view.t("by way of {stops}", stops="; ".join(stops)))
        if stops
        else aim(view, one.target, unit),
        Cell(
            amount(view, one.target.baseline, unit),
            formats.day(one.target.baseline_day, view.language),
            kind="number",
        ),
        Cell(one.decided_by, f"{one.reference}, {on}"),
        view.words(one.reason.to_json()),
        until,
    ]


def _against_first(
    view: View, slug: str, row: Row, made: tuple[Decision, ...], unit: str, *, chart: bool
) -> list[Child]:
    stated = row.observation.progress
    if len(made) < 2 or not stated:
        return []
    now = recount.published(stated)
    first = assess(made[0].target, now.latest, now.direction, now.thresholds)
    said = view.t(
        "The target has been replaced. Against the first one, {target}, it would be called: "
        "{state}.",
        target=aim(view, made[0].target, unit),
        state=recount.outcome(view, first),
    )
    if not chart:
        return [html.P(said)]
    asked = view.query.get("target") == FIRST
    other = view.href("indicator", slug=slug, target=None if asked else FIRST)
    words = (
        view.t("Draw the targets that applied")
        if asked
        else view.t("Draw against the first target")
    )
    return [html.P(said), c.links([Link(words, f"{other}#{slug}")], label=view.t("Target"))]


def _explained(view: View, row: Row) -> Child:
    said = _why(view, row)
    heading = view.t("Why, and what is done")
    return c.section(heading, said, anchor="explained") if said is not None else None


def _why(view: View, row: Row) -> Child:
    release = view.release
    if release is None:
        return None
    series = _series(view, row)
    found = release.targets.explained(series)
    status = str((row.observation.progress or {}).get("status"))
    if not found:
        if status not in OFF_TRACK:
            return None
        return html.P(view.t("It is off track, and no explanation has been given."))
    said: list[Child] = []
    for one in found:
        about = view.t(
            "{period}, {state}, written on {day}",
            period=formats.period(row.observation.period.parse(one.period), view.language),
            state=recount.state_words(view, one.status),
            day=_day(view, one.entered_on),
        )
        said += [html.H3(about), html.P(view.words(one.text.to_json()))]
        actions = release.targets.promised(one)
        if actions:
            said.append(_actions(view, actions))
    return html.Div(said)


def _actions(view: View, actions: tuple[Action, ...]) -> Child:
    head = [view.t("Action"), view.t("Owner"), view.t("Due"), view.t("State")]
    rows: list[list[Child | Cell]] = [
        [
            view.words(one.what.to_json()),
            view.words(one.owner.to_json()),
            Cell(_day(view, one.due), _first_due(view, one)),
            c.status(view, _OUTCOMES[one.outcome], _steps(view, one.steps)),
        ]
        for one in actions
    ]
    return c.table(view.t("What has been promised"), head, rows, stack=True)


def _first_due(view: View, one: Action) -> str | None:
    if one.due == one.first_due:
        return None
    return view.t("first promised for {day}", day=_day(view, one.first_due))


def _steps(view: View, steps: tuple[Step, ...]) -> Child:
    if not steps:
        return None
    lines = [f"{_day(view, step.on)}: {view.words(step.note.to_json())}" for step in steps]
    return html.Span([html.Span(text, className="line") for text in lines])


def _recount(view: View, row: Row, unit: str) -> Child:
    stated = row.observation.progress
    if not stated or not stated.get("target") or not stated.get("latest"):
        return None
    asked = {name: view.query[name] for name in recount.FIELDS if name in view.query}
    tried = recount.tried(asked, stated, unit, view.language)
    return c.section(
        view.t("Work it out yourself"),
        html.P(
            view.t(
                "The state follows from these numbers alone. Change them and see what it would "
                "be; nothing is saved. The same can be done from the CSV file."
            )
        ),
        _published(view, stated, unit),
        _form(view, tried.fields, unit),
        *(_tried(view, tried, unit) if tried.changed else []),
        anchor="recount",
    )


def _published(view: View, stated: Mapping[str, Any], unit: str) -> Component:
    progress = recount.published(stated)
    lines = [
        *recount.steps(view, progress, unit),
        view.t("Limits: {limits}.", limits="; ".join(recount.limits(view, stated["thresholds"]))),
    ]
    result: list[Child] = [
        html.B(view.t("Published state: ")),
        recount.outcome(view, progress),
    ]
    return html.Div(
        [html.P(result), html.Ol([html.Li(line) for line in lines], className="reckoning")]
    )


def _tried(view: View, tried: recount.Tried, unit: str) -> list[Child]:
    if tried.progress is None:
        return [html.P(view.t(tried.fault), role="alert", className="fault")]
    lines = recount.steps(view, tried.progress, unit)
    return [
        html.P([html.B(view.t("With your numbers: ")), recount.outcome(view, tried.progress)]),
        html.Ol([html.Li(line) for line in lines], className="reckoning"),
    ]


def _form(view: View, fields: Mapping[str, str], unit: str) -> Component:
    sign = view.t(", per cent") if unit == "share" else ""
    labels = {
        "baseline": view.t("Start") + sign,
        "baseline_day": view.t("Day of the start"),
        "goal": view.t("Target") + sign,
        "goal_day": view.t("Day of the target"),
        "figure": view.t("Figure") + sign,
        "figure_day": view.t("Last day of the figure's period"),
    }
    boxes = [
        forms.field(label, name, value=fields.get(name, ""), anchor=f"recount-{name}")
        for name, label in labels.items()
    ]
    action = view.href("indicator", slug=view.path["slug"], release=None, as_of=None)
    return html.Form(
        [
            *forms.kept(view.query, "release", "as_of", "geography", "target"),
            *boxes,
            forms.button(view.t("Calculate")),
        ],
        action=action.split("?", maxsplit=1)[0] + "#recount",
        method="get",
        className="form recount",
    )


def _series(view: View, row: Row) -> Series:
    about = row.observation
    return Series.of(view.path["slug"], about.geography, about.breakdown)


def _day(view: View, day: date | None) -> str:
    return formats.day(day, view.language) if day else ""
