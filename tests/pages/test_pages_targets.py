"""What pages say of targets: the state and its reckoning, moved goalposts, what is done."""

import re
from dataclasses import replace

import pytest
from releases_with_targets import KNOWN, LEDGER, SECOND, decided, release_with_targets

from dashboard.html import to_html, to_text
from dashboard.pages import PAGES
from dashboard.presenters.overview import goals
from dashboard.presenters.recount import published
from indicators.progress import Target

PAGE = {page.name: page for page in PAGES}


def indicator(view, slug, language="en", query=None, release=None):
    release = release or release_with_targets()
    seen = view(language, release=release, query=query, path={"slug": slug})
    return to_text(PAGE["indicator"].layout(seen)).replace("\u00a0", " ")


def test_a_state_comes_with_its_reckoning_and_its_limits(view):
    text = indicator(view, "training_coverage")
    assert "Published state: on track" in text
    assert "path to the target stands at 38.0%" in text
    assert "Has been gone: (figure − start) ÷ (target − start), figure 38.0%: 45.0%." in text
    assert "Pace: 45.0% ÷ 45.0% = 1.00." in text
    assert "on track from 0.95" in text


def test_the_limits_stand_from_the_best_state_to_the_worst_and_a_state_has_both_its_ends(view):
    text = indicator(view, "training_coverage", "sv")
    assert "i takt från 0,95; något efter från 0,75; efter från 0 till 0,75; för tidigt" in text
    assert "läge får vila på, antal år 5" in text
    seen = view("sv", release=release_with_targets())
    about = to_text(PAGE["about"].layout(seen)).replace("\u00a0", " ")
    order = ["i takt från", "något efter från", "efter från 0 till 0,75", "för tidigt under"]
    places = [re.sub(r"\s+", " ", about).index(one) for one in order]
    assert places == sorted(places)


def test_moving_the_goalposts_shows(view):
    text = indicator(view, "training_coverage")
    assert "Against the first one, 90.0% by 31 December 2026" in text
    assert "it would be called: behind" in text
    assert "protokoll 9/2025, § 4" in text
    assert "protokoll 3/2023, § 12" in text
    assert "replaced on 1 September 2025" in text


def test_the_chart_draws_what_applied_then_or_the_first_target(view):
    release = release_with_targets()

    def path(query):
        seen = view("en", release=release, query=query, path={"slug": "training_coverage"})
        tree = PAGE["indicator"].layout(seen)
        graphs = [
            n for n in tree._traverse() if getattr(n, "id", None) == "chart-training_coverage"
        ]
        drawing = graphs[0].figure
        names = drawing["layout"]["xaxis"]["ticktext"]
        paths = [t for t in drawing["data"] if t.get("line", {}).get("dash") == "dash"]
        return [{names[x]: y for x, y in zip(one["x"], one["y"], strict=True)} for one in paths]

    old, now = path({})
    assert old["2024"] == pytest.approx(20 + 70 / 2, abs=0.1)
    assert now["2025"] == pytest.approx(38)
    assert now["target<br>2028"] == 60
    (first,) = path({"target": "first"})
    assert first["2025"] == pytest.approx(20 + 70 * 3 / 4, abs=0.1)
    assert first["target<br>2026"] == 90


def test_an_explanation_stands_with_its_actions_and_the_day_first_promised(view):
    text = indicator(view, "reflection_applications")
    assert "Two officers were missing." in text
    assert "Hire two officers." in text
    assert "the head of unit" in text
    assert "first promised for 30 September 2025" in text
    assert "Hiring goes on." in text
    swedish = indicator(view, "reflection_applications", "sv")
    assert "Två handläggare saknades." in swedish


def test_what_is_off_track_without_an_explanation_says_so(view):
    silent = release_with_targets(replace(LEDGER, explanations=(), actions=()))
    text = indicator(view, "reflection_applications", release=silent)
    assert "no explanation has been given" in text


def test_a_reader_changes_the_inputs_and_the_published_state_stays(view):
    text = indicator(view, "training_coverage", query={"figure": "25", "goal": "90"})
    assert "Published state: on track" in text
    assert "With your numbers: behind" in text
    same = indicator(view, "training_coverage", query={"figure": "38", "goal": "60"})
    assert "With your numbers" not in same
    comma = indicator(view, "training_coverage", query={"figure": "37,5"})
    assert "With your numbers: on track" in comma


@pytest.mark.parametrize(
    "query",
    [
        {"figure": "many"},
        {"goal": "nan"},
        {"goal": "1e999"},
        {"goal_day": "2020-01-01"},
        {"baseline_day": "soon"},
    ],
)
def test_input_that_makes_no_sense_is_said_and_nothing_is_reckoned(view, query):
    text = indicator(view, "training_coverage", query=query)
    assert "Published state: on track" in text
    assert "With your numbers" not in text
    assert "cannot be read" in text or "must follow" in text


def test_the_form_keeps_the_release_and_works_as_a_plain_address(view):
    release = release_with_targets()
    seen = view(
        "sv",
        release=release,
        query={"release": release.head.id},
        path={"slug": "training_coverage"},
    )
    written = to_html(PAGE["indicator"].layout(seen))
    assert 'method="get"' in written
    assert f'name="release" type="hidden" value="{release.head.id}"' in written
    assert 'name="figure" type="text" value="38"' in written


def test_what_pages_judge_again_is_what_the_release_says(view):
    for one in release_with_targets().indicators.values():
        for seen in one.observations:
            if seen.progress:
                again = published(seen.progress).to_json()
                stated = {k: v for k, v in seen.progress.items() if k != "decision"}
                assert again == stated


def test_the_overview_shows_the_worst_beside_the_best_and_never_a_mean(view):
    rows = release_with_targets().indicators["reflection_applications"].observations
    assert rows
    lines = {line.goal: line for line in goals(view("en", release=release_with_targets()), "0180")}
    assert lines["reflection"].status == "moving_away"
    assert lines["training"].status == "on_track"
    assert lines["training"].worst is None
    aims = (*LEDGER.decisions, decided(KNOWN, SECOND, 4, LEDGER.decisions[0].decided_on))
    cases = decided(
        replace(KNOWN, indicator="commitments_done"),
        Target(0.0, SECOND.baseline_day, 0.9, SECOND.day),
        5,
        LEDGER.decisions[0].decided_on,
    )
    more = release_with_targets(replace(LEDGER, decisions=(*aims, cases)))
    text = to_text(PAGE["overview"].layout(view("en", release=more)))
    assert "on track" in text
    assert "moving away" in text


def test_two_targets_of_one_goal_show_both_ends(view):
    fall = Target(0.5, SECOND.baseline_day, 0.9, SECOND.day)
    outcomes = decided(
        replace(KNOWN, indicator="training_sessions"), fall, 4, LEDGER.decisions[0].decided_on
    )
    ledger = replace(LEDGER, decisions=(*LEDGER.decisions, outcomes))
    release = release_with_targets(ledger)
    line = next(li for li in goals(view("en", release=release), "0180") if li.goal == "training")
    assert line.worst.slug == "training_sessions"
    assert line.best.slug == "training_coverage"
    assert line.status == line.worst.status != line.best.status
    text = to_text(PAGE["overview"].layout(view("en", release=release)))
    assert "worst:" in text
    assert "best:" in text


def test_a_hidden_figure_keeps_its_target_and_tells_nothing(view):
    text = indicator(view, "training_coverage", release=release_with_targets(mark="hidden"))
    assert "Published state: hidden to protect people" in text
    assert "Pace" not in text


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", ["overview", "reflection", "training", "about", "releases"])
def test_every_page_draws_a_release_with_targets(view, language, name):
    seen = view(language, release=release_with_targets())
    assert to_html(PAGE[name].layout(seen))
