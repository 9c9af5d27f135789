"""What is said beside a picture: no more than the figures carry, in the reader's language."""

import pytest
from public_releases import public_release
from releases_with_targets import release_with_targets

from dashboard.html import to_text
from dashboard.pages import PAGES
from dashboard.presenters import finding, picking
from dashboard.presenters.lanes import beside, lanes
from dashboard.presenters.rows import present_all
from dashboard.presenters.series import all_rows, total_rows
from dashboard.presenters.tongue import language_of
from dashboard.publishing import RECONSTRUCTED
from indicators.results import Mark

PAGE = {page.name: page for page in PAGES}


def said(view, release, slug):
    found = release.indicators[slug]
    shown = lanes(view, total_rows(view, slug, "0180"))
    return finding.finding(view, found.definition, shown[0].rows)


def test_a_finding_sets_the_last_two_figures_beside_each_other_with_what_the_test_carries(view):
    release = release_with_targets()
    seen = view("en", release=release)
    text = said(seen, release, "training_coverage")
    assert text.startswith("38.0% in 2025, 32.0% in 2024. Clearly higher than in 2024.")
    assert "the lowest is 20.0% (2022) and the highest 38.0% (2025)" in text


def test_a_hidden_figure_is_counted_and_never_compared(view):
    release = release_with_targets(mark=Mark.HIDDEN.value)
    text = said(view("en", release=release), release, "training_coverage")
    assert text == "4 periods are hidden to protect people."


def test_periods_of_different_length_never_share_a_row(view):
    release = public_release(RECONSTRUCTED[-1])
    seen = view("sv", release=release)
    found = lanes(seen, total_rows(seen, "reflection_applications", "0180"))
    assert [lane.name for lane in found] == ["Hela år", "Halvår", "Kvartal"]
    for lane in found:
        assert len({row.observation.period.months for row in lane.rows}) == 1


def test_rows_are_picked_and_ordered_and_hidden_ones_tell_nothing_by_their_place(view):
    release = release_with_targets()
    seen = view("en", release=release)
    rows = all_rows(seen, "training_coverage")
    assert [r.label for r in picking.picked(rows, {"order": "lowest"})] == [
        "2022",
        "2023",
        "2024",
        "2025",
    ]
    assert [r.label for r in picking.picked(rows, {"period": "2024"})] == ["2024"]
    assert picking.picked(rows, {"only_group_id": "social_workers"}) == ()
    hidden = release_with_targets(mark=Mark.HIDDEN.value)
    secret = all_rows(view("en", release=hidden), "training_coverage")
    for order in ("highest", "lowest"):
        assert picking.picked(secret, {"order": order}) == secret


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Svar på skrivelse om betänketid", "sv"),
        ("Report on trafficking in persons", "en"),
        ("GRETA 2023", None),
    ],
)
def test_a_title_is_read_in_its_own_language(title, language):
    assert language_of(title) == language


def test_a_swedish_title_is_marked_on_an_english_page(view):
    release = public_release(RECONSTRUCTED[-1])
    seen = view("en", release=release)
    tree = PAGE["reflection"].layout(seen)
    foreign = [n for n in tree._traverse() if getattr(n, "lang", None) == "sv"]
    assert any("människohandel" in to_text(one) for one in foreign)


def test_parts_without_a_total_stand_beside_each_other(view):
    release = public_release(RECONSTRUCTED[-1])
    seen = view("sv", release=release)
    found = release.indicators["reflection_outcomes"]
    lead = next(o for o in found.observations if o.has_figure and o.period.months == 12)
    parts = beside(seen, "reflection_outcomes", lead)
    assert len(parts) > 1
    for part in parts:
        assert present_all(seen, found, [part.rows[-1].observation])[0] == part.rows[-1]
