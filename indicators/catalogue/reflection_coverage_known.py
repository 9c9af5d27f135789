"""How do the applications compare with the persons whom the coordinators know of?"""

from collections.abc import Iterator
from dataclasses import replace

from etl.records import Known
from indicators import remarks
from indicators.catalogue._owners import COORDINATOR
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.ratios import DENOMINATOR, also, as_role, plus, share_of
from indicators.results import Observation
from indicators.series import Cells, Key, cells

AMONG, BESIDE = "applicants_among_cases", "applicants_beside_cases"

# Adults with adults and minors with minors; all ages would count relatives as victims.
_AGES = ("adult", "minor")
_APPLICANTS = ("all", "social_services")


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give applications ÷ cases and applications ÷ (cases + applications), as fractions."""
    submitted = cells(known, context, "applications", "submitted")
    cases = cells(known, context, "cases", "cases")
    return tuple(
        reading
        for key, known_cases in cases.items()
        if dict(key[2])["age_group"] in _AGES
        for applications in _applications(submitted, key)
        for reading in _both(applications, known_cases)
    )


def _applications(submitted: Cells, key: Key) -> Iterator[Observation]:
    geography, period, breakdown = key
    for applicant in _APPLICANTS:
        cell = tuple(sorted((*breakdown, ("applicant", applicant))))
        found = submitted.get((geography, period, cell))
        if found is not None:
            yield found
            return


def _both(applications: Observation, cases: Observation) -> Iterator[Observation]:
    among = share_of(applications, as_role(cases, DENOMINATOR))
    beside = share_of(applications, plus([cases, applications], DENOMINATOR))
    for reading, made in ((AMONG, among), (BESIDE, beside)):
        said = remarks.each_once(made.remarks, (remarks.assumption(reading),))
        yield also(replace(made, remarks=said), reading=reading)


INDICATOR = Indicator(
    slug="reflection_coverage_known",
    goal="reflection",
    order=7,
    title=Text(sv="Ansökningar mot kända ärenden", en="Applications against known cases"),
    meaning=Text(
        sv="Antalet ansökningar delat med antalet personer som regionkoordinatorerna arbetade med, "
        "vuxna mot vuxna och barn mot barn.",
        en="Applications divided by the number of persons whom the regional coordinators worked "
        "with, adults against adults and minors against minors.",
    ),
    why=Text(
        sv="Här behövs ingen uppskattning: nämnaren är kända personer.",
        en="No estimate is needed here: the denominator is persons who are known.",
    ),
    unit=Unit.SHARE,
    kind=Kind.SHARE,
    direction=Direction.NEITHER,
    sources=("applications", "cases"),
    breakdowns=("applicant", "purpose", "sex", "age_group", "reading"),
    numerator=Text(sv="inlämnade ansökningar", en="applications submitted"),
    denominator=Text(
        sv="kända ärenden; i den andra läsningen kända ärenden + ansökningar",
        en="known cases; in the other reading known cases + applications",
    ),
    caveats=(
        Text(
            sv="Underlaget säger inte om de sökande ingår bland de kända ärendena. Därför visas "
            "båda läsningarna.",
            en="The sources do not say whether the applicants are among the known cases. Both "
            "readings are therefore shown.",
        ),
        Text(
            sv="Alla kända personer behöver inte uppehållstillstånd.",
            en="Not all known persons need a permit.",
        ),
    ),
    owner=COORDINATOR,
    cadence="quarter",
    compute=compute,
)
