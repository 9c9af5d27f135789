"""Why a number of victims is a range, said to somebody who never heard of the method."""

from dataclasses import replace
from itertools import pairwise

import pytest
from made_up_release import made_up_release
from public_releases import public_releases

from dashboard.html import to_text, walk
from dashboard.pages import PAGES
from etl.period import Period
from indicators import remarks
from indicators.published import PublishedIndicator
from indicators.results import Mark, Observation

PAGE = {page.name: page for page in PAGES}
CELL = (("method", "multiple_systems"), ("purpose", "all"), ("sex", "all"))
SAID = (
    remarks.verdict("range"),
    remarks.estimate_reason(
        "few_on_two_lists", "Bara 21 personer finns på två listor.", "Only 21 are on two lists."
    ),
    remarks.estimate_engine("main_effects", 700, 500, 1000),
    remarks.without_list("polis", 640),
    remarks.without_list("socialtjanst", None),
)


def release_with(observation):
    release = public_releases()[-1]
    old = release.indicators["estimated_victims"]
    found = PublishedIndicator(old.definition, (*old.observations, observation))
    return replace(release, indicators={**release.indicators, "estimated_victims": found})


def page(view, name, release, language="en"):
    seen = view(language, release=release, path={"slug": "estimated_victims"})
    return to_text(PAGE[name].layout(seen)).replace("\u00a0", " ")


@pytest.mark.parametrize("name", ["reflection", "indicator"])
def test_an_estimate_comes_with_its_verdict_its_reasons_and_what_each_list_adds(view, name):
    shown = Observation(Period.parse("2025"), "0180", CELL, low=500, high=1200, remarks=SAID)
    text = page(view, name, release_with(shown))
    assert "2025: 500–1,200" in text
    assert "a range, not a single number" in text
    assert "Only 21 are on two lists." in text
    assert "700 (500–1,000)" in text
    assert "Polis 640" in text
    assert "Socialtjanst no estimate at all" in text
    assert "No figures can test this." in text
    assert "every miss was an estimate too low" in text
    swedish = page(view, name, release_with(shown), "sv")
    assert "Bara 21 personer" in swedish
    assert "Only 21" not in swedish


def test_a_refusal_is_shown_with_its_reason_and_no_number(view):
    refused = (remarks.verdict("refused"), SAID[1])
    shown = Observation(Period.parse("2025"), "0180", CELL, low=240, remarks=refused)
    text = page(view, "indicator", release_with(shown))
    assert "cannot carry an estimate" in text
    assert "Each method by itself" not in text


def test_a_hidden_estimate_tells_that_it_is_hidden_and_nothing_else(view):
    text = page(
        view,
        "reflection",
        release_with(Observation(Period.parse("2025"), "0180", CELL, mark=Mark.HIDDEN)),
    )
    assert "2025: hidden to protect people" in text
    assert "Each method by itself" not in text


def test_what_applications_are_set_against_is_told_apart_and_drawn_once(view):
    from_area = made_up_release()
    tree = PAGE["reflection"].layout(view("en", release=from_area, releases=(from_area,)))
    figure = next(one for one in walk(tree) if getattr(one, "id", "") == "coverage")
    tables = [one for one in walk(figure) if type(one).__name__ == "Tbody"]
    labels = [to_text(row.children[0]) for row in tables[-1].children]
    assert len(set(labels)) == len(labels), labels
    assert any("expert assessment, The Stockholm area" in label for label in labels), labels
    (graph,) = [one for one in walk(figure) if type(one).__name__ == "Graph"]
    said = [note["text"] for note in graph.figure["layout"]["annotations"]]
    pairs = [pair for pair in pairwise(said) if pair[1].startswith("Estimated number")]
    assert len(pairs) == len(set(pairs)) == 3, pairs


def test_without_lists_the_section_explains_and_gives_no_number(view):
    text = page(view, "reflection", public_releases()[-1])
    assert "Why the number of victims is a range" in text
    assert "From lists" not in text
