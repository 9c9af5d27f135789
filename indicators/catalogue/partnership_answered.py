"""How many referrals from organisations were answered within 14 days?"""

from etl.records import Known
from indicators.catalogue._owners import PARTNERSHIP_LEAD
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.ratios import shares
from indicators.results import Observation
from indicators.series import cells


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give answered within 14 days ÷ received, as a fraction with Wilson's limits."""
    answered = cells(known, context, "partnerships", "answered_within_14_days")
    received = cells(known, context, "partnerships", "referrals_from")
    return shares(answered, received, "partnerships", "referrals_from")


INDICATOR = Indicator(
    slug="partnership_answered",
    goal="partnership",
    order=3,
    title=Text(sv="Hänvisningar besvarade inom 14 dagar", en="Referrals answered within 14 days"),
    meaning=Text(
        sv="Hur stor del av organisationernas hänvisningar till kommunen som fick svar inom 14 "
        "dagar.",
        en="How large a part of the organisations' referrals to the city was answered within 14 "
        "days.",
    ),
    why=Text(
        sv="Ett snabbt svar gör att den som sökt hjälp inte tappas bort.",
        en="A prompt answer keeps whoever asked for help from being lost.",
    ),
    unit=Unit.SHARE,
    kind=Kind.SHARE,
    direction=Direction.HIGHER,
    sources=("partnerships",),
    breakdowns=("organisation_id",),
    numerator=Text(sv="besvarade inom 14 dagar", en="answered within 14 days"),
    denominator=Text(sv="mottagna hänvisningar", en="referrals received"),
    caveats=(
        Text(
            sv="Ett svar är inte detsamma som att hjälp gavs.",
            en="An answer is not the same as help given.",
        ),
    ),
    owner=PARTNERSHIP_LEAD,
    cadence="half",
    compute=compute,
)
