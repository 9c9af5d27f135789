"""How many advertisements for paid sex were counted?"""

from etl.records import Known
from indicators.catalogue._as_reported import reported
from indicators.catalogue._owners import DATA_STEWARD
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.results import Observation


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give each figure as reported, in every place."""
    return tuple(reported(known, context, "sex_advertisements"))


INDICATOR = Indicator(
    slug="advertisements",
    goal="context",
    order=5,
    title=Text(sv="Annonser om köp av sex", en="Advertisements for paid sex"),
    meaning=Text(
        sv="Antal annonser på nätet, enligt den som uppgett det.",
        en="The number of advertisements on the web, as told by whoever gave it.",
    ),
    why=Text(
        sv="Annonser visar en marknad, inte hur många som är utsatta för människohandel.",
        en="Advertisements show a market, not how many are victims of trafficking.",
    ),
    unit=Unit.AS_REPORTED,
    kind=Kind.STOCK,
    direction=Direction.NEITHER,
    sources=("context",),
    breakdowns=("category",),
    numerator=Text(sv="annonser", en="advertisements"),
    denominator=None,
    caveats=(
        Text(
            sv="Plats och tid är tolkade ur dokumenten, och talen är nedre gränser.",
            en="Place and time are inferred from the documents, and the numbers are lower limits.",
        ),
    ),
    owner=DATA_STEWARD,
    cadence="irregular",
    compute=compute,
)
