"""What would a return change in the indicators, were it loaded?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.publishing import context_on, places_of
from dashboard.services import Services
from etl import store
from etl.baseline import conflict_rules
from etl.checking import Checked
from etl.period import Period
from etl.records import Breakdown, Record, known_on
from etl.source import Provenance
from indicators.compute import catalogue, compute
from indicators.definition import Context, Indicator, is_municipality
from indicators.results import Observation


@dataclass(frozen=True, slots=True)
class Change:
    """One figure before and after; None where there was, or would be, none at all."""

    indicator: Indicator
    period: Period
    geography: str
    breakdown: Breakdown
    before: Observation | None
    after: Observation | None


_ACROSS_YEARS = frozenset({"victim_estimates", "overlaps", "context"})
"""Sources whose figures of one year are set against those of others."""

_LONGEST_SPAN = 5
"""So many years a period may begin before the year that it ends in."""


def effect_of(services: Services, checked: Checked, reported_on: date) -> tuple[Change, ...]:
    """Compute with and without a checked return; give what differs, in the catalogue's order.

    Computed are the indicators of its source, for its places and its years. Nothing is
    protected here: only who uploads returns may see it.
    """
    if checked.source is None or checked.errors or checked.frame.is_empty():
        return ()
    place = Provenance(reported_on, services.settings.geography)
    new = checked.source.to_records(checked.frame, place)
    own = {one.slug: one for one in catalogue() if checked.source.name in _rests_on(one)}
    known = _beside(services, new, {name for one in own.values() for name in _rests_on(one)})
    cut = max(services.today(), reported_on)
    context = context_on(cut, places_of(new, services.settings.geography))
    before = _figures(known, context, set(own))
    after = _figures((*known, *new), context, set(own))
    return tuple(
        Change(own[slug], period, geography, breakdown, *pair)
        for slug, period, geography, breakdown in dict.fromkeys((*before, *after))
        for pair in [
            (
                before.get((slug, period, geography, breakdown)),
                after.get((slug, period, geography, breakdown)),
            )
        ]
        if _says(pair[0]) != _says(pair[1])
    )


def _rests_on(indicator: Indicator) -> set[str]:
    """Name the sources of an indicator: an estimate is also made from lists that overlap."""
    named = set(indicator.sources)
    return named | {"overlaps"} if "victim_estimates" in named else named


def _beside(services: Services, new: Sequence[Record], needed: set[str]) -> list[Record]:
    """Read what the figures of a return are computed with: its years, its places and larger."""
    years = min(r.period.start.year for r in new), max(r.period.end.year for r in new)
    across, within = needed & _ACROSS_YEARS, needed - _ACROSS_YEARS
    if new[0].source in _ACROSS_YEARS:
        across, within = needed, set()
    places = {record.geography for record in new}
    with services.engine.connect() as connection:
        found = store.records(connection, sources=across) if across else []
        if within:
            # A figure may be of several years, and its label names the first of them.
            around = (years[0] - _LONGEST_SPAN, years[1])
            near = store.records(connection, sources=within, years=around)
            found += [r for r in near if r.period.end.year >= years[0]]
    return [r for r in found if r.geography in places or not is_municipality(r.geography)]


_Key = tuple[str, Period, str, Breakdown]


def _figures(
    records: Iterable[Record], context: Context, only: set[str]
) -> dict[_Key, Observation]:
    known = known_on(records, context.data_cut, conflict_rules())
    return {
        (made.indicator, one.period, one.geography, one.breakdown): one
        for made in compute(known, context, only)
        for one in made.observations
    }


def _says(one: Observation | None) -> object:
    return None if one is None else (one.value, one.low, one.high, one.mark, one.text)
