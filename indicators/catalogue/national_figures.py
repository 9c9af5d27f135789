"""What else do others publish about trafficking in the country?"""

from etl.records import Known
from indicators.catalogue._as_reported import reported
from indicators.catalogue._owners import DATA_STEWARD
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.results import Observation

MEASURES = (
    "national_suspected_cases_migration",
    "national_identified_by_authorities",
    "national_identified_by_ngos",
    "national_supported_by_platform",
    "national_detected_victims_unodc",
    "reported_offences_child_trafficking",
    "platform_members",
    "platform_safe_houses",
    "platform_state_funding",
    "support_programme_longest_stay",
)


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give each figure as reported, by measure, publisher and category."""
    return tuple(
        observation
        for measure in MEASURES
        for observation in reported(
            known, context, measure, ("publisher", "category"), measure=measure
        )
    )


INDICATOR = Indicator(
    slug="national_figures",
    goal="context",
    order=10,
    title=Text(sv="Andra tal om landet", en="Other figures about the country"),
    meaning=Text(
        sv="Tal från myndigheter, organisationer och internationella organ, var och ett som "
        "utgivaren gav det.",
        en="Figures from authorities, organisations and international bodies, each as its "
        "publisher gave it.",
    ),
    why=Text(
        sv="De visar hur olika samma sak räknas.",
        en="They show how differently the same thing is counted.",
    ),
    unit=Unit.AS_REPORTED,
    kind=Kind.FLOW,
    direction=Direction.NEITHER,
    sources=("context",),
    breakdowns=("measure", "publisher", "category"),
    numerator=Text(sv="som utgivaren anger", en="as the publisher states"),
    denominator=None,
    caveats=(
        Text(
            sv="Personer, ärenden, anmälda brott och registrerade offer är olika saker och jämförs "
            "inte.",
            en="Persons, cases, reported offences and registered victims are different things and "
            "are not compared.",
        ),
    ),
    owner=DATA_STEWARD,
    cadence="irregular",
    compute=compute,
)
