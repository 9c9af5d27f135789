"""What any honest version must say of the city's own documents."""

from datetime import date

import pytest
from records_of import RULE, city_documents, row

from etl.records import known_on
from indicators.compute import compute
from indicators.definition import Context
from indicators.results import Mark, observation_from_json, observation_to_json

MAY, AUGUST, FEBRUARY = date(2025, 5, 15), date(2025, 8, 4), date(2026, 2, 4)


def known(day, rules=(RULE,), extra=()):
    return known_on([*city_documents(), *extra], day, rules)


def said(slug, day=FEBRUARY, rules=(RULE,), extra=()):
    context = Context(("0180",), day)
    (computed,) = compute(known(day, rules, extra), context, only={slug})
    return computed.observations


def one(seen, period, **cell):
    found = [
        o
        for o in seen
        if o.period.label == period
        and {n: c for n, c in o.breakdown if c != "all"} == cell
        and o.geography in ("0180", "SE", "stockholm_area")
    ]
    assert len(found) == 1, found
    return found[0]


ADULTS = {"applicant": "social_services", "age_group": "adult"}


def test_fourteen_applications_of_which_nine_sexual_all_women_and_five_labour():
    seen = said("reflection_applications", MAY)
    assert one(seen, "2024", **ADULTS).value == 14
    assert one(seen, "2024", **ADULTS, purpose="sexual").value == 9
    assert one(seen, "2024", **ADULTS, purpose="sexual", sex="women").value == 9
    assert one(seen, "2024", **ADULTS, purpose="labour").value == 5
    assert one(seen, "2025-Q1", applicant="social_services").value == 1


@pytest.mark.parametrize(
    ("day", "outcomes", "share"),
    [(MAY, (12, 1, 1), 12 / 13), (AUGUST, (13, 1, 0), 13 / 14)],
)
def test_the_outcome_as_known_on_each_day(day, outcomes, share):
    seen = said("reflection_outcomes", day)
    names = ("granted", "rejected", "pending")
    assert tuple(one(seen, "2024", **ADULTS, outcome=n).value for n in names) == outcomes
    granted = one(said("reflection_granted_share", day), "2024", **ADULTS)
    assert granted.value == pytest.approx(share)
    assert granted.low < granted.value < granted.high


def test_revised_figures_that_were_derived_say_so():
    granted = one(said("reflection_outcomes"), "2024", **ADULTS, outcome="granted")
    assert "derived" in [remark.code for remark in granted.remarks]


def test_against_known_cases_both_readings_are_shown():
    seen = said("reflection_coverage_known", MAY)
    among = one(seen, "2024", **ADULTS, reading="applicants_among_cases")
    beside = one(seen, "2024", **ADULTS, reading="applicants_beside_cases")
    assert (among.value, beside.value) == (14 / 125, 14 / 139)
    assert [c.value for c in beside.inputs if c.role == "denominator"] == [125, 14]


def test_against_the_estimate_a_band_over_two_bridges_and_twenty_two_years():
    seen = said("reflection_coverage")
    cell = ADULTS | {"purpose": "sexual", "sex": "women", "method": "share_of_national"}
    band = one(seen, "2024", **cell)
    assert (band.value, band.low, band.high, band.mark) == (None, 0.036, 0.09, None)
    remarks = [(r.code, *(value for _, value in r.args)) for r in band.remarks]
    assert ("scope_bridge", "municipality_to_area") in remarks
    assert ("scope_bridge", "adults_to_all_ages") in remarks
    assert ("age_of_estimate", 22, "2002") in remarks
    assert band.progress is None
    assert band.status == "estimated"
    assert [(c.role, c.value, c.low, c.high) for c in band.inputs] == [
        ("numerator", 9, None, None),
        ("denominator", None, 100, 250),
    ]


def test_the_national_estimate_is_never_used_with_the_citys_applications():
    for seen in said("reflection_coverage"):
        assert all(cited.geography != "SE" for cited in seen.inputs)
    whole = one(said("reflection_coverage"), "2024", **ADULTS)
    assert (whole.mark, whole.value, whole.low) == (Mark.SCOPE_MISMATCH, None, None)
    needed = {"geography": "0180", "purpose": "all", "sex": "all", "age_group": "adult"}
    assert dict(whole.remarks[-1].args) == needed


def test_the_first_half_of_2025_is_three_or_two_and_both_are_shown():
    seen = one(said("reflection_applications"), "2025-H1", applicant="social_services")
    assert (seen.value, [c.value for c in seen.conflicts]) == (3, [2])
    assert {c.part for c in (*seen.inputs, *seen.conflicts)} == {"summary", "body"}
    open_one = one(
        said("reflection_applications", rules=()), "2025-H1", applicant="social_services"
    )
    assert (open_one.value, open_one.mark) == (None, Mark.CONFLICT_UNRESOLVED)
    assert sorted(c.value for c in open_one.conflicts) == [2, 3]


def test_half_a_year_is_not_a_year():
    seen = said("reflection_applications")
    year = one(seen, "2025", applicant="social_services")
    assert (year.mark, year.value) == (Mark.INCOMPLETE, None)
    args = {"have": 2, "need": 4, "kind": "quarters"}
    assert args in [dict(remark.args) for remark in year.remarks]


def test_known_cases_add_up_as_reported():
    seen = said("coordinator_cases")
    total = one(seen, "2024").value
    parts = [one(seen, "2024", age_group=age).value for age in ("adult", "minor", "relative")]
    assert (total, parts) == (143, [125, 17, 1])


def test_the_claim_about_the_country_is_a_claim():
    claim = one(said("national_applications_claim"), "2024", applicant="social_services")
    assert (claim.value, claim.status, claim.geography) == (17, "claimed", "SE")
    part = one(said("national_applications_share"), "2024", **ADULTS)
    assert (round(part.value, 2), part.status, part.low) == (0.82, "claimed", None)
    assert "claimed" in [remark.code for remark in part.remarks]


@pytest.mark.parametrize("slug", ["rights_items_delivered", "rights_full_package",
                                  "rights_timeliness", "training_coverage"])  # fmt: skip
def test_rights_and_training_are_not_reported_which_is_not_zero(slug):
    seen = said(slug)
    assert {o.mark for o in seen} == {Mark.NOT_REPORTED}
    assert {"2024", "2025"} <= {o.period.label for o in seen}
    assert all(o.value is None for o in seen)


def test_two_training_sessions_and_two_funded_associations():
    assert one(said("training_sessions"), "2024").value == 2
    assert one(said("funded_associations"), "2024").value == 2


def test_publishers_stand_side_by_side_and_a_derived_sum_says_so():
    def national(period, publisher, category, count):
        return row("context", period, {"national_presumed_victims": count}, geography="SE",
                   publisher=publisher, category=category, reported="2024-05-01", document="n",
                   whole_return=False)  # fmt: skip

    extra = [
        *national("2019", "A", "total", 298),
        *national("2019", "B", "total", 404),
        *national("2021", "A", "adults", 436),
        *national("2021", "A", "children", 54),
    ]
    seen = said("national_presumed_victims", extra=extra)
    assert [one(seen, "2019", publisher=p).value for p in "AB"] == [298, 404]
    derived = one(seen, "2021", publisher="A")
    assert (derived.value, derived.remarks[0].code) == (490, "derived")


def test_one_of_nine_commitments_is_done():
    seen = said("commitments_done")
    assert one(seen, "2026").value == pytest.approx(1 / 9)
    states = [o.text for o in seen if o.text]
    assert sorted(states) == ["assigned", "done"] + ["proposed"] * 5 + ["under_way"] * 2
    reception = {o.text for o in said("reception_commitments") if o.text}
    assert reception == {"done", "proposed"}


def test_every_figure_rests_on_public_documents_and_can_be_read_back():
    for computed in compute(known(FEBRUARY), Context(("0180",), FEBRUARY)):
        for seen in computed.observations:
            assert observation_from_json(observation_to_json(seen)) == seen
            if seen.mark is not Mark.NOT_REPORTED:
                assert seen.rests_on_public_documents_alone
