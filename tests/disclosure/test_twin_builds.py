"""What cannot be told apart cannot be told: every output from two different truths, byte for byte.

The twin's returns are those of an imaginary table that a certificate names: it agrees with all
that is shown, counts other persons, and leaves out rows where there was nobody. Whatever the
public can get must be the same. A new kind of output joins by a line in ``OUTPUTS``.
"""

import html
import logging
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from flask.testing import FlaskClient
from released_returns import as_csv

from dashboard import publishing
from dashboard.app import READING, create_app
from dashboard.demo import figures
from dashboard.pages import PAGES
from dashboard.queries import Queries
from dashboard.returns import deliver
from dashboard.services import Services
from dashboard.settings import Settings
from etl.load import Result
from etl.period import Period
from etl.vocabulary import code_lists
from indicators import store
from indicators.compute import catalogue, compute
from indicators.definition import Text
from indicators.disclosure.certificate import claim_of
from indicators.disclosure.grid import Grid
from indicators.disclosure.program import Minimise
from indicators.disclosure.protect import Outcome
from indicators.disclosure.proving import Choose, Proof
from indicators.disclosure.scope import Name, Scope
from indicators.disclosure.seal import seal
from indicators.disclosure.shown import Circumstances, shown
from indicators.disclosure.tabulations import STATE, TABULATIONS, Key, Tabulation
from indicators.export import write_package
from indicators.parts import Draft
from indicators.protection_store import enter_facts
from indicators.published import Release
from indicators.release import thresholds, with_progress
from indicators.results import Mark
from indicators.store import ReleaseStore

HOME = "0180"
HALF = Period.parse("2025-H2")
QUARTERS = (Period.parse("2025-Q4"), Period.parse("2026-Q1"))
NOW = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
REPORTED = date(2026, 5, 2)

Rows = list[dict[str, object]]


def truth() -> dict[str, Rows]:
    """Give a city's returns of two quarters, and of a half-year."""
    makers = {
        "applications": partial(figures.applications, settled=True),
        "cases": figures.cases,
        "rights_persons": figures.rights_persons,
    }
    made = {n: [r for q in QUARTERS for r in make(q, HOME)] for n, make in makers.items()}
    return made | {
        "partnerships": list(figures.partnerships(HALF, HOME)),
        "training": [row | {"note": "som planerat"} for row in figures.training(HALF, HOME)],
    }


def twin(returns: dict[str, Rows], proofs: tuple[Proof, ...]) -> dict[str, Rows]:
    """Give the returns of an imaginary table of each certificate, and other notes."""
    made = dict(returns)
    for tabulation in TABULATIONS:
        if tabulation.source == "partnerships":
            continue
        rows = [row for p in proofs if p.tabulation == tabulation.name for row in witness(p)]
        if rows:
            told = {(row["period"], row["geography"]) for row in rows}
            kept = [r for r in made[tabulation.source] if (r["period"], r["geography"]) not in told]
            made[tabulation.source] = [*kept, *rows]
    made["training"] = [row | {"note": "två kvinnor"} for row in made["training"]]
    return made


def witness(proof: Proof) -> Rows:
    """Write a certificate's imaginary table as a return: the one least like the truth."""
    tabulation = next(t for t in TABULATIONS if t.name == proof.tabulation)
    codes = tabulation.codes_in({n: code_lists()[n].to_json() for n in tabulation.dimensions})
    truth_ = list(proof.claim["atoms"].values())
    tables = proof.certificate["tables"]
    unlike = [sum(a != b for a, b in zip(t, truth_, strict=True)) for t in tables]
    chosen = tables[unlike.index(max(unlike))]
    periods = sorted({Name.read(c["name"]).period for c in proof.claim["cells"]})
    grid = Grid(tabulation, codes, tuple(p for p in periods if "-" in p))
    rows: Rows = []
    for column, period in enumerate(grid.columns):
        counts = chosen[column * grid.size : (column + 1) * grid.size]
        persons = joined(tabulation, dict(zip(grid.keys, counts, strict=True)))
        cells: dict[tuple[str, ...], dict[str, int]] = {}
        for person in persons:
            key = tuple(person[n] for n in tabulation.dimensions)
            states = cells.setdefault(key, dict.fromkeys(tabulation.states, 0))
            states[person[STATE]] += 1
        for (dimension, inner), outer in tabulation.within.items():
            # A return counts those "of which" in the code around them too.
            at = tabulation.dimensions.index(dimension)
            for key in [key for key in cells if key[at] == inner]:
                around = (*key[:at], outer, *key[at + 1 :])
                states = cells.setdefault(around, dict.fromkeys(tabulation.states, 0))
                for state, count in cells[key].items():
                    states[state] += count
        for key, states in sorted(cells.items()):
            measures = {m: sum(states[s] for s in ss) for m, ss in tabulation.measures.items()}
            about = {"period": period, "geography": proof.geography, "status": "final"}
            about |= {"eligible": 0} if tabulation.source == "cases" else {}
            rows.append(about | dict(zip(tabulation.dimensions, key, strict=True)) | measures)
    return rows


def joined(tabulation: Tabulation, counts: dict[tuple[int, Key], int]) -> list[dict[str, str]]:
    """Find persons whom all tables of atoms count: tables that agree always have such."""
    persons: list[dict[str, str]] = []
    for number, names in enumerate(tabulation.tables):
        rows = [
            dict(zip(names, key, strict=True))
            for (table, key), count in counts.items()
            if table == number
            for _ in range(count)
        ]
        if number == 0:
            persons = rows
            continue
        shared = tabulation.shared(number)
        waiting: dict[tuple[str, ...], list[dict[str, str]]] = {}
        for row in rows:
            waiting.setdefault(tuple(row[n] for n in shared), []).append(row)
        persons = [p | waiting[tuple(p[n] for n in shared)].pop() for p in persons]
    only = next(iter(tabulation.states))
    return [{STATE: only} | person for person in persons]


def pages(client: FlaskClient, release: Release, _folder: Path) -> Iterator[tuple[str, bytes]]:
    """Ask for every public page in both languages, and for each indicator's own."""
    addresses = [a for page in PAGES for a in (page.sv, page.en)]
    for address in addresses:
        slugs = release.indicators if "<" in address else ("",)
        for slug in slugs:
            yield from answer(client, re.sub(r"<[^>]+>", slug, address))


def pictures(client: FlaskClient, release: Release, _folder: Path) -> Iterator[tuple[str, bytes]]:
    """Ask for each chart of every public page as SVG, one as PNG, and the pages' own pictures."""
    asked: dict[str, str] = {}
    for page in PAGES:
        for slug in release.indicators if "<" in page.sv else ("",):
            path = re.sub(r"<[^>]+>", slug, page.sv)
            text = client.get(path).text
            for found in re.findall(r'href="(/diagram/[^"]+)"', text):
                address = html.unescape(found)
                if ".svg" in address:
                    asked[address.partition("&")[0]] = address
        # Of the indicators' pages one is enough: their charts are all asked for below.
        yield from answer(client, f"/dela.png?page={path}")
    assert asked
    for address in asked.values():
        yield from answer(client, address)
    yield from answer(client, next(iter(asked.values())).replace(".svg", ".png"))


def reports(client: FlaskClient, release: Release, _folder: Path) -> Iterator[tuple[str, bytes]]:
    """Ask for the committee's report: what it says in English, its page says as well."""
    address = f"/namnden/{release.head.id}/sedan/{date(2025, 5, 15)}.pdf"
    assert client.get(address).status_code == 200
    yield from answer(client, address)


def data(client: FlaskClient, release: Release, _folder: Path) -> Iterator[tuple[str, bytes]]:
    """Ask for the API's objects and files, the feed, the catalogue, and an error."""
    root = "/api/v1/releases"
    whole = ("", "/latest", "/latest/package.zip", f"/latest/diff/{date(2025, 5, 15)}", "/none")
    beside = ("/feed.atom", "/dcat.jsonld", "/dcat.ttl", "/api/v1/calendar", "/robots.txt")
    for address in (*(root + end for end in whole), *beside):
        yield from answer(client, address)
    for slug in release.indicators:
        for ending in (".json", ".csv", ".csv?dialect=sv", "?period=2026-Q1", "?sex=nonsense"):
            yield from answer(client, f"{root}/latest/indicators/{slug}{ending}")
        yield from answer(client, f"{root}/latest/indicators/{slug}.xlsx")
        yield from answer(client, f"/embed/indikator/{slug}")


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
    pictures,
    reports,
    data,
    files,
    metrics,
)


def answer(client: FlaskClient, address: str) -> Iterator[tuple[str, bytes]]:
    got = client.get(address)
    told = {name: got.headers.get(name, "") for name in ("ETag", "Content-Length", "Location")}
    yield address, f"{got.status_code} {told}\n".encode() + got.data


def replayed(proofs: tuple[Proof, ...]) -> Choose:
    """Show what was shown of the truth, whatever the counts are now."""
    kept = {(p.tabulation, p.geography, p.year): set(p.shown) for p in proofs}

    def choose(scope: Scope, minimise: Minimise) -> Outcome:
        where = (scope.tabulation.name, scope.geography, scope.vintages[0].period[:4])
        shown = tuple(c.name for c in scope.problem.cells if c.name in kept.get(where, set()))
        mask = np.array([c.name in shown for c in scope.problem.cells])
        nothing = {"tables": [], "demands": [], "exposed": []}
        return Outcome(shown, (), (), (), (), 0, claim_of(scope.problem, mask), nothing)

    return choose


def released(services: Services, choose: Choose | None) -> tuple[Proof, ...]:
    """Publish a release; with ``choose`` without the proofs, which an imaginary table lacks.

    The last door is held open for that one, since no certificate can stand behind it.
    """
    releases, day = ReleaseStore(services.engine), services.today()
    if choose is None:
        head = publishing.draft(services, day, "steward")
    else:
        made = publishing.ingredients(services, day)
        given = Circumstances(
            made.codelists,
            made.context.geographies,
            releases.protections.ledger(),
            rules=made.rules,
            choose=choose,
        )
        known, protection = shown(made.records, day, given)
        results = tuple(map(seal, compute(known, made.context)))
        head = releases.write_draft(
            with_progress(results, made.ledger, day),
            draft=as_drafted(day),
            definitions={one.slug: one.to_json() for one in catalogue()},
            codelists=made.codelists,
            thresholds=thresholds(),
            now=services.clock(),
            targets=made.ledger,
            protection=protection,
        )
    proofs = releases.protections.of(head.id).proofs if choose is None else ()
    with pytest.MonkeyPatch.context() as held_open:
        if choose is not None:
            held_open.setattr(store, "let_out", enter_facts)
        publishing.publish(services, head.id, checked_by="lead")
    return proofs


def as_drafted(day: date) -> Draft:
    return Draft(
        id=f"{day}",
        title=Text("Utgåva 1 juni 2026", "Release 1 June 2026"),
        kind="regular",
        data_cut=day,
        prepared_by="steward",
    )


def outputs(
    url: str,
    folder: Path,
    returns: dict[str, Rows],
    caplog: pytest.LogCaptureFixture,
    choose: Choose | None = None,
) -> tuple[dict[str, bytes], Release, tuple[Proof, ...]]:
    """Load returns, publish a release of them, and gather all that anybody can get."""
    settings = Settings(database_url=url, data_dir=folder, secret_key="k" * 32)
    services = Services(settings, clock=lambda: NOW)
    for source, rows in returns.items():
        got = deliver(
            services, as_csv(rows), f"{source}.csv", REPORTED, channel="test", accept="twin"
        )
        assert got.result is Result.LOADED, got.findings
    proofs = released(services, choose)
    queries = Queries(services.engine)
    release = queries.current()
    assert release is not None
    caplog.clear()
    server = create_app(settings, queries).server
    with server.test_client() as client:
        made = {
            f"{output.__name__}: {name}": content
            for output in OUTPUTS
            for name, content in output(client, release, folder / "files")
        }
    made["logs"] = "\n".join(
        f"{r.name} {r.levelname} {r.getMessage()}" for r in caplog.records
    ).encode()
    server.extensions[READING].dispose()
    services.close()
    return made, release, proofs


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)])
def test_the_truth_and_a_witness_give_the_same_bytes_everywhere(
    new_installation, tmp_path, caplog, kind
):
    caplog.set_level(logging.DEBUG, "programkollen")
    folder = tmp_path / "truth"
    returns = truth()
    first, release, proofs = outputs(new_installation(kind, folder), folder, returns, caplog)
    assert proofs
    other = twin(returns, proofs)
    assert other["applications"] != returns["applications"]
    folder = tmp_path / "twin"
    second, _, _ = outputs(new_installation(kind, folder), folder, other, caplog, replayed(proofs))
    assert list(first) == list(second)
    assert [name for name in first if first[name] != second[name]] == []
    told = [
        o
        for slug in ("reflection_applications", "coordinator_cases")
        for o in release.indicators[slug].observations
        if o.period in QUARTERS and o.geography == HOME and not o.documents
    ]
    assert any(o.value is not None for o in told)
    assert any(o.mark is Mark.HIDDEN for o in told)
