"""How many persons got everything that applied to them?"""

from etl.records import Known
from indicators.catalogue._owners import COORDINATOR
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.ratios import shares
from indicators.results import Observation
from indicators.series import cells


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give persons with all ÷ persons entitled, as a fraction with Wilson's limits."""
    everything = cells(known, context, "rights_persons", "all_delivered")
    entitled = cells(known, context, "rights_persons", "entitled")
    return shares(everything, entitled, "rights_persons", "entitled")


INDICATOR = Indicator(
    slug="rights_full_package",
    goal="rights",
    order=2,
    title=Text(sv="Personer som fick hela paketet", en="Persons who got the full package"),
    meaning=Text(
        sv="Hur stor del av de berättigade som fick alla insatser som var tillämpliga för dem.",
        en="How large a part of those entitled got every item that applied to them.",
    ),
    why=Text(
        sv="Enskilda insatser kan levereras ofta utan att någon får allt. Det här räknar personer.",
        en="Single items may often be delivered without anybody getting all of them. This counts "
        "persons.",
    ),
    unit=Unit.SHARE,
    kind=Kind.SHARE,
    direction=Direction.HIGHER,
    sources=("rights_persons",),
    breakdowns=("age_group",),
    numerator=Text(
        sv="personer som fick allt som var tillämpligt", en="persons who got all that applied"
    ),
    denominator=Text(sv="berättigade personer", en="persons entitled"),
    caveats=(
        Text(
            sv="Vad som är tillämpligt skiljer sig mellan personer; utbildning gäller bara barn.",
            en="What applies differs between persons; education is for minors only.",
        ),
    ),
    owner=COORDINATOR,
    cadence="quarter",
    compute=compute,
)
