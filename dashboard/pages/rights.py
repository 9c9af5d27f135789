"""The rights package, item by item: what applied, what was delivered, declined, and how fast?"""

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import figure_grids
from dashboard.chart_words import row_height
from dashboard.components import Cell, Child
from dashboard.i18n import N_
from dashboard.page import Page, View
from dashboard.pages import parts
from dashboard.pages.over_time import indicator_figure
from dashboard.pages.stated import stated
from dashboard.presenters import words
from dashboard.presenters.overview import headline_figure
from dashboard.presenters.rights import (
    ITEM,
    ITEMS,
    PARTS,
    PROMPT,
    Grid,
    delivered,
    in_words,
    lanes_of,
    spoken,
)
from dashboard.presenters.select import lists
from indicators.results import Mark

FULL = "rights_full_package"
_KEY_HEIGHT = 50


def title(view: View) -> str:
    """State how much of what applied was delivered, or that nobody has reported it."""
    row = parts.latest(view, ITEMS)
    if row is None or not row.figure:
        return parts.silent_title(
            view, ITEMS, row, view.t("Delivery of the rights package: not reported yet")
        )
    return view.t(
        "{figure} of the applicable items were delivered in {period}",
        figure=row.figure,
        period=row.period,
    )


def layout(view: View) -> Component:
    """Build the page."""
    if view.release is None:
        return parts.no_release(view, view.t("Rights package"))
    goal = words.decapital(words.code(view, "goals", "rights"))
    return c.page(
        c.page_header(title(view), _lead(view), kicker=view.t("Goal: {goal}", goal=goal)),
        _in_all(view),
        _items(view),
        *(indicator_figure(view, slug, page="rights") for slug in (FULL, PROMPT)),
        _definition(view),
    )


def _lead(view: View) -> str:
    row = parts.latest(view, ITEMS)
    count = len(lists(view.release, ITEM))
    about = view.n(
        "The package is the assistance that article 12 of the Council of Europe convention "
        "against trafficking lists: {count} item.",
        "The package is the assistance that article 12 of the Council of Europe convention "
        "against trafficking lists: {count} items.",
        count,
    )
    if row is None or not row.figure:
        silent = view.t("No document counts how many items were delivered. That is not zero.")
        return parts.sentences(about, parts.silence(view, row, silent))
    others = [
        view.t("{title}: {figure}.", title=view.words(_title(view, slug)), figure=said)
        for slug in (FULL, PROMPT)
        if view.release
        and slug in view.release.indicators
        and (said := headline_figure(view, view.release, slug, view.settings.geography))
    ]
    return parts.sentences(about, *others)


def _title(view: View, slug: str) -> dict[str, str]:
    found = view.release.indicators[slug] if view.release else None
    return dict(found.definition["title"]) if found else {}


def _in_all(view: View) -> Component | None:
    """Show the headline's figure over time, declined beside delivered, once it is reported."""
    row = parts.latest(view, ITEMS)
    return indicator_figure(view, ITEMS, page="rights") if row is not None and row.figure else None


def _items(view: View) -> Component:
    grid = delivered(view, view.settings.geography)
    whole = parts.latest(view, ITEMS)
    now = [lane.cells[-1] for lane in grid.lanes] if grid.periods else []
    reported = sum(1 for cell in now if cell.share and cell.share.mark is None)
    heading = view.t("None of the {count} items has been reported yet", count=len(grid.lanes))
    if reported:
        heading = view.n(
            "{count} of {all} items is reported",
            "{count} of {all} items are reported",
            reported,
            all=len(grid.lanes),
        )
        heading = f"{heading}, {grid.periods[-1]}"
    elif any(cell.share and cell.share.mark is Mark.HIDDEN for cell in now):
        heading = view.t(
            "Item by item: hidden to protect people, {period}", period=grid.periods[-1]
        )
    place = words.place(view, view.settings.geography)
    return c.figure(
        view,
        anchor="items",
        heading=heading,
        sentence=in_words(view, grid),
        line=", ".join((view.t("Per cent of those to whom the item applied"), place)),
        picture=_picture(view, grid),
        data=_table(view, grid),
        said=stated(view, ITEMS, whole, *(whole.remarks if whole else ())),
        working=parts.working(view, ITEMS, whole) if whole else (),
        downloads=parts.downloads(view, ITEMS),
        permanent=view.permanent("rights") + "#items",
    )


def _picture(view: View, grid: Grid) -> Child:
    if not grid.lanes:
        return ""
    names = {part: view.t(said) for part, said in PARTS.items()}
    lanes = lanes_of(view, grid)
    row = row_height([lane.label for lane in lanes], figure_grids.MOST_SIGNS)
    # The key to the parts takes several lines on a phone, and must not take them from the rows.
    key = _KEY_HEIGHT if any(cell.parts for lane in lanes for cell in lane.cells) else 0
    return c.chart(
        figure_grids.delivery(lanes, grid.ticks, names),
        label="; ".join(f"{lane.label}: {spoken(view, lane.cells[-1])}" for lane in grid.lanes),
        anchor="chart-items",
        height=90 + key + row * len(lanes),
        language=view.language,
    )


def _table(view: View, grid: Grid) -> Child:
    head = [
        view.t("Item"),
        view.t("Article"),
        view.t("Period"),
        view.t("Delivered"),
        view.t("Declined"),
        view.t("Within 7 days"),
    ]
    last = max((len(lane.cells) for lane in grid.lanes), default=0) - 1
    now = c.table(
        view.t("The rights package, item by item"),
        head,
        _table_rows(view, grid, [last]),
        stack=True,
    )
    rows = [row for lane in grid.lanes for cell in lane.cells for row in cell.rows]
    said: list[Child] = [now, parts.legend(view, rows)]
    if last > 0:
        caption = view.t("The rights package, item by item, in earlier periods")
        earlier = _table_rows(view, grid, range(last - 1, -1, -1))
        said.append(
            c.details(view.t("Earlier periods"), c.table(caption, head, earlier, stack=True))
        )
    return html.Div([*said, parts.sources_below(view, rows)])


def _table_rows(view: View, grid: Grid, places: Iterable[int]) -> list[list[Child | Cell]]:
    cells = [(lane, lane.cells[place]) for place in places for lane in grid.lanes if place >= 0]
    return [
        [
            lane.label,
            lane.article,
            cell.period,
            parts.value_or_silence(view, cell.share),
            parts.value_or_silence(view, cell.declined),
            parts.value_or_silence(view, cell.prompt),
        ]
        for lane, cell in cells
    ]


def _definition(view: View) -> Component:
    return c.section(
        view.t("How it is counted"),
        html.P(
            view.t(
                "Items that a person declined are taken out of the denominator, and the share "
                "that declined always stands beside it, so that a rise in declining shows."
            )
        ),
    )


PAGE = Page(
    name="rights",
    sv="/rattighetspaketet",
    en="/en/rattighetspaketet",
    title=title,
    layout=layout,
    menu=N_("Rights package"),
    description=lambda view: view.t(
        "The rights package item by item: what applied, what was delivered, and how fast."
    ),
)
