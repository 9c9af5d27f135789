"""How often did the city and the organisations work side by side?"""

from etl.records import Known
from indicators.catalogue._owners import PARTNERSHIP_LEAD
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.ratios import labelled
from indicators.results import Observation
from indicators.series import cells


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give joint outreach shifts and meetings."""
    return tuple(
        observation
        for activity in ("joint_outreach", "meetings")
        for observation in labelled(
            cells(known, context, "partnerships", activity), activity=activity
        )
    )


INDICATOR = Indicator(
    slug="partnership_activity",
    goal="partnership",
    order=4,
    title=Text(sv="Gemensamt uppsökande arbete och möten", en="Joint outreach and meetings"),
    meaning=Text(
        sv="Antal gemensamma uppsökande pass och antal möten med organisationer.",
        en="The number of joint outreach shifts and of meetings with organisations.",
    ),
    why=Text(
        sv="Samverkan märks i det som görs tillsammans.",
        en="Working together shows in what is done together.",
    ),
    unit=Unit.ACTIVITIES,
    kind=Kind.FLOW,
    direction=Direction.NEITHER,
    sources=("partnerships",),
    breakdowns=("activity", "organisation_id"),
    numerator=Text(sv="pass respektive möten", en="shifts and meetings, each on its own"),
    denominator=None,
    caveats=(
        Text(
            sv="Pass och möten läggs inte samman.",
            en="Shifts and meetings are not added to each other.",
        ),
        Text(
            sv="En organisation utan uppgift gör summan ofullständig; noll skrivs som 0.",
            en="An organisation without a figure makes the sum incomplete; none is written as 0.",
        ),
    ),
    owner=PARTNERSHIP_LEAD,
    cadence="half",
    compute=compute,
)
