"""How many of those who may meet a victim have valid training?"""

from etl.records import Known
from indicators.catalogue._owners import TRAINING_LEAD
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.ratios import shares
from indicators.results import Observation
from indicators.series import cells


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give trained ÷ headcount on the period's last day, as a fraction with Wilson's limits."""
    crossings = (("group_id", "unit"),)
    trained, headcount = (
        cells(known, context, "training", measure, stock=True, crossings=crossings)
        for measure in ("trained", "headcount")
    )
    return shares(trained, headcount, "training", "headcount")


INDICATOR = Indicator(
    slug="training_coverage",
    goal="training",
    order=1,
    title=Text(sv="Utbildade i yrkesgrupperna", en="Trained in the professions"),
    meaning=Text(
        sv="Hur stor del av de anställda i yrkesgruppen som har en giltig utbildning om "
        "människohandel och betänketid.",
        en="How large a part of the employees in the profession has valid training on "
        "trafficking and the reflection period.",
    ),
    why=Text(
        sv="Den som möter en utsatt behöver känna igen situationen och veta vad som ska göras.",
        en="Whoever meets a victim needs to recognise the situation and to know what to do.",
    ),
    unit=Unit.SHARE,
    kind=Kind.SHARE,
    direction=Direction.HIGHER,
    sources=("training",),
    breakdowns=("group_id", "unit"),
    numerator=Text(
        sv="anställda med giltig utbildning periodens sista dag",
        en="employees with valid training on the period's last day",
    ),
    denominator=Text(sv="anställda periodens sista dag", en="employees on the period's last day"),
    caveats=(
        Text(
            sv="En utbildning gäller i 24 månader om källan inte säger annat.",
            en="Training is valid for 24 months unless the source says otherwise.",
        ),
        Text(
            sv="Ett års värde är det som gällde årets sista dag.",
            en="A year's value is that of its last day.",
        ),
    ),
    owner=TRAINING_LEAD,
    cadence="half",
    compute=compute,
)
