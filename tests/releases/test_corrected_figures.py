"""A figure that was mended says so wherever it is shown, and a hidden one says nothing."""

import csv
from datetime import UTC, date, datetime

from dashboard.publishing import WORKING_DRAFT, refresh_draft
from dashboard.returns import deliver
from dashboard.services import Services
from dashboard.settings import Settings
from etl.corrections import COLUMNS
from indicators.results import Mark
from indicators.store import ReleaseStore

TRAINING = (
    "period,geography,group_id,unit,headcount,trained,sessions,status\n"
    "2025,0180,{group},A,40,300,2,final\n"
)
APPLICATIONS = (
    "period,geography,applicant,purpose,sex,age_group,"
    "submitted,granted,rejected,withdrawn,pending,status\n"
    "2025-Q1,0180,social_services,sexual,women,adult,70,4,0,0,3,final\n"
)
SAME = {
    "action": "set",
    "rows": "1",
    "reason_sv": "En nolla för mycket",
    "reason_en": "One zero too many",
    "reported_by": "Uppgiftsansvarig",
    "reported_to": "Enheten",
    "reported_on": "2026-01-10",
}
MENDED = [
    {"id": "trained", "source": "training", "where": "period=2025;geography=0180"}
    | {"column": "trained", "was": "300", "becomes": "30"},
    {"id": "submitted", "source": "applications", "where": "period=2025-Q1;geography=0180"}
    | {"column": "submitted", "was": "70", "becomes": "7"},
]


def test_a_mended_figure_says_why_and_a_hidden_one_says_nothing(new_installation, tmp_path):
    from etl.registers import training_groups

    url = new_installation("sqlite", tmp_path)
    services = Services(
        Settings(database_url=url, data_dir=tmp_path), lambda: datetime(2026, 2, 5, tzinfo=UTC)
    )
    with services.settings.corrections_file.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(one | SAME for one in MENDED)
    group = next(iter(training_groups()))
    for data in (TRAINING.format(group=group), APPLICATIONS):
        answer = deliver(services, data.encode(), "a.csv", date(2026, 1, 20), channel="cli")
        assert answer.result == "loaded", answer.findings
    refresh_draft(services)
    release = ReleaseStore(services.engine).load(WORKING_DRAFT)
    services.close()
    said = {
        (slug, remark.code)
        for slug, indicator in release.indicators.items()
        for one in indicator.observations
        for remark in one.remarks
        if remark.code == "corrected"
    }
    assert ("training_coverage", "corrected") in said
    assert all(slug.startswith("training") for slug, _ in said)
    hidden = [
        one
        for one in release.indicators["reflection_applications"].observations
        if one.mark is Mark.HIDDEN
    ]
    assert hidden
    assert all(one.remarks == () for one in hidden)
