"""The page that compares two releases stays a page, however much differs between them."""

import re
from dataclasses import replace
from datetime import date

import pytest
from made_up_release import made_up_release
from test_pages_render import ROUTES

from dashboard.addresses import Refusal
from dashboard.html import to_html
from dashboard.page import NotHereError
from etl.period import Period
from indicators.diff import diff
from indicators.results import Cited, Mark, Observation

MOST = 100
REPORTED = Cited(
    *("value", "applications", "submitted", "0180", "2020", (), "final", date(2021, 2, 1))
)
REVISED = "Känt förut, och säger något annat nu"


@pytest.fixture(scope="module")
def pair():
    return made_up_release(date(2020, 3, 1)), made_up_release()


def shown(view, pair, language="sv", **query):
    asked = view(language, releases=pair, query=query)
    written = to_html(ROUTES["releases"].layout(asked)).replace("\u00a0", " ")
    found = re.search(r'<section [^>]*id="differences"[^>]*>(.*?)</section>', written, re.S)
    return found[1]


def group(section, heading):
    """Give a part of the comparison, its folded rows too."""
    starts = [one.start() for one in re.finditer(r"<summary>[^<]+ \([\d ]+\)</summary>", section)]
    start = section.index(f"<summary>{heading} (")
    return section[start : min((at for at in starts if at > start), default=len(section))]


def rows(section):
    return [body.count("<tr") for body in re.findall(r"<tbody>(.*?)</tbody>", section, re.S)]


def test_each_kind_of_change_shows_a_hundred_and_says_how_many_there_are(view, pair):
    section = shown(view, pair)
    assert len(diff(*pair)) > 3 * MOST
    new = sum(
        one.new is not None and one.new.has_figure and (one.old is None or not one.old.has_figure)
        for one in diff(*pair)
    )
    assert f"Nya uppgifter ({new:,})".replace(",", " ") in section
    assert f"Visar 100 av {new:,} rader; filen har alla.".replace(",", " ") in section
    shown_rows = sum(rows(group(section, "Nya uppgifter")))
    assert shown_rows == MOST


@pytest.mark.parametrize(("language", "said"), [("sv", "Indikator"), ("en", "Indicator")])
def test_one_indicator_is_picked_by_a_form_and_kept_in_the_address(view, pair, language, said):
    slug = "training_sessions"
    section = shown(view, pair, language, old=pair[0].head.id, new=pair[1].head.id, indicator=slug)
    assert f">{said}</label>" in section
    assert f'<option selected value="{slug}">' in section
    assert sum(rows(section)) == len(diff(*pair, only=slug)) > 0
    links = re.findall(r'href="[^"]*indikator/([a-z_]+)', section)
    assert set(links) == {slug}
    assert f"https://example.org/{'en/' * (language == 'en')}utgavor?indicator={slug}" in section


def released(pair, *observations, slug="reflection_applications", **head):
    """Give the first of two releases with these figures, and no others, of an indicator."""
    one = replace(pair[0].indicators[slug], observations=tuple(observations))
    return replace(pair[0], head=replace(pair[0].head, **head), indicators={slug: one})


def figure(period, value=None, place="0180", **fields):
    return Observation(Period.parse(period), place, (("purpose", "all"),), value, **fields)


@pytest.fixture(scope="module")
def few(pair):
    """Two releases: a revised figure, a first report, a renamed figure, gaps that come and go."""
    gap = {"mark": Mark.NOT_REPORTED}
    old = released(
        pair,
        figure("2019", 14),
        figure("2020", **gap),
        figure("2021", 5, status="preliminary"),
        figure("2022", **gap),
        figure("2023", 7),
        figure("2018", **gap),
        id="r1",
    )
    new = released(
        pair,
        figure("2019", 15),
        figure("2020", 22, inputs=(REPORTED,)),
        figure("2021", 5, status="final"),
        figure("2022", mark=Mark.HIDDEN),
        figure("2023", mark=Mark.HIDDEN),
        figure("2024", 0),
        figure("2024-H1", **gap),
        id="r2",
        kind="correction",
        data_cut=date(2021, 3, 1),
        note={"sv": "En kurs hade inte räknats med.", "en": "A course had not been counted."},
    )
    return old, new


def plain(written):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", written))


def test_what_differs_is_counted_as_it_is_shown(view, few):
    said = plain(shown(view, few))
    assert (
        "2 ändrade uppgifter, 2 nya uppgifter, 1 med annan beteckning, 1 förväntade utan uppgift, "
        "1 utan uppgift av ett annat skäl, 1 förväntas inte längre."
    ) in said
    english = plain(shown(view, few, "en"))
    assert "2 revised values, 2 new values, 1 called something else," in english


def test_a_first_report_is_a_new_figure_and_not_a_revision(view, few):
    section = shown(view, few)
    revised, new = group(section, REVISED), group(section, "Nya uppgifter")
    assert [year for year in range(2018, 2025) if f"betänketid {year}" in plain(revised)] == [
        2019,
        2023,
    ]
    assert re.search(r"betänketid 2020 .* rapporterat sedan dess", plain(new))
    assert "tecken" not in plain(section)


def test_the_note_to_the_reader_stands_once_and_gives_no_other_figure_its_reason(view, few):
    section = shown(view, few)
    assert ">Varför<" not in group(section, "Nya uppgifter")
    first = plain(group(section, REVISED))
    # Nothing else is known of 2019; 2023 is hidden now, which says why by itself.
    assert first.count("En kurs hade inte räknats med.") == 1


def test_the_other_way_round_a_first_report_is_not_said_to_be_made_anew(view, few):
    old = replace(few[0], head=replace(few[0].head, data_cut=date(2020, 3, 1)))
    later = replace(few[1], head=replace(few[1].head, note=None))
    back = shown(view, (later, old), old="r2", new="r1")
    assert "betänketid 2020" in plain(group(back, REVISED))
    assert "på nytt" not in plain(back)


def test_a_figure_that_is_not_shown_has_its_sign_and_zero_its_dash(view, few):
    section = shown(view, few)
    assert 'class="sign is-hidden"' in group(section, REVISED)
    assert 'class="sign is-not_reported"' in group(section, "Nya uppgifter")
    assert '>–</span><span class="sr">0</span>' in section


def test_the_latest_period_stands_first(view, few):
    said = plain(group(shown(view, few), REVISED))
    assert said.index("betänketid 2023") < said.index("betänketid 2019")


def test_the_list_stands_first_unless_two_releases_are_asked_for(view, few):
    def order(**query):
        page = to_html(ROUTES["releases"].layout(view(releases=few, query=query)))
        return page.index('id="all"') < page.index('id="differences"')

    assert order()
    assert not order(old="r1", new="r2")


def test_one_thing_whose_state_is_told_leads_its_row(view):
    section = shown(view, None, old="2025-08-04", new="2026-02-04")
    first = [plain(one).strip() for one in re.findall(r'<th scope="row">(.*?)</th>', section)]
    (found,) = [one for one in first if one.startswith("Case management")]
    assert found.endswith("Åtaganden som är klara, Stockholm")


def test_an_indicators_revisions_name_the_place_and_hold_no_first_report(view, few):
    there = released(few, figure("2019", 3, place="1480"), figure("2020", mark=Mark.NOT_REPORTED))
    later = released(few, figure("2019", 4, place="1480"), figure("2020", 8))
    later = replace(later, head=few[1].head)
    asked = view(releases=(there, later), path={"slug": "reflection_applications"})
    written = to_html(ROUTES["indicator"].layout(asked))
    section = plain(re.search(r'id="revisions"(.*?)</section>', written, re.S)[1])
    assert re.search(r"2019, \w+ 3 4", section), section
    assert "2020," not in section


def test_an_indicator_that_neither_release_has_is_not_here(view, pair):
    with pytest.raises(NotHereError):
        shown(view, pair, indicator="no_such")


def test_few_differences_need_no_form(view):
    section = shown(view, None, old="2025-05-15", new="2025-08-04")
    assert "<form" not in section
    assert "Visar 100" not in section


@pytest.mark.parametrize("names", [("r0", "2025-08-04"), ("2025-08-04", "r0")])
def test_one_that_was_withdrawn_is_said_to_be_so_with_its_reason(view, names):
    shown = view(query=dict(zip(("old", "new"), names, strict=True)))
    head = shown.releases[0]
    gone = replace(head, id="r0", state="withdrawn", withdrawn_reason="ett fel i källan")
    with pytest.raises(Refusal) as refused:
        ROUTES["releases"].layout(replace(shown, releases=(*shown.releases, gone)))
    assert (refused.value.status, refused.value.args_of_message["reason"]) == (
        410,
        "ett fel i källan",
    )
