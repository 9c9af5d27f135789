"""What share of the decided applications was granted?"""

from etl.records import Known
from indicators.catalogue._owners import COORDINATOR
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.ratios import DENOMINATOR, lacking, plus, share_of
from indicators.results import Observation
from indicators.series import cells


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give granted ÷ (granted + rejected) as a fraction with Wilson's limits."""
    granted = cells(known, context, "applications", "granted")
    rejected = cells(known, context, "applications", "rejected")
    return tuple(
        share_of(part, plus([part, rejected[key]], DENOMINATOR))
        if key in rejected
        else lacking(part, "applications", "rejected")
        for key, part in granted.items()
    )


INDICATOR = Indicator(
    slug="reflection_granted_share",
    goal="reflection",
    order=3,
    title=Text(sv="Andel beviljade av avgjorda", en="Share granted of those decided"),
    meaning=Text(
        sv="Hur stor del av de avgjorda ansökningarna som beviljades.",
        en="How large a part of the decided applications was granted.",
    ),
    why=Text(
        sv="Andelen visar om de ansökningar som lämnas in godtas. Väntande och återkallade "
        "ansökningar räknas inte in.",
        en="The share shows whether the applications that are made are accepted. Pending and "
        "withdrawn ones do not count.",
    ),
    unit=Unit.SHARE,
    kind=Kind.SHARE,
    direction=Direction.NEITHER,
    sources=("applications",),
    breakdowns=("applicant", "purpose", "sex", "age_group"),
    numerator=Text(sv="beviljade", en="granted"),
    denominator=Text(sv="beviljade + avslagna", en="granted + rejected"),
    caveats=(
        Text(
            sv="När talen är små flyttar ett enda beslut andelen flera procentenheter. Intervallet "
            "är Wilsons, 95 procent.",
            en="With small numbers a single decision moves the share by several points. The "
            "interval is Wilson's, 95 per cent.",
        ),
    ),
    owner=COORDINATOR,
    cadence="quarter",
    compute=compute,
)
