"""Each indicator: a small table in, a small table out, and a page made from both."""

import pytest
from worked import context_of, known_of, table_of

from indicators.catalogue_docs import EXAMPLES, PAGES, pages, read_example
from indicators.compute import catalogue

INDICATORS = {one.slug: one for one in catalogue()}


@pytest.mark.parametrize("slug", sorted(INDICATORS))
def test_the_indicator_says_what_its_example_says(slug):
    example = read_example(slug)
    said = INDICATORS[slug].compute(known_of(example), context_of(example))
    assert table_of(said) == example["then"]


@pytest.mark.parametrize("slug", sorted(INDICATORS))
def test_every_figure_names_what_it_rests_on(slug):
    example = read_example(slug)
    for one in INDICATORS[slug].compute(known_of(example), context_of(example)):
        dimensions = tuple(name for name, _ in one.breakdown)
        assert dimensions == tuple(sorted(INDICATORS[slug].breakdowns))
        if one.mark is None:
            assert one.inputs
            assert one.reported_on == max(cited.reported_on for cited in one.inputs)
        else:
            assert (one.value, one.low, one.high, one.text) == (None,) * 4


def test_no_example_is_left_over():
    assert {path.stem for path in EXAMPLES.glob("*.toml")} == set(INDICATORS)


def test_the_committed_pages_are_what_the_definitions_say():
    made = pages()
    assert {path.name for path in PAGES.glob("*.md")} == set(made)
    stale = [n for n, text in made.items() if (PAGES / n).read_text(encoding="utf-8") != text]
    assert not stale, "write the pages anew: python -m indicators.catalogue_docs"
