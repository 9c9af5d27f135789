"""How are bars, whiskers, lines, points and their words drawn?"""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dashboard.stills import traces as t
from dashboard.stills.fields import Spec, UndrawableError
from dashboard.stills.frame import Frame
from dashboard.stills.ink import Ink, contrast, element, number
from dashboard.stills.lettering import block, plain, widest
from dashboard.theme import LIGHT

_GAP = 4.0
_SIZE = 14.0
_SMALLEST = 10.0
_UPS = {"top": "bottom", "middle": "middle", "bottom": "top"}
_SIDES = {"left": "end", "center": "middle", "right": "start"}
_POLYGONS = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": ((0, -1.35), (1.35, 0), (0, 1.35), (-1.35, 0)),
    "triangle-up": ((0, -1.2), (1.2, 1), (-1.2, 1)),
    "triangle-down": ((0, 1.2), (1.2, -1), (-1.2, -1)),
    "triangle-left": ((-1.2, 0), (1, -1.2), (1, 1.2)),
    "triangle-right": ((1.2, 0), (-1, -1.2), (-1, 1.2)),
}
_STROKES = {
    "line-ns": ((0, -1.4, 0, 1.4),),
    "line-ew": ((-1.4, 0, 1.4, 0),),
    "cross-thin": ((0, -1.4, 0, 1.4), (-1.4, 0, 1.4, 0)),
    "x-thin": ((-1, -1, 1, 1), (-1, 1, 1, -1)),
    "cross": ((0, -1, 0, 1), (-1, 0, 1, 0)),
    "x": ((-1, -1, 1, 1), (-1, 1, 1, -1)),
}


def bars(frame: Frame, ink: Ink) -> Iterator[str]:
    """Draw every bar, then its whiskers and words, so that no bar covers another's words."""
    for bar in frame.bars:
        yield _bar(frame, ink, bar)
    for bar in frame.bars:
        across, along = bar.pair[::-1] if bar.lying else bar.pair
        middle = frame.scales[across].at((bar.start + bar.end) / 2)
        yield from _whisker(frame, ink, bar.trace, bar.index, along, bar.tip, middle)
        yield _words_of_bar(frame, ink, bar)


def _bar(frame: Frame, ink: Ink, bar: t.Bar) -> str:
    left, right, top, bottom = _box(frame, bar)
    marker = bar.trace.get("marker", {})
    colour = str(bar.given(marker.get("color"), _own(frame, bar.trace)))
    pattern = {k: bar.given(v) for k, v in marker.get("pattern", {}).items()}
    line = {k: bar.given(v) for k, v in marker.get("line", {}).items()}
    drawn: dict[str, Any] = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    drawn |= ink.hatched(pattern, colour)
    # A bar without a line of its own has none; it is drawn as wide with one as without.
    drawn |= ink.line({"width": 0, **line}, colour)
    strength = bar.given(marker.get("opacity"), bar.trace.get("opacity"))
    return element("rect", {**drawn, "opacity": strength})


def _box(frame: Frame, bar: t.Bar) -> tuple[float, float, float, float]:
    x, y = (frame.scales[name] for name in bar.pair)
    across, up = (bar.base, bar.tip), (bar.start, bar.end)
    if not bar.lying:
        across, up = up, across
    left, right = sorted(x.inside(end) for end in across)
    top, bottom = sorted(y.inside(end) for end in up)
    return left, right, top, bottom


def _words_of_bar(frame: Frame, ink: Ink, bar: t.Bar) -> str:
    text = str(bar.given(bar.trace.get("text"), ""))
    where = bar.given(bar.trace.get("textposition"), "auto")
    if not text or where == "none":
        return ""
    lines, size = plain(text), float(bar.trace.get("textfont", {}).get("size", _SIZE))
    left, right, top, bottom = _box(frame, bar)
    length = right - left if bar.lying else bottom - top
    need = widest(lines, size) if bar.lying else len(lines) * size
    fits = need + 2 * _GAP <= length and (bar.lying or widest(lines, size) <= right - left)
    if where == "inside" or (where == "auto" and fits):
        return _inside(ink, bar, lines, size, (left, right, top, bottom))
    fonts = {**bar.trace.get("textfont", {}), **bar.trace.get("outsidetextfont", {})}
    paint = ink.paint("fill", bar.given(fonts.get("color"), LIGHT.ink))
    back = bar.tip < bar.base
    if bar.lying:
        at = left - _GAP if back else right + _GAP
        drawn = {**paint, "text-anchor": "end" if back else "start"}
        return block(lines, at, (top + bottom) / 2, size, drawn, "middle")
    drawn = {**paint, "text-anchor": "middle"}
    at = bottom + _GAP if back else top - _GAP
    # Figures over narrow bars that stand side by side would run into each other.
    size = max(_SMALLEST, min(size, size * 1.5 * (right - left) / max(widest(lines, size), 1)))
    middle = _kept_in(frame, (left + right) / 2, widest(lines, size))
    return block(lines, middle, at, size, drawn, "top" if back else "bottom")


def _inside(
    ink: Ink, bar: t.Bar, lines: list[str], size: float, box: tuple[float, float, float, float]
) -> str:
    left, right, top, bottom = box
    wide, high = right - left - 2 * _GAP, bottom - top - 2
    size *= min(1.0, wide / max(widest(lines, size), 1), high / (len(lines) * size * 1.1))
    if size < _SMALLEST:
        return ""
    colour = str(bar.given(bar.trace.get("marker", {}).get("color"), LIGHT.blue))
    fonts = {**bar.trace.get("textfont", {}), **bar.trace.get("insidetextfont", {})}
    paint = ink.paint("fill", bar.given(fonts.get("color"), contrast(colour)))
    place = bar.trace.get("insidetextanchor", "end")
    if bar.lying:
        anchors = {
            "start": (left + _GAP, "start"),
            "middle": ((left + right) / 2, "middle"),
            "end": (right - _GAP, "end"),
        }
        at, anchor = anchors[place]
        return block(
            lines, at, (top + bottom) / 2, size, {**paint, "text-anchor": anchor}, "middle"
        )
    ups = {
        "start": (bottom - _GAP, "bottom"),
        "middle": ((top + bottom) / 2, "middle"),
        "end": (top + _GAP, "top"),
    }
    at, up = ups[place]
    return block(lines, (left + right) / 2, at, size, {**paint, "text-anchor": "middle"}, up)


def _whisker(
    frame: Frame, ink: Ink, trace: Spec, index: int, name: str, tip: float, middle: float
) -> Iterator[str]:
    reach = t.whiskers(trace, name[0], index)
    if reach is None:
        return
    error = trace[f"error_{name[0]}"]
    stroke = {
        **ink.paint("stroke", error.get("color", LIGHT.ink)),
        "stroke-width": float(error.get("thickness", 2)),
    }
    scale, half = frame.scales[name], float(error.get("width", 4))
    low, high = scale.at(tip - reach[0]), scale.at(tip + reach[1])
    path = _path_of_whisker(low, high, middle, half, lying=name.startswith("x"))
    yield element("path", {"d": path, "fill": "none", **stroke})


def _path_of_whisker(low: float, high: float, middle: float, half: float, *, lying: bool) -> str:
    a, b, m = number(low), number(high), number(middle)
    below, above = number(middle - half), number(middle + half)
    if lying:
        return f"M{a} {m}H{b}M{a} {below}V{above}M{b} {below}V{above}"
    return f"M{m} {a}V{b}M{below} {a}H{above}M{below} {b}H{above}"


def lines(frame: Frame, ink: Ink) -> Iterator[str]:
    """Draw every line with its filled area, whiskers, points and words."""
    before: list[tuple[float, float]] = []
    for trace in frame.traces:
        if t.is_bar(trace):
            continue
        found = list(t.points(trace, frame.scales))
        x, y = (frame.scales[name] for name in t.pair_of(trace))
        here = [(x.at(p.x), y.at(p.y)) for p in found if p is not None]
        yield _filled(frame, ink, trace, here, before)
        before = here
        mode = str(trace.get("mode", "lines+markers"))
        if "lines" in mode:
            yield _line(frame, ink, trace, found)
        yield from _points(frame, ink, trace, [p for p in found if p is not None], mode)


def _filled(
    frame: Frame,
    ink: Ink,
    trace: Spec,
    here: Sequence[tuple[float, float]],
    before: Sequence[tuple[float, float]],
) -> str:
    fill = trace.get("fill", "none")
    if fill == "none" or len(here) < 2:
        return ""
    ground = frame.scales[t.pair_of(trace)[1]].at(0)
    back: Sequence[tuple[float, float]] = []
    if fill == "tozeroy" or (fill == "tonexty" and not before):
        back = [(here[-1][0], ground), (here[0][0], ground)]
    elif fill == "tonexty":
        back = list(reversed(before))
    colour = trace.get("fillcolor", _own(frame, trace))
    return element("path", {"d": f"{_through([*here, *back])}Z", **ink.paint("fill", colour)})


def _line(frame: Frame, ink: Ink, trace: Spec, found: Sequence[t.Point | None]) -> str:
    x, y = (frame.scales[name] for name in t.pair_of(trace))
    line = trace.get("line", {})
    runs: list[list[tuple[float, float]]] = [[]]
    for point in found:
        if point is not None:
            runs[-1].append((x.at(point.x), y.at(point.y)))
        elif not trace.get("connectgaps"):
            runs.append([])
    shape = line.get("shape", "linear")
    path = "".join(_through(run, shape) for run in runs if len(run) > 1)
    if not path:
        return ""
    stroke = ink.line(line, _own(frame, trace))
    return element("path", {"d": path, "fill": "none", **stroke, "opacity": trace.get("opacity")})


def _through(places: Iterable[tuple[float, float]], shape: str = "linear") -> str:
    (x, y), *rest = places
    path = f"M{number(x)} {number(y)}"
    for x, y in rest:
        if shape == "hv":
            path += f"H{number(x)}V{number(y)}"
        elif shape == "vh":
            path += f"V{number(y)}H{number(x)}"
        else:
            path += f"L{number(x)} {number(y)}"
    return path


def _points(
    frame: Frame, ink: Ink, trace: Spec, found: Sequence[t.Point], mode: str
) -> Iterator[str]:
    x, y = (frame.scales[name] for name in t.pair_of(trace))
    for point in found:
        across, up = x.at(point.x), y.at(point.y)
        names = t.pair_of(trace)
        yield from _whisker(frame, ink, trace, point.index, names[0], point.x, up)
        yield from _whisker(frame, ink, trace, point.index, names[1], point.y, across)
        if "markers" in mode:
            yield marker(ink, trace.get("marker", {}), point.index, across, up, _own(frame, trace))
        if "text" in mode:
            yield _words(frame, ink, trace, point.index, across, up)


def marker(ink: Ink, given: Spec, index: int, x: float, y: float, own: str) -> str:
    """Draw one point by Plotly's name of its symbol; raise UndrawableError on another one."""
    symbol = str(t.of(given.get("symbol"), index, "circle"))
    colour = str(t.of(given.get("color"), index, own))
    half = float(t.of(given.get("size"), index, 6)) / 2
    edge = {k: t.of(v, index) for k, v in given.get("line", {}).items()}
    shape, is_open = symbol.removesuffix("-open"), symbol.endswith("-open")
    strength = {"opacity": t.of(given.get("opacity"), index)}
    if shape in _STROKES:
        thick = float(edge.get("width") or (half * 0.7 if shape in ("cross", "x") else 2))
        stroke = {**ink.paint("stroke", edge.get("color") or colour), "stroke-width": thick}
        path = "".join(_stroke(part, x, y, half) for part in _STROKES[shape])
        return element("path", {"d": path, **stroke, **strength})
    if is_open:
        paint = {**ink.paint("fill", LIGHT.paper), **ink.line({"width": 2, **edge}, colour)}
    else:
        paint = {**ink.paint("fill", colour), **ink.line({"width": 0, **edge}, LIGHT.ink)}
    if shape == "circle":
        return element("circle", {"cx": x, "cy": y, "r": half, **paint, **strength})
    if shape not in _POLYGONS:
        raise UndrawableError(f"a point of the shape {symbol!r} cannot be drawn as SVG")
    corners = [(x + half * a, y + half * b) for a, b in _POLYGONS[shape]]
    return element("path", {"d": f"{_through(corners)}Z", **paint, **strength})


def _stroke(part: tuple[float, float, float, float], x: float, y: float, half: float) -> str:
    a, b, c, d = part
    start = f"M{number(x + a * half)} {number(y + b * half)}"
    return f"{start}L{number(x + c * half)} {number(y + d * half)}"


def _words(frame: Frame, ink: Ink, trace: Spec, index: int, x: float, y: float) -> str:
    text = str(t.of(trace.get("text"), index, "") or "")
    if not text.strip():
        return ""
    up, side = str(t.of(trace.get("textposition"), index, "middle center")).split(" ")
    font = trace.get("textfont", {})
    size = float(t.of(font.get("size"), index, _SIZE))
    half = float(t.of(trace.get("marker", {}).get("size"), index, 6)) / 2
    away = half + _GAP
    lines = plain(text.strip() if "markers" in str(trace.get("mode")) else text)
    at_y = y + {"top": -away, "bottom": away, "middle": 0}[up]
    at_x = x + {"left": -away, "right": away, "center": 0}[side] * (1 if up == "middle" else 0.3)
    drawn = {
        **ink.paint("fill", t.of(font.get("color"), index, LIGHT.ink)),
        "text-anchor": _SIDES[side],
    }
    at_x = _kept_in(frame, at_x, widest(lines, size), _SIDES[side])
    return block(lines, at_x, at_y, size, drawn, _UPS[up])


def _kept_in(frame: Frame, x: float, wide: float, anchor: str = "middle") -> float:
    """Move words that would run out of the picture back into it."""
    before = {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return min(max(x, before + 2), frame.width - (wide - before) - 2)


def _own(frame: Frame, trace: Spec) -> str:
    """Give the colour of a trace that names none: its line's, or the next of the template's."""
    said = trace.get("line", {}).get("color") or trace.get("marker", {}).get("color")
    if isinstance(said, str):
        return said
    way = frame.layout.get("colorway") or [LIGHT.blue]
    place = next((n for n, other in enumerate(frame.traces) if other is trace), 0)
    return str(way[math.fmod(place, len(way)).__trunc__()])
