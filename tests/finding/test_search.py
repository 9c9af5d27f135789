"""A reader's own words find what the site says, inflected, joined, or typed without dots."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.search import Entry, folded, search, stem

ENTRIES = (
    Entry("indicator", "Ansökningar om betänketid", "Hur många som sökte.", "/a"),
    Entry("indicator", "Utbildade i yrkesgrupperna", "Andel anställda med utbildning.", "/b"),
    Entry("page", "Rättighetspaketet", "Vad som har levererats.", "/c", "stöd enligt artikel 12"),
    Entry("term", "Målvärde", "Var en indikator ska ligga.", "/d"),
    Entry("term", "Betänketid", "Ett tillstånd i 30 dagar.", "/e"),
    Entry("term", "Förmodat offer", "Den som någon behörig tror är utsatt.", "/f"),
)


def titles(question, language="sv"):
    return [entry.title for entry in search(ENTRIES, question, language).entries]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("betänketiden", "Ansökningar om betänketid"),
        ("betanketid", "Ansökningar om betänketid"),
        ("ansökan", "Ansökningar om betänketid"),
        ("ansökningarna", "Ansökningar om betänketid"),
        ("utbildningar", "Utbildade i yrkesgrupperna"),
        ("UTBILDAD", "Utbildade i yrkesgrupperna"),
        ("rättighet", "Rättighetspaketet"),
        ("paketet", "Rättighetspaketet"),
        ("malvarden", "Målvärde"),
        ("artikel 12", "Rättighetspaketet"),
        ("offret", "Förmodat offer"),
        ("offrens", "Förmodat offer"),
        ("brottsoffer", "Förmodat offer"),
    ],
)
def test_a_word_is_found_however_it_stands(question, first):
    assert titles(question)[0] == first


def test_every_word_must_be_there_where_something_holds_them_all():
    assert titles("betänketid dagar") == ["Betänketid"]


def test_where_nothing_holds_all_words_some_are_enough_and_the_rest_is_named():
    found = search(ENTRIES, "betänketid zebra", "sv")
    assert found.entries
    assert found.unknown == ("zebra",)


def test_a_slip_of_the_finger_is_asked_about():
    found = search(ENTRIES, "betänktid", "sv")
    assert found.entries == ()
    assert found.nearest == "betänketid"


def test_small_words_do_not_widen_a_question():
    assert titles("om betänketid") == titles("betänketid")


def test_english_words_are_cut_by_english_rules():
    entries = (Entry("indicator", "Applications for a reflection period", "", "/a"),)
    assert search(entries, "applying", "en").entries == entries
    assert search(entries, "application", "en").entries == entries
    assert search(entries, "applause", "en").entries == ()
    assert search(entries, "reflections", "en").entries == entries


def test_the_stem_has_no_dots_so_that_both_spellings_meet():
    assert stem("målvärdena", "sv") == folded(stem("målvärdena", "sv"))


@given(st.text(max_size=200))
def test_no_question_breaks_it(question):
    for language in ("sv", "en"):
        found = search(ENTRIES, question, language)
        assert len(found.entries) == len(set(found.entries)) <= len(ENTRIES)
