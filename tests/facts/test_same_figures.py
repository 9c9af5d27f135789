"""Page, chart, table, CSV and API say the same of every figure of every indicator."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
import tinyhtml5
from flask.testing import FlaskClient

from dashboard import formats
from dashboard.app import create_app
from dashboard.demo import fill
from dashboard.publishing import draft, initialise, publish
from dashboard.services import Services
from dashboard.settings import Settings
from etl.period import Period

API = "/api/v1/releases/latest"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
CALLBACK = "/_dash-update-component"


def public(new_installation, folder) -> Settings:
    return Settings(database_url=new_installation("sqlite", folder), data_dir=folder)


def demo(_new_installation, folder) -> Settings:
    settings = Settings(data_dir=folder, demo=True)
    services = Services(settings)
    initialise(services)
    fill(services, 2)
    if not any(head.kind == "demo" for head in _heads(services)):
        publish(services, draft(services, services.today(), "steward").id, checked_by="lead")
    services.close()
    return settings


def _heads(services):
    from indicators.store import ReleaseStore

    return ReleaseStore(services.engine).heads(public_only=True)


@pytest.fixture(scope="module", params=[public, pytest.param(demo, marks=pytest.mark.soak)])
def client(request, new_installation, tmp_path_factory) -> Iterator[FlaskClient]:
    settings = request.param(new_installation, tmp_path_factory.mktemp("same"))
    with create_app(settings).server.test_client() as made:
        yield made


def indicators(client) -> dict[str, str]:
    listed = client.get(API).json["indicators"]
    return {entry["slug"]: entry["unit"] for entry in listed}


def observations(client, slug):
    return client.get(f"{API}/indicators/{slug}.json").json["observations"]


def page(client, slug, language="sv"):
    start = "" if language == "sv" else "/en"
    text = client.get(f"{start}/indikator/{slug}").text
    return tinyhtml5.parse(text, namespace_html_elements=False)


def said(node) -> str:
    return re.sub(r"\s+", " ", "".join(node.itertext()).replace("\u00a0", " ")).strip()


def without_notes(cell) -> str:
    """Give what a cell says first, without the remarks below it."""
    parts = [cell.text or ""]
    for child in cell:
        if child.tag != "small" and "note" not in (child.get("class") or ""):
            parts.append(without_notes(child))
        parts.append(child.tail or "")
    return "".join(parts)


def numbers(text: str, language: str) -> list[float]:
    """Read the numbers in a text as a reader of the language does."""
    tidy = text.replace("\u00a0", "").replace("\u202f", "").replace("\u2212", "-")
    tidy = re.sub(r"(?<=\d) (?=\d{3})", "", tidy)
    tidy = tidy.replace(",", ".") if language == "sv" else tidy.replace(",", "")
    return [float(found) for found in NUMBER.findall(tidy)]


def rows_of_values(tree, language):
    """Give (period, figure text, mark code) of each row of the table of all values."""
    section = tree.find(".//*[@id='values']")
    assert section is not None
    for row in section.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("th", "td")]
        if not row.findall("td"):
            continue
        shown = cells[2]
        signs = [
            part.get("class").split("is-")[1]
            for part in shown.iter("span")
            if (part.get("class") or "").startswith("sign is-")
        ]
        yield said(cells[0]), without_notes(shown), signs[0] if signs else None


def fits(figure: str, mark: str | None, one, language: str) -> bool:
    """Tell whether a row of the page says what an observation does, to the digits it shows."""
    if mark is not None or one["mark"] is not None:
        return mark == one["mark"]
    stated = [one["low"], one["high"]] if one["value"] is None else [one["value"]]
    stated = [number for number in stated if number is not None]
    found = numbers(figure, language)
    if not stated:
        return bool(figure.strip())
    if one["value"] is None and stated[0] == stated[-1]:
        stated = stated[:1]
    percent = "%" in figure
    return len(found) >= len(stated) and all(
        abs(shown - number * (100 if percent else 1)) <= (0.0500001 if percent else 0.0050001)
        or (not percent and abs(shown - number) <= 0.05 and shown != int(shown))
        for shown, number in zip(found, stated, strict=False)
    )


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_has_every_figure_of_the_interface_and_no_other(client, language):
    wrong = []
    for slug in indicators(client):
        left = defaultdict(list)
        for one in observations(client, slug):
            left[formats.period(Period.parse(one["period"]["label"]), language)].append(one)
        shown = list(rows_of_values(page(client, slug, language), language))
        for period, figure, mark in shown:
            pool = left[period.split(" (")[0]] or left[period]
            match = next((one for one in pool if fits(figure, mark, one, language)), None)
            if match is None:
                wrong.append((slug, period, figure, mark))
            else:
                pool.remove(match)
        if len(shown) < 400:
            wrong += [(slug, period, "missing") for period, rest in left.items() if rest]
    assert wrong == []


def test_the_file_has_what_the_interface_has(client):
    for slug in indicators(client):
        text = client.get(f"{API}/indicators/{slug}.csv").text.lstrip("\ufeff")
        rows = list(csv.DictReader(io.StringIO(text)))
        given = observations(client, slug)
        assert len(rows) == len(given), slug
        for row, one in zip(rows, given, strict=True):
            assert row["period"] == one["period"]["label"]
            assert row["geography"] == one["geography"]
            assert (row["mark"] or None) == one["mark"]
            for name in ("value", "low", "high"):
                number = float(row[name]) if row[name] else None
                assert number == pytest.approx(one[name]) if one[name] is not None else not number


def living(client, path):
    """Give the tree that the browser draws."""
    body = {
        "output": "shown.children",
        "outputs": {"id": "shown", "property": "children"},
        "inputs": [
            {"id": "address", "property": "pathname", "value": path},
            {"id": "address", "property": "search", "value": ""},
        ],
        "changedPropIds": ["address.pathname"],
        "parsedChangedPropsIds": ["address.pathname"],
    }
    answer = client.post(CALLBACK, json=body, headers={"Sec-Fetch-Site": "same-origin"})
    return answer.json["response"]["shown"]["children"]


def graphs(node):
    if isinstance(node, list):
        for child in node:
            yield from graphs(child)
    elif isinstance(node, dict):
        if node.get("type") == "Graph":
            yield node["props"]["figure"]
        else:
            yield from graphs(node.get("props", {}).get("children"))


def pointed_at(figure):
    """Give (words, place along the scale of values) of all that can be pointed at."""
    for trace in figure["data"]:
        told = trace.get("hovertext")
        if not isinstance(told, list):
            continue
        for number, words in enumerate(told):
            yield (
                words,
                [
                    trace[axis][number]
                    for axis in ("x", "y")
                    if isinstance(trace.get(axis), list)
                    and number < len(trace[axis])
                    and isinstance(trace[axis][number], int | float)
                ],
            )


def test_what_a_chart_says_stands_in_a_table_of_its_page(client):
    paths = [f"/indikator/{slug}" for slug in indicators(client)]
    paths += ["/betanketid", "/rattighetspaketet", "/utbildning", "/samverkan", "/ataganden"]
    seen = 0
    for path in paths:
        tree = tinyhtml5.parse(client.get(path).text, namespace_html_elements=False)
        cells = " | ".join(said(cell) for cell in tree.iter() if cell.tag in ("td", "th"))
        listed = set(numbers(cells, "sv"))
        for figure in graphs(living(client, path)):
            for words, _ in pointed_at(figure):
                seen += 1
                after = words.replace("<br>", " ").rsplit(": ", 1)[-1]
                missing = [one for one in numbers(after, "sv") if one not in listed]
                assert missing == [], (path, words)
    assert seen > 20
