"""What was said of the budget for the work?"""

from etl.records import Known
from indicators.catalogue._as_reported import reported
from indicators.catalogue._owners import DATA_STEWARD
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.results import Observation

MEASURES = {
    "change": "budget_change_trafficking",
    "proposed": "budget_proposed_outreach",
}


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give the change and the proposal as reported, in SEK."""
    return tuple(
        observation
        for figure, measure in MEASURES.items()
        for observation in reported(known, context, measure, (), figure=figure)
    )


INDICATOR = Indicator(
    slug="budget",
    goal="context",
    order=6,
    title=Text(sv="Budget", en="Budget"),
    meaning=Text(
        sv="Vad som sagts om budgeten för arbetet mot människohandel: ändring och förslag, i "
        "kronor.",
        en="What was said of the budget for the work against trafficking: change and proposal, "
        "in kronor.",
    ),
    why=Text(
        sv="Pengar är en förutsättning för insatserna.", en="Money is a condition for the work."
    ),
    unit=Unit.SEK,
    kind=Kind.FLOW,
    direction=Direction.NEITHER,
    sources=("context",),
    breakdowns=("figure",),
    numerator=Text(sv="kronor", en="kronor"),
    denominator=None,
    caveats=(
        Text(
            sv="Uppgifterna är påståenden i en reservation, inte bokslut.",
            en="The figures are statements in a reservation, not accounts.",
        ),
    ),
    owner=DATA_STEWARD,
    cadence="irregular",
    compute=compute,
)
