"""What pages say of targets: the state and its reckoning, moved goalposts, what is done."""

import re
from dataclasses import replace

import pytest
from releases_with_targets import (
    COVERAGE,
    CUT,
    KNOWN,
    LEDGER,
    SECOND,
    decided,
    held_against,
    release_with_targets,
)

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
        axis = drawing["layout"]["xaxis"]
        names = dict(zip(axis["tickvals"], axis["ticktext"], strict=True))
        paths = [t for t in drawing["data"] if t.get("line", {}).get("dash") == "dash"]
        return [
            {names.get(x, x): y for x, y in zip(one["x"], one["y"], strict=True)} for one in paths
        ]

    old, now = path({})
    assert old["2024"] == pytest.approx(20 + 70 / 2, abs=0.1)
    assert now["2025"] == pytest.approx(38)
    assert now["target<br>2028"] == 60
    # Each year on the way has its place, so that a straight path is drawn straight.
    assert [now[place] for place in (4, 5)] == pytest.approx([45.33, 52.66], abs=0.1)
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


def lines_of(view, release):
    return {line.goal: line for line in goals(view("en", release=release), "0180")}


def overview(view, ledger):
    written = PAGE["overview"].layout(view("en", release=release_with_targets(ledger)))
    return to_text(written).replace("\u00a0", " ")


def test_a_goal_is_as_its_worst_series_is_and_never_a_mean(view):
    lines = lines_of(view, release_with_targets())
    assert lines["reflection"].worst == "moving_away"
    assert (lines["training"].worst, lines["training"].others) == ("on_track", ())
    aims = (*LEDGER.decisions, decided(KNOWN, SECOND, 4, LEDGER.decisions[0].decided_on))
    cases = decided(
        replace(KNOWN, indicator="commitments_done"),
        Target(0.0, SECOND.baseline_day, 0.9, SECOND.day),
        5,
        LEDGER.decisions[0].decided_on,
    )
    text = overview(view, replace(LEDGER, decisions=(*aims, cases)))
    assert "on track" in text
    assert "moving away" in text


FALL = replace(
    LEDGER,
    decisions=(
        *LEDGER.decisions,
        decided(
            replace(KNOWN, indicator="training_sessions"),
            Target(80, SECOND.baseline_day, 90, SECOND.day),
            4,
            LEDGER.decisions[0].decided_on,
        ),
    ),
)


def test_a_goal_shows_the_target_and_state_of_its_own_figure_and_the_others_by_name(view):
    line = lines_of(view, release_with_targets(FALL))["training"]
    assert (line.target.replace("\u00a0", " "), line.status) == (
        "60.0% by 31 December 2028",
        "on_track",
    )
    (other,) = line.others
    assert other.series.indicator == "training_sessions"
    assert line.worst == other.status == "source_overdue"
    text = overview(view, FALL)
    assert re.search(
        r"also:\s+Training sessions\s+\d+ \(20\d\d\), target 90 by 31 December 2028\s+"
        r"source overdue",
        text,
    )
    # Nobody can judge what has not been reported: of the two that are, one is off track.
    assert re.search(
        r"the state is worst for:\s+Applications for a reflection period \(adults", text
    )
    assert text.count("the state is worst") == 1


def test_a_figure_without_a_target_is_not_held_against_that_of_another(view):
    aims = (*LEDGER.decisions, decided(KNOWN, SECOND, 4, LEDGER.decisions[0].decided_on))
    line = lines_of(view, release_with_targets(replace(LEDGER, decisions=aims)))["rights"]
    assert (line.slug, line.target, line.aimed) == ("rights_items_delivered", "", True)
    assert "no target for this" in overview(view, replace(LEDGER, decisions=aims))


@pytest.mark.parametrize(
    ("ledger", "said"),
    [
        (replace(LEDGER, decisions=LEDGER.decisions[:1]), "{} of 1 goal with a target is"),
        (LEDGER, "1 of 2 goals with a target is on track"),
    ],
)
def test_the_verb_of_the_heading_follows_the_number_that_it_speaks_of(view, ledger, said):
    seen = view("en", release=release_with_targets(ledger))
    assert PAGE["overview"].title(seen).startswith(said.format(0))
    swedish = PAGE["overview"].title(view("sv", release=release_with_targets(LEDGER)))
    assert swedish == "1 av 2 mål med målvärde är i takt eller nått"


STAFF = (("group_id", "health_staff"),)
OF_STAFF = decided(
    replace(COVERAGE, breakdown=STAFF),
    Target(0.2, SECOND.baseline_day, 0.9, SECOND.day),
    1,
    LEDGER.decisions[0].decided_on,
)
OF_ALL = replace(LEDGER.decisions[0], target=SECOND, number=2)


def with_a_profession(*decisions):
    release = release_with_targets()
    made = dict(release.indicators)
    coverage = made["training_coverage"]
    staff = (
        replace(one, breakdown=(*STAFF, ("unit", "all"))) for one in coverage.observations[-1:]
    )
    made["training_coverage"] = replace(coverage, observations=(*coverage.observations, *staff))
    return held_against(
        replace(release, indicators=made), replace(LEDGER, decisions=decisions), CUT
    )


def said_beside(view, release, name, anchor):
    written = to_html(PAGE[name].layout(view("en", release=release))).replace("\u00a0", " ")
    figure = re.search(rf'<figure [^>]*id="{anchor}".*?</figure>', written, re.S)[0]
    after = re.search(r'<p class="after">(.*?)</p>', figure, re.S)[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", after))


def test_where_parts_alone_have_targets_the_total_is_not_called_without_any(view):
    said = said_beside(view, with_a_profession(OF_STAFF), "training", "training_coverage")
    assert "no target for the total" in said
    assert "no target decided" not in said
    assert re.search(r"Health-care staff: [\d.]+% \(2025\), target 90.0% by .*: behind", said)


@pytest.mark.parametrize("anchor", ["professions", "training_coverage"])
def test_a_state_among_several_says_whose_it_is_and_gives_the_others(view, anchor):
    said = said_beside(view, with_a_profession(OF_STAFF, OF_ALL), "training", anchor)
    assert "Total: target 60.0% by 31 December 2028" in said
    assert re.search(r"Health-care staff: .* target 90.0% by 31 December 2028 *: behind", said)


def test_the_target_stands_beside_the_state_of_the_commitments(view):
    cases = decided(
        replace(KNOWN, indicator="commitments_done"),
        Target(0.0, SECOND.baseline_day, 0.9, SECOND.day),
        5,
        LEDGER.decisions[0].decided_on,
    )
    release = release_with_targets(replace(LEDGER, decisions=(cases,)))
    said = said_beside(view, release, "commitments", "by-goal")
    assert "target 90.0% by 31 December 2028" in said


def test_a_hidden_figure_keeps_its_target_and_tells_nothing(view):
    text = indicator(view, "training_coverage", release=release_with_targets(mark="hidden"))
    assert "Published state: hidden to protect people" in text
    assert "Pace" not in text


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", ["overview", "reflection", "training", "about", "releases"])
def test_every_page_draws_a_release_with_targets(view, language, name):
    seen = view(language, release=release_with_targets())
    assert to_html(PAGE[name].layout(seen))
