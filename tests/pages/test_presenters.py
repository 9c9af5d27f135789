"""Small tables in, rows and words out."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dashboard.pages.training import still_needed
from dashboard.presenters import (
    checks,
    commitments,
    notes,
    overview,
    remarks,
    rows,
    select,
    series,
    target_path,
    words,
)
from etl.period import Period
from indicators.published import PublishedIndicator, Release, ReleaseHead
from indicators.remarks import CODES
from indicators.results import Cited, Mark, Observation

DAY = date(2025, 5, 15)
HEAD = ReleaseHead(
    "r",
    {"sv": "R", "en": "R"},
    "regular",
    "published",
    DAY,
    DAY,
    datetime(2025, 5, 15, tzinfo=UTC),
    None,
    None,
    None,
    "h",
)


def cited(role, value=None, **more):
    return Cited(role, "applications", "submitted", "0180", "2024", (), "final", DAY, value, **more)


def seen(period, value=None, geography="0180", **more):
    breakdown = tuple(sorted(more.pop("breakdown", {"sex": "all"}).items()))
    return Observation(Period.parse(period), geography, breakdown, value=value, **more)


def indicator(*observations, slug="some", goal="reflection", unit="persons", kind="flow"):
    text = {"sv": "Rubrik", "en": "Title"}
    return PublishedIndicator(
        {
            "slug": slug,
            "goal": goal,
            "unit": unit,
            "kind": kind,
            "title": text,
            "numerator": {"sv": "täljare", "en": "top"},
            "denominator": {"sv": "nämnare", "en": "below"} if kind == "share" else None,
            "bridges": [],
        },
        observations,
    )


def release(*indicators, **codelists):
    lists = {"sex": {"women": {"sv": "Kvinnor", "en": "Women"}, "men": {"sv": "Män", "en": "Men"}}}
    return Release(HEAD, lists | codelists, {}, {one.slug: one for one in indicators})


@pytest.fixture
def voice(view):
    return lambda found, language="sv": replace(view(language), release=found)


def test_a_whole_year_speaks_before_a_later_part_of_one():
    found = release(indicator(seen("2024", 14), seen("2025-H1", 3)))
    assert select.headline(found, "some", "0180").value == 14


def test_a_figure_speaks_before_a_later_gap():
    found = release(indicator(seen("2023", 5), seen("2024", mark=Mark.NOT_REPORTED)))
    assert select.headline(found, "some", "0180").value == 5


def test_the_total_speaks_before_its_parts_and_ties_go_by_the_list():
    women, men = (
        seen("2024", 9, breakdown={"sex": "women"}),
        seen("2024", 5, breakdown={"sex": "men"}),
    )
    assert select.headline(release(indicator(men, women)), "some", "0180") == women
    whole = seen("2024", 14)
    assert select.headline(release(indicator(men, women, whole)), "some", "0180") == whole


def test_another_municipality_never_stands_in_for_ones_own():
    mine = seen("2024", mark=Mark.NOT_REPORTED)
    found = release(indicator(mine, seen("2024", 7, geography="0181")))
    assert select.headline(found, "some", "0180") == mine


def test_a_wider_area_may_stand_in_where_the_place_has_no_figure():
    area = seen("2002", low=100, high=250, geography="stockholm_area")
    found = release(indicator(seen("2024", mark=Mark.NOT_REPORTED), area))
    assert select.headline(found, "some", "0180") == area


def test_each_period_has_one_row_in_order_of_time():
    found = release(
        indicator(seen("2025-Q1", 1), seen("2024", 14), seen("2025", mark=Mark.INCOMPLETE))
    )
    assert [o.period.label for o in series.totals(found, "some", "0180")] == [
        "2024",
        "2025-Q1",
        "2025",
    ]


def test_a_hidden_observation_gives_a_row_without_any_number(voice):
    hidden = seen("2024", mark=Mark.HIDDEN, reason="protected")
    made = indicator(hidden)
    row = rows.present(voice(release(made)), made, hidden)
    assert (row.figure, row.value, row.ends, row.sources) == ("", None, None, ())
    assert rows.words_or_mark(voice(release(made)), row) == "skyddad uppgift"


@pytest.mark.parametrize(
    ("observation", "unit", "kind", "said"),
    [
        (seen("2024", 14), "persons", "flow", "14"),
        (seen("2024", 0), "persons", "flow", "0"),
        (seen("2024", 12 / 13), "share", "share", "92,3\u00a0%"),
        (seen("2024", low=0.036, high=0.09), "share", "share", "3,6–9,0\u00a0%"),
        (seen("2024", low=100, high=250), "persons", "flow", "100–250"),
        (seen("2024", low=1000), "as_reported", "flow", "mer än 1\u00a0000"),
        (seen("2024", -1000000), "SEK", "flow", "−1\u00a0000\u00a0000\u00a0kr"),
        (seen("2024", text="under_way"), "commitments", "checklist", "pågår"),
    ],
)
def test_figures_are_said_as_readers_say_them(voice, observation, unit, kind, said):
    made = indicator(observation, unit=unit, kind=kind)
    assert rows.present(voice(release(made)), made, observation).figure == said


def test_the_arithmetic_is_printed_where_it_gives_the_result(voice):
    observation = seen(
        "2024",
        12 / 13,
        inputs=(cited("numerator", 12), cited("denominator", 12), cited("denominator", 1)),
    )
    made = indicator(observation, unit="share", kind="share")
    shown = checks.working(voice(release(made)), made, observation)
    assert shown.arithmetic == ("12 ÷ 13 = 92,3\u00a0%",)
    assert shown.formula == "täljare ÷ nämnare"


def test_no_arithmetic_is_printed_that_contradicts_the_result(voice):
    observation = seen("2024", 0.5, inputs=(cited("numerator", 12), cited("denominator", 13)))
    made = indicator(observation, unit="share", kind="share")
    assert checks.working(voice(release(made)), made, observation).arithmetic == ()


def test_a_band_is_reckoned_from_both_ends(voice):
    observation = seen(
        "2024",
        low=9 / 250,
        high=9 / 100,
        inputs=(cited("numerator", 9), cited("denominator", low=100, high=250)),
    )
    made = indicator(observation, unit="share", kind="share")
    said = checks.working(voice(release(made)), made, observation).arithmetic
    assert said == ("9 ÷ 250 = 3,6\u00a0%", "9 ÷ 100 = 9,0\u00a0%")


def test_an_unsettled_contradiction_shows_both_and_uses_none(voice):
    both = (cited("conflict", 2), cited("conflict", 3))
    made = indicator(seen("2024", mark=Mark.CONFLICT_UNRESOLVED, inputs=both, conflicts=both))
    (note,) = notes.disagreements(voice(release(made)))
    assert "2 eller 3" in note.text
    assert "Ingen har avgjort" in note.text


def test_publishers_that_agree_are_no_contradiction(voice):
    def by(name, value):
        return seen("2019", value, "SE", breakdown={"publisher": name, "category": "all"})

    assert notes.disagreements(voice(release(indicator(by("A", 298), by("B", 298))))) == ()
    (note,) = notes.disagreements(voice(release(indicator(by("A", 298), by("B", 404)))))
    assert "298 (A) eller 404 (B)" in note.text


def test_a_status_is_the_one_that_the_release_judged(voice):
    judged = seen("2024", 14, progress={"status": "behind"})
    made = indicator(judged)
    row = rows.present(voice(release(made)), made, judged)
    assert overview.status(row) == "behind"
    assert overview.status(replace(row, observation=seen("2024", 14))) == "no_target"
    missing = replace(row, mark=Mark.NOT_REPORTED, observation=seen("2024", mark=Mark.NOT_REPORTED))
    assert overview.status(missing) == "no_data"
    assert overview.status(None) == "no_data"


def test_commitments_that_were_dropped_do_not_count():
    assert commitments.done_of({"done": 1, "proposed": 2, "dropped": 4}) == (1, 3)


@pytest.mark.parametrize(
    ("aim", "trained", "headcount", "needed"),
    [(0.9, 40, 50, 5), (0.9, 45, 50, 0), (0.9, 0, 51, 46), (0.5, 30, 50, -5)],
)
def test_what_it_takes_to_reach_a_training_target(aim, trained, headcount, needed):
    inputs = (cited("numerator", trained), cited("denominator", headcount))
    progress = {"status": "behind", "target": {"value": aim, "day": "2026-12-31"}}
    assert (
        still_needed(seen("2024", trained / headcount, inputs=inputs, progress=progress)) == needed
    )


def test_without_a_target_nothing_is_said_of_what_it_takes():
    assert still_needed(seen("2024", 0.5)) is None


def test_words_in_a_sentence(voice):
    reader = voice(release())
    assert words.joined(reader, ["a", "b", "c"]) == "a, b och c"
    assert words.joined_or(reader, ["a", "b"]) == "a eller b"
    assert words.decapital("IOP ingånget") == "IOP ingånget"
    assert words.decapital("Kvinnor") == "kvinnor"


def test_the_path_is_read_from_what_the_release_judged(voice):
    target = {
        "baseline": 0.0,
        "baseline_day": "2023-12-31",
        "value": 0.8,
        "day": "2027-12-31",
        "milestones": [["2025-12-31", 0.2]],
    }
    found = [seen("2023", 0.0), seen("2025", 0.1, progress={"target": target}), seen("2028", 0.9)]
    made = indicator(*found, unit="share", kind="share")
    shown = [rows.present(voice(release(made)), made, o) for o in found]
    (path,) = target_path.courses(shown, target_path.target_of(shown[1]))
    assert path.points == ((0, 0.0), (1, 0.2))
    assert target_path.target_of(shown[0]) is None


def test_what_contradicts_a_share_is_a_count_and_said_as_one(voice):
    observation = seen("2025", 0.5, conflicts=(cited("conflict", 2),))
    made = indicator(observation, unit="share", kind="share")
    (said,) = rows.present(voice(release(made)), made, observation).conflicts
    assert "200" not in said
    assert said.endswith(": 2")


def test_every_remark_that_an_indicator_may_make_has_words():
    apart = {"estimate_engine", "without_list"}
    assert set(CODES) - apart - set(remarks._SAYINGS) == set()
