"""How many were placed in shelters?"""

from etl.records import Known
from indicators.catalogue._as_reported import reported
from indicators.catalogue._owners import DATA_STEWARD
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.results import Observation


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give each figure as reported, in every place."""
    return tuple(reported(known, context, "placements"))


INDICATOR = Indicator(
    slug="placements",
    goal="context",
    order=2,
    title=Text(sv="Placeringar", en="Placements"),
    meaning=Text(
        sv="Antal placeringar eller dygn i skyddat boende som kommunen betalat för.",
        en="The number of placements or stays in shelters paid for by the city.",
    ),
    why=Text(
        sv="Det visar äldre insatser, från tiden före den nuvarande organisationen.",
        en="It shows earlier efforts, from before the present organisation.",
    ),
    unit=Unit.AS_REPORTED,
    kind=Kind.FLOW,
    direction=Direction.NEITHER,
    sources=("context",),
    breakdowns=("category",),
    numerator=Text(sv="placeringar", en="placements"),
    denominator=None,
    caveats=(
        Text(
            sv="Perioden är tolkad ur dokumentet.", en="The period is inferred from the document."
        ),
    ),
    owner=DATA_STEWARD,
    cadence="irregular",
    compute=compute,
)
