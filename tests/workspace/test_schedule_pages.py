"""The pages on the schedule, the sources' state and the corrections, as their readers see them."""

import csv

import pytest
from people_for_tests import NOON
from turned_clock import Clock

from dashboard.jobs import Daily, Job, Runner
from dashboard.schedule import JOBS
from dashboard.settings import Settings
from etl.corrections import COLUMNS

SCHEDULE, STATES, CORRECTIONS = (f"/arbetsyta/{one}" for one in ("schema", "kallor", "rattelser"))
ONE = {
    "id": "swapped-digits",
    "source": "applications",
    "where": "period=2023-Q1;geography=0180;sex=women",
    "column": "submitted",
    "was": "70",
    "action": "set",
    "becomes": "7",
    "rows": "1",
    "reason_sv": "Enheten skrev en nolla för mycket.",
    "reason_en": "The unit wrote one zero too many.",
    "reported_by": "Uppgiftsansvarig",
    "reported_to": "Socialförvaltningen",
    "reported_on": "2023-04-21",
}


def test_of_a_schedule_that_never_ran_it_is_not_said_that_all_went_well(make_people, tmp_path):
    settings = Settings(data_dir=tmp_path, base_url="http://localhost", require_second_factor=False)
    made = make_people(settings, Clock(NOON))
    made.add("administrator", "administrator")
    client = made.client("administrator")
    assert "Inget jobb har körts än</h1>" in client.get(SCHEDULE).text
    job = next(one for one in JOBS if one.name == "notices")
    Runner(made.services).run(job)
    assert "Inget jobb har misslyckats</h1>" in client.get(SCHEDULE).text
    made.close()


def test_the_schedule_names_every_job_with_its_next_run_and_how_the_last_ended(people):
    def fail(_services):
        raise RuntimeError("password=hush")

    job = next(one for one in JOBS if one.name == "compute")
    assert isinstance(job.due, Daily)
    Runner(people.services).run(Job("compute", job.due, fail))
    for who, path in (("administrator", SCHEDULE), ("steward", f"/en{SCHEDULE}")):
        page = people.client(who).get(path).text
        for one in JOBS:
            assert f">{one.name}<" in page
        assert "04:15" in page
        assert "RuntimeError" in page
        assert "hush" not in page
    assert "1 job has failed" in page
    shown = people.client("steward").get(f"/en{SCHEDULE}?job=publish").text
    assert "RuntimeError" not in shown
    for who in ("lead", "member", "nothing", None):
        assert people.client(who).get(SCHEDULE).status_code != 200


def test_the_state_of_the_sources_says_by_whom_in_the_working_area_alone(people):
    data = (
        b"period,geography,purpose,sex,age_group,cases,eligible,status\n"
        b"2025-Q4,0180,sexual,women,adult,3,1,final\n"
    )
    from dashboard.returns import deliver

    day = people.services.today()
    deliver(people.services, data, "c.csv", day, channel="upload", by="steward", accept="ok")
    page = people.client("lead").get(f"/en{STATES}").text
    assert ", by steward" in page
    assert "overdue since" in page
    assert "by steward" not in people.client().get("/en/kallor").text


@pytest.fixture
def known(people):
    path = people.services.settings.corrections_file
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerow(ONE)
    yield path
    path.unlink()


def test_a_correction_is_shown_with_its_reason_and_on_the_return_that_it_mended(people, known):
    import io

    client = people.client("steward")
    header = (
        "period,geography,applicant,purpose,sex,age_group,"
        "submitted,granted,rejected,withdrawn,pending,status"
    )
    row = "2023-Q1,0180,social_services,sexual,women,adult,70,4,0,0,3,preliminary"
    file = (io.BytesIO(f"{header}\n{row}\n".encode()), "q1.csv")
    answer = people.act(client, "/arbetsyta/inlamningar", "send", how="load", file=file)
    page = client.get(answer.headers["Location"]).text
    assert "swapped-digits" in page
    assert "Enheten skrev en nolla för mycket" in page
    listed = client.get(f"/en{CORRECTIONS}").text
    for said in (
        "swapped-digits",
        "The unit wrote one zero too many",
        "Socialförvaltningen",
        "q1.csv",
    ):
        assert said in listed
    known.write_text("nonsense\n", encoding="utf-8")
    assert "cannot be used" in client.get(f"/en{CORRECTIONS}").text
