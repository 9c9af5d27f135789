"""What a reader gets over HTTP: figures, days, files, caching, and what is withdrawn."""

import csv
import hashlib
import io
import re
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyshacl import validate as shacl
from rdflib import Graph
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, SH
from release_builders import AUGUST, FEBRUARY, NOW, contents, published

from dashboard.api import API_ROOT
from indicators.definition import Text
from indicators.results import observation_to_json

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def figures(client, address, **query):
    answer = client.get(f"{API_ROOT}/releases/{address}", query_string=query)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def rows_of(client, address, delimiter=",", **query):
    answer = client.get(f"{API_ROOT}/releases/{address}", query_string=query)
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "text/csv; charset=utf-8"
    text = answer.data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def granted(client, **query):
    found = figures(client, "latest/indicators/reflection_outcomes", outcome="granted", **query)
    return [seen["value"] for seen in found["observations"]]


def test_releases_are_listed_newest_first(client):
    listed = client.get(f"{API_ROOT}/releases").get_json()["releases"]
    assert [head["id"] for head in listed] == ["r3", "r2", "r1"]
    assert [head["state"] for head in listed] == ["published", "replaced", "replaced"]
    assert listed[0]["kind"] == "reconstructed"
    assert listed[0]["published_at"] == "2026-03-01T09:00:00+00:00"


def test_figures_as_known_on_a_day(client):
    known = {
        "2025-05-15": [12],
        "2025-06-01": [12],
        "2025-08-03": [12],
        "2025-08-04": [13],
        "2026-02-03": [13],
        "2030-01-01": [13],
    }
    assert {day: granted(client, as_of=day) for day in known} == known
    assert granted(client) == [13]


def test_an_indicator_is_what_the_release_holds(client):
    for protected in contents(AUGUST):
        body = figures(client, f"r2/indicators/{protected.indicator}")
        assert body["observations"] == [observation_to_json(o) for o in protected.observations]
        assert body["indicator"]["slug"] == protected.indicator
        assert body["release"]["id"] == "r2"
        # What may change after publication stands with the release, not in its files.
        assert "state" not in body["release"]


def test_filters_keep_what_they_name(client):
    address = "latest/indicators/reflection_applications"
    every = figures(client, address)["observations"]
    assert [seen["value"] for seen in every] == [14, 9, 5, 3]
    totals = figures(client, address, purpose="all")["observations"]
    assert [seen["value"] for seen in totals] == [14, 3]
    two = figures(client, address, purpose=["sexual", "labour"])["observations"]
    assert [seen["value"] for seen in two] == [9, 5]
    half = figures(client, address, period="2025-H1", geography="0180")["observations"]
    assert [seen["value"] for seen in half] == [3]
    # A value that the code list knows and no figure has is no mistake: there is nothing of it.
    assert figures(client, address, purpose="other")["observations"] == []


def test_both_sides_of_a_conflict_are_given(client):
    address = "latest/indicators/reflection_applications"
    (seen,) = figures(client, address, period="2025-H1")["observations"]
    assert seen["value"] == 3
    assert [other["value"] for other in seen["conflicts"]] == [2]
    assert seen["conflicts"][0]["source"] == "applications"
    (row,) = rows_of(client, f"{address}.csv", period="2025-H1")
    assert row["conflicts"].startswith("2 (")
    assert "summary" in row["conflicts"]


def test_a_gap_is_never_a_zero(client):
    rows = rows_of(client, "latest/indicators/rights_items_delivered.csv")
    assert [(row["period"], row["value"], row["mark"]) for row in rows] == [
        ("2024", "", "not_reported"),
        ("2025-Q1", "", "not_reported"),
    ]
    rows = rows_of(client, "r3/indicators/reflection_outcomes.csv", outcome="pending")
    assert [(row["value"], row["mark"]) for row in rows] == [("0", "")]
    rows = rows_of(client, "latest/indicators/reflection_coverage.csv")
    assert [row["mark"] for row in rows] == ["", "scope_mismatch", "hidden"]
    hidden = rows[2]
    empty = ("value", "low", "high", "status", "reported_on", "sources", "inputs", "progress")
    assert [hidden[name] for name in empty] == [""] * len(empty)


def test_csv_for_machines_and_for_spreadsheets(client):
    address = f"{API_ROOT}/releases/r3/indicators/reflection_coverage.csv"
    plain = client.get(address)
    assert not plain.data.startswith(b"\xef\xbb\xbf")
    assert b"0.036" in plain.data
    assert plain.headers["Content-Disposition"] == (
        'attachment; filename="r3_reflection_coverage.csv"'
    )
    swedish = client.get(f"{address}?dialect=sv")
    assert swedish.data.startswith(b"\xef\xbb\xbfperiod;")
    assert b"0,036" in swedish.data
    assert b"0.036" not in swedish.data
    (one, *_) = rows_of(client, "r3/indicators/reflection_coverage.csv")
    (other, *_) = rows_of(client, "r3/indicators/reflection_coverage.csv", ";", dialect="sv")
    assert list(one) == list(other)
    assert (one["low"], one["high"], one["value"], one["mark"]) == ("0.036", "0.09", "", "")
    assert (other["low"], other["high"]) == ("0,036", "0,09")
    assert list(one)[:13] == [
        "period",
        "period_start",
        "period_end",
        "geography",
        "purpose",
        "value",
        "low",
        "high",
        "status",
        "mark",
        "reported_on",
        "sources",
        "conflicts",
    ]
    assert one["unit_of_value"] == "share"
    assert one["release"] == "r3"
    assert one["release_kind"] == "reconstructed"


def test_a_cell_that_would_run_is_neutralised(client):
    rows = rows_of(client, "r1/indicators/reflection_outcomes.csv")
    assert {row["note"] for row in rows} == {"'=SUM(A1)"}


def test_words_come_in_the_language_asked_for(client):
    address = "latest/indicators/reflection_applications"
    assert figures(client, address)["labels"]["purpose"]["sexual"] == "sexuella ändamål"
    assert figures(client, address, lang="en")["labels"]["purpose"]["sexual"] == "sexual"
    rows = rows_of(client, f"{address}.csv", lang="sv", purpose="sexual")
    assert [row["purpose_label"] for row in rows] == ["sexuella ändamål"]
    assert "purpose_label" not in rows_of(client, f"{address}.csv")[0]


def test_every_listed_file_has_its_checksum(client):
    body = figures(client, "r2")
    assert len(body["files"]) == 3 * len(body["indicators"]) == 12
    for file in body["files"]:
        answer = client.get(file["url"])
        assert hashlib.sha256(answer.data).hexdigest() == file["sha256"]
        assert len(answer.data) == file["bytes"]
        assert answer.content_type == file["media_type"]
    assert len({file["name"] for file in body["files"]}) == 12
    assert set(body["checksums"]) == {
        "codelists",
        "thresholds",
        *(entry["slug"] for entry in body["indicators"]),
    }
    assert [code["code"] for code in body["codelists"]["outcome"]] == [
        "rejected",
        "granted",
        "pending",
    ]


def test_a_file_is_the_same_bytes_whatever_becomes_of_its_release(client, store):
    before = {file["url"]: file["sha256"] for file in figures(client, "r3")["files"]}
    published(store, "r4", FEBRUARY, kind="regular", now=NOW + timedelta(days=1))
    assert figures(client, "r3")["state"] == "replaced"
    assert {file["url"]: file["sha256"] for file in figures(client, "r3")["files"]} == before


def test_a_dated_release_is_kept_long_and_the_latest_shortly(client):
    for rest in ("", "/indicators/reflection_outcomes", "/indicators/reflection_outcomes.csv"):
        dated = client.get(f"{API_ROOT}/releases/r1{rest}").headers["Cache-Control"]
        latest = client.get(f"{API_ROOT}/releases/latest{rest}").headers["Cache-Control"]
        assert dated == "public, max-age=86400"
        assert latest == "public, max-age=60"


def test_what_has_not_changed_is_not_sent_again(client, subtests):
    for address in (
        "/releases",
        "/releases/r1",
        "/releases/latest/indicators/reflection_outcomes",
        "/releases/r1/indicators/reflection_outcomes.csv",
        "/releases/r1/diff/r2",
        "/openapi.json",
        "/feed.atom",
    ):
        with subtests.test(address):
            kept(client, API_ROOT + address)


def kept(client, address):
    first = client.get(address)
    tag = first.headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == tag
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    other = client.get(address, headers={"If-None-Match": '"other"'})
    assert (other.status_code, other.data) == (200, first.data)
    head = client.head(address)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == tag
    assert head.headers["Content-Length"] == str(len(first.data))


def test_different_answers_have_different_tags(client):
    address = f"{API_ROOT}/releases/r1/indicators/reflection_applications"
    asked = ["", "?lang=en", "?period=2024&purpose=all", ".csv", ".csv?dialect=sv", ".csv?lang=sv"]
    tags = {client.get(address + rest).headers["ETag"] for rest in asked}
    assert len(tags) == len(asked)
    assert client.get(address).headers["ETag"] == client.get(f"{address}.json").headers["ETag"]


def test_nothing_can_be_written(client, subtests):
    for method in ("post", "put", "patch", "delete"):
        for address in ("/releases", "/releases/r1", "/nothing"):
            with subtests.test(f"{method} {address}"):
                answer = getattr(client, method)(API_ROOT + address)
                assert answer.status_code == 405
                assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
                assert answer.content_type == "application/problem+json"


def test_other_origins_may_ask_first(client):
    for address in ("/releases", "/releases/r1/indicators/reflection_outcomes"):
        answer = client.options(
            API_ROOT + address,
            headers={"Origin": "https://other.example", "Access-Control-Request-Method": "GET"},
        )
        assert answer.status_code == 204
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert "Access-Control-Allow-Credentials" not in answer.headers


def test_a_withdrawn_release_answers_with_its_tombstone(client, store):
    # Read once, so that it is in memory when it is withdrawn.
    assert figures(client, "r3")
    store.withdraw("r3", reason="En källa var fel.", now=NOW + timedelta(days=1))
    for rest in (
        "/r3",
        "/r3?as_of=2026-02-05",
        "/r3/indicators/reflection_outcomes",
        "/r3/indicators/reflection_outcomes.csv",
        "/r3/diff/r1",
        "/r1/diff/r3",
    ):
        answer = client.get(f"{API_ROOT}/releases{rest}")
        assert answer.status_code == 410, rest
        told = answer.get_json()
        assert "En källa var fel." in told["detail"]
        assert "2026-03-02" in told["detail"]
        assert told["release"]["state"] == "withdrawn"
    assert figures(client, "latest")["id"] == "r2"
    assert figures(client, "latest", as_of="2026-02-05")["id"] == "r2"
    listed = client.get(f"{API_ROOT}/releases").get_json()["releases"]
    assert [(head["id"], head["withdrawn_reason"]) for head in listed] == [
        ("r3", "En källa var fel."),
        ("r2", None),
        ("r1", None),
    ]


def test_a_new_release_is_seen_at_once(client, store):
    assert figures(client, "latest")["id"] == "r3"
    note = Text("Rättat.", "Corrected.")
    now = NOW + timedelta(days=1)
    published(store, "r4", FEBRUARY, now=now, kind="correction", replaces="r3", note=note)
    latest = figures(client, "latest")
    assert (latest["id"], latest["replaces"], latest["note"]["en"]) == ("r4", "r3", "Corrected.")
    assert figures(client, "latest", as_of="2026-03-01")["id"] == "r3"
    assert figures(client, "latest", as_of="2026-03-02")["id"] == "r4"


def test_a_difference_shows_twelve_become_thirteen(client):
    body = client.get(f"{API_ROOT}/releases/r1/diff/r2").get_json()
    assert (body["old"]["id"], body["new"]["id"]) == ("r1", "r2")
    (found,) = [d for d in body["differences"] if d["breakdown"] == {"outcome": "granted"}]
    assert found["kind"] == "value"
    assert (found["old"]["value"], found["new"]["value"]) == (12, 13)
    assert (found["old"]["status"], found["new"]["status"]) == ("preliminary", "final")
    assert [d["kind"] for d in body["differences"] if d["period"] == "2025-H1"] == ["added"]
    back = client.get(f"{API_ROOT}/releases/r2/diff/r1").get_json()
    turned = {"added": "removed", "removed": "added"}
    assert back["differences"] == [
        d | {"old": d["new"], "new": d["old"], "kind": turned.get(d["kind"], d["kind"])}
        for d in body["differences"]
    ]
    assert client.get(f"{API_ROOT}/releases/r1/diff/r1").get_json()["differences"] == []


def test_new_releases_come_as_a_feed(client, store):
    store.withdraw("r3", reason="Fel <källa> & år.", now=NOW)
    at_root = client.get("/feed.atom")
    assert at_root.data == client.get(f"{API_ROOT}/feed.atom").data
    assert at_root.content_type == "application/atom+xml"
    root = ElementTree.fromstring(at_root.data)
    entries = root.findall("a:entry", ATOM)
    assert [entry.find("a:title", ATOM).text for entry in entries] == [
        "Läget 2026-02-04",
        "Läget 2025-08-04",
        "Läget 2025-05-15",
    ]
    assert entries[0].find("a:summary", ATOM).text == "Återkallad: Fel <källa> & år."
    links = [link.get("href") for link in entries[1].findall("a:link", ATOM)]
    assert links == [
        "https://uppfoljning.example/?release=r2",
        "https://uppfoljning.example/api/v1/releases/r2",
    ]
    assert len({entry.find("a:id", ATOM).text for entry in entries}) == 3


def test_each_language_has_a_feed_of_its_own(client):
    def names(address):
        root = ElementTree.fromstring(client.get(address).data)
        own = root.find("a:link[@rel='self']", ATOM).get("href")
        return [own, *(one.text for one in root.iter(f"{{{ATOM['a']}}}id"))]

    swedish, english = names("/feed.atom"), names("/feed.atom?lang=en")
    assert not set(swedish) & set(english)
    for own in (swedish[0], english[0]):
        assert names(own.removeprefix("https://uppfoljning.example"))[0] == own


def test_data_portals_find_every_file(client):
    plain = client.get("/dcat.jsonld")
    assert plain.content_type == "application/ld+json"
    assert plain.data == client.get(f"{API_ROOT}/dcat.jsonld").data
    nodes = {node["@id"]: node for node in plain.get_json()["@graph"]}
    site = "https://uppfoljning.example"
    catalogue = nodes[f"{site}/dcat#catalogue"]
    assert catalogue["dcterms:license"] == [
        {"@id": "http://creativecommons.org/publicdomain/zero/1.0/"}
    ]
    assert len(catalogue["dcat:dataset"]) == len(contents(AUGUST))
    assert nodes[f"{site}/dcat#publisher"]["dcterms:type"]
    for entry in catalogue["dcat:dataset"]:
        dataset = nodes[entry["@id"]]
        assert {word["@language"] for word in dataset["dcterms:title"]} == {"sv", "en"}
        for link in dataset["dcat:distribution"]:
            address = nodes[link["@id"]]["dcat:downloadURL"][0]["@id"]
            assert client.get(address.removeprefix(site)).status_code == 200
    key = "dcterms:accrualPeriodicity"
    paces = [node[key][0]["@id"] for node in nodes.values() if key in node]
    assert {pace.rsplit("/", 1)[1] for pace in paces} == {"QUARTERLY", "IRREG"}
    # Whatever is pointed to within the record is there.
    own = re.findall(rf'"@id":"({site}/dcat#[^"]+)"', plain.text)
    assert set(own) == set(nodes)


# The library warns of itself.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_turtle_says_the_same_as_json_ld(client):
    turtle = Graph().parse(data=client.get("/dcat.ttl").data, format="turtle")
    json_ld = Graph().parse(data=client.get("/dcat.jsonld").data, format="json-ld")
    assert len(turtle) > 100
    assert isomorphic(turtle, json_ld)


def test_the_record_has_what_the_profile_asks_for_and_recommends(client):
    record = Graph().parse(data=client.get("/dcat.ttl").data, format="turtle")
    shapes = Graph().parse(Path(__file__).with_name("dcat_ap_se.ttl"), format="turtle")
    conforms, _, text = shacl(record, shacl_graph=shapes, meta_shacl=True)
    assert conforms, text
    assert "/deed" not in client.get("/dcat.ttl").text
    # The shapes miss whatever is taken away.
    bare = Graph()
    for triple in record.triples((None, RDF.type, None)):
        bare.add(triple)
    _, found, _ = shacl(bare, shacl_graph=shapes)
    wanted = {shapes.value(one, SH.path) for one in shapes.subjects(SH.minCount)}
    assert set(found.objects(None, SH.resultPath)) == wanted
    assert len(wanted) > 25
