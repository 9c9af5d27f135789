"""A file put into the inbox, as the worker meets it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dashboard.inbox import take_in
from dashboard.jobs import runs
from dashboard.publishing import WORKING_DRAFT
from dashboard.services import Services
from dashboard.settings import Settings
from dashboard.worker import run_once
from etl import store
from indicators.results import Mark
from indicators.store import ReleaseStore

HEADER = (
    "period,geography,applicant,purpose,sex,age_group,"
    "submitted,granted,rejected,withdrawn,pending,status,note"
)
RIGHT = f"{HEADER}\n2026-Q1,0180,social_services,sexual,women,adult,7,4,0,0,3,preliminary,\n"
WRONG = f"{HEADER}\n2026-Q1,0180,social_services,sexual,women,adult,7,4,0,0,1,preliminary,\n"


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def services(new_installation, kind: str, tmp_path: Path):
    url = new_installation(kind, tmp_path / "var")
    made = Services(Settings(database_url=url, data_dir=tmp_path / "var"))
    made.settings.inbox_dir.mkdir()
    yield made
    made.close()


def put(services: Services, name: str, text: str) -> Path:
    path = services.settings.inbox_dir / name
    path.write_text(text, encoding="utf-8")
    settled = time.time() - 60
    os.utime(path, (settled, settled))
    return path


def test_a_right_file_is_loaded_answered_and_in_the_working_draft(services):
    path = put(services, "q1.csv", RIGHT)
    done = {run.job: run for run in run_once(services)}
    assert done["inbox"].outcome == "done"
    assert done["inbox"].message == "q1.csv: loaded"
    assert not path.exists()
    assert "inläst" in (path.parent / "replies" / "q1.csv.txt").read_text(encoding="utf-8")
    release = ReleaseStore(services.engine).load(WORKING_DRAFT)
    seen = [
        o
        for o in release.indicators["reflection_applications"].observations
        if o.period.label == "2026-Q1" and o.mark is Mark.HIDDEN
    ]
    assert seen
    assert runs(services.engine)[-1].job in {"publish", "compute", "inbox"}


def test_a_broken_file_is_held_with_its_findings_and_changes_nothing(services):
    with services.engine.connect() as connection:
        before = store.records(connection)
    path = put(services, "fel.csv", WRONG)
    assert take_in(services) == "fel.csv: held"
    reply = (path.parent / "replies" / "fel.csv.txt").read_text(encoding="utf-8")
    assert "kvarhållen" in reply
    assert "rad 2" in reply
    with services.engine.connect() as connection:
        assert store.records(connection) == before
        held = store.batches(connection, state="held")
        assert len(held) == 1
        assert store.findings_of(connection, held[0].id)[0]["rule"] == "sum_mismatch"


def test_a_file_still_on_its_way_is_left(services):
    path = services.settings.inbox_dir / "ny.csv"
    path.write_text(RIGHT[:40], encoding="utf-8")
    assert take_in(services) is None
    assert path.exists()


def test_the_worker_process_takes_in_a_file_and_ends_when_told(services, tmp_path):
    put(services, "q1.csv", RIGHT)
    environment = {
        **os.environ,
        "PROGRAMKOLLEN_DATABASE_URL": services.settings.database_url,
        "PROGRAMKOLLEN_DATA_DIR": str(services.settings.data_dir),
    }
    worker = subprocess.Popen([sys.executable, "-m", "dashboard.cli", "worker"], env=environment)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not _accepted(services):
            time.sleep(0.2)
        assert _accepted(services) == ["q1.csv"]
    finally:
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=60) == 0


def _accepted(services: Services) -> list[str]:
    with services.engine.connect() as connection:
        found = store.batches(connection, state="accepted")
    return [one.filename for one in found if one.channel == "inbox"]
