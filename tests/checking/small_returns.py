"""Builders of small files: a header, rows, and the check of them."""

from datetime import date

from etl.checking import Checked, check_bytes

TODAY = date(2026, 6, 1)

COLUMNS = {
    "applications": "period,geography,applicant,purpose,sex,age_group,"
    "submitted,granted,rejected,withdrawn,pending,status,note",
    "cases": "period,geography,purpose,sex,age_group,cases,eligible,status,note",
    "victim_estimates": "period,geography,purpose,sex,method,low,central,high,"
    "eligible_share_low,eligible_share_high,document,status,note",
    "overlaps": "period,geography,police,ngo,health,count,status,note",
    "rights_package": "period,geography,item_id,age_group,applicable,delivered,"
    "delivered_within_7_days,declined,status,note",
    "rights_persons": "period,geography,age_group,entitled,all_delivered,status,note",
    "training": "period,geography,group_id,unit,headcount,trained,sessions,status,note",
    "partnerships": "period,geography,organisation_id,agreement,grant_sek,referrals_to,"
    "referrals_from,answered_within_14_days,joint_outreach,meetings,status,note",
    "commitments": "commitment_id,goal_id,state,due,evidence,owner,status,note",
    "context": "measure,period,geography,value,low,high,unit,document,status,note",
}
ITEMS = (
    "housing",
    "psychological",
    "material",
    "medical",
    "interpretation",
    "counselling",
    "legal_assistance",
)


def file_of(source: str, *rows: str) -> bytes:
    """Write a return as the command line of a colleague would: commas, UTF-8."""
    return "\n".join((COLUMNS[source], *rows, "")).encode()


def check(source: str, *rows: str, language: str = "en") -> Checked:
    """Check such a return without naming its source."""
    return check_bytes(file_of(source, *rows), f"{source}.csv", None, language, today=TODAY)


def told(checked: Checked) -> list[tuple]:
    """Give rule, row and column of each finding."""
    return [(f.rule, f.row, f.column) for f in checked.findings]
