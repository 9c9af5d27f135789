"""How did the applications end, as known on the day?"""

from etl.records import Known
from indicators.bands import NOT_ADULTS
from indicators.catalogue._owners import COORDINATOR
from indicators.coarsening import Merge, Years
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.ratios import labelled, with_codes
from indicators.results import Mark, Observation
from indicators.series import Key, cells

OUTCOMES = ("granted", "rejected", "withdrawn", "pending")


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give each outcome, in persons; an outcome not reported beside others is marked so."""
    by_outcome = {name: cells(known, context, "applications", name) for name in OUTCOMES}
    reported = sorted({key for made in by_outcome.values() for key in made})
    return tuple(
        observation
        for outcome, made in by_outcome.items()
        for observation in (
            *labelled(made, outcome=outcome),
            *(_silent(key, outcome) for key in reported if key not in made),
        )
    )


def _silent(key: Key, outcome: str) -> Observation:
    geography, period, breakdown = key
    return Observation(
        period=period,
        geography=geography,
        breakdown=with_codes(breakdown, outcome=outcome),
        mark=Mark.NOT_REPORTED,
    )


INDICATOR = Indicator(
    slug="reflection_outcomes",
    goal="reflection",
    order=2,
    title=Text(sv="Så avgjordes ansökningarna", en="How the applications ended"),
    meaning=Text(
        sv="Antal ansökningar som beviljats, avslagits, återkallats eller väntar på beslut, så som "
        "det var känt den dag uppgiften rapporterades.",
        en="The number of applications granted, rejected, withdrawn or awaiting a decision, as "
        "known on the day of the report.",
    ),
    why=Text(
        sv="Utfallet visar vad ansökningarna leder till. De fyra utfallen summerar till inlämnade "
        "ansökningar.",
        en="The outcome shows what the applications lead to. The four outcomes add up to the "
        "applications submitted.",
    ),
    unit=Unit.PERSONS,
    kind=Kind.FLOW,
    direction=Direction.NEITHER,
    sources=("applications",),
    breakdowns=("applicant", "purpose", "sex", "age_group", "outcome"),
    numerator=Text(sv="ansökningar med utfallet", en="applications with the outcome"),
    denominator=None,
    caveats=(
        Text(
            sv="Utfallet ändras när väntande ansökningar avgörs. Varje utgåva visar vad som var "
            "känt då.",
            en="Outcomes change as pending applications are decided. Each release shows what was "
            "known then.",
        ),
    ),
    owner=COORDINATOR,
    cadence="quarter",
    compute=compute,
    # A year with three ages is worth more than quarters with two.
    coarsening=(Years(), Merge(NOT_ADULTS)),
)
