"""How are figures drawn that stand under each other on one scale: rows of bars, bands and points?

The words of each row stand above it, so that a narrow screen keeps its whole width for the scale.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.axes import GAPS, Drawing, Shape, amounts, beside, box, gap_marker, outline
from dashboard.chart_words import PHONE, lines, width
from dashboard.theme import LIGHT
from indicators.results import Mark

STATE_COLOURS = {
    "done": (LIGHT.blue, LIGHT.blue),
    "under_way": (LIGHT.blue_soft, LIGHT.blue),
    "assigned": (LIGHT.paper, LIGHT.blue),
    "proposed": (LIGHT.paper, LIGHT.grey),
    "dropped": (LIGHT.grey_soft, LIGHT.grey),
}
_PATTERNS = {"proposed": ".", "dropped": "-"}
_THICK = 0.36
_ROOM = {"l": 18, "r": 14, "t": 8, "b": 8}
"""The scale's first and last number stand whole at the edges."""
_WORDS_AT = 0.24
_AWAY = 6
_LEAST_ROOM = 5
"""For so many commitments a line has room, though no goal may have as many."""
MOST_SIGNS, MOST_BESIDE_WORDS = 46, 28
"""How long a line of words above a row is, on a phone: alone, and with words at its right."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A bar from zero to ``low``, or a band from ``low`` to ``high``, with its words.

    ``middle`` is the figure within a band, and ``ends`` the band in words. ``floor`` is a number
    of known persons of the very group that the band estimates; ``mark`` is why there is no figure.
    """

    label: str
    text: str
    low: float
    high: float | None = None
    known: bool = False
    floor: float | None = None
    mark: Mark | None = None
    middle: float | None = None
    ends: str = ""

    @property
    def whole(self) -> str:
        """Say the figure with its range."""
        return f"{self.text} ({self.ends})" if self.ends else self.text

    @property
    def told(self) -> str:
        """Say all that pointing at it says."""
        return f"{self.label}: {', '.join(filter(None, (self.text, self.ends)))}"


@dataclass(frozen=True, slots=True)
class Standing:
    """One row on a scale of shares: where it started, stands and should come, and its words.

    ``words`` stand at the right of the label; ``mark`` is why there is no figure.
    """

    label: str
    words: str
    start: float | None = None
    now: float | None = None
    aim: float | None = None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """What the points of a dumbbell are called: start, now and aim."""

    start: str
    now: str
    aim: str


def coverage(amounts_: Sequence[Amount]) -> Drawing:
    """Draw applications, known cases and the estimate's band on one scale from zero."""
    every = [(-place, a) for place, a in enumerate(amounts_)]
    rows = [(y, a) for y, a in every if a.mark is None]
    axis = amounts([a.high or a.low for _, a in rows], percent="")
    empty = [(y, a.label, a.text, a.mark) for y, a in every if a.mark is not None]
    return {
        "data": [*_amounts(rows), *_middles(rows), *_gaps(empty, axis["range"][1])],
        "layout": {
            "xaxis": {**axis, "showgrid": bool(rows), "zeroline": False},
            "margin": _ROOM,
            "yaxis": _lines(len(every)),
            "barmode": "overlay",
            "showlegend": False,
            "shapes": [
                *(_edge(y, a) for y, a in rows if a.high is not None),
                *_floors(rows),
                *_outlined(empty, axis["range"][1]),
            ],
            "annotations": [
                *(beside(lines(a.label, MOST_SIGNS), y + _WORDS_AT) for y, a in every),
                *(_at_end(y, a, axis["range"][1]) for y, a in rows),
                *(_at_start(y, a) for y, a in every if a.mark is not None),
            ],
        },
    }


def dumbbell(
    rows: Sequence[Standing], names: Names, gaps: Mapping[Mark, str], percent: str
) -> Drawing:
    """Draw for each row the way from its start to where it stands, and on to its aim."""
    placed = [(-n, row) for n, row in enumerate(rows)]
    empty = [(y, row.label, gaps[row.mark], row.mark) for y, row in placed if row.mark]
    shown = [(y, row) for y, row in placed if row.mark is None and row.now is not None]
    starts = [(y, row.start, row) for y, row in shown if row.start is not None]
    aims = [(y, row.aim, row) for y, row in shown if row.aim is not None]
    nows = [(y, row.now, row) for y, row in shown if row.now is not None]
    open_circle = {"symbol": "circle-open", "size": 11, "color": LIGHT.blue}
    diamond = {"symbol": "diamond-open", "size": 12, "color": LIGHT.amber}
    return {
        "data": [
            *_dots(starts, names.start, {**open_circle, "line": {"width": 2}}),
            *_dots(nows, names.now, {"symbol": "circle", "size": 13, "color": LIGHT.blue}),
            *_dots(aims, names.aim, {**diamond, "line": {"width": 2}}),
            *_gaps(empty, 100),
        ],
        "layout": {
            "xaxis": {
                "range": [0, 104],
                "dtick": 25,
                "ticksuffix": percent,
                # Without a figure there is no scale to read.
                "showgrid": bool(shown),
                "showticklabels": bool(shown),
                "zeroline": False,
            },
            "margin": _ROOM,
            "yaxis": _lines(len(rows)),
            "showlegend": bool(shown),
            "legend": {"traceorder": "normal"},
            "barmode": "overlay",
            "hovermode": "closest",
            "shapes": [*_ways(shown), *_outlined(empty, 100)],
            "annotations": [said for y, row in placed for said in _head(y, row.label, row.words)],
        },
    }


def commitments(
    goals: Sequence[tuple[str, Mapping[str, int]]], states: Mapping[str, str]
) -> Drawing:
    """Draw each goal's commitments as one line cut by state; ``states`` gives the words."""
    used = [state for state in STATE_COLOURS if any(state in counts for _, counts in goals)]
    # A single commitment that fills the line would be read as a whole.
    most = max([_LEAST_ROOM, *(sum(counts.values()) for _, counts in goals)])
    placed = [(-n, goal, counts) for n, (goal, counts) in enumerate(goals)]
    return {
        "data": [_state(placed, state, states[state]) for state in used],
        "layout": {
            "xaxis": {**amounts([most], percent=""), "dtick": 1, "range": [0, most + 0.1]},
            "margin": _ROOM,
            "yaxis": _lines(len(goals)),
            "barmode": "stack",
            "showlegend": True,
            "legend": {"orientation": "h", "traceorder": "normal"},
            "annotations": [
                *(
                    beside(lines(goal, MOST_SIGNS), y + _WORDS_AT, strong=True)
                    for y, goal, _ in placed
                ),
                *(one for y, _, counts in placed for one in _on_patterns(y, counts)),
            ],
        },
    }


def _on_patterns(y: float, counts: Mapping[str, int]) -> list[Shape]:
    """Write the numbers of patterned bars on a ground of their own, clear of dots and lines."""
    written, end = [], 0
    for state in STATE_COLOURS:
        number = counts.get(state, 0)
        end += number
        if number and state in _PATTERNS:
            written.append(
                {
                    "x": end - number / 2,
                    "y": y,
                    "text": str(number),
                    "showarrow": False,
                    "bgcolor": STATE_COLOURS[state][0],
                    "borderpad": 2,
                    "font": {"size": 13},
                }
            )
    return written


def _lines(count: int) -> Drawing:
    """Give an axis of rows from 0 downwards, each with room for its words above it."""
    return {
        "range": [0.5 - max(count, 1), 0.72],
        "showgrid": False,
        "showticklabels": False,
        "zeroline": False,
        "ticks": "",
        "fixedrange": True,
    }


def _head(y: float, label: str, words: str) -> list[Shape]:
    left = beside(lines(label, MOST_BESIDE_WORDS), y + _WORDS_AT)
    right = beside(f"<b>{words}</b>", y + _WORDS_AT, right=True, strong=True)
    return [left, right] if words else [left]


def _amounts(rows: Sequence[tuple[int, Amount]]) -> list[Drawing]:
    if not rows:
        return []
    return [
        {
            "type": "bar",
            "orientation": "h",
            "y": [y for y, _ in rows],
            "x": [a.high - a.low if a.high is not None else a.low for _, a in rows],
            "base": [a.low if a.high is not None else 0 for _, a in rows],
            "width": _THICK,
            "marker": {"color": [_fill(a) for _, a in rows], "line": {"width": 0}},
            "hovertext": [a.told for _, a in rows],
            "hoverinfo": "text",
        }
    ]


def _middles(rows: Sequence[tuple[int, Amount]]) -> list[Drawing]:
    """Draw the figure within each band as a point, so that it is not taken for the band's end."""
    found = [(y, a, a.middle) for y, a in rows if a.middle is not None]
    if not found:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [middle for *_, middle in found],
            "y": [y for y, *_ in found],
            "marker": {"symbol": "circle", "size": 9, "color": LIGHT.blue},
            "hovertext": [a.told for _, a, _ in found],
            "hoverinfo": "text",
        }
    ]


def _at_end(y: float, amount: Amount, top: float) -> Shape:
    """Write a figure after its bar, or before its band where a phone has more room there."""
    after = (top - (amount.high or amount.low)) / top * PHONE + _ROOM["r"]
    before = amount.low / top * PHONE + _ROOM["l"] if amount.high is not None else 0.0
    text = amount.whole if max(after, before) >= width(amount.whole) + _AWAY else amount.text
    if after >= width(text) + _AWAY or before <= after:
        return _beside_bar(amount.high or amount.low, y, f"<b>{text}</b>", "left")
    return _beside_bar(amount.low, y, f"<b>{text}</b>", "right")


def _beside_bar(x: float, y: float, text: str, anchor: str) -> Shape:
    return {
        "x": x,
        "xanchor": anchor,
        "xshift": _AWAY if anchor == "left" else -_AWAY,
        "y": y,
        "yanchor": "middle",
        "text": text,
        "showarrow": False,
        "bgcolor": LIGHT.paper,
        "font": {"size": 14, "color": LIGHT.ink},
    }


def _at_start(y: float, amount: Amount) -> Shape:
    said = _beside_bar(0, y, amount.text, "left")
    return {**said, "font": {"size": 13, "color": LIGHT.soft}}


def _fill(amount: Amount) -> str:
    if amount.high is not None:
        return LIGHT.blue_soft
    return LIGHT.grey if amount.known else LIGHT.blue


def _edge(y: float, amount: Amount) -> Shape:
    ends = (amount.low, amount.high or amount.low)
    return box(ends, (y - _THICK / 2, y + _THICK / 2), LIGHT.blue, "dash")


def _floors(rows: Sequence[tuple[int, Amount]]) -> list[Shape]:
    """Draw how many are known at least, through the band of the same group."""
    return [
        _line(a.floor, a.floor, y - 0.32, y + 0.32, LIGHT.ink, "solid", 2.5)
        for y, a in rows
        if a.floor is not None
    ]


def _line(x0: float, x1: float, y0: float, y1: float, hue: str, dash: str, thick: float) -> Shape:
    return {
        "type": "line",
        "xref": "x",
        "yref": "y",
        "x0": x0,
        "x1": x1,
        "y0": y0,
        "y1": y1,
        "line": {"color": hue, "width": thick, "dash": dash},
        "layer": "below",
    }


def _dots(
    found: Sequence[tuple[int, float, Standing]], name: str, marker: Drawing
) -> list[Drawing]:
    if not found:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": [100 * share for _, share, _ in found],
            "y": [y for y, _, _ in found],
            "marker": marker,
            "cliponaxis": False,
            "hovertext": [f"{row.label}: {row.words}" for _, _, row in found],
            "hoverinfo": "text",
        }
    ]


def _ways(shown: Sequence[tuple[int, Standing]]) -> list[Shape]:
    lines = []
    for y, row in shown:
        now = 100 * (row.now or 0)
        if row.start is not None:
            lines.append(_line(100 * row.start, now, y, y, LIGHT.blue, "solid", 4))
        if row.aim is not None:
            lines.append(_line(now, 100 * row.aim, y, y, LIGHT.grey, "dot", 1.5))
    return lines


Empty = Sequence[tuple[int, str, str, Mark]]
"""Rows without a figure: where, what, why in words, and why."""


def _outlined(empty: Empty, wide: float) -> list[Shape]:
    return [
        shape
        for y, *_, mark in empty
        for shape in outline(mark, (0, wide), (y - _THICK / 2, y + _THICK / 2))
    ]


def _gaps(empty: Empty, wide: float) -> list[Drawing]:
    if not empty:
        return []
    hidden = [mark is Mark.HIDDEN for *_, mark in empty]
    return [
        {
            "type": "bar",
            "orientation": "h",
            "meta": GAPS,
            "y": [y for y, *_ in empty],
            "x": [wide for _ in empty],
            "width": _THICK,
            "marker": gap_marker(hidden),
            "hovertext": [f"{label}: {why}" for _, label, why, _ in empty],
            "hoverinfo": "text",
            "showlegend": False,
        }
    ]


def _state(placed: Sequence[tuple[int, str, Mapping[str, int]]], state: str, said: str) -> Drawing:
    fill, edge = STATE_COLOURS[state]
    found = [(y, goal, counts[state]) for y, goal, counts in placed if counts.get(state)]
    return {
        "type": "bar",
        "orientation": "h",
        "name": said,
        "y": [y for y, _, _ in found],
        "x": [number for _, _, number in found],
        "width": 0.44,
        "text": ["" if state in _PATTERNS else str(number) for _, _, number in found],
        "textposition": "inside",
        "textangle": 0,
        "insidetextfont": {"size": 13},
        "insidetextanchor": "middle",
        "hovertext": [f"{goal}, {said}: {number}" for _, goal, number in found],
        "hoverinfo": "text",
        "marker": {
            "color": fill,
            "pattern": {
                "shape": _PATTERNS.get(state, ""),
                "fgcolor": edge,
                "bgcolor": fill,
                "size": 6,
                "solidity": 0.15,
            },
            "line": {"color": edge, "width": 1.5},
        },
    }
