"""What do the charts have in common: axes from zero, and places kept where there is no figure?"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dashboard.presenters.rows import Row
from dashboard.theme import LIGHT
from indicators.results import Mark

Drawing = dict[str, Any]
Shape = dict[str, Any]


def outlines(rows: Sequence[Row], gaps: Mapping[Mark, str]) -> dict[str, list[Shape]]:
    """Draw the places without a figure, each with its words; none of them says how large."""
    empty = [(place, row.mark) for place, row in enumerate(rows) if row.mark is not None]
    return {
        "shapes": [_outline(place, mark) for place, mark in empty],
        "annotations": [_inside(place, gaps[mark]) for place, mark in empty],
    }


def _outline(place: int, mark: Mark) -> Shape:
    hidden = mark is Mark.HIDDEN
    return {
        "type": "rect",
        "xref": "x",
        "yref": "paper",
        "x0": place - 0.32,
        "x1": place + 0.32,
        "y0": 0,
        "y1": 0.62,
        "fillcolor": LIGHT.grey_soft if hidden else "rgba(0,0,0,0)",
        "line": {"color": LIGHT.grey, "width": 1, "dash": "solid" if hidden else "dot"},
    }


def _inside(place: int, text: str) -> Shape:
    return {
        "x": place,
        "y": 0.31,
        "yref": "paper",
        "text": text,
        "textangle": -90,
        "yanchor": "middle",
        "showarrow": False,
        "font": {"size": 12, "color": LIGHT.soft},
    }


def above(place: int, height: float, text: str) -> Shape:
    """Write a figure above its bar."""
    return {
        "x": place,
        "y": height,
        "text": text,
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 14},
    }


def categories(names: Sequence[str]) -> Drawing:
    """Give an axis of named places that keeps every place, empty ones too."""
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": list(dict.fromkeys(names)),
        "range": [-0.5, max(len(names), 1) - 0.5],
    }


def amounts(tops: Iterable[float], *, percent: str) -> Drawing:
    """Give an axis from zero; ``percent`` is the sign after its numbers, "" for counts."""
    highest = max(tops, default=0) or 1
    axis: Drawing = {"rangemode": "tozero", "range": [0, highest * 1.18], "nticks": 5}
    if percent:
        return {**axis, "ticksuffix": percent}
    # Between whole numbers there is nothing to mark.
    steps: Drawing = {"dtick": 1} if highest <= 5 else {}
    return {**axis, **steps, "tickformat": ",d"}
