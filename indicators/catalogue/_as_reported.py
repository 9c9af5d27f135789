"""What was reported of a thing that stands beside the programme, without any arithmetic?"""

from collections.abc import Iterator

from etl.records import Known
from indicators.citing import as_reported
from indicators.definition import Context, is_municipality
from indicators.ratios import with_codes
from indicators.results import Observation


def reported(
    known: Known,
    context: Context,
    measure: str,
    /,
    dimensions: tuple[str, ...] = ("category",),
    **more: str,
) -> Iterator[Observation]:
    """Give each figure of a context measure with its dimensions written out.

    Places are the programme's own and those larger than a municipality. What publishers call
    the total is ``all``; ``more`` are further dimensions of the indicator.
    """
    for figure in known.select("context", measure):
        if not _in_view(figure.record.geography, context):
            continue
        of = dict(figure.record.breakdown)
        given = {name: _total(of.get(name, "all")) for name in dimensions}
        yield as_reported(figure, with_codes((), **given, **more))


def _in_view(geography: str, context: Context) -> bool:
    return geography in context.geographies or not is_municipality(geography)


def _total(code: str) -> str:
    return "all" if code == "total" else code
