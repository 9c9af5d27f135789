"""How many were referred to organisations, and by them?"""

from etl.records import Known
from indicators.catalogue._owners import PARTNERSHIP_LEAD
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.ratios import labelled
from indicators.results import Observation
from indicators.series import cells

MEASURES = {
    "to": "referrals_to",
    "from": "referrals_from",
    "answered_within_14_days": "answered_within_14_days",
}


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give referrals to and from organisations, and those from them answered within 14 days."""
    return tuple(
        observation
        for direction, measure in MEASURES.items()
        for observation in labelled(
            cells(known, context, "partnerships", measure), direction=direction
        )
    )


INDICATOR = Indicator(
    slug="partnership_referrals",
    goal="partnership",
    order=2,
    title=Text(
        sv="Hänvisningar till och från organisationer", en="Referrals to and from organisations"
    ),
    meaning=Text(
        sv="Antal hänvisningar från kommunen till organisationer och från organisationer till "
        "kommunen, och hur många av de senare som besvarades inom 14 dagar.",
        en="The number of referrals from the city to organisations and from organisations to the "
        "city, and how many of the latter were answered within 14 days.",
    ),
    why=Text(
        sv="Många utsatta kontaktar en organisation först. Hänvisningar visar om vägen in "
        "fungerar åt båda håll.",
        en="Many victims turn to an organisation first. Referrals show whether the way in works "
        "in both directions.",
    ),
    unit=Unit.REFERRALS,
    kind=Kind.FLOW,
    direction=Direction.NEITHER,
    sources=("partnerships",),
    breakdowns=("direction", "organisation_id"),
    numerator=Text(sv="hänvisningar", en="referrals"),
    denominator=None,
    caveats=(
        Text(
            sv="En person kan hänvisas flera gånger.",
            en="One person may be referred more than once.",
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
