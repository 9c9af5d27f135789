"""How are small numbers and ranges drawn so that anyone can count them?

Dots to count, bands for ranges, blocks for states: plain spans with CSS variables, so that they
work without JavaScript, in the dark, in print and at any width. Each picture is one image to a
screen reader, named by its ``label``; its table stands beside it as an equal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dash import html
from dash.development.base_component import Component

DotKind = Literal["full", "open", "wait", "cross", "new", "half", "missing", "hidden"]
BandKind = Literal["bar", "known", "band", "missing", "hidden"]
StepKind = Literal["full", "open", "missing", "hidden"]
SegmentKind = Literal["full", "half", "light", "open", "missing", "hidden"]


@dataclass(frozen=True, slots=True)
class Dots:
    """So many things of one kind, drawn one by one."""

    count: int
    kind: DotKind = "full"


@dataclass(frozen=True, slots=True)
class DotRow:
    """One line of dots: its label, its groups and the words after them."""

    label: str
    groups: tuple[Dots, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class BandRow:
    """One line of a band picture.

    A bar runs from zero to ``low``; a band from ``low`` to ``high``. ``missing`` and ``hidden``
    keep their place with an outline over the whole track and take no figure.
    """

    label: str
    kind: BandKind
    text: str
    low: float | None = None
    high: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a stacked bar."""

    count: float
    kind: SegmentKind
    label: str


@dataclass(frozen=True, slots=True)
class Step:
    """One period of a spark: how high of the highest, as a fraction, and what it is."""

    high: float
    kind: StepKind = "full"


def aria(**names: str) -> dict[str, Any]:
    """Give attributes for screen readers: ``aria(label="…")`` is ``{"aria-label": "…"}``."""
    return {f"aria-{name.replace('_', '-')}": text for name, text in names.items()}


def dots(
    rows: Sequence[DotRow], *, label: str, shape: Literal["dot", "block"] = "dot"
) -> Component:
    """Draw each thing as a dot or a block, one row a label."""
    return html.Div([_dot_row(row, shape) for row in rows], className="dots", **_image(label))


def dot_line(
    groups: Sequence[Dots], *, label: str, shape: Literal["dot", "block"] = "dot"
) -> Component:
    """Draw one row of dots without its own label, small enough for a table's cell."""
    return html.Span(_all_dots(groups, shape), className="dot-line", **_image(label))


def band(
    rows: Sequence[BandRow],
    *,
    top: float,
    ticks: Sequence[tuple[float, str]],
    label: str,
    small: bool = False,
) -> Component:
    """Draw amounts as bars and ranges as dashed bands on one scale from zero to ``top``.

    A ``small`` one fits a table's cell: each row's label, or else its text, stands above its bar.
    """
    if top <= 0:
        raise ValueError(f"a scale ends above zero, not at {top}")
    scale = html.Div([_tick(at / top, text) for at, text in ticks], className="band-scale")
    body: list[Component] = [_band_row(row, top, small=small) for row in rows]
    name = "band band-small" if small else "band"
    grid = html.Div([_grid_line(at / top) for at, _ in ticks], className="band-grid")
    return html.Div([grid, *body, scale], className=name, **_image(label))


def stacked(segments: Sequence[Segment], *, label: str, key: bool = True) -> Component:
    """Draw parts of a whole on one line, each with its words below unless ``key`` is off."""
    shown = [segment for segment in segments if segment.count > 0]
    line = html.Div(
        [
            html.Span(className=f"part is-{segment.kind}", style={"--share": str(segment.count)})
            for segment in shown
        ],
        className="stacked-line",
    )
    words = [
        html.Span([html.Span(className=f"swatch is-{segment.kind}"), segment.label])
        for segment in segments
    ]
    below = [html.Div(words, className="stacked-key")] if key else []
    return html.Div([line, *below], className="stacked", **_image(label))


def spark(steps: Sequence[Step], *, label: str) -> Component:
    """Draw a short row of periods as bars from zero, small enough for a table's cell.

    What has no figure keeps its place at one height, dotted or cross-hatched.
    """
    bars = [
        html.I(
            className=f"is-{step.kind}", style={"--high": f"{max(0.0, min(step.high, 1.0)):.3f}"}
        )
        for step in steps
    ]
    return html.Span(bars, className="spark", **_image(label))


def gap(places: int, *, label: str) -> Component:
    """Draw what nobody has reported: dotted outlines that keep their place."""
    return dot_line([Dots(places, "missing")], label=label, shape="block")


def _image(label: str) -> dict[str, Any]:
    return {"role": "img", **aria(label=label)}


def _dot_row(row: DotRow, shape: str) -> Component:
    return html.Div(
        [
            html.Span(row.label, className="dots-label"),
            html.Span(_all_dots(row.groups, shape), className="dots-line"),
            html.Span(row.text, className="dots-text"),
        ],
        className="dots-row",
    )


def _all_dots(groups: Sequence[Dots], shape: str) -> list[Component]:
    return [
        html.I(className=f"{shape} is-{group.kind}") for group in groups for _ in range(group.count)
    ]


def _band_row(row: BandRow, top: float, *, small: bool) -> Component:
    start, end = _ends(row, top)
    place = _place(start, end)
    words = html.Span(html.B(row.text), className=f"band-text is-{place}")
    bar = html.Span(className=f"band-bar is-{row.kind}")
    track = html.Span(
        [bar, words],
        className="band-track",
        style={"--from": f"{start:.4f}", "--to": f"{end:.4f}"},
    )
    label = row.label or row.text if small else row.label
    said: list[str | Component] = [label, *([html.Small(row.note)] if row.note else [])]
    return html.Div([html.Span(said, className="band-label"), track], className="band-row")


def _ends(row: BandRow, top: float) -> tuple[float, float]:
    if row.kind in ("missing", "hidden") or row.low is None:
        return 0.0, 1.0
    if row.high is None:
        return 0.0, min(row.low / top, 1.0)
    return row.low / top, min(row.high / top, 1.0)


def _place(start: float, end: float) -> str:
    if end - start >= 0.5:
        return "inside"
    return "after" if end <= 0.62 else "before"


def _tick(at: float, text: str) -> Component:
    return html.Span(text, className="band-tick", style={"--at": f"{at:.4f}"})


def _grid_line(at: float) -> Component:
    return html.Span(className="band-line", style={"--at": f"{at:.4f}"})
