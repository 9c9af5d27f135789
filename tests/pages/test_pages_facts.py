"""What the pages must say of the public documents, in both languages."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from made_up_release import made_up_release
from public_releases import public_release, public_releases

from dashboard.html import to_html, walk
from dashboard.pages import PAGES
from etl.period import Period
from indicators.published import PublishedIndicator, Release
from indicators.results import Observation

ROUTES = {page.name: page for page in PAGES}
NO_BREAK = "\u00a0"


def text_of(tree):
    plain = re.sub(r"<[^>]+>", " ", to_html(tree))
    return re.sub(r"\s+", " ", plain.replace(NO_BREAK, " "))


def page_text(view, name):
    return text_of(ROUTES[name].layout(view))


def test_fourteen_are_nine_and_five(view):
    text = page_text(view("sv"), "reflection")
    assert "14 ansökningar om betänketid under 2024" in text
    assert "9 gällde sexuella ändamål (alla kvinnor) och 5 gällde arbetskraft" in text


def test_the_outcome_is_shown_as_known_on_each_day(view):
    text = page_text(view("sv"), "reflection")
    assert "beviljade 12, avslagna 1, väntar på beslut 1" in text
    assert "13 av 14 beviljade" in text
    assert "92,3 %" in text
    assert "92,9 %" in text


def test_in_may_nobody_knew_of_august(view):
    may = view("sv", release=public_release(date(2025, 5, 15)))
    text = page_text(may, "reflection")
    assert "12 av 14 beviljade" in text
    assert "92,9" not in text
    assert "13 av 14" not in text


def test_hidden_outcomes_keep_their_dots_and_are_not_said_to_be_unstated(view):
    made_up = made_up_release()
    seen = view("sv", release=made_up, releases=(made_up,))
    tree = ROUTES["reflection"].layout(seen)
    figure = next(one for one in walk(tree) if getattr(one, "id", "") == "outcomes")
    dots = Counter(re.findall(r'class="dot is-(\w+)"', to_html(figure)))
    assert dots == {"full": 54, "hidden": 19}
    assert "54 av 73 beviljade" in text_of(figure)
    assert "beviljade 54, skyddat utfall 19" in text_of(figure)
    assert "utfall inte angivet" not in text_of(tree)


def test_a_ringed_dot_and_a_hatched_bar_are_explained(view):
    text = page_text(view("sv"), "reflection")
    assert "med ring har beviljats sedan utgåvan före" in text
    assert "Randiga staplar och öppna punkter är preliminära" in text


def test_the_estimate_gives_a_band_over_a_named_bridge_and_no_status(view):
    text = page_text(view("sv"), "reflection")
    assert "3,6–9,0 %" in text
    assert "9 ansökningar, mot uppskattade 100–250 utsatta" in text
    assert "9 ÷ 250 = 3,6 %" in text
    assert "9 ÷ 100 = 9,0 %" in text
    assert "Uppskattningen är 22 år äldre" in text
    assert "från kommunen till Stockholmsområdet" in text


def test_the_year_and_the_latest_part_of_the_next_are_said_and_no_quarter_within_it(view):
    swedish, english = (page_text(view(language), "reflection") for language in ("sv", "en"))
    assert "14 ansökningar under 2024, 3 under första halvåret 2025" in swedish
    assert "14 applications in 2024, 3 in January–June 2025" in english.replace("\u00a0", " ")
    may = page_text(view("sv", release=public_release(date(2025, 5, 15))), "reflection")
    assert "14 ansökningar under 2024, 1 under första kvartalet 2025" in may


def test_both_readings_of_the_known_cases_stand(view):
    text = page_text(view("sv"), "reflection")
    assert "14 ÷ 125" in text or "11,2 %" in text
    assert "10,1 %" in text
    assert "139" in text


@pytest.mark.parametrize("name", ["overview", "reflection"])
def test_the_contradiction_of_spring_2025_is_visible(view, name):
    text = page_text(view("sv"), name)
    assert "3 eller 2. Vi visar 3" in text or "Även angivet: 2" in text
    assert "som senare dokument upprepar" in text


@pytest.mark.parametrize("name", ["overview", "reflection"])
def test_publishers_stand_side_by_side(view, name):
    text = page_text(view("sv"), name)
    assert "298" in text
    assert "404" in text
    assert "351" not in text  # their mean


def test_the_claim_is_called_one(view):
    text = page_text(view("sv"), "reflection")
    assert "Ett påstående, inte en räkning: 17 ansökningar i landet 2024" in text
    assert "de 14 från Stockholm vara 82,4 % av dem" in text


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("rights", "Leverans av rättighetspaketet: inte rapporterat än"),
        ("training", "Hur många som är utbildade: inte rapporterat än"),
    ],
)
def test_what_nobody_reported_is_not_zero(view, name, heading):
    text = page_text(view("sv"), name)
    assert heading in text
    assert "Det är inte noll" in text
    assert not re.search(r"\b0(,0)? %", text)


def test_the_overview_states_that_no_target_is_decided(view):
    text = page_text(view("sv"), "overview")
    assert "Inget mätbart målvärde har beslutats offentligt" in text
    assert "1 av 9" in text
    assert "12 → 13" in text


def test_commitments_are_counted_by_state(view):
    text = page_text(view("sv"), "commitments")
    assert "1 av 9 åtaganden är klart" in text
    assert "1 klart, 2 pågår, 1 uppdrag givet, 5 föreslagna" in text


def test_differences_between_any_two_releases_are_listed(view):
    asked = view("sv", query={"old": "2025-05-15", "new": "2025-08-04"})
    text = page_text(asked, "releases")
    assert "beviljade, vuxna, socialtjänsten" in text
    assert "3 ändrade uppgifter" in text
    assert "12 preliminär 13 slutlig" in text


def test_differences_can_be_turned_round(view):
    asked = view("sv", query={"old": "2025-08-04", "new": "2025-05-15"})
    assert "13 slutlig 12 preliminär" in page_text(asked, "releases")


def test_every_public_figure_is_on_its_indicators_page(view):
    release: Release = public_releases()[-1]
    for slug, indicator in release.indicators.items():
        text = page_text(view("sv", path={"slug": slug}), "indicator")
        assert text.count("inte rapporterat än") or any(
            o.has_figure for o in indicator.observations
        )
        for source in (d for o in indicator.observations for d in o.documents):
            title = release.codelists["documents"][source]["sv"]
            assert title in text.replace("&#x27;", "'").replace("&amp;", "&"), (slug, title)


def test_what_persons_declined_stands_beside_what_was_delivered(view):
    real = public_releases()[-1]

    def share(value, figure, item):
        breakdown = (("age_group", "all"), ("figure", figure), ("item_id", item))
        return Observation(Period.parse("2025"), "0180", breakdown, value=value)

    shares = [(0.75, "delivered", "all"), (0.2, "declined", "all")]
    shares += [(0.5, "delivered", "housing"), (0.25, "declined", "housing")]
    shown = PublishedIndicator(
        real.indicators["rights_items_delivered"].definition, tuple(share(*one) for one in shares)
    )
    indicators = {**real.indicators, "rights_items_delivered": shown}
    text = page_text(view("sv", release=replace(real, indicators=indicators)), "rights")
    assert "75,0 % av de tillämpliga insatserna levererades 2025" in text
    assert "Lämplig och trygg bostad 12.1.a 2025 50,0 % 25,0 %" in text
    assert "1 av 8 insatser" in text


def test_the_overview_leads_to_what_is_overdue(view):
    seen = view("en")
    assert re.search(r"\d+ sources had not delivered all", page_text(seen, "overview"))
    assert "/en/namnden#overdue" in to_html(ROUTES["overview"].layout(seen))


def test_that_all_is_reported_is_said_only_where_nothing_due_is_missing(view):
    shown = public_releases()[-1]

    def said(indicators):
        release = replace(shown, indicators=indicators)
        return page_text(view("en", releases=(release,)), "overview")

    reported = {
        slug: replace(one, observations=known)
        for slug, one in shown.indicators.items()
        if (known := tuple(o for o in one.observations if o.has_figure))
        and slug != "estimated_victims"
    }
    assert "Nothing that was due is missing" in said(reported)
    late = {"outreach_posts": shown.indicators["outreach_posts"]}
    text = said(reported | late)
    assert "1 source had not delivered all that was due before" in text
    assert "Nothing that was due is missing" not in text


def test_each_commitment_names_the_document_that_its_state_can_be_looked_up_in(view):
    tree = ROUTES["commitments"].layout(view("sv"))
    (table,) = [n for n in tree._traverse() if getattr(n, "id", None) == "goal-training"]
    text = text_of(table)
    assert "Yttrande över motionen" in text
    assert "Frälsningsarmén Safe Havens, KS 2025/263; daterad 25 augusti 2025" in text


def test_who_issued_a_document_is_translated_where_it_is_no_name(view):
    text = page_text(view("en"), "about")
    assert "A member" in text
    assert "Members" in text
    assert "ledamot" not in text.lower().replace("namndledamot", "")
    assert "Kommunstyrelsen Stockholm" in text


def test_one_commitment_does_not_fill_the_line_that_it_is_drawn_on(view):
    shown = public_releases()[-1]
    done = shown.indicators["commitments_done"]
    few = {}
    for one in done.observations:
        goal = dict(one.breakdown).get("goal_id")
        if one.text and goal not in few:
            few[goal] = one
    cut = shown.indicators | {"commitments_done": replace(done, observations=tuple(few.values()))}
    written = ROUTES["commitments"].layout(view("sv", releases=(replace(shown, indicators=cut),)))
    (chart,) = [n for n in written._traverse() if getattr(n, "id", None) == "chart-commitments"]
    assert chart.figure["layout"]["xaxis"]["range"][1] >= 5


def test_a_period_past_its_day_at_the_data_cut_is_said_to_be_overdue(view):
    asked = view("sv", path={"slug": "reflection_applications"})
    said = page_text(asked, "indicator")
    assert "Försenad sedan 31 oktober 2025." in said
    assert "Sista dag att rapportera: 30 oktober 2025" not in said
    # On the day of the first release the year's quarters to come were not due yet.
    may = view("sv", release=public_release(date(2025, 5, 15)), path=asked.path)
    assert "Försenad" not in page_text(may, "indicator")


def test_an_incomplete_year_says_nothing_of_what_its_parts_are_said_to_be(view):
    written = to_html(ROUTES["indicator"].layout(view(path={"slug": "reflection_applications"})))
    rows = re.findall(r"<tr>.*?</tr>", written, re.DOTALL)
    (year, *_) = [one for one in rows if '"row">2025<' in one and "ofullständigt" in one]
    half = next(one for one in rows if '"row">första halvåret 2025<' in one)
    assert "Rapporterat för 2 av 4 kvartal" in year
    assert "Även angivet" not in year
    assert "Här används 3" not in year
    assert "Även angivet: 2" in half
    assert "Här används 3" in half


def test_a_document_dated_by_its_year_alone_is_given_no_day(view):
    text = page_text(view("sv"), "reflection")
    assert "US Department of State 2022" in text
    assert "31 december 2022" not in text
