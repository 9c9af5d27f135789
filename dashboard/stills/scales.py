"""Where on an axis does a value lie, and which places are marked?

A scale knows the axis in its own coordinates (a category's place in the list, a day's number) and
turns them into pixels once the frame has said where the axis runs.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from babel.dates import format_date

from dashboard.stills.fields import Spec, UndrawableError

Kind = Literal["linear", "category", "date"]
Tick = tuple[float, str]

_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?([T ].*)?")
_FORMAT = re.compile(r"(?P<group>,?)(\.(?P<decimals>\d))?(?P<kind>[df%]?)")
_DATED = {
    "%Y": "y",
    "%m": "MM",
    "%d": "dd",
    "%-d": "d",
    "%-m": "M",
    "%b": "LLL",
    "%B": "LLLL",
}
_STEPS = (1, 2, 5, 10)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)


def kind_of(spec: Spec, values: Iterable[Any]) -> Kind:
    """Tell what sort of axis it is: as it says, or as its values look."""
    said = spec.get("type")
    if said in ("linear", "category", "date"):
        return said  # type: ignore[no-any-return] # one of the three
    if said not in (None, "-"):
        raise UndrawableError(f"an axis of type {said!r} cannot be drawn as SVG")
    words = [value for value in values if isinstance(value, str)]
    if not words:
        return "linear"
    return "date" if all(_DAY.fullmatch(word) for word in words) else "category"


@dataclass
class Scale:
    """One axis: ``low`` and ``high`` are its ends, ``start`` and ``end`` theirs in pixels."""

    spec: Spec
    kind: Kind
    names: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 1.0
    start: float = 0.0
    end: float = 1.0

    def place(self, value: Any) -> float:  # noqa: ANN401 - as Plotly takes it
        """Give a value's coordinate on the axis; raise ValueError where it has none."""
        if self.kind == "category" and str(value) in self.names:
            return float(self.names.index(str(value)))
        if self.kind == "date" and isinstance(value, str):
            return _day(value)
        return float(value)

    def at(self, coordinate: float) -> float:
        """Give the pixel of a coordinate."""
        share = (coordinate - self.low) / ((self.high - self.low) or 1)
        return self.start + share * (self.end - self.start)

    def pixel(self, value: Any) -> float:  # noqa: ANN401 - as Plotly takes it
        """Give the pixel of a value."""
        return self.at(self.place(value))

    def inside(self, coordinate: float) -> float:
        """Give the pixel of a coordinate, or of the axis's end that it lies beyond."""
        low, high = sorted((self.low, self.high))
        return self.at(min(max(coordinate, low), high))

    def within(self, coordinate: float) -> bool:
        """Tell whether a coordinate lies on the axis."""
        low, high = sorted((self.low, self.high))
        slack = (high - low) * 1e-9
        return low - slack <= coordinate <= high + slack

    def spread(self, seen: Sequence[float], *, bars: bool) -> None:
        """Choose the ends: as the axis says, or from what is drawn on it."""
        said = self.spec.get("range")
        if said is not None and None not in said:
            self.low, self.high = (self.place(end) for end in said)
        elif self.kind == "category":
            self.low, self.high = -0.5, max(len(self.names), 1) - 0.5
        else:
            self._around(seen, bars=bars)
        if self.spec.get("autorange") == "reversed" and self.low < self.high:
            self.low, self.high = self.high, self.low

    def _around(self, seen: Sequence[float], *, bars: bool) -> None:
        low, high = (min(seen), max(seen)) if seen else (0.0, 1.0)
        room = 0.05 * ((high - low) or abs(high) or 1)
        from_zero = bars or self.spec.get("rangemode") == "tozero"
        if from_zero and self.kind == "linear":
            low, high = min(low, 0.0), max(high, 0.0)
        grounded = from_zero and self.kind == "linear"
        self.low = low if grounded and low == 0 else low - room
        self.high = high if grounded and high == 0 else high + room

    def ticks(self, separators: str) -> list[Tick]:
        """List the marked coordinates with their words, in the order of the axis."""
        spec = self.spec
        if "tickvals" in spec:
            places = [self.place(value) for value in spec["tickvals"]]
            said = spec.get("ticktext") or [self._said(at, 1, separators) for at in places]
            pairs = list(zip(places, map(str, said), strict=False))
        elif self.kind == "category":
            pairs = [(float(at), name) for at, name in enumerate(self.names)]
        elif self.kind == "date":
            pairs = self._days(separators)
        else:
            pairs = self._steps(separators)
        return [(at, text) for at, text in pairs if self.within(at)]

    def _steps(self, separators: str) -> list[Tick]:
        low, high = sorted((self.low, self.high))
        step = float(self.spec.get("dtick") or self._step(high - low))
        first = math.ceil(low / step - 1e-9)
        last = math.floor(high / step + 1e-9)
        marked = [step * n for n in range(first, last + 1)]
        return [(at, self._said(at, step, separators)) for at in marked]

    def _step(self, length: float) -> float:
        most = int(self.spec.get("nticks") or 0) or max(2, int(abs(self.end - self.start) / 70))
        rough = length / max(most, 1) or 1.0
        power = 10.0 ** math.floor(math.log10(rough))
        return next(power * step for step in _STEPS if power * step >= rough * (1 - 1e-9))

    def _said(self, at: float, step: float, separators: str) -> str:
        spec = self.spec
        if self.kind == "date":
            form = str(spec.get("tickformat") or "%Y-%m-%d")
            return dated(date.fromordinal(int(at)), form, separators)
        text = written(at, step, str(spec.get("tickformat", "")), separators)
        return f"{spec.get('tickprefix', '')}{text}{spec.get('ticksuffix', '')}"

    def _days(self, separators: str) -> list[Tick]:
        low, high = (int(end) for end in sorted((self.low, self.high)))
        first, last = date.fromordinal(low), date.fromordinal(high)
        span = (last.year - first.year) * 12 + last.month - first.month
        most = max(2, int(abs(self.end - self.start) / 80))
        step = self._months(span, most)
        found = []
        for month in range(first.year * 12, last.year * 12 + 13):
            day = date(month // 12, month % 12 + 1, 1)
            if month % step == 0 and first <= day <= last:
                form = str(self.spec.get("tickformat") or ("%Y" if step >= 12 else "%b %Y"))
                found.append((float(day.toordinal()), dated(day, form, separators)))
        return found

    def _months(self, span: int, most: int) -> int:
        said = self.spec.get("dtick")
        if isinstance(said, str) and said.startswith("M"):
            return int(said[1:])
        return next((step for step in _MONTHS if span / step <= most), _MONTHS[-1])


def written(value: float, step: float, form: str, separators: str) -> str:
    """Write an axis's number by Plotly's format and signs.

    ``separators`` are the decimal sign and the sign between thousands. Raises UndrawableError on
    a format of another kind than ``,.2f``, ``,d`` and ``.0%``.
    """
    found = _FORMAT.fullmatch(form)
    if found is None:
        raise UndrawableError(f"tickformat {form!r} cannot be written")
    percent = found["kind"] == "%"
    number = value * 100 if percent else value
    if found["decimals"] is not None:
        decimals = int(found["decimals"])
    elif found["kind"] == "d":
        decimals = 0
    else:
        decimals = max(0, -math.floor(math.log10(step * (100 if percent else 1)) + 1e-9))
    text = f"{abs(number):,.{decimals}f}"
    point, group = separators[0], separators[1:] or ""
    text = text.replace(",", "\0").replace(".", point)
    text = text.replace("\0", group if found["group"] or not form else "")
    sign = "\u2212" if number < 0 and text.strip("0" + point) else ""
    return f"{sign}{text}{'%' if percent else ''}"


def dated(day: date, form: str, separators: str) -> str:
    """Write a day by Plotly's format, its months in the language of the decimal sign."""
    locale = "sv" if separators.startswith(",") else "en_GB"
    if unknown := set(re.findall(r"%-?.", form)) - set(_DATED):
        raise UndrawableError(f"tickformat {form!r} cannot be written: {', '.join(unknown)}")
    return re.sub(r"%-?.", lambda part: format_date(day, _DATED[part[0]], locale), form)


def _day(text: str) -> float:
    whole = f"{text}-01" if len(text) == 7 else text[:10]
    return float(date.fromisoformat(whole).toordinal())
