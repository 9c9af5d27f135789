"""Which stretch of time is a figure about?

A period is a year, a half-year, a quarter, a month or a span of years, and has
exactly one label: ``2024``, ``2025-H1``, ``2025-Q1``, ``2025-03``, ``2022/2024``.
The many ways in which people write periods are read in ``etl.cells``.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, Self

PeriodKind = Literal["year", "half", "quarter", "month", "span"]

_MONTHS: dict[PeriodKind, int] = {"year": 12, "half": 6, "quarter": 3, "month": 1}
_LABEL = re.compile(
    r"(?P<year>\d{4})(?:-H(?P<half>[12])|-Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2])"
    r"|/(?P<last>\d{4}))?"
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A closed stretch of days, ``start`` to ``end``, both included."""

    start: date
    end: date
    label: str

    @classmethod
    def parse(cls, label: str) -> Self:
        """Read one of the labels above; raise ValueError on anything else."""
        start, end = _bounds(label)
        return cls(start, end, label)

    @property
    def kind(self) -> PeriodKind:
        """What sort of period this is, as its label says it."""
        return _kind(self.label)

    @property
    def months(self) -> int:
        """Length in whole months."""
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    def contains(self, other: "Period") -> bool:
        """Tell whether all of ``other`` lies within this period."""
        return self.start <= other.start and other.end <= self.end

    def parts(self, kind: PeriodKind) -> "tuple[Period, ...]":
        """Cut a year or a half-year into its halves, quarters or months."""
        step = _MONTHS[kind]
        return tuple(
            _of(self.start.year + (month - 1) // 12, (month - 1) % 12 + 1, kind)
            for month in range(self.start.month, self.start.month + self.months, step)
        )


def _kind(label: str) -> PeriodKind:
    if "H" in label:
        return "half"
    if "Q" in label:
        return "quarter"
    if "/" in label:
        return "span"
    return "month" if "-" in label else "year"


def _of(year: int, month: int, kind: PeriodKind) -> Period:
    if kind == "year":
        return Period.parse(f"{year}")
    if kind == "half":
        return Period.parse(f"{year}-H{(month + 5) // 6}")
    if kind == "quarter":
        return Period.parse(f"{year}-Q{(month + 2) // 3}")
    return Period.parse(f"{year}-{month:02d}")


@cache
def _bounds(label: str) -> tuple[date, date]:
    match = _LABEL.fullmatch(label)
    if match is None:
        raise ValueError(f"not a period label: {label!r}; 2024, 2025-H1, 2025-Q1 or 2022/2024")
    year = int(match["year"])
    if match["last"]:
        last = int(match["last"])
        if last <= year:
            raise ValueError(f"the span {label!r} ends before it starts")
        return date(year, 1, 1), date(last, 12, 31)
    if match["half"]:
        first, months = int(match["half"]) * 6 - 5, 6
    elif match["quarter"]:
        first, months = int(match["quarter"]) * 3 - 2, 3
    elif match["month"]:
        first, months = int(match["month"]), 1
    else:
        first, months = 1, 12
    final = first + months - 1
    return date(year, first, 1), date(year, final, calendar.monthrange(year, final)[1])


def periods_between(first: date, last: date, kind: PeriodKind) -> tuple[Period, ...]:
    """List every whole period of this kind that starts by ``first`` or later, done by ``last``."""
    return tuple(
        period
        for year in range(first.year, last.year + 1)
        for period in Period.parse(str(year)).parts(kind)
        if first <= period.start and period.end <= last
    )
