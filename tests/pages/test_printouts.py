"""Charts as pictures, pictures of shared pages and the report are served as their pages are."""

import html
import re
import xml.etree.ElementTree as ET

import pytest
import two_meetings

from dashboard import printing, printouts
from dashboard.security import ALLOWED

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with two_meetings.site(tmp_path_factory.mktemp("site")).server.test_client() as made:
        yield made


def links(client, page, ending):
    found = re.findall(rf'href="(/(?:diagram|namnden)[^"]+\.{ending}[^"]*)"', client.get(page).text)
    return [html.unescape(one) for one in found]


def size(png):
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def test_every_chart_of_a_page_leads_to_its_pictures(client):
    for page in ("/betanketid", "/indikator/reflection_applications", "/en/namnden"):
        for ending, kind in (("png", "image/png"), ("svg", "image/svg+xml; charset=utf-8")):
            found = links(client, page, ending)
            assert found
            for address in found:
                answer = client.get(address)
                assert answer.status_code == 200, address
                assert answer.content_type == kind
                assert "release=2026-02-04" in address


def test_a_picture_carries_heading_unit_source_release_and_marks(client):
    address = links(client, "/indikator/reflection_outcomes", "svg")[0]
    root = ET.fromstring(client.get(address).data)
    said = " ".join("".join(t.itertext()) for t in root).replace("\u00a0", " ")
    assert "Så avgjordes ansökningarna" in said
    assert "Antal personer, Stockholm" in said
    assert "Källa: " in said
    assert "Utgåva 2026-02-04, rekonstruerad ur offentliga handlingar" in said
    assert "Källan har inte lämnat någon uppgift" in said


def test_a_picture_tells_which_language_it_speaks(client):
    for page, language in (("/betanketid", "sv"), ("/en/betanketid", "en")):
        root = ET.fromstring(client.get(links(client, page, "svg")[0]).data)
        assert root.get("lang") == language


def test_a_picture_is_kept_by_its_content(client):
    address = links(client, "/betanketid", "png")[0]
    first = client.get(address)
    assert first.data.startswith(PNG)
    assert size(first.data)[0] == 1280
    assert first.headers["Cache-Control"] == "public, max-age=86400"
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_each_page_names_its_picture_and_the_picture_is_of_its_size(client):
    for page in ("/", "/en/namnden", "/betanketid", "/om"):
        text = client.get(page).text
        told = dict(re.findall(r'<meta property="(og:[^"]+)" content="([^"]+)">', text))
        assert told["og:title"] == re.search(r"<title>([^<]+)</title>", text)[1]
        assert told["og:description"]
        address = html.unescape(told["og:image"])
        assert address.startswith("https://example.org/dela.png?page=")
        answer = client.get(address.removeprefix("https://example.org"))
        assert answer.data.startswith(PNG)
        assert size(answer.data) == (1200, 630)


def test_the_report_is_served_in_both_languages(client):
    for page, words in (("/namnden", "Rapporten som PDF"), ("/en/namnden", "The report as PDF")):
        assert words in client.get(page).text
    address = links(client, "/namnden", "pdf")[0]
    assert address == "/namnden/2026-02-04/sedan/2025-08-04.pdf"
    answer = client.get(address)
    assert answer.data.startswith(b"%PDF-1.7")
    assert answer.content_type == "application/pdf"
    head = client.head(address)
    assert head.headers["ETag"] == answer.headers["ETag"]


@pytest.mark.parametrize(
    "address",
    [
        "/diagram/none.png?page=/",
        "/diagram/chart-by-period.gif?page=/betanketid",
        "/diagram/chart-by-period.png?page=/nowhere",
        "/diagram/chart-by-period.png?page=/betanketid&release=1999-01-01",
        "/dela.png?page=/nowhere",
        "/namnden/1999-01-01/sedan/2025-08-04.pdf",
        "/namnden/2026-02-04/sedan/nonsense.pdf",
        "/namnden/2025-08-04/sedan/2026-02-04.pdf",
    ],
)
def test_what_is_not_there_is_404(client, address):
    assert client.get(address).status_code == 404


def test_a_server_without_the_libraries_says_so_and_offers_no_pdf(client, monkeypatch):
    monkeypatch.setattr(printing, "possible", lambda: False)
    assert links(client, "/namnden?since=2025-05-15", "pdf") == []
    answer = client.get("/namnden/2026-02-04/sedan/2025-08-04.pdf")
    assert answer.status_code == 503
    assert "Skriv ut sidan" in answer.text


def test_each_route_declares_its_permission():
    for name in ("chart", "share", "report", "report_en"):
        assert ALLOWED[f"prints.{name}"].permission == "release.read"
    assert printouts.blueprint.__doc__
