"""How are figures drawn that lie in rows and periods at once: delivery, agreements, referrals?

One small picture for each cell, all on one scale, rows under each other and time from left to
right. A cell without a figure keeps its outline: dotted, or cross-hatched where it is hidden.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.axes import (
    BAR,
    GAPS,
    Drawing,
    Shape,
    Ticks,
    amounts,
    beside,
    gap_marker,
    gap_trace,
    outline,
    outlines,
    places,
    together,
)
from dashboard.chart_words import lines
from dashboard.presenters.rows import Row
from dashboard.theme import LIGHT
from indicators.results import Mark

PROMPT, LATE, NOT_YET, DECLINED, DELIVERED = "prompt", "late", "not_yet", "declined", "delivered"
PART_COLOURS = {
    PROMPT: (LIGHT.blue, LIGHT.blue, ""),
    DELIVERED: (LIGHT.blue, LIGHT.blue_soft, "|"),
    LATE: (LIGHT.blue_soft, LIGHT.blue, ""),
    NOT_YET: (LIGHT.paper, LIGHT.grey, ""),
    DECLINED: (LIGHT.paper, LIGHT.grey, "-"),
}
"""Part of those to whom an item applied -> fill, edge and pattern, in the order they are drawn."""

_WIDE = 0.9
_BAR_PART = 0.62
_HIGH = 0.3
_WORDS_AT = 0.24
MOST_SIGNS = 46
"""How long a line of words above a row is, on a phone."""


@dataclass(frozen=True, slots=True)
class Square:
    """A cell: its words, and its parts as shares of one whole; or why there is no figure.

    ``told`` is what pointing at it says.
    """

    text: str
    told: str
    parts: tuple[tuple[str, float], ...] = ()
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of a grid: its words and a cell for each period."""

    label: str
    cells: tuple[Square, ...]


def delivery(lanes: Sequence[Lane], periods: Sequence[str], names: Mapping[str, str]) -> Drawing:
    """Draw each item in each period as one line, cut into delivered, not yet and declined.

    ``names`` gives the words of the parts.
    """
    placed = _placed(lanes)
    used = [
        part for part in PART_COLOURS if any(part == p for _, _, s in placed for p, _ in s.parts)
    ]
    return {
        "data": [*(_part(placed, part, names[part]) for part in used), *_gaps(placed, _BAR_PART)],
        "layout": {
            **_grid(len(lanes), periods),
            "barmode": "overlay",
            "showlegend": bool(used),
            "legend": {"traceorder": "normal"},
            "shapes": _outlined(placed, _BAR_PART),
            "annotations": [
                *_lane_words(lanes),
                *(_cell_words(x, y, s.text) for x, y, s in placed if s.mark is None),
            ],
        },
    }


def agreements(lanes: Sequence[Lane], periods: Sequence[str], ticks: Ticks) -> Drawing:
    """Draw how many agreements of each kind were in force, as bands along the time.

    A band is there while at least one is in force, with their number in it.
    """
    placed = _placed(lanes)
    there = [(x, y, s) for x, y, s in placed if s.mark is None and s.parts]
    return {
        "data": [*_spans(there), *_gaps(placed, _WIDE)],
        "layout": {
            **_grid(len(lanes), periods, ticks),
            "barmode": "overlay",
            "showlegend": False,
            "shapes": _outlined(placed, _WIDE),
            "annotations": [
                *_lane_words(lanes),
                *(
                    _centred(x, y, s.text, strong=bool(s.parts))
                    for x, y, s in placed
                    if s.mark is None
                ),
            ],
        },
    }


def referrals(
    to: Sequence[Row],
    back: Sequence[Row],
    answered: Sequence[Row | None],
    gaps: Mapping[Mark, str],
    words: tuple[str, str, str],
    ticks: Ticks,
) -> Drawing:
    """Draw referrals to organisations upwards and from them downwards, period by period.

    All three go by period. ``words`` say up, down, and the part answered in time.
    """
    shown = [row for row in (*to, *back) if row.value is not None]
    axis = amounts([float(row.value or 0) for row in shown], percent="")
    top = axis["range"][1]
    part = [(n, row) for n, row in enumerate(answered) if row is not None and row.value is not None]
    below = [_mirrored(trace) for trace in gap_trace(back, gaps, top)]
    return {
        "data": [
            *_flow(list(enumerate(to)), 1, (LIGHT.blue, LIGHT.blue), words[0]),
            *_flow(list(enumerate(back)), -1, (LIGHT.blue_soft, LIGHT.blue), words[1]),
            *_inside(_flow(part, -1, (LIGHT.blue, LIGHT.blue), words[2])),
            *gap_trace(to, gaps, top),
            *below,
        ],
        "layout": {
            "xaxis": places(len(to), ticks),
            "yaxis": _both_ways(top) if shown else {**axis, "range": [-top, top]},
            "barmode": "overlay",
            "showlegend": False,
            **together(
                _half(outlines(to, gaps), 0.5, 1),
                _half(outlines(back, gaps), 0.5, -1),
                {"annotations": [_at_edge(words[0], 1, "top"), _at_edge(words[1], 0, "bottom")]},
            ),
        },
    }


Placed = Sequence[tuple[int, int, Square]]


def _placed(lanes: Sequence[Lane]) -> Placed:
    return [(x, -y, cell) for y, lane in enumerate(lanes) for x, cell in enumerate(lane.cells)]


def _grid(rows: int, periods: Sequence[str], ticks: Ticks | None = None) -> Drawing:
    named = ticks or Ticks.each(periods)
    # Each picture stands at the left of its cell, and its period above the middle of it.
    at = [place + (0 if ticks else _BAR_PART / 2 - 0.45) for place in named.at]
    # Above the rows the year stands over its first period's number, not between it and the rows.
    texts = ["<br>".join(reversed(text.split("<br>"))) for text in named.texts]
    return {
        "xaxis": {
            **places(len(periods), Ticks(tuple(at), tuple(texts))),
            "range": [-0.5, max(len(periods), 1) - 0.45],
            "side": "top",
            "ticks": "",
            "showline": False,
        },
        "yaxis": {
            "range": [0.5 - max(rows, 1), 0.72],
            "showgrid": False,
            "showticklabels": False,
            "zeroline": False,
            "ticks": "",
        },
    }


def _part(placed: Placed, part: str, name: str) -> Drawing:
    fill, edge, pattern = PART_COLOURS[part]
    found = [
        (x, y, s, before, share)
        for x, y, s in placed
        for p, before, share in _cumulated(s.parts)
        if p == part and share > 0
    ]
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "y": [y for _, y, _, _, _ in found],
        "x": [share * _BAR_PART for *_, share in found],
        "base": [x - 0.45 + before * _BAR_PART for x, _, _, before, _ in found],
        "width": _HIGH,
        "hovertext": [s.told for _, _, s, _, _ in found],
        "hoverinfo": "text",
        "marker": {
            "color": fill,
            "pattern": {"shape": pattern, "fgcolor": edge, "bgcolor": fill, "size": 5},
            "line": {"color": edge, "width": 1},
        },
    }


def _cumulated(parts: Sequence[tuple[str, float]]) -> list[tuple[str, float, float]]:
    found, before = [], 0.0
    for part, share in parts:
        found.append((part, before, share))
        before += share
    return found


def _spans(there: Placed) -> list[Drawing]:
    if not there:
        return []
    return [
        {
            "type": "bar",
            "orientation": "h",
            "y": [y for _, y, _ in there],
            "x": [_WIDE for _ in there],
            "base": [x - _WIDE / 2 for x, _, _ in there],
            "width": 0.42,
            "hovertext": [s.told for _, _, s in there],
            "hoverinfo": "text",
            "marker": {"color": LIGHT.blue_soft, "line": {"color": LIGHT.blue, "width": 1}},
        }
    ]


def _gaps(placed: Placed, wide: float) -> list[Drawing]:
    empty = [(x, y, s) for x, y, s in placed if s.mark is not None]
    if not empty:
        return []
    hidden = [s.mark is Mark.HIDDEN for _, _, s in empty]
    return [
        {
            "type": "bar",
            "orientation": "h",
            "meta": GAPS,
            "y": [y for _, y, _ in empty],
            "x": [wide for _ in empty],
            "base": [x - 0.45 for x, _, _ in empty],
            "width": _HIGH,
            "marker": gap_marker(hidden),
            "hovertext": [s.told for _, _, s in empty],
            "hoverinfo": "text",
            "showlegend": False,
        }
    ]


def _outlined(placed: Placed, wide: float) -> list[Shape]:
    return [
        shape
        for x, y, s in placed
        for shape in outline(s.mark, (x - 0.45, x - 0.45 + wide), (y - _HIGH / 2, y + _HIGH / 2))
    ]


def _lane_words(lanes: Sequence[Lane]) -> list[Shape]:
    return [
        beside(lines(lane.label, MOST_SIGNS), _WORDS_AT - n, strong=True)
        for n, lane in enumerate(lanes)
    ]


def _cell_words(x: int, y: int, text: str) -> Shape:
    return {
        "x": x - 0.45 + _BAR_PART + 0.03,
        "xanchor": "left",
        "y": y,
        "yanchor": "middle",
        "text": text,
        "showarrow": False,
        "font": {"size": 13, "color": LIGHT.ink},
    }


def _centred(x: int, y: int, text: str, *, strong: bool) -> Shape:
    return {
        "x": x,
        "y": y,
        "yanchor": "middle",
        "text": text,
        "showarrow": False,
        "font": {"size": 14, "color": LIGHT.ink if strong else LIGHT.soft},
    }


def _flow(
    found: Sequence[tuple[int, Row]], sign: int, hues: tuple[str, str], said: str
) -> list[Drawing]:
    shown = [(n, row) for n, row in found if row.value is not None]
    if not shown:
        return []
    return [
        {
            "type": "bar",
            "x": [n for n, _ in shown],
            "y": [sign * (row.value or 0) for _, row in shown],
            "width": BAR,
            "text": [row.figure for _, row in shown],
            "textposition": "outside",
            "cliponaxis": False,
            "name": said,
            "hovertext": [f"{row.period}, {said}: {row.figure}" for _, row in shown],
            "hoverinfo": "text",
            "marker": {"color": hues[0], "line": {"color": hues[1], "width": 1}},
        }
    ]


def _inside(flow: Sequence[Drawing]) -> list[Drawing]:
    """Keep the words of a part for pointing at it: those of the whole stand where it ends."""
    return [{**trace, "text": ["" for _ in trace["text"]]} for trace in flow]


def _both_ways(top: float) -> Drawing:
    """Give an axis whose numbers count from zero in both directions."""
    step = next(s * 10**k for k in range(9) for s in (1, 2, 5) if top / (s * 10**k) <= 4)
    at = [step * n for n in range(int(top // step) + 1)]
    marks = sorted({*at, *(-one for one in at)})
    return {
        # The words at both edges stand clear of the longest bar and its number.
        "range": [-1.3 * top, 1.3 * top],
        "tickmode": "array",
        "tickvals": marks,
        "ticktext": [str(abs(one)) for one in marks],
    }


def _mirrored(trace: Drawing) -> Drawing:
    return {**trace, "y": [-height for height in trace["y"]]}


def _half(found: Mapping[str, list[Shape]], middle: float, sign: int) -> dict[str, list[Shape]]:
    """Move what fills the height of a chart to its upper or lower half."""

    def moved(one: Shape) -> Shape:
        return {
            key: middle + sign * value / 2 if key in ("y", "y0", "y1") else value
            for key, value in one.items()
        }

    return {kind: [moved(one) for one in shapes] for kind, shapes in found.items()}


def _at_edge(text: str, y: float, anchor: str) -> Shape:
    return {
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "xanchor": "left",
        "y": y,
        "yanchor": anchor,
        "text": text,
        "showarrow": False,
        "bgcolor": LIGHT.paper,
        "font": {"size": 14, "color": LIGHT.soft},
    }
