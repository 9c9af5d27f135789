"""The committee's page says what happened between two releases, and nothing that they do not."""

import re
from dataclasses import replace
from datetime import date

import pytest
import two_meetings
from two_meetings import NOW, THEN

from dashboard.html import to_html, to_text
from dashboard.page import NotHereError
from dashboard.pages import PAGES
from dashboard.presenters import committee

PAGE = next(page for page in PAGES if page.name == "committee")


def section(written, anchor):
    found = re.search(rf'<section [^>]*id="{anchor}"[^>]*>(.*?)</section>', written, re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[1]).replace("\u00a0", " "))


@pytest.fixture
def shown(view):
    def show(language="sv", **query):
        asked = view(language, releases=two_meetings.releases(), query=query)
        return PAGE.title(asked).replace("\u00a0", " "), to_html(PAGE.layout(asked))

    return show


def test_the_heading_counts_what_happened(shown):
    title, written = shown()
    assert title == (
        "Sedan 4 augusti 2025: 1 nytt läge, 1 ändrad siffra, 1 ny siffra och 1 nytt målvärde"
    )
    said = to_text_of(written)
    assert "kommer ur utgåvan den 4 februari 2026" in said
    assert "jämförs med utgåvan den 4 augusti 2025" in said


def to_text_of(written):
    return re.sub(r"<[^>]+>", " ", written).replace("\u00a0", " ")


def test_a_state_that_flipped_stands_first_with_then_and_now(shown):
    said = section(shown()[1], "states")
    flipped, stands = said.index("Utbildade i yrkesgrupperna"), said.index("Ansökningar om")
    assert flipped < stands
    assert said[flipped:stands].split("efter", 1)[1].lstrip().startswith("i takt ändrat")


def test_a_revised_figure_stands_with_old_and_new(shown):
    said = section(shown()[1], "revised")
    assert re.search(r"Ansökningar om betänketid 2024 vuxna, .*? 15 14 ", said)
    assert "2024" in said


def test_a_reason_that_the_source_gives_stands_beside_the_revision(view):
    new = two_meetings.now()
    made = dict(new.indicators)
    asked = made["reflection_applications"]
    told = tuple(
        replace(one, inputs=tuple(replace(c, note="Två räknades dubbelt.") for c in one.inputs))
        for one in asked.observations
    )
    made["reflection_applications"] = replace(asked, observations=told)
    later = replace(new, indicators=made)
    asked_for = view("sv", releases=(two_meetings.then(), later))
    assert "Två räknades dubbelt." in section(to_html(PAGE.layout(asked_for)), "revised")


def test_a_new_figure_a_new_target_and_an_open_action_are_told(shown):
    _, written = shown()
    assert "38,0 % 2025, Stockholm" in section(written, "new")
    decided = section(written, "targets")
    assert re.search(r"90,0 % senast 31 december 2026 60,0 % senast 31 december 2028", decided)
    assert "protokoll 9/2025, § 4" in decided
    assert "Anställa två handläggare." in section(written, "actions")


def test_what_was_due_by_the_data_cut_is_told_by_source(shown):
    said = section(shown()[1], "overdue")
    assert "Rättighetspaketet, insatser" in said
    assert "30 april 2024" in said


@pytest.mark.parametrize("since", [THEN, "2025-08-04", "2025-12-24"])
def test_since_is_a_release_or_a_day_in_force(shown, since):
    assert shown(since=since) == shown() or "4 augusti 2025" in shown(since=since)[0]


def test_a_day_before_the_first_release_is_not_here_and_told_why(shown):
    with pytest.raises(NotHereError, match="Ingen utgåva gällde 1999-01-01"):
        shown(since="1999-01-01")
    with pytest.raises(NotHereError, match="no-such är varken en utgåva eller en dag"):
        shown(since="no-such")


@pytest.mark.parametrize("since", [NOW, "2026-03-01", "2999-12-31"])
def test_a_meeting_after_the_latest_release_reads_how_things_stand(shown, since):
    title, written = shown(since=since)
    assert title.endswith("inget nytt i den utgåva som visas")
    assert shown("en", since=since)[0].endswith("nothing new in the release shown")
    assert "fanns redan då" in to_text_of(written)
    said = section(written, "states")
    assert "i takt 38,0 % 2025" in said
    assert "Läge då" not in said
    assert "Anställa två handläggare." in section(written, "actions")
    assert f'value="{since}"' in written


def test_two_releases_that_say_the_same_have_nothing_to_tell(view):
    new = two_meetings.now()
    earlier = replace(new, head=two_meetings.then().head)
    found = committee.happened(view("sv", releases=(earlier, new)), earlier, new, "0180")
    assert (found.flips, found.revisions, found.fresh, found.decided) == ((), (), (), ())


def test_the_first_release_has_nothing_before_it(view):
    alone = view("sv", releases=two_meetings.releases()[:1])
    assert "första utgåvan" in to_text(PAGE.layout(alone))


def test_the_first_release_tells_how_its_targets_stand_all_the_same(view):
    written = to_html(PAGE.layout(view("sv", releases=(two_meetings.now(),))))
    said = section(written, "states")
    assert "i takt 38,0 % 2025" in said
    assert "Läge då" not in said
    assert "Anställa två handläggare." in section(written, "actions")
    assert "30 april 2024" in section(written, "overdue")


def test_the_page_reads_in_english(shown):
    title, written = shown("en")
    assert title.startswith("Since 4 August 2025: 1 new state")
    assert "Hire two officers." in written


def test_each_row_of_what_is_overdue_counts_the_periods_that_its_indicators_lack(view):
    said = section(to_html(PAGE.layout(view("sv"))), "overdue")
    assert "första kvartalet 2024 till fjärde kvartalet 2025, 8 perioder" in said
    assert "första halvåret 2024, andra halvåret 2024 och första halvåret 2025" in said
    own = "Ansökningar om betänketid tredje kvartalet 2025 och fjärde kvartalet 2025 "
    assert own in said
    assert "Den första skulle ha kommit" in said


def test_a_claim_made_in_a_debate_is_overdue_from_nobody(view):
    release = two_meetings.now()
    made = dict(release.indicators)
    claim, gaps = made["national_applications_claim"], made["rights_timeliness"].observations
    made["national_applications_claim"] = replace(claim, observations=gaps)
    asked = view("sv", releases=(replace(release, indicators=made),))
    assert "enligt uppgift" not in section(to_html(PAGE.layout(asked)), "overdue")


def test_a_target_that_was_decided_before_its_figures_came_is_a_target_then(view):
    release = two_meetings.now()
    without = dict(release.indicators)
    without.pop("training_coverage")
    then = replace(release, head=two_meetings.then().head, indicators=without)
    then = replace(then, head=replace(then.head, data_cut=date(2025, 12, 1)))
    written = to_html(PAGE.layout(view("sv", releases=(then, release))))
    assert "Utbildade i yrkesgrupperna ingen uppgift i takt" in section(written, "states")
    assert "Inga målvärden har beslutats sedan 1 december 2025." in section(written, "targets")


def test_a_number_and_what_it_counts_stay_on_one_line(view):
    title = PAGE.title(view("sv", releases=two_meetings.releases()))
    assert "1\u00a0ändrad siffra" in title
    assert "1\u00a0nytt läge" in title
