"""Where in a picture do the axes run, and how much room do their words take?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dashboard.stills import traces as t
from dashboard.stills.fields import Spec
from dashboard.stills.lettering import LEADING, plain, wrapped
from dashboard.stills.lettering import widest as widest_of
from dashboard.stills.scales import Scale

_GAP = 6.0
_MOST_LINES = 4
_SHARE_OF_NAMES = 0.4


@dataclass(frozen=True, slots=True)
class Label:
    """The words at one tick: where, in which lines."""

    at: float
    lines: tuple[str, ...]


@dataclass
class Labels:
    """The words along one axis, upright or turned, and the room that they take across it."""

    labels: tuple[Label, ...] = ()
    size: float = 13.0
    turned: bool = False
    room: float = 0.0


@dataclass
class Frame:
    """A laid-out picture: its size in pixels, its axes and their words."""

    width: float
    height: float
    layout: Spec
    traces: Sequence[Spec]
    bars: Sequence[t.Bar]
    scales: Mapping[str, Scale]
    labels: dict[str, Labels] = field(default_factory=dict)
    left: float = 8.0
    right: float = 8.0
    top: float = 8.0
    bottom: float = 8.0

    def partner(self, name: str) -> Scale:
        """Give the axis that another one stands on."""
        other = "y" if name.startswith("x") else "x"
        anchor = str(self.scales[name].spec.get("anchor", other))
        return self.scales[anchor if anchor in self.scales else other]

    def edge(self, name: str) -> float:
        """Give the pixel across an axis at which its line and its words stand."""
        partner = self.partner(name)
        far = self.scales[name].spec.get("side") in ("top", "right")
        return partner.end if far else partner.start

    def paper(self, letter: str, share: float) -> float:
        """Give the pixel of a share of the whole plot, from its left or from its bottom."""
        if letter == "x":
            return self.left + share * (self.width - self.left - self.right)
        return self.height - self.bottom - share * (self.height - self.top - self.bottom)


def framed(data: Sequence[Spec], layout: Spec, width: float, height: float, top: float) -> Frame:
    """Lay a figure out in a size, below ``top`` pixels that something else takes."""
    scales = t.scales(data, layout)
    laid = t.bars(data, layout, scales)
    along = {bar.pair[0 if bar.lying else 1] for bar in laid}
    for name, reached in t.seen(data, laid, scales).items():
        scales[name].spread(reached, bars=name in along)
    margin = layout.get("margin", {})
    frame = Frame(width, height, layout, data, laid, scales)
    frame.left, frame.right = float(margin.get("l", 8)), float(margin.get("r", 8))
    frame.top, frame.bottom = float(margin.get("t", 8)) + top, float(margin.get("b", 8))
    # Words take room from the axes, and how many there are follows from the room: twice is enough.
    for _ in range(2):
        _place(frame)
        _label(frame)
        _make_room(frame, margin, top)
    _place(frame)
    _label(frame)
    return frame


def _place(frame: Frame) -> None:
    for name, scale in frame.scales.items():
        low, high = scale.spec.get("domain", (0, 1))
        letter = name[0]
        scale.start, scale.end = frame.paper(letter, low), frame.paper(letter, high)


def _label(frame: Frame) -> None:
    separators = str(frame.layout.get("separators", ".,"))
    for name, scale in frame.scales.items():
        shown = scale.spec.get("visible", True) and scale.spec.get("showticklabels", True)
        ticks = scale.ticks(separators) if shown else []
        said = [(scale.at(at), text) for at, text in ticks]
        size = float(scale.spec.get("tickfont", {}).get("size", 13))
        if name.startswith("x"):
            frame.labels[name] = _below(said, size, scale)
        else:
            frame.labels[name] = _beside(said, size, frame.width)


def _below(said: Sequence[tuple[float, str]], size: float, scale: Scale) -> Labels:
    places = sorted(at for at, _ in said)
    whole = abs(scale.end - scale.start)
    slot = min((b - a for a, b in pairwise(places)), default=whole) - _GAP
    lines = [_lines(text, slot, size) for _, text in said]
    found = tuple(Label(at, tuple(words)) for (at, _), words in zip(said, lines, strict=True))
    widest = widest_of((line for words in lines for line in words), size)
    tallest = max((len(words) for words in lines), default=0)
    asked = scale.spec.get("tickangle") in (90, -90)
    if not asked and widest <= slot and tallest <= _MOST_LINES:
        return Labels(found, size, room=tallest * size * LEADING + _GAP if found else 0.0)
    flat = tuple(Label(at, tuple(plain(text))) for at, text in said)
    longest = widest_of((line for label in flat for line in label.lines), size)
    return Labels(flat, size, turned=True, room=longest + _GAP if flat else 0.0)


def _lines(text: str, room: float, size: float) -> list[str]:
    return [line for part in plain(text) for line in wrapped(part, room, size)]


def _beside(said: Sequence[tuple[float, str]], size: float, width: float) -> Labels:
    room = width * _SHARE_OF_NAMES
    found = tuple(Label(at, tuple(_lines(text, room, size))) for at, text in said)
    widest = widest_of((line for label in found for line in label.lines), size)
    return Labels(found, size, room=widest + _GAP if found else 0.0)


def _make_room(frame: Frame, margin: Spec, top: float) -> None:
    rooms = {"left": float(margin.get("l", 8)), "right": float(margin.get("r", 8))}
    rooms |= {"top": float(margin.get("t", 8)) + top, "bottom": float(margin.get("b", 8))}
    grown = dict(rooms)
    for name, scale in frame.scales.items():
        side = str(scale.spec.get("side", "bottom" if name.startswith("x") else "left"))
        low, high = frame.partner(name).spec.get("domain", (0, 1))
        outer = high >= 1 if side in ("top", "right") else low <= 0
        if outer:
            room = frame.labels[name].room + (20 if title_of(scale) else 0)
            grown[side] = max(grown[side], rooms[side] + room)
    last = _overhang(frame)
    frame.left, frame.right = grown["left"], max(grown["right"], last)
    frame.top, frame.bottom = grown["top"], grown["bottom"]


def _overhang(frame: Frame) -> float:
    """Tell how far the last words below an axis reach past its end."""
    reach = 0.0
    for name, labels in frame.labels.items():
        if name.startswith("x") and not labels.turned:
            for label in labels.labels:
                half = widest_of(label.lines, labels.size) / 2
                end = frame.paper("x", 1)
                reach = max(reach, label.at + half - end + 2)
    for bar in frame.bars:
        words = str(t.of(bar.trace.get("text"), bar.index) or "")
        if bar.lying and words and bar.trace.get("textposition") == "outside":
            tip = frame.scales[bar.pair[0]].at(bar.tip)
            size = float(bar.trace.get("textfont", {}).get("size", 14))
            reach = max(reach, tip + widest_of(plain(words), size) + 8 - frame.paper("x", 1))
    return reach


def title_of(scale: Scale) -> str:
    """Give the words along an axis, "" for none."""
    title = scale.spec.get("title") or ""
    return str(title if isinstance(title, str) else title.get("text") or "")
