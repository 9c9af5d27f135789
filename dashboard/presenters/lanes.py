"""Which periods may stand in one row, and how are they said along its axis?

A year's figure beside a quarter's says nothing, so that each length of period has a row of its
own: years first. A row in which nobody has reported anything is left to the table where another
row has figures.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import formats
from dashboard.axes import Ticks
from dashboard.i18n import N_
from dashboard.presenters.rows import Row
from dashboard.presenters.voice import Voice
from indicators.results import Mark

_KINDS = {
    "span": N_("Several years"),
    "year": N_("Whole years"),
    "half": N_("Half-years"),
    "quarter": N_("Quarters"),
    "month": N_("Months"),
}
_MOST = {"half": 10, "year": 12, "span": 6}
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Lane:
    """Rows of one length of period in order of time, what they are called, and their axis."""

    name: str
    rows: tuple[Row, ...]
    ticks: Ticks

    @property
    def has_figures(self) -> bool:
        """Tell whether any of the periods has a figure to draw."""
        return any(row.mark is None for row in self.rows)


def lanes(voice: Voice, rows: Sequence[Row], most: int = 12) -> tuple[Lane, ...]:
    """Part rows by the length of their period, the longest first; the latest are kept."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.observation.period.months].append(row)
    made = [_lane(voice, found[months], most) for months in sorted(found, reverse=True)]
    some = any(lane.has_figures for lane in made)
    return tuple(lane for lane in made if lane.has_figures or not _silent(lane) or not some) or ()


def ticks(voice: Voice, rows: Sequence[Row]) -> Ticks:
    """Say periods along an axis: few each by its name, many by the year they lie in."""
    periods = [row.observation.period for row in rows]
    if len(rows) <= _NAMED or any(period.months >= 12 for period in periods):
        return Ticks.each([formats.short_period(one, voice.language) for one in periods])
    years: dict[int, list[int]] = defaultdict(list)
    for place, one in enumerate(periods):
        years[one.start.year].append(place)
    return Ticks(
        tuple(sum(places) / len(places) for places in years.values()),
        tuple(str(year) for year in years),
    )


def _lane(voice: Voice, rows: Sequence[Row], most: int) -> Lane:
    kind = rows[-1].observation.period.kind
    kept = tuple(rows[-min(most, _MOST.get(kind, most)) :])
    return Lane(voice.t(_KINDS[kind]), kept, ticks(voice, kept))


def _silent(lane: Lane) -> bool:
    return all(row.mark is Mark.NOT_REPORTED for row in lane.rows)
