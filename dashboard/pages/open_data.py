"""Where can the figures be had as files, by which address, and under which licence?"""

from dash import html
from dash.development.base_component import Component

from dashboard import citing, formats
from dashboard import components as c
from dashboard.components import Cell, Child, Link
from dashboard.i18n import N_
from dashboard.page import Page, View
from dashboard.pages import parts
from dashboard.presenters import words

_ADDRESSES = (
    ("/api/v1/releases", N_("all releases")),
    ("/api/v1/releases/latest", N_("the latest release with its indicators and checksums")),
    ("/api/v1/releases/{id}/indicators/{slug}.json", N_("one indicator of one release, as JSON")),
    ("/api/v1/releases/{id}/indicators/{slug}.csv", N_("the same as CSV")),
    ("/api/v1/releases/{id}/indicators/{slug}.xlsx", N_("the same as a workbook")),
    ("/api/v1/releases/{id}/package.zip", N_("every file of one release, with checksums")),
    ("/api/v1/releases/{id}/diff/{other}", N_("what differs between two releases")),
    ("/api/v1/openapi.json", N_("the description of the interface (OpenAPI)")),
    ("/api/v1/feed.atom", N_("news of each release (Atom)")),
    ("/api/v1/dcat.jsonld", N_("the record for data portals (DCAT-AP-SE)")),
)


def title(view: View) -> str:
    """Say that every figure can be had as a file."""
    return view.t("Every published figure as open data")


def layout(view: View) -> Component:
    """Build the page."""
    if view.release is None:
        return parts.no_release(view, title(view))
    lead = view.t(
        "The files hold the same figures as the pages, with a code wherever there is no figure. "
        "No key and no account is needed."
    )
    return c.page(
        c.page_header(title(view), lead, kicker=view.t("Open data")),
        c.section(view.t("Files of this release"), *_files(view), anchor="files"),
        c.section(view.t("Interface"), _interface(view), anchor="api"),
        c.section(view.t("How to read the files"), *_reading(view), anchor="reading"),
        c.section(view.t("Licence and citation"), *_licence(view), anchor="licence"),
    )


def _files(view: View) -> list[Child]:
    if view.release is None:
        return []
    head = [view.t("Indicator"), view.t("Goal"), view.t("Rows"), view.t("Files")]
    rows: list[list[Child | Cell]] = [
        [
            c.link(view.words(found.definition["title"]), view.href("indicator", slug=slug)),
            words.code(view, "goals", str(found.definition["goal"])),
            Cell(formats.number(len(found.observations), view.language), kind="number"),
            c.links(parts.downloads(view, slug)[:3], label=view.words(found.definition["title"])),
        ]
        for slug, found in view.release.indicators.items()
    ]
    caption = view.t("A file for each indicator")
    whole = c.link(view.t("The whole release as one file (ZIP)"), view.package())
    return [html.P(whole), c.table(caption, head, rows, hide_caption=True, stack=True)]


def _interface(view: View) -> Child:
    head = [view.t("Address"), view.t("Gives")]
    rows: list[list[Child | Cell]] = [[html.Code(path), view.t(said)] for path, said in _ADDRESSES]
    caption = view.t("Addresses of the interface; with ?as_of=2025-06-01 as known on that day")
    return c.table(caption, head, rows, stack=True)


def _reading(view: View) -> list[Child]:
    return [
        html.P(
            c.coded(
                view.t(
                    "Shares are fractions: `0.036` is 3.6 per cent. A range has its ends in `low` "
                    "and `high`, and no `value` where no centre was given. In a breakdown the code "
                    "`all` is the total."
                )
            )
        ),
        html.P(c.coded(view.t("Where there is no figure, `value` is empty and `mark` says why."))),
        html.P(c.link(view.t("What the marks mean"), view.href("about") + "#marks")),
    ]


def _licence(view: View) -> list[Child]:
    if view.release is None:
        return []
    head = view.release.head
    cited = view.t(
        "{site}, {release}, as known on {day}. {address}",
        site=view.settings.site_name,
        release=citing.named(view),
        day=formats.day(head.data_cut, view.language),
        address=view.permanent("overview"),
    )
    licence = Link("Creative Commons BY 4.0", "https://creativecommons.org/licenses/by/4.0/")
    return [
        html.P(
            [
                view.t("The figures may be used freely if their origin is stated: "),
                c.link(licence.text, licence.href),
                ".",
            ]
        ),
        html.P([html.B(view.t("Cite as: ")), cited]),
        html.P(
            [
                html.B(view.t("Checksum of the release: ")),
                html.Code(head.content_hash, className="hash"),
            ]
        ),
    ]


PAGE = Page(
    name="open_data",
    sv="/oppna-data",
    en="/en/oppna-data",
    title=title,
    layout=layout,
    menu=N_("Open data"),
    description=lambda view: view.t("Files, interface, licence and citation."),
)
