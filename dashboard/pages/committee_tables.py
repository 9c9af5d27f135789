"""Which tables tell a committee what happened: states, figures, targets, delays, actions?"""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats
from dashboard.components import Cell, Child
from dashboard.page import View
from dashboard.pages import parts
from dashboard.presenters import committee as p
from dashboard.presenters.overdue import Overdue

_MOST_ROWS = 12
_OUTCOMES = {"open": "under_way", "done": "done", "dropped": "dropped"}


def states(view: View, standings: Sequence[p.Standing], *, said: str | None) -> Component:
    """Give each target's state then and now, the changed first; ``said`` where none has changed.

    ``said`` is None where there is no then.
    """
    heading = view.t("States")
    if not standings:
        none = view.t("No measurable target has been decided, so nothing has a state.")
        return c.section(heading, html.P(none), anchor="states")
    head = [
        view.t("What is followed"),
        *([] if said is None else [view.t("State then")]),
        view.t("State now"),
        view.t("Latest value"),
        view.t("Target"),
    ]
    ordered = sorted(standings, key=lambda one: not one.flipped)
    rows = [_standing(view, one, then=said is not None) for one in ordered]
    caption = view.t("State of each target, the changed first")
    if said is None:
        caption = view.t("State of each target")
    table = c.table(caption, head, rows, stack=True)
    flipped = any(one.flipped for one in standings)
    silent = flipped or said is None
    return c.section(heading, None if silent else html.P(said), table, anchor="states")


def _standing(view: View, one: p.Standing, *, then: bool) -> list[Child | Cell]:
    now: Child = c.status(view, one.now if one.now in c.STATUS_SHAPES else "no_target")
    if one.flipped:
        now = html.Span([now, c.note(view.t("changed"))], className="said")
    return [
        c.link(one.title, view.href("indicator", slug=one.slug)),
        *([p.status_words(view, one.before)] if then else []),
        now,
        Cell(one.figure, one.period, kind="number"),
        one.target,
    ]


def revisions(view: View, compared: p.Compared) -> Component:
    """Give what was known then and says something else now, with why."""
    found, heading = compared.found, view.t("Revised figures")
    if not found.revisions:
        none = view.t("No figure that was known says anything else now.")
        return c.section(heading, html.P([none, " ", _renamed(view, found)]), anchor="revised")
    head = [view.t("Figure"), view.t("Old"), view.t("New"), view.t("Why")]
    rows: list[list[Child | Cell]] = [
        [
            Cell(c.link(one.subject, view.href("indicator", slug=one.slug)), one.group or None),
            Cell(one.old, kind="number"),
            Cell(html.B(one.new), kind="number"),
            one.why or view.t("The sources give no reason."),
        ]
        for one in found.revisions[:_MOST_ROWS]
    ]
    caption = view.t("Figures that were known then and say something else now")
    return c.section(
        heading,
        c.table(caption, head, rows, stack=True),
        _rest(view, compared, len(found.revisions)),
        html.P(_renamed(view, found)) if found.renamed else None,
        anchor="revised",
    )


def _renamed(view: View, found: p.Happened) -> str:
    if not found.renamed:
        return ""
    return view.n(
        "{count} figure stands and is called something else, final in place of preliminary say.",
        "{count} figures stand and are called something else, final in place of preliminary say.",
        found.renamed,
    )


def _rest(view: View, compared: p.Compared, count: int) -> Child:
    if count <= _MOST_ROWS:
        return None
    href = view.href("releases", old=compared.old.head.id, new=compared.new.head.id)
    said = view.n("{count} more", "{count} more", count - _MOST_ROWS)
    return html.P(c.link(said, href))


def fresh(view: View, compared: p.Compared) -> Component:
    """Give the new figures, one row for each indicator."""
    found, heading = compared.found.fresh, view.t("New figures")
    if not found:
        return c.section(heading, html.P(view.t("No new figure has come.")), anchor="new")
    head = [view.t("Indicator"), view.t("Latest new figure"), view.t("Status"), view.t("Source")]
    rows: list[list[Child | Cell]] = [
        [
            Cell(c.link(one.title, view.href("indicator", slug=one.slug)), _more(view, one)),
            Cell(one.row.figure, _about(one), kind="number"),
            one.row.status,
            parts.source_cell(view, one.row),
        ]
        for one in found[: 2 * _MOST_ROWS]
    ]
    caption = view.t("Figures that were not there then, one row for each indicator")
    return c.section(heading, c.table(caption, head, rows, stack=True), anchor="new")


def _more(view: View, one: p.Fresh) -> str | None:
    if not one.more:
        return None
    return view.n("and {count} more figure", "and {count} more figures", one.more)


def _about(one: p.Fresh) -> str:
    return ", ".join(part for part in (one.row.period, one.row.group, one.row.place) if part)


def decided(view: View, compared: p.Compared) -> Component:
    """Give the targets decided since then."""
    heading, found = view.t("Targets decided"), compared.found.decided
    if not found:
        day = formats.day(compared.old.head.data_cut, view.language)
        none = view.t("No target has been decided since {day}.", day=day)
        return c.section(heading, html.P(none), anchor="targets")
    head = [view.t("Figure"), view.t("Old"), view.t("New"), view.t("Decided by"), view.t("Why")]
    rows: list[list[Child | Cell]] = [
        [
            c.link(one.title, view.href("indicator", slug=one.slug)),
            one.old or view.t("none decided"),
            html.B(one.new),
            Cell(one.decided_by, one.reference),
            one.why,
        ]
        for one in found
    ]
    table = c.table(view.t("Targets decided since then"), head, rows, stack=True)
    return c.section(heading, table, anchor="targets")


def overdue(view: View, found: Sequence[Overdue]) -> Component:
    """Give what was due before the data cut and had not been reported, by source."""
    heading = view.t("Overdue")
    if not found:
        none = view.t("Nothing that was due before the data cut is missing.")
        return c.section(heading, html.P(none), anchor="overdue")
    several = any(one.count > 1 for one in found)
    due = view.t("The first was due") if several else view.t("Was due")
    head = [view.t("Source"), view.t("Missing"), view.t("Concerns"), due]
    rows: list[list[Child | Cell]] = [
        [
            one.sources,
            one.periods,
            html.Span([_indicator(view, *named) for named in one.indicators]),
            Cell(formats.day(one.due, view.language)),
        ]
        for one in found
    ]
    caption = view.t("Figures that were due before the data cut and had not been reported")
    today = c.link(view.t("How it stands today"), view.href("sources"))
    return c.section(
        heading, c.table(caption, head, rows, stack=True), html.P(today), anchor="overdue"
    )


def _indicator(view: View, slug: str, title: str) -> Child:
    return html.Span(c.link(title, view.href("indicator", slug=slug)), className="line")


def promises(view: View, found: Sequence[p.Promise]) -> Component:
    """Give the actions that are open, or were closed since then."""
    heading = view.t("Actions")
    if not found:
        return c.section(heading, html.P(view.t("No action is open.")), anchor="actions")
    head = [view.t("Action"), view.t("About"), view.t("Owner"), view.t("Due"), view.t("State")]
    rows: list[list[Child | Cell]] = [
        [
            one.what,
            c.link(one.about, view.href("indicator", slug=one.slug)),
            one.owner,
            Cell(
                formats.day(one.due, view.language),
                view.t("the day has passed") if one.late else None,
            ),
            c.status(view, _OUTCOMES[one.outcome], one.note or None),
        ]
        for one in found
    ]
    caption = view.t("Actions that are open, or were closed since then")
    return c.section(heading, c.table(caption, head, rows, stack=True), anchor="actions")
