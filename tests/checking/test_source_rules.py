"""Each rule of each source: what passes, what does not, and where the finding points."""

import pytest
from small_returns import ITEMS, TODAY, check, told

from etl.checking import check_bytes
from etl.finding import Severity

APPLICATION = "2025-Q1,0180,social_services,sexual,women,adult"
OUTCOMES = "submitted,granted,rejected,withdrawn,pending"
GOOD = {
    "applications": [f"{APPLICATION},3,1,1,0,1,final,"],
    "cases": ["2025-Q1,0180,sexual,women,adult,12,7,final,"],
    "victim_estimates": ["2025,0180,sexual,women,survey,20,30,45,0.4,0.6,,estimated,"],
    "overlaps": ["2025,SE,1,0,0,5,final,", "2025,SE,1,1,0,2,final,", "2025,SE,0,1,1,0,final,"],
    "rights_package": [f"2025-Q1,0180,{item},adult,10,8,6,1,final," for item in ITEMS],
    "rights_persons": ["2025-Q1,0180,adult,10,6,final,"],
    "training": ["2025-H1,0180,social_workers,Enhet Norr,40,25,2,final,"],
    "partnerships": ["2025-H1,0180,talita,grant,150000,9,7,6,4,3,final,"],
    "commitments": ["unit_since_2023,reception,done,2023-12-31,Beslut,Programansvarig,final,"],
    "context": ["outreach_posts,2025,0180,2,,,posts,,final,"],
}


@pytest.mark.parametrize("source", GOOD)
def test_a_good_return_has_no_findings_and_its_source_is_recognised(source):
    checked = check(source, *GOOD[source])
    assert checked.source is not None
    assert checked.source.name == source
    assert told(checked) == []
    assert checked.rows == len(checked.frame) == len(GOOD[source])


BROKEN = [
    ("applications", f"{APPLICATION},4,1,1,0,1,final,", "sum_mismatch", OUTCOMES),
    ("applications", f"{APPLICATION},3.5,1,1,0,1,final,", "not_whole", "submitted"),
    ("applications", f"{APPLICATION},,-1,1,0,1,final,", "negative", "granted"),
    ("applications", f"{APPLICATION},three,1,1,0,1,final,", "not_a_number", "submitted"),
    ("applications", f"{APPLICATION},1e30,1,1,0,1,final,", None, "submitted"),
    ("applications", f"{APPLICATION},3,1,1,0,1,,", "missing", "status"),
    ("applications", f"{APPLICATION},3,1,1,0,1,secret,", "unknown_value", "status"),
    ("applications", f"{APPLICATION},3,1,1,0,1,final,{'x' * 201}", "too_long", "note"),
    ("applications", f",0180{APPLICATION[12:]},3,1,1,0,1,final,", "missing", "period"),
    ("applications", f"2031-Q1{APPLICATION[7:]},3,1,1,0,1,final,", "future_period", "period"),
    ("applications", f"soon{APPLICATION[7:]},3,1,1,0,1,final,", "not_a_period", "period"),
    (
        "applications",
        "2025-Q1,9999,social_services,sexual,women,adult,3,1,1,0,1,final,",
        "unknown_geography",
        "geography",
    ),
    (
        "applications",
        "2025-Q1,0180,social_services,magic,women,adult,3,1,1,0,1,final,",
        "unknown_value",
        "purpose",
    ),
    (
        "partnerships",
        "2025-H1,0180,talita,other,,9,7,8,4,3,final,",
        "exceeds",
        "answered_within_14_days,referrals_from",
    ),
    ("cases", "2025-Q1,0180,sexual,women,adult,12,13,final,", "exceeds", "eligible,cases"),
    (
        "victim_estimates",
        "2025,0180,sexual,women,survey,31,30,45,0.4,0.6,,estimated,",
        "range_order",
        "low,central",
    ),
    (
        "victim_estimates",
        "2025,0180,sexual,women,survey,20,,10,0.4,0.6,,estimated,",
        "range_order",
        "low,high",
    ),
    (
        "victim_estimates",
        "2025,0180,sexual,women,survey,20,30,45,0.4,1.6,,estimated,",
        "out_of_range",
        "eligible_share_high",
    ),
    ("rights_persons", "2025-Q1,0180,adult,10,11,final,", "exceeds", "all_delivered,entitled"),
    (
        "training",
        "2025-H1,0180,social_workers,Enhet Norr,40,41,2,final,",
        "exceeds",
        "trained,headcount",
    ),
    (
        "partnerships",
        "2025-H1,0180,talita,iop,,9,7,8,4,3,final,",
        "exceeds",
        "answered_within_14_days,referrals_from",
    ),
    (
        "partnerships",
        "2025-H1,0180,talita,grant,,9,7,6,4,3,final,",
        "missing",
        "agreement,grant_sek",
    ),
    (
        "partnerships",
        "2025-H1,0180,talita,grant,0,9,7,6,4,3,final,",
        "missing",
        "agreement,grant_sek",
    ),
    (
        "commitments",
        "unit_since_2023,reception,done,,,,final,",
        "missing",
        "state,evidence",
    ),
    (
        "commitments",
        "unit_since_2023,reception,done,next spring,Beslut,,final,",
        "not_a_date",
        "due",
    ),
    ("context", "outreach_posts,2025,0180,,,5,posts,,final,", "missing", "value,low"),
    ("context", "outreach_posts,2025,0180,,9,5,posts,,final,", "range_order", "low,high"),
    ("overlaps", "2025,SE,2,0,0,5,final,", "not_0_or_1", "police"),
    ("overlaps", "2025,SE,0,0,0,5,final,", "on_no_list", None),
]


@pytest.mark.parametrize(("source", "row", "rule", "column"), BROKEN)
def test_a_broken_row_gives_one_error_at_its_place(source, row, rule, column):
    checked = check(source, row)
    assert len(checked.errors) == 1, told(checked)
    finding = checked.errors[0]
    assert rule in (None, finding.rule)
    assert (finding.row, finding.column) == (2, column)
    assert finding.message
    assert finding.hint
    assert "{" not in finding.message + finding.hint


def test_delivered_and_declined_together_exceed_applicable():
    rows = [f"2025-Q1,0180,{item},adult,10,8,6,1,final," for item in ITEMS[1:]]
    checked = check("rights_package", "2025-Q1,0180,housing,adult,10,8,6,3,final,", *rows)
    assert told(checked) == [("exceeds", 2, "delivered,declined,applicable")]


def test_delivered_alone_exceeds_applicable_where_declined_is_not_reported():
    rows = [f"2025-Q1,0180,{item},adult,10,8,6,1,final," for item in ITEMS[1:]]
    checked = check("rights_package", "2025-Q1,0180,housing,adult,10,11,6,,final,", *rows)
    assert told(checked) == [("exceeds", 2, "delivered,declined,applicable")]
    assert "11" in checked.findings[0].message


def test_delivered_within_seven_days_exceeds_delivered():
    rows = [f"2025-Q1,0180,{item},adult,10,8,6,1,final," for item in ITEMS[1:]]
    checked = check("rights_package", "2025-Q1,0180,housing,adult,10,5,6,1,final,", *rows)
    assert told(checked) == [("exceeds", 2, "delivered_within_7_days,delivered")]


def test_every_item_of_the_package_must_be_there_for_each_group():
    checked = check("rights_package", *GOOD["rights_package"][:-1])
    assert told(checked) == [("missing", 2, "item_id")]
    assert checked.findings[0].value == "legal_assistance"


def test_minors_have_a_right_to_education_and_adults_do_not():
    minors = [f"2025-Q1,0180,{item},minor,1,1,1,0,final," for item in ITEMS]
    asked = check("rights_package", *minors)
    assert [f.value for f in asked.findings] == ["child_education"]
    education = "2025-Q1,0180,child_education,{},1,1,1,0,final,"
    assert told(check("rights_package", *minors, education.format("minor"))) == []
    adults = check("rights_package", *GOOD["rights_package"], education.format("adult"))
    assert told(adults) == [("children_alone", 9, "item_id,age_group")]


def test_an_item_that_is_listed_but_not_reported_is_there():
    rows = [*GOOD["rights_package"][:-1], "2025-Q1,0180,legal_assistance,adult,,,,,final,"]
    checked = check("rights_package", *rows)
    assert told(checked) == []
    assert checked.rows == 6


def test_a_sum_is_asked_for_only_where_all_its_figures_are_reported():
    for figures in ("3,1,1,,0", "3,1,1,..,0", "3,1,1,<5,0", ",1,1,0,0"):
        assert told(check("applications", f"{APPLICATION},{figures},final,")) == []


def test_a_single_list_is_no_overlap():
    data = b"period,geography,police,count,status\n2025,SE,1,5,final\n"
    one_list = check_bytes(data, "o.csv", "overlaps", today=TODAY)
    assert [f.rule for f in one_list.errors] == ["too_few_lists"]


def test_each_pattern_of_lists_stands_once():
    checked = check("overlaps", "2025,SE,1,0,0,5,final,", "2025,SE,1,0,0,2,final,")
    assert told(checked) == [("duplicate_key", 3, "period,geography,police,ngo,health")]


def test_rows_about_the_same_thing_are_duplicates_however_they_are_written():
    checked = check(
        "applications",
        f"{APPLICATION},3,1,1,0,1,final,",
        "2025K1,Stockholms stad,Socialtjänsten,Sexuella ändamål,K,vuxna,2,1,1,0,0,preliminär,",
        f"{APPLICATION},3,1,1,0,1,final,",
    )
    assert [f[:2] for f in told(checked)] == [("duplicate_key", 3), ("duplicate_key", 4)]
    assert "row 2" in checked.findings[0].message


def test_a_total_that_its_parts_do_not_make_asks_for_a_reason():
    whole = "2025-Q1,0180,social_services,all,women,adult,{},,,,,final,"
    rows = [
        f"2025-Q1,0180,social_services,{purpose},women,adult,{count},,,,,final,"
        for purpose, count in (("sexual", 9), ("labour", 5))
    ]
    assert told(check("applications", whole.format(14), *rows)) == []
    checked = check("applications", whole.format(15), *rows)
    assert told(checked) == [("total_mismatch", 2, "purpose,submitted")]
    assert checked.findings[0].severity is Severity.WARNING
    # One part alone makes no total, but it cannot be greater than it.
    assert told(check("applications", whole.format(14), rows[0])) == []
    assert [f[0] for f in told(check("applications", whole.format(8), rows[0]))] == [
        "total_mismatch"
    ]
