"""How are figures over time drawn: which bars, bands and points stand for which periods?

Each function takes rows as the page shows them, all of one length of period, and gives a Plotly
figure as a plain dict. What has no figure keeps its place as an outline of one fixed size, so
that neither its height, nor the axis, nor a hover text tells anything of a figure that is not
shown. A figure that is not settled is hatched, an estimate's range has a dashed edge.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, groupby

from dashboard.axes import (
    BAR,
    Drawing,
    Shape,
    Ticks,
    above,
    amounts,
    breaks,
    gap_marker,
    gap_trace,
    outlines,
    places,
    together,
)
from dashboard.chart_words import legible
from dashboard.presenters.rows import Row
from dashboard.theme import LIGHT
from indicators.results import Mark

UNSTATED, HIDDEN = "", "hidden"
"""Parts of a bar of which no figure is shown: nobody said how they ended, or it is protected."""
OUTCOME_COLOURS = {
    "granted": (LIGHT.blue, LIGHT.blue),
    "pending": (LIGHT.blue_soft, LIGHT.blue),
    "rejected": (LIGHT.grey, LIGHT.grey),
    "withdrawn": (LIGHT.grey_soft, LIGHT.grey),
    UNSTATED: (LIGHT.grey_soft, LIGHT.soft),
}
PRELIMINARY = "preliminary"
_PER_CENT = 100.0
_UNSETTLED: Drawing = {"fgcolor": LIGHT.blue, "bgcolor": LIGHT.blue_soft, "size": 6}


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar made of parts: ``parts`` are (code, number, words); ``row`` is the whole."""

    row: Row
    parts: tuple[tuple[str, float, str], ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A target in force: where its path stands at places, and the words at its last point."""

    points: tuple[tuple[int, float], ...]
    label: str = ""


def whole_figure(row: Row) -> str:
    """Write a figure at its bar as the table writes it."""
    return row.figure


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds a row of periods.

    ``ticks`` are the axis's words, by default each row's period; ``percent`` is the sign after
    the axis's numbers where figures are shares. ``scale`` is what a value is multiplied by on the
    axis, and ``short`` writes it at its bar without the unit that the axis has. ``paths`` are the
    targets in force in turn; ``aim`` gives the words of the place where the last path ends,
    ``ahead`` places after the rows. ``breaks`` are (place, words); ``top`` is the largest value of
    charts that stand side by side.
    """

    ticks: Ticks | None = None
    percent: str = ""
    scale: float = 1.0
    short: Callable[[Row], str] = whole_figure
    paths: tuple[Path, ...] = ()
    aim: str = ""
    ahead: int = 1
    breaks: tuple[tuple[float, str], ...] = ()
    top: float | None = None


@dataclass(frozen=True, slots=True)
class _Frame:
    axis: Drawing
    scale: float
    top: float
    count: int
    ticks: Ticks = field(default_factory=lambda: Ticks((), ()))


def by_period(
    rows: Sequence[Row], gaps: Mapping[Mark, str], setting: Setting | None = None
) -> Drawing:
    """Draw one indicator over time: bars for amounts, points for shares, bands for ranges.

    ``gaps`` gives the words that stand in the outline of each mark.
    """
    around = setting or Setting()
    frame = _frame(rows, around)
    plain = [(n, row) for n, row in enumerate(rows) if row.value is not None]
    ranges = [(n, row) for n, row in enumerate(rows) if row.value is None and row.ends]
    cuts = [at for at, _ in around.breaks]
    values = _points(plain, frame.scale, cuts) if around.percent else _bars(plain, frame.scale)
    data = [
        *values,
        *_bands(ranges, frame.scale),
        *(_path(path, frame.scale) for path in around.paths if path.points),
        *gap_trace(rows, gaps, frame.top),
    ]
    return {
        "data": data,
        "layout": {
            "xaxis": places(frame.count, frame.ticks),
            "yaxis": frame.axis,
            "showlegend": False,
            "barmode": "overlay",
            "hovermode": "closest",
            **together(
                {"shapes": [_dashed(n, row, frame.scale) for n, row in ranges]},
                {"annotations": _labels([*plain, *ranges], frame.scale, frame.count, around.short)},
                {"annotations": _named(around.paths, frame, plain)},
                outlines(rows, gaps),
                breaks(around.breaks),
            ),
        },
    }


def applications(
    stacks: Sequence[Stack], gaps: Mapping[Mark, str], setting: Setting | None = None
) -> Drawing:
    """Draw counts by period, each bar cut into how the applications ended."""
    around = setting or Setting()
    rows = [stack.row for stack in stacks]
    frame = _frame(rows, around)
    shown = [(n, stack) for n, stack in enumerate(stacks) if stack.row.value is not None]
    # A part that nobody is in has no colour in the chart, so that the key does not name it.
    codes = {code for _, stack in shown for code, number, _ in stack.parts if number}
    order = [code for code in (*OUTCOME_COLOURS, HIDDEN) if code in codes]
    whole = [(n, stack.row) for n, stack in shown]
    return {
        "data": [*(_outcome(shown, code) for code in order), *gap_trace(rows, gaps, frame.top)],
        "layout": {
            "xaxis": places(frame.count, frame.ticks),
            "yaxis": frame.axis,
            "barmode": "stack",
            "showlegend": bool(order),
            "legend": {"traceorder": "normal"},
            **together(
                {"annotations": _labels(whole, frame.scale, frame.count)},
                outlines(rows, gaps),
                breaks(around.breaks),
            ),
        },
    }


def vintages(labels: Sequence[str], rows: Sequence[Row], percent: str) -> Drawing:
    """Draw a share as it was known on several days, each with its interval."""
    found = [(n, row) for n, row in enumerate(rows) if row.value is not None]
    told = [f"{label}: {row.figure}" for label, row in zip(labels, rows, strict=True)]
    points = next(iter(_points(found, 100, ())), {})
    # One figure as known on several days is no development, so that no line joins them.
    points = {**points, "mode": "markers", "hovertext": [told[n] for n, _ in found]}
    return {
        "data": [points],
        "layout": {
            "xaxis": places(len(rows), Ticks.each(labels)),
            "yaxis": {"ticksuffix": percent, "nticks": 5, "range": [0, 106]},
            "showlegend": False,
            "annotations": _labels(found, _PER_CENT, len(rows)),
        },
    }


def publisher(name: str, rows: Sequence[Row], periods: Sequence[str], top: float) -> Drawing:
    """Draw what one publisher states, on the scale and the periods that all of them share.

    A period that it says nothing of stays empty: nobody waits for a figure there.
    """
    at = {period: n for n, period in enumerate(periods)}
    shown = [(at[row.period], row) for row in rows if row.value is not None]
    bars = [
        {**trace, "hovertext": [f"{name}, {_hover(row)}" for _, row in shown]}
        for trace in _bars(shown, 1)
    ]
    return {
        "data": bars,
        "layout": {
            "xaxis": places(len(periods), Ticks.each(periods)),
            "yaxis": amounts([top], percent=""),
            "showlegend": False,
            "barmode": "overlay",
            "annotations": _labels(shown, 1, len(periods)),
        },
    }


def _frame(rows: Sequence[Row], around: Setting) -> _Frame:
    scale = _PER_CENT if around.percent else around.scale
    along = [value for path in around.paths for _, value in path.points]
    highest = [around.top] if around.top is not None else [_top(row) for row in rows]
    axis = amounts(
        [scale * value for value in [*highest, *along]],
        percent=around.percent,
        lowest=scale * min((row.value or 0 for row in rows), default=0),
    )
    named = around.ticks or Ticks.each([row.period for row in rows])
    count = len(rows) + (around.ahead if around.aim else 0)
    if around.aim:
        named = Ticks((*named.at, count - 1), (*named.texts, around.aim))
    return _Frame(axis, scale, axis["range"][1], count, named)


Placed = Sequence[tuple[int, Row]]


def _bars(found: Placed, scale: float) -> list[Drawing]:
    if not found:
        return []
    unsettled = [row.observation.status == PRELIMINARY for _, row in found]
    return [
        {
            "type": "bar",
            "x": [n for n, _ in found],
            "y": [scale * (row.value or 0) for _, row in found],
            "width": BAR,
            "hovertext": [_hover(row) for _, row in found],
            "hoverinfo": "text",
            "marker": {
                "color": LIGHT.blue,
                "pattern": {**_UNSETTLED, "shape": ["/" if one else "" for one in unsettled]},
                "line": {"color": LIGHT.blue, "width": [1 if one else 0 for one in unsettled]},
            },
            **_whiskers(found, scale),
        }
    ]


def _points(found: Placed, scale: float, cuts: Sequence[float]) -> list[Drawing]:
    if not found:
        return []
    unsettled = [row.observation.status == PRELIMINARY for _, row in found]
    return [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": [n for n, _ in found],
            "y": [scale * (row.value or 0) for _, row in found],
            "line": {"color": LIGHT.blue, "width": 2},
            "marker": {
                "size": 9,
                "color": [LIGHT.paper if one else LIGHT.blue for one in unsettled],
                "line": {"color": LIGHT.blue, "width": 2},
            },
            "cliponaxis": False,
            "hovertext": [_hover(row) for _, row in found],
            "hoverinfo": "text",
            **_whiskers(found, scale),
        }
        for found in _runs(found, cuts)
    ]


def _runs(found: Placed, cuts: Sequence[float]) -> list[list[tuple[int, Row]]]:
    """Part a line where a place is empty and where the series breaks."""
    steps = count()
    keyed = groupby(found, key=lambda p: (p[0] - next(steps), sum(cut < p[0] for cut in cuts)))
    return [list(group) for _, group in keyed]


def _whiskers(found: Placed, scale: float) -> Drawing:
    ends = [row.ends for _, row in found]
    if not any(ends):
        return {}
    values = [row.value or 0 for _, row in found]
    pairs = list(zip(ends, values, strict=True))
    return {
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [scale * (e[1] - value) if e else 0 for e, value in pairs],
            "arrayminus": [scale * (value - e[0]) if e else 0 for e, value in pairs],
            "color": LIGHT.soft,
            "thickness": 1.2,
            "width": 4,
        }
    }


def _bands(found: Placed, scale: float) -> list[Drawing]:
    if not found:
        return []
    ends = [row.ends or (0, 0) for _, row in found]
    return [
        {
            "type": "bar",
            "x": [n for n, _ in found],
            "base": [scale * low for low, _ in ends],
            "y": [scale * (high - low) for low, high in ends],
            "width": BAR,
            "hovertext": [_hover(row) for _, row in found],
            "hoverinfo": "text",
            "marker": {"color": LIGHT.blue_soft, "line": {"width": 0}},
        }
    ]


def _dashed(place: int, row: Row, scale: float) -> Shape:
    low, high = row.ends or (0, 0)
    return {
        "type": "rect",
        "xref": "x",
        "yref": "y",
        "x0": place - BAR / 2,
        "x1": place + BAR / 2,
        "y0": scale * low,
        "y1": scale * high,
        "fillcolor": "rgba(0,0,0,0)",
        "line": {"color": LIGHT.blue, "width": 1.5, "dash": "dash"},
    }


def _labels(
    found: Placed, scale: float, room: int, short: Callable[[Row], str] = whole_figure
) -> list[Shape]:
    """Write figures above: all where they have room, else the ends, the highest, the lowest."""
    said = [(n, scale * _top(row), short(row)) for n, row in found]
    kept = legible(said, room)
    bare = {n for n, row in found if not row.ends and scale == _PER_CENT}
    labels = [above(n, at, text, 8 if n in bare else 2) for n, at, text in said if n in kept]
    return [{**one, "yanchor": "top", "yshift": -2} if one["y"] < 0 else one for one in labels]


def _path(path: Path, scale: float) -> Drawing:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [place for place, _ in path.points],
        "y": [scale * value for _, value in path.points],
        "line": {"color": LIGHT.amber, "dash": "dash", "width": 2},
        "marker": {"color": LIGHT.amber, "symbol": "diamond-open", "size": 8},
        "hoverinfo": "skip",
    }


def _named(paths: Sequence[Path], frame: _Frame, found: Placed) -> list[Shape]:
    """Write each path's words at its last point, on the side where the latest figure is not."""
    highest = _top(found[-1][1]) if found else 0.0
    said = []
    for place, value, words in ((*path.points[-1], path.label) for path in paths if path.label):
        under = place == frame.count - 1 and value < highest
        side = {"yanchor": "top" if under else "bottom", "yshift": -8 if under else 8}
        font = {"size": 14, "color": LIGHT.amber}
        said.append({**above(place, frame.scale * value, words), **side, "font": font})
    return said


def _outcome(stacks: Sequence[tuple[int, Stack]], code: str) -> Drawing:
    found = [
        (n, s.row, number, said)
        for n, s in stacks
        for c, number, said in s.parts
        if c == code and number > 0
    ]
    unsettled = [row.observation.status == PRELIMINARY for _, row, _, _ in found]
    every = [said for _, s in stacks for c, _, said in s.parts if c == code]
    return {
        "type": "bar",
        "name": every[0] if every else code,
        "x": [n for n, _, _, _ in found],
        "y": [number for _, _, number, _ in found],
        "width": BAR,
        "hovertext": [f"{row.period}: {number:g} {said}" for _, row, number, said in found],
        "hoverinfo": "text",
        "marker": gap_marker([True] * len(found)) if code == HIDDEN else _filled(code, unsettled),
    }


def _filled(code: str, unsettled: Sequence[bool]) -> Drawing:
    fill, edge = OUTCOME_COLOURS[code]
    return {
        "color": fill,
        "pattern": {
            "fgcolor": edge,
            "bgcolor": LIGHT.paper,
            "size": 6,
            "shape": ["/" if one else "" for one in unsettled],
        },
        "line": {"color": edge, "width": 1},
    }


def _hover(row: Row) -> str:
    return ", ".join(part for part in (f"{row.period}: {row.figure}", row.status) if part)


def _top(row: Row) -> float:
    """Give where a row's bar or range ends, upwards, or downwards from zero."""
    return float(max(row.value or 0, *row.ends)) if row.ends else float(row.value or 0)
