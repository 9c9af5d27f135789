"""What stands around every page: the menu, the release bar, the foot; and pages that refuse."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from dashboard import formats
from dashboard.components import Child, aria, details, link
from dashboard.i18n import N_
from dashboard.page import Language, Page, View
from dashboard.search_form import search_form

KINDS: Mapping[str, str] = {
    "reconstructed": N_("reconstructed from public documents"),
    "correction": N_("a correction"),
    "demo": N_("DEMO: made-up figures"),
}
"""Kind of release -> what the bar says of it; a regular one needs no words."""

HEADINGS: Mapping[int, str] = {
    400: N_("The address cannot be read"),
    403: N_("You may not see this page"),
    404: N_("There is nothing here"),
    405: N_("That cannot be done here"),
    409: N_("Somebody else was first"),
    413: N_("That is too large"),
    429: N_("Too many tries"),
    410: N_("This release has been withdrawn"),
    500: N_("Something went wrong on our side"),
    503: N_("The figures cannot be reached just now"),
}
_LANGUAGES: Mapping[Language, str] = {"sv": "Svenska", "en": "English"}
_FOOT = ("help", "glossary", "about", "method", "sources", "quality", "accessibility")


def header(view: View, current: Page | None) -> Component:
    """Give the name of the site, the menu and the way to the other language."""
    brand = html.A([view.settings.site_name, *_place(view)], href=_home(view), className="brand")
    pages = [page for page in view.routes.values() if page.in_menu]
    menu = html.Nav(
        [_menu_item(view, page, current) for page in pages], **aria(label=view.t("Main menu"))
    )
    ways = [*_search(view), *_help(view), *_other_language(view, current), *_way_in(view)]
    tools = html.Div(ways, className="tools")
    return html.Header(html.Div([brand, menu, tools], className="wrap"), className="top")


def release_bar(view: View, current: Page | None) -> Component:
    """Say which release is shown, of what kind, and lead to its changes and to other days."""
    if view.release is None:
        said: list[Child] = [html.B(view.t("No release has been published yet"))]
        return _bar(view, said, "release")
    head = view.release.head
    parts: list[Child] = [html.B(view.words(head.title))]
    if head.kind in KINDS:
        parts.append(html.Span(view.t(KINDS[head.kind]), className=f"kind is-{head.kind}"))
    if view.settings.demo and head.kind != "demo":
        parts.append(html.Span(view.t(KINDS["demo"]), className="kind is-demo"))
    if head.data_cut != head.in_force_from:
        cut = formats.day(head.data_cut, view.language)
        parts.append(html.Span(view.t("as known on {day}", day=cut)))
    parts += _not_public(view)
    if head.state == "replaced":
        parts.append(html.Span(view.t("a newer release exists"), className="kind is-replaced"))
    if "releases" in view.routes:
        parts.append(link(view.t("What has changed?"), view.href("releases")))
    if current is not None:
        parts.append(_other_days(view, current))
    parts += _next(view)
    state = f"release is-{head.state} is-{head.kind}"
    return _bar(view, parts, state)


def release_line(view: View) -> str:
    """Say in one line which release it is, of what kind, and up to when it knows; "" for none."""
    if view.release is None:
        return ""
    head = view.release.head
    cut = view.t("data cut {day}", day=formats.day(head.data_cut, view.language))
    return ", ".join([view.words(head.title), *kinds_of(view), cut])


def kinds_of(view: View) -> list[str]:
    """Say what a reader must know of a release's kind: reconstructed, made up, not public."""
    if view.release is None:
        return []
    head = view.release.head
    kinds = [view.t(KINDS[head.kind])] if head.kind in KINDS else []
    if view.settings.demo and head.kind != "demo":
        kinds.append(view.t(KINDS["demo"]))
    return [*kinds, *([said] if (said := _unpublished(view)) else [])]


def _not_public(view: View) -> list[Child]:
    """Mark a release that only the reader and few others see, and say from when all will."""
    said = _unpublished(view)
    if not said or view.release is None:
        return []
    return [html.Span(said, className=f"kind is-{view.release.head.state}")]


def _unpublished(view: View) -> str:
    head = view.release.head if view.release else None
    if head is None or head.is_public:
        return ""
    if head.state != "approved":
        return view.t("DRAFT: not public")
    if head.publish_at is None:
        return view.t("Approved, not public yet")
    moment = formats.moment(head.publish_at, view.language)
    return view.t("Not public before {moment}", moment=moment)


def _next(view: View) -> list[Child]:
    """Say when the next release comes, where that is settled."""
    if not view.coming:
        return []
    one = view.coming[0]
    when = formats.moment(one.at, view.language) if one.at else formats.day(one.day, view.language)
    said = view.t("Next release: {when}", when=when)
    if "releases" not in view.routes:
        return [html.Span(said)]
    return [link(said, f"{view.href('releases')}#coming")]


def footer(view: View) -> Component:
    """Say how people are protected, and lead to method, quality and licence."""
    promise = view.t(
        "We show nothing about individuals. Small figures are protected before they are published."
    )
    pages = [view.routes[name] for name in _FOOT if name in view.routes]
    ways: list[Child] = [link(_menu_name(view, page), view.href(page.name)) for page in pages]
    licence = html.A(
        view.t("Licence CC BY 4.0"),
        href="https://creativecommons.org/licenses/by/4.0/",
        rel="license",
    )
    lines = [html.P(promise), html.P([*ways, licence])]
    return html.Footer(html.Div(lines, className="wrap"), className="foot")


def refusing(view: View, status: int, message: str) -> Component:
    """Give the page that says why there is none, and where to go instead."""
    ways: list[Child] = [link(view.t("To the overview"), _home(view))]
    if "releases" in view.routes:
        fresh = view.routes["releases"].address(view.language, {})
        ways.append(link(view.t("All releases"), fresh))
    return html.Div(
        [
            html.Header(html.H1(view.t(HEADINGS[status])), className="page-header"),
            html.P(message, className="lead"),
            html.P(ways, className="acts"),
        ],
        className="page refusal",
    )


def _bar(view: View, parts: list[Child], class_name: str) -> Component:
    inside = html.Div(parts, className="wrap")
    return html.Section(inside, className=class_name, **aria(label=view.t("The release shown")))


def _home(view: View) -> str:
    return view.href("overview") if "overview" in view.routes else "/"


def _place(view: View) -> list[Child]:
    lists = view.release.codelists if view.release else {}
    names = lists.get("geography", {}).get(view.settings.geography)
    return [html.Span(names[view.language])] if names else []


def _menu_name(view: View, page: Page) -> str:
    return view.t(page.menu) if page.menu else page.title(view)


def _menu_item(view: View, page: Page, current: Page | None) -> Component:
    here = aria(current="page") if current is not None and page.name == current.name else {}
    return html.A(_menu_name(view, page), href=view.href(page.name), **here)


def _other_language(view: View, current: Page | None) -> list[Child]:
    # An address that names no page has none in the other language either: its first page has.
    name = current.name if current is not None else "overview"
    if name not in view.routes:
        return []
    other: Language = "en" if view.language == "sv" else "sv"
    # Every filter stays; the place on the page is added where the link is followed (charts.js).
    kept = {**view.query, **view.path} if current is not None else {}
    return [link(_LANGUAGES[other], view.href(name, language=other, **kept), language=other)]


def _search(view: View) -> list[Child]:
    if "search" not in view.routes:
        return []
    return [search_form(view, name="search", small=True)]


def _help(view: View) -> list[Child]:
    return [link(view.t("Help"), view.href("help"))] if "help" in view.routes else []


def _way_in(view: View) -> list[Child]:
    prefix = "/en" if view.language == "en" else ""
    if view.way_in == "sign_in":
        return [link(view.t("Sign in"), f"{prefix}/logga-in")]
    if view.way_in == "workspace":
        return [link(view.t("Working area"), f"{prefix}/arbetsyta")]
    return []


def _other_days(view: View, current: Page) -> Component:
    items = [
        html.Li(link(view.words(head.title), _this_page(view, current, head.id)))
        for head in view.releases
        if head.state in ("published", "replaced")
    ]
    return details(view.t("Show another date"), html.Ul(items))


def _this_page(view: View, current: Page, release: str) -> str:
    params = {**view.path, "as_of": None, "release": release}
    return current.address(view.language, {**view.query, **params})
