"""What cannot be told apart cannot be told: every output from two different truths, byte for byte.

The twin's returns count other persons, and leave out rows where there was nobody. Whatever the
public can get must be the same. A new kind of output joins by a line in ``OUTPUTS``.
"""

import csv
import io
import logging
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.demo import figures
from dashboard.pages import PAGES
from dashboard.publishing import draft, publish
from dashboard.queries import Queries
from dashboard.returns import deliver
from dashboard.services import Services
from dashboard.settings import Settings
from etl.load import Result
from etl.period import Period
from indicators.export import write_package
from indicators.published import Release
from indicators.results import Mark

HOME, ELSEWHERE = "0180", "0114"
YEAR, HALF = Period.parse("2025"), Period.parse("2025-H2")
QUARTERS = (*YEAR.parts("quarter"), Period.parse("2026-Q1"))
NOW = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
REPORTED = date(2026, 5, 2)
REFERRALS = ("referrals_to", "referrals_from", "answered_within_14_days")

Rows = list[dict[str, object]]


def of_persons(place: str) -> dict[str, Rows]:
    """Give what a place reports of persons at risk."""
    quarterly = {
        "applications": partial(figures.applications, settled=True),
        "cases": figures.cases,
        "rights_package": figures.rights_package,
        "rights_persons": figures.rights_persons,
    }
    made = {
        name: [row for quarter in QUARTERS for row in make(quarter, place)]
        for name, make in quarterly.items()
    }
    made["victim_estimates"] = list(figures.victim_estimates(YEAR, place))
    return {name: [row | {"geography": HOME} for row in rows] for name, rows in made.items()}


def truth() -> dict[str, Rows]:
    """Give a city's returns of five quarters."""
    return of_persons(HOME) | {
        "partnerships": list(figures.partnerships(HALF, HOME)),
        "training": [row | {"note": "som planerat"} for row in figures.training(HALF, HOME)],
    }


def twin() -> dict[str, Rows]:
    """Give returns that count other persons at risk, and agree in all that counts none."""
    made = of_persons(ELSEWHERE)
    for source, count in (("applications", "submitted"), ("cases", "cases")):
        made[source] = [row for row in made[source] if row[count]]
    agreed = figures.partnerships(HALF, HOME)
    return made | {
        "partnerships": [row | dict.fromkeys(REFERRALS, 1) for row in agreed],
        "training": [row | {"note": "två kvinnor"} for row in figures.training(HALF, HOME)],
    }


def as_csv(rows: Rows) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def pages(client: FlaskClient, release: Release, _folder: Path) -> Iterator[tuple[str, bytes]]:
    """Ask for every public page in both languages, and for each indicator's own."""
    addresses = [a for page in PAGES for a in (page.sv, page.en)]
    for address in addresses:
        slugs = release.indicators if "<" in address else ("",)
        for slug in slugs:
            yield from answer(client, re.sub(r"<[^>]+>", slug, address))


def data(client: FlaskClient, release: Release, _folder: Path) -> Iterator[tuple[str, bytes]]:
    """Ask for the API's objects and files, the feed, the catalogue, and an error."""
    root = "/api/v1/releases"
    whole = ("", "/latest", f"/latest/diff/{date(2025, 5, 15)}", "/none")
    for address in (*(root + end for end in whole), "/feed.atom", "/dcat.jsonld", "/dcat.ttl"):
        yield from answer(client, address)
    for slug in release.indicators:
        for ending in (".json", ".csv", ".csv?dialect=sv", "?period=2026-Q1", "?sex=nonsense"):
            yield from answer(client, f"{root}/latest/indicators/{slug}{ending}")


def files(_client: FlaskClient, release: Release, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Write the release's files."""
    for name in write_package(release, folder):
        yield name, (folder / name).read_bytes()


def metrics(client: FlaskClient, _release: Release, _folder: Path) -> Iterator[tuple[str, bytes]]:
    """Ask for the counts of what was answered; how long it took is the machine's matter."""
    text = client.get("/metrics").text
    yield "metrics", re.sub(r"(seconds_total\{.*\}) .*", r"\1", text).encode()


OUTPUTS: tuple[Callable[[FlaskClient, Release, Path], Iterator[tuple[str, bytes]]], ...] = (
    pages,
    data,
    files,
    metrics,
)


def answer(client: FlaskClient, address: str) -> Iterator[tuple[str, bytes]]:
    got = client.get(address)
    told = {name: got.headers.get(name, "") for name in ("ETag", "Content-Length", "Location")}
    yield address, f"{got.status_code} {told}\n".encode() + got.data


def outputs(
    url: str, folder: Path, returns: dict[str, Rows], caplog: pytest.LogCaptureFixture
) -> tuple[dict[str, bytes], Release]:
    """Load returns, publish a release of them, and gather all that anybody can get."""
    settings = Settings(database_url=url, data_dir=folder, secret_key="k" * 32)
    services = Services(settings, clock=lambda: NOW)
    for source, rows in returns.items():
        got = deliver(
            services, as_csv(rows), f"{source}.csv", REPORTED, channel="test", accept="twin"
        )
        assert got.result is Result.LOADED, got.findings
    publish(services, draft(services, services.today(), "steward").id, checked_by="lead")
    queries = Queries(services.engine)
    release = queries.current()
    assert release is not None
    caplog.clear()
    with create_app(settings, queries).server.test_client() as client:
        made = {
            f"{output.__name__}: {name}": content
            for output in OUTPUTS
            for name, content in output(client, release, folder / "files")
        }
    made["logs"] = "\n".join(
        f"{r.name} {r.levelname} {r.getMessage()}" for r in caplog.records
    ).encode()
    services.close()
    return made, release


def test_two_truths_give_the_same_bytes_everywhere(new_installation, tmp_path, caplog):
    caplog.set_level(logging.DEBUG, "programkollen")
    built = []
    for name, returns in (("truth", truth()), ("twin", twin())):
        folder = tmp_path / name
        built.append(outputs(new_installation("sqlite", folder), folder, returns, caplog))
    (first, release), (second, _) = built
    assert list(first) == list(second)
    assert [name for name in first if first[name] != second[name]] == []
    hidden = [
        o
        for slug in ("reflection_applications", "coordinator_cases", "rights_items_delivered")
        for o in release.indicators[slug].observations
        if o.period in QUARTERS and o.geography == HOME and not o.documents
    ]
    assert hidden
    assert {o.mark for o in hidden} == {Mark.HIDDEN}
    trained = [o for o in release.indicators["training_coverage"].observations if o.period == HALF]
    assert any(o.value is not None for o in trained)
