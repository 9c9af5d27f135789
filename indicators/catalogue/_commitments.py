"""Which state did each commitment have, as reported?"""

from collections.abc import Iterator
from dataclasses import dataclass

from etl.records import Known
from indicators.citing import as_reported
from indicators.definition import Context
from indicators.ratios import with_codes
from indicators.results import Observation

DROPPED, DONE = "dropped", "done"
NO_GOAL = "unknown"


@dataclass(frozen=True, slots=True)
class Commitment:
    """A commitment's state at one time, as an observation whose text is the state."""

    goal: str
    state: Observation

    @property
    def counts(self) -> bool:
        """Tell whether it is still to be done or is done, and how far is not in dispute."""
        return self.state.text != DROPPED and self.state.mark is None


def commitments(known: Known, context: Context) -> Iterator[Commitment]:
    """Give every reported state of the programme's places, with the goal it belongs to."""
    goals = {
        (f.record.geography, f.record.period, f.record.breakdown): f.record.text
        for f in known.select("commitments", "goal_id")
    }
    for figure in known.select("commitments", "state"):
        record = figure.record
        if record.geography not in context.geographies:
            continue
        goal = goals.get((record.geography, record.period, record.breakdown)) or NO_GOAL
        cell = with_codes(record.breakdown, goal_id=goal)
        yield Commitment(goal, as_reported(figure, cell))
