"""What is left of a load when the program, the disk or the database dies under it?"""

import threading
from datetime import date
from pathlib import Path

import pytest
from dying_load import load_and_die
from returns_for_tests import HEADER, applications, delivery
from sqlalchemy import func, select

from etl import store
from etl.archive import Archive
from etl.load import Result, load
from etl.records import known_on
from etl.tables import batch, finding, record

BROKEN = f"{HEADER}\n2026-Q1,0180,social_services,sexual,women,adult,9,1,1,1,1,final,\n".encode()
# 570428-9999 is of the reserved test series: nobody has it.
PERSONAL = b"570428-9999"


def counts(engine) -> tuple[int, int, int]:
    with engine.connect() as connection:
        return tuple(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (batch, finding, record)
        )


@pytest.mark.parametrize("data", [applications(), BROKEN], ids=["loaded", "held"])
def test_killed_at_any_statement_a_load_leaves_all_or_nothing(engine, database_url, tmp_path, data):
    archive = Archive(tmp_path / "originals")
    statement = 1
    while load_and_die(database_url, archive, delivery(data), statement):
        assert counts(engine) == (0, 0, 0)
        statement += 1
    assert statement > 5
    assert counts(engine)[0] == 1
    assert load(engine, archive, delivery(data)).result in (Result.UNCHANGED, Result.HELD)
    assert counts(engine)[0] == 1


def test_two_files_for_one_period_at_once_are_two_vintages_one_after_the_other(engine, tmp_path):
    archive = Archive(tmp_path / "originals")
    # The same day: both are kept, and the page says that they conflict.
    files = [applications(submitted=7), applications(submitted=8)]
    answers = []
    threads = [
        threading.Thread(
            target=lambda d=data: answers.append(load(engine, archive, delivery(d, accept="ok")))
        )
        for data in files
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.result for one in answers] == [Result.LOADED, Result.LOADED]
    with engine.connect() as connection:
        known = known_on(store.records(connection), date(2026, 12, 31))
    (figure,) = known.select("applications", "submitted")
    assert {figure.record.value, *(r.value for r in figure.conflicts)} == {7, 8}


def test_a_full_disk_changes_no_figure_and_the_file_can_come_again(engine, tmp_path, monkeypatch):
    archive = Archive(tmp_path / "originals")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            load(engine, archive, delivery(applications()))
    assert counts(engine) == (0, 0, 0)
    assert load(engine, archive, delivery(applications())).result is Result.LOADED


def test_half_an_upload_is_held_and_the_whole_one_is_then_loaded(engine, tmp_path):
    archive = Archive(tmp_path / "originals")
    whole = applications()
    half = load(engine, archive, delivery(whole[: len(whole) - 25]))
    assert half.result is Result.HELD
    assert half.findings
    assert load(engine, archive, delivery(whole)).result is Result.LOADED


@pytest.mark.parametrize("data", [applications(), b"\x00\x01\x02"], ids=["readable", "unreadable"])
def test_a_name_that_is_personal_is_neither_kept_nor_repeated(engine, tmp_path: Path, data):
    archive = Archive(tmp_path / "originals")
    answer = load(engine, archive, delivery(data, name=f"{PERSONAL.decode()}.csv"))
    assert answer.result is Result.REFUSED
    assert any("namn" in f.message for f in answer.findings if f.rule == "personal_data")
    with engine.connect() as connection:
        (kept,) = store.batches(connection)
    for text in (answer.filename, kept.filename, str(answer.to_json())):
        assert "9999" not in text
    assert kept.filename.endswith(".csv")
    assert not archive.folder.exists()
