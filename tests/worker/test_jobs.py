"""When are jobs due, and how often do they run?"""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import Engine
from turned_clock import Clock

from dashboard.jobs import Daily, Every, Job, Runner, free_interrupted, runs
from dashboard.services import STOCKHOLM, Services
from dashboard.settings import Settings


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-10-24T12:00:00+00:00")


@pytest.fixture
def services(engine: Engine, database_url: str, clock: Clock, tmp_path) -> Iterator[Services]:
    settings = Settings(database_url=database_url, data_dir=tmp_path)
    made = Services(settings, clock, logging.getLogger("test"))
    yield made
    made.close()


def test_a_slot_is_run_once_by_whoever_comes_first(services):
    done = []
    job = Job("inbox", Every(seconds=60), lambda _: done.append(1) or "one file")
    assert Runner(services).run(job).outcome == "done"
    assert Runner(services).run(job) is None
    other = Services(services.settings, services.clock)
    assert Runner(other).run(job) is None
    other.close()
    services.clock.now += timedelta(seconds=60)
    Runner(services).run(job)
    assert len(done) == 2
    assert [run.message for run in runs(services.engine)] == ["one file", "one file"]


def test_a_failure_is_recorded_without_its_words_and_the_next_slot_runs(services, caplog):
    def fail(_services: Services) -> str:
        raise RuntimeError("password=hunter2")

    job = Job("compute", Every(seconds=60), fail)
    assert Runner(services).run(job).outcome == "failed"
    assert runs(services.engine)[0].message == "RuntimeError"
    services.clock.now += timedelta(seconds=60)
    assert Runner(services).run(job).outcome == "failed"


def test_of_the_runs_that_found_nothing_only_the_latest_is_kept(services):
    job = Job("inbox", Every(seconds=60), lambda _: None)
    for _ in range(5):
        Runner(services).run(job)
        services.clock.now += timedelta(seconds=60)
    assert [run.outcome for run in runs(services.engine)] == ["idle"]


def test_a_run_that_a_dead_leader_left_open_is_run_again(services):
    def die(_services: Services) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Runner(services).run(Job("compute", Daily(at=time(4, 15)), die))
    job = Job("compute", Daily(at=time(4, 15)), lambda _: "computed")
    assert Runner(services).run(job) is None
    assert free_interrupted(services.engine, services.clock()) == 1
    assert Runner(services).run(job).outcome == "done"
    assert {run.outcome for run in runs(services.engine)} == {"done", "interrupted"}


@pytest.mark.parametrize("day", ["2026-03-28", "2026-10-24"])
def test_a_daily_job_runs_once_a_day_through_a_change_of_clocks(services, day):
    done = []
    job = Job("compute", Daily(at=time(4, 15)), lambda _: done.append(1) or "computed")
    start = datetime.fromisoformat(f"{day}T12:00:00+00:00")
    for minutes in range(0, 3 * 24 * 60, 10):
        services.clock.now = start + timedelta(minutes=minutes)
        Runner(services).run(job)
    slots = [run.slot for run in runs(services.engine)]
    assert len(slots) == len(set(slots)) == 4


def test_a_clock_that_jumps_back_runs_nothing_again(services):
    done = []
    job = Job("compute", Daily(at=time(4, 15)), lambda _: done.append(1) or "computed")
    Runner(services).run(job)
    services.clock.now -= timedelta(hours=1)
    Runner(services).run(job)
    assert len(done) == 1


def test_no_daily_job_may_stand_in_the_hour_that_comes_twice():
    with pytest.raises(ValueError, match="02-03"):
        Daily(at=time(2, 30))


def test_a_slot_has_one_name_in_both_hours_of_an_october_night():
    first = datetime(2026, 10, 25, 2, 30, fold=0, tzinfo=STOCKHOLM)
    second = datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=STOCKHOLM)
    assert Every(seconds=60).slot(first) != Every(seconds=60).slot(second)
    assert Every(seconds=60).slot(first) == "2026-10-25T00:30:00+00:00"
    assert Daily(at=time(4, 15)).slot(first.astimezone(UTC)) == "2026-10-24"
