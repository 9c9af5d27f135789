"""What has happened since the committee last met? One page, for the meeting and for print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats, printing
from dashboard.components import Cell, Child, Link
from dashboard.i18n import N_
from dashboard.links import report_address
from dashboard.page import NotHereError, Page, View
from dashboard.pages import parts
from dashboard.pages.lookup import before, in_force, other, standing
from dashboard.pages.over_time import indicator_figure
from dashboard.presenters import committee as p
from dashboard.presenters import series, words
from dashboard.presenters.overview import lead_slug
from dashboard.presenters.select import lists
from indicators.published import Release, ReleaseHead

_MOST_ROWS = 12
_MOST_CHARTS = 4
_OUTCOMES = {"open": "under_way", "done": "done", "dropped": "dropped"}


@dataclass(frozen=True, slots=True)
class Compared:
    """The two releases and what happened between them."""

    old: Release
    new: Release
    found: p.Happened


def title(view: View) -> str:
    """Say since when, and how much happened."""
    compared = _compared(view)
    if compared is None:
        return view.t("What the committee has to know")
    found = compared.found
    day = formats.day(compared.old.head.data_cut, view.language)
    counted = {
        view.n("{count} new state", "{count} new states", len(found.flips)): found.flips,
        view.n(
            "{count} revised figure", "{count} revised figures", len(found.revisions)
        ): found.revisions,
        view.n("{count} new figure", "{count} new figures", found.new_figures): found.fresh,
        view.n("{count} new target", "{count} new targets", len(found.decided)): found.decided,
    }
    said = [text for text, these in counted.items() if these]
    what = words.joined(view, said) if said else view.t("no figure has changed")
    return view.t("Since {day}: {what}", day=day, what=what)


def layout(view: View) -> Component:
    """Build the page; raise NotHereError where ``since`` names no earlier release."""
    if view.release is None:
        return parts.no_release(view, view.t("The committee"))
    compared = _compared(view)
    kicker = view.t("For the committee")
    if compared is None:
        said = view.t("This is the first release, so there is nothing to compare it with.")
        return c.page(c.page_header(title(view), said, kicker=kicker), _states(view, (), said=""))
    found = compared.found
    return c.page(
        c.page_header(title(view), _lead(view, compared), kicker=kicker),
        _acts(view, compared),
        _since_form(view, compared),
        _states(view, found.standings, said=view.t("No state has changed.")),
        _revisions(view, compared),
        _fresh(view, compared),
        _decided(view, found.decided),
        _overdue(view, found.overdue),
        _promises(view, found.promises),
        *_charts(view, compared),
        _notes_to_reader(view, compared),
    )


def _compared(view: View) -> Compared | None:
    if view.release is None:
        return None
    old = since(view)
    if old is None:
        return None
    found = p.happened(view, old, view.release, view.settings.geography)
    return Compared(old, view.release, found)


def since(view: View) -> Release | None:
    """Give the release that the address compares with, else the one before the one shown."""
    asked = view.query.get("since")
    if asked is None or view.release is None:
        return before(view)
    head = next((one for one in standing(view) if one.id == asked), None)
    if head is None and (day := _day(asked)):
        head = in_force(view, day)
    found = other(view, head.id) if head else None
    if found is None:
        raise NotHereError(view.t("There is no release {id} to compare.", id=asked))
    if found.head.data_cut >= view.release.head.data_cut:
        said = view.t("{id} is not earlier than the release shown.", id=found.head.id)
        raise NotHereError(said)
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _lead(view: View, compared: Compared) -> str:
    return view.t(
        "Everything on this page comes from {new}, which knows what was reported up "
        "to {cut}, and is compared with {old}. What was reported later is not in it.",
        new=words.decapital(view.words(compared.new.head.title)),
        cut=formats.day(compared.new.head.data_cut, view.language),
        old=words.decapital(view.words(compared.old.head.title)),
    )


def _acts(view: View, compared: Compared) -> Component:
    pair = (compared.old.head.id, compared.new.head.id)
    items = [
        Link(view.t("Every difference"), view.href("releases", old=pair[0], new=pair[1])),
        Link(view.t("JSON"), f"/api/v1/releases/{pair[0]}/diff/{pair[1]}"),
        Link(view.t("Permanent link"), view.permanent("committee", since=pair[0])),
    ]
    if printing.possible():
        href = report_address(view.language, pair[1], pair[0])
        items.insert(0, Link(view.t("The report as PDF"), href))
    return c.links(items, label=view.t("Downloads and links"))


def _since_form(view: View, compared: Compared) -> Component:
    earlier = [
        Link(view.words(head.title), view.href("committee", since=head.id))
        for head in standing(view)
        if head.data_cut < compared.new.head.data_cut
    ]
    kept = [
        dcc.Input(type="hidden", name=name, value=view.query[name], id=f"since-{name}")
        for name in ("release", "as_of")
        if name in view.query
    ]
    box = dcc.Input(
        type="text",
        id="since",
        name="since",
        value=view.query.get("since", compared.old.head.data_cut.isoformat()),
        pattern=r"\d{4}-\d\d-\d\d.*",
    )
    form = html.Form(
        [
            *kept,
            html.Div(
                [
                    html.Label(view.t("Day of the last meeting (YYYY-MM-DD)"), htmlFor="since"),
                    box,
                ],
                className="field",
            ),
            html.Button(view.t("Show"), type="submit", className="button"),
        ],
        action=view.href("committee", release=None, as_of=None, geography=None),
        method="get",
        className="form",
    )
    label = view.t("Compare with another day")
    listed = c.links(earlier, label=view.t("Earlier releases"))
    return html.Div([c.details(label, form, listed)], className="unprinted")


def _states(view: View, standings: Sequence[p.Standing], *, said: str) -> Component:
    heading = view.t("States")
    if not standings:
        none = view.t("No measurable target has been decided, so nothing has a state.")
        return c.section(heading, html.P(none), anchor="states")
    head = [
        view.t("What is followed"),
        view.t("State then"),
        view.t("State now"),
        view.t("Latest value"),
        view.t("Target"),
    ]
    ordered = sorted(standings, key=lambda one: not one.flipped)
    rows: list[list[Child | Cell]] = [_standing(view, one) for one in ordered]
    table = c.table(view.t("State of each target, the changed first"), head, rows, stack=True)
    flipped = any(one.flipped for one in standings)
    return c.section(heading, None if flipped else html.P(said), table, anchor="states")


def _standing(view: View, one: p.Standing) -> list[Child | Cell]:
    now: Child = c.status(view, one.now if one.now in c.STATUS_SHAPES else "no_target")
    if one.flipped:
        now = html.Span([now, c.note(view.t("changed"))], className="said")
    return [
        c.link(one.title, view.href("indicator", slug=one.slug)),
        p.status_words(view, one.before),
        now,
        Cell(one.figure, one.period, kind="number"),
        one.target,
    ]


def _revisions(view: View, compared: Compared) -> Component:
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


def _rest(view: View, compared: Compared, count: int) -> Child:
    if count <= _MOST_ROWS:
        return None
    href = view.href("releases", old=compared.old.head.id, new=compared.new.head.id)
    said = view.n("{count} more", "{count} more", count - _MOST_ROWS)
    return html.P(c.link(said, href))


def _fresh(view: View, compared: Compared) -> Component:
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


def _decided(view: View, found: Sequence[p.Decided]) -> Component:
    heading = view.t("Targets decided")
    if not found:
        return c.section(heading, html.P(view.t("No target has been decided.")), anchor="targets")
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


def _overdue(view: View, found: Sequence[p.Overdue]) -> Component:
    heading = view.t("Overdue")
    if not found:
        none = view.t("Nothing that was due by the data cut is missing.")
        return c.section(heading, html.P(none), anchor="overdue")
    head = [view.t("Source"), view.t("Missing"), view.t("Concerns"), view.t("Was due")]
    rows: list[list[Child | Cell]] = [
        [
            one.sources,
            _periods(view, one.periods),
            html.Span([_indicator(view, *named) for named in one.indicators]),
            Cell(formats.day(one.due, view.language)),
        ]
        for one in found
    ]
    caption = view.t("Figures that were due by the data cut and had not been reported")
    today = c.link(view.t("How it stands today"), view.href("sources"))
    return c.section(
        heading, c.table(caption, head, rows, stack=True), html.P(today), anchor="overdue"
    )


def _indicator(view: View, slug: str, title: str) -> Child:
    return html.Span(c.link(title, view.href("indicator", slug=slug)), className="line")


def _periods(view: View, periods: Sequence[str]) -> str:
    if len(periods) <= 3:
        return words.joined(view, periods)
    count = len(periods)
    return view.t("{first} to {last}, {count} periods", first=periods[0], last=periods[-1],
                  count=count)  # fmt: skip


def _promises(view: View, found: Sequence[p.Promise]) -> Component:
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


def _charts(view: View, compared: Compared) -> list[Child]:
    """Show the leading figure of each goal that something happened to."""
    goals = [goal for goal in lists(view.release, "goals") if goal != "context"]
    release = view.release
    if release is None:
        return []
    place = view.settings.geography
    leads = [slug for goal in goals if (slug := lead_slug(release, goal, place))]
    touched = compared.found.touched
    named = {"since": compared.old.head.id}
    shown = [slug for slug in dict.fromkeys(leads) if slug in touched and _has_chart(view, slug)]
    return [
        indicator_figure(view, slug, page="committee", named=named) for slug in shown[:_MOST_CHARTS]
    ]


def _has_chart(view: View, slug: str) -> bool:
    rows = series.total_rows(view, slug, view.settings.geography)
    return any(row.value is not None or row.ends for row in rows)


def _notes_to_reader(view: View, compared: Compared) -> Component:
    old, new = compared.old.head, compared.new.head
    heads: list[ReleaseHead] = sorted(
        (head for head in standing(view) if old.data_cut < head.data_cut <= new.data_cut),
        key=lambda head: (head.data_cut, head.created_at),
    )
    said = [
        html.Li([html.B(view.words(head.title)), ": ", view.words(head.note)])
        for head in heads
        if head.note
    ]
    heading = view.t("What the releases say of themselves")
    none = html.P(view.t("No release since then has a note to the reader."))
    return c.section(heading, html.Ul(said) if said else none, anchor="notes")


PAGE = Page(
    name="committee",
    sv="/namnden",
    en="/en/namnden",
    title=title,
    layout=layout,
    menu=N_("The committee"),
    params=("since",),
    description=lambda view: view.t(
        "What has changed since the committee last met: states, revised and new figures, targets, "
        "what is overdue, and actions."
    ),
)
