"""Which charts does a page hold, and which words of the page belong on a picture of one?

Reads a page's tree as every reader gets it, so that a picture can say nothing that the page does
not.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dash.development.base_component import Component

from dashboard.charts import charts_in
from dashboard.html import to_text, walk
from dashboard.i18n import N_, translate
from dashboard.showing import Shown
from dashboard.stills.plate import Plate

_MOST_SOURCES = 3
_SOURCE = N_("Source: {source}")
_MORE = N_("{listed} and {count} more")


def plate_of(shown: Shown, name: str) -> Plate | None:
    """Make the plate of one chart of a page, with the words of its figure; None where it is not."""
    for figure in (*_all(shown.body, "Figure"), shown.body):
        if name in _names(figure):
            return _plate(shown, figure, name)
    return None


def share_plate(shown: Shown) -> Plate:
    """Make the plate of a whole page: its first chart with what it states, else its lead."""
    heading = _first_text(shown.body, "H1")
    first = next(_names(shown.body), None)
    chart = plate_of(shown, first) if first else None
    if chart is not None:
        kicker = shown.site if chart.heading == heading else f"{shown.site}: {heading}"
        return replace(chart, kicker=kicker)
    lead = next((to_text(p) for p in _all(shown.body, "P") if _has(p, "lead")), "")
    return Plate(
        heading=heading,
        line=lead or shown.description,
        figure=None,
        release=_release(shown),
        language=shown.language,
        kicker=shown.site,
    )


def _plate(shown: Shown, figure: Component, name: str) -> Plate:
    graph = next(one for one in _all(figure, "Graph") if vars(one)["id"] == name)
    words = next(_all(figure, "Figcaption"), figure)
    lane = dict(charts_in(figure))[name]
    marks = [to_text(line) for p in _all(figure, "P") if _has(p, "signs") for line in _lines(p)]
    drawing: dict[str, Any] = vars(graph)["figure"]
    height = int((drawing["layout"].get("meta") or {}).get("height", 320))
    return Plate(
        heading=_first_text(words, "H2") or _first_text(words, "H3") or shown.title,
        line=", ".join(part for part in (_line(words), lane) if part),
        figure=drawing,
        marks=tuple(marks),
        source=_sources(shown, figure),
        release=_release(shown),
        language=shown.language,
        label=_label(figure, name),
        height=height,
    )


def _sources(shown: Shown, figure: Component) -> str:
    named = dict.fromkeys(
        to_text(_first_child(one)) for one in _all(figure, "Span") if _has(one, "source-line")
    )
    found = [name for name in named if name]
    if not found:
        return ""
    listed = "; ".join(found[:_MOST_SOURCES])
    if len(found) > _MOST_SOURCES:
        more = len(found) - _MOST_SOURCES
        listed = translate(shown.language, _MORE, listed=listed, count=more)
    return translate(shown.language, _SOURCE, source=listed)


def _release(shown: Shown) -> str:
    return ". ".join(part for part in (shown.release, shown.site, "CC BY 4.0") if part)


def _label(figure: Component, name: str) -> str:
    for div in _all(figure, "Div"):
        if _has(div, "chart") and name in _names(div):
            return str(vars(div).get("aria-label", ""))
    return ""


def _line(caption: Component) -> str:
    """Give unit, place and time: the last line above a picture."""
    found = [to_text(one) for one in _all(caption, "P")]
    return found[-1] if found and type(caption).__name__ == "Figcaption" else ""


def _names(tree: Any) -> Iterator[str]:  # noqa: ANN401 - children are of any kind
    return (name for name, _ in charts_in(tree))


def _lines(paragraph: Component) -> Iterator[Component]:
    return (span for span in _all(paragraph, "Span") if _has(span, "line"))


def _all(tree: Component, kind: str) -> Iterator[Component]:
    return (part for part in walk(tree) if type(part).__name__ == kind)


def _has(part: Component, name: str) -> bool:
    return name in str(getattr(part, "className", "") or "").split()


def _first_text(tree: Component, kind: str) -> str:
    found = next(_all(tree, kind), None)
    return to_text(found) if found is not None else ""


def _first_child(part: Component) -> Any:  # noqa: ANN401 - children are of any kind
    children = getattr(part, "children", None)
    return children[0] if isinstance(children, list | tuple) and children else children
