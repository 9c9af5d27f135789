"""Every answer of the API is what its description says, and the description is sound."""

import json
import re

import jsonschema
from flask import Flask
from openapi_spec_validator import validate
from release_builders import FEBRUARY, NOW, write

from dashboard.api import API_ROOT, blueprint
from dashboard.openapi import ROUTES, document

INDICATOR = "/releases/latest/indicators/reflection_applications"
GOOD = [
    "/releases",
    "/releases?lang=en",
    "/releases/latest",
    "/releases/r1",
    "/releases/latest?as_of=2025-06-01",
    "/releases/r1?as_of=2025-06-01&lang=en",
    INDICATOR,
    f"{INDICATOR}.json",
    f"{INDICATOR}.csv",
    f"{INDICATOR}.csv?dialect=sv&lang=sv",
    f"{INDICATOR}.xlsx",
    f"{INDICATOR}.xlsx?period=2024&lang=en",
    "/releases/latest/package.zip",
    "/releases/r1/package.zip?as_of=2025-06-01",
    f"{INDICATOR}?period=2024&purpose=sexual&geography=0180&lang=en",
    "/releases/r1/indicators/reflection_outcomes",
    "/releases/r1/indicators/reflection_coverage",
    "/releases/r1/indicators/rights_items_delivered?item_id=all",
    "/releases/r1/diff/r2",
    "/releases/r2/diff/latest",
    "/calendar",
    "/openapi.json",
    "/feed.atom",
    "/feed.atom?lang=en",
    "/dcat.jsonld",
    "/dcat.ttl",
    "/problems/unknown-filter",
]
BAD = [
    ("/releases?colour=red", 400, "unknown-filter"),
    ("/releases?lang=de", 400, "unknown-value"),
    ("/releases?lang=", 400, "unknown-value"),
    ("/releases?lang=sv&lang=en", 400, "given-twice"),
    ("/releases?as_of=2025-06-01", 400, "unknown-filter"),
    ("/releases/latest?as_of=2025-6-1", 400, "malformed-day"),
    ("/releases/latest?as_of=20250601", 400, "malformed-day"),
    ("/releases/latest?as_of=2025-02-30", 400, "malformed-day"),
    ("/releases/latest?as_of=", 400, "malformed-day"),
    ("/releases/latest?as_of=٢٠٢٥-06-01", 400, "malformed-day"),
    ("/releases/latest?as_of=2025-06-01&as_of=2025-06-02", 400, "given-twice"),
    ("/releases/latest?as_of=2025-05-14", 404, "before-the-first"),
    ("/releases/r1?as_of=2025-05-14", 404, "before-the-first"),
    ("/releases/r1?as_of=2025-09-01", 400, "contradiction"),
    ("/releases/r9", 404, "unknown-release"),
    ("/releases/r9?as_of=2025-06-01", 404, "unknown-release"),
    ("/releases/r9/indicators/reflection_applications", 404, "unknown-release"),
    ("/releases/latest/indicators/unheard_of", 404, "unknown-indicator"),
    ("/releases/latest/indicators/unheard_of.csv", 404, "unknown-indicator"),
    ("/releases/latest/indicators/reflection_applications.xml", 404, "unknown-indicator"),
    (f"{INDICATOR}?sex=women", 400, "unknown-filter"),
    (f"{INDICATOR}?purpose=fun", 400, "unknown-value"),
    (f"{INDICATOR}?period=2019", 400, "unknown-value"),
    (f"{INDICATOR}?period=nonsense", 400, "unknown-value"),
    (f"{INDICATOR}?geography=1480", 400, "unknown-value"),
    (f"{INDICATOR}?dialect=sv", 400, "unknown-filter"),
    (f"{INDICATOR}.csv?dialect=fr", 400, "unknown-value"),
    (f"{INDICATOR}.xlsx?dialect=sv", 400, "unknown-filter"),
    ("/releases/r1/package.zip?period=2024", 400, "unknown-filter"),
    ("/releases/r9/package.zip", 404, "unknown-release"),
    ("/releases/r1/diff/r9", 404, "unknown-release"),
    ("/releases/r9/diff/r1", 404, "unknown-release"),
    ("/releases/r1/diff/r2?as_of=2025-06-01", 400, "unknown-filter"),
    ("/problems/nothing", 404, "unknown-address"),
    ("/nothing/here", 404, "unknown-address"),
    ("/releases/", 404, "unknown-address"),
    ("/", 404, "unknown-address"),
]


def conforms(answer, path):
    """Hold an answer against the description of its address."""
    described = document()["paths"]
    # The longest pattern first: an address with an ending is also one without.
    for pattern in sorted(described, key=len, reverse=True):
        if re.fullmatch(re.sub(r"\{[a-z]+\}", "[^/]+", pattern), path):
            break
    else:
        raise AssertionError(f"{path} is not described")
    responses = described[pattern]["get"]["responses"]
    said = responses[str(answer.status_code)]
    if "$ref" in said:
        said = document()["components"]["responses"][said["$ref"].rsplit("/", 1)[1]]
    media = answer.content_type.split(";")[0]
    schema = said["content"][media]["schema"]
    if media.endswith("json"):
        whole = {"$defs": document()["components"]["schemas"], **schema}
        text = json.dumps(whole).replace("#/components/schemas/", "#/$defs/")
        checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
        jsonschema.Draft202012Validator(json.loads(text), format_checker=checker).validate(
            answer.get_json()
        )


def test_the_description_is_sound(client):
    validate(document())
    assert client.get(f"{API_ROOT}/openapi.json").get_json() == json.loads(json.dumps(document()))


def test_every_address_is_described_and_there():
    app = Flask("site")
    app.register_blueprint(blueprint(None))
    rules = {
        re.sub(r"<([a-z]+)>", r"{\1}", rule.rule.removeprefix(API_ROOT))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(API_ROOT) and rule.endpoint != "api.other"
    }
    assert rules == set(document()["paths"]) == {route.path for route in ROUTES}


def test_every_good_answer_is_as_described(client, subtests):
    for address in GOOD:
        with subtests.test(address):
            answer = client.get(API_ROOT + address)
            assert answer.status_code == 200, answer.text
            conforms(answer, address.split("?")[0])
            assert answer.headers["ETag"]
            assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_every_bad_request_is_explained_in_both_languages(client, subtests):
    for address, status, kind in BAD:
        with subtests.test(address):
            refused(client, address, status, kind)


def refused(client, address, status, kind):
    swedish = client.get(API_ROOT + address)
    assert swedish.status_code == status
    assert swedish.content_type == "application/problem+json"
    assert swedish.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" not in swedish.headers
    told = swedish.get_json()
    assert told["type"] == f"/api/v1/problems/{kind}"
    assert told["status"] == status
    assert client.get(told["type"]).get_json()["status"] == status
    if kind != "unknown-address":
        conforms(swedish, address.split("?")[0])
    if "lang=" not in address:
        mark = "&" if "?" in address else "?"
        english = client.get(f"{API_ROOT}{address}{mark}lang=en")
        assert english.get_json()["type"] == told["type"]
        assert english.get_json()["title"] != told["title"]


def test_what_is_allowed_is_said(client):
    told = client.get(f"{API_ROOT}{INDICATOR}?purpose=fun").get_json()
    assert told["filter"] == "purpose"
    assert told["allowed"] == ["all", "sexual", "labour", "other"]
    told = client.get(f"{API_ROOT}{INDICATOR}?period=2019").get_json()
    assert told["allowed"] == ["2024", "2025-H1"]
    told = client.get(f"{API_ROOT}{INDICATOR}?colour=red").get_json()
    assert told["allowed"] == ["period", "geography", "purpose", "as_of", "lang"]
    told = client.get(f"{API_ROOT}/releases/latest/indicators/none").get_json()
    assert told["allowed"][0] == "reflection_applications"


def test_a_draft_does_not_exist(client, store):
    write(store, "secret", FEBRUARY, now=NOW)
    assert client.get(f"{API_ROOT}/releases/secret").status_code == 404
    assert client.get(f"{API_ROOT}/releases/r1/diff/secret").status_code == 404
    assert "secret" not in client.get(f"{API_ROOT}/releases").text
    assert "secret" not in client.get("/feed.atom").text


def test_before_the_first_release(bare):
    assert bare.get(f"{API_ROOT}/releases").get_json() == {"releases": []}
    for address in ("/releases/latest", "/releases/latest/indicators/any.csv", "/dcat.ttl"):
        answer = bare.get(API_ROOT + address)
        assert answer.status_code == 404
        assert answer.get_json()["type"].endswith("nothing-published")
    assert bare.get("/feed.atom").status_code == 200


def test_a_fault_is_told_without_its_particulars(bare, monkeypatch):
    def broken(self):
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr("dashboard.queries.Queries.heads", broken)
    answer = bare.get(f"{API_ROOT}/releases")
    assert answer.status_code == 500
    assert answer.content_type == "application/problem+json"
    assert "hunter2" not in answer.text
