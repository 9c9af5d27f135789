"""What the release store promises: immutable contents, one pointer, two persons, a tombstone."""

import subprocess
import sys
import textwrap
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from release_builders import (
    AUGUST,
    CODELISTS,
    COVERAGE,
    DEFINITIONS,
    FEBRUARY,
    MAY,
    NOW,
    THRESHOLDS,
    applications,
    approved,
    contents,
    observation,
    published,
    write,
)
from sqlalchemy import event, update

from etl.database import connect, metadata
from indicators.definition import Text
from indicators.parts import ReleaseError
from indicators.release_reader import UnknownReleaseError
from indicators.results import Computed, Mark, Protected
from indicators.store import ReleaseStore
from indicators.tables import release_part, release_pointer

NOTE = Text("Vi hade räknat fel.", "We had miscounted.")


@pytest.fixture
def store(engine):
    return ReleaseStore(engine)


def three(store):
    for number, day in enumerate((MAY, AUGUST, FEBRUARY), start=1):
        published(store, f"r{number}", day)


def states(store):
    return {head.id: head.state for head in store.heads(public_only=False)}


def test_what_is_written_is_read_back(store):
    write(store, "r1", AUGUST)
    release = store.load("r1")
    assert tuple(release.indicators) == tuple(p.indicator for p in contents(AUGUST))
    for protected in contents(AUGUST):
        assert release.indicators[protected.indicator].observations == protected.observations
        assert (
            release.indicators[protected.indicator].definition == DEFINITIONS[protected.indicator]
        )
    assert release.thresholds == THRESHOLDS
    assert release.head.created_at == NOW
    # The order of a code list is the order people read it in, not that of the alphabet.
    assert list(release.codelists["outcome"]) == ["rejected", "granted", "pending"]
    assert list(release.codelists) == list(CODELISTS)


def test_equal_contents_are_equal_bytes(store):
    first = write(store, "r1", AUGUST)
    texts = [store.part("r1", name).text for name in store.checksums("r1")]
    again = write(store, "r1", AUGUST, now=NOW + timedelta(days=1))
    assert again.content_hash == first.content_hash
    assert [store.part("r1", name).text for name in store.checksums("r1")] == texts
    assert write(store, "r1", AUGUST, title=Text("a", "b")).content_hash != first.content_hash


def test_publishing_moves_the_pointer_and_replaces_the_one_before(store):
    three(store)
    assert states(store) == {"r1": "replaced", "r2": "replaced", "r3": "published"}
    assert store.latest().id == "r3"
    assert [head.id for head in store.heads(public_only=True)] == ["r3", "r2", "r1"]


def test_the_release_in_force_on_a_day(store):
    three(store)
    assert store.in_force_on(date(2025, 5, 14)) is None
    known = {
        MAY: "r1",
        date(2025, 6, 1): "r1",
        date(2025, 8, 3): "r1",
        AUGUST: "r2",
        date(2026, 2, 3): "r2",
        FEBRUARY: "r3",
        date(2099, 1, 1): "r3",
    }
    assert {day: store.in_force_on(day).id for day in known} == known


def test_a_regular_release_is_in_force_from_its_day_in_stockholm(store):
    # Half past eleven in the evening, UTC, is the next day in Stockholm.
    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    head = published(store, "r1", FEBRUARY, now=late, kind="regular")
    assert head.in_force_from == date(2026, 3, 2)
    assert store.in_force_on(date(2026, 3, 1)) is None


def test_a_draft_is_no_release_in_force(store):
    approved(store, "r1", MAY)
    assert store.latest() is None
    assert store.in_force_on(FEBRUARY) is None
    assert store.heads(public_only=True) == ()
    assert [head.id for head in store.heads(public_only=False)] == ["r1"]


def test_a_release_for_an_earlier_day_takes_its_place_in_the_past(store):
    published(store, "r2", AUGUST)
    head = published(store, "r1", MAY)
    assert head.state == "replaced"
    assert store.latest().id == "r2"
    assert store.in_force_on(date(2025, 6, 1)).id == "r1"


def test_of_two_for_one_day_the_later_published_is_in_force(store):
    three(store)
    fields = {"replaces": "r1", "note": NOTE}
    published(store, "r1b", MAY, **fields)
    assert store.in_force_on(MAY).id == "r1b"
    assert store.latest().id == "r3"


def test_a_correction_is_in_force_from_its_publication(store):
    three(store)
    head = published(store, "r4", FEBRUARY, kind="correction", replaces="r3", note=NOTE)
    assert head.in_force_from == date(2026, 3, 1)
    assert head.replaces == "r3"
    assert head.note == {"sv": NOTE.sv, "en": NOTE.en}
    assert store.in_force_on(date(2026, 2, 28)).id == "r3"


def test_a_correction_without_a_note_is_refused(store):
    published(store, "r1", MAY)
    with pytest.raises(ReleaseError, match="write to the reader"):
        write(store, "r2", MAY, kind="correction", replaces="r1")


def test_only_what_was_public_can_be_replaced(store):
    write(store, "r1", MAY)
    with pytest.raises(ReleaseError, match="never public"):
        write(store, "r2", MAY, replaces="r1", note=NOTE)
    with pytest.raises(UnknownReleaseError):
        write(store, "r2", MAY, replaces="r0", note=NOTE)


def test_a_withdrawal_leaves_a_tombstone_and_the_one_before_in_force(store):
    three(store)
    moment = NOW + timedelta(days=2)
    store.withdraw("r3", reason=" Fel källa. ", now=moment)
    assert states(store) == {"r1": "replaced", "r2": "published", "r3": "withdrawn"}
    assert store.latest().id == "r2"
    assert store.in_force_on(FEBRUARY).id == "r2"
    tombstone = store.tombstone("r3")
    assert (tombstone.reason, tombstone.withdrawn_at) == ("Fel källa.", moment)
    assert store.tombstone("r2") is None
    # The store keeps what was withdrawn, for audit.
    assert store.load("r3").indicators


def test_withdrawing_the_only_release_leaves_none(store):
    published(store, "r1", MAY)
    store.withdraw("r1", reason="Fel.", now=NOW)
    assert store.latest() is None
    assert [head.state for head in store.heads(public_only=True)] == ["withdrawn"]


def test_withdrawing_an_old_one_leaves_the_pointer(store):
    three(store)
    store.withdraw("r2", reason="Fel.", now=NOW)
    assert store.latest().id == "r3"
    assert store.in_force_on(date(2025, 9, 1)).id == "r1"


def test_a_withdrawal_needs_a_reason(store):
    published(store, "r1", MAY)
    with pytest.raises(ReleaseError, match="only with a reason"):
        store.withdraw("r1", reason="  ", now=NOW)


def test_the_one_who_prepared_cannot_approve(store):
    head = write(store, "r1", MAY)
    store.mark_checked("r1")
    with pytest.raises(ReleaseError, match="another person must approve"):
        store.approve("r1", by="steward", content_hash=head.content_hash)


def test_approval_binds_what_was_read(store):
    seen = write(store, "r1", MAY).content_hash
    write(store, "r1", AUGUST)
    store.mark_checked("r1")
    with pytest.raises(ReleaseError, match="have changed since they were read"):
        store.approve("r1", by="lead", content_hash=seen)


def test_a_change_after_approval_asks_for_a_new_one(store):
    approved(store, "r1", MAY)
    write(store, "r1", AUGUST)
    with pytest.raises(ReleaseError, match="is draft and cannot become published"):
        store.publish("r1", NOW)


@pytest.mark.parametrize("state", ["published", "replaced", "withdrawn"])
def test_a_public_release_can_never_be_written_again(store, state):
    published(store, "r1", MAY)
    if state == "replaced":
        published(store, "r2", AUGUST)
    if state == "withdrawn":
        store.withdraw("r1", reason="Fel.", now=NOW)
    with pytest.raises(ReleaseError, match="can never change"):
        write(store, "r1", AUGUST)


MOVES = {
    "check": lambda store, head: store.mark_checked(head.id),
    "approve": lambda store, head: store.approve(
        head.id, by="lead", content_hash=head.content_hash
    ),
    "publish": lambda store, head: store.publish(head.id, NOW),
    "withdraw": lambda store, head: store.withdraw(head.id, reason="Fel.", now=NOW),
}
LEGAL = {
    ("draft", "check"): "checked",
    ("checked", "approve"): "approved",
    ("approved", "publish"): "published",
    ("published", "withdraw"): "withdrawn",
}
ROADS = {
    "draft": [],
    "checked": ["check"],
    "approved": ["check", "approve"],
    "published": ["check", "approve", "publish"],
    "withdrawn": ["check", "approve", "publish", "withdraw"],
}


def test_only_the_legal_moves_are_made(store, subtests):
    for number, (state, move) in enumerate(product(ROADS, MOVES)):
        with subtests.test(f"{move} what is {state}"):
            release_id = f"r{number}"
            head = write(store, release_id, MAY)
            for step in ROADS[state]:
                MOVES[step](store, head)
            if (state, move) in LEGAL:
                MOVES[move](store, head)
                assert states(store)[release_id] == LEGAL[state, move]
                continue
            with pytest.raises(ReleaseError, match=f"{release_id} is {state} and cannot become"):
                MOVES[move](store, head)
            assert states(store)[release_id] == state


def test_contents_changed_behind_the_store_are_not_published(store, engine):
    approved(store, "r1", MAY)
    with engine.begin() as connection:
        connection.execute(
            update(release_part)
            .where(release_part.c.name == "thresholds")
            .values(json='{"on_track":0.1}')
        )
    with pytest.raises(ReleaseError, match="not those that were approved"):
        store.publish("r1", NOW)


def test_a_data_cut_after_publication_is_refused(store):
    approved(store, "r1", date(2026, 3, 2))
    with pytest.raises(ReleaseError, match="not reported yet"):
        store.publish("r1", NOW)


def test_an_id_must_fit_an_address(store):
    for release_id in ("latest", "", "a/b", "a b", "å", "-x", "x" * 81):
        with pytest.raises(ReleaseError, match="cannot name a release"):
            write(store, release_id, MAY)


def test_refusals_of_contents(store):
    with pytest.raises(ReleaseError, match="no kind of release"):
        write(store, "r1", MAY, kind="final")
    with pytest.raises(ReleaseError, match="who prepared it"):
        write(store, "r1", MAY, prepared_by=" ")
    with pytest.raises(ReleaseError, match="given twice: reflection_coverage"):
        write(store, "r1", MAY, [COVERAGE, COVERAGE])
    with pytest.raises(ReleaseError, match="at least one"):
        write(store, "r1", MAY, [])
    with pytest.raises(ReleaseError, match="has no definition"):
        write(store, "r1", MAY, [Protected("unheard_of", ())])
    with pytest.raises(ReleaseError, match="parts bear that name"):
        write(store, "r1", MAY, [Protected("thresholds", ())])
    for value in (float("nan"), float("inf")):
        with pytest.raises(ReleaseError, match="is not a figure"):
            write(
                store, "r1", MAY, [Protected("reflection_coverage", (observation("2024", value),))]
            )
    marked = replace(observation("2024", 3), mark=Mark.HIDDEN)
    with pytest.raises(ReleaseError, match="may not carry a value"):
        write(store, "r1", MAY, [Protected("reflection_coverage", (marked,))])
    assert states(store) == {}


def test_an_unprotected_result_is_refused_by_the_running_program(store):
    unprotected = Computed("reflection_coverage", COVERAGE.observations)
    with pytest.raises(TypeError, match="only Protected"):
        write(store, "r1", MAY, [unprotected])


def test_an_unprotected_result_is_refused_by_the_type_checker(tmp_path):
    program = tmp_path / "unprotected.py"
    program.write_text(
        textwrap.dedent(
            """
            from collections.abc import Sequence
            from datetime import datetime
            from indicators.parts import Draft
            from indicators.results import Computed, Protected
            from indicators.store import ReleaseStore

            store: ReleaseStore
            draft: Draft
            now: datetime
            right: Sequence[Protected]
            wrong: Sequence[Computed]
            for results in (right,):
                store.write_draft(
                    results, draft=draft, definitions={}, codelists={}, thresholds={}, now=now
                )
            for unprotected in (wrong,):
                store.write_draft(
                    unprotected, draft=draft, definitions={}, codelists={}, thresholds={}, now=now
                )
            """
        )
    )
    root = Path(__file__).resolve().parents[2]
    # Other people's packages have no say in it, and reading them takes most of the time.
    options = [
        "--strict",
        "--follow-imports=silent",
        "--no-site-packages",
        "--ignore-missing-imports",
        f"--cache-dir={tmp_path / 'cache'}",
    ]
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", *options, str(program)],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = checked.stdout.strip().splitlines()
    assert len(lines) == 2, checked.stdout + checked.stderr
    assert 'Argument 1 to "write_draft"' in lines[0]
    assert "Sequence[Computed]" in lines[0]


def test_an_unknown_id_says_so(store):
    for read in (store.head, store.load, store.tombstone, store.mark_checked):
        with pytest.raises(UnknownReleaseError, match="there is no release 'r9'"):
            read("r9")
    write(store, "r1", MAY)
    with pytest.raises(UnknownReleaseError, match="no part 'nothing'"):
        store.part("r1", "nothing")


class CrashError(Exception):
    pass


def crash_at(engine, number):
    """Raise before the given statement of whatever runs next; give back the listener."""
    seen = []

    def listener(*args):
        seen.append(args[2])
        if len(seen) == number:
            raise CrashError

    event.listen(engine, "before_cursor_execute", listener)
    return listener


@pytest.mark.parametrize("act", ["publish", "withdraw", "write"])
def test_a_crash_between_any_two_statements_changes_nothing(store, engine, act):
    published(store, "r1", MAY)
    approved(store, "r2", AUGUST)
    acts = {
        "publish": lambda: store.publish("r2", NOW),
        "withdraw": lambda: store.withdraw("r1", reason="Fel.", now=NOW),
        "write": lambda: write(store, "r2", FEBRUARY),
    }
    before = (states(store), store.latest(), store.load("r2"))
    crashes = 0
    while True:
        listener = crash_at(engine, crashes + 1)
        try:
            acts[act]()
        except CrashError:
            crashes += 1
        else:
            break
        finally:
            event.remove(engine, "before_cursor_execute", listener)
        assert (states(store), store.latest(), store.load("r2")) == before
    assert crashes >= 6
    assert (states(store), store.latest(), store.load("r2")) != before


def test_two_publishes_in_one_moment_leave_one_latest(store, engine):
    approved(store, "r1", FEBRUARY)
    approved(store, "r2", FEBRUARY)
    gate = threading.Barrier(2)
    failures = []

    def publish(release_id):
        try:
            gate.wait(timeout=30)
            ReleaseStore(engine).publish(release_id, NOW)
        except Exception as problem:  # noqa: BLE001  # whatever it is, the test must show it
            failures.append(problem)

    threads = [threading.Thread(target=publish, args=(name,)) for name in ("r1", "r2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(states(store).values()) == ["published", "replaced"]
    latest = store.latest()
    assert latest.state == "published"
    assert store.in_force_on(FEBRUARY).id == latest.id
    with engine.connect() as connection:
        assert len(connection.execute(release_pointer.select()).all()) == 1


steps = st.lists(
    st.tuples(st.sampled_from(["publish", "withdraw"]), st.integers(0, 5), st.integers(0, 20)),
    max_size=12,
)


@settings(max_examples=12, deadline=None)
@given(steps=steps)
def test_the_pointer_always_says_what_a_plain_search_says(steps, tmp_path_factory):
    folder = tmp_path_factory.mktemp("stores")
    engine = connect(f"sqlite:///{folder / 'store.sqlite'}")
    metadata.create_all(engine)
    store = ReleaseStore(engine)
    alive = []
    for number, (act, choice, days) in enumerate(steps):
        if act == "publish":
            day = MAY + timedelta(days=days)
            published(store, f"r{number}", day, [applications(autumn=False)])
            alive.append((day, number))
        elif alive:
            _, gone = alive.pop(choice % len(alive))
            store.withdraw(f"r{gone}", reason="Fel.", now=NOW)
        latest = store.latest()
        expected = max(alive, default=None)
        assert (latest.id if latest else None) == (f"r{expected[1]}" if expected else None)
        assert store.in_force_on(date(2099, 1, 1)) == latest
        published_ones = [i for i, state in states(store).items() if state == "published"]
        assert published_ones == ([latest.id] if latest else [])
    engine.dispose()
