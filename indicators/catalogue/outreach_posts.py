"""How many posts are there for outreach?"""

from etl.records import Known
from indicators.catalogue._as_reported import reported
from indicators.catalogue._owners import DATA_STEWARD
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.results import Observation


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give each figure as reported, in every place."""
    return tuple(reported(known, context, "outreach_posts"))


INDICATOR = Indicator(
    slug="outreach_posts",
    goal="context",
    order=1,
    title=Text(sv="Tjänster för uppsökande arbete", en="Posts for outreach"),
    meaning=Text(
        sv="Antal heltidstjänster i det uppsökande arbetet.",
        en="The number of full-time posts in outreach.",
    ),
    why=Text(
        sv="Uppsökande arbete är ett sätt att nå dem som inte själva söker hjälp.",
        en="Outreach is a way to reach those who do not ask for help themselves.",
    ),
    unit=Unit.AS_REPORTED,
    kind=Kind.STOCK,
    direction=Direction.NEITHER,
    sources=("context",),
    breakdowns=("category",),
    numerator=Text(sv="heltidstjänster", en="full-time posts"),
    denominator=None,
    caveats=(
        Text(
            sv="Uppgiften säger inte hur mycket arbete som utförs.",
            en="The figure does not say how much work is done.",
        ),
    ),
    owner=DATA_STEWARD,
    cadence="year",
    compute=compute,
)
