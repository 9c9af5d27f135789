"""One indicator: its figure over time, its breakdowns, definition, arithmetic and revisions."""

from itertools import pairwise

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats
from dashboard.components import Cell, Child, Link
from dashboard.page import NotHereError, Page, View
from dashboard.pages import parts
from dashboard.pages.all_values import all_values
from dashboard.pages.differences import side_cell
from dashboard.pages.estimates import why_a_range
from dashboard.pages.lookup import showing, up_to_shown
from dashboard.pages.national import PRESUMED, national
from dashboard.pages.over_time import indicator_figure
from dashboard.pages.progress import sections
from dashboard.pages.reflection_coverage import coverage
from dashboard.presenters import changes, checks, picking, recount, words
from dashboard.presenters.overview import PAGES as GOAL_PAGES
from dashboard.presenters.reflection import COVERAGE
from indicators.diff import diff
from indicators.published import PublishedIndicator

_ESTIMATED = ("estimated_victims", "reflection_coverage", "reflection_coverage_eligible")


def _found(view: View) -> PublishedIndicator:
    slug = view.path.get("slug", "")
    if view.release is None or slug not in view.release.indicators:
        raise NotHereError(view.t("This release has no indicator named {slug}.", slug=slug))
    return view.release.indicators[slug]


def title(view: View) -> str:
    """State the indicator's latest figure."""
    found = _found(view)
    name = view.words(found.definition["title"])
    if "publisher" in found.definition["breakdowns"]:
        return view.t("{title}, as each publisher states it", title=name)
    return parts.fact(view, name, parts.latest(view, found.slug), group=False)


def layout(view: View) -> Component:
    """Build the page; raise NotHereError where the release lacks the indicator."""
    found = _found(view)
    definition = found.definition
    goal = str(definition["goal"])
    kicker = view.t("Goal: {goal}", goal=words.decapital(words.code(view, "goals", goal)))
    return c.page(
        c.page_header(title(view), _lead(view, found), kicker=kicker),
        *pictures(view, found),
        why_a_range(view) if found.slug in _ESTIMATED else None,
        *sections(view, found.slug),
        all_values(view, found),
        c.section(view.t("Definition"), _definition(view, found), anchor="definition"),
        _caveats(view, found),
        _revisions(view, found),
        _further(view, goal),
    )


def _lead(view: View, found: PublishedIndicator) -> str:
    """Say what is measured, and of which group the heading speaks."""
    row = parts.latest(view, found.slug)
    about = row.group if row is not None and row.figure else ""
    group = view.t("The figure above concerns {group}.", group=about) if about else ""
    return parts.sentences(view.words(found.definition["meaning"]), group)


def pictures(view: View, found: PublishedIndicator) -> list[Child]:
    """Give the figures that speak for an indicator."""
    if found.slug == PRESUMED:
        return national(view)
    if found.slug == COVERAGE:
        return [coverage(view, page="indicator")]
    # One line through what different publishers count would say what none of them says.
    if "publisher" in found.definition["breakdowns"]:
        return []
    return [indicator_figure(view, found.slug, page="indicator")]


def _definition(view: View, found: PublishedIndicator) -> Child:
    d = found.definition
    listed = [
        (view.t("Why it matters"), view.words(d["why"])),
        (view.t("Formula"), checks.formula(view, found)),
        (view.t("Unit"), words.looked_up(view, words.UNITS, str(d["unit"]))),
        (view.t("Kind"), words.looked_up(view, words.KINDS, str(d["kind"]))),
        (view.t("Direction"), words.looked_up(view, words.DIRECTIONS, str(d["direction"]))),
        (
            view.t("Broken down by"),
            words.joined(view, [words.dimension(view, name) for name in d["breakdowns"]]),
        ),
        (
            view.t("Sources"),
            words.joined(view, [words.code(view, "sources", name) for name in d["sources"]]),
        ),
        (view.t("Owner"), view.words(d["owner"])),
        *((view.t("Scope bridge"), _bridge(view, bridge)) for bridge in d["bridges"]),
        *((view.t("Break in the series"), str(day)) for day in d["breaks"]),
    ]
    rows: list[list[Child | Cell]] = [[name, said] for name, said in listed if said]
    caption = view.t("Definition, as this release used it")
    return c.table(caption, [view.t("What"), view.t("Means")], rows, hide_caption=True, stack=True)


def _bridge(view: View, bridge: dict[str, dict[str, str]]) -> str:
    return f"{view.words(bridge['title'])}. {view.words(bridge['reason'])}"


def _caveats(view: View, found: PublishedIndicator) -> Child:
    caveats = [view.words(caveat) for caveat in found.definition["caveats"]]
    if not caveats:
        return None
    listed = html.Ul([html.Li(text) for text in caveats])
    return c.section(view.t("To bear in mind"), listed, anchor="caveats")


def _revisions(view: View, found: PublishedIndicator) -> Child:
    rows: list[list[Child | Cell]] = []
    for earlier, later in reversed(list(pairwise(up_to_shown(view)))):
        differing = changes.revisions(diff(earlier, later, found.slug))
        rows += [
            [
                formats.day(later.head.data_cut, view.language),
                ", ".join(part for part in (line.period, line.group, line.place) if part),
                side_cell(view, line.old),
                side_cell(view, line.new),
            ]
            for line in changes.lines(showing(view, later), earlier, later, differing)
        ]
    heading = view.t("Revisions")
    if not rows:
        return c.section(heading, html.P(view.t("No published value has been revised.")))
    head = [view.t("As known on"), view.t("About"), view.t("Old"), view.t("New")]
    caption = view.t("Values that a later release says otherwise")
    return c.section(heading, c.table(caption, head, rows, stack=True), anchor="revisions")


def _further(view: View, goal: str) -> Child:
    page = GOAL_PAGES.get(goal, "overview")
    items = [
        Link(view.t("More about the goal"), view.href(page)),
        Link(view.t("All indicators"), view.href("about") + "#indicators"),
    ]
    return c.links(items, label=view.t("Further"))


PAGE = Page(
    name="indicator",
    sv="/indikator/<slug>",
    en="/en/indikator/<slug>",
    title=title,
    layout=layout,
    in_menu=False,
    params=("target", *recount.FIELDS, *picking.FIELDS),
)
