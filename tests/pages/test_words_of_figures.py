"""What is said beside a picture: no more than the figures carry, in the reader's language."""

from datetime import date

import pytest
from public_releases import public_release
from releases_with_targets import release_with_targets

from dashboard.html import to_html, to_text
from dashboard.pages import PAGES, parts
from dashboard.presenters import finding, picking
from dashboard.presenters.lanes import beside, lanes
from dashboard.presenters.rows import Source, present_all
from dashboard.presenters.series import newest_first, total_rows
from dashboard.presenters.tongue import language_of
from dashboard.publishing import RECONSTRUCTED
from indicators.results import Mark

PAGE = {page.name: page for page in PAGES}


def said(view, release, slug):
    found = release.indicators[slug]
    shown = lanes(view, total_rows(view, slug, "0180"))
    return finding.finding(view, found.definition, shown)


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


def test_values_are_picked_and_ordered_and_hidden_ones_tell_nothing_by_their_place():
    release = release_with_targets()
    every = newest_first(release, "training_coverage")
    assert [o.period.label for o in picking.picked(every, {"order": "lowest"})] == [
        "2022",
        "2023",
        "2024",
        "2025",
    ]
    assert [o.period.label for o in picking.picked(every, {"period": "2024"})] == ["2024"]
    assert picking.picked(every, {"only_group_id": "social_workers"}) == ()
    hidden = release_with_targets(mark=Mark.HIDDEN.value)
    secret = newest_first(hidden, "training_coverage")
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


def test_every_document_has_an_english_title_and_one_without_is_marked_as_swedish(view):
    release = public_release(RECONSTRUCTED[-1])
    titles = [str(entry["en"]) for entry in release.codelists["documents"].values()]
    assert [title for title in titles if language_of(title) == "sv"] == []
    seen = view("en", release=release)
    line = parts.source_line(seen, Source("Svar på skrivelse om människohandel", date(2026, 1, 2)))
    assert '<span lang="sv">Svar' in to_html(line)


def test_parts_without_a_total_stand_beside_each_other(view):
    release = public_release(RECONSTRUCTED[-1])
    seen = view("sv", release=release)
    found = release.indicators["reflection_outcomes"]
    lead = next(o for o in found.observations if o.has_figure and o.period.months == 12)
    parts = beside(seen, "reflection_outcomes", lead)
    assert len(parts) > 1
    for part in parts:
        assert present_all(seen, found, [part.rows[-1].observation])[0] == part.rows[-1]


def test_every_chart_of_a_page_has_a_sentence_of_its_figures(view):
    release = public_release(RECONSTRUCTED[-1])
    seen = view("en", release=release)
    figures = {
        one.id: to_text(one.children[0])
        for one in PAGE["reflection"].layout(seen)._traverse()
        if type(one).__name__ == "Figure"
    }
    assert "as known on" in figures["granted-share"]
    assert "Jämställdhetsmyndigheten:" in figures["national"]


def test_a_part_among_several_says_its_last_two_figures_or_why_there_is_none(view):
    release = release_with_targets()
    seen = view("en", release=release)
    rows = total_rows(seen, "training_coverage", "0180")
    assert finding.in_short(seen, "Police", rows) == "Police: 38.0% in 2025, 32.0% in 2024."
    hidden = release_with_targets(mark=Mark.HIDDEN.value)
    rows = total_rows(view("en", release=hidden), "training_coverage", "0180")
    assert finding.in_short(seen, "Police", rows) == "Police: hidden to protect people."
