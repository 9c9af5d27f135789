"""What the server answers, to readers, to programs and to those who try things."""

import json
from urllib.parse import quote

import pytest
import sample_site
from hypothesis import HealthCheck, example, given
from hypothesis import settings as tries
from hypothesis import strategies as st
from sample_site import FEBRUARY, MAY, PAGES, QUERIES, BrokenQueries, SampleQueries, words_of

from dashboard.app import create_app
from dashboard.settings import Settings

CALLBACK = "/_dash-update-component"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


def asked(path, search=""):
    """A body as the browser's side of Dash posts it for an address."""
    return {
        "output": "shown.children",
        "outputs": {"id": "shown", "property": "children"},
        "inputs": [
            {"id": "address", "property": "pathname", "value": path},
            {"id": "address", "property": "search", "value": search},
        ],
        "changedPropIds": ["address.pathname"],
        "parsedChangedPropsIds": ["address.pathname"],
    }


# --- Pages ---------------------------------------------------------------------------------


def test_a_page_is_whole_without_javascript(client):
    text = client.get("/betanketid").text
    assert text.startswith('<!doctype html>\n<html lang="sv">')
    assert "<title>Betänketid – Programkollen</title>" in text
    assert '<meta name="description" content="Staden sökte för 14 vuxna.">' in text
    address = "https://programkollen.example.se"
    assert f'<link rel="canonical" href="{address}/betanketid">' in text
    assert f'hreflang="en" href="{address}/en/reflection-period">' in text
    words = words_of(text)
    for said in ("11,2\u00a0%", "125", "skyddad uppgift", "12 beviljade, 1 väntar, 1 avslag",
                 "11 ansökningar 2023 och 14 ansökningar 2024.", "4 februari 2026"):  # fmt: skip
        assert said.replace("\u00a0", " ") in words.replace("\u00a0", " ")
    assert text.index('id="served"') < text.index('id="react-entry-point"')
    assert '<div id="react-entry-point"></div>' in text


def test_every_page_is_also_in_english(client):
    text = client.get("/en/reflection-period").text
    assert '<html lang="en">' in text
    assert "Check the arithmetic" in text
    assert "Räkna själv" not in text
    assert 'href="/betanketid" hreflang="sv" lang="sv">Svenska' in text or "Svenska</a>" in text


def test_the_address_decides_the_release_and_the_bar_says_which(client):
    text = client.get("/betanketid?as_of=2025-06-01").text
    assert "Utgåva 15 maj 2025" in text
    assert "det finns en nyare utgåva" in text
    assert 'href="/?as_of=2025-06-01"' in text
    assert "/betanketid?release=2025-05-15" in text
    same = client.get("/betanketid?release=2025-05-15").text
    assert "Utgåva 15 maj 2025" in same


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/finns-inte", 404, "Här finns inget"),
        ("/en/not-here", 404, "There is nothing here"),
        ("/indikator/okand", 404, "Här finns inget"),
        ("/indikator/a/b", 404, "Här finns inget"),
        ("/betanketid?as_of=2020-01-01", 404, "Ingen utgåva gällde 2020-01-01"),
        ("/betanketid?as_of=igar", 400, "Adressen ger as_of ett värde"),
        ("/betanketid?as_of=20250601", 400, "Adressen ger as_of ett värde"),
        ("/betanketid?as_of=2025-02-30", 400, "as_of"),
        ("/betanketid?period=2025-Q9", 400, "period"),
        ("/betanketid?geography=%3Cscript%3E", 400, "geography"),
        ("/indikator/reflection_applications?sex=a%20b", 400, "sex"),
        ("/betanketid?as_of=2025-06-01&as_of=2025-06-02", 400, "två gånger"),
        ("/betanketid?release=2025-05-15&as_of=2026-03-01", 400, "både en utgåva och en dag"),
        ("/betanketid?release=2099-01-01", 404, "Det finns ingen utgåva 2099-01-01"),
        ("/betanketid?release=2025-08-04", 410, "återkallad: ett fel i källan"),
        ("/en?release=2025-08-04", 410, "was withdrawn"),
        ("/arbetsyta", 403, "kräver inloggning"),
    ],
)
def test_what_gets_no_page_gets_its_reason(client, address, status, said):
    answer = client.get(address)
    assert answer.status_code == status
    assert said in answer.text
    assert 'name="robots" content="noindex"' in answer.text
    assert "<h1" in answer.text


@pytest.mark.parametrize(
    ("address", "other"), [("/finns-inte", "/en"), ("/en/not-here", "/"), ("/indikator/a/b", "/en")]
)
def test_an_address_of_nothing_leads_to_the_first_page_in_the_other_language(
    client, address, other
):
    language = "en" if other == "/en" else "sv"
    assert f'<a href="{other}" hreflang="{language}"' in client.get(address).text


@pytest.mark.parametrize(
    "address", ["/betanketid?fbclid=x&utm_source=y", "/betanketid?as_of=", "/betanketid/"]
)
def test_what_nobody_knows_is_dropped(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert "fbclid" not in answer.text


def test_a_page_takes_its_own_parameters_and_the_common_ones(client):
    assert (
        "Ansökningar 2025-H1"
        in client.get("/indikator/reflection_applications?period=2025-H1").text
    )


def test_hostile_text_stays_text(client):
    text = client.get("/indikator/reflection_applications").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;" in text


def test_a_bug_in_a_page_answers_500_and_tells_nothing(client):
    answer = client.get("/trasig")
    assert answer.status_code == 500
    assert "Något gick fel hos oss" in answer.text
    assert "RuntimeError" not in answer.text
    assert "Traceback" not in answer.text


def test_before_the_first_release_pages_say_so(settings):
    client = create_app(settings, SampleQueries(), PAGES).server.test_client()
    answer = client.get("/betanketid")
    assert answer.status_code == 200
    assert "Ingen utgåva är publicerad än" in answer.text


def test_a_new_release_shows_at_once(settings):
    queries = SampleQueries(MAY)
    client = create_app(settings, queries, PAGES).server.test_client()
    assert "Ingen utgåva" in client.get("/betanketid").text
    queries._heads = (FEBRUARY, MAY)
    assert "Utgåva 4 februari 2026" in client.get("/betanketid").text


def test_a_page_that_has_not_changed_is_not_sent_again(client):
    first = client.get("/betanketid")
    again = client.get("/betanketid", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.head("/betanketid").status_code == 200


def test_demo_figures_are_called_so_on_every_page(settings):
    demo = Settings(data_dir=settings.data_dir, demo=True)
    client = create_app(demo, QUERIES, PAGES).server.test_client()
    assert all("DEMO" in client.get(path).text for path in ("/", "/betanketid", "/en"))


# --- The callback ----------------------------------------------------------------------------


def test_the_callback_gives_the_same_page_as_the_address(client):
    answer = client.post(CALLBACK, json=asked("/betanketid", "?as_of=2025-06-01"))
    assert answer.status_code == 200
    tree = json.dumps(answer.json, ensure_ascii=False)
    assert "12 beviljade, 1 väntar, 1 avslag" in tree


@pytest.mark.parametrize("path", ["/arbetsyta", "/finns-inte", "/betanketid?x"])
def test_the_callback_asks_for_access_as_the_page_does(client, path):
    tree = json.dumps(client.post(CALLBACK, json=asked(path)).json, ensure_ascii=False)
    assert "Är programmet på väg?" not in tree
    assert "refusal" in tree


@pytest.mark.parametrize(
    "body",
    [
        [], {}, 7, {"output": 3}, {"output": "nothing.here"},
        {"output": "shown.children"},
        {"output": "shown.children", "inputs": {}},
        {"output": "shown.children", "inputs": [{}, {}]},
        {"output": "shown.children", "inputs": [{"id": "x", "property": "y"}] * 2},
        {**asked("/"), "changedPropIds": "address.pathname"},
        {**asked("/"), "outputs": "shown"}, {**asked("/"), "outputs": []},
        {**asked("/"), "state": [{"id": "a", "property": "b"}]},
    ],
)  # fmt: skip
def test_a_malformed_post_is_the_senders_fault(client, body):
    answer = client.post(CALLBACK, json=body)
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"


def test_a_post_that_is_not_json_is_refused(client):
    assert client.post(CALLBACK, data="x").status_code == 415
    assert client.post(CALLBACK, data="null", content_type="application/json").status_code == 400
    assert client.post(CALLBACK, data="{", content_type="application/json").status_code == 400
    assert client.post(CALLBACK, json={"output": "x" * 300_000}).status_code == 413


@tries(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(JSON, st.sampled_from(sorted(asked("/"))))
def test_no_post_makes_the_server_fail(client, value, field):
    assert client.post(CALLBACK, json={**asked("/"), field: value}).status_code < 500
    assert client.post(CALLBACK, json=value).status_code < 500


@tries(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.text(max_size=20), st.text(max_size=20))
@example("/.", "")
def test_no_address_makes_the_server_fail(client, path, search):
    assert client.post(CALLBACK, json=asked("/" + path, "?as_of=" + search)).status_code < 500
    query = {"as_of": search, "release": path}
    # With its slashes quoted, so that the test's client takes no part of it for a host.
    assert client.get("/" + quote(path, safe=""), query_string=query).status_code < 500


# --- What is open, and what every answer says ----------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/_reload-hash", "/_favicon.ico", "/_dash-anything", "/_no-assets/look.css",
        "/_dash-component-suites/dash/dcc/async-graph.js.map",
        "/_dash-component-suites/plotly/package_data/plotly.min.js",
        "/_dash-component-suites/dash/../../etc/passwd", "/assets/../app.py", "/assets/nothing.js",
    ],
)  # fmt: skip
def test_what_is_not_listed_is_not_there(client, address):
    assert client.get(address).status_code == 404


def test_a_route_that_somebody_adds_is_closed_until_it_is_listed(settings):
    app = create_app(settings, QUERIES, PAGES)
    app.server._got_first_request = False
    app.server.add_url_rule("/secret", "secret", lambda: "figures")
    assert app.server.test_client().get("/secret").status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_pages_are_read_only(client, method):
    assert client.open("/betanketid", method=method).status_code == 405


@pytest.mark.parametrize("address", ["/", "/finns-inte", "/assets/site.css", "/healthz", "/trasig"])
def test_every_answer_closes_the_page_to_others(client, address):
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe-eval" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Strict-Transport-Security"]


def test_no_answer_names_a_version(client):
    text = client.get("/betanketid").text
    for name in (
        "dash_version",
        "python_version",
        "plotly_version",
        "4.4.1",
        "4_4_1",
        "18.3.1",
        "3.11",
    ):
        assert name not in text
    assert client.get("/api/v1/nothing/here").content_type == "application/problem+json"


def test_no_inline_script_and_nothing_from_elsewhere(client):
    text = client.get("/betanketid").text
    assert "<script>" not in text
    sources = [part.split('"')[1] for part in text.split(" src=")[1:]]
    assert sources
    assert all(source.startswith("/") for source in sources)


# --- Files -----------------------------------------------------------------------------------


def test_every_file_that_a_page_names_is_there_and_may_be_kept_for_ever(client):
    text = client.get("/betanketid").text
    named = [part.split('"')[1] for part in text.split(" src=")[1:]]
    named += [part.split('"')[1] for part in text.split(" href=")[1:] if "/assets/" in part[:10]]
    assert len(named) > 10
    for address in named:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_file_under_an_old_address_is_asked_for_again(client):
    answer = client.get("/assets/site.css?v=old")
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [("br, gzip", "br"), ("gzip", "gzip"), ("", None), ("br;q=0, gzip", "gzip"), ("zstd", None)],
)
@pytest.mark.parametrize("file", ["/assets/plotly.js", "/assets/site.css", "/betanketid"])
def test_files_are_compressed_as_the_browser_takes_them(client, file, accepted, sent):
    answer = client.get(file, headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == sent
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_the_style_sheet_names_its_fonts_by_their_content(client):
    css = client.get("/assets/site.css").text
    assert "--blue:#0b4f8a" in css
    address = css.split('url("')[1].split('"')[0]
    assert client.get(address).content_type == "font/woff2"


# --- Health ----------------------------------------------------------------------------------


def test_health(client, settings):
    assert client.get("/healthz").text == "ok\n"
    assert client.get("/readyz").text == "ok: 3 releases\n"
    broken = create_app(settings, BrokenQueries(), PAGES).server.test_client()
    assert broken.get("/healthz").status_code == 200
    answer = broken.get("/readyz")
    assert answer.status_code == 503
    assert "no route" not in answer.text
    page = broken.get("/")
    assert page.status_code == 503
    assert "Siffrorna går inte att nå just nu" in page.text


def test_metrics_are_for_this_machine_alone_unless_set(client, settings):
    client.get("/betanketid")
    text = client.get("/metrics").text
    assert 'programkollen_answers_total{kind="page",status="200"}' in text
    assert "programkollen_releases 3" in text
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "10.0.0.9"}).status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "10.0.0.9"}).status_code == 404
    shared = Settings(data_dir=settings.data_dir, metrics_public=True)
    other = create_app(shared, sample_site.QUERIES, PAGES).server.test_client()
    assert other.get("/metrics", environ_base={"REMOTE_ADDR": "10.0.0.9"}).status_code == 200
