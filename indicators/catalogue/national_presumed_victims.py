"""How many presumed victims do publishers count in the country?"""

from collections.abc import Iterator
from dataclasses import replace

from etl.records import Known
from indicators import remarks
from indicators.catalogue._as_reported import reported
from indicators.catalogue._owners import DATA_STEWARD
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.ratios import plus, with_codes
from indicators.results import Observation
from indicators.sums import ALL

DIMENSIONS = ("publisher", "category")
ADULTS, CHILDREN = "adults", "children"


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give each publisher's figure side by side, and a sum where one gave only the parts."""
    there = tuple(reported(known, context, "national_presumed_victims", DIMENSIONS))
    return (*there, *_sums(there))


def _sums(there: tuple[Observation, ...]) -> Iterator[Observation]:
    """Add adults and children of a publisher that gave no total for the year."""
    by_key = {(o.geography, o.period, o.breakdown): o for o in there}
    for (geography, period, breakdown), adults in by_key.items():
        if dict(breakdown)["category"] != ADULTS:
            continue
        children = by_key.get((geography, period, with_codes(breakdown, category=CHILDREN)))
        total = with_codes(breakdown, category=ALL)
        if children is None or (geography, period, total) in by_key:
            continue
        made = replace(plus([adults, children], "value"), breakdown=total)
        said = (remarks.DERIVED, remarks.sum_of_rows(2))
        yield replace(made, remarks=remarks.each_once(made.remarks, said))


INDICATOR = Indicator(
    slug="national_presumed_victims",
    goal="context",
    order=7,
    title=Text(sv="Förmodade offer i landet", en="Presumed victims in the country"),
    meaning=Text(
        sv="Antal förmodade offer som kommit till någons kännedom, enligt varje utgivare för sig.",
        en="The number of presumed victims who came to somebody's knowledge, by each publisher "
        "on its own.",
    ),
    why=Text(
        sv="Talen ger en bakgrund till kommunens. Utgivare räknar olika, och deras tal slås "
        "aldrig samman.",
        en="The numbers give a background to the city's. Publishers count differently, and their "
        "numbers are never merged.",
    ),
    unit=Unit.PERSONS,
    kind=Kind.FLOW,
    direction=Direction.NEITHER,
    sources=("context",),
    breakdowns=("publisher", "category"),
    numerator=Text(sv="förmodade offer", en="presumed victims"),
    denominator=None,
    caveats=(
        Text(
            sv="Definition och utgivare hör till talet.",
            en="Definition and publisher belong to the number.",
        ),
        Text(
            sv="Förmodade offer är de som någon fått kännedom om, inte alla som finns.",
            en="Presumed victims are those who came to somebody's knowledge, not all there are.",
        ),
        Text(
            sv="För 2021 gav myndigheten vuxna och barn var för sig; summan är härledd.",
            en="For 2021 the agency gave adults and children apart; the sum is derived.",
        ),
    ),
    owner=DATA_STEWARD,
    cadence="irregular",
    compute=compute,
)
