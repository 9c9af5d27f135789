"""What the pages may read: public releases alone, each read from the store once."""

from datetime import date, timedelta

from release_builders import AUGUST, FEBRUARY, MAY, NOW, published, write
from sqlalchemy import event

from dashboard.queries import Queries


def loads(engine):
    """Count how often the parts of a release are read."""
    seen = []

    def listener(*args):
        if "release_part" in args[2]:
            seen.append(args[2])

    event.listen(engine, "before_cursor_execute", listener)
    return seen


def test_nothing_before_the_first(engine):
    queries = Queries(engine)
    assert queries.current() is None
    assert queries.as_of(MAY) is None
    assert queries.release("r1") is None
    assert queries.heads() == ()
    assert queries.tombstone("r1") is None
    assert queries.checksums("r1") == {}


def test_a_draft_is_not_there(engine, store):
    write(store, "r1", MAY)
    queries = Queries(engine)
    assert queries.release("r1") is None
    assert queries.heads() == ()
    assert queries.checksums("r1") == {}


def test_contents_are_read_once_and_the_state_each_time(engine, store):
    published(store, "r1", MAY)
    seen = loads(engine)
    queries = Queries(engine)
    first = queries.current()
    assert queries.release("r1") == queries.as_of(date(2025, 6, 1)) == first
    assert len(seen) == 1
    published(store, "r2", AUGUST)
    seen.clear()
    again = queries.release("r1")
    assert seen == []
    assert (first.head.state, again.head.state) == ("published", "replaced")
    assert again.indicators is first.indicators


def test_no_more_contents_are_kept_than_told(engine, store):
    for number, day in enumerate((MAY, AUGUST, FEBRUARY)):
        published(store, f"r{number}", day)
    queries = Queries(engine, kept=2)
    seen = loads(engine)
    for name in ("r0", "r1", "r2", "r1", "r2"):
        queries.release(name)
    assert len(seen) == 3
    queries.release("r0")
    assert len(seen) == 4


def test_a_withdrawn_release_drops_out_of_memory(engine, store):
    published(store, "r1", MAY)
    published(store, "r2", AUGUST)
    queries = Queries(engine)
    assert queries.current().head.id == "r2"
    store.withdraw("r2", reason="Fel.", now=NOW + timedelta(days=1))
    assert queries.release("r2") is None
    assert queries.current().head.id == "r1"
    assert queries.as_of(FEBRUARY).head.id == "r1"
    assert queries.tombstone("r2").reason == "Fel."
    assert queries.tombstone("r1") is None
    assert queries.checksums("r2") == {}
    assert [head.state for head in queries.heads()] == ["withdrawn", "published"]
