"""What is left of the schedule when clocks are set, workers die, disks fill and databases go?"""

import logging
import os
import shutil
import signal
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import create_engine, event, make_url, text
from sqlalchemy.exc import OperationalError
from turned import Clock, wait_until, working

from dashboard import cli
from dashboard.inbox import take_in
from dashboard.jobs import Daily, Every, Job, Runner, runs
from dashboard.schedule import JOBS
from dashboard.services import STOCKHOLM, Services
from dashboard.settings import Settings
from dashboard.worker import _trigger, run_once
from etl import store

NOON = "2026-10-24T10:00:00+00:00"
MINUTE, NIGHT = Every(seconds=60), Daily(at=time(4, 15))


@pytest.fixture
def clock():
    return Clock(NOON)


@pytest.fixture
def services(engine, database_url, clock, tmp_path, caplog):
    caplog.set_level(logging.CRITICAL)
    made = Services(Settings(database_url=database_url, data_dir=tmp_path), clock)
    yield made
    made.close()


def outcomes(services):
    return sorted((run.job, run.outcome) for run in runs(services.engine))


@pytest.mark.parametrize("day", ["2026-03-28", "2026-10-24"], ids=["spring", "autumn"])
@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_each_job_falls_due_as_often_as_it_should_through_a_change_of_clocks(job, day):
    start = datetime.fromisoformat(f"{day}T12:00:00+00:00")
    step = timedelta(seconds=min(getattr(job.due, "seconds", 600), 600))
    hours = 48
    moments = [start + n * step for n in range(int(timedelta(hours=hours) / step))]
    slots = list(dict.fromkeys(job.due.slot(moment) for moment in moments))
    if isinstance(job.due, Daily):
        assert len(slots) == hours // 24 + 1
        first = [next(m for m in moments if job.due.slot(m) == one) for one in slots[1:]]
        assert {moment.astimezone(STOCKHOLM).time() >= job.due.at for moment in first} == {True}
        assert all(moment.astimezone(STOCKHOLM).hour != 2 for moment in first)
    else:
        assert len(slots) == hours * 3600 // job.due.seconds


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"], ids=["spring", "autumn"])
def test_the_clock_s_own_trigger_fires_once_on_a_day_of_23_or_25_hours(day):
    for job in (job for job in JOBS if isinstance(job.due, Daily)):
        trigger = _trigger(job.due)
        assert isinstance(trigger, CronTrigger)
        moment = datetime.fromisoformat(f"{day}T00:00:00").replace(tzinfo=STOCKHOLM)
        fired = trigger.get_next_fire_time(None, moment)
        after = trigger.get_next_fire_time(fired, fired + timedelta(seconds=1))
        assert fired.date().isoformat() == day
        assert after.date() - fired.date() == timedelta(days=1)


def test_every_job_says_what_happens_when_its_time_was_missed():
    assert {job.name for job in JOBS} == {
        "publish",
        "inbox",
        "pull",
        "draft",
        "backup",
        "prune",
        "compute",
        "overdue",
        "notices",
    }
    for job in JOBS:
        assert job.coalesce
        assert (job.due.grace is None) is isinstance(job.due, Daily)
        assert not isinstance(job.due, Daily) or job.due.at.hour != 2


def test_days_that_were_missed_are_one_run(services, clock):
    done = []
    job = Job("compute", NIGHT, lambda _: done.append(1) or "computed")
    Runner(services).run(job)
    clock.turn(days=9)
    Runner(services).run(job)
    assert len(done) == 2


def test_a_daily_job_that_failed_is_tried_again_within_its_day_three_times(services, clock):
    tried = []

    def fail(_services):
        tried.append(clock.now)
        raise OSError("database away")

    job = Job("compute", NIGHT, fail)
    for _ in range(6 * 12):
        Runner(services).run(job)
        clock.turn(minutes=10)
    assert [after - before for before, after in pairwise(tried)] == [timedelta(hours=1)] * 2
    clock.turn(days=1)
    well = Job("compute", NIGHT, lambda _: "computed")
    assert Runner(services).run(well).outcome == "done"


def test_a_clock_set_far_ahead_and_back_again_stops_nothing(services, clock):
    done = []
    jobs = [Job("inbox", MINUTE, lambda _: done.append("inbox") or "one")]
    jobs.append(Job("compute", NIGHT, lambda _: done.append("compute") or "computed"))
    clock.set(days=30)
    for job in jobs:
        Runner(services).run(job)
    clock.set(days=-30)
    for job in jobs:
        Runner(services).run(job)
    assert done == ["inbox", "compute"] * 2
    clock.turn(days=30)
    for job in jobs:
        assert Runner(services).run(job).outcome == "done"


@pytest.mark.parametrize("days", [30, -30], ids=["ahead", "back"])
def test_a_worker_notices_a_clock_that_is_set(services, clock, days):
    done = []
    job = Job("inbox", MINUTE, lambda _: done.append(clock.now) or "one")
    with working(services, (job,), clock):
        wait_until(lambda: len(done) == 1)
        clock.set(days=days)
        wait_until(lambda: len(done) == 2)
    assert done[1] - done[0] == timedelta(days=days)


def test_two_workers_run_each_slot_once(services, database_url, clock):
    done = []
    other = Services(services.settings, clock)
    jobs = tuple(
        Job(name, due, lambda _, name=name: done.append(name) or "done")
        for name, due in (("inbox", MINUTE), ("compute", NIGHT))
    )
    with working(services, jobs, clock), working(other, jobs, clock):
        wait_until(lambda: len(done) >= 2)
        assert run_once(other, jobs) == []
    other.close()
    assert sorted(done) == ["compute", "inbox"]


def run_in_a_process_that_dies(settings, clock, job):
    """Lead in a process of its own that is killed in the middle of a job."""
    child = os.fork()
    if child == 0:
        try:
            run_once(Services(settings, clock), (job,))
        finally:
            os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_a_worker_killed_in_a_job_is_replaced_and_the_job_is_done(services, clock):
    die = Job("compute", NIGHT, lambda _: os.kill(os.getpid(), signal.SIGKILL))
    well = Job("compute", NIGHT, lambda _: "computed")
    run_in_a_process_that_dies(services.settings, clock, die)
    assert outcomes(services) == [("compute", "running")]
    with working(services, (well,), clock):
        wait_until(lambda: ("compute", "done") in outcomes(services))
    assert outcomes(services) == [("compute", "done"), ("compute", "interrupted")]


def test_a_job_that_kills_its_worker_is_not_tried_without_end(services, clock):
    die = Job("compute", NIGHT, lambda _: os.kill(os.getpid(), signal.SIGKILL))
    for _ in range(3):
        run_in_a_process_that_dies(services.settings, clock, die)
    assert run_once(services, (die,)) == []
    assert outcomes(services) == [("compute", "interrupted")] * 3


HEADER = (
    "period,geography,applicant,purpose,sex,age_group,"
    "submitted,granted,rejected,withdrawn,pending,status"
)


@contextmanager
def full_disk(engine):
    """Let the database itself find that there is no room: SQLite by its bound, PostgreSQL by
    the error that its server gives."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

        def bound(raw, _record):
            raw.execute(f"PRAGMA max_page_count={pages}")

        event.listen(engine, "connect", bound)
        engine.dispose()
        yield
        event.remove(engine, "connect", bound)
        engine.dispose()
        return
    body = "BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END"
    with engine.begin() as connection:
        connection.exec_driver_sql(
            f"CREATE FUNCTION no_room() RETURNS trigger AS $$ {body} $$ LANGUAGE plpgsql"
        )
        for table in ("batch", "record"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER no_room BEFORE INSERT ON {table} EXECUTE FUNCTION no_room()"
            )
    yield
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP FUNCTION no_room CASCADE")


def test_on_a_full_disk_a_file_waits_and_is_loaded_once_there_is_room(services, clock):
    folder = services.settings.inbox_dir
    folder.mkdir(parents=True)
    row = "{}-Q{},0180,social_services,sexual,women,adult,{},{},0,0,3,preliminary"
    rows = [row.format(1990 + n // 4, n % 4 + 1, 7 + n, 4 + n) for n in range(120)]
    path = folder / "q1.csv"
    path.write_text("\n".join((HEADER, *rows, "")), encoding="utf-8")
    job = Job("inbox", MINUTE, take_in)
    with full_disk(services.engine):
        Runner(services).run(job)
        assert path.exists()
        with services.engine.connect() as connection:
            assert store.batches(connection) == []
    clock.turn(minutes=1)
    assert Runner(services).run(job).message == "q1.csv: loaded"
    assert not path.exists()


@contextmanager
def database_away(services, url):
    """Take the database away from under whoever uses it, and bring it back."""
    place = make_url(url)
    if services.engine.dialect.name == "sqlite":
        path = Path(place.database)
        services.engine.dispose()
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            if (path.parent / name).exists():
                shutil.move(path.parent / name, path.parent / f"away-{name}")
        path.mkdir()
        yield
        path.rmdir()
        for name in path.parent.glob("away-*"):
            name.rename(path.parent / name.name.removeprefix("away-"))
        return
    admin = create_engine(place.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {place.database} WITH ALLOW_CONNECTIONS false"))
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
            {"name": place.database},
        )
        yield
        connection.execute(text(f"ALTER DATABASE {place.database} WITH ALLOW_CONNECTIONS true"))
    admin.dispose()


def test_a_database_that_goes_away_and_comes_back_stops_no_worker(services, database_url, clock):
    done = []
    job = Job("inbox", MINUTE, lambda _: done.append(1) or "one")
    with working(services, (job,), clock):
        wait_until(lambda: ("inbox", "done") in outcomes(services))
        with database_away(services, database_url):
            clock.set(minutes=5)
            assert Runner(services).run(job) is None
        clock.set(minutes=5)
        wait_until(lambda: len(done) >= 2)


def test_the_end_of_a_job_during_which_the_database_went_is_written_down_later(
    services, database_url, clock
):
    away = database_away(services, database_url)
    runner = Runner(services)
    assert (
        runner.run(Job("compute", NIGHT, lambda _: away.__enter__() or "computed")).outcome
        == "done"
    )
    away.__exit__(None, None, None)
    assert outcomes(services) == [("compute", "running")]
    runner.run(Job("inbox", MINUTE, lambda _: "one"))
    assert outcomes(services) == [("compute", "done"), ("inbox", "done")]
    assert runs(services.engine)[0].started_at == clock.now.astimezone(UTC)


def test_a_single_turn_without_its_database_is_an_error_and_not_an_idle_turn(
    services, database_url
):
    with database_away(services, database_url), pytest.raises(OperationalError):
        run_once(services, ())


def test_a_single_turn_whose_database_goes_midway_says_what_it_owes(
    services, database_url, monkeypatch, capsys
):
    away = database_away(services, database_url)
    jobs = (
        Job("inbox", MINUTE, lambda _: "one"),
        Job("compute", NIGHT, lambda _: away.__enter__() or "computed"),
        Job("prune", NIGHT, lambda _: "pruned"),
    )
    monkeypatch.setattr("dashboard.commands.service.services", lambda: services)
    monkeypatch.setattr("dashboard.worker.run_once", lambda given: run_once(given, jobs))
    code = cli.run(["worker", "--once"])
    away.__exit__(None, None, None)
    said = capsys.readouterr()
    assert code == 2
    assert said.out == "inbox: done (one)\ncompute: done (computed)\n"
    assert said.err.startswith("Error: the database went away")
    assert "compute, prune" in said.err
