"""How does one indicator look within another site's page?

The figure with its table, and a line that says where it comes from. No script takes part, and the
frame around it is another one than a page's (``dashboard.embed``).
"""

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats
from dashboard.components import Child, Link
from dashboard.page import NotHereError, Page, View
from dashboard.pages import indicator


def title(view: View) -> str:
    """State the indicator's latest figure."""
    return indicator.title(view)


def layout(view: View) -> Component:
    """Build the figure; raise NotHereError where the release lacks the indicator."""
    slug = view.path.get("slug", "")
    if view.release is None or slug not in view.release.indicators:
        raise NotHereError(view.t("This release has no indicator named {slug}.", slug=slug))
    shown = indicator.pictures(view, view.release.indicators[slug])
    # The figure states its fact itself; who listens still needs a heading for the whole.
    heading = html.H1(title(view), className="sr" if shown else "")
    return html.Div([heading, *shown, _source(view, slug)], className="page")


def _source(view: View, slug: str) -> Child:
    if view.release is None:
        return None
    head = view.release.head
    said = view.t(
        "Source: {site}, {release}, as known on {day}.",
        site=view.settings.site_name,
        release=view.words(head.title),
        day=formats.day(head.data_cut, view.language),
    )
    demo = view.t("DEMO: made-up figures") + ". " if _made_up(view) else ""
    ways = [
        Link(view.t("The whole page"), view.permanent("indicator", slug=slug)),
        Link(view.t("Licence CC BY 4.0"), "https://creativecommons.org/licenses/by/4.0/"),
    ]
    said_below = html.P([html.B(demo), said] if demo else said, className="embed-source")
    return html.Div([said_below, c.links(ways, label=view.t("About the figures"))])


def _made_up(view: View) -> bool:
    return view.settings.demo or (view.release is not None and view.release.head.kind == "demo")


PAGE = Page(
    name="embed",
    sv="/embed/indikator/<slug>",
    en="/en/embed/indikator/<slug>",
    title=title,
    layout=layout,
    in_menu=False,
)
