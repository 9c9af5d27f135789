"""What do the charts have in common: axes from zero, and places kept where there is no figure?

Places stand at 0, 1, 2 … along an axis. A place without a figure gets an outline of one fixed
size: dotted where there is none to show, filled in part where only a part is reported,
cross-hatched where it is hidden to protect people.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from dashboard.presenters.rows import Row
from dashboard.theme import LIGHT
from indicators.results import Mark

Drawing = dict[str, Any]
Shape = dict[str, Any]

GAPS = "gaps"
"""What ``meta`` says of the trace that stands for places without a figure."""

BAR = 0.64
"""How wide a bar is, of its place."""

_HIGH, _FILLED = 0.62, 0.6
_CLEAR = "rgba(0,0,0,0)"
_LEVEL_FROM = 0.34


@dataclass(frozen=True, slots=True)
class Ticks:
    """Where an axis of places has its words."""

    at: tuple[float, ...]
    texts: tuple[str, ...]

    @classmethod
    def each(cls, names: Sequence[str]) -> "Ticks":
        """Name every place."""
        return cls(tuple(range(len(names))), tuple(names))


def places(count: int, ticks: Ticks) -> Drawing:
    """Give an axis of so many places, each kept, empty ones too."""
    return {
        "type": "linear",
        "range": [-0.5, max(count, 1) - 0.5],
        "tickmode": "array",
        "tickvals": list(ticks.at),
        "ticktext": list(ticks.texts),
        "tickangle": 0,
        "showgrid": False,
        "zeroline": False,
    }


def amounts(tops: Iterable[float], *, percent: str, lowest: float = 0.0) -> Drawing:
    """Give an axis from zero; ``percent`` is the sign after its numbers, "" for counts.

    ``lowest`` is the least of them where some lie below zero.
    """
    highest = max(tops, default=0)
    if lowest < 0:
        room = max(highest, -lowest)
        ends = [1.25 * lowest, 1.18 * highest or 0.1 * room]
        whole: Drawing = {"dtick": 1} if room <= 5 else {}
        return {"rangemode": "tozero", "range": ends, "nticks": 5, **whole, "tickformat": ",d"}
    if not highest:
        # Without a figure there is no scale to read.
        return {"rangemode": "tozero", "range": [0, 1], "showticklabels": False, "showgrid": False}
    room = highest * 1.18
    axis: Drawing = {"rangemode": "tozero", "range": [0, room], "nticks": 5}
    if percent:
        return {**axis, "ticksuffix": percent, "range": [0, min(room, max(106, highest * 1.06))]}
    # Between whole numbers there is nothing to mark.
    steps: Drawing = {"dtick": 1} if highest <= 5 else {}
    return {**axis, **steps, "tickformat": ",d"}


def gap_trace(rows: Sequence[Row], words: Mapping[Mark, str], top: float) -> list[Drawing]:
    """Stand in the places without a figure, so that each can be pointed at and says why.

    All are as high as a part of the axis, which ends at ``top``: none tells how large.
    """
    empty = [(place, row) for place, row in enumerate(rows) if row.mark is not None]
    if not empty:
        return []
    hidden = [row.mark is Mark.HIDDEN for _, row in empty]
    return [
        {
            "type": "bar",
            "meta": GAPS,
            "x": [place for place, _ in empty],
            "y": [_HIGH * top for _ in empty],
            "width": BAR,
            "marker": gap_marker(hidden),
            "hovertext": [f"{row.period}: {words[row.mark]}" for _, row in empty if row.mark],
            "hoverinfo": "text",
            "showlegend": False,
        }
    ]


HATCHED: Drawing = {
    "fgcolor": LIGHT.grey,
    "bgcolor": _CLEAR,
    "size": 7,
    "solidity": 0.12,
}
"""The mark of a hidden figure, with shape "x": the same on every chart and in every table."""


def gap_marker(hidden: Sequence[bool]) -> Drawing:
    """Give the look of places without a figure: cross-hatched where hidden, else clear."""
    return {
        "color": _CLEAR,
        "pattern": {**HATCHED, "shape": ["x" if one else "" for one in hidden]},
        "line": {"color": LIGHT.grey, "width": [1 if one else 0 for one in hidden]},
    }


def outlines(rows: Sequence[Row], words: Mapping[Mark, str]) -> dict[str, list[Shape]]:
    """Outline the places without a figure, and say why once for each run of them."""
    empty = [(place, row.mark) for place, row in enumerate(rows) if row.mark is not None]
    return {
        "shapes": [
            shape
            for place, mark in empty
            for shape in outline(mark, (place - BAR / 2, place + BAR / 2), (0, _HIGH), of="paper")
        ],
        "annotations": [
            _inside(first, last, words[mark], len(rows)) for first, last, mark in _runs(rows)
        ],
    }


def _runs(rows: Sequence[Row]) -> Iterator[tuple[int, int, Mark]]:
    for mark, group in groupby(enumerate(rows), key=lambda pair: pair[1].mark):
        if mark is not None:
            found = [place for place, _ in group]
            yield found[0], found[-1], mark


def outline(
    mark: Mark | None,
    across: tuple[float, float],
    up: tuple[float, float],
    *,
    of: Literal["y", "paper"] = "y",
) -> list[Shape]:
    """Outline a place as the tables mark it; nothing where it is hidden, for its bar is hatched.

    ``of`` tells what ``up`` is measured in: the axis, or parts of the chart's height.
    """
    if mark is None or mark is Mark.HIDDEN:
        return []
    if mark is not Mark.INCOMPLETE:
        return [box(across, up, LIGHT.grey, "dot", of=of)]
    left, right = across
    filled = box((left, left + _FILLED * (right - left)), up, LIGHT.grey, "solid", of=of)
    return [
        {**filled, "fillcolor": LIGHT.grey_soft, "line": {"width": 0}},
        box(across, up, LIGHT.grey, "solid", of=of),
    ]


def box(
    across: tuple[float, float],
    up: tuple[float, float],
    colour: str,
    dash: str,
    *,
    of: Literal["y", "paper"] = "y",
) -> Shape:
    """Draw the edge of a box."""
    return {
        "type": "rect",
        "xref": "x",
        "yref": of,
        "x0": across[0],
        "x1": across[1],
        "y0": up[0],
        "y1": up[1],
        "fillcolor": _CLEAR,
        "line": {"color": colour, "width": 1.5, "dash": dash},
    }


def _inside(first: int, last: int, text: str, count: int) -> Shape:
    level = last > first and (last - first + 1) / count >= _LEVEL_FROM
    return {
        "x": (first + last) / 2,
        "y": _HIGH / 2,
        "yref": "paper",
        "text": text,
        "textangle": 0 if level else -90,
        "yanchor": "middle",
        "showarrow": False,
        "bgcolor": LIGHT.paper,
        "borderpad": 2,
        "font": {"size": 12, "color": LIGHT.soft},
    }


def above(place: float, height: float, text: str, clear: int = 2) -> Shape:
    """Write a figure above its bar, on a ground of its own, so that no grid line crosses it.

    ``clear`` is how many pixels the ground stands off, so that it covers no edge and no point.
    """
    return {
        "x": place,
        "y": height,
        "text": text,
        "yanchor": "bottom",
        "yshift": clear,
        "showarrow": False,
        "bgcolor": LIGHT.paper,
        "borderpad": 0,
        "font": {"size": 14, "color": LIGHT.ink},
    }


def beside(text: str, y: float, *, right: bool = False, strong: bool = False) -> Shape:
    """Write words at the left or right edge of a chart, at a height of its own axis."""
    return {
        "xref": "paper",
        "x": 1 if right else 0,
        "xanchor": "right" if right else "left",
        "y": y,
        "yanchor": "bottom",
        "text": text,
        "align": "right" if right else "left",
        "showarrow": False,
        "bgcolor": LIGHT.paper,
        "borderpad": 1,
        "font": {"size": 14, "color": LIGHT.ink if strong else LIGHT.soft},
    }


def breaks(found: Iterable[tuple[float, str]]) -> dict[str, list[Shape]]:
    """Mark breaks in a series: a dotted line at each place, with its date."""
    pairs = list(found)
    return {
        "shapes": [
            {
                "type": "line",
                "xref": "x",
                "yref": "paper",
                "x0": at,
                "x1": at,
                "y0": 0,
                "y1": 1,
                "line": {"color": LIGHT.ink, "width": 1, "dash": "dash"},
            }
            for at, _ in pairs
        ],
        "annotations": [
            {
                "x": at,
                "y": 1,
                "yref": "paper",
                "xanchor": "left",
                "yanchor": "top",
                "text": text,
                "showarrow": False,
                "bgcolor": LIGHT.paper,
                "font": {"size": 12, "color": LIGHT.ink},
            }
            for at, text in pairs
        ],
    }


def together(*parts: Mapping[str, list[Shape]]) -> dict[str, list[Shape]]:
    """Join the shapes and words of several parts of a layout."""
    return {
        kind: [one for part in parts for one in part.get(kind, [])]
        for kind in ("shapes", "annotations")
    }
