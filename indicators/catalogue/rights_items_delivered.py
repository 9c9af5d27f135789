"""How much of the rights package was delivered, item by item and in all?"""

from collections.abc import Iterator
from dataclasses import replace

from etl.period import Period
from etl.records import Breakdown, Known
from indicators import remarks
from indicators.catalogue._owners import COORDINATOR
from indicators.coarsening import Years
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.ratios import also, lacking, minus, share_of, shares, with_codes
from indicators.results import Observation
from indicators.series import cells
from indicators.sums import ALL

DELIVERED, DECLINED = "delivered", "declined"
WORST = "worst_part"


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give delivered ÷ (applicable − declined) and declined ÷ applicable, as fractions."""
    crossings = INDICATOR.shown_crossings
    applicable, delivered, declined = (
        cells(known, context, "rights_package", measure, crossings=crossings)
        for measure in ("applicable", "delivered", "declined")
    )
    made = []
    for key, part in delivered.items():
        if key not in applicable or key not in declined:
            name = "applicable" if key not in applicable else "declined"
            made.append(also(lacking(part, "rights_package", name), figure=DELIVERED))
            continue
        wanted = minus(applicable[key], declined[key])
        made.append(also(share_of(part, wanted), figure=DELIVERED))
    declines = shares(declined, applicable, "rights_package", "applicable")
    return (*_with_worst(made), *(also(share, figure=DECLINED) for share in declines))


def _with_worst(made: list[Observation]) -> Iterator[Observation]:
    """Beside each share over all items, name the item that stands worst."""
    worst: dict[tuple[str, Period, Breakdown], Observation] = {}
    for one in made:
        total = (one.geography, one.period, with_codes(one.breakdown, item_id=ALL))
        if one.value is None or one.breakdown == total[2]:
            continue
        if total not in worst or one.value < (worst[total].value or 0):
            worst[total] = one
    for one in made:
        lowest = worst.get((one.geography, one.period, one.breakdown))
        if lowest is None or lowest.value is None or one.value is None:
            yield one
            continue
        code = dict(lowest.breakdown)["item_id"]
        said = remarks.each_once(one.remarks, (remarks.worst_part("item_id", code, lowest.value),))
        # The remark tells the item's figure, so the item's figures are inputs too.
        told = tuple(replace(cited, role=WORST) for cited in lowest.inputs)
        yield replace(one, remarks=said, inputs=(*one.inputs, *told))


INDICATOR = Indicator(
    slug="rights_items_delivered",
    goal="rights",
    order=1,
    title=Text(sv="Levererat ur rättighetspaketet", en="Delivered of the rights package"),
    meaning=Text(
        sv="Hur stor del av de insatser som var tillämpliga, och inte avböjdes, som levererades. "
        "Varje insats för sig och alla tillsammans.",
        en="How large a part of the items that applied, and were not declined, was delivered. "
        "Each item on its own and all together.",
    ),
    why=Text(
        sv="Artikel 12 i Europarådets konvention ger den som kan vara utsatt rätt till stöd "
        "under betänketiden. Indikatorn visar vad som faktiskt levererades.",
        en="Article 12 of the Council of Europe convention gives a presumed victim a right to "
        "assistance during the reflection period. The indicator shows what was in fact "
        "delivered.",
    ),
    unit=Unit.SHARE,
    kind=Kind.SHARE,
    direction=Direction.HIGHER,
    sources=("rights_package",),
    breakdowns=("item_id", "age_group", "figure"),
    numerator=Text(
        sv="levererade insatser; för andelen avböjda: avböjda insatser",
        en="items delivered; for the share declined: items declined",
    ),
    denominator=Text(
        sv="tillämpliga − avböjda insatser; för andelen avböjda: tillämpliga insatser",
        en="items that applied − declined; for the share declined: items that applied",
    ),
    caveats=(
        Text(
            sv="Andelen avböjda visas alltid bredvid, så att fler avböjda inte kan se ut som "
            "bättre leverans.",
            en="The share declined is always shown beside it, so that more declining cannot look "
            "like better delivery.",
        ),
        Text(
            sv="Talet för alla insatser är summa delad med summa, inte ett medelvärde av andelar. "
            "Den insats som står sämst nämns.",
            en="The figure for all items is sum over sum, not a mean of shares. The item that "
            "stands worst is named.",
        ),
    ),
    owner=COORDINATOR,
    cadence="quarter",
    compute=compute,
    crossings=(("item_id", "age_group"),),
    coarsening=(Years(),),
)
