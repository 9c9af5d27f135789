"""How are presented rows drawn: which bars, bands and points stand for which figures?

Each function takes rows as the page shows them and gives a Plotly figure as a plain dict. What
has no figure keeps its place as an outline of one fixed size, so that neither its height, nor
the axis, nor a hover text tells anything of a figure that is not shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.axes import Drawing, above, amounts, categories, outlines
from dashboard.presenters.rows import Row
from dashboard.theme import LIGHT
from indicators.results import Mark

OUTCOME_COLOURS = {
    "granted": (LIGHT.blue, LIGHT.blue),
    "pending": (LIGHT.blue_soft, LIGHT.blue),
    "rejected": (LIGHT.grey, LIGHT.grey),
    "withdrawn": (LIGHT.grey_soft, LIGHT.grey),
    "": (LIGHT.grey_soft, LIGHT.soft),
}
STATE_COLOURS = {
    "done": (LIGHT.blue, LIGHT.blue),
    "under_way": (LIGHT.blue_soft, LIGHT.blue),
    "assigned": (LIGHT.paper, LIGHT.blue),
    "proposed": (LIGHT.paper, LIGHT.grey),
    "dropped": (LIGHT.grey_soft, LIGHT.grey),
}
_SERIES = (LIGHT.blue, LIGHT.grey, LIGHT.amber, LIGHT.plum, LIGHT.green)


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar made of parts: ``parts`` are (code, number, words); ``row`` is the whole."""

    row: Row
    parts: tuple[tuple[str, float, str], ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """A bar from zero to ``low``, or a band from ``low`` to ``high``, with its words."""

    label: str
    text: str
    low: float
    high: float | None = None
    known: bool = False


def by_period(
    rows: Sequence[Row],
    gaps: Mapping[Mark, str],
    *,
    percent: str = "",
    path: Sequence[float | None] = (),
    path_label: str = "",
    aim: tuple[str, float] = ("", 0.0),
) -> Drawing:
    """Draw one indicator over time: bars, whiskers for intervals, bands for ranges.

    ``gaps`` gives the words that stand in the outline of each mark; ``percent`` is the sign
    that follows the axis's numbers where the figures are shares, "" where they are amounts.
    ``path`` is where the target's path stands at each row, None outside it; ``aim`` is where it
    ends: a place of its own after the rows, and its value.
    """
    scale = 100 if percent else 1
    names = [row.period for row in rows]
    plain = [row for row in rows if row.value is not None]
    ranges = [row for row in rows if row.value is None and row.ends]
    data = [_bars(plain, scale), *([_bands(ranges, scale)] if ranges else [])]
    aims = [(name, scale * at) for name, at in zip(names, path, strict=False) if at is not None]
    if aim[0]:
        names = [*names, aim[0]]
        aims.append((aim[0], scale * aim[1]))
    if aims:
        data.append(_path(aims, path_label))
    tops = [_top(row) * scale for row in rows] + [at for _, at in aims]
    return {
        "data": data,
        "layout": {
            "xaxis": categories(names),
            "yaxis": amounts(tops, percent=percent),
            "showlegend": False,
            "barmode": "overlay",
            **outlines(rows, gaps),
        },
    }


def applications(stacks: Sequence[Stack], gaps: Mapping[Mark, str]) -> Drawing:
    """Draw counts by period, each bar cut into how the applications ended."""
    rows = [stack.row for stack in stacks]
    shown = [stack for stack in stacks if stack.row.value is not None]
    codes = dict.fromkeys(code for stack in shown for code, _, _ in stack.parts)
    order = [code for code in OUTCOME_COLOURS if code in codes]
    drawing: Drawing = {
        "data": [_outcome(shown, code) for code in order],
        "layout": {
            "xaxis": categories([row.period for row in rows]),
            "yaxis": amounts([_top(row) for row in rows], percent=""),
            "barmode": "stack",
            "showlegend": True,
            "legend": {"traceorder": "normal"},
            **outlines(rows, gaps),
        },
    }
    names = [row.period for row in rows]
    drawing["layout"]["annotations"] += [
        above(names.index(s.row.period), float(s.row.value or 0), s.row.figure) for s in shown
    ]
    return drawing


def coverage(shown: Sequence[Amount]) -> Drawing:
    """Draw applications, known cases and the estimate's band on one scale from zero."""
    drawn = list(reversed(shown))
    colours = [
        (LIGHT.blue_soft if a.high is not None else LIGHT.grey if a.known else LIGHT.blue)
        for a in drawn
    ]
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "y": [a.label for a in drawn],
                "x": [a.high - a.low if a.high is not None else a.low for a in drawn],
                "base": [a.low if a.high is not None else 0 for a in drawn],
                "marker": {
                    "color": colours,
                    "line": {
                        "color": LIGHT.blue,
                        "width": [1 if a.high is not None else 0 for a in drawn],
                    },
                },
                "text": [a.text for a in drawn],
                "textposition": "outside",
                "cliponaxis": False,
                "hovertext": [f"{a.label}: {a.text}" for a in drawn],
                "hoverinfo": "text",
            }
        ],
        "layout": {
            "xaxis": amounts([a.high or a.low for a in drawn], percent=""),
            "yaxis": {"type": "category", "showgrid": False},
            "showlegend": False,
        },
    }


def vintages(labels: Sequence[str], rows: Sequence[Row], percent: str) -> Drawing:
    """Draw a share as it was known on several days, each with its interval."""
    low = [100 * ((row.value or 0) - row.ends[0]) if row.ends else 0 for row in rows]
    high = [100 * (row.ends[1] - (row.value or 0)) if row.ends else 0 for row in rows]
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "markers+text",
                "x": list(labels),
                "y": [100 * row.value if row.value is not None else None for row in rows],
                "error_y": {
                    "type": "data",
                    "symmetric": False,
                    "array": high,
                    "arrayminus": low,
                    "color": LIGHT.blue,
                    "thickness": 1.5,
                },
                "marker": {"size": 12, "color": LIGHT.blue},
                "text": [f"  {row.figure}" for row in rows],
                "textposition": "middle right",
                "cliponaxis": False,
                "hovertext": [
                    f"{label}: {row.figure}" for label, row in zip(labels, rows, strict=True)
                ],
                "hoverinfo": "text",
            }
        ],
        "layout": {
            "xaxis": categories(list(labels)),
            "yaxis": {"ticksuffix": percent, "nticks": 5, "range": [0, 105]},
            "showlegend": False,
        },
    }


def publishers(series: Mapping[str, Sequence[Row]], periods: Sequence[str]) -> Drawing:
    """Draw what each publisher states, side by side, never summed or averaged."""
    return {
        "data": [
            {
                "type": "bar",
                "name": name,
                "x": [row.period for row in rows],
                "y": [row.value for row in rows],
                "text": [row.figure for row in rows],
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {"color": _SERIES[place % len(_SERIES)]},
                "hovertext": [f"{name} {row.period}: {row.figure}" for row in rows],
                "hoverinfo": "text",
            }
            for place, (name, rows) in enumerate(series.items())
        ],
        "layout": {
            "xaxis": categories(list(periods)),
            "yaxis": amounts([_top(r) for rows in series.values() for r in rows], percent=""),
            "barmode": "group",
            "showlegend": True,
        },
    }


def commitments(
    goals: Sequence[tuple[str, Mapping[str, int]]], states: Mapping[str, str]
) -> Drawing:
    """Draw each goal's commitments as one line cut by state; ``states`` gives the words."""
    drawn = list(reversed(goals))
    used = [state for state in STATE_COLOURS if any(state in counts for _, counts in goals)]
    most = max((sum(counts.values()) for _, counts in goals), default=1)
    return {
        "data": [_state(drawn, state, states[state]) for state in used],
        "layout": {
            "xaxis": {**amounts([most], percent=""), "dtick": 1, "range": [0, most + 0.1]},
            "yaxis": {
                "type": "category",
                "categoryorder": "array",
                "categoryarray": [goal for goal, _ in drawn],
                "showgrid": False,
            },
            "barmode": "stack",
            "showlegend": True,
            "legend": {"orientation": "h", "traceorder": "normal"},
        },
    }


def _bars(rows: Sequence[Row], scale: float) -> Drawing:
    ends = [row.ends for row in rows]
    bars: Drawing = {
        "type": "bar",
        "x": [row.period for row in rows],
        "y": [scale * (row.value or 0) for row in rows],
        "text": [row.figure for row in rows],
        "textposition": "outside",
        "cliponaxis": False,
        "hovertext": [_hover(row) for row in rows],
        "hoverinfo": "text",
        "marker": {"color": LIGHT.blue},
    }
    if any(ends):
        bars["textposition"] = "inside"
        bars["insidetextanchor"] = "start"
        bars["error_y"] = {
            "type": "data",
            "symmetric": False,
            "array": [
                scale * (e[1] - (r.value or 0)) if e else 0 for r, e in zip(rows, ends, strict=True)
            ],
            "arrayminus": [
                scale * ((r.value or 0) - e[0]) if e else 0 for r, e in zip(rows, ends, strict=True)
            ],
            "color": LIGHT.ink,
            "thickness": 1.5,
        }
    return bars


def _bands(rows: Sequence[Row], scale: float) -> Drawing:
    ends = [row.ends or (0, 0) for row in rows]
    return {
        "type": "bar",
        "x": [row.period for row in rows],
        "base": [scale * low for low, _ in ends],
        "y": [scale * (high - low) for low, high in ends],
        "text": [row.figure for row in rows],
        "textposition": "outside",
        "cliponaxis": False,
        "hovertext": [_hover(row) for row in rows],
        "hoverinfo": "text",
        "marker": {"color": LIGHT.blue_soft, "line": {"color": LIGHT.blue, "width": 1}},
    }


def _path(aims: Sequence[tuple[str, float]], label: str) -> Drawing:
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": [name for name, _ in aims],
        "y": [at for _, at in aims],
        "line": {"color": LIGHT.amber, "dash": "dash", "width": 2},
        "marker": {"color": LIGHT.amber, "symbol": "diamond-open", "size": 8},
        "text": [*("" for _ in aims[1:]), label],
        "textposition": "top left",
        "textfont": {"color": LIGHT.amber},
        "hoverinfo": "skip",
    }


def _outcome(stacks: Sequence[Stack], code: str) -> Drawing:
    found = [(s.row, n, said) for s in stacks for c, n, said in s.parts if c == code and n > 0]
    fill, edge = OUTCOME_COLOURS[code]
    every = [said for s in stacks for c, _, said in s.parts if c == code]
    return {
        "type": "bar",
        "name": every[0] if every else code,
        "x": [row.period for row, _, _ in found],
        "y": [number for _, number, _ in found],
        "hovertext": [f"{row.period}: {number:g} {said}" for row, number, said in found],
        "hoverinfo": "text",
        "marker": {"color": fill, "line": {"color": edge, "width": 1}},
    }


def _state(goals: Sequence[tuple[str, Mapping[str, int]]], state: str, said: str) -> Drawing:
    fill, edge = STATE_COLOURS[state]
    found = [(goal, counts[state]) for goal, counts in goals if counts.get(state)]
    return {
        "type": "bar",
        "orientation": "h",
        "name": said,
        "y": [goal for goal, _ in found],
        "x": [number for _, number in found],
        "text": [str(number) for _, number in found],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "hovertext": [f"{goal}: {number} {said}" for goal, number in found],
        "hoverinfo": "text",
        "marker": {"color": fill, "line": {"color": edge, "width": 1.5}},
    }


def _hover(row: Row) -> str:
    return ", ".join(part for part in (f"{row.period}: {row.figure}", row.status) if part)


def _top(row: Row) -> float:
    return float(max(row.value or 0, *(row.ends or (0, 0))))
