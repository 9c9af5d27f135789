"""May this observation be published although no table has been protected yet?

The strictest gate there is. Three things pass: functions of figures that already stand in
public documents, functions of figures that count nobody at risk, and gaps that hold no figure.
All the rest is hidden, zeros and large counts included, so that what is hidden says nothing
about how large it is. Nor does it say which rows a return had: whoever reports may leave out
the rows where there was nobody, so a hidden table always has one and the same grid.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from etl.period import Period
from etl.records import Breakdown
from indicators.disclosure.not_persons import counts_nobody_at_risk
from indicators.results import Cited, Computed, Mark, Observation, Protected

REASON = "protection_not_built"
ALL = "all"

GRID = ("age_group", "applicant", "item_id", "organisation_id", "purpose", "sex")
"""Dimensions of which a return may leave out rows; a hidden table has all their categories."""

FIXED: Mapping[str, tuple[str, ...]] = {
    "direction": ("to", "from", "answered_within_14_days"),
    "figure": ("delivered", "declined"),
    "outcome": ("granted", "rejected", "withdrawn", "pending"),
    "reading": ("applicants_among_cases", "applicants_beside_cases"),
}
"""Dimensions without a total: a hidden table has each of their codes."""

Categories = Mapping[str, Collection[str]]
Place = tuple[Period, str]


@dataclass(frozen=True, slots=True)
class Reported:
    """For which periods and places a return came, and an indicator's dimensions, sorted.

    With these a hidden table depends on nothing that stands in the return.
    """

    dimensions: tuple[str, ...]
    places: frozenset[Place]


# An unresolved conflict is not among them: it is a figure said twice, not a gap.
_GAPS = frozenset(
    {
        Mark.NOT_REPORTED,
        Mark.INCOMPLETE,
        Mark.NOT_AVAILABLE,
        Mark.CANNOT_OCCUR,
        Mark.NOT_APPLICABLE,
        Mark.SCOPE_MISMATCH,
    }
)


def protect(
    computed: Computed, categories: Categories, reported: Reported | None = None
) -> Protected:
    """Let through what tells of nobody at risk or is public already, and hide everything else.

    ``categories`` maps a dimension to its codes; hidden tables are completed by them.
    ``reported`` is for an indicator of which every source counts persons at risk. The
    observations come back in one fixed order (period, geography, breakdown), because an order
    made from values would tell them.
    """
    passed = [_without_notes(o) for o in computed.observations if may_pass(o)]
    kept_back = [o for o in computed.observations if not may_pass(o)]
    places = {(o.period, o.geography) for o in kept_back}
    if reported is not None:
        places |= reported.places
    shown = [
        o
        for o in passed
        if (o.period, o.geography) not in places
        or not _tells_of_rows(o, all_gaps=reported is not None)
    ]
    there = {(o.period, o.geography, o.breakdown) for o in shown}
    tables = (
        {(o.period, o.geography, o.breakdown) for o in kept_back}
        if reported is None
        else {(*place, cell) for place in places for cell in _totals(reported.dimensions)}
    )
    wanted = {(*table[:2], cell) for table in tables for cell in _grid(table[2], categories)}
    marked = [hidden(Observation(*key)) for key in wanted - there]
    ordered = sorted([*shown, *marked], key=lambda o: (o.period, o.geography, o.breakdown))
    return Protected(computed.indicator, tuple(ordered))


def may_pass(observation: Observation) -> bool:
    """Tell whether showing the observation tells nothing new of persons at risk."""
    cited = observation.inputs + observation.conflicts
    if observation.inputs and all(is_harmless(one) for one in cited):
        return True
    figures = (observation.value, observation.low, observation.high, observation.text)
    return (
        observation.mark in _GAPS
        and all(figure is None for figure in figures)
        and all(is_harmless(one) for one in cited)
    )


def is_harmless(cited: Cited) -> bool:
    """Tell whether a figure stands in a public document or counts nobody at risk."""
    return bool(cited.document) or counts_nobody_at_risk(cited.source, cited.measure)


def hidden(observation: Observation) -> Observation:
    """Keep what the observation is about and drop all that it says."""
    return Observation(
        period=observation.period,
        geography=observation.geography,
        breakdown=observation.breakdown,
        mark=Mark.HIDDEN,
        reason=REASON,
    )


def _grid(breakdown: Breakdown, categories: Categories) -> Iterator[Breakdown]:
    """Give the total and each category of one dimension at a time, whatever was reported."""
    open_dimensions = [name for name, _ in breakdown if name in GRID]
    yield _with(breakdown, dict.fromkeys(open_dimensions, ALL))
    for name in open_dimensions:
        for code in categories.get(name, ()):
            yield _with(breakdown, {**dict.fromkeys(open_dimensions, ALL), name: code})


def _with(breakdown: Breakdown, codes: Mapping[str, str]) -> Breakdown:
    return tuple((name, codes.get(name, code)) for name, code in breakdown)


def _totals(dimensions: tuple[str, ...]) -> Iterator[Breakdown]:
    """Give the total for each code of the dimensions that have none."""
    for codes in product(*(FIXED.get(name, (ALL,)) for name in dimensions)):
        yield tuple(zip(dimensions, codes, strict=True))


def _tells_of_rows(observation: Observation, *, all_gaps: bool) -> bool:
    """Tell whether it is a gap that stands there for the rows that a return has, or lacks."""
    if all_gaps:
        # A document's half-year is incomplete in just those cells of which a return has rows.
        return observation.mark is not None
    broken_down = any(name in GRID and code != ALL for name, code in observation.breakdown)
    return broken_down and not observation.inputs


def _without_notes(observation: Observation) -> Observation:
    """Drop what was written beside a return's figures: free text is for the steward alone."""
    return replace(
        observation,
        inputs=tuple(_noteless(observation.inputs)),
        conflicts=tuple(_noteless(observation.conflicts)),
    )


def _noteless(cited: Iterable[Cited]) -> Iterator[Cited]:
    for one in cited:
        yield one if one.document or one.note is None else replace(one, note=None)
