"""What stands in the committee's report, as a document of its own?

The same tree as the committee's page, made by the same presenters, with its charts as pictures,
everything unfolded, and a head and a foot for paper. ``dashboard.pdf`` sets it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import urljoin

from dash import html
from dash.development.base_component import Component

from dashboard import formats, frame
from dashboard.addresses import Refusal
from dashboard.html import to_html, walk
from dashboard.i18n import N_
from dashboard.page import Page, View
from dashboard.stills.chart import draw
from dashboard.theme import LIGHT, style_sheet

_WIDTH, _HEIGHT = 700, 250
_LEFT_OUT = frozenset(("unprinted", "acts", "sr", "fault"))


@dataclass(frozen=True, slots=True)
class Document:
    """A document to set: its HTML, and the pictures that it names by their addresses."""

    html: str
    pictures: tuple[tuple[str, str], ...]


@dataclass
class _Paper:
    """Turns a page's tree into one for paper."""

    base_url: str
    pictures: dict[str, str] = field(default_factory=dict)

    def turned(self, node: Any) -> Any:  # noqa: ANN401 - children are of any kind
        if isinstance(node, list | tuple):
            return [self.turned(one) for one in _joined(one for one in node if _stays(one))]
        if not isinstance(node, Component):
            return node
        kind = type(node).__name__
        classes = str(getattr(node, "className", "") or "").split()
        if kind == "Div" and "chart" in classes:
            return self._picture(node)
        return self._made(kind, node)

    def _made(self, kind: str, node: Component) -> Component:
        described = node.to_plotly_json()  # type: ignore[no-untyped-call] # Dash's own
        props = {k: v for k, v in described["props"].items() if k != "children"}
        # Nothing is folded on paper, and what scrolled there is an area of its own no more.
        for name in ("open", "tabIndex", "role", "aria-label"):
            props.pop(name, None)
        if "href" in props:
            props["href"] = urljoin(f"{self.base_url}/", str(props["href"]))
        tag = {"Details": "Section", "Summary": "H3", "Figure": "Section", "Figcaption": "Div"}
        inside = self.turned(_children(node))
        if kind == "Figure":
            # Its heading and its picture stand on one sheet.
            inside = [html.Div(inside[:2], className="opening"), *inside[2:]]
        made: Component = getattr(html, tag.get(kind, kind))(inside, **props)
        return made

    def _picture(self, chart: Component) -> Component:
        graph = next(one for one in walk(chart) if type(one).__name__ == "Graph")
        figure = vars(graph)["figure"]
        name = f"/picture-{len(self.pictures)}.svg"
        label = str(vars(chart).get("aria-label", ""))
        width = _width(figure)
        self.pictures[name] = draw(
            figure, width=width, height=_HEIGHT, name="p", paper="file", title=label
        )
        share = {"width": f"{100 * width / _WIDTH:.1f}%"}
        return html.Img(src=name, alt=label, className="still", style=share)


def _width(figure: Mapping[str, Any]) -> int:
    """Give few bars less of the paper's width; lying ones all of it."""
    upright = all(trace.get("orientation") != "h" for trace in figure["data"])
    places = figure["layout"].get("xaxis", {}).get("categoryarray")
    return min(_WIDTH, 90 + 110 * len(places)) if upright and places else _WIDTH


def document(view: View, page: Page) -> Document:
    """Make the report of the release that a view of the committee's page shows.

    Raises NotHereError as the page does, and Refusal 404 before the first release.
    """
    if view.release is None:
        raise Refusal(404, N_("No release has been published yet"))
    paper = _Paper(view.settings.base_url.rstrip("/"))
    body = to_html(paper.turned(page.layout(view)))
    title = f"{page.title(view)} – {view.settings.site_name}"
    head = view.release.head
    text = f"""<!doctype html>
<html lang="{view.language}">
<head>
<meta charset="utf-8">
<title>{escape(title)}</title>
<meta name="author" content="{escape(view.settings.site_name)}">
<meta name="description" content="{escape(page.description(view) if page.description else title)}">
<meta name="dcterms.created" content="{head.created_at:%Y-%m-%dT%H:%M:%SZ}">
<style>{style_sheet(paper=True)}{_running(view)}</style>
<link rel="stylesheet" href="/report.css">
</head>
<body>
<div class="release">{"".join(f"<p>{line}</p>" for line in _about(view))}</div>
<main>{body}</main>
</body>
</html>
"""
    return Document(text, tuple(paper.pictures.items()))


def _about(view: View) -> Iterable[str]:
    """Say on the first page which release it is, of what kind, and where it can be looked up."""
    head = view.release.head if view.release else None
    if head is None:
        return
    said = "".join(f", <strong>{escape(kind)}</strong>" for kind in frame.kinds_of(view))
    yield f"<b>{escape(view.words(head.title))}</b>{said}"
    cut = formats.day(head.data_cut, view.language)
    yield escape(view.t("Data cut: {day}. Nothing reported later is in this report.", day=cut))
    where = view.permanent("committee", since=view.query.get("since"))
    link = f'<a href="{escape(where)}">{escape(where)}</a>'
    said = view.t("The same figures on the web:")
    yield f"{escape(said)} {link}"


def _running(view: View) -> str:
    """Give the foot of every page as CSS: the site, the release, its data cut, the page."""
    head = view.release.head if view.release else None
    cut = formats.day(head.data_cut, view.language) if head else ""
    left = view.t(
        "{site}, release {id}, data cut {day}",
        site=view.settings.site_name,
        id=head.id if head else "",
        day=cut,
    )
    of = [
        _css(part) for part in view.t("Page {page} of {pages}", page="\0", pages="\0").split("\0")
    ]
    right = f"{of[0]} counter(page) {of[1]} counter(pages) {of[2]}"
    return (
        f"@page{{@bottom-left{{content:{_css(left)}}}@bottom-right{{content:{right}}}}}"
        f":root{{--ground:{LIGHT.paper}}}"
    )


def _css(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'.replace("<", "\\3c ")


def _stays(node: Any) -> bool:  # noqa: ANN401 - children are of any kind
    classes = set(str(getattr(node, "className", "") or "").split())
    return not classes & _LEFT_OUT


def _joined(nodes: Iterable[Any]) -> list[Any]:
    """Let rows that a page folds away stand in the table above that they continue."""
    made: list[Any] = []
    for node in nodes:
        before, more = _table(made[-1]) if made else None, _folded_table(node)
        if before and more and to_html(_children(before)[1]) == to_html(_children(more)[1]):
            caption, head, body = _children(before)
            rows = html.Tbody([*_children(body), *_children(_children(more)[2])])
            whole = html.Table([caption, head, rows], className=vars(before)["className"])
            made[-1] = html.Div(whole, className=vars(made[-1])["className"])
        else:
            made.append(node)
    return made


def _table(node: Any) -> Component | None:  # noqa: ANN401 - as above
    """Give the table in its scrolling frame, if a node is one."""
    inside = _children(node) if type(node).__name__ == "Div" else None
    return inside if type(inside).__name__ == "Table" else None


def _folded_table(node: Any) -> Component | None:  # noqa: ANN401 - as above
    inside: Any = _children(node) if type(node).__name__ == "Details" else ()
    return _table(inside[1]) if len(inside) == 2 else None


def _children(node: Component) -> Any:  # noqa: ANN401 - children are of any kind
    return getattr(node, "children", None)
