"""What part of the claimed national applications would be the city's?"""

from dataclasses import replace

from etl.records import Known
from indicators.catalogue._owners import DATA_STEWARD
from indicators.citing import as_reported, inherit
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.ratios import DENOMINATOR, NUMERATOR
from indicators.results import Observation
from indicators.series import Cells, cells

COUNTRY = "SE"


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give the city's applications ÷ the claimed national ones, as a fraction and a claim."""
    submitted = cells(known, context, "applications", "submitted")
    claims = [
        as_reported(figure)
        for figure in known.select("applications", "submitted")
        if figure.record.geography == COUNTRY
    ]
    return tuple(
        _share(own, claim)
        for claim in claims
        for geography in context.geographies
        if geography != COUNTRY
        for own in _most_total(submitted, geography, claim)
    )


def _most_total(submitted: Cells, geography: str, claim: Observation) -> list[Observation]:
    applicant = dict(claim.breakdown)["applicant"]
    there = [
        own
        for (place, period, breakdown), own in submitted.items()
        if (place, period) == (geography, claim.period)
        and dict(breakdown)["applicant"] == applicant
    ]
    return sorted(there, key=lambda o: sum(code != "all" for _, code in o.breakdown))[:1]


def _share(own: Observation, claim: Observation) -> Observation:
    made = inherit(own, [own, claim], [NUMERATOR, DENOMINATOR])
    if made.mark is None and own.value is not None and claim.value:
        # A claim has no sampling error that an interval could state.
        made = replace(made, value=own.value / claim.value)
    return made


INDICATOR = Indicator(
    slug="national_applications_share",
    goal="context",
    order=9,
    title=Text(
        sv="Kommunens del av ansökningarna i landet, enligt uppgift",
        en="The city's part of the country's applications, as claimed",
    ),
    meaning=Text(
        sv="Hur stor del av de uppgivna ansökningarna i landet som kommunens skulle vara.",
        en="How large a part of the claimed applications in the country the city's would be.",
    ),
    why=Text(
        sv="Jämförelsen har gjorts i debatten. Den vilar på ett påstående.",
        en="The comparison was made in the debate. It rests on a claim.",
    ),
    unit=Unit.SHARE,
    kind=Kind.SHARE,
    direction=Direction.NEITHER,
    sources=("applications",),
    breakdowns=("applicant", "purpose", "sex", "age_group"),
    numerator=Text(sv="kommunens ansökningar", en="the city's applications"),
    denominator=Text(
        sv="ansökningar i landet enligt uppgift", en="applications in the country as claimed"
    ),
    caveats=(
        Text(
            sv="Kommunens tal gäller vuxna; uppgiften om landet säger inte vilka åldrar "
            "den gäller.",
            en="The city's figure is for adults; the claim about the country does not say which "
            "ages it covers.",
        ),
    ),
    owner=DATA_STEWARD,
    cadence="irregular",
    compute=compute,
)
