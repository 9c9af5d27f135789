"""What does a chart look like as a picture of its own: for a slide, or where a page is shared?

A plate holds all that a reader needs who sees nothing else: what the figure states, unit, place
and time, the chart, what its marks mean, where the figures come from, and which release it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dashboard.stills.chart import Drawing, parts
from dashboard.stills.ink import Ink, element
from dashboard.stills.lettering import BOLD, HEADING, LEADING, REGULAR, wrapped, written
from dashboard.theme import LIGHT, SANS, SERIF

SLIDE_WIDTH = 1280
SHARE_WIDTH, SHARE_HEIGHT = 1200, 630
_MARGIN = 56.0
_SCALE = 1.5
"""How much larger a chart stands on a slide than on a page."""


@dataclass(frozen=True, slots=True)
class Plate:
    """The words around a chart, and the chart; ``figure`` is None where a page has none."""

    heading: str
    line: str
    figure: Drawing | None
    marks: tuple[str, ...] = ()
    source: str = ""
    release: str = ""
    language: str = "sv"
    label: str = ""
    kicker: str = ""
    height: int = 320


def slide(plate: Plate) -> str:
    """Write a plate as an SVG 1280 pixels wide and as high as it must be."""
    page = _Sheet(SLIDE_WIDTH)
    page.words(plate.heading, 36, HEADING, most=3)
    page.words(plate.line, 20, REGULAR, LIGHT.soft, most=2)
    page.space(18)
    page.chart(plate, plate.height * _SCALE)
    page.space(14)
    for text in (*plate.marks, plate.source, plate.release):
        page.words(text, 17, REGULAR, LIGHT.soft, most=3)
    return page.svg(page.y + 36, plate)


def share(plate: Plate) -> str:
    """Write a plate as an SVG of 1200 × 630 pixels, as networks show a shared page."""
    page = _Sheet(SHARE_WIDTH)
    page.words(plate.kicker, 24, BOLD, LIGHT.blue, most=1)
    page.space(6)
    page.words(plate.heading, 44, HEADING, most=3)
    room = SHARE_HEIGHT - page.y - 84
    if plate.figure is not None and room > 200:
        page.space(8)
        page.chart(plate, room)
    else:
        page.space(14)
        page.words(plate.line, 27, REGULAR, LIGHT.soft, most=max(1, int(room / 36)))
    page.y = SHARE_HEIGHT - 66
    page.words(plate.release, 19, REGULAR, LIGHT.soft, most=1)
    return page.svg(SHARE_HEIGHT, plate)


class _Sheet:
    """A page that is filled from the top."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.y = 52.0
        self._ink = Ink("file", "plate")
        self._drawn: list[str] = []

    def space(self, height: float) -> None:
        self.y += height

    def words(
        self, text: str, size: float, font: str, colour: str = LIGHT.ink, *, most: int
    ) -> None:
        """Write a paragraph, broken into so many lines at most."""
        if not text:
            return
        lines = wrapped(text, self.width - 2 * _MARGIN, size, font, most)
        type_: dict[str, Any] = {"fill": colour}
        if font != REGULAR:
            family = SERIF if font == HEADING else SANS
            type_ |= {"font-family": family.replace('"', "'"), "font-weight": "600"}
        self._drawn.append(written(lines, _MARGIN, self.y + size, size, type_))
        self.y += len(lines) * size * LEADING + 6

    def chart(self, plate: Plate, height: float) -> None:
        """Draw the chart over the whole width, enlarged."""
        if plate.figure is None:
            return
        wide = self.width - 2 * _MARGIN
        box = (wide / _SCALE, height / _SCALE)
        drawn = parts(plate.figure, *box, self._ink)
        place = {"x": _MARGIN, "y": self.y, "width": wide, "height": height}
        view = {"viewBox": f"0 0 {box[0]:.1f} {box[1]:.1f}"}
        self._drawn.append(element("svg", {**place, **view}, drawn))
        self.y += height

    def svg(self, height: float, plate: Plate) -> str:
        """Give the whole picture."""
        size = {"width": self.width, "height": round(height)}
        ground = element("rect", {**size, "fill": LIGHT.paper})
        rule = {"x1": _MARGIN, "x2": self.width - _MARGIN, "y1": 34, "y2": 34}
        line = element("line", {**rule, "stroke": LIGHT.ink, "stroke-width": 3})
        return element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {self.width} {round(height)}",
                **size,
                "font-family": SANS.replace('"', "'"),
                "role": "img",
                "lang": plate.language,
            },
            element("title", {}, _escaped([plate.label or plate.heading])),
            ground,
            line,
            *self._drawn,
        )


def _escaped(texts: Iterable[str]) -> str:
    return " ".join(texts).replace("&", "&amp;").replace("<", "&lt;")
