"""A backup taken from either kind of store comes back whole in either kind, or not at all."""

import json
import sqlite3
import threading
import zipfile
from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, delete, select, text, update

from dashboard import audit
from dashboard.backup import BackupError, back_up, read_backup, restore
from dashboard.copying import CopyError, copy_store, tables
from dashboard.returns import deliver
from dashboard.services import Services
from dashboard.settings import Settings
from dashboard.tables import audit_log
from dashboard.wholeness import look_through
from etl.database import connect, transaction
from etl.tables import batch
from indicators.tables import release_part
from migrations import upgrade

NOW = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)
HEADER = (
    "period,geography,applicant,purpose,sex,age_group,"
    "submitted,granted,rejected,withdrawn,pending,status"
)
ROW = "2026-Q1,0180,social_services,sexual,women,adult,7,4,0,0,3,preliminary"


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request):
    return request.param


@pytest.fixture
def services(kind, new_installation, tmp_path):
    folder = tmp_path / "var"
    url = new_installation(kind, folder)
    made = Services(Settings(database_url=url, data_dir=folder), lambda: NOW)
    with transaction(made.engine) as connection:
        audit.note(connection, NOW, "cli", "test.noted", about="åäö")
    deliver(made, f"{HEADER}\n{ROW}\n".encode(), "q1.csv", date(2026, 4, 20), channel="cli")
    yield made
    made.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, new_postgres_database, tmp_path):
    folder = tmp_path / "new"
    url = new_postgres_database() if request.param == "postgresql" else ""
    made = Services(Settings(database_url=url, data_dir=folder), lambda: NOW)
    yield made
    made.close()


def contents(engine, *, but=("session", "audit_log", "audit_end")):
    with engine.connect() as connection:
        return {
            table.name: connection.execute(select(table).order_by(*table.primary_key.columns)).all()
            for table in tables()
            if table.name not in but
        }


def originals(services):
    return {path.name: path.read_bytes() for path in services.archive.all()}


def test_a_backup_comes_back_whole_in_either_kind_of_store(services, empty, tmp_path):
    file = tmp_path / "b.zip"
    made = back_up(services, file)
    assert made.tables["record"] > 100
    assert made.originals == len(originals(services)) > 10
    assert read_backup(file) == made
    assert file.stat().st_mode & 0o077 == 0
    assert restore(empty, file, by="cli:test") == made
    assert contents(empty.engine) == contents(services.engine)
    assert originals(empty) == originals(services)
    found = look_through(empty.engine, empty.archive)
    assert found.faults == ()
    newest = audit.entries(empty.engine)[0]
    assert (newest.what, newest.who, newest.about) == ("store.restored", "cli:test", "b.zip")
    before = audit.entries(services.engine)
    assert audit.entries(empty.engine)[1:] == before
    # What is added next is numbered after what came back.
    data = f"{HEADER}\n{ROW.replace('Q1', 'Q2')}\n".encode()
    answer = deliver(empty, data, "q2.csv", date(2026, 7, 20), channel="cli", accept="new")
    assert answer.batch > max(row.id for row in contents(services.engine)["batch"])


def test_a_backup_taken_while_returns_come_in_is_of_one_moment(services, tmp_path):
    stop = threading.Event()

    def keep_loading():
        for number in range(200):
            if stop.is_set():
                return
            data = f"{HEADER},note\n{ROW},{number}\n".encode()
            deliver(services, data, "q.csv", date(2026, 4, 21), channel="cli", accept="test")

    loading = threading.Thread(target=keep_loading)
    loading.start()
    try:
        made = [back_up(services, tmp_path / f"{number}.zip") for number in range(3)]
    finally:
        stop.set()
        loading.join()
    assert made[-1].tables["batch"] >= made[0].tables["batch"]
    fresh = Services(Settings(data_dir=tmp_path / "fresh"), lambda: NOW)
    restore(fresh, tmp_path / "2.zip")
    assert look_through(fresh.engine, fresh.archive).faults == ()
    fresh.close()


def test_a_store_that_holds_anything_is_left_alone_unless_told(services, tmp_path):
    file = tmp_path / "b.zip"
    back_up(services, file)
    with pytest.raises(BackupError, match="--replace"):
        restore(services, file)
    before = contents(services.engine)
    data = f"{HEADER}\n{ROW.replace('Q1', 'Q3')}\n".encode()
    deliver(services, data, "later.csv", date(2026, 10, 20), channel="cli", accept="later")
    assert contents(services.engine) != before
    restore(services, file, instead=True)
    assert contents(services.engine) == before
    with pytest.raises(BackupError, match="there already"):
        back_up(services, file)


def rewritten(file, to, change):
    """Pack a backup anew with one of its files changed, its list as it was."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            for kept, data in change(name, old.read(name)):
                new.writestr(kept, data)
    return to


def other_bytes(name, data):
    yield name, b"other" if name.startswith("originals/0") else data


def one_less(name, data):
    if not name.startswith("originals/0"):
        yield name, data


def one_more(name, data):
    yield name, data
    if name == "manifest.json":
        yield "../../out.txt", b"evil"


def listed_elsewhere(name, data):
    if name == "manifest.json":
        listed = json.loads(data)
        listed["files"] |= {"../out.txt": "0" * 64}
        yield "../out.txt", b""
        data = json.dumps(listed).encode()
    yield name, data


def newer(name, data):
    if name == "manifest.json":
        data = json.dumps(json.loads(data) | {"version": "9999"}).encode()
    yield name, data


CHANGES = (other_bytes, one_less, one_more, listed_elsewhere, newer)


one_kind = pytest.mark.parametrize("kind", ["sqlite"])
"""A backup is the same whatever it was taken from."""


@one_kind
def test_a_damaged_backup_changes_nothing(services, tmp_path):
    file = tmp_path / "b.zip"
    back_up(services, file)
    (tmp_path / "half.zip").write_bytes(file.read_bytes()[:-2000])
    (tmp_path / "no.zip").write_bytes(b"nothing of the kind")
    bad = [rewritten(file, tmp_path / f"{one.__name__}.zip", one) for one in CHANGES]
    fresh = Services(Settings(data_dir=tmp_path / "fresh"), lambda: NOW)
    for one in (tmp_path / "half.zip", tmp_path / "no.zip", *bad):
        with pytest.raises(BackupError):
            restore(fresh, one)
        assert not (tmp_path / "fresh" / "originals").exists()
    assert not (tmp_path / "out.txt").exists()
    assert not list(tmp_path.glob(".backup-*"))
    fresh.close()


@one_kind
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda: update(audit_log).values(who="somebody else"), "not what was written"),
        (lambda: delete(audit_log), "the log ends"),
        (lambda: update(release_part).values(json="{}"), "the release"),
        (lambda: update(batch).where(batch.c.id == 1).values(sha256="0" * 64), "original"),
    ],
    ids=["row changed", "rows cut", "release changed", "original lost"],
)
def test_what_was_not_whole_when_it_was_backed_up_does_not_come_back(
    services, tmp_path, spoil, said
):
    with transaction(services.engine) as connection:
        connection.execute(spoil())
    assert any(said in fault for fault in look_through(services.engine, services.archive).faults)
    back_up(services, tmp_path / "b.zip")
    fresh = Services(Settings(data_dir=tmp_path / "fresh"), lambda: NOW)
    with pytest.raises(BackupError, match=said):
        restore(fresh, tmp_path / "b.zip")
    fresh.close()


@one_kind
def test_a_full_disk_leaves_no_half_a_backup(services, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        back_up(services, tmp_path / "out" / "b.zip")
    assert list((tmp_path / "out").iterdir()) == []


def test_every_table_is_copied_and_one_that_is_not_known_is_not_left_out(services, tmp_path):
    target = connect(f"sqlite:///{tmp_path / 'copy.sqlite'}")
    counts = copy_store(services.engine, target)
    assert set(counts) == {table.name for table in tables()}
    more = Table("made_later", MetaData(), Column("id", Integer, primary_key=True))
    more.create(services.engine)
    with pytest.raises(CopyError, match="made_later"):
        copy_store(services.engine, target)
    target.dispose()


def test_a_release_may_come_before_the_one_that_it_replaces(engine, database_url, tmp_path):
    target = connect(f"sqlite:///{tmp_path / 'copy.sqlite'}")
    source = connect(f"sqlite:///{tmp_path / 'source.sqlite'}")
    upgrade(source)
    with closing(sqlite3.connect(tmp_path / "source.sqlite")) as raw, raw:
        for name, replaces in (("a", "b"), ("b", None)):
            raw.execute(
                "INSERT INTO release (id, title_sv, title_en, kind, state, data_cut, "
                "in_force_from, created_at, content_hash, prepared_by, replaces) VALUES "
                "(?, 't', 't', 'regular', 'draft', '2026-01-01', '2026-01-01', "
                "'2026-01-01 00:00:00', 'x', 'me', ?)",
                (name, replaces),
            )
    for to in (target, engine):
        if to is engine:
            from etl.database import metadata

            metadata.drop_all(engine)
        copy_store(source, to)
        with to.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM release")).scalar() == 2
    source.dispose()
    target.dispose()
