"""What would a return change in the indicators, were it loaded?"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dashboard.publishing import ingredients
from dashboard.services import Services
from etl.checking import Checked
from etl.period import Period
from etl.records import Breakdown, Record, known_on
from etl.source import Provenance
from indicators.compute import catalogue, compute
from indicators.definition import Context, Indicator
from indicators.release import Ingredients
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


def effect_of(services: Services, checked: Checked, reported_on: date) -> tuple[Change, ...]:
    """Compute with and without a checked return; give what differs, in the catalogue's order.

    Nothing is protected here: only who uploads returns may see it.
    """
    if checked.source is None or checked.errors or checked.frame.empty:
        return ()
    given = ingredients(services, max(services.today(), reported_on))
    place = Provenance(reported_on, services.settings.geography)
    new = checked.source.to_records(checked.frame, place)
    places = {record.geography for record in new} | set(given.context.geographies)
    context = replace(given.context, geographies=tuple(sorted(places)))
    only = {one.slug for one in catalogue() if checked.source.name in one.sources}
    before = _figures(given, given.records, context, only)
    after = _figures(given, (*given.records, *new), context, only)
    by_slug = {one.slug: one for one in catalogue()}
    return tuple(
        Change(by_slug[slug], period, geography, breakdown, *pair)
        for slug, period, geography, breakdown in dict.fromkeys((*before, *after))
        for pair in [
            (
                before.get((slug, period, geography, breakdown)),
                after.get((slug, period, geography, breakdown)),
            )
        ]
        if _says(pair[0]) != _says(pair[1])
    )


_Key = tuple[str, Period, str, Breakdown]


def _figures(
    given: Ingredients, records: Iterable[Record], context: Context, only: set[str]
) -> dict[_Key, Observation]:
    known = known_on(records, context.data_cut, given.rules)
    return {
        (made.indicator, one.period, one.geography, one.breakdown): one
        for made in compute(known, context, only)
        for one in made.observations
    }


def _says(one: Observation | None) -> object:
    return None if one is None else (one.value, one.low, one.high, one.mark, one.text)
