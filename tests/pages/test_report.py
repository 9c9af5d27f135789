"""The report is a PDF that a screen reader can read, says what the page says, and is fixed."""

import io
import re
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest
import two_meetings
from dash import dcc, html

from dashboard import pdf, printing, report
from dashboard.html import to_html, walk
from dashboard.pages import PAGES, parts

PAGE = next(page for page in PAGES if page.name == "committee")


def seen(view, language="sv"):
    return view(language, releases=two_meetings.releases(), query={"since": two_meetings.THEN})


@pytest.fixture(scope="module")
def made(view):
    return pdf.write(report.document(seen(view), PAGE))


@pytest.fixture
def opened(made):
    with pikepdf.open(io.BytesIO(made)) as document:
        yield document


def elements(node):
    """Give a tag tree's elements in reading order."""
    if isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
    kids = node.get("/K", []) if isinstance(node, pikepdf.Dictionary) else []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            yield from elements(kid)


def kinds(document):
    return [(str(one.S), one) for one in elements(document.Root.StructTreeRoot)]


def test_the_document_is_tagged_titled_and_has_its_language(opened):
    root = opened.Root
    assert root.MarkInfo.Marked
    assert str(root.Lang) == "sv"
    assert root.ViewerPreferences.DisplayDocTitle
    with opened.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"].replace("\u00a0", " ").startswith("Sedan 4 augusti 2025")
    assert len(opened.open_outline().root) >= 1


def test_headings_come_in_order_and_leave_none_out(opened):
    levels = [int(kind[2]) for kind, _ in kinds(opened) if re.fullmatch("/H[1-6]", kind)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("pushed", [30, 70, 110, 150])
def test_a_heading_stands_on_the_sheet_of_its_picture(view, pushed):
    document = report.document(seen(view), PAGE)
    gap = f'<main><div style="height:{pushed}mm"></div>'
    moved = replace(document, html=document.html.replace("<main>", gap, 1))
    with pikepdf.open(io.BytesIO(pdf.write(moved))) as opened:
        heading, pairs = None, []
        for kind, one in kinds(opened):
            if kind == "/H2":
                heading = sheet(opened, one)
            if kind == "/Figure" and heading is not None:
                pairs.append((heading, sheet(opened, one)))
                heading = None
        assert pairs
        assert all(above == below for above, below in pairs)


def sheet(opened, element):
    """Give the number of the page where what an element tags begins."""
    while "/Pg" not in element:
        kids = element.K
        element = kids[0] if isinstance(kids, pikepdf.Array) else kids
    return [page.objgen for page in opened.pages].index(element.Pg.objgen)


def test_every_figure_has_words_and_every_heading_cell_a_scope(opened):
    found = kinds(opened)
    figures = [one for kind, one in found if kind == "/Figure"]
    assert figures
    assert all(str(one.Alt).strip() for one in figures)
    heads = [one for kind, one in found if kind == "/TH"]
    scopes = [str(one.A.Scope) for one in heads]
    assert set(scopes) == {"/Column", "/Row"}
    cells = [one for kind, one in found if kind == "/TD"]
    assert all(len(one.A.Headers) >= 1 for one in cells)


def test_the_tag_tree_nests_as_it_must(opened):
    allowed = {
        "/TR": {"/THead", "/TBody", "/TFoot", "/Table", "/TH", "/THEAD"},
        "/TD": {"/TR"},
        "/TH": {"/TR"},
        "/LI": {"/L"},
        "/LBody": {"/LI"},
    }
    for kind, one in kinds(opened):
        if kind in allowed:
            assert str(one.P.S) in allowed[kind], (kind, str(one.P.S))


def test_all_that_is_drawn_is_tagged_or_set_aside(opened):
    for page in opened.pages:
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                depth += 1
            elif name == "EMC":
                depth -= 1
            elif name in ("Tj", "TJ", "Do"):
                assert depth > 0, operands
        assert str(page.Tabs) == "/S"


def test_every_link_says_where_it_leads(opened):
    links = [note for page in opened.pages for note in page.get("/Annots", [])]
    assert links
    assert all(str(note.get("/Contents", "")) for note in links)
    assert all("/StructParent" in note for note in links)
    targets = [str(note.A.URI) for note in links if "/A" in note and "/URI" in note.A]
    assert all(target.startswith("https://example.org/") for target in targets)


def test_only_our_own_type_is_in_it_and_all_of_it(opened):
    fonts = {}
    for page in opened.pages:
        fonts |= {str(f.BaseFont): f for f in page.Resources.get("/Font", {}).values()}
    assert fonts
    for name, font in fonts.items():
        assert "Source-S" in name, name
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")), name


def test_the_report_is_the_same_bytes_each_time(made, view):
    assert pdf.write(report.document(seen(view), PAGE)) == made


def test_the_report_says_what_the_page_says(view):
    asked = seen(view)
    document = report.document(asked, PAGE)
    tree = PAGE.layout(asked)
    cells = r"<t[dh][^>]*>(.*?)</t[dh]>"
    page_cells = re.findall(cells, to_html(tree), re.S)
    paper_cells = re.findall(cells, document.html, re.S)
    plain = [re.sub(r"<[^>]+>", "", one) for one in page_cells]
    assert plain == [re.sub(r"<[^>]+>", "", one) for one in paper_cells]
    charts = [part for part in walk(tree) if isinstance(part, dcc.Graph)]
    assert len(charts) == len(document.pictures) >= 1
    for chart, (_, svg) in zip(charts, document.pictures, strict=True):
        for trace in chart.figure["data"]:
            for text in trace.get("text", ()):
                assert text.strip() in svg


def test_a_table_that_the_page_folds_is_one_table_on_paper(view):
    rows = [[f"rad {number}", str(number)] for number in range(30)]

    def folded(seen):
        return html.Div(parts.folded_table(seen, "Alla rader", ["Rad", "Tal"], rows))

    page = to_html(folded(seen(view)))
    paper = report.document(seen(view), replace(PAGE, layout=folded)).html
    assert (page.count("<table"), paper.count("<table")) == (2, 1)
    assert re.findall(r"rad \d+", paper) == [row[0] for row in rows]
    assert paper.count("<thead") == 1


def test_the_report_tells_its_data_cut_its_kind_and_its_address(view):
    text = re.sub(r"<[^>]+>", " ", report.document(seen(view, "en"), PAGE).html)
    assert "Data cut: 4\u00a0February\u00a02026" in text
    assert "reconstructed from public documents" in text
    assert "https://example.org/en/namnden?release=2026-02-04&amp;since=2025-08-04" in text


def test_a_report_asks_for_nothing_from_elsewhere():
    bad = report.Document('<html lang="sv"><title>t</title><img src="https://x.invalid/a.png">', ())
    with pytest.raises(ValueError, match="nothing from elsewhere"):
        pdf.write(bad)


def test_where_the_libraries_lack_a_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setattr(printing, "possible", lambda: False)
    with pytest.raises(pdf.NoPrinterError, match="apt-get install libpango"):
        pdf.write(report.Document("", ()))
