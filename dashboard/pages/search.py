"""Where does the site speak of what the reader asks about?"""

from collections.abc import Iterator

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard.access import PUBLIC, decide
from dashboard.components import Child
from dashboard.i18n import N_
from dashboard.page import Page, View
from dashboard.presenters import words
from dashboard.presenters.overview import PAGES as GOAL_PAGES
from dashboard.presenters.select import lists
from dashboard.search import Entry, Found, Kind, search
from dashboard.search_form import search_form
from dashboard.terms import TERMS

_MOST = 40
_HEADINGS: dict[Kind, str] = {
    "indicator": N_("Indicators"),
    "goal": N_("Goals"),
    "page": N_("Pages"),
    "term": N_("Words explained"),
}


def title(view: View) -> str:
    """Say what was asked for, where something was."""
    asked = view.query.get("q", "")
    return view.t("Search: {question}", question=asked) if asked else view.t("Search")


def layout(view: View) -> Component:
    """Build the page: a form that needs no script, and what was found."""
    asked = view.query.get("q", "")
    lead = view.t("Finds indicators, goals, pages and explained words.")
    return c.page(
        c.page_header(title(view), None if asked else lead, kicker=view.t("Search")),
        search_form(view, asked, name="question"),
        *(_answer(view, asked, search(list(entries(view)), asked, view.language)) if asked else ()),
    )


def entries(view: View) -> Iterator[Entry]:
    """List all that can be found in the release shown.

    What stands in a source is Swedish, so each thing is found by its name in the other language.
    """
    other = view.in_language("en" if view.language == "sv" else "sv")
    if view.release is not None:
        for slug, found in view.release.indicators.items():
            d = found.definition
            also = " ".join(
                [
                    slug.replace("_", " "),
                    other.words(d["title"]),
                    view.words(d["why"]),
                    words.code(view, "goals", str(d["goal"])),
                    *(words.dimension(view, name) for name in d["breakdowns"]),
                    *(words.code(view, "sources", name) for name in d["sources"]),
                ]
            )
            href = view.href("indicator", slug=slug)
            yield Entry("indicator", view.words(d["title"]), view.words(d["meaning"]), href, also)
    for code, goal in lists(view.release, "goals").items():
        page = GOAL_PAGES.get(code, "overview")
        said = words.code(view, "goals", code)
        yield Entry("goal", said, "", view.href(page), str(goal.get(other.language, "")))
    yield from _pages(view, other)
    for term in TERMS:
        href = view.href("glossary") + f"#{term.anchor}"
        forms = (term.forms.get(one.language, ()) for one in (view, other))
        also = " ".join([term.said(other), *(form for some in forms for form in some)])
        yield Entry("term", term.said(view), view.t(term.meaning), href, also)


def _pages(view: View, other: View) -> Iterator[Entry]:
    for page in view.routes.values():
        open_to_all = decide(PUBLIC, page.permission).allowed
        if not open_to_all or "<" in page.sv or page.name == "search":
            continue
        about = page.description(view) if page.description else ""
        stated = page.title(view)
        name = view.t(page.menu) if page.menu else stated
        also = " ".join([stated, other.t(page.menu)]) if page.menu else stated
        yield Entry("page", name, about or stated, view.href(page.name), also)


def _answer(view: View, asked: str, found: Found) -> Iterator[Child]:
    said = view.n("{count} hit", "{count} hits", len(found.entries))
    if not found.entries:
        said = view.t("Nothing was found for “{question}”.", question=asked)
    yield html.P(said, role="status", className="found-count")
    if found.entries and found.unknown:
        left = ", ".join(found.unknown)
        yield html.P(view.t("Nothing holds: {words}.", words=left), className="soft")
    if not found.entries:
        yield _instead(view, found.nearest)
    shown = found.entries[:_MOST]
    for kind, heading in _HEADINGS.items():
        if group := [entry for entry in shown if entry.kind == kind]:
            listed = html.Ul([_hit(entry) for entry in group], className="found")
            yield c.section(view.t(heading), listed)


def _instead(view: View, nearest: str) -> Component:
    ways: list[Child] = []
    if nearest:
        near = c.link(nearest, view.href("search", q=nearest))
        ways.append(html.P([view.t("Did you mean: "), near]))
    ways.append(html.P(view.t("Try another word, or fewer. These lead further:")))
    links = [
        c.link(view.t("All indicators"), view.href("about") + "#indicators"),
        c.link(view.t("All words explained"), view.href("glossary")),
    ]
    ways.append(html.Ul([html.Li(one) for one in links]))
    return html.Div(ways)


def _hit(entry: Entry) -> Component:
    below = [html.Span(entry.text, className="found-text")] if entry.text else []
    return html.Li([c.link(entry.title, entry.href), *below])


PAGE = Page(
    name="search",
    sv="/sok",
    en="/en/sok",
    title=title,
    layout=layout,
    in_menu=False,
    params=("q",),
    # Not kept: everybody asks in words of their own.
    live=True,
    menu=N_("Search"),
    description=lambda view: view.t("Finds indicators, goals, pages and explained words."),
)
