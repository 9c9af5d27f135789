"""Words of change stand only where the test carries them."""

import pytest
from releases_with_targets import release_with_targets, share

from dashboard.presenters.change_words import change
from dashboard.presenters.rows import present_all
from etl.period import Period
from indicators.results import Mark, Observation

COUNT = {"kind": "flow", "unit": "persons", "breaks": []}
SHARE = {"kind": "share", "unit": "share", "breaks": []}


def counted(period, value, **fields):
    return Observation(Period.parse(period), "0180", (("purpose", "all"),), value, **fields)


def said(view, definition, *observations):
    release = release_with_targets()
    seen = view("en", release=release)
    slug = "training_coverage" if definition["kind"] == "share" else "reflection_applications"
    return change(seen, definition, present_all(seen, release.indicators[slug], observations))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (14, 16, "No clear change since 2024."),
        (14, 40, "Clearly higher than in 2024."),
        (40, 14, "Clearly lower than in 2024."),
        (0, 0, "No clear change since 2024."),
        (0, 5, "No clear change since 2024."),
        (0, 6, "Clearly higher than in 2024."),
    ],
)
def test_a_count_changes_only_where_chance_does_not_explain_it(view, before, after, words):
    assert said(view, COUNT, counted("2024", before), counted("2025", after)) == words


def test_a_share_is_compared_by_its_counts(view):
    assert "Clearly higher" in said(view, SHARE, share("2024", 320, 1000), share("2025", 380, 1000))
    assert "No clear" in said(view, SHARE, share("2024", 32, 100), share("2025", 38, 100))


def test_nothing_is_said_where_no_test_applies(view):
    year = counted("2025", 40)
    assert said(view, COUNT, year) == ""
    assert said(view, COUNT, counted("2024-H1", 4), year) == ""
    assert said(view, COUNT, counted("2024", mark=Mark.HIDDEN, value=None), year) == ""
    broken = COUNT | {"breaks": ["2025-01-01"]}
    assert said(view, broken, counted("2024", 4), year) == ""
    assert said(view, COUNT | {"unit": "SEK"}, counted("2024", 4), year) == ""
    assert said(view, COUNT | {"kind": "stock"}, counted("2024", 4), year) == ""
    assert said(view, SHARE, counted("2024", 0.1), counted("2025", 0.9)) == ""
