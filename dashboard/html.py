"""How does a component tree read as HTML, without a browser?

The same tree that React draws is written as text by the server, so that a page is whole before,
and without, JavaScript. A chart is written as still pictures of itself, for wide places and for
narrow ones; the wrapper keeps the height and holds the sentence that says what it shows.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from html import escape, unescape
from typing import Any
from urllib.parse import urlsplit

from dash.development.base_component import Component

from dashboard.stills.chart import draw
from dashboard.stills.fields import UndrawableError

_LOG = logging.getLogger("programkollen")
_WIDTHS = {"wide": 952, "middle": 600, "narrow": 358}
_SLIM_WIDTHS = {"narrow": 358, "slim": 240}
"""What a chart gets in a desk's window, beside another one, and on a phone, in pixels; a slim one
has few places and stands beside others."""
_HEIGHT = 320

_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
_REFUSED = frozenset(("script", "iframe", "object", "embed", "base", "meta", "link"))
_RENAMED = {
    "className": "class",
    "htmlFor": "for",
    "acceptCharset": "accept-charset",
    "httpEquiv": "http-equiv",
}
# What only the browser's side of Dash reads.
_UNWRITTEN = frozenset(
    [
        "children",
        "key",
        "n_clicks",
        "n_clicks_timestamp",
        "disable_n_clicks",
        "loading_state",
        "setProps",
    ]
)
_ADDRESSES = frozenset(("href", "src", "action", "formaction", "cite"))
_UNITLESS = frozenset(
    [
        "columnCount",
        "fillOpacity",
        "flex",
        "flexGrow",
        "flexShrink",
        "fontWeight",
        "gridColumn",
        "gridRow",
        "lineHeight",
        "opacity",
        "order",
        "orphans",
        "widows",
        "zIndex",
        "zoom",
    ]
)


class NotWritableError(TypeError):
    """A component that has no form in plain HTML."""


def to_html(tree: Any) -> str:  # noqa: ANN401 - children are of any kind that Dash takes
    """Write a component, a list of them, a text or a number as HTML.

    Raises NotWritableError on a component that only a browser can draw and that is not a chart.
    """
    return "".join(_written(tree))


def to_text(tree: Any) -> str:  # noqa: ANN401 - children are of any kind that Dash takes
    """Give the words of a tree, a space between parts, for descriptions and for tests."""
    return re.sub(r"[ \n]+", " ", unescape(re.sub(r"<[^>]+>", " ", to_html(tree)))).strip()


def walk(tree: Any) -> Iterator[Component]:  # noqa: ANN401 - children are of any kind that Dash takes
    """Give a tree's components, each before its children."""
    if isinstance(tree, list | tuple):
        for one in tree:
            yield from walk(one)
    elif isinstance(tree, Component):
        yield tree
        yield from walk(getattr(tree, "children", None))


def properties(component: Component) -> tuple[str, dict[str, Any]] | None:
    """Give an element's tag and its properties, as React names them; None if it is no element."""
    described: Mapping[str, Any] = component.to_plotly_json()  # type: ignore[no-untyped-call] # Dash's own
    if described["namespace"] != "dash_html_components":
        return None
    tag, props = described["type"].lower(), described["props"]
    _allow(tag)
    return tag, {name: value for name, value in props.items() if name not in _UNWRITTEN}


def is_safe_address(address: str) -> bool:
    """Tell whether a link leads to a page, a place on one or a mail address, and to no script."""
    return urlsplit(address.strip()).scheme.lower() in ("", "http", "https", "mailto")


def _written(node: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    if node is None or isinstance(node, bool):
        return
    if isinstance(node, list | tuple):
        for child in node:
            yield from _written(child)
    elif isinstance(node, Component):
        yield from _component(node)
    elif isinstance(node, str | int | float):
        yield escape(str(node))
    else:
        raise NotWritableError(f"a page holds a {type(node).__name__}, which is not HTML")


def _component(component: Component) -> Iterator[str]:
    described: Mapping[str, Any] = component.to_plotly_json()  # type: ignore[no-untyped-call] # Dash's own
    namespace, kind, props = described["namespace"], described["type"], described["props"]
    if namespace == "dash_html_components":
        yield from _element(kind.lower(), props)
    elif namespace == "dash_core_components" and kind in _CORE:
        yield from _CORE[kind](props)
    else:
        raise NotWritableError(f"{namespace}.{kind} has no form in plain HTML")


def _element(tag: str, props: Mapping[str, Any]) -> Iterator[str]:
    _allow(tag)
    yield f"<{tag}{''.join(_attributes(props))}>"
    if tag not in _VOID:
        yield from _written(props.get("children"))
        yield f"</{tag}>"


def _allow(tag: str) -> None:
    if tag in _REFUSED:
        raise NotWritableError(f"a page may not hold <{tag}>")


def _attributes(props: Mapping[str, Any]) -> Iterator[str]:
    for prop, value in props.items():
        if value is None or prop in _UNWRITTEN:
            continue
        name = _RENAMED.get(prop, prop.lower())
        if name == "style":
            yield f' style="{escape(_style(value))}"'
        elif name.startswith(("aria-", "data-")):
            said = str(value).lower() if isinstance(value, bool) else str(value)
            yield f' {name}="{escape(said)}"'
        elif isinstance(value, bool):
            yield f" {name}" if value else ""
        elif name not in _ADDRESSES or is_safe_address(str(value)):
            yield f' {name}="{escape(str(value))}"'


def _style(rules: Mapping[str, Any]) -> str:
    return ";".join(
        f"{_property(name)}:{_length(name, value)}"
        for name, value in rules.items()
        if value is not None
    )


def _property(name: str) -> str:
    if name.startswith("--"):
        return name
    return re.sub(r"[A-Z]", lambda capital: f"-{capital[0].lower()}", name)


def _length(name: str, value: Any) -> str:  # noqa: ANN401 - as React takes it
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if number and value != 0 and not name.startswith("--") and name not in _UNITLESS:
        return f"{value}px"
    return str(value)


def _graph(props: Mapping[str, Any]) -> Iterator[str]:
    box = {name: props.get(name) for name in ("id", "className")}
    yield f"<div{''.join(_attributes(box))}>{stills(props)}</div>"


def stills(props: Mapping[str, Any]) -> str:
    """Draw a chart, given by the props of its Graph, as it stands until script draws it anew.

    What cannot be drawn is logged and left out: the chart's sentence stands in its place.
    """
    figure = props.get("figure") or {}
    meta = figure.get("layout", {}).get("meta") or {}
    height = meta.get("height", _HEIGHT)
    widths = _SLIM_WIDTHS if meta.get("slim") else _WIDTHS
    try:
        drawn = [
            draw(figure, width=width, height=height, name=f"{props.get('id')}-{name}").replace(
                "<svg ", f'<svg class="still is-{name}" ', 1
            )
            for name, width in widths.items()
        ]
    except UndrawableError as error:
        _LOG.error("the chart %s stands without its still picture: %s", props.get("id"), error)
        return ""
    return f'<div class="stills">{"".join(drawn)}</div>'


def _nothing(_props: Mapping[str, Any]) -> Iterator[str]:
    return iter(())


_CORE: dict[str, Callable[[Mapping[str, Any]], Iterator[str]]] = {
    "Graph": _graph,
    "Location": _nothing,
    "Store": _nothing,
    "Interval": _nothing,
    "Download": _nothing,
}
