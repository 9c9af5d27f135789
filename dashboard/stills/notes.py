"""How are grid, axes, outlines, remarks and the legend drawn around a figure's data?"""

from collections.abc import Iterator, Sequence
from typing import Any

from dashboard.stills import traces as t
from dashboard.stills.fields import Spec
from dashboard.stills.frame import Frame, title_of
from dashboard.stills.ink import Ink, element, number
from dashboard.stills.lettering import LEADING, block, plain, widest, width
from dashboard.stills.marks import marker
from dashboard.stills.scales import Scale
from dashboard.theme import LIGHT

_KEY = 13.0
_TEXT = 14.0
_CLEAR = 4.0


def grid(frame: Frame, ink: Ink) -> Iterator[str]:
    """Draw the lines behind the data."""
    separators = str(frame.layout.get("separators", ".,"))
    for name, scale in frame.scales.items():
        spec = scale.spec
        shown = spec.get("showgrid", scale.kind != "category") and spec.get("visible", True)
        if not shown:
            continue
        stroke = {
            **ink.paint("stroke", spec.get("gridcolor", LIGHT.line)),
            "stroke-width": spec.get("gridwidth", 1),
        }
        for at, _ in scale.ticks(separators):
            yield _across(frame, name, scale.at(at), stroke)


def axes(frame: Frame, ink: Ink) -> Iterator[str]:
    """Draw the zero lines, the axes' own lines and their words."""
    for name, scale in frame.scales.items():
        spec = scale.spec
        if not spec.get("visible", True):
            continue
        zero = spec.get("zeroline", True) and scale.kind == "linear" and scale.within(0)
        if zero and _is_ground(frame, name):
            stroke = {
                **ink.paint("stroke", spec.get("zerolinecolor", LIGHT.grey)),
                "stroke-width": spec.get("zerolinewidth", 1),
            }
            yield _across(frame, name, scale.at(0), stroke)
        if spec.get("showline"):
            stroke = {
                **ink.paint("stroke", spec.get("linecolor", LIGHT.line)),
                "stroke-width": spec.get("linewidth", 1),
            }
            yield _along(frame, name, stroke)
        yield from _labels(frame, ink, name, scale)
        yield _title(frame, ink, name, scale)


def _is_ground(frame: Frame, name: str) -> bool:
    """Tell whether amounts on an axis are reckoned from zero."""
    spec = frame.scales[name].spec
    return spec.get("rangemode") == "tozero" or any(
        bar.pair[0 if bar.lying else 1] == name for bar in frame.bars
    )


def _across(frame: Frame, name: str, at: float, stroke: dict[str, Any]) -> str:
    partner = frame.partner(name)
    ends = (partner.start, partner.end)
    if name.startswith("x"):
        path = f"M{number(at)} {number(ends[0])}V{number(ends[1])}"
    else:
        path = f"M{number(ends[0])} {number(at)}H{number(ends[1])}"
    return element("path", {"d": path, **stroke})


def _along(frame: Frame, name: str, stroke: dict[str, Any]) -> str:
    scale, edge = frame.scales[name], number(frame.edge(name))
    ends = number(scale.start), number(scale.end)
    path = (
        f"M{ends[0]} {edge}H{ends[1]}" if name.startswith("x") else f"M{edge} {ends[0]}V{ends[1]}"
    )
    return element("path", {"d": path, **stroke})


def _labels(frame: Frame, ink: Ink, name: str, scale: Scale) -> Iterator[str]:
    found, edge = frame.labels[name], frame.edge(name)
    paint = ink.paint("fill", scale.spec.get("tickfont", {}).get("color", LIGHT.soft))
    far = scale.spec.get("side") in ("top", "right")
    away = -6 if far == name.startswith("x") else 6
    for label in found.labels:
        if name.startswith("y"):
            anchor = {**paint, "text-anchor": "start" if far else "end"}
            beside = edge + 6 if far else edge - 6
            yield block(label.lines, beside, label.at, found.size, anchor, "middle")
        elif found.turned:
            pivot = f"{number(label.at)} {number(edge + away)}"
            turn = {"transform": f"rotate(-90 {pivot})", "text-anchor": "end"}
            yield block(label.lines, label.at, edge + away, found.size, {**paint, **turn}, "middle")
        else:
            up = "bottom" if far else "top"
            anchor = {**paint, "text-anchor": "middle"}
            yield block(label.lines, label.at, edge + away, found.size, anchor, up)


def _title(frame: Frame, ink: Ink, name: str, scale: Scale) -> str:
    text = title_of(scale)
    if not text:
        return ""
    title = scale.spec.get("title")
    font = title.get("font", {}) if isinstance(title, dict) else {}
    paint = {**ink.paint("fill", font.get("color", LIGHT.soft)), "text-anchor": "middle"}
    size, middle = float(font.get("size", 13)), (scale.start + scale.end) / 2
    room = frame.labels[name].room
    if name.startswith("x"):
        return block(plain(text), middle, frame.edge(name) + room + 4, size, paint, "top")
    at = frame.edge(name) - room - 8
    turn = {"transform": f"rotate(-90 {number(at)} {number(middle)})"}
    return block(plain(text), at, middle, size, {**paint, **turn}, "bottom")


def shapes(frame: Frame, ink: Ink, layer: str) -> Iterator[str]:
    """Draw the outlines and lines of one layer, ``below`` or ``above`` the data."""
    for shape in frame.layout.get("shapes", ()):
        if shape.get("layer", "above") == layer:
            yield _shape(frame, ink, shape)


def _shape(frame: Frame, ink: Ink, shape: Spec) -> str:
    x0, x1 = (place(frame, shape.get("xref", "x"), "x", shape[end]) for end in ("x0", "x1"))
    y0, y1 = (place(frame, shape.get("yref", "y"), "y", shape[end]) for end in ("y0", "y1"))
    stroke = ink.line(shape.get("line", {}), LIGHT.ink)
    strength = {"opacity": shape.get("opacity")}
    if shape.get("type") == "line":
        ends = {"x1": x0, "y1": y0, "x2": x1, "y2": y1}
        return element("line", {**ends, **stroke, **strength})
    fill = ink.paint("fill", shape.get("fillcolor"))
    (left, right), (top, bottom) = sorted((x0, x1)), sorted((y0, y1))
    if shape.get("type") == "circle":
        middle = {"cx": (left + right) / 2, "cy": (top + bottom) / 2}
        radii = {"rx": (right - left) / 2, "ry": (bottom - top) / 2}
        return element("ellipse", {**middle, **radii, **fill, **stroke, **strength})
    box = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    return element("rect", {**box, **fill, **stroke, **strength})


def place(frame: Frame, reference: str, letter: str, value: Any) -> float:  # noqa: ANN401 - as Plotly takes it
    """Give the pixel of a place that is named on an axis, on its share, or on the whole plot."""
    if reference == "paper":
        return frame.paper(letter, float(value))
    name, _, domain = reference.partition(" ")
    scale = frame.scales.get(name) or frame.scales[letter]
    if domain:
        return scale.start + float(value) * (scale.end - scale.start)
    return scale.pixel(value)


def annotations(frame: Frame, ink: Ink) -> Iterator[str]:
    """Write the remarks that stand at places of the figure."""
    for note in frame.layout.get("annotations", ()):
        if note.get("visible", True) and note.get("text"):
            yield from _annotation(frame, ink, note)


def _annotation(frame: Frame, ink: Ink, note: Spec) -> Iterator[str]:
    x = place(frame, note.get("xref", "x"), "x", note["x"]) + float(note.get("xshift", 0))
    y = place(frame, note.get("yref", "y"), "y", note["y"]) - float(note.get("yshift", 0))
    colour = note.get("font", {}).get("color", LIGHT.ink)
    if note.get("showarrow", True):
        ends = x + float(note.get("ax", -10)), y + float(note.get("ay", -30))
        stroke = ink.line({"width": note.get("arrowwidth", 1)}, note.get("arrowcolor", colour))
        yield element("line", {"x1": x, "y1": y, "x2": ends[0], "y2": ends[1], **stroke})
        x, y = ends
    size, lines = float(note.get("font", {}).get("size", _TEXT)), plain(str(note["text"]))
    side, up = _anchor(note, "x"), _anchor(note, "y")
    paint = ink.paint("fill", colour)
    turn = int(note.get("textangle", 0) or 0)
    # Words that stand on a place leave room for the point that may be drawn there.
    y += {"bottom": -_CLEAR, "top": _CLEAR}.get(up, 0.0)
    if abs(turn) == 90:
        # Upright words end where the plot does.
        room = 2 * min(y - frame.paper("y", 1), frame.paper("y", 0) - y) - 4
        size = max(9.0, min(size, size * room / max(widest(lines, size), 1)))
    turned = {"transform": f"rotate({turn} {number(x)} {number(y)})"} if turn else {}
    anchors = {"left": "start", "right": "end"}
    if not turn and side == "center":
        half = widest(lines, size) / 2
        x = min(max(x, half + 2), frame.width - half - 2)
    ground = note.get("bgcolor")
    if ground and not turn:
        yield _ground(
            ink, str(ground), (x, y), (widest(lines, size), len(lines) * size), (side, up)
        )
    given = {**paint, "text-anchor": anchors.get(side, "middle"), **turned}
    yield block(lines, x, y, size, given, up)


def _ground(
    ink: Ink,
    colour: str,
    at: tuple[float, float],
    extent: tuple[float, float],
    anchor: tuple[str, str],
) -> str:
    wide, high = extent[0] + 6, extent[1] * LEADING
    left = at[0] - {"left": 3.0, "right": wide - 3}.get(anchor[0], wide / 2)
    top = at[1] - {"top": 0.0, "bottom": high}.get(anchor[1], high / 2)
    box = {"x": left, "y": top, "width": wide, "height": high}
    return element("rect", {**box, **ink.paint("fill", colour)})


def _anchor(note: Spec, letter: str) -> str:
    said = note.get(f"{letter}anchor", "auto")
    names = ("left", "center", "right") if letter == "x" else ("bottom", "middle", "top")
    if said != "auto":
        return str(said)
    if note.get("showarrow", True) or note.get(f"{letter}ref") != "paper":
        return names[1]
    share = float(note[letter])
    return names[0] if share < 1 / 3 else names[2] if share > 2 / 3 else names[1]


def keys(figure: Spec, layout: Spec) -> list[Spec]:
    """List the traces that the legend names, in its order."""
    drawn = t.visible(figure)
    if not layout.get("showlegend", len(drawn) > 1):
        return []
    named = [trace for trace in drawn if trace.get("showlegend", True) and trace.get("name")]
    backwards = "reversed" in str(layout.get("legend", {}).get("traceorder", "normal"))
    return named[::-1] if backwards else named


def legend(
    named: Sequence[Spec], room: float, ink: Ink, colours: Sequence[str]
) -> tuple[str, float]:
    """Draw the legend on as many lines as it takes, and tell how high it is."""
    x, y, drawn = 8.0, 8.0, []
    step = _KEY * LEADING + 4
    for place_, trace in enumerate(named):
        text = " ".join(plain(str(trace["name"])))
        wide = 22 + width(text, _KEY)
        if x > 8 and x + wide > room - 8:
            x, y = 8.0, y + step
        drawn.append(_key(ink, trace, x, y, colours[place_ % len(colours)]))
        paint = ink.paint("fill", LIGHT.ink)
        drawn.append(block([text], x + 19, y + _KEY / 2, _KEY, paint, "middle"))
        x += wide + 16
    return "".join(drawn), y + step if named else 0.0


def _key(ink: Ink, trace: Spec, x: float, y: float, own: str) -> str:
    first = {k: t.of(v, 0) for k, v in trace.get("marker", {}).items() if k != "line"}
    edge = {k: t.of(v, 0) for k, v in trace.get("marker", {}).get("line", {}).items()}
    colour = str(first.get("color") or trace.get("line", {}).get("color") or own)
    if t.is_bar(trace):
        box = {"x": x, "y": y, "width": _KEY, "height": _KEY}
        pattern = {k: t.of(v, 0) for k, v in (first.get("pattern") or {}).items()}
        paint = {**ink.hatched(pattern, colour), **ink.line({"width": 0, **edge}, colour)}
        return element("rect", {**box, **paint})
    middle, drawn = y + _KEY / 2, ""
    mode = str(trace.get("mode", "lines+markers"))
    if "lines" in mode:
        ends = {"x1": x - 1, "y1": middle, "x2": x + 15, "y2": middle}
        drawn = element("line", {**ends, **ink.line(trace.get("line", {}), colour)})
    if "markers" in mode:
        drawn += marker(ink, {**first, "line": edge}, 0, x + 7, middle, colour)
    return drawn
