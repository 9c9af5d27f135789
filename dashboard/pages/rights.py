"""The rights package, item by item: what applied, what was delivered, declined, and how fast?"""

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard.components import BandRow, Cell, Child
from dashboard.i18n import N_
from dashboard.page import Page, View
from dashboard.pages import parts
from dashboard.presenters import series, words
from dashboard.presenters.overview import headline_figure
from dashboard.presenters.rows import Row, words_or_mark
from dashboard.presenters.select import lists, observations, same_breakdown, value_of
from indicators.results import Mark

ITEMS = "rights_items_delivered"
FULL = "rights_full_package"
PROMPT = "rights_timeliness"
ITEM = "item_id"


def title(view: View) -> str:
    """State how much of what applied was delivered, or that nobody has reported it."""
    row = parts.latest(view, ITEMS)
    if row is None or not row.figure:
        return view.t("Delivery of the rights package: not reported yet")
    return view.t(
        "{figure} of the items that applied were delivered in {period}",
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
        _items(view),
        *(parts.indicator_figure(view, slug, page="rights") for slug in (FULL, PROMPT)),
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
        return parts.sentences(about, silent)
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


def _items(view: View) -> Component:
    whole = parts.latest(view, ITEMS)
    by_item = _rows_of(view, ITEMS, whole)
    declined = _rows_of(view, ITEMS, _declined(view, whole))
    prompt = _rows_of(view, PROMPT, parts.latest(view, PROMPT))
    register = lists(view.release, ITEM)
    reported = [code for code, row in by_item.items() if row.mark is None]
    heading = view.t("None of the {count} items has been reported yet", count=len(register))
    if reported:
        heading = view.n(
            "{count} of {all} items is reported",
            "{count} of {all} items are reported",
            len(reported),
            all=len(register),
        )
    place = words.place(view, view.settings.geography)
    line = [view.t("Share of those to whom the item applied"), place, whole.period if whole else ""]
    return c.figure(
        view,
        anchor="items",
        heading=heading,
        line=", ".join(part for part in line if part),
        picture=_picture(view, by_item),
        data=_table(view, by_item, declined, prompt),
        said=parts.judged(view, whole, *(whole.remarks if whole else ())),
        working=parts.working(view, ITEMS, whole) if whole else (),
        downloads=parts.downloads(view, ITEMS),
        permanent=view.permanent("rights") + "#items",
    )


def _rows_of(view: View, slug: str, whole: Row | None) -> dict[str, Row]:
    if whole is None:
        return {}
    return {p.code: p.row for p in series.parts(view, slug, whole.observation, ITEM)}


def _declined(view: View, whole: Row | None) -> Row | None:
    if whole is None:
        return None
    beside = [
        o
        for o in observations(view.release, ITEMS, whole.observation.geography)
        if o.period == whole.observation.period
        and value_of(o, "figure") == "declined"
        and same_breakdown(o, whole.observation, {"figure"})
    ]
    return parts.row(view, ITEMS, beside[0]) if beside else None


def _picture(view: View, rows: dict[str, Row]) -> Child:
    codes = list(lists(view.release, ITEM))
    bars = [_bar(view, code, rows.get(code)) for code in codes]
    label = "; ".join(f"{bar.label}: {bar.text}" for bar in bars)
    ticks = [(0.0, "0"), (0.5, f"50{parts.percent(view)}"), (1.0, f"100{parts.percent(view)}")]
    return c.band(bars, top=1, ticks=ticks, label=label) if bars else ""


def _bar(view: View, code: str, row: Row | None) -> BandRow:
    label = words.code(view, ITEM, code)
    if row is None:
        return BandRow(label, "missing", view.t(words.MARKS[Mark.NOT_REPORTED][0]))
    if row.value is None:
        return BandRow(
            label, "hidden" if row.mark is Mark.HIDDEN else "missing", words_or_mark(view, row)
        )
    return BandRow(label, "bar", row.figure, float(row.value))


def _table(
    view: View, rows: dict[str, Row], declined: dict[str, Row], prompt: dict[str, Row]
) -> Child:
    head = [
        view.t("Item"),
        view.t("Article"),
        view.t("Delivered"),
        view.t("Declined"),
        view.t("Within 7 days"),
    ]
    entries = lists(view.release, ITEM)
    body: list[list[Child | Cell]] = [
        [
            words.code(view, ITEM, code),
            str(entry.get("ecat_article") or ""),
            parts.value_or_silence(view, rows.get(code)),
            parts.value_or_silence(view, declined.get(code)),
            parts.value_or_silence(view, prompt.get(code)),
        ]
        for code, entry in entries.items()
    ]
    table = c.table(view.t("The rights package, item by item"), head, body, stack=True)
    return html.Div(
        [table, parts.legend(view, [*rows.values(), *declined.values(), *prompt.values()])]
    )


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
