"""How many associations got a grant?"""

from etl.records import Known
from indicators.catalogue._as_reported import reported
from indicators.catalogue._owners import DATA_STEWARD
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.results import Observation


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give each figure as reported, in every place."""
    return tuple(reported(known, context, "funded_associations"))


INDICATOR = Indicator(
    slug="funded_associations",
    goal="context",
    order=3,
    title=Text(sv="Föreningar med bidrag", en="Associations with a grant"),
    meaning=Text(
        sv="Antal föreningar som fick bidrag från kommunen för arbete mot prostitution och "
        "människohandel.",
        en="The number of associations with a grant from the city for work against prostitution "
        "and trafficking.",
    ),
    why=Text(
        sv="Det visar samverkan innan avtal och bidrag rapporteras per organisation.",
        en="It shows the work together before agreements and grants are reported by organisation.",
    ),
    unit=Unit.ORGANISATIONS,
    kind=Kind.STOCK,
    direction=Direction.NEITHER,
    sources=("context",),
    breakdowns=("category",),
    numerator=Text(sv="föreningar", en="associations"),
    denominator=None,
    caveats=(
        Text(
            sv="Perioden är tolkad ur dokumentet.", en="The period is inferred from the document."
        ),
    ),
    owner=DATA_STEWARD,
    cadence="year",
    compute=compute,
)
