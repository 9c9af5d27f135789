"""The ledger of published facts: it grows at publication, and nothing is released past it."""

import pytest
from release_builders import AUGUST, DEFINITIONS, FEBRUARY, MAY, NOW, contents, draft
from sqlalchemy import delete, update

from indicators.disclosure.ledger import Ledger
from indicators.disclosure.model import Fact, coefficients
from indicators.disclosure.protection import Protection
from indicators.disclosure.scope import Name
from indicators.parts import ReleaseError
from indicators.protection_tables import disclosure_entry, disclosure_head
from indicators.store import ReleaseStore


def fact(count, period="2025-Q1", about=("overlaps", "count")):
    """Give a fact about lists, which are shown whole or not at all, and so without a proof."""
    tabulation, measure = about
    name = Name(tabulation, "0180", period, "2025-04-20", measure)
    return Fact(coefficients((name.text(),)), count, count)


def written(store, release_id, day, protection):
    head = store.write_draft(
        contents(day),
        draft=draft(release_id, day),
        definitions=DEFINITIONS,
        codelists={},
        thresholds={},
        now=NOW,
        protection=protection,
    )
    store.mark_checked(release_id)
    store.approve(release_id, by="lead", content_hash=head.content_hash)


def publish(store, release_id, day, *facts, head=None):
    written(store, release_id, day, Protection(head or store.protections.ledger().head, facts))
    store.publish(release_id, NOW)


@pytest.fixture
def store(engine):
    return ReleaseStore(engine)


def test_facts_enter_at_publication_and_not_before(store):
    written(store, "r1", MAY, Protection(Ledger().head, (fact(12),)))
    assert store.protections.ledger() == Ledger()
    store.publish("r1", NOW)
    ledger = store.protections.ledger()
    assert ledger.facts == (fact(12),)
    assert [entry.release for entry in ledger.entries] == ["r1"]


def test_a_fact_about_persons_without_a_proof_is_not_let_in(store):
    written(store, "r1", MAY, Protection(Ledger().head, (fact(12, about=("cases", "cases")),)))
    with pytest.raises(ReleaseError, match=r"r1 is held: .* would be published without a proof"):
        store.publish("r1", NOW)
    assert store.head("r1").state == "approved"
    assert store.protections.ledger() == Ledger()


def test_a_draft_that_was_solved_against_an_older_ledger_is_refused(store):
    start = Ledger().head
    publish(store, "r1", MAY, fact(12))
    with pytest.raises(ReleaseError, match="draft it anew"):
        publish(store, "r2", AUGUST, fact(30, "2025-Q2"), head=start)
    assert store.head("r2").state == "approved"
    assert store.protections.ledger().facts == (fact(12),)


def test_a_withdrawn_release_stays_in_the_ledger(store):
    publish(store, "r1", MAY, fact(12))
    store.withdraw("r1", reason="fel leverans", now=NOW)
    assert store.protections.ledger().facts == (fact(12),)
    publish(store, "r2", AUGUST, fact(30, "2025-Q2"))
    assert store.protections.ledger().facts == (fact(12), fact(30, "2025-Q2"))


@pytest.mark.parametrize(
    "harm",
    [
        delete(disclosure_entry),
        delete(disclosure_head),
        delete(disclosure_entry).where(disclosure_entry.c.number == 1),
        update(disclosure_entry).where(disclosure_entry.c.number == 0).values(low=7, high=7),
        update(disclosure_head).values(digest="0" * 64),
    ],
    ids=["missing", "no_head", "cut", "changed", "other_head"],
)
def test_a_ledger_that_is_not_whole_stops_every_release(store, engine, harm):
    publish(store, "r1", MAY, fact(12), fact(30, "2025-Q2"))
    head = store.protections.ledger().head
    written(store, "r2", AUGUST, Protection(head))
    with engine.begin() as connection:
        connection.execute(harm)
    with pytest.raises(ReleaseError):
        store.protections.ledger()
    with pytest.raises(ReleaseError):
        store.publish("r2", NOW)
    assert store.head("r2").state == "approved"
    assert store.protections.verify()[1]


def test_a_draft_without_figures_of_persons_is_bound_to_the_ledger_too(store):
    publish(store, "r1", MAY, fact(12))
    written(store, "r2", AUGUST, None)
    publish(store, "r3", FEBRUARY, fact(30, "2025-Q2"))
    with pytest.raises(ReleaseError, match="draft it anew"):
        store.publish("r2", NOW)
