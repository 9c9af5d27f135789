"""How many training sessions were held?"""

from etl.records import Known
from indicators.catalogue._owners import TRAINING_LEAD
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.results import Observation
from indicators.series import cells


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give sessions held: as reported, in all, and by each dimension."""
    return tuple(cells(known, context, "training", "sessions").values())


INDICATOR = Indicator(
    slug="training_sessions",
    goal="training",
    order=2,
    title=Text(sv="Utbildningstillfällen", en="Training sessions"),
    meaning=Text(
        sv="Antal utbildningstillfällen som hölls under perioden.",
        en="The number of training sessions held during the period.",
    ),
    why=Text(
        sv="Tillfällen säger något om insatsen, men inte hur många som deltog eller vad de lärde "
        "sig.",
        en="Sessions say something of the effort, but not how many took part or what they learnt.",
    ),
    unit=Unit.SESSIONS,
    kind=Kind.FLOW,
    direction=Direction.NEITHER,
    sources=("training",),
    breakdowns=("group_id", "unit"),
    numerator=Text(sv="utbildningstillfällen", en="training sessions"),
    denominator=None,
    caveats=(
        Text(
            sv="Antalet tillfällen kan inte räknas om till antal utbildade.",
            en="The number of sessions cannot be turned into a number of trained.",
        ),
    ),
    owner=TRAINING_LEAD,
    cadence="half",
    compute=compute,
)
