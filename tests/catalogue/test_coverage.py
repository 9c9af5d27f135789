"""Applications against estimates: scope must match, the nearest in time, age beside it."""

from datetime import date

import pytest
from records_of import DIMENSIONS, row

from etl.records import known_on
from indicators.compute import compute
from indicators.definition import Context
from indicators.results import Mark

CUT = date(2025, 12, 31)
WOMEN = {"purpose": "sexual", "sex": "women"}


def said(slug, *rows, places=("0180",)):
    records = [record for one in rows for record in one]
    known = known_on(records, CUT)
    (computed,) = compute(known, Context(places, CUT), only={slug})
    return [o for o in computed.observations if o.mark is not Mark.NOT_REPORTED]


def applications(count, period="2025", **more):
    return row("applications", period, {"submitted": count}, reported="2025-12-31", **more)


def estimate(figure, period="2025", **more):
    more = {"method": "survey", "status": "estimated", "reported": "2025-12-31"} | more
    return row("victim_estimates", period, {"victims": figure}, **more)


def codes(seen):
    return [remark.code for remark in seen.remarks]


def test_the_same_scope_needs_no_bridge():
    (seen,) = said("reflection_coverage", applications(9, **WOMEN), estimate("100-250", **WOMEN))
    assert (seen.low, seen.high, codes(seen)) == (0.036, 0.09, ["age_of_estimate", "interval"])


def test_a_centre_gives_a_centre():
    (seen,) = said("reflection_coverage", applications(10), estimate(80))
    assert (seen.value, seen.low, seen.high) == (0.125, 0.125, 0.125)


def test_a_lower_limit_alone_gives_at_most():
    (seen,) = said("reflection_coverage", applications(10), estimate("100-"))
    assert (seen.value, seen.low, seen.high) == (None, 0.0, 0.1)


def test_the_nearest_estimate_is_used_and_the_earlier_of_two_equally_near():
    rows = [estimate(n, period) for n, period in ((50, "2010"), (80, "2022"), (90, "2024"))]
    seen = said("reflection_coverage", applications(9, "2023"), *rows)
    assert [(dict(r.args)["years"]) for r in seen[0].remarks if r.code == "age_of_estimate"] == [1]
    assert seen[0].value == pytest.approx(9 / 80)


@pytest.mark.parametrize(
    "other",
    [
        {"purpose": "labour", "sex": "women"},
        {"purpose": "sexual", "sex": "all"},
        {"purpose": "all", "sex": "all"},
        {**WOMEN, "geography": "SE"},
        {**WOMEN, "geography": "1480"},
        {**WOMEN, "period": "2024-H1"},
    ],
)
def test_another_scope_gives_no_number_but_what_would_be_needed(other):
    (seen,) = said("reflection_coverage", applications(9, **WOMEN), estimate("100-250", **other))
    assert (seen.mark, seen.value, seen.low, seen.high) == (Mark.SCOPE_MISMATCH, None, None, None)
    (needed,) = [dict(r.args) for r in seen.remarks if r.code == "scope_needed"]
    assert needed == {"geography": "0180", **WOMEN, "age_group": "all"}


def test_adults_are_set_against_all_ages_only_for_the_estimate_that_is_listed():
    adults = applications(9, age_group="adult", **WOMEN)
    (old,) = said("reflection_coverage", adults, estimate("100-250", "2002", **WOMEN))
    assert "scope_bridge" in codes(old)
    (new,) = said("reflection_coverage", adults, estimate("100-250", "2024", **WOMEN))
    assert new.mark is Mark.SCOPE_MISMATCH


def test_a_quarter_is_not_set_against_a_year():
    assert said("reflection_coverage", applications(3, "2025-Q4"), estimate(80))[0].mark is (
        Mark.INCOMPLETE
    )


def test_an_estimate_that_may_be_nobody_gives_no_ratio():
    (seen,) = said("reflection_coverage", applications(3), estimate("0-4"))
    assert (seen.mark, codes(seen)[-1]) == (Mark.NOT_APPLICABLE, "empty_denominator")


def test_a_doubtful_denominator_is_handed_down():
    first = estimate(80, document="d", part="a", whole_return=False)
    second = estimate(90, document="d", part="b", whole_return=False)
    (seen,) = said("reflection_coverage", applications(3), first, second)
    assert seen.mark is Mark.CONFLICT_UNRESOLVED
    assert sorted(c.value for c in seen.conflicts) == [80, 90]


def test_more_applicants_than_known_cases_is_another_scope():
    seen = said(
        "reflection_coverage_known",
        applications(9, age_group="adult", applicant="social_services"),
        row("cases", "2025", {"cases": 4}, age_group="adult", reported="2025-12-31"),
    )
    reading = {dict(o.breakdown)["reading"]: o for o in seen}
    assert reading["applicants_among_cases"].mark is Mark.SCOPE_MISMATCH
    assert reading["applicants_beside_cases"].value == pytest.approx(9 / 13)


LISTS = {
    "100": 40, "010": 30, "001": 20, "110": 16, "101": 9, "011": 12, "111": 7,
}  # fmt: skip


def overlaps(counts, names=("A", "B", "C")):
    DIMENSIONS["overlaps"] = names
    return [
        record
        for pattern, count in counts.items()
        for record in row(
            "overlaps",
            "2025",
            {"count": count},
            reported="2025-12-31",
            **dict(zip(names, pattern, strict=True)),
        )
    ]


def test_overlapping_lists_give_an_estimate_with_its_verdict():
    (seen,) = said("estimated_victims", overlaps(LISTS))
    assert dict(seen.breakdown)["method"] == "multiple_systems"
    assert seen.low >= sum(LISTS.values())
    assert seen.status == "estimated"
    assert "verdict" in codes(seen)
    assert {cited.role for cited in seen.inputs} == {"list"}


def test_two_lists_are_refused_and_give_only_how_many_are_known():
    table = overlaps({"10": 40, "01": 30, "11": 16}, names=("A", "B"))
    (seen,) = said("estimated_victims", table)
    assert (seen.value, seen.low, seen.high) == (None, 86, None)
    assert dict(seen.remarks[0].args) == {"verdict": "refused"}
    assert "estimate_reason" in codes(seen)
    (coverage,) = said("reflection_coverage", applications(8), table)
    assert (coverage.value, coverage.low, coverage.high) == (None, 0.0, pytest.approx(8 / 86))


def test_a_withheld_cell_is_not_filled_in():
    (seen,) = said("estimated_victims", overlaps({**LISTS, "111": "0-4"}))
    assert dict(seen.remarks[0].args) == {"verdict": "refused"}
