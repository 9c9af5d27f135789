"""How many applications for a reflection period were made?"""

from etl.records import Known
from indicators.bands import NOT_ADULTS
from indicators.catalogue._owners import COORDINATOR
from indicators.coarsening import Drop, Merge, Years
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.results import Observation
from indicators.series import cells


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give submitted applications, in persons: as reported, in all, and by each dimension."""
    made = cells(known, context, "applications", "submitted", crossings=INDICATOR.shown_crossings)
    return tuple(made.values())


INDICATOR = Indicator(
    slug="reflection_applications",
    goal="reflection",
    order=1,
    title=Text(sv="Ansökningar om betänketid", en="Applications for a reflection period"),
    meaning=Text(
        sv="Antal personer som kommunen eller polisen sökte betänketid för under perioden.",
        en="The number of persons for whom the city or the police applied for a reflection "
        "period during the period.",
    ),
    why=Text(
        sv="Betänketiden ger en person minst 30 dagar med uppehållstillstånd och stöd, så att hon "
        "eller han kan hämta sig och besluta om att medverka i en utredning.",
        en="The reflection period gives a person at least 30 days with a permit and support, to "
        "recover and to decide whether to take part in an investigation.",
    ),
    unit=Unit.PERSONS,
    kind=Kind.FLOW,
    direction=Direction.NEITHER,
    sources=("applications",),
    breakdowns=("applicant", "purpose", "sex", "age_group"),
    numerator=Text(sv="inlämnade ansökningar", en="applications submitted"),
    denominator=None,
    caveats=(
        Text(
            sv="En ansökan räknas den period då den lämnades in, oavsett när den avgörs.",
            en="An application counts in the period when it was submitted, whenever it is decided.",
        ),
        Text(
            sv="Ansökningar som både socialtjänsten och polisen gjort räknas under "
            "socialtjänsten och läggs inte till en gång till.",
            en="Applications that both social services and the police made count under social "
            "services and are not added a second time.",
        ),
    ),
    owner=COORDINATOR,
    cadence="quarter",
    compute=compute,
    crossings=(("purpose", "sex", "age_group"),),
    # Which purpose and sex a quarter's applications have is worth more than the ages.
    coarsening=(Merge(NOT_ADULTS), Drop("age_group"), Years(), Drop("sex")),
)
