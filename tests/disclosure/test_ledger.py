"""What was published stays known, and the ledger shows when it was touched."""

from dataclasses import replace

import pytest

from indicators.disclosure.ledger import START, Entry, Ledger, LedgerError
from indicators.disclosure.model import Cell, Fact, Problem, coefficients
from indicators.disclosure.protect import protect

FACTS = [Fact(coefficients(["a", "b"]), n, n + 1, "a cell") for n in range(4)]


@pytest.fixture
def ledger():
    return Ledger().append("first", FACTS[:2]).append("second", FACTS[2:])


def test_it_grows_and_keeps_what_was(ledger):
    assert ledger.facts == tuple(FACTS)
    assert [e.release for e in ledger.entries] == ["first", "first", "second", "second"]
    assert Ledger().head == START
    ledger.verify()
    ledger.verify(ledger.head)
    assert ledger.append("again", FACTS[:1]).facts == tuple(FACTS)


@pytest.mark.parametrize("place", range(4))
def test_a_changed_dropped_or_moved_entry_shows(ledger, place):
    entries = ledger.entries
    changed = replace(entries[place], fact=replace(entries[place].fact, high=99))
    renamed = replace(entries[place], release="other")
    dropped = entries[:place] + entries[place + 1 :]
    spoiled = [
        (*entries[:place], changed, *entries[place + 1 :]),
        (*entries[:place], renamed, *entries[place + 1 :]),
        entries[::-1],
    ]
    for candidate in spoiled:
        with pytest.raises(LedgerError, match="restore it from a backup"):
            Ledger(candidate).verify()
    with pytest.raises(LedgerError):
        Ledger(dropped).verify(ledger.head)


def test_a_cut_ledger_shows_against_the_head_that_was_kept(ledger):
    with pytest.raises(LedgerError, match="does not end where it should"):
        Ledger(ledger.entries[:-1]).verify(ledger.head)
    with pytest.raises(LedgerError, match="does not end where it should"):
        Ledger().verify(ledger.head)


def test_an_entry_cannot_be_changed(ledger):
    with pytest.raises(AttributeError):
        ledger.entries[0].release = "other"
    assert isinstance(ledger.entries[0], Entry)


def cells_of_three():
    one = [Cell(n, coefficients([n]), 1, 5) for n in "ABC"]
    return (Cell("all", coefficients(["A", "B", "C"]), 0, 5), *one)


def test_a_later_release_cannot_open_what_an_earlier_one_closed():
    counts = {"A": 3, "B": 6, "C": 11}
    first = protect(Problem(counts, cells_of_three()))
    assert "all" in first.shown
    assert "A" not in first.shown
    ledger = Ledger().append("first", first.facts)
    for turned in (cells_of_three(), cells_of_three()[::-1]):
        second = protect(Problem(counts, turned, earlier=ledger.facts))
        assert set(second.shown) == set(first.shown)
        assert second.facts == ()


def test_facts_that_contradict_the_counts_stop_the_release():
    ledger = Ledger().append("first", [Fact(coefficients(["A"]), 9, 9, "A in the first")])
    with pytest.raises(ValueError, match="contradicts the counts"):
        Problem({"A": 3}, (Cell("A", coefficients(["A"]), 1, 5),), earlier=ledger.facts)


def test_problems_that_make_no_sense_are_refused():
    cell = Cell("A", coefficients(["A"]), 1, 5)
    with pytest.raises(ValueError, match="given twice"):
        Problem({"A": 3}, (cell, cell))
    with pytest.raises(ValueError, match="negative"):
        Problem({"A": -3}, (cell,))
    with pytest.raises(ValueError, match="not negative"):
        Problem({"A": 3}, (Cell("change", coefficients({"A": -1}), 1, 5),))
    with pytest.raises(KeyError):
        Problem({"A": 3}, (Cell("B", coefficients(["B"]), 1, 5),))
