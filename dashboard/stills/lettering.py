"""How wide are words in our type, where do they break, and how are they written as SVG?

Widths come from the very fonts that the site serves, so that a picture is laid out the same on
every machine.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from html import escape, unescape
from pathlib import Path
from typing import Any

from dashboard.stills.ink import element, number

FONTS = Path(__file__).parent.parent / "assets" / "fonts"
REGULAR = "source-sans-3-latin-400-normal.woff2"
BOLD = "source-sans-3-latin-600-normal.woff2"
HEADING = "source-serif-4-latin-600-normal.woff2"
LEADING = 1.3
"""Height of a line, as a multiple of the type's size."""

_TAGS = re.compile(r"</?(b|i|em|strong|span)\b[^>]*>")
_BREAK = re.compile(r"<br\s*/?>")


@cache
def advances(font: str) -> dict[str, float]:
    """Give each character's width in a font, as a share of the type's size."""
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / font) as read:
        units, widths = read["head"].unitsPerEm, read["hmtx"]
        return {chr(code): widths[name][0] / units for code, name in read.getBestCmap().items()}


@lru_cache(maxsize=4000)
def width(text: str, size: float, font: str = REGULAR) -> float:
    """Measure one line of plain text in pixels."""
    known = advances(font)
    # What the font lacks is drawn by another one; half the size is a fair guess.
    return size * sum(known.get(character, 0.5) for character in text)


def plain(text: str) -> list[str]:
    """Read Plotly's markup as lines without it. Bold and slanted words become plain."""
    return [unescape(_TAGS.sub("", line)) for line in _BREAK.split(text)]


def widest(lines: Iterable[str], size: float, font: str = REGULAR) -> float:
    """Measure the longest of several lines, 0 for none."""
    return max((width(line, size, font) for line in lines), default=0.0)


def wrapped(text: str, room: float, size: float, font: str = REGULAR, most: int = 99) -> list[str]:
    """Break a text at its spaces into lines no wider than ``room``; a long word stays whole.

    Lines past ``most`` are left out, and the last one ends with an ellipsis.
    """
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, font) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), room, size, font)]


def _cut(text: str, room: float, size: float, font: str) -> str:
    while text and width(f"{text} …", size, font) > room:
        text = text.rpartition(" ")[0]
    return f"{text} …"


def written(
    lines: Sequence[str], x: float, y: float, size: float, attributes: dict[str, Any]
) -> str:
    """Write lines under each other; ``y`` is the first line's base line."""
    if not lines:
        return ""
    given = {"x": x, "y": y, "font-size": size, **attributes}
    if len(lines) == 1:
        return element("text", given, escape(lines[0]))
    step = number(size * LEADING)
    rest = (f'<tspan x="{number(x)}" dy="{step}">{escape(line)}</tspan>' for line in lines[1:])
    return element("text", given, escape(lines[0]), *rest)


def block(
    lines: Sequence[str], x: float, y: float, size: float, attributes: dict[str, Any], up: str
) -> str:
    """Write lines so that ``y`` is their top, middle or bottom, as ``up`` says."""
    whole = (len(lines) - 1) * size * LEADING
    # Capitals reach about 0.72 of the size above the base line, and figures 0.66.
    first = {"top": y + 0.8 * size, "bottom": y - whole - 0.25 * size}
    start = first.get(up, y - whole / 2 + 0.34 * size)
    return written(lines, x, start, size, attributes)
