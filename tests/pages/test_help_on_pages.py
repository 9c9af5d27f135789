"""Words, marks and states are explained where they stand; guides, quality and sharing are whole."""

import re

import pytest
from dash import html
from made_up_release import made_up_release
from public_releases import public_releases

from dashboard import guides, terms
from dashboard.components import MARKS, STATUS_SHAPES
from dashboard.explaining import explained
from dashboard.html import to_html, to_text
from dashboard.pages import PAGES
from dashboard.pages.accessibility import REPORT_TO
from dashboard.pages.search import entries
from dashboard.presenters.quality import measured
from dashboard.search import search
from dashboard.tour import told

ROUTES = {page.name: page for page in PAGES}


def written(view, name):
    return to_html(explained(view, ROUTES[name].layout(view)))


def test_every_mark_and_every_state_is_explained():
    assert set(terms.MARK_TERMS) == set(MARKS)
    assert set(terms.STATE_TERMS) == set(STATUS_SHAPES)
    anchors = [term.anchor for term in terms.TERMS]
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", ["overview", "reflection", "rights", "commitments", "about"])
def test_each_button_opens_a_definition_that_is_there_once(view, name, language):
    text = written(view(language), name)
    opened = re.findall(r'popovertarget="([^"]+)"', text)
    defined = re.findall(r'popover="auto"[^>]*id="([^"]+)"|id="([^"]+)"[^>]*popover="auto"', text)
    ids = ["".join(pair) for pair in defined]
    assert opened
    assert set(opened) == set(ids)
    assert len(ids) == len(set(ids))


def test_a_word_is_explained_where_it_first_stands_and_in_no_link(view):
    text = written(view("sv"), "overview")
    assert text.count('popovertarget="means-word-reflection_period"') == 1
    assert not re.search(r"<a [^>]*>[^<]*<button", text)


def test_a_mark_is_asked_about_once_in_each_table(view):
    for table in re.findall(r"<table.*?</table>", written(view("sv"), "rights"), re.DOTALL):
        opened = re.findall(r'popovertarget="(means-mark-[^"]+)"', table)
        assert len(opened) == len(set(opened))
        if "mark-words" in table:
            assert opened


def test_the_name_of_a_page_is_no_explained_word(view):
    text = written(view("sv"), "help_lead")
    assert "öppna Målvärden i arbetsytan" in text
    # The word itself is explained, where it begins a sentence too.
    assert 'popovertarget="means-word-preliminary"' in to_html(
        explained(view("sv"), html.P("Preliminär betyder att siffran kan ändras."))
    )
    assert 'popovertarget="means-word-civil_society_partnership"' in to_html(
        explained(view("sv"), html.P("Staden har ett IOP med föreningen."))
    )


def test_a_word_in_an_address_is_no_explained_word(view):
    tree = html.P("Cite as: https://example.org/en?release=2026-02-04. A release is fixed.")
    shown = to_html(explained(view("en"), tree))
    assert "?release=2026-02-04" in shown
    assert shown.count('class="term"') == 1


def test_states_of_targets_and_of_commitments_have_a_table_each(view):
    text = to_html(ROUTES["glossary"].layout(view("sv")))
    tables = re.findall(r"<table.*?</table>", text, re.DOTALL)
    (targets,) = [one for one in tables if "Lägen för målvärden" in one]
    (commitments,) = [one for one in tables if "Lägen för åtaganden" in one]
    assert 'id="state-behind"' in targets
    assert 'id="state-proposed"' not in targets
    assert 'id="state-proposed"' in commitments


@pytest.mark.parametrize("name", ["glossary", "about"])
def test_the_sign_for_zero_has_its_word_as_the_others_have(view, name):
    text = to_html(ROUTES[name].layout(view("sv")))
    assert re.search(r'>–</span><span class="mark-words">noll</span>', text)


def test_the_glossary_holds_the_place_that_each_definition_leads_to(view):
    text = to_html(ROUTES["glossary"].layout(view("sv")))
    for term in terms.TERMS:
        assert f'id="{term.anchor}"' in text


def test_the_files_in_docs_are_those_of_the_pages():
    kept = {path.name: path.read_text(encoding="utf-8") for path in guides.FOLDER.glob("*.md")}
    assert kept == dict(guides.files())


@pytest.mark.parametrize("guide", guides.GUIDES, ids=lambda guide: guide.name)
def test_a_guide_is_a_page(view, guide):
    text = to_html(ROUTES[guide.name].layout(view("sv")))
    assert text.count("<li>") >= sum(len(part.items) for part in guide.parts)
    for name in guide.ways:
        assert f'href="{ROUTES[name].sv}"' in text


def test_a_count_in_the_declaration_is_called_one(view):
    assert '<th scope="col">Antal</th>' in to_html(ROUTES["quality"].layout(view("sv")))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_statement_has_its_eleven_parts(view, language):
    text = to_html(ROUTES["accessibility"].layout(view(language)))
    assert [int(n) for n in re.findall(r"<h2>(\d+)\.", text)] == list(range(1, 12))
    assert REPORT_TO in text
    assert {"sv": "delvis förenlig", "en": "partially compliant"}[language] in text


def test_the_declaration_counts_what_the_release_holds():
    release = public_releases()[-1]
    found = measured(release)
    seen = [o for one in release.indicators.values() for o in one.observations]
    assert found.observations == len(seen) == found.figures + sum(n for _, n in found.marks)
    assert found.preliminary <= found.figures
    assert found.lag is not None


def test_all_kinds_of_things_can_be_found(view):
    reader = view("sv")
    listed = list(entries(reader))
    assert {entry.kind for entry in listed} == {"indicator", "goal", "term", "page"}
    found = search(listed, "tillgänglighetsredogörelse", "sv").entries
    assert found[0].href.startswith("/tillganglighetsredogorelse")
    first = search(listed, "ansökningar betänketid", "sv").entries[0]
    assert first.kind == "indicator"


def test_an_english_reader_finds_what_a_source_calls_by_its_swedish_name(view):
    listed = list(entries(view("en")))
    for asked in ("betänketid", "betanketid"):
        found = [(one.kind, one.title) for one in search(listed, asked, "en").entries]
        assert ("term", "Reflection period") in found
        assert ("indicator", "Applications for a reflection period") in found
    assert "Releases" in {one.title for one in search(listed, "utgåvor", "en").entries}


def test_nothing_that_asks_for_signing_in_is_found(view):
    open_pages = {page.name for page in PAGES if page.permission in ("release.read", "site.use")}
    for entry in entries(view("sv")):
        page = next(p for p in PAGES if p.match(entry.href.split("?")[0].split("#")[0]))
        assert page.name in open_pages


@pytest.mark.parametrize("slug", sorted(public_releases()[-1].indicators))
def test_a_shared_indicator_keeps_to_its_release_or_follows_the_latest(view, slug):
    reader = view("sv", path={"slug": slug})
    text = to_html(ROUTES["share"].layout(reader))
    release = reader.release.head.id
    assert f"/indikator/{slug}?release={release}" in text
    assert f"/embed/indikator/{slug}?release={release}" in text
    assert f"/embed/indikator/{slug}&quot;" in text or f"/embed/indikator/{slug}&amp;quot;" in text
    for said in ("@misc{", "TY  - DATA", "feed.atom", ".csv", ".xlsx", ".json"):
        assert said in text


def test_the_tour_points_at_what_stands_on_the_overview(view):
    reader = view("sv")
    text = to_html(ROUTES["overview"].layout(reader))
    assert told(reader).count('"at"') == 5
    assert 'class="page-header"' in text
    assert "goals" in text


@pytest.mark.parametrize(
    ("made", "kind", "known"),
    [
        (made_up_release, "DEMO: made-up figures", "1 March 2021"),
        (lambda: public_releases()[-1], "reconstructed from public documents", "4 February 2026"),
    ],
)
def test_a_citation_says_of_what_kind_the_release_is(view, made, kind, known):
    release = made()
    reader = view("en", releases=(release,), path={"slug": "reflection_applications"})
    share, files = (to_text(ROUTES[name].layout(reader)) for name in ("share", "open_data"))
    said = f"{release.head.title['en']} ({kind})"
    for text in (share, files):
        assert f"Programkollen, {said}, as known on {known}." in text.replace("\u00a0", " ")
    assert f"Programkollen, {said}}}" in share
    assert f"ET - {said}" in share


def test_names_of_columns_and_commands_are_set_as_code(view):
    files = to_html(ROUTES["open_data"].layout(view("sv")))
    assert "är <code>value</code> tomt" in files
    method = to_html(ROUTES["method"].layout(view("sv")))
    assert "<code>programkollen protect</code>" in method
    assert "`" not in files + method


def test_quality_says_of_a_release_from_documents_that_it_is_one(view):
    def said(release):
        return to_text(ROUTES["quality"].layout(view("sv", releases=(release,))))

    telling = "enbart ur offentliga handlingar"
    assert telling in said(public_releases()[-1])
    assert telling not in said(made_up_release())
    assert "Uppskattningar är inte räknade antal." in said(made_up_release())
