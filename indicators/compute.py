"""What does every indicator say of what was known?

The recipe from records to results: walk the catalogue, ask each indicator for its
observations, and add those that were expected and are missing.
"""

import importlib
import pkgutil
from collections.abc import Container
from functools import cache

from etl.records import Known
from indicators import catalogue as _catalogue
from indicators.definition import Context, DefinitionError, Indicator
from indicators.expected import not_reported
from indicators.goals import GOALS
from indicators.results import Computed, Observation
from indicators.series import remembering


@cache
def catalogue() -> tuple[Indicator, ...]:
    """Give every indicator, sorted by goal and then as each declares its order.

    A new file in ``indicators/catalogue`` with an ``INDICATOR`` is a new indicator. Raises
    DefinitionError where two share a slug, or a goal is not one.
    """
    found = [
        importlib.import_module(f"{_catalogue.__name__}.{module.name}").INDICATOR
        for module in pkgutil.iter_modules(_catalogue.__path__)
        if not module.name.startswith("_")
    ]
    goals = {goal.slug: place for place, goal in enumerate(GOALS)}
    for one in found:
        if one.goal not in goals:
            raise DefinitionError(f"{one.slug}: the goal {one.goal!r} is not in indicators.goals")
    if len({one.slug for one in found}) < len(found):
        raise DefinitionError("two indicators in the catalogue share a slug")
    return tuple(sorted(found, key=lambda one: (goals[one.goal], one.order, one.slug)))


def compute(
    known: Known, context: Context, only: Container[str] | None = None
) -> tuple[Computed, ...]:
    """Compute every indicator, or those in ``only``, in the order of the catalogue."""
    with remembering():
        return tuple(
            Computed(one.slug, observations_of(one, known, context))
            for one in catalogue()
            if only is None or one.slug in only
        )


def observations_of(
    indicator: Indicator, known: Known, context: Context
) -> tuple[Observation, ...]:
    """Give an indicator's observations, the missing ones among them, by period, place, cell."""
    there = indicator.compute(known, context)
    missing = not_reported(indicator, there, context)
    return tuple(sorted((*there, *missing), key=lambda o: (o.period, o.geography, o.breakdown)))
