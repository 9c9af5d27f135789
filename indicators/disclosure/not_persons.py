"""Which reported figures count nobody at risk, and may be published as they are?

The list is closed, and each line has its reason. What is not on it counts somebody, or might,
and is protected. Free text is never on it.
"""

from collections.abc import Mapping

from etl.records import Record
from indicators.disclosure.rules import THRESHOLD

NOT_PERSONS_AT_RISK: Mapping[tuple[str, str], str] = {
    ("training", "headcount"): "employees of a unit: they meet victims, they are not the victims",
    ("training", "trained"): "employees with valid training; it tells of a course, not of danger",
    ("training", "sessions"): "occasions on which training was held",
    ("partnerships", "agreement"): "which kind of agreement an organisation has with the city",
    ("partnerships", "grant_sek"): "public money paid to an organisation",
    ("partnerships", "joint_outreach"): "shifts worked; who was met in them is not counted",
    ("partnerships", "meetings"): "meetings between the city and an organisation",
    ("commitments", "state"): "how far a decision of the city has come",
    ("commitments", "goal_id"): "which of the programme's goals it serves, by a closed list",
    ("context", "budget_change_trafficking"): "public money",
    ("context", "budget_proposed_outreach"): "public money",
    ("context", "consumer_price_index"): "an index of prices",
    ("context", "outreach_posts"): "posts in the city's organisation",
}
"""(source, measure) -> why the figure counts nobody who could be in danger.

Not on it, for it counts persons or follows them closely: applications, outcomes, cases, the
rights package, estimates and the lists behind them, referrals and how they were answered,
placements, indictments, advertisements.
"""


def counts_nobody_at_risk(source: str, measure: str) -> bool:
    """Tell whether the figure is listed as counting no person at risk."""
    return (source, measure) in NOT_PERSONS_AT_RISK


ESTIMATES = "victim_estimates"
ESTIMATED_BY = frozenset({"expert_assessment", "share_of_national", "multiple_systems", "survey"})
"""Methods that give an estimate of how many there are, rather than a count of persons."""


def is_estimate_of_many(record: Record, threshold: int = THRESHOLD) -> bool:
    """Tell whether a return's figure is an estimate that is nowhere small.

    An estimate is no sum of persons who were counted, so none follows from it; a share of
    those estimated is part of it.
    """
    if record.source != ESTIMATES or dict(record.breakdown).get("method") not in ESTIMATED_BY:
        return False
    if record.measure != "victims":
        return record.measure == "eligible_share"
    told = [n for n in (record.value, record.low, record.high) if n is not None]
    return bool(told) and not any(0 < number < threshold for number in told)
