"""How do the applications compare with the estimated number of victims?"""

from etl.records import Known
from indicators.catalogue._coverage import BRIDGES, divide, pairs_and_rest, unmatched
from indicators.catalogue._owners import COORDINATOR
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.results import Observation


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give [applications ÷ high, applications ÷ low] as fractions, centre where there is one."""
    pairs, rest = pairs_and_rest(known, context)
    return (*(divide(pair) for pair in pairs), *(unmatched(o) for o in rest))


INDICATOR = Indicator(
    slug="reflection_coverage",
    goal="reflection",
    order=5,
    title=Text(
        sv="Ansökningar mot uppskattat antal utsatta",
        en="Applications against estimated victims",
    ),
    meaning=Text(
        sv="Antalet ansökningar under ett år delat med uppskattningen av hur många som är utsatta, "
        "som ett band från lägsta till högsta värde.",
        en="Applications during a year divided by the estimated number of victims, as a band from "
        "the lowest to the highest value.",
    ),
    why=Text(
        sv="Det visar i vilken mån de som kan ha rätt till betänketid nås av den.",
        en="It shows to what extent those who may have a right to a reflection period get one.",
    ),
    unit=Unit.SHARE,
    kind=Kind.SHARE,
    direction=Direction.HIGHER,
    sources=("applications", "victim_estimates"),
    breakdowns=("applicant", "purpose", "sex", "age_group", "method"),
    numerator=Text(sv="inlämnade ansökningar under året", en="applications submitted in the year"),
    denominator=Text(sv="uppskattat antal utsatta under ett år", en="estimated victims in a year"),
    caveats=(
        Text(
            sv="Täljare och nämnare ska gälla samma plats, ändamål, kön, ålder och lika lång tid. "
            "Där de inte gör det visas inget tal, utan vilken uppskattning som skulle behövas.",
            en="Numerator and denominator must be about the same place, purpose, sex, age and "
            "length of time. Where they are not, no number is shown, but which estimate it "
            "would take.",
        ),
        Text(
            sv="En uppskattning från ett annat år visas med avståndet i år.",
            en="An estimate from another year is shown with its distance in years.",
        ),
        Text(
            sv="Alla utsatta behöver inte uppehållstillstånd: medborgare i Sverige och EU gör det "
            "inte.",
            en="Not all victims need a permit: citizens of Sweden and the EU do not.",
        ),
    ),
    owner=COORDINATOR,
    cadence="year",
    compute=compute,
    bridges=BRIDGES,
)
