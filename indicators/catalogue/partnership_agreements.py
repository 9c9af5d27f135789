"""With how many organisations is there an agreement in force?"""

from collections import defaultdict
from dataclasses import replace

from etl.period import Period
from etl.records import Figure, Known
from indicators.catalogue._owners import PARTNERSHIP_LEAD
from indicators.citing import as_reported, inherit
from indicators.definition import Context, Direction, Indicator, Kind, Text, Unit
from indicators.results import Observation
from indicators.series import Cells, with_years
from indicators.sums import ALL

DIMENSION = "kind"
KINDS = ("iop", "grant", "memorandum", "other")
NONE = "none"


def compute(known: Known, context: Context) -> tuple[Observation, ...]:
    """Give organisations on the period's last day, in all and by kind of agreement."""
    groups: dict[tuple[str, Period], list[Figure]] = defaultdict(list)
    for figure in known.select("partnerships", "agreement"):
        if figure.record.geography in context.geographies:
            groups[(figure.record.geography, figure.record.period)].append(figure)
    made: Cells = {
        (geography, period, ((DIMENSION, kind),)): _count(figures, kind)
        for (geography, period), figures in groups.items()
        for kind in (ALL, *KINDS)
    }
    return tuple(with_years(made, context, stock=True).values())


def _count(figures: list[Figure], kind: str) -> Observation:
    cell = ((DIMENSION, kind),)
    answers = [as_reported(figure, cell) for figure in figures]
    made = inherit(answers[0], answers)
    if made.mark is not None:
        return made
    counted = [o for o in answers if o.text == kind or (kind == ALL and o.text != NONE)]
    return replace(made, value=len(counted))


INDICATOR = Indicator(
    slug="partnership_agreements",
    goal="partnership",
    order=1,
    title=Text(
        sv="Organisationer med gällande avtal", en="Organisations with an agreement in force"
    ),
    meaning=Text(
        sv="Antal organisationer i civilsamhället som kommunen har ett gällande avtal med, efter "
        "slag av avtal.",
        en="The number of civil-society organisations with which the city has an agreement in "
        "force, by kind of agreement.",
    ),
    why=Text(
        sv="Ett avtal gör samverkan förutsägbar för båda parter.",
        en="An agreement makes the work predictable for both parties.",
    ),
    unit=Unit.ORGANISATIONS,
    kind=Kind.STOCK,
    direction=Direction.HIGHER,
    sources=("partnerships",),
    breakdowns=("kind",),
    numerator=Text(
        sv="organisationer med avtal i kraft periodens sista dag",
        en="organisations with an agreement in force on the period's last day",
    ),
    denominator=None,
    caveats=(
        Text(
            sv="En organisation räknas en gång, efter det avtal som rapporterats.",
            en="An organisation counts once, by the agreement reported.",
        ),
        Text(
            sv="Bidrag till föreningar före rapporteringens början visas under Sammanhang.",
            en="Grants to associations from before the reporting began stand under Context.",
        ),
    ),
    owner=PARTNERSHIP_LEAD,
    cadence="half",
    compute=compute,
)
