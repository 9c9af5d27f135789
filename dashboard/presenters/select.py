"""Which observation of an indicator speaks for it, and which belong beside it?"""

from collections.abc import Iterable, Mapping, Sequence

from dashboard.presenters.words import TOTAL, known_order
from indicators.definition import is_municipality
from indicators.published import Release
from indicators.results import Observation

READING = "reading"


def observations(
    release: Release | None, slug: str, geography: str | None = None
) -> tuple[Observation, ...]:
    """Give an indicator's observations, for one place where asked; () where there are none."""
    if release is None or slug not in release.indicators:
        return ()
    found = release.indicators[slug].observations
    if geography is None:
        return found
    return tuple(o for o in found if o.geography == geography)


def headline(release: Release | None, slug: str, geography: str) -> Observation | None:
    """Choose the observation that speaks for an indicator.

    A figure goes before a gap, the reader's place before others, a whole year before a part of
    one, then the latest, then the least broken down; ties go by the order of the code lists.
    """
    found = observations(release, slug)
    if not found or release is None:
        return None
    home = nearest(found, geography)
    pool = [o for o in home if o.has_figure] or home
    years = [o for o in pool if o.period.months == 12] or pool
    latest = max(o.period.end for o in years)
    return least_broken_down(release, [o for o in years if o.period.end == latest])


def nearest(found: Sequence[Observation], geography: str) -> list[Observation]:
    """Keep the reader's place; where it has no figure, the wider places that have one.

    Another municipality never stands in for the reader's own.
    """
    home = [o for o in found if o.geography == geography]
    if any(o.has_figure for o in home):
        return home
    wider = [o for o in found if o.has_figure and not is_municipality(o.geography)]
    return wider or home or list(found)


def least_broken_down(release: Release, pool: Sequence[Observation]) -> Observation:
    """Choose the observation closest to the total; ties by the order of the code lists."""
    return min(pool, key=lambda o: (-_totals(o), _rank(release, o)))


def same_breakdown(one: Observation, other: Observation, but: Iterable[str] = ()) -> bool:
    """Tell whether two observations speak of the same group, apart from some dimensions."""
    left_out = set(but)
    return _without(one, left_out) == _without(other, left_out)


def readings(release: Release | None, slug: str, geography: str) -> tuple[Observation, ...]:
    """Give the headline with the other readings of the same thing, where there are several."""
    first = headline(release, slug, geography)
    if first is None:
        return ()
    return tuple(
        o
        for o in observations(release, slug, first.geography)
        if o.period == first.period and same_breakdown(o, first, {READING})
    )


def split(found: Iterable[Observation], whole: Observation, by: str) -> tuple[Observation, ...]:
    """Give the parts of ``whole`` along one dimension, its total left out."""
    return tuple(
        o
        for o in found
        # The place first: it tells most of a large release apart, and costs least to compare.
        if o.geography == whole.geography
        and o.period == whole.period
        and value_of(o, by) not in (None, TOTAL)
        and same_breakdown(o, whole, {by})
    )


def value_of(observation: Observation, dimension: str) -> str | None:
    """Give an observation's code along a dimension."""
    return dict(observation.breakdown).get(dimension)


def in_period_order(found: Iterable[Observation]) -> list[Observation]:
    """Sort by time, a year after the parts that end with it."""
    return sorted(found, key=lambda o: (o.period.end, o.period.months))


def lists(release: Release | None, name: str) -> Mapping[str, Mapping[str, object]]:
    """Give one of the release's code lists without its total; {} where it has none of that name."""
    entries = release.codelists.get(name, {}) if release else {}
    return {code: entry for code, entry in entries.items() if code != TOTAL}


def place_in_list(release: Release, dimension: str, value: str) -> int:
    """Tell where a code stands in its list; unknown ones come last."""
    known = list(release.codelists.get(dimension, {})) or known_order(dimension)
    return known.index(value) if value in known else len(known)


def _without(observation: Observation, dimensions: set[str]) -> dict[str, str]:
    return {k: v for k, v in observation.breakdown if k not in dimensions}


def _totals(observation: Observation) -> int:
    return -sum(1 for _, value in observation.breakdown if value not in (TOTAL, "total"))


def _rank(release: Release, observation: Observation) -> tuple[tuple[int, str], ...]:
    return tuple(
        (place_in_list(release, name, value), value) for name, value in observation.breakdown
    )


def rests_on_documents(release: Release | None) -> bool:
    """Tell whether all that a release shows stands in public documents."""
    found = release.indicators.values() if release else ()
    shown = [o for one in found for o in one.observations if o.has_figure]
    return bool(shown) and all(o.rests_on_public_documents_alone for o in shown)
