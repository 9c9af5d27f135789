"""How does a reader get going? A page for everybody, and one for each kind of reader."""

from functools import partial

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard.components import Child
from dashboard.guides import GUIDES, Guide, Part
from dashboard.i18n import N_
from dashboard.page import Page, View
from dashboard.search_form import search_form
from dashboard.tour import HASH


def title(view: View) -> str:
    """Name the page."""
    return view.t("Help with reading and using the figures")


def layout(view: View) -> Component:
    """Build the page; it needs no release."""
    lead = view.t("Choose what fits you best. Each page takes two minutes to read.")
    guides = [_leading(view, guide) for guide in GUIDES]
    more: list[Child] = [
        html.P(c.link(view.t("Take the tour of the overview"), view.href("overview") + HASH)),
        html.P(c.link(view.t("All words explained"), view.href("glossary"))),
        html.P(c.link(view.t("How good the figures are"), view.href("quality"))),
        html.P(
            c.link(view.t("What to do if something is inaccessible"), view.href("accessibility"))
        ),
    ]
    return c.page(
        c.page_header(title(view), lead, kicker=view.t("Help")),
        html.Ul(guides, className="found"),
        c.section(view.t("Find it by a word"), search_form(view, name="question")),
        c.section(view.t("More help"), *more),
        c.section(view.t("With the keyboard alone"), _keys(view), anchor="keyboard"),
    )


def _leading(view: View, guide: Guide) -> Component:
    below = html.Span(view.t(guide.lead), className="found-text")
    return html.Li([c.link(view.t(guide.menu), view.href(guide.name)), below])


def _keys(view: View) -> Child:
    rows: list[list[Child | c.Cell]] = [
        [
            html.Kbd("Tab"),
            view.t("to the next link, button or field; the first one leads past the menu"),
        ],
        [html.Kbd("Shift + Tab"), view.t("back again")],
        [html.Kbd("Enter"), view.t("opens a link, a folded part or an explained word")],
        [html.Kbd("Esc"), view.t("closes an explanation or the tour")],
        [html.Kbd("← →"), view.t("scroll a wide table once it is reached")],
    ]
    return c.table(
        view.t("Keys"), [view.t("Key"), view.t("Does")], rows, hide_caption=True, stack=True
    )


def _guide_title(guide: Guide, view: View) -> str:
    return view.t(guide.title)


def _guide_layout(guide: Guide, view: View) -> Component:
    others = [other for other in GUIDES if other is not guide]
    onward = [c.Link(view.t(view.routes[name].menu), view.href(name)) for name in guide.ways]
    ways = [c.Link(view.t(other.menu), view.href(other.name)) for other in others]
    return c.page(
        c.page_header(view.t(guide.title), view.t(guide.lead), kicker=view.t(guide.menu)),
        *(_part(view, part) for part in guide.parts),
        c.section(view.t("Go on to"), c.links(onward, label=view.t("Go on to"))),
        c.section(view.t("Help for others"), c.links(ways, label=view.t("Help for others"))),
    )


def _part(view: View, part: Part) -> Component:
    listed = [html.Li(view.t(item)) for item in part.items]
    return c.section(view.t(part.heading), html.Ol(listed) if part.steps else html.Ul(listed))


def _page(guide: Guide) -> Page:
    return Page(
        name=guide.name,
        sv=guide.path,
        en=f"/en{guide.path}",
        title=partial(_guide_title, guide),
        layout=partial(_guide_layout, guide),
        in_menu=False,
        menu=guide.menu,
        description=lambda view: view.t(guide.lead),
    )


PAGE = Page(
    name="help",
    sv="/hjalp",
    en="/en/hjalp",
    title=title,
    layout=layout,
    in_menu=False,
    menu=N_("Help"),
    description=lambda view: view.t("How to read and use the figures, for each kind of reader."),
)
GUIDE_PAGES: tuple[Page, ...] = tuple(_page(guide) for guide in GUIDES)
