"""How many persons did the regional coordinators work with?"""

from etl.records import Known
from indicators.bands import NOT_ADULTS
from indicators.catalogue._owners import COORDINATOR
from indicators.coarsening import Merge, Years
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.results import Observation
from indicators.series import cells


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give cases as reported, in all, and by each dimension."""
    crossings = INDICATOR.shown_crossings
    return tuple(cells(known, context, "cases", "cases", crossings=crossings).values())


INDICATOR = Indicator(
    slug="coordinator_cases",
    goal="reflection",
    order=8,
    title=Text(sv="Regionkoordinatorernas ärenden", en="The regional coordinators' cases"),
    meaning=Text(
        sv="Antal ärenden som regionkoordinatorerna arbetade med under perioden.",
        en="The number of cases that the regional coordinators worked with during the period.",
    ),
    why=Text(
        sv="Det är de utsatta som är kända: minst så många finns.",
        en="These are the victims who are known: there are at least so many.",
    ),
    unit=Unit.CASES,
    kind=Kind.FLOW,
    direction=Direction.NEITHER,
    sources=("cases",),
    breakdowns=("purpose", "sex", "age_group"),
    numerator=Text(sv="ärenden", en="cases"),
    denominator=None,
    caveats=(
        Text(
            sv="Ett ärende kan pågå i flera kvartal. Ett års summa av kvartal kan därför räkna en "
            "person mer än en gång.",
            en="A case may last for several quarters. A year made of quarters may therefore count "
            "a person more than once.",
        ),
        Text(
            sv="Anhöriga räknas för sig.",
            en="Relatives are counted apart.",
        ),
    ),
    owner=COORDINATOR,
    cadence="quarter",
    compute=compute,
    crossings=(("purpose", "sex"),),
    coarsening=(Merge(NOT_ADULTS), Years()),
)
