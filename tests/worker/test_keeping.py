"""What is thrown away has done its work; what must stay stays."""

import os
from datetime import date, timedelta

import pytest
from sqlalchemy import func, insert, select
from turned_clock import Clock

from dashboard import audit
from dashboard.accounts import Accounts, Actor
from dashboard.copying import tables
from dashboard.jobs import Every, Job, Runner, last_runs
from dashboard.keeping import back_up_nightly, backups, prune
from dashboard.returns import deliver
from dashboard.services import Services
from dashboard.sessions import Sessions
from dashboard.settings import Settings
from dashboard.tables import failure
from etl.database import transaction
from migrations import upgrade

HEADER = "period,geography,purpose,sex,age_group,cases,eligible,status"


@pytest.fixture(params=["sqlite", "postgresql"])
def services(request, new_postgres_database, tmp_path):
    url = new_postgres_database() if request.param == "postgresql" else ""
    settings = Settings(database_url=url, data_dir=tmp_path, backups_kept=2)
    made = Services(settings, Clock("2026-01-05T06:00:00+00:00"))
    upgrade(made.engine)
    yield made
    made.close()


def counts(services):
    with services.engine.connect() as connection:
        return {
            one.name: connection.scalar(select(func.count()).select_from(one)) for one in tables()
        }


def aged(path, day):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x", encoding="utf-8")
    os.utime(path, (day.timestamp(), day.timestamp()))
    return path


def test_what_has_done_its_work_goes_and_nothing_else(services):
    clock, start = services.clock, services.clock.now
    accounts = Accounts(services.engine, clock)
    accounts.add("anna", ("steward",), Actor("cli"), password="fyra ord utan samband")
    sessions = Sessions(services.engine, clock)
    sessions.start("anna", "full", "127.0.0.1")
    for job in ("inbox", "compute"):
        Runner(services).run(Job(job, Every(seconds=60), lambda _: "done"))
    with transaction(services.engine) as connection:
        connection.execute(insert(failure).values(key="k", at=start))
    data = f"{HEADER}\n2025-Q1,0180,sexual,women,adult,3,1,final\n".encode()
    deliver(services, data, "a.csv", date(2025, 5, 1), channel="cli")
    original = services.archive.path(next(services.archive.all()).name)
    half = aged(original.parent / ".new-half", start)
    reply = aged(services.settings.inbox_dir / "replies" / "a.csv.txt", start)
    waiting = aged(services.settings.inbox_dir / "b.csv", start)
    room = aged(services.settings.backup_dir / ".backup-x" / "store.sqlite", start).parent
    os.utime(room, (start.timestamp(), start.timestamp()))
    assert prune(services) == "1 rows, 0 files" or prune(services) is None
    before = counts(services)
    clock.now += timedelta(days=91)
    Runner(services).run(Job("inbox", Every(seconds=60), lambda _: "done"))
    token = sessions.start("anna", "full", "127.0.0.1")
    assert prune(services)
    after = counts(services)
    gone = {name for name in before if after[name] < before[name]}
    assert gone <= {"failure", "session"}
    assert after["session"] == 1
    assert sessions.read(token)
    assert after["failure"] == 0
    # The latest run of each job stays, however old.
    assert after["job_run"] == 2
    assert set(last_runs(services.engine)) == {"inbox", "compute"}
    assert not half.exists()
    assert not room.exists()
    assert not reply.exists()
    assert waiting.exists()
    assert original.read_bytes() == data
    assert audit.verify(services.engine).faults == ()


def test_each_night_has_its_backup_and_the_oldest_go(services):
    for _ in range(4):
        assert "rows" in back_up_nightly(services)
        services.clock.now += timedelta(days=1)
    kept = [one.name for one in backups(services.settings.backup_dir)]
    assert len(kept) == 4
    mine = aged(services.settings.backup_dir / "before-the-move.zip", services.clock.now)
    prune(services)
    assert [one.name for one in backups(services.settings.backup_dir)] == kept[2:]
    assert mine.exists()
