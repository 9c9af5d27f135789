"""Returns are fetched from the addresses of the settings, through the real load."""

import logging
from functools import partial

import pytest
from turned_clock import Clock

from dashboard.jobs import last_runs
from dashboard.keeping import prune
from dashboard.pulls import PullsFailedError, pull_all, pulled
from dashboard.schedule import JOBS
from dashboard.services import Services
from dashboard.settings import PullFrom, Settings
from dashboard.tables import pull
from dashboard.worker import run_once
from etl import store
from etl.fetch import fetch

MORNING = "2026-04-20T06:00:00+00:00"
HEADER = (
    "period,geography,applicant,purpose,sex,age_group,"
    "submitted,granted,rejected,withdrawn,pending,status"
)
ROW = "2026-Q1,0180,social_services,sexual,women,adult,7,4,0,0,3,preliminary"
RIGHT = f"{HEADER}\n{ROW}\n".encode()
WRONG = RIGHT.replace(b",3,prel", b",1,prel")

impatient = partial(fetch, sleep=lambda _: None)


@pytest.fixture
def make(files, engine, database_url, tmp_path):
    made = []

    def with_addresses(**addresses):
        listed = tuple(PullFrom(source, address) for source, address in addresses.items())
        settings = Settings(database_url=database_url, data_dir=tmp_path, pull_urls=listed)
        made.append(Services(settings, Clock(MORNING), logging.getLogger("test")))
        return made[-1]

    yield with_addresses
    for one in made:
        one.close()


@pytest.fixture
def services(files, make):
    return make(applications=f"http://user:hush@127.0.0.1:{files.port}/q1.csv")


def batches(services):
    with services.engine.connect() as connection:
        return [(b.state, b.channel, b.filename) for b in store.batches(connection)]


def test_what_is_new_is_loaded_and_what_is_known_is_not(files, services):
    files.put("/q1.csv", RIGHT)
    assert pull_all(services, impatient) == "applications: loaded"
    assert batches(services) == [("accepted", "url", "q1.csv")]
    assert pull_all(services, impatient) is None
    assert files.asked[-1]["If-None-Match"]
    # The same file under another mark is known by its checksum.
    files.next("whole")
    assert pull_all(services, impatient) is None
    assert len(batches(services)) == 1
    files.put("/q1.csv", WRONG)
    assert pull_all(services, impatient) == "applications: held"
    known = pulled(services.engine, services.settings.pull_urls[0])
    assert (known.answer, known.taken_at) == ("held", services.clock.now)


def test_one_that_fails_keeps_no_other_waiting_and_is_reported_without_its_address(
    files, make, caplog
):
    services = make(
        cases=f"http://user:hush@127.0.0.1:{files.port}/none.csv",
        applications=f"{files.address}/q1.csv",
    )
    files.put("/q1.csv", RIGHT)
    with pytest.raises(PullsFailedError, match=r"^could not be fetched: cases$"):
        pull_all(services, impatient)
    assert batches(services) == [("accepted", "url", "q1.csv")]
    known = pulled(services.engine, services.settings.pull_urls[0])
    assert known.answer == "failed: answer 404"
    with services.engine.connect() as connection:
        kept = repr(connection.execute(pull.select()).all())
    shown = repr(services.settings.shown())
    for text in (caplog.text, kept, shown):
        assert "hush" not in text
        assert "none.csv" not in text


def test_a_file_lost_on_its_way_into_the_store_is_asked_for_anew(files, services, monkeypatch):
    files.put("/q1.csv", RIGHT)

    def full(_handle):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            pull_all(services, impatient)
    assert pull_all(services, impatient) == "applications: loaded"


def test_the_job_runs_each_hour_and_its_failure_is_a_row(files, services, caplog):
    caplog.set_level(logging.CRITICAL)
    job = [one for one in JOBS if one.name == "pull"]
    files.next(404)
    assert [run.outcome for run in run_once(services, job)] == ["failed"]
    assert last_runs(services.engine)["pull"].message == "PullsFailedError"
    assert run_once(services, job) == []
    files.put("/q1.csv", RIGHT)
    services.clock.turn(hours=1)
    assert [run.message for run in run_once(services, job)] == ["applications: loaded"]


def test_what_is_known_of_an_address_that_is_asked_no_more_is_forgotten(files, services, make):
    files.put("/q1.csv", RIGHT)
    pull_all(services, impatient)
    prune(services)
    assert pulled(services.engine, services.settings.pull_urls[0])
    prune(make())
    assert pulled(services.engine, services.settings.pull_urls[0]) is None
