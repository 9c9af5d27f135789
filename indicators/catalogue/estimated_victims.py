"""How many victims are there, as each estimate has it?"""

from etl.records import Known
from indicators.catalogue._from_overlaps import from_overlaps
from indicators.catalogue._owners import DATA_STEWARD
from indicators.citing import as_reported
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.results import Observation


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give each estimate as reported, and those from overlapping lists; never merged."""
    reported = known.select("victim_estimates", "victims")
    return (*(as_reported(figure) for figure in reported), *from_overlaps(known, context))


INDICATOR = Indicator(
    slug="estimated_victims",
    goal="reflection",
    order=4,
    title=Text(sv="Uppskattat antal utsatta", en="Estimated number of victims"),
    meaning=Text(
        sv="Hur många som uppskattas vara utsatta för människohandel, enligt varje uppskattning "
        "för sig: lägsta, troligaste och högsta tal.",
        en="How many are estimated to be victims of trafficking, by each estimate on its own: "
        "lowest, central and highest number.",
    ),
    why=Text(
        sv="Ingen räknar alla utsatta. Utan en uppskattning går det inte att säga hur många som "
        "borde ha erbjudits betänketid.",
        en="Nobody counts all victims. Without an estimate it cannot be said how many should have "
        "been offered a reflection period.",
    ),
    unit=Unit.PERSONS,
    kind=Kind.STOCK,
    direction=Direction.NEITHER,
    sources=("victim_estimates", "overlaps"),
    breakdowns=("purpose", "sex", "method"),
    numerator=Text(
        sv="uppskattat antal personer under ett år", en="estimated number of persons in a year"
    ),
    denominator=None,
    caveats=(
        Text(
            sv="Uppskattningar med olika metod, plats eller definition visas var för sig och "
            "läggs aldrig samman.",
            en="Estimates by different methods, places or definitions stand side by side and are "
            "never merged.",
        ),
        Text(
            sv="En uppskattning är ett intervall. Där ingen mittpunkt angetts visas ingen.",
            en="An estimate is a range. Where no centre was given, none is shown.",
        ),
        Text(
            sv="Skattningar ur överlappande listor antar att listorna gäller samma tid, plats och "
            "definition, att ingen räknas dubbelt, och något om de osedda som inga data kan pröva.",
            en="Estimates from overlapping lists assume one time, place and definition, that "
            "nobody is counted twice, and something of those unseen that no data can test.",
        ),
    ),
    owner=DATA_STEWARD,
    cadence="year",
    compute=compute,
)
