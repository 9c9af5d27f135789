"""Every page renders in both languages, before and after the first release, and leads on."""

import re

import plotly.graph_objects as go
import pytest
from dash import dcc
from public_releases import public_releases

from dashboard import components
from dashboard.html import to_html
from dashboard.page import NotHereError
from dashboard.pages import PAGES
from dashboard.presenters import changes, remarks, words
from dashboard.stills.chart import draw
from indicators import remarks as vocabulary
from indicators.results import Remark

NAMES = [page.name for page in PAGES]
ROUTES = {page.name: page for page in PAGES}
SLUGS = sorted(public_releases()[-1].indicators)

# Words that only English has, none of them part of a name or a title in the documents.
ENGLISH = re.compile(
    r"\b(the|and|of which|not reported|with|from|applications?|persons|decided|children|women)\b"
)
# What publishers, organisations, documents and addresses are called is the same in Swedish.
NAMED = re.compile(
    r"US Department of State|20\d\d Trafficking in Persons Report: [\w ]+|UNODC[^<]*|"
    r"International Organization for Migration|<code>[^<]*</code>|<a [^>]*>|"
    r"<html[^>]*>|title=\"[^\"]*\""
)


def render(view, name, **path):
    page = ROUTES[name]
    return page.title(view), to_html(page.layout(view))


def walk(tree):
    yield tree
    children = getattr(tree, "children", None)
    for child in children if isinstance(children, list | tuple) else [children]:
        if child is not None and not isinstance(child, str | int | float):
            yield from walk(child)


def paths_of(name):
    return [{"slug": slug} for slug in SLUGS] if "<slug>" in ROUTES[name].sv else [{}]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_renders(view, name, language):
    for path in paths_of(name):
        title, written = render(view(language, path=path), name)
        assert title
        assert written.count("<h1") == 1
        assert "None" not in re.sub(r"<[^>]+>", " ", written).replace("None of the", "")


@pytest.mark.parametrize("name", [n for n in NAMES if "<slug>" not in ROUTES[n].sv])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_page_renders_before_the_first_release(view, name, language):
    _, written = render(view(language, release=None, releases=()), name)
    assert "<h1" in written


@pytest.mark.parametrize("name", NAMES)
def test_a_swedish_page_has_no_english(view, name):
    release = public_releases()[-1]
    titles = sorted(
        (str(d["sv"]) for d in release.codelists["documents"].values()), key=len, reverse=True
    )
    for path in paths_of(name):
        _, written = render(view("sv", path=path), name)
        for title in titles:
            written = written.replace(title, "")
        text = re.sub(r"<[^>]+>", " ", NAMED.sub(" ", written))
        found = ENGLISH.search(text)
        assert found is None, text[max(found.start() - 60, 0) : found.end() + 60]


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_to_pages_files_or_documents(view, name):
    for path in paths_of(name)[:3]:
        _, written = render(view("sv", path=path), name)
        for href in re.findall(r'href="([^"]+)"', written):
            # Those of pictures and of the report are asked for in test_printouts.
            assert href.startswith(
                ("http", "/api/", "/feed.atom", "#", "/diagram/", "/namnden/")
            ) or any(page.match(href.split("?")[0].split("#")[0]) for page in PAGES), href


@pytest.mark.parametrize("name", NAMES)
def test_charts_are_figures_that_plotly_takes(view, name):
    for path in paths_of(name):
        tree = ROUTES[name].layout(view("sv", path=path))
        for part in walk(tree):
            if isinstance(part, dcc.Graph):
                figure = part.figure
                layout = {k: v for k, v in figure["layout"].items() if k != "template"}
                go.Figure({"data": figure["data"], "layout": layout})


@pytest.mark.parametrize("name", NAMES)
def test_every_chart_can_be_reached_by_keyboard_and_named(view, name):
    for path in paths_of(name):
        for box in walk(ROUTES[name].layout(view("sv", path=path))):
            if getattr(box, "className", "") == "chart":
                assert 'tabindex="0"' in to_html(box)
                assert getattr(box, "aria-label")


@pytest.mark.parametrize("name", NAMES)
def test_names_of_places_on_a_page_are_given_once(view, name):
    for path in paths_of(name):
        _, written = render(view("sv", path=path), name)
        anchors = re.findall(r' id="([^"]+)"', written)
        assert len(anchors) == len(set(anchors)), name


def test_an_unknown_indicator_is_not_here(view):
    with pytest.raises(NotHereError):
        ROUTES["indicator"].layout(view("sv", path={"slug": "no_such"}))


def test_comparing_with_an_unknown_release_is_not_here(view):
    with pytest.raises(NotHereError):
        ROUTES["releases"].layout(view("sv", query={"old": "1999-01-01", "new": "2025-08-04"}))


def test_the_address_of_a_comparison_keeps_both(view):
    asked = view("sv", query={"old": "2025-05-15", "new": "2025-08-04"})
    _, written = render(asked, "releases")
    assert "https://example.org/utgavor?new=2025-08-04&amp;old=2025-05-15" in written


def test_marks_have_the_same_words_in_sentences_as_in_tables():
    assert {m.value: said for m, (said, _) in words.MARKS.items()} == {
        code: said for code, (_, said) in components.MARKS.items()
    }


def test_states_of_progress_have_the_same_words_everywhere():
    for code, said in changes.PROGRESS.items():
        assert components.STATUS_SHAPES[code][1] == said


def test_every_remark_that_can_be_made_has_words(view):
    reader = view("sv")
    values = {"years": 3, "have": 1, "need": 4, "rows": 2, "periods": 2, "day": "2025-05-15"}
    values |= {"value": 0.5, "kind": "quarters", "sv": "skäl", "en": "reason"}
    for code, names in vocabulary.CODES.items():
        args = tuple((name, values.get(name, "all")) for name in names)
        said = remarks.sentence(reader, Remark(code, args))
        assert code not in said, code
        assert said.endswith("."), said


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_chart_has_its_still_picture(view, name, language):
    for path in paths_of(name):
        for part in walk(ROUTES[name].layout(view(language, path=path))):
            if isinstance(part, dcc.Graph):
                for width in (952, 358):
                    svg = draw(part.figure, width=width, height=300, name="t")
                    said = set(re.findall(r">([^<]+)<", svg))
                    shown = [t for trace in part.figure["data"] for t in trace.get("text", ())]
                    # A figure inside a bar too small for it stands above it, or in the table.
                    assert width < 900 or {t.strip() for t in shown if t} <= said, (path, part.id)
