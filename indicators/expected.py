"""Which figures should have been there and are not?

For each indicator every period of its cadence and every whole year, from the first expected
day to the data cut, that nothing reported covers: each becomes an observation of the total,
marked not reported, with the day on which it was due.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import cast

from etl.period import Period, PeriodKind, periods_between
from indicators import remarks
from indicators.definition import Context, Indicator
from indicators.results import Mark, Observation

# Made from parts of the period, so it does not stand for those that were not reported.
_MADE_OF_PARTS = frozenset({"sum_of_periods", "last_day"})


def not_reported(
    indicator: Indicator, observations: Iterable[Observation], context: Context
) -> tuple[Observation, ...]:
    """Give an observation for each expected period and place that has none."""
    seen = tuple(observations)
    if indicator.cadence == "irregular" and seen:
        return ()
    return tuple(
        _gap(indicator, geography, period, context)
        for geography in context.geographies
        for period in expected_periods(indicator.cadence, context)
        if not _covered(period, (o for o in seen if o.geography == geography))
    )


def expected_periods(cadence: str, context: Context) -> Iterator[Period]:
    """Give the whole periods of a cadence, and the whole years, that are over by the data cut."""
    kinds = dict.fromkeys(("year" if cadence == "irregular" else cadence, "year"))
    for kind in kinds:
        yield from periods_between(
            context.expected_from, context.data_cut, cast("PeriodKind", kind)
        )


def due_day(indicator: Indicator, period: Period, context: Context) -> date | None:
    """Give the day on which the last of the indicator's sources is due; None where none says."""
    days = [context.due_days[name] for name in indicator.sources if name in context.due_days]
    return period.end + timedelta(days=max(days)) if days else None


def _gap(indicator: Indicator, geography: str, period: Period, context: Context) -> Observation:
    day = due_day(indicator, period, context)
    return Observation(
        period=period,
        geography=geography,
        breakdown=tuple((name, "all") for name in sorted(indicator.breakdowns)),
        mark=Mark.NOT_REPORTED,
        remarks=(remarks.due(day),) if day else (),
    )


def _covered(period: Period, seen: Iterable[Observation]) -> bool:
    return any(o.period == period or (o.period.contains(period) and _reported(o)) for o in seen)


def _reported(observation: Observation) -> bool:
    made = any(remark.code in _MADE_OF_PARTS for remark in observation.remarks)
    return observation.mark not in (Mark.INCOMPLETE, Mark.NOT_REPORTED) and not made
