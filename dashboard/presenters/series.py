"""How has an indicator moved: one row a period, and the parts that each period is cut into?"""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.presenters import words
from dashboard.presenters.rows import Row, present, present_all
from dashboard.presenters.select import (
    in_period_order,
    least_broken_down,
    nearest,
    observations,
    place_in_list,
    split,
)
from dashboard.presenters.voice import Voice
from indicators.published import Release
from indicators.results import Mark, Observation


@dataclass(frozen=True, slots=True)
class Part:
    """A period's part along a dimension: its code, its words and its row."""

    code: str
    label: str
    row: Row


def totals(release: Release | None, slug: str, geography: str) -> tuple[Observation, ...]:
    """Choose for each period the observation closest to the total, in order of time.

    A figure goes before a gap. The place is the reader's, or where the indicator has nothing for
    it, all places that it has.
    """
    found = observations(release, slug)
    if release is None or not found:
        return ()
    home = nearest(found, geography)
    periods = dict.fromkeys(o.period for o in in_period_order(home))
    return tuple(
        least_broken_down(release, [o for o in pool if o.has_figure] or pool)
        for pool in ([o for o in home if o.period == period] for period in periods)
    )


def total_rows(voice: Voice, slug: str, geography: str) -> tuple[Row, ...]:
    """Give the rows of ``totals``."""
    release = voice.release
    if release is None or slug not in release.indicators:
        return ()
    return present_all(voice, release.indicators[slug], totals(release, slug, geography))


def newest_first(release: Release | None, slug: str, home: str = "") -> tuple[Observation, ...]:
    """Give every observation of an indicator: newest period first, ``home`` before other places.

    Totals stand before parts.
    """
    found = observations(release, slug)
    if release is None or not found:
        return ()
    # Each code is looked up once: an indicator may have thousands of observations.
    codes = {pair for o in found for pair in o.breakdown}
    places = {pair: _place(release, *pair) for pair in codes}
    ordered = sorted(
        found,
        key=lambda o: (
            o.geography != home,
            o.geography,
            [places[pair] for pair in o.breakdown],
        ),
    )
    ordered.sort(key=lambda o: (o.period.end, o.period.months), reverse=True)
    return tuple(ordered)


def recent(rows: Sequence[Row], most: int) -> tuple[Row, ...]:
    """Keep the last rows in order of time, gaps included, so that a chart stays readable."""
    return tuple(rows[-most:])


def parts(voice: Voice, slug: str, whole: Observation, by: str) -> tuple[Part, ...]:
    """Cut an observation along a dimension, in the order of its code list."""
    release = voice.release
    if release is None or slug not in release.indicators:
        return ()
    found = split(observations(release, slug), whole, by)
    cut = [
        Part(
            code=dict(o.breakdown)[by],
            label=words.code(voice, by, dict(o.breakdown)[by]),
            row=present(voice, release.indicators[slug], o),
        )
        for o in found
    ]
    return tuple(sorted(cut, key=lambda p: (place_in_list(release, by, p.code), p.code)))


def never_reported(rows: Sequence[Row]) -> bool:
    """Tell whether there is nothing but periods that nobody has reported."""
    return bool(rows) and all(row.mark is Mark.NOT_REPORTED for row in rows)


def _place(release: Release, name: str, value: str) -> tuple[bool, int, str]:
    return (value not in (words.TOTAL, "total"), place_in_list(release, name, value), value)
