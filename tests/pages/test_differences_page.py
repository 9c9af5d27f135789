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
from indicators.diff import diff

MOST = 100


@pytest.fixture(scope="module")
def pair():
    return made_up_release(date(2020, 3, 1)), made_up_release()


def shown(view, pair, language="sv", **query):
    asked = view(language, releases=pair, query=query)
    written = to_html(ROUTES["releases"].layout(asked)).replace("\u00a0", " ")
    found = re.search(r'<section [^>]*id="differences"[^>]*>(.*?)</section>', written, re.S)
    return found[1]


def rows(section):
    return [body.count("<tr") for body in re.findall(r"<tbody>(.*?)</tbody>", section, re.S)]


def test_each_kind_of_change_shows_a_hundred_and_says_how_many_there_are(view, pair):
    section = shown(view, pair)
    assert len(diff(*pair)) > 3 * MOST
    assert max(rows(section)) == MOST
    new = sum(one.kind == "added" and one.about.mark is None for one in diff(*pair))
    assert f"Nya uppgifter ({new:,})".replace(",", " ") in section
    assert f"Visar 100 av {new:,} rader; filen har alla.".replace(",", " ") in section


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
