"""What does the checklist say of a release, and how are its warnings accepted?"""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats, forms
from dashboard.components import Cell, Child
from dashboard.publishing import WORKING_DRAFT
from dashboard.releasing import Held
from dashboard.workspace import release_acts as acts
from dashboard.workspace import release_words as words
from dashboard.workspace.page import Work
from indicators.checklist import Item
from indicators.published import Release
from indicators.store import ReleaseStore

_MOST = 50


def checklist_section(work: Work, held: Held) -> list[Child]:
    """Give the checklist of a release that is not public yet, with what can be done about it."""
    release = ReleaseStore(work.services.engine).load(held.head.id)
    errors, waiting = held.errors, held.open
    heading = work.n("{count} error", "{count} errors", len(errors))
    heading += ", " + work.n(
        "{count} warning to accept", "{count} warnings to accept", len(waiting)
    )
    parts: list[Child] = [_hindrance(work, held)]
    parts += [_errors(work, release, rule, errors) for rule in _rules(errors)]
    parts += [_warnings(work, release, held, rule) for rule in _rules(waiting)]
    parts.append(_accepted(work, release, held))
    parts.append(_next(work, held))
    return [c.section(work.t("Checklist: {counts}", counts=heading), *parts, anchor="checklist")]


def _hindrance(work: Work, held: Held) -> Child:
    """Say why the release cannot go on yet, or that the checklist holds it no more."""
    if held.head.state == "approved":
        return html.P(
            work.t(
                "The checklist is as it looks now. The release is approved, and nothing here "
                "stops its publication."
            )
        )
    if held.head.id == WORKING_DRAFT:
        return html.P(words.fault(work, "working_draft"))
    if not held.errors:
        return None
    return html.P(
        work.n(
            "The checklist has {count} error. Put it right first.",
            "The checklist has {count} errors. Put them right first.",
            len(held.errors),
        )
    )


def _rules(items: Sequence[Item]) -> list[str]:
    return list(dict.fromkeys(item.rule for item in items))


def _errors(work: Work, release: Release, rule: str, items: Sequence[Item]) -> Component:
    same = [one for one in items if one.rule == rule]
    more = len(same) - _MOST
    listed: list[Component] = [html.Li(words.about(work, release, one)) for one in same[:_MOST]]
    if more > 0:
        listed.append(html.Li(work.n("and {count} more", "and {count} more", more)))
    return html.Div(
        [
            html.H3(c.state(words.rule(work, rule), "away")),
            html.P(words.remedy(work, rule)),
            html.Ul(listed),
        ]
    )


def _warnings(work: Work, release: Release, held: Held, rule: str) -> Component:
    same = [one for one in held.open if one.rule == rule]
    heading = html.H3(c.state(words.rule(work, rule), "dashed"))
    remedy = html.P(words.remedy(work, rule))
    if held.head.state == "approved":
        listed = [html.Li(words.about(work, release, one)) for one in same[:_MOST]]
        return html.Div([heading, html.Ul(listed)])
    if not work.may("release.prepare").allowed:
        return html.Div([heading, remedy])
    ticked = work.lists.get("items", ()) if work.form.get("action") == "tick" else ()
    boxes = [_box(work, release, one, number, ticked) for number, one in enumerate(same)]
    typed = work.form.get("reason", "") if ticked else words.said_before(held).get(rule, "")
    reason = html.Div(
        [
            html.Label(work.t("Reason"), htmlFor=f"reason-{rule}"),
            html.Textarea(typed, id=f"reason-{rule}", name="reason", rows=2, required=True),
        ],
        className="field",
    )
    form = work.form_for(
        "tick",
        html.Fieldset([html.Legend(work.t("Accept"), className="sr"), *boxes]),
        reason,
        forms.button(work.t("Accept what is ticked"), plain=True),
    )
    return html.Div([heading, remedy, form])


def _box(work: Work, release: Release, item: Item, number: int, ticked: Sequence[str]) -> Component:
    value, anchor = acts.tick_value(item.rule, item.about), f"{item.rule}-{number}"
    box = forms.Input(
        id=anchor,
        name="items",
        type="checkbox",
        value=value,
        checked=value in ticked,
    )
    said = html.Label(words.about(work, release, item), htmlFor=anchor)
    return html.Div([box, said], className="tick")


def _accepted(work: Work, release: Release, held: Held) -> Child:
    now = {(one.rule, one.about) for one in held.items}
    found = [
        one
        for one in held.ticks
        if one.content_hash == held.head.content_hash and (one.rule, one.about) in now
    ]
    if not found:
        return None
    by_name = {(one.rule, one.about): one for one in held.items}
    head = [work.t("Warning"), work.t("Reason"), work.t("By")]
    rows: list[list[Child | Cell]] = [
        [
            Cell(
                words.rule(work, one.rule),
                below=words.about(work, release, by_name[one.rule, one.about]),
            ),
            one.reason,
            Cell(one.by, below=formats.moment(one.at, work.language)),
        ]
        for one in found
    ]
    heading = work.n("{count} accepted warning", "{count} accepted warnings", len(found))
    table = c.table(heading, head, rows, hide_caption=True, stack=True)
    return c.details(heading, table)


def _next(work: Work, held: Held) -> Child:
    stays = held.errors or held.head.id == WORKING_DRAFT or held.head.state != "draft"
    if stays or not work.may("release.prepare").allowed:
        return None
    return work.form_for("check", forms.button(work.t("Mark as checked")))
