"""How are shapes, colours and hatchings written as SVG?

A figure's colours are those of ``theme.LIGHT``. On a page each becomes its CSS variable, so that
the picture follows light, dark and print by itself; in a file that stands alone it stays as it is.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal

from dashboard.theme import LIGHT

Paper = Literal["page", "file"]

_VARIABLES = {hue: f"var(--{name.replace('_', '-')})" for name, hue in LIGHT.named().items()}
_RGBA = re.compile(r"rgba\(\s*([\d.]+)\s*,\s*([\d.]+)\s*,\s*([\d.]+)\s*,\s*([\d.]+)\s*\)")
_CLEAR = ("none", "transparent", "")
_DASHES = {
    "solid": None,
    "dot": (1, 2),
    "dash": (5, 3),
    "longdash": (8, 4),
    "dashdot": (5, 3, 1, 3),
    "longdashdot": (8, 4, 1, 4),
}
_DARK = (LIGHT.ink, LIGHT.soft, LIGHT.blue, LIGHT.grey, LIGHT.amber, LIGHT.green, LIGHT.plum)


def number(value: float) -> str:
    """Write a coordinate with at most one decimal, the same on every machine."""
    text = f"{value:.1f}"
    return "0" if text in ("-0.0", "0.0") else text.removesuffix(".0")


def element(name: str, attributes: Mapping[str, Any], *inside: str) -> str:
    """Write one element; attributes that are None are left out, numbers are shortened."""
    written = "".join(
        f' {key}="{number(value) if isinstance(value, int | float) else escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def dashes(style: str, width: float) -> str | None:
    """Give the lengths of a dashed line; None for a solid one. ``style`` is Plotly's word."""
    lengths = _DASHES[style]
    return None if lengths is None else " ".join(number(part * max(width, 1)) for part in lengths)


def contrast(colour: str) -> str:
    """Choose the colour of words on a ground of this colour."""
    return LIGHT.paper if colour.lower() in _DARK else LIGHT.ink


@dataclass
class Ink:
    """Writes colours for one picture, and keeps the hatchings that it uses.

    ``name`` begins every id, so that several pictures stand on one page.
    """

    paper: Paper
    name: str
    _hatchings: dict[str, str] = field(default_factory=dict)

    def paint(self, prop: Literal["fill", "stroke"], colour: str | None) -> dict[str, Any]:
        """Give the attributes that paint with a colour."""
        if colour is None or colour.lower() in _CLEAR:
            return {prop: "none"}
        if found := _RGBA.fullmatch(colour):
            *parts, strength = (float(part) for part in found.groups())
            if strength == 0:
                return {prop: "none"}
            hue = "#" + "".join(f"{round(part):02x}" for part in parts)
            return {prop: self._hue(hue), f"{prop}-opacity": f"{strength:g}"}
        return {prop: self._hue(colour)}

    def line(self, line: Mapping[str, Any], default: str) -> dict[str, Any]:
        """Give the attributes of a stroke: Plotly's ``color``, ``width`` and ``dash``."""
        width = float(line.get("width", 2))
        if width == 0:
            return {}
        return {
            **self.paint("stroke", line.get("color", default)),
            "stroke-width": width,
            "stroke-dasharray": dashes(line.get("dash", "solid"), width),
        }

    def hatched(self, pattern: Mapping[str, Any], colour: str) -> dict[str, Any]:
        """Give the fill of a bar with Plotly's ``marker.pattern``; plain where it has no shape."""
        shape = pattern.get("shape", "")
        if not shape:
            return self.paint("fill", colour)
        over = pattern.get("fillmode", "replace") == "overlay"
        ground = pattern.get("bgcolor", colour if over else "none")
        strokes = pattern.get("fgcolor", contrast(colour) if over else colour)
        size, solidity = float(pattern.get("size", 8)), float(pattern.get("solidity", 0.3))
        key = repr((shape, ground, strokes, size, solidity))
        if key not in self._hatchings:
            name = f"{self.name}-h{len(self._hatchings)}"
            self._hatchings[key] = self._pattern(name, shape, (ground, strokes), size, solidity)
        return {"fill": f"url(#{self.name}-h{list(self._hatchings).index(key)})"}

    def definitions(self) -> str:
        """Write the hatchings that were used."""
        return element("defs", {}, *self._hatchings.values()) if self._hatchings else ""

    def _hue(self, colour: str) -> str:
        return _VARIABLES.get(colour.lower(), colour) if self.paper == "page" else colour

    def _pattern(
        self, name: str, shape: str, colours: tuple[str, str], size: float, solidity: float
    ) -> str:
        ground, strokes = colours
        box = {"width": size, "height": size}
        drawn = [element("rect", {**box, **self.paint("fill", ground)})] if ground != "none" else []
        if shape == ".":
            dot = {"cx": size / 2, "cy": size / 2, "r": size * solidity / 2}
            drawn.append(element("circle", {**dot, **self.paint("fill", strokes)}))
        else:
            width = size * solidity / (2 if shape in "/\\x" else 1)
            stroke = {**self.paint("stroke", strokes), "stroke-width": width}
            drawn += [element("path", {"d": d, **stroke}) for d in _strokes(shape, size)]
        unit = {"patternUnits": "userSpaceOnUse"}
        return element("pattern", {"id": name, **box, **unit}, *drawn)


def _strokes(shape: str, size: float) -> Sequence[str]:
    s, h, q = number(size), number(size / 2), number(size / 4)
    # A slanting line is drawn past its tile's corners too, so that tiles join.
    rising = f"M-{q} {q}L{q} -{q}M0 {s}L{s} 0M{number(size * 0.75)} {number(size * 1.25)}L"
    rising += f"{number(size * 1.25)} {number(size * 0.75)}"
    falling = f"M-{q} {number(size * 0.75)}L{q} {number(size * 1.25)}M0 0L{s} {s}M"
    falling += f"{number(size * 0.75)} -{q}L{number(size * 1.25)} {q}"
    level, upright = f"M0 {h}H{s}", f"M{h} 0V{s}"
    return {
        "/": (rising,),
        "\\": (falling,),
        "x": (rising, falling),
        "-": (level,),
        "|": (upright,),
        "+": (level, upright),
    }[shape]
