"""The catalogue as a whole: what stands in it and that its words are all there."""

from dataclasses import fields

import pytest

from etl.period import Period
from etl.records import Corrected
from indicators import remarks
from indicators.compute import catalogue
from indicators.definition import Direction, Kind, Unit
from indicators.goals import GOALS
from indicators.progress import THRESHOLDS
from indicators.results import (
    Observation,
    Remark,
    observation_from_json,
    observation_to_json,
)

SLUGS = [one.slug for one in catalogue()]


def test_every_promised_indicator_is_there_in_the_order_of_goals():
    promised = {
        "reflection": [
            "reflection_applications",
            "reflection_outcomes",
            "reflection_granted_share",
            "estimated_victims",
            "reflection_coverage",
            "reflection_coverage_eligible",
            "reflection_coverage_known",
            "coordinator_cases",
        ],
        "rights": ["rights_items_delivered", "rights_full_package", "rights_timeliness"],
        "training": ["training_coverage", "training_sessions"],
        "partnership": [
            "partnership_agreements",
            "partnership_referrals",
            "partnership_answered",
            "partnership_activity",
            "partnership_grants",
        ],
        "reception": ["reception_commitments"],
        "governance": ["commitments_done"],
        "context": [
            "outreach_posts",
            "placements",
            "funded_associations",
            "indictments",
            "advertisements",
            "budget",
            "national_presumed_victims",
            "national_applications_claim",
            "national_applications_share",
            "national_figures",
        ],
    }
    assert list(promised) == [goal.slug for goal in GOALS]
    assert [slug for slugs in promised.values() for slug in slugs] == SLUGS


@pytest.mark.parametrize("one", catalogue(), ids=SLUGS)
def test_a_definition_is_kept_whole(one):
    kept = one.to_json()
    assert set(kept) == {field.name for field in fields(one)} - {"compute"}
    for name in ("title", "meaning", "why", "numerator"):
        assert set(kept[name]) == {"sv", "en"}
    assert one.caveats
    assert isinstance(one.unit, Unit)
    assert isinstance(one.kind, Kind)
    assert isinstance(one.direction, Direction)


def test_every_remark_names_its_particulars():
    made = [
        remarks.scope_bridge("b"),
        remarks.scope_needed("0180", [("purpose", "sexual")]),
        remarks.age_of_estimate(3, "2002"),
        remarks.incomplete_parts(3, 4, "quarters"),
        remarks.sum_of_rows(2),
        remarks.sum_of_periods(4),
        remarks.conflict_rule(("sv", "en")),
        remarks.corrected(Corrected("c-1", "sv", "en")),
        remarks.assumption("a"),
        remarks.missing_input("s", "m"),
        remarks.interval("wilson"),
        remarks.worst_part("item_id", "housing", 0.5),
        remarks.fixed_prices("2025"),
        remarks.verdict("range"),
        remarks.estimate_reason("few", "få", "few"),
        remarks.estimate_engine("bic", 2, 1, 3),
        remarks.without_list("polis", 4),
        remarks.DERIVED,
        remarks.INFERRED,
        remarks.CLAIMED,
        remarks.LAST_DAY,
        remarks.EMPTY_DENOMINATOR,
    ]
    for one in made:
        assert isinstance(one, Remark)
        assert tuple(name for name, _ in one.args) == remarks.CODES[one.code]
    assert set(remarks.CODES) - {one.code for one in made} == {"due"}
    # Nothing that a remark says is lost on the way to a release and back.
    figure = Observation(Period.parse("2025"), "0180", (), value=1, remarks=tuple(made))
    assert observation_from_json(observation_to_json(figure)).remarks == figure.remarks


def test_thresholds_are_as_agreed():
    assert THRESHOLDS == {
        "on_track": 0.95,
        "slightly_behind": 0.75,
        "behind": 0.0,
        "too_early": 0.10,
        "estimate_years": 5,
    }
