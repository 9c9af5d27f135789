"""Which estimate speaks of the same people as the applications, and what is their ratio?

Place, purpose, sex, age group and length of time must match. Two named bridges are allowed,
each shown beside the result; a figure over a bridge never carries a status.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from etl.period import Period
from etl.records import Breakdown, Known
from indicators import remarks
from indicators.catalogue._from_overlaps import from_overlaps
from indicators.citing import as_reported, inherit
from indicators.definition import Bridge, Context, Text
from indicators.measures import product, ratio
from indicators.ratios import (
    DENOMINATOR,
    FACTOR,
    NUMERATOR,
    also,
    as_role,
    inherit_figure,
    limits,
    with_limits,
)
from indicators.results import Mark, Observation, Remark
from indicators.series import cells
from indicators.sums import ALL

MUNICIPALITY_TO_AREA = Bridge(
    "municipality_to_area",
    Text(
        sv="Från kommunen till Stockholmsområdet",
        en="From the municipality to the Stockholm area",
    ),
    Text(
        sv="Uppskattningen gäller Stockholmsområdet, som är större än kommunen. Ansökningarna "
        "är kommunens. Ingen uppskattning finns för kommunen ensam.",
        en="The estimate is for the Stockholm area, which is larger than the municipality. The "
        "applications are the municipality's. There is no estimate for the municipality alone.",
    ),
)
ADULTS_TO_ALL_AGES = Bridge(
    "adults_to_all_ages",
    Text(sv="Från vuxna till alla åldrar", en="From adults to all ages"),
    Text(
        sv="Uppskattningen för 2002 skiljer inte på vuxna och barn. Ansökningarna gäller vuxna.",
        en="The estimate for 2002 does not tell adults from minors. The applications are for "
        "adults.",
    ),
)
BRIDGES = (MUNICIPALITY_TO_AREA, ADULTS_TO_ALL_AGES)

# The area whose estimate may be set against a municipality's applications.
_AREA_OF = {"0180": "stockholm_area"}
_ESTIMATES_OF_ALL_AGES = frozenset({"2002"})

# Applicants in the order of how whole a picture they give.
_APPLICANTS = (ALL, "social_services")


@dataclass(frozen=True, slots=True)
class Pair:
    """Applications and an estimate that speak of the same, bridges counted."""

    applications: Observation
    estimate: Observation
    method: str
    bridges: tuple[Remark, ...]


def pairs_and_rest(
    known: Known, context: Context
) -> tuple[tuple[Pair, ...], tuple[Observation, ...]]:
    """Give every matching pair, and the applications of a year that no estimate matches.

    Of several estimates of one kind the nearest in time is taken, the earlier of two equally
    near ones.
    """
    crossings = (("purpose", "sex"),)
    submitted = cells(known, context, "applications", "submitted", crossings=crossings)
    estimates = [
        *map(as_reported, known.select("victim_estimates", "victims")),
        *from_overlaps(known, context),
    ]
    pairs: list[Pair] = []
    rest: list[Observation] = []
    for geography, year in sorted({(g, p) for g, p, _ in submitted if p.kind == "year"}):
        there = [o for (g, p, _), o in submitted.items() if (g, p) == (geography, year)]
        found = list(_pairs(there, _nearest(estimates, geography, year)))
        pairs += found
        matched = {_scope(pair.applications) for pair in found}
        rest += [o for o in _most_total(there) if _scope(o) not in matched]
    return tuple(pairs), tuple(rest)


def divide(pair: Pair, eligible_share: Observation | None = None) -> Observation:
    """Give applications ÷ estimate as a band; with a share, only those who may need the permit."""
    top = as_role(pair.applications, NUMERATOR)
    parts = [top, as_role(pair.estimate, DENOMINATOR)]
    below = limits(pair.estimate)
    if eligible_share is not None:
        parts.append(as_role(eligible_share, FACTOR))
        below = product(below, limits(eligible_share))
    made = also(inherit(top, parts), method=pair.method)
    age = remarks.age_of_estimate(
        top.period.end.year - pair.estimate.period.end.year, pair.estimate.period.label
    )
    made = replace(made, remarks=remarks.each_once(made.remarks, pair.bridges, (age,)))
    if made.mark is not None:
        return made
    if below.low <= 0:
        said = remarks.each_once(made.remarks, (remarks.EMPTY_DENOMINATOR,))
        return replace(made, mark=Mark.NOT_APPLICABLE, remarks=said)
    return with_limits(made, ratio(limits(top), below), "extremes")


def unmatched(applications: Observation) -> Observation:
    """Say which estimate it would take; the number itself is not made."""
    made = also(inherit_figure(applications, [applications], [NUMERATOR]), method=ALL)
    needed = remarks.scope_needed(made.geography, made.breakdown)
    gap = made.mark or Mark.SCOPE_MISMATCH
    said = remarks.each_once(made.remarks, (needed,))
    return replace(made, value=None, low=None, high=None, mark=gap, remarks=said)


def _nearest(
    estimates: Iterable[Observation], geography: str, year: Period
) -> tuple[Observation, ...]:
    """Give the nearest estimate of each kind that may be set against a place's year."""
    nearest: dict[tuple[str, Breakdown], Observation] = {}
    for estimate in sorted(estimates, key=lambda o: o.period):
        kind = (estimate.geography, estimate.breakdown)
        if estimate.period.kind != "year":
            continue
        if estimate.geography not in (geography, _AREA_OF.get(geography)):
            continue
        before = nearest.get(kind)
        if before is None or _distance(estimate, year) < _distance(before, year):
            nearest[kind] = estimate
    return tuple(nearest.values())


def _distance(estimate: Observation, year: Period) -> int:
    return abs(year.end.year - estimate.period.end.year)


def _pairs(there: list[Observation], estimates: Iterable[Observation]) -> Iterator[Pair]:
    for estimate in estimates:
        of = dict(estimate.breakdown)
        for age in (ALL, "adult"):
            found = _applications(there, of["purpose"], of["sex"], age)
            allowed = age == ALL or estimate.period.label in _ESTIMATES_OF_ALL_AGES
            if found is None or not allowed:
                continue
            crossed = []
            if found.geography != estimate.geography:
                crossed.append(remarks.scope_bridge(MUNICIPALITY_TO_AREA.slug))
            if age != ALL:
                crossed.append(remarks.scope_bridge(ADULTS_TO_ALL_AGES.slug))
            yield Pair(found, estimate, of["method"], tuple(crossed))
            break


def _applications(there: list[Observation], purpose: str, sex: str, age: str) -> Observation | None:
    for applicant in _APPLICANTS:
        wanted = {"applicant": applicant, "purpose": purpose, "sex": sex, "age_group": age}
        found = next((o for o in there if dict(o.breakdown) == wanted), None)
        if found is not None:
            return found
    return None


def _most_total(there: list[Observation]) -> list[Observation]:
    """Give the applications that are about the most, with one applicant: the headline of a year."""
    whole = [o for o in there if dict(o.breakdown)["applicant"] in _APPLICANTS]
    sizes = [sum(code != ALL for _, code in o.breakdown) for o in whole]
    return [o for o, size in zip(whole, sizes, strict=True) if size == min(sizes)]


def _scope(observation: Observation) -> tuple[str, ...]:
    of = dict(observation.breakdown)
    return (of["purpose"], of["sex"], of["age_group"])
