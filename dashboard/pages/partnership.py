"""Partnership with civil society: organisations, agreements, referrals, outreach, grants."""

from collections.abc import Sequence
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard.components import Cell, Child
from dashboard.i18n import N_
from dashboard.page import Page, View
from dashboard.pages import parts
from dashboard.pages.commitments import commitment_table
from dashboard.pages.over_time import indicator_figure
from dashboard.pages.partnership_pictures import agreements, referrals
from dashboard.presenters import commitments, series, words
from dashboard.presenters.rows import Row
from dashboard.presenters.select import lists, observations, value_of
from indicators.results import Observation

AGREEMENTS = "partnership_agreements"
FUNDED = "funded_associations"
FIGURES = ("partnership_activity", "partnership_grants")
ORGANISATION = "organisation_id"


def title(view: View) -> str:
    """State how many organisations have an agreement, or a grant where no agreement is reported."""
    row = parts.latest(view, AGREEMENTS)
    if row is not None and row.value is not None:
        return view.n(
            "{figure} organisation has an agreement in force, {period}",
            "{figure} organisations have an agreement in force, {period}",
            int(row.value),
            figure=row.figure,
            period=row.period,
        )
    funded = parts.latest(view, FUNDED)
    if funded is not None and funded.value is not None:
        return view.n(
            "{figure} association with a grant in {period}; agreements are not reported yet",
            "{figure} associations with a grant in {period}; agreements are not reported yet",
            int(funded.value),
            figure=funded.figure,
            period=funded.period,
        )
    return view.t("Agreements with organisations: not reported yet")


def layout(view: View) -> Component:
    """Build the page."""
    if view.release is None:
        return parts.no_release(view, view.t("Partnership"))
    goal = words.decapital(words.code(view, "goals", "partnership"))
    funded = [FUNDED] if parts.latest(view, FUNDED) else []
    return c.page(
        c.page_header(title(view), _lead(view), kicker=view.t("Goal: {goal}", goal=goal)),
        _sought(view),
        _organisations(view),
        agreements(view),
        *(indicator_figure(view, slug, page="partnership") for slug in funded),
        referrals(view),
        *(indicator_figure(view, slug, page="partnership") for slug in FIGURES),
    )


def _lead(view: View) -> str:
    count = len(lists(view.release, ORGANISATION))
    named = view.n(
        "{count} organisation that the city works with or has consulted is named.",
        "{count} organisations that the city works with or has consulted are named.",
        count,
    )
    rows = series.total_rows(view, "partnership_referrals", view.settings.geography)
    silent = series.never_reported(rows)
    missing = view.t("Referrals and joint work have not been reported.") if silent else ""
    return parts.sentences(named if count else "", missing)


def _sought(view: View) -> Child:
    found = [
        item for item in commitments.items(view, "commitments_done") if item.goal == "partnership"
    ]
    if not found:
        return None
    heading = view.t("What the programme should contain")
    return c.section(heading, commitment_table(view, found, heading), anchor="sought")


def _organisations(view: View) -> Child:
    register = lists(view.release, ORGANISATION)
    if not register:
        return None
    columns = [
        (heading, slug)
        for heading, slug in (
            (view.t("Agreement"), AGREEMENTS),
            (view.t("Referrals"), "partnership_referrals"),
            (view.t("Grant"), "partnership_grants"),
        )
        if view.release and ORGANISATION in view.release.indicators[slug].definition["breakdowns"]
    ]
    each = {
        code: [_latest_of(view, slug, code) for _, slug in columns]
        for code in sorted(register, key=lambda one: words.code(view, ORGANISATION, one))
    }
    periods = [
        _one_period([found[place] for found in each.values()]) for place in range(len(columns))
    ]
    head = [
        view.t("Organisation"),
        *(
            ", ".join(filter(None, (heading, period)))
            for (heading, _), period in zip(columns, periods, strict=True)
        ),
    ]
    rows: list[list[Child | Cell]] = [
        [
            words.code(view, ORGANISATION, code),
            *(
                parts.value_or_silence(view, row) if period else _with_period(view, row)
                for row, period in zip(found, periods, strict=True)
            ),
        ]
        for code, found in each.items()
    ]
    caption = view.t("Organisations, in alphabetical order")
    heading = view.t("Organisations")
    table = c.table(caption, head, rows, hide_caption=True, stack=True)
    shown = [row for found in each.values() for row in found if row is not None]
    return c.section(heading, table, parts.legend(view, shown), anchor="organisations")


def _one_period(found: Sequence[Row | None]) -> str:
    """Give the period that a column is about, for its heading; "" where its rows have several."""
    periods = {row.period for row in found if row is not None}
    return periods.pop() if len(periods) == 1 else ""


def _with_period(view: View, row: Row | None) -> Cell:
    """Show an organisation's latest figure with the period that it is about."""
    cell = parts.value_or_silence(view, row, remarks=False)
    if row is None:
        return cell
    said = [html.Span(text, className="line") for text in (row.period, *row.remarks)]
    return replace(cell, below=html.Span(said))


def _latest_of(view: View, slug: str, code: str) -> Row | None:
    here = observations(view.release, slug, view.settings.geography)
    found = [o for o in here if value_of(o, ORGANISATION) == code]
    if not found or view.release is None:
        return None
    newest: Observation = max(found, key=lambda o: (o.period.end, o.period.months))
    return parts.row(view, slug, newest)


PAGE = Page(
    name="partnership",
    sv="/samverkan",
    en="/en/samverkan",
    title=title,
    layout=layout,
    menu=N_("Partnership"),
    description=lambda view: view.t(
        "How the city works with civil society: agreements, referrals, joint outreach, grants."
    ),
)
