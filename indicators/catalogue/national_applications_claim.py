"""How many applications does somebody say were made in the country?"""

from etl.records import Known
from indicators.catalogue._owners import DATA_STEWARD
from indicators.citing import as_reported
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.results import Observation

COUNTRY = "SE"


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give claimed national applications, in persons, as said."""
    return tuple(
        as_reported(figure)
        for figure in known.select("applications", "submitted")
        if figure.record.geography == COUNTRY and COUNTRY not in context.geographies
    )


INDICATOR = Indicator(
    slug="national_applications_claim",
    goal="context",
    order=8,
    title=Text(
        sv="Ansökningar i landet, enligt uppgift", en="Applications in the country, as claimed"
    ),
    meaning=Text(
        sv="Hur många ansökningar om betänketid som socialtjänster i landet uppges ha gjort.",
        en="How many applications for a reflection period social services in the country are "
        "said to have made.",
    ),
    why=Text(
        sv="Uppgiften har använts i debatten. Den är ett påstående, inte en räkning.",
        en="The figure was used in the debate. It is a claim, not a count.",
    ),
    unit=Unit.PERSONS,
    kind=Kind.FLOW,
    direction=Direction.NEITHER,
    sources=("applications",),
    breakdowns=("applicant", "purpose", "sex", "age_group"),
    numerator=Text(sv="ansökningar enligt uppgift", en="applications as claimed"),
    denominator=None,
    caveats=(
        Text(
            sv="Uppgiften lämnades muntligt av en organisation och återges i en skrivelse.",
            en="The figure was told by an organisation and is repeated in a letter.",
        ),
    ),
    owner=DATA_STEWARD,
    cadence="irregular",
    compute=compute,
)
