"""A release goes out at its moment: once, whole, and whatever the clocks do that night."""

import logging
import os
import signal
from datetime import UTC, datetime, timedelta

import pytest
from release_builders import AUGUST, FEBRUARY, MAY, approved, contents, published, write
from sqlalchemy import event

from dashboard import audit
from dashboard.accounts import Actor
from dashboard.queries import Queries
from dashboard.releasing import Releasing
from dashboard.services import Services
from dashboard.settings import Settings
from dashboard.timetable import publish_due, read_moment
from indicators.parts import ReleaseError
from indicators.store import ReleaseStore

EIGHT = datetime(2026, 5, 4, 6, 0, tzinfo=UTC)


def plan(services, release_id, moment, *, by):
    return Releasing(services, Actor(by)).plan(release_id, moment)


class KilledError(Exception):
    """The process dies here."""


class Turned:
    """A clock that tests turn."""

    now = EIGHT - timedelta(hours=2)

    def __call__(self):
        return self.now


@pytest.fixture
def services(engine, database_url, tmp_path):
    settings = Settings(database_url=database_url, data_dir=tmp_path)
    made = Services(settings, Turned(), logging.getLogger("test"))
    yield made
    made.close()


@pytest.fixture
def store(engine):
    made = ReleaseStore(engine)
    published(made, "r1", MAY)
    return made


def at(services, moment):
    services.clock.now = moment
    return publish_due(services)


def test_a_release_waits_for_its_moment_and_goes_out_once(services, store):
    approved(store, "r2", AUGUST, kind="regular")
    assert plan(services, "r2", EIGHT, by="lead").publish_at == EIGHT
    assert at(services, EIGHT - timedelta(seconds=1)) is None
    assert store.latest().id == "r1"
    assert at(services, EIGHT) == "published r2"
    assert (store.latest().id, store.latest().published_at) == ("r2", EIGHT)
    assert at(services, EIGHT + timedelta(days=1)) is None
    log = [(one.what, one.who, one.about) for one in audit.entries(services.engine)]
    assert log == [
        ("release.published", "system:worker", "r2"),
        ("release.planned", "lead", "r2"),
    ]


def test_a_worker_that_slept_publishes_late_rather_than_never(services, store):
    approved(store, "r2", AUGUST, kind="regular")
    approved(store, "r3", FEBRUARY, kind="regular")
    plan(services, "r3", EIGHT + timedelta(hours=1), by="lead")
    plan(services, "r2", EIGHT, by="lead")
    assert at(services, EIGHT + timedelta(days=2)) == "published r2, published r3"
    assert store.latest().id == "r3"


def test_only_what_is_approved_and_to_come_can_be_planned(services, store):
    write(store, "r2", AUGUST)
    with pytest.raises(ReleaseError, match="draft"):
        plan(services, "r2", EIGHT, by="lead")
    approved(store, "r3", FEBRUARY)
    with pytest.raises(ReleaseError, match="has passed"):
        plan(services, "r3", services.clock(), by="lead")
    assert audit.entries(services.engine) == ()


def test_a_draft_written_anew_loses_its_moment(services, store):
    approved(store, "r2", AUGUST)
    plan(services, "r2", EIGHT, by="lead")
    write(store, "r2", AUGUST, contents(MAY))
    assert at(services, EIGHT) is None
    assert (store.head("r2").state, store.head("r2").publish_at) == ("draft", None)


def test_one_that_is_refused_does_not_hold_up_the_next(services, store, caplog):
    caplog.set_level(logging.CRITICAL)
    far = (EIGHT + timedelta(days=30)).date()
    approved(store, "early", far)
    approved(store, "r2", AUGUST)
    for name in ("early", "r2"):
        plan(services, name, EIGHT, by="lead")
    assert at(services, EIGHT) == "published r2, refused early"
    assert (store.head("early").state, store.head("early").publish_at) == ("approved", None)
    assert at(services, EIGHT + timedelta(minutes=1)) is None
    assert audit.entries(services.engine)[0].what == "release.refused"


def test_killed_at_any_statement_the_old_release_stands_whole(services, store):
    approved(store, "r2", AUGUST, kind="regular")
    plan(services, "r2", EIGHT, by="lead")
    services.clock.now = EIGHT
    rows = len(audit.entries(services.engine))
    survived = 0
    for deadly in range(1, 60):
        count = 0

        def die(*_, deadly=deadly):
            nonlocal count
            count += 1
            if count == deadly:
                raise KilledError

        event.listen(services.engine, "before_cursor_execute", die)
        try:
            publish_due(services)
            break
        except KilledError:
            survived += 1
        finally:
            event.remove(services.engine, "before_cursor_execute", die)
        assert store.latest().id == "r1"
        assert [h.state for h in store.heads(public_only=True)] == ["published"]
        assert len(audit.entries(services.engine)) == rows
    assert survived > 5
    assert store.latest().id == "r2"
    assert store.head("r1").state == "replaced"
    assert len(audit.entries(services.engine)) == rows + 1


def test_a_clock_that_is_set_back_an_hour_publishes_once(services, store):
    # In Stockholm 02:30 comes twice this night; the second is meant.
    moment = read_moment("2026-10-25T02:30+01:00")
    approved(store, "r2", AUGUST, kind="regular")
    plan(services, "r2", moment, by="lead")
    assert at(services, read_moment("2026-10-25T02:30+02:00")) is None
    assert at(services, moment) == "published r2"
    assert at(services, moment - timedelta(hours=1)) is None
    assert at(services, moment) is None
    assert (store.latest().id, store.latest().published_at) == ("r2", moment)


def _publish_and_die(url, folder, at):
    """Publish in a process that is killed at its statement number ``at``; tell whether it was."""
    child = os.fork()
    if child == 0:
        done = [0]

        def count(*_):
            done[0] += 1
            if done[0] == at:
                os.kill(os.getpid(), signal.SIGKILL)

        clock = Turned()
        clock.now = EIGHT
        made = Services(Settings(database_url=url, data_dir=folder), clock)
        event.listen(made.engine, "before_cursor_execute", count)
        event.listen(made.engine, "commit", count)
        try:
            publish_due(made)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_killed_for_good_at_any_statement_the_public_sees_one_whole_release(
    services, store, database_url, tmp_path
):
    approved(store, "r2", AUGUST, kind="regular")
    plan(services, "r2", EIGHT, by="lead")
    queries = Queries(services.engine)
    old = {name: one.observations for name, one in queries.current().indicators.items()}
    statement = 1
    while _publish_and_die(database_url, tmp_path, statement):
        statement += 1
        seen = queries.current()
        assert seen.head.id == "r1"
        assert {name: one.observations for name, one in seen.indicators.items()} == old
        assert [one.state for one in queries.heads()] == ["published"]
    assert statement > 10
    assert queries.current().head.id == "r2"
    assert [one.state for one in queries.heads()] == ["published", "replaced"]
    assert audit.verify(services.engine).faults == ()
    assert [one.what for one in audit.entries(services.engine)].count("release.published") == 1


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-05-04T08:00", "2026-05-04T06:00"),
        ("2026-12-03 08:00", "2026-12-03T07:00"),
        ("2026-10-25T01:59", "2026-10-24T23:59"),
        ("2026-10-25T02:30+02:00", "2026-10-25T00:30"),
        ("2026-10-25T02:30+01:00", "2026-10-25T01:30"),
        ("2026-10-25T03:00", "2026-10-25T02:00"),
    ],
)
def test_a_moment_is_read_on_stockholms_clocks(text, meant):
    assert read_moment(text) == datetime.fromisoformat(f"{meant}:00+00:00")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-10-25T02:30", "twice"),
        ("2026-03-29T02:30", "never"),
        ("in the morning", "no moment"),
        ("", "no moment"),
    ],
)
def test_a_time_that_is_none_or_two_is_refused(text, said):
    with pytest.raises(ValueError, match=said):
        read_moment(text)
