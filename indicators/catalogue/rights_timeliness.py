"""How much of what was delivered came within seven days of the need?"""

from etl.records import Known
from indicators.catalogue._owners import COORDINATOR
from indicators.coarsening import Years
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.ratios import shares
from indicators.results import Observation
from indicators.series import cells


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give delivered within 7 days ÷ delivered, as a fraction with Wilson's limits."""
    crossings = INDICATOR.shown_crossings
    prompt, delivered = (
        cells(known, context, "rights_package", measure, crossings=crossings)
        for measure in ("delivered_within_7_days", "delivered")
    )
    return shares(prompt, delivered, "rights_package", "delivered")


INDICATOR = Indicator(
    slug="rights_timeliness",
    goal="rights",
    order=3,
    title=Text(sv="Levererat inom sju dagar", en="Delivered within seven days"),
    meaning=Text(
        sv="Hur stor del av de levererade insatserna som kom inom sju dagar från behovet.",
        en="How large a part of the items delivered came within seven days of the need.",
    ),
    why=Text(
        sv="Betänketiden är kort. En insats som kommer sent kan komma för sent.",
        en="The reflection period is short. An item that comes late may come too late.",
    ),
    unit=Unit.SHARE,
    kind=Kind.SHARE,
    direction=Direction.HIGHER,
    sources=("rights_package",),
    breakdowns=("item_id", "age_group"),
    numerator=Text(sv="levererade inom sju dagar", en="delivered within seven days"),
    denominator=Text(sv="levererade insatser", en="items delivered"),
    caveats=(
        Text(
            sv="Insatser som aldrig levererades räknas inte här utan i andelen levererade.",
            en="Items never delivered do not count here but in the share delivered.",
        ),
    ),
    owner=COORDINATOR,
    cadence="quarter",
    compute=compute,
    crossings=(("item_id", "age_group"),),
    coarsening=(Years(),),
)
