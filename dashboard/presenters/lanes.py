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
from dashboard.presenters import words
from dashboard.presenters.rows import Row, present_all
from dashboard.presenters.select import (
    in_period_order,
    observations,
    place_in_list,
    same_breakdown,
    value_of,
)
from dashboard.presenters.voice import Voice
from indicators.results import Mark, Observation

_KINDS = {
    "span": N_("Several years"),
    "year": N_("Whole years"),
    "half": N_("Half-years"),
    "quarter": N_("Quarters"),
    "month": N_("Months"),
}
_MOST = {"half": 10, "year": 12, "span": 6}
_NAMED = 6
_MOST_PARTS = 6
_GROUPS = ("applicant", "purpose", "sex", "age_group", "publisher", "category", "method")
"""Groups of persons and publishers' own categories overlap, and are not set beside each other."""


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


def beside(voice: Voice, slug: str, lead: Observation) -> tuple[Lane, ...]:
    """Give a row for each part of an indicator that has no total; () for one that has.

    Two kinds of activity, or grants to several organisations, make no sum: each has a row of its
    own, on one scale, in the order of the code list, with the parts' name.
    """
    release = voice.release
    if release is None or slug not in release.indicators:
        return ()
    found = observations(release, slug, lead.geography)
    for name, code in lead.breakdown:
        if code == words.TOTAL or name in _GROUPS:
            continue
        now = [o for o in found if o.period == lead.period and same_breakdown(o, lead, {name})]
        codes = {value_of(o, name) or "" for o in now} - {"", words.TOTAL}
        if not 1 < len(codes) <= _MOST_PARTS or any(value_of(o, name) == words.TOTAL for o in now):
            continue
        ordered = sorted(codes, key=lambda one: (place_in_list(release, name, one), one))
        return tuple(_part(voice, slug, lead, name, one) for one in ordered)
    return ()


def _part(voice: Voice, slug: str, lead: Observation, name: str, code: str) -> Lane:
    release = voice.release
    found = [
        o
        for o in in_period_order(observations(release, slug, lead.geography))
        if same_breakdown(o, lead, {name})
        and value_of(o, name) == code
        and o.period.months == lead.period.months
    ]
    rows = present_all(voice, release.indicators[slug], found) if release else ()
    return _lane(voice, rows, _MOST["year"], words.capital(words.code(voice, name, code)))


def ticks(voice: Voice, rows: Sequence[Row]) -> Ticks:
    """Say periods along an axis: few each by its name, many by their number within the year."""
    periods = [row.observation.period for row in rows]
    if len(rows) <= _NAMED or any(period.months >= 12 for period in periods):
        return Ticks.each([formats.short_period(one, voice.language) for one in periods])
    return Ticks.each([_in_year(rows, place) for place in range(len(rows))])


def _in_year(rows: Sequence[Row], place: int) -> str:
    """Number a period within its year, and name the year below its first, as far as it has room."""
    one = rows[place].observation.period
    number = str((one.start.month - 1) // one.months + 1)
    alike = [n for n, r in enumerate(rows) if r.observation.period.start.year == one.start.year]
    has_room = len(alike) > 1 or place == len(rows) - 1
    return f"{number}<br>{one.start.year}" if place == alike[0] and has_room else number


def _lane(voice: Voice, rows: Sequence[Row], most: int, name: str = "") -> Lane:
    kind = rows[-1].observation.period.kind
    kept = tuple(rows[-min(most, _MOST.get(kind, most)) :])
    return Lane(name or voice.t(_KINDS[kind]), kept, ticks(voice, kept))


def _silent(lane: Lane) -> bool:
    return all(row.mark is Mark.NOT_REPORTED for row in lane.rows)
