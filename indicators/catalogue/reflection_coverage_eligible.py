"""How do the applications compare with those victims who may need the permit?"""

from etl.records import Known
from indicators.catalogue._coverage import BRIDGES, divide, pairs_and_rest
from indicators.catalogue._owners import COORDINATOR
from indicators.citing import as_reported
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.results import Observation


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give applications ÷ (estimate × eligible share) as a band of fractions."""
    shares = {
        (o.geography, o.period, o.breakdown): o
        for o in map(as_reported, known.select("victim_estimates", "eligible_share"))
    }
    pairs, _ = pairs_and_rest(known, context)
    made = []
    for pair in pairs:
        estimate = pair.estimate
        share = shares.get((estimate.geography, estimate.period, estimate.breakdown))
        if share is not None:
            made.append(divide(pair, share))
    return tuple(made)


INDICATOR = Indicator(
    slug="reflection_coverage_eligible",
    goal="reflection",
    order=6,
    title=Text(
        sv="Ansökningar mot utsatta som kan behöva tillståndet",
        en="Applications against victims who may need the permit",
    ),
    meaning=Text(
        sv="Antalet ansökningar under ett år delat med uppskattningen av hur många utsatta som kan "
        "behöva ett uppehållstillstånd, som ett band.",
        en="Applications during a year divided by the estimated number of victims who may need a "
        "permit, as a band.",
    ),
    why=Text(
        sv="Medborgare i Sverige och EU behöver inget tillstånd. Jämfört med dem som kan behöva "
        "det blir jämförelsen mer rättvisande.",
        en="Citizens of Sweden and the EU need no permit. Set against those who may need it, the "
        "comparison comes closer to the question.",
    ),
    unit=Unit.SHARE,
    kind=Kind.SHARE,
    direction=Direction.HIGHER,
    sources=("applications", "victim_estimates"),
    breakdowns=("applicant", "purpose", "sex", "age_group", "method"),
    numerator=Text(sv="inlämnade ansökningar under året", en="applications submitted in the year"),
    denominator=Text(
        sv="uppskattat antal utsatta × andel som kan behöva tillstånd",
        en="estimated victims × share who may need a permit",
    ),
    caveats=(
        Text(
            sv="Andelen som kan behöva tillstånd är själv en uppskattning med ett intervall. "
            "Bandets ändar tar hänsyn till båda.",
            en="The share who may need a permit is itself an estimate with a range. The ends of "
            "the band allow for both.",
        ),
    ),
    owner=COORDINATOR,
    cadence="year",
    compute=compute,
    bridges=BRIDGES,
)
