"""What becomes of a return that is handed in, on each kind of database."""

from datetime import date
from pathlib import Path

import pytest
from returns_for_tests import HEADER, applications, delivery
from sqlalchemy import Engine, func, select

from etl import store
from etl.archive import Archive
from etl.load import Result, load
from etl.records import known_on
from etl.tables import batch, finding, record


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "originals")


def counts(engine: Engine) -> tuple[int, int, int]:
    with engine.connect() as connection:
        return tuple(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (batch, finding, record)
        )


def submitted(engine: Engine, day: str) -> list[int]:
    with engine.connect() as connection:
        known = known_on(store.records(connection), date.fromisoformat(day))
    return [figure.record.value for figure in known.select("applications", "submitted")]


def test_a_right_return_is_in_the_records_with_its_original(engine, archive):
    data = applications()
    answer = load(engine, archive, delivery(data))
    assert answer.result is Result.LOADED
    assert answer.rows == 1
    assert submitted(engine, "2026-04-20") == [7]
    with engine.connect() as connection:
        stored = store.batches(connection)[0]
    assert stored.state == "accepted"
    assert archive.read(stored.sha256) == data


def test_the_same_file_twice_changes_nothing_and_says_so(engine, archive):
    load(engine, archive, delivery(applications()))
    before = counts(engine)
    again = load(engine, archive, delivery(applications(), day="2026-05-01", name="b.csv"))
    assert again.result is Result.UNCHANGED
    assert counts(engine) == before


def test_a_broken_return_is_held_with_its_findings_and_changes_no_figure(engine, archive):
    load(engine, archive, delivery(applications(submitted=7)))
    broken = f"{HEADER}\n2026-Q1,0180,social_services,sexual,women,adult,9,1,1,1,1,final,\n"
    answer = load(engine, archive, delivery(broken.encode(), day="2026-04-25"))
    assert answer.result is Result.HELD
    assert [f.rule for f in answer.findings] == ["sum_mismatch"]
    assert submitted(engine, "2026-12-31") == [7]
    with engine.connect() as connection:
        held = store.batches(connection, state="held")[0]
        assert [f["rule"] for f in store.findings_of(connection, held.id)] == ["sum_mismatch"]
    assert archive.read(held.sha256) == broken.encode()


def test_a_later_return_is_a_new_vintage_and_the_old_one_stays_known(engine, archive):
    load(engine, archive, delivery(applications(submitted=7), day="2026-04-20"))
    load(engine, archive, delivery(applications(submitted=8), day="2026-06-01"))
    assert submitted(engine, "2026-04-19") == []
    assert submitted(engine, "2026-05-31") == [7]
    assert submitted(engine, "2026-06-01") == [8]


def test_a_file_with_personal_data_is_refused_and_not_kept(engine, archive):
    # 570428-9999 is of the reserved test series: nobody has it.
    line = "2026-Q1,0180,social_services,sexual,women,adult,7,7,0,0,0,final,gäller 570428-9999"
    data = f"{HEADER}\n{line}\n".encode()
    answer = load(engine, archive, delivery(data))
    assert answer.result is Result.REFUSED
    assert {f.rule for f in answer.findings} == {"personal_data"}
    assert all(f.value is None for f in answer.findings)
    assert not list(archive.folder.rglob("*")) or not any(
        path.is_file() for path in archive.folder.rglob("*")
    )
    with engine.connect() as connection:
        kept = " ".join(connection.execute(select(finding.c.body)).scalars())
    assert "570428" not in kept
    assert "9999" not in kept


def test_warnings_hold_a_return_until_a_reason_is_given(engine, archive):
    load(engine, archive, delivery(applications(submitted=7), day="2026-04-20"))
    jump = applications(period="2026-Q2", submitted=90)
    held = load(engine, archive, delivery(jump, day="2026-07-10"))
    assert held.result is Result.HELD
    assert all(f.severity == "warning" for f in held.findings)
    taken = load(engine, archive, delivery(jump, day="2026-07-10", accept="checked by telephone"))
    assert taken.result is Result.LOADED
    with engine.connect() as connection:
        states = [(b.state, b.reason) for b in store.batches(connection)]
    assert states[-2:] == [
        ("replaced", "checked by telephone"),
        ("accepted", "checked by telephone"),
    ]


@pytest.mark.parametrize("step", ["archive", "begin", "store", "commit"])
def test_a_stop_at_any_step_leaves_all_or_nothing(engine, archive, step):
    class StopError(Exception):
        pass

    def stop(name: str) -> None:
        if name == step:
            raise StopError

    with pytest.raises(StopError):
        load(engine, archive, delivery(applications()), failpoint=stop)
    assert counts(engine) == (0, 0, 0)
    assert load(engine, archive, delivery(applications())).result is Result.LOADED
    assert submitted(engine, "2026-12-31") == [7]


@pytest.mark.parametrize(
    "data", [b"", b"\x00\xff\xfe\x01" * 40, b"hej", "ä;ö\n1;2\n".encode("utf-16")]
)
def test_bytes_that_are_no_return_get_a_finding_and_never_a_traceback(engine, archive, data):
    answer = load(engine, archive, delivery(data))
    assert answer.result is Result.HELD
    assert answer.findings
    assert answer.findings[0].message
