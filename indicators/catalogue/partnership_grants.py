"""How much money did the city give to organisations?"""

from collections.abc import Iterator
from dataclasses import replace
from math import floor

from etl.period import Period
from etl.records import Known
from indicators import remarks
from indicators.catalogue._owners import PARTNERSHIP_LEAD
from indicators.citing import as_reported, inherit
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.ratios import DENOMINATOR, FACTOR, also, as_role, labelled
from indicators.results import Observation
from indicators.series import Cells, cells

PRICE_INDEX = "consumer_price_index"


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give grants in SEK, nominal, and in fixed prices for years with a price index."""
    nominal = cells(known, context, "partnerships", "grant_sek")
    index = {
        figure.record.period: as_reported(figure)
        for figure in known.select("context", PRICE_INDEX)
        if figure.record.geography == "SE" and figure.record.value
    }
    return (
        *labelled(nominal, prices="nominal"),
        *(also(made, prices="fixed") for made in _fixed(nominal, index)),
    )


def _fixed(nominal: Cells, index: dict[Period, Observation]) -> Iterator[Observation]:
    """Give each year's grants in the prices of the last year that has an index."""
    base = index[max(index)] if index else None
    for (_, period, _), grant in nominal.items():
        then = index.get(period)
        if then is None or base is None:
            continue
        made = inherit(grant, [grant, as_role(then, DENOMINATOR), as_role(base, FACTOR)])
        if made.mark is None and grant.value is not None and then.value and base.value:
            # Kronor are whole; half a krona goes up, as in the accounts.
            amount = floor(grant.value * base.value / then.value + 0.5)
            said = remarks.each_once(made.remarks, (remarks.fixed_prices(base.period.label),))
            yield replace(made, value=amount, remarks=said)


INDICATOR = Indicator(
    slug="partnership_grants",
    goal="partnership",
    order=5,
    title=Text(sv="Bidrag till organisationer", en="Grants to organisations"),
    meaning=Text(
        sv="Bidrag från kommunen till organisationer i civilsamhället, i kronor.",
        en="Grants from the city to civil-society organisations, in kronor.",
    ),
    why=Text(
        sv="Pengar visar vad samverkan får kosta.",
        en="Money shows what the work together may cost.",
    ),
    unit=Unit.SEK,
    kind=Kind.FLOW,
    direction=Direction.NEITHER,
    sources=("partnerships", "context"),
    breakdowns=("organisation_id", "prices"),
    numerator=Text(
        sv="utbetalda bidrag; i fasta priser × prisindex för det senaste året ÷ prisindex för året",
        en="grants paid; in fixed prices × the latest year's price index ÷ the year's price index",
    ),
    denominator=None,
    caveats=(
        Text(
            sv="Fasta priser visas bara för år där ett prisindex har lästs in.",
            en="Fixed prices are shown only for years for which a price index was loaded.",
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
