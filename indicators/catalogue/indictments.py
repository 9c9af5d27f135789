"""How many were indicted?"""

from etl.records import Known
from indicators.catalogue._as_reported import reported
from indicators.catalogue._owners import DATA_STEWARD
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.results import Observation


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give each figure as reported, in every place."""
    return tuple(reported(known, context, "indictments_sexual_trafficking"))


INDICATOR = Indicator(
    slug="indictments",
    goal="context",
    order=4,
    title=Text(sv="Åtal", en="Indictments"),
    meaning=Text(
        sv="Antal åtal för människohandel för sexuella ändamål.",
        en="The number of indictments for trafficking for sexual purposes.",
    ),
    why=Text(
        sv="Åtal säger något om hur ofta brott kan ledas i bevis, inte hur många som utsätts.",
        en="Indictments say something of how often a crime can be proved, not how many are "
        "victims.",
    ),
    unit=Unit.AS_REPORTED,
    kind=Kind.FLOW,
    direction=Direction.NEITHER,
    sources=("context",),
    breakdowns=("category",),
    numerator=Text(sv="åtal", en="indictments"),
    denominator=None,
    caveats=(
        Text(
            sv="Uppgiften är ett påstående i debatten; vilka tre år som avses sägs inte.",
            en="The figure is a statement in the debate; which three years is not said.",
        ),
    ),
    owner=DATA_STEWARD,
    cadence="irregular",
    compute=compute,
)
