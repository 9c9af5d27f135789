"""Where do a figure's bars, lines and points lie, before anything is in pixels?

Plotly's rules: bars of one place stand on, beside or over each other by ``barmode``; a bar's words
and whiskers belong to its end.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dashboard.stills.fields import Spec
from dashboard.stills.scales import Scale, kind_of

Pair = tuple[str, str]
"""The names of the two axes of a trace: ``("x", "y2")``."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: from ``base`` to ``tip`` along its value axis, ``start`` to ``end`` across it."""

    trace: Spec
    index: int
    pair: Pair
    lying: bool
    start: float
    end: float
    base: float
    tip: float

    def given(self, part: Any, default: Any = None) -> Any:  # noqa: ANN401 - as Plotly takes it
        """Give what a field says of this bar: its own entry of a list, or what all share."""
        return of(part, self.index, default)


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a line, in its axes' coordinates."""

    index: int
    x: float
    y: float


def of(part: Any, index: int, default: Any = None) -> Any:  # noqa: ANN401 - as Plotly takes it
    """Give one entry of a list, or the value that all share."""
    if isinstance(part, list | tuple):
        return part[index] if index < len(part) else default
    return default if part is None else part


def pair_of(trace: Spec) -> Pair:
    """Name a trace's axes."""
    return str(trace.get("xaxis", "x")), str(trace.get("yaxis", "y"))


def visible(figure: Spec) -> list[Spec]:
    """List the traces that are drawn."""
    return [trace for trace in figure.get("data", ()) if trace.get("visible", True) is True]


def is_bar(trace: Spec) -> bool:
    """Tell bars from points."""
    return bool(trace.get("type", "scatter") == "bar")


def lies(trace: Spec) -> bool:
    """Tell whether a trace's bars run from left to right."""
    return is_bar(trace) and bool(trace.get("orientation") == "h")


def scales(traces: Sequence[Spec], layout: Spec) -> dict[str, Scale]:
    """Make a scale for each axis that a trace uses, with its names where it has such."""
    values: dict[str, list[Any]] = defaultdict(list)
    for trace in traces:
        for letter, name in zip("xy", pair_of(trace), strict=True):
            values[name] += list(_values(trace, letter))
    for name in ("x", "y"):
        values.setdefault(name, [])
    made = {}
    for name, seen in values.items():
        spec = layout.get(f"{name[0]}axis{name[1:]}", {})
        kind = kind_of(spec, seen)
        names = [*spec.get("categoryarray", ()), *seen] if kind == "category" else []
        known = dict.fromkeys(str(one) for one in names if one is not None)
        made[name] = Scale(spec, kind, tuple(known))
    return made


def _values(trace: Spec, letter: str) -> Sequence[Any]:
    other = "y" if letter == "x" else "x"
    return trace.get(letter) or range(len(trace.get(other) or ()))


def points(trace: Spec, found: Mapping[str, Scale]) -> Iterator[Point | None]:
    """Give a line's points in order; None where it has a gap."""
    across, along = (found[name] for name in pair_of(trace))
    both = zip(_values(trace, "x"), _values(trace, "y"), strict=False)
    for index, (x, y) in enumerate(both):
        yield None if x is None or y is None else Point(index, across.place(x), along.place(y))


def bars(traces: Sequence[Spec], layout: Spec, found: Mapping[str, Scale]) -> list[Bar]:
    """Lay out every bar of a figure, in the order of its traces."""
    groups: dict[tuple[Pair, bool], list[Spec]] = defaultdict(list)
    for trace in traces:
        if is_bar(trace):
            groups[pair_of(trace), lies(trace)].append(trace)
    return [
        bar
        for (pair, lying), together in groups.items()
        for bar in _group(together, layout, found, pair, lying=lying)
    ]


def _group(
    together: Sequence[Spec],
    layout: Spec,
    found: Mapping[str, Scale],
    pair: Pair,
    *,
    lying: bool,
) -> Iterator[Bar]:
    across = found[pair[1] if lying else pair[0]]
    along = found[pair[0] if lying else pair[1]]
    mode = layout.get("barmode", "group")
    letters = ("y", "x") if lying else ("x", "y")
    slot = _slot([p for t in together for p in _places(t, letters[0], across)])
    room = slot * (1 - float(layout.get("bargap", 0.2)))
    share = len(_lanes(together)) if mode == "group" else 1
    tops: dict[tuple[float, bool], float] = defaultdict(float)
    for trace in together:
        lane = _lanes(together).index(_lane(trace)) if mode == "group" else 0
        width = room / share * (1 - float(layout.get("bargroupgap", 0)) if share > 1 else 1)
        shift = (lane - (share - 1) / 2) * room / share
        both = zip(_values(trace, letters[0]), _values(trace, letters[1]), strict=False)
        for index, (name, length) in enumerate(both):
            if name is None or length is None:
                continue
            base = of(trace.get("base"), index)
            start = along.place(base) if base is not None else 0.0
            if base is None and mode in ("stack", "relative"):
                key = (across.place(name), float(length) < 0)
                start = tops[key]
                tops[key] += float(length)
            wide = float(of(trace.get("width"), index, width))
            offset = of(trace.get("offset"), index)
            left = across.place(name) + (shift - wide / 2 if offset is None else float(offset))
            tip = start + float(length)
            yield Bar(trace, index, pair, lying, left, left + wide, start, tip)


def _places(trace: Spec, letter: str, across: Scale) -> list[float]:
    return [across.place(value) for value in _values(trace, letter) if value is not None]


def _slot(places: Sequence[float]) -> float:
    gaps = [after - before for before, after in pairwise(sorted(set(places)))]
    return min(gaps, default=1.0)


def _lane(trace: Spec) -> object:
    return trace.get("offsetgroup") or id(trace)


def _lanes(together: Sequence[Spec]) -> list[object]:
    return list(dict.fromkeys(_lane(trace) for trace in together))


def whiskers(trace: Spec, letter: str, index: int) -> tuple[float, float] | None:
    """Give how far an error bar reaches below and above; None where there is none."""
    error = trace.get(f"error_{letter}")
    if not error or error.get("visible") is False:
        return None
    above = float(of(error.get("array"), index) or 0)
    below = above
    if not error.get("symmetric", "arrayminus" not in error):
        below = float(of(error.get("arrayminus"), index) or 0)
    return (below, above) if below or above else None


def seen(
    traces: Sequence[Spec], laid: Sequence[Bar], found: Mapping[str, Scale]
) -> dict[str, list[float]]:
    """Gather every coordinate that each axis must reach."""
    reached: dict[str, list[float]] = {name: [] for name in found}
    for bar in laid:
        across, along = bar.pair[::-1] if bar.lying else bar.pair
        below, above = whiskers(bar.trace, along[0], bar.index) or (0.0, 0.0)
        reached[along] += [bar.base, bar.tip, bar.tip - below, bar.tip + above]
        reached[across] += [bar.start, bar.end]
    for trace in traces:
        if is_bar(trace):
            continue
        for point in points(trace, found):
            if point is not None:
                _reach(reached, trace, point)
    return reached


def _reach(reached: dict[str, list[float]], trace: Spec, point: Point) -> None:
    for name, at in zip(pair_of(trace), (point.x, point.y), strict=True):
        below, above = whiskers(trace, name[0], point.index) or (0.0, 0.0)
        reached[name] += [at - below, at + above]
        if trace.get("fill") == "tozeroy" and name[0] == "y":
            reached[name].append(0.0)
