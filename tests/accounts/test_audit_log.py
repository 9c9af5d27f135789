"""The audit log misses nothing, and shows what was done to it."""

import csv
import io
import threading

import pytest
from sqlalchemy import delete, update

from dashboard import audit
from dashboard.tables import audit_end, audit_log
from etl.database import transaction


def write(engine, clock, count):
    for number in range(count):
        with transaction(engine) as connection:
            audit.note(
                connection, clock(), "anna", "test.row", about=f"row {number}", new={"n": number}
            )
        clock.turn(seconds=1)


def test_rows_follow_each_other_and_are_read_newest_first(engine, clock):
    write(engine, clock, 5)
    found = audit.verify(engine)
    assert (found.rows, found.faults) == (5, ())
    assert [e.position for e in audit.entries(engine, limit=2)] == [5, 4]
    assert [e.position for e in audit.entries(engine, before=3)] == [2, 1]
    assert audit.entries(engine, who="bo") == ()
    assert len(audit.entries(engine, what="test")) == 5


def test_an_empty_log_is_whole(engine):
    assert audit.verify(engine) == audit.Verdict(0, audit.FIRST, ())


@pytest.mark.parametrize(
    "harm",
    [
        lambda c: c.execute(update(audit_log).where(audit_log.c.position == 3).values(who="bo")),
        lambda c: c.execute(update(audit_log).where(audit_log.c.position == 3).values(new=None)),
        lambda c: c.execute(delete(audit_log).where(audit_log.c.position == 3)),
        lambda c: c.execute(delete(audit_log).where(audit_log.c.position == 1)),
        lambda c: c.execute(delete(audit_log).where(audit_log.c.position == 5)),
        lambda c: c.execute(delete(audit_log)),
        lambda c: c.execute(delete(audit_end)),
        lambda c: [
            c.execute(update(audit_log).where(audit_log.c.position == a).values(position=b))
            for a, b in ((2, 99), (3, 2), (99, 3))
        ],
    ],
    ids=["changed", "emptied", "cut", "cut first", "cut last", "cut all", "end", "re-ordered"],
)
def test_a_cut_changed_or_re_ordered_row_shows(engine, clock, harm):
    write(engine, clock, 5)
    with transaction(engine) as connection:
        harm(connection)
    assert audit.verify(engine).faults != ()


def test_a_hash_noted_elsewhere_tells_of_a_log_written_anew(engine, clock):
    write(engine, clock, 3)
    noted = audit.verify(engine).last
    write(engine, clock, 2)
    assert audit.verify(engine, noted).faults == ()
    with transaction(engine) as connection:
        connection.execute(delete(audit_log))
        connection.execute(delete(audit_end))
    write(engine, clock, 5)
    assert audit.verify(engine).faults == ()
    assert "noted earlier" in audit.verify(engine, noted).faults[0]


def test_a_row_is_written_with_what_it_tells_of_or_not_at_all(engine, clock):
    def fail():
        with transaction(engine) as connection:
            audit.note(connection, clock(), "anna", "test.row")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert audit.verify(engine).rows == 0


def test_many_who_write_at_once_make_one_chain(engine, clock):
    threads = [threading.Thread(target=write, args=(engine, clock, 10)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (audit.verify(engine).rows, audit.verify(engine).faults) == (40, ())


def test_the_export_is_enough_to_check_and_is_no_formula(engine, clock):
    write(engine, clock, 2)
    with transaction(engine) as connection:
        audit.note(connection, clock(), "=cmd()", "test.row")
    rows = list(csv.DictReader(io.StringIO(audit.as_csv(engine).decode())))
    assert [row["position"] for row in rows] == ["1", "2", "3"]
    assert rows[2]["who"] == "'=cmd()"
    assert rows[1]["before"] == rows[0]["hash"]
