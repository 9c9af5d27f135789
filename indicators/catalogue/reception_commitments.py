"""What exists where somebody exploited can turn?"""

from dataclasses import replace

from etl.records import Known
from indicators.catalogue._commitments import commitments
from indicators.catalogue._owners import PROGRAMME_LEAD
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.results import Observation


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give each commitment under the goal with its state as the text."""
    return tuple(
        replace(
            one.state, breakdown=(("commitment_id", dict(one.state.breakdown)["commitment_id"]),)
        )
        for one in commitments(known, context)
        if one.goal == "reception"
    )


INDICATOR = Indicator(
    slug="reception_commitments",
    goal="reception",
    order=1,
    title=Text(sv="Mottagningar och team", en="Support centres and teams"),
    meaning=Text(
        sv="Vad som finns, är på väg eller är föreslaget: en samlad enhet, uppsökande team, "
        "mottagningar för olika former av utnyttjande.",
        en="What exists, is under way or is proposed: one unit, outreach teams, support centres "
        "for each form of exploitation.",
    ),
    why=Text(
        sv="Den som utnyttjas behöver någonstans att vända sig, vilken form utnyttjandet än har.",
        en="Somebody exploited needs a place to turn to, whatever the form of exploitation.",
    ),
    unit=Unit.COMMITMENTS,
    kind=Kind.CHECKLIST,
    direction=Direction.NEITHER,
    sources=("commitments",),
    breakdowns=("commitment_id",),
    numerator=Text(sv="åtagandets läge", en="the state of the commitment"),
    denominator=None,
    caveats=(
        Text(
            sv="Listan säger vad som finns, inte hur många som tas emot.",
            en="The list says what exists, not how many are received.",
        ),
    ),
    owner=PROGRAMME_LEAD,
    cadence="year",
    compute=compute,
)
