"""What has happened since the committee last met? One page, for the meeting and for print."""

from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats, forms, printing
from dashboard.components import Child, Link
from dashboard.i18n import N_
from dashboard.links import report_address
from dashboard.page import NotHereError, Page, View
from dashboard.pages import committee_tables as tables
from dashboard.pages import parts
from dashboard.pages.lookup import before, in_force, other, standing
from dashboard.pages.over_time import indicator_figure
from dashboard.presenters import committee as p
from dashboard.presenters import series, words
from dashboard.presenters.overview import lead_slug
from dashboard.presenters.select import lists
from indicators.published import Release, ReleaseHead

_MOST_CHARTS = 4


def title(view: View) -> str:
    """Say since when, and how much happened."""
    compared = _compared(view)
    if compared is None and _was_out(view):
        return view.t("Since {day}: nothing new in the release shown", day=_asked_day(view))
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
    said = [_unbroken(text) for text, these in counted.items() if these]
    what = words.joined(view, said) if said else view.t("no figure has changed")
    return view.t("Since {day}: {what}", day=day, what=what)


def _unbroken(counted: str) -> str:
    """Keep a number on one line with the word that it counts."""
    return counted.replace(" ", formats.NO_BREAK, 1)


def layout(view: View) -> Component:
    """Build the page; raise NotHereError where ``since`` names no earlier release."""
    if view.release is None:
        return parts.no_release(view, view.t("The committee"))
    compared = _compared(view)
    kicker = view.t("For the committee")
    if compared is None:
        # How things stand is told all the same: of a release and itself nothing differs.
        now = p.happened(view, view.release, view.release, view.settings.geography)
        return c.page(
            c.page_header(title(view), _why_alone(view, view.release), kicker=kicker),
            _since_form(view, view.release) if _was_out(view) else None,
            tables.states(view, now.standings, said=None),
            tables.overdue(view, now.overdue),
            tables.promises(view, now.promises),
        )
    found = compared.found
    return c.page(
        c.page_header(title(view), _lead(view, compared), kicker=kicker),
        _acts(view, compared),
        _since_form(view, compared.new),
        tables.states(view, found.standings, said=view.t("No state has changed.")),
        tables.revisions(view, compared),
        tables.fresh(view, compared),
        tables.decided(view, compared),
        tables.overdue(view, found.overdue),
        tables.promises(view, found.promises),
        _notes_to_reader(view, compared),
        *_charts(view, compared),
    )


def _compared(view: View) -> p.Compared | None:
    if view.release is None or _was_out(view):
        return None
    old = since(view)
    if old is None:
        return None
    found = p.happened(view, old, view.release, view.settings.geography)
    return p.Compared(old, view.release, found)


def since(view: View) -> Release | None:
    """Give the release that the address compares with, else the one before the one shown."""
    asked = view.query.get("since")
    if asked is None or view.release is None:
        return before(view)
    head = _named(view, asked)
    found = other(view, head.id) if head else None
    if found is None:
        raise NotHereError(_why_not(view, asked))
    if found.head.data_cut >= view.release.head.data_cut:
        said = view.t("{id} is not earlier than the release shown.", id=found.head.id)
        raise NotHereError(said)
    return found


def _named(view: View, asked: str) -> ReleaseHead | None:
    """Give the release of a name, else the one that was in force on a day."""
    head = next((one for one in standing(view) if one.id == asked), None)
    day = _day(asked)
    return in_force(view, day) if head is None and day else head


def _was_out(view: View) -> bool:
    """Tell whether the release shown was out by the day that the address compares with."""
    asked = view.query.get("since")
    head = _named(view, asked) if asked is not None else None
    if head is None or view.release is None:
        return False
    return head.data_cut >= view.release.head.data_cut


def _asked_day(view: View) -> str:
    asked = view.query.get("since", "")
    day = _day(asked)
    return formats.day(day, view.language) if day else asked


def _why_alone(view: View, shown: Release) -> str:
    """Say why a release is compared with none."""
    if not _was_out(view):
        return view.t("This is the first release, so there is nothing to compare it with.")
    return view.t(
        "{release} was out by then. This is how things stand in it; name an earlier day to read "
        "what it changed.",
        release=view.words(shown.head.title),
    )


def _why_not(view: View, asked: str) -> str:
    if not _day(asked):
        return view.t(
            "{asked} is neither a release nor a day. Write the day as YYYY-MM-DD, for instance "
            "2025-06-01.",
            asked=asked,
        )
    first = min((head.in_force_from for head in standing(view)), default=None)
    if first is None:
        return view.t("There is no release {id} to compare.", id=asked)
    return view.t(
        "No release was in force on {day}. The first is from {first}.",
        day=asked,
        first=formats.day(first, view.language),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _lead(view: View, compared: p.Compared) -> str:
    return view.t(
        "Everything on this page comes from the release of {new}, built on what had been reported "
        "by that day, and is compared with the release of {old}. What was reported later is not "
        "in it.",
        new=formats.day(compared.new.head.data_cut, view.language),
        old=formats.day(compared.old.head.data_cut, view.language),
    )


def _acts(view: View, compared: p.Compared) -> Component:
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


def _since_form(view: View, shown: Release) -> Component:
    last = before(view)
    earlier = [
        Link(view.words(head.title), view.href("committee", since=head.id))
        for head in standing(view)
        if head.data_cut < shown.head.data_cut
    ]
    form = html.Form(
        [
            *forms.kept(view.query, "release", "as_of"),
            forms.field(
                view.t("Day of the last meeting (YYYY-MM-DD)"),
                "since",
                value=view.query.get("since", last.head.data_cut.isoformat() if last else ""),
                pattern=r"\d{4}-\d\d-\d\d.*",
            ),
            forms.button(view.t("Show")),
        ],
        action=view.href("committee", release=None, as_of=None, geography=None),
        method="get",
        className="form",
    )
    label = view.t("Compare with another day")
    listed = c.links(earlier, label=view.t("Earlier releases"))
    return html.Div([c.details(label, form, listed)], className="unprinted")


def _charts(view: View, compared: p.Compared) -> list[Child]:
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


def _notes_to_reader(view: View, compared: p.Compared) -> Component:
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
