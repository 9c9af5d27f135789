"""What does a figure look like as SVG, in a size and on a paper?"""

from collections.abc import Mapping
from typing import Any

from dashboard.stills import marks, notes
from dashboard.stills import traces as t
from dashboard.stills.fields import Spec, check
from dashboard.stills.frame import framed
from dashboard.stills.ink import Ink, Paper, element
from dashboard.theme import LIGHT, SANS

Drawing = Mapping[str, Any]


def draw(
    figure: Drawing,
    *,
    width: int,
    height: int,
    name: str,
    paper: Paper = "page",
    title: str = "",
) -> str:
    """Draw a Plotly figure, given as a plain dict, as one SVG element.

    Sizes are in pixels of the picture's own. ``name`` begins the ids in it. On a ``page`` the
    colours are its CSS variables and the type its own; a ``file`` carries both by name.
    ``title`` is what a screen reader says of a picture that stands alone. Raises
    fields.UndrawableError on a figure that cannot be drawn.
    """
    check(figure)
    ink = Ink(paper, name)
    inside = parts(figure, width, height, ink)
    given: dict[str, Any] = {"viewBox": f"0 0 {width} {height}"}
    if paper == "file":
        given = {"xmlns": "http://www.w3.org/2000/svg", **given, "width": width, "height": height}
        given |= {"font-family": SANS.replace('"', "'"), "font-size": 14}
    told = [element("title", {}, _escaped(title))] if title else []
    hidden = {} if title else {"aria-hidden": "true"}
    return element("svg", {**given, **hidden, "focusable": "false"}, *told, inside)


def parts(figure: Drawing, width: float, height: float, ink: Ink) -> str:
    """Draw what stands inside the SVG element, for those who put it into a larger picture."""
    layout = _with_template(figure.get("layout", {}))
    data = t.visible(figure)
    colours = layout.get("colorway") or [LIGHT.blue]
    key, above = notes.legend(notes.keys(figure, layout), width, ink, colours)
    frame = framed(data, layout, width, height, above)
    drawn = [
        *notes.grid(frame, ink),
        *notes.shapes(frame, ink, "below"),
        *notes.axes(frame, ink),
        *marks.bars(frame, ink),
        *marks.lines(frame, ink),
        *notes.shapes(frame, ink, "above"),
        *notes.annotations(frame, ink),
        key,
    ]
    return ink.definitions() + "".join(drawn)


def _with_template(layout: Spec) -> dict[str, Any]:
    """Put what the figure says over what its template says, axis by axis."""
    base = layout.get("template", {}).get("layout", {})
    whole = {**base, **{key: value for key, value in layout.items() if key != "template"}}
    names = {key for key in whole if key[:5] in ("xaxis", "yaxis")} | {"xaxis", "yaxis"}
    for name in names:
        whole[name] = {**base.get(name[:5], {}), **layout.get(name, {})}
    return whole


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
