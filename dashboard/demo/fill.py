"""How does the demo get its store? Made-up returns come in by the same door as real ones."""

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date

from rich.progress import track

from dashboard.demo import targets
from dashboard.demo.returns import MadeUp, returns
from dashboard.publishing import draft, publish
from dashboard.returns import deliver
from dashboard.services import Services
from etl.load import Loaded, Result
from etl.registers import read_data
from indicators.definition import Text
from indicators.store import ReleaseStore
from migrations import upgrade

ONE_BY_ONE = 2023
"""From this year on each period has its files; what is older came in a year at a time."""

FIRST_CUT = date(2026, 3, 12)
FIRST_SOURCES = ("commitments", "training", "victim_estimates")
"""What the first release knows, so that the committee's page has two to compare: returns that
count nobody at risk, which are soon protected."""

NOTE = Text(
    sv="En kurs i december 2025 hade inte räknats med.",
    en="A course in December 2025 had not been counted.",
)
"""What the second release says of the figures that it has revised."""

ACCEPTED_BECAUSE = "påhittad uppgift, godtagen för demonstrationen"


def fill(services: Services, municipalities: int) -> str:
    """Load the made-up returns, enter the targets, publish two releases; give a sentence on it.

    Loads only what is not there, so that it can be run again.
    """
    upgrade(services.engine)
    aims = targets.enter(services)
    made = list(returns(places(municipalities), services.today(), ONE_BY_ONE))
    first = [one for one in made if _told_first(one)] if services.today() > FIRST_CUT else []
    counted = _loaded(services, first)
    if first:
        _publish(services, FIRST_CUT, before=0)
    counted += _loaded(services, [one for one in made if one not in first])
    _publish(services, services.today(), before=1 if first else 0)
    if aims:
        targets.decide(services, targets.LACKING)
    words = ", ".join(f"{counted[result]} {result}" for result in Result if counted[result])
    return f"demo returns: {words}; {aims} targets"


def _told_first(one: MadeUp) -> bool:
    return one.reported_on <= FIRST_CUT and one.filename.startswith(FIRST_SOURCES)


def _loaded(services: Services, made: Sequence[MadeUp]) -> Counter[Result]:
    quiet = not sys.stderr.isatty()
    shown = track(made, description="demo returns", disable=quiet)
    return Counter(hand_in(services, one).result for one in shown)


def _publish(services: Services, day: date, *, before: int) -> None:
    """Publish what is known on a day, where so many releases are out before and no more."""
    if len(ReleaseStore(services.engine).heads(public_only=True)) == before:
        head = draft(services, day, "demo:steward", NOTE if before else None)
        publish(services, head.id, checked_by="demo:lead")


def hand_in(services: Services, one: MadeUp) -> Loaded:
    """Load one made-up return, as somebody who takes responsibility for its warnings would."""
    return deliver(
        services,
        one.data,
        one.filename,
        one.reported_on,
        channel="demo",
        by="demo",
        accept=ACCEPTED_BECAUSE if one.accepted else None,
    )


def places(number: int) -> tuple[str, ...]:
    """Give the municipalities of the demo, Stockholm first."""
    codes = [row["regionkod"] for row in read_data("region_codes.csv") if row["niva"] == "kommun"]
    codes.sort(key=lambda code: (code != "0180", code))
    return tuple(codes[:number])
