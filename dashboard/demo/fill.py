"""How does the demo get its store? Made-up returns come in by the same door as real ones."""

import sys

from rich.progress import track

from dashboard.demo import targets
from dashboard.demo.returns import returns
from dashboard.publishing import draft, publish
from dashboard.returns import deliver
from dashboard.services import Services
from etl.load import Result
from etl.registers import read_data
from indicators.store import ReleaseStore
from migrations import upgrade

ONE_BY_ONE = 2023
"""From this year on each period has its files; what is older came in a year at a time."""

ACCEPTED_BECAUSE = "påhittad uppgift, godtagen för demonstrationen"


def fill(services: Services, municipalities: int) -> str:
    """Load the made-up returns, enter the targets, publish a release; give a sentence on it.

    Loads only what is not there, so that it can be run again.
    """
    upgrade(services.engine)
    counted = dict.fromkeys(Result, 0)
    made = list(returns(places(municipalities), services.today(), ONE_BY_ONE))
    for one in track(made, description="demo returns", disable=not sys.stderr.isatty()):
        answer = deliver(
            services,
            one.data,
            one.filename,
            one.reported_on,
            channel="demo",
            by="demo",
            accept=ACCEPTED_BECAUSE if one.accepted else None,
        )
        counted[answer.result] += 1
    aims = targets.enter(services)
    if ReleaseStore(services.engine).latest() is None:
        head = draft(services, services.today(), "demo:steward")
        publish(services, head.id, checked_by="demo:lead")
    if aims:
        targets.decide(services, targets.LACKING)
    words = ", ".join(f"{number} {result}" for result, number in counted.items() if number)
    return f"demo returns: {words}; {aims} targets"


def places(number: int) -> tuple[str, ...]:
    """Give the municipalities of the demo, Stockholm first."""
    codes = [row["regionkod"] for row in read_data("region_codes.csv") if row["niva"] == "kommun"]
    codes.sort(key=lambda code: (code != "0180", code))
    return tuple(codes[:number])
