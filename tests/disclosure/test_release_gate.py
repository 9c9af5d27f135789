"""What is not proved is not published, by whichever way: each fault brought in by the front door.

A return arrives, a draft is made, and every way to publish is tried: two persons, the program
itself, the worker at the set moment, and the store alone with all checks before it left out.
"""

import hashlib
import io
import itertools
import json
import subprocess
import sys
import zipfile
import zlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from released_returns import as_csv, still_promised
from sqlalchemy import delete, select, update

from dashboard.accounts import Actor
from dashboard.backup import back_up, restore
from dashboard.packaging import package_zip, site_of
from dashboard.publishing import draft, publish
from dashboard.queries import Queries
from dashboard.releasing import ChecklistError, Releasing
from dashboard.returns import deliver
from dashboard.services import Services
from dashboard.settings import Settings
from dashboard.timetable import publish_due
from dashboard.wholeness import look_through
from etl.load import Result
from indicators.disclosure import highs
from indicators.disclosure.checker import check
from indicators.disclosure.program import Reply, Verdict
from indicators.parts import ReleaseError
from indicators.protection_tables import disclosure_entry, disclosure_head, disclosure_proof
from indicators.results import Mark
from indicators.store import ReleaseStore

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
REPORTED = date(2026, 5, 2)
QUARTER = "2026-Q1"
SOLVE = highs.Highs.__call__


def rows(period=QUARTER, **ages):
    told = ages or {"adult": (30, 21), "minor": (3, 1), "relative": (14, 8)}
    return [
        {
            "period": period,
            "geography": "0180",
            "age_group": age,
            "entitled": entitled,
            "all_delivered": full,
            "status": "final",
        }
        for age, (entitled, full) in told.items()
    ]


@pytest.fixture(params=["sqlite", "postgresql"])
def city(request, new_installation, tmp_path):
    """Give a fresh installation with its public documents."""
    url = new_installation(request.param, tmp_path)
    settings = Settings(database_url=url, data_dir=tmp_path, secret_key="k" * 32)
    services = Services(settings, clock=lambda: NOW)
    yield services
    services.close()


def hand_in(services, made, day=REPORTED):
    data = as_csv(made)
    name = f"rights_persons_{day}_{len(data)}.csv"
    return deliver(services, data, name, day, channel="test", accept="prövat").result


def public(services):
    return {head.id for head in ReleaseStore(services.engine).heads(public_only=True)}


def told(services):
    """Give the figures of persons in returns that the newest release shows."""
    store = ReleaseStore(services.engine)
    found = store.load(store.latest().id).indicators["rights_full_package"].observations
    return [o for o in found if not o.documents and o.period.label == QUARTER]


def by_two_persons(services, release_id):
    Releasing(services, Actor("eva")).check(release_id)
    lena = Releasing(services, Actor("lena"))
    seen = ReleaseStore(services.engine).head(release_id).content_hash
    lena.approve(release_id, seen, accepting="prövat")
    lena.publish(release_id)


def by_the_program(services, release_id):
    publish(services, release_id, checked_by="system:init")


def by_the_store_alone(services, release_id):
    store = ReleaseStore(services.engine)
    if store.head(release_id).state == "draft":
        seen = store.mark_checked(release_id).content_hash
        store.approve(release_id, by="lena", content_hash=seen)
    store.publish(release_id, NOW)


def by_the_worker(services, release_id):
    store = ReleaseStore(services.engine)
    early = NOW - timedelta(hours=2)
    store.plan(release_id, NOW - timedelta(hours=1), now=early)
    said = publish_due(services)
    assert said == f"refused {release_id}", said
    raise ReleaseError("refused by the worker")


def refused(services, release_id=None):
    """Try every way to publish; give what each said."""
    before = public(services)
    made = release_id or draft(services, services.today(), "eva").id
    words = []
    for way in (by_two_persons, by_the_program, by_the_store_alone, by_the_worker):
        with pytest.raises(ReleaseError) as caught:
            way(services, made)
        error = caught.value
        errors = error.held.errors if isinstance(error, ChecklistError) else ()
        words.append(" ".join([str(error), *(f"{i.rule} {i.message}" for i in errors)]))
    assert public(services) == before
    return words


def test_a_sound_return_goes_out_with_its_certificates(city):
    assert hand_in(city, rows()) is Result.LOADED
    head = draft(city, city.today(), "eva")
    by_two_persons(city, head.id)
    assert any(o.value is not None for o in told(city))
    proofs = ReleaseStore(city.engine).protections.of(head.id).proofs
    assert proofs
    assert [check(p.claim, p.certificate) for p in proofs] == [()] * len(proofs)


def test_the_package_holds_certificates_that_anybody_can_check(city, tmp_path):
    hand_in(city, rows())
    head = draft(city, city.today(), "eva")
    by_two_persons(city, head.id)
    queries = Queries(city.engine)
    release = queries.release(head.id)
    given = site_of(city.settings.site), queries.certificates(release)
    packed = package_zip(release, *given)
    assert packed == package_zip(release, *given)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / head.id
    script = Path(__file__).resolve().parents[2] / "docs" / "check_certificates.py"
    command = [sys.executable, "-I", str(script), str(folder / "certificates.json")]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "1 certificates" in answer.stdout
    assert "0 faults" in answer.stdout
    told = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = [one for one in told["resources"] if one["name"] == "certificates"]
    data = (folder / "certificates.json").read_bytes()
    assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert "certificates.json" in (folder / "SHA256SUMS").read_text(encoding="utf-8")
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert all(w in readme for w in ("Bevis för det som döljs", "Proofs for what is hidden"))
    # Where nothing rests on returns of persons there is nothing to prove.
    assert queries.certificates(queries.as_of(date(2026, 2, 4))) is None


@pytest.mark.parametrize("doubtful", [False, True])
def test_a_solver_that_fails_or_always_meets_its_limit_stops_the_release(
    city, monkeypatch, doubtful
):
    hand_in(city, rows())

    def fail(_solver, _program):
        if doubtful:
            return Reply(Verdict.DOUBT)
        raise RuntimeError("out of memory")

    monkeypatch.setattr(highs.Highs, "__call__", fail)
    assert all("the solver failed or gave no proof" in said for said in refused(city)[:3])


def test_a_limit_met_on_the_way_hides_more_and_proves_the_rest(city, monkeypatch):
    hand_in(city, rows())
    full = draft(city, city.today(), "eva")
    store = ReleaseStore(city.engine)
    (whole,) = store.protections.of(full.id).proofs
    with city.engine.begin() as connection:
        connection.execute(delete(disclosure_proof))
    asked = itertools.count()

    def limited(solver, program):
        return SOLVE(solver, program) if next(asked) < 8 else Reply(Verdict.DOUBT)

    monkeypatch.setattr(highs.Highs, "__call__", limited)
    head = draft(city, city.today(), "eva")
    (proof,) = store.protections.of(head.id).proofs
    assert next(asked) > 8
    assert set(proof.shown) < set(whole.shown)
    monkeypatch.setattr(highs.Highs, "__call__", SOLVE)
    by_two_persons(city, head.id)
    assert check(proof.claim, proof.certificate) == ()
    assert proof.certified == proof.sensitive > 0
    assert store.latest().id == head.id


def test_a_key_given_twice_in_one_file_stops_the_release(city):
    twice = [*rows(), *rows(adult=(31, 21))]
    assert hand_in(city, twice) is not Result.LOADED
    before = public(city)
    head = draft(city, city.today(), "eva")
    with pytest.raises(ChecklistError) as caught:
        by_two_persons(city, head.id)
    assert [(i.rule, i.about) for i in caught.value.held.errors] == [
        ("held_source", "rights_persons")
    ]
    assert public(city) == before
    # Of a return that is held there is nothing that another way could publish.
    by_the_program(city, head.id)
    assert all(o.mark is Mark.NOT_REPORTED for o in told(city))


def test_two_returns_of_one_day_that_differ_stop_the_release(city):
    assert hand_in(city, rows()) is Result.LOADED
    assert hand_in(city, rows(adult=(31, 21))) is Result.LOADED
    assert all("two returns of one day differ" in said for said in refused(city)[:3])


def test_a_margin_that_does_not_add_up_stops_the_release(city):
    # The total arrives by itself on the same day, so that no file is wrong in itself.
    assert hand_in(city, rows()) is Result.LOADED
    assert hand_in(city, rows(all=(48, 30))) is Result.LOADED
    assert all("totals do not add up" in said for said in refused(city)[:3])


@pytest.mark.parametrize(
    "harm",
    [
        delete(disclosure_entry),
        delete(disclosure_head),
        delete(disclosure_entry).where(disclosure_entry.c.number == 0),
        update(disclosure_entry).where(disclosure_entry.c.number == 0).values(low=7, high=7),
    ],
    ids=["gone", "no head", "cut", "changed"],
)
def test_a_ledger_that_is_missing_or_changed_stops_the_release(city, harm):
    hand_in(city, rows())
    by_two_persons(city, draft(city, city.today(), "eva").id)
    hand_in(city, rows("2025-Q4", adult=(22, 11), relative=(9, 7)))
    waiting = draft(city, city.today(), "eva")
    with city.engine.begin() as connection:
        connection.execute(harm)
    assert all("ledger" in said or "draft" in said for said in refused(city, waiting.id)[:3])
    with pytest.raises(ReleaseError, match="ledger"):
        draft(city, city.today(), "eva")


def test_one_cell_more_is_refused_at_the_gate_wherever_the_promise_breaks(city):
    """Open every hidden cell in turn in what is stored of the proof, and try to publish."""
    hand_in(city, rows())
    head = draft(city, city.today(), "eva")
    store = ReleaseStore(city.engine)
    seen = store.mark_checked(head.id).content_hash
    store.approve(head.id, by="lena", content_hash=seen)
    (proof,) = store.protections.of(head.id).proofs
    hidden = [n for n, cell in enumerate(proof.claim["cells"]) if not cell["shown"]]
    broken = 0
    for place in hidden:
        opened = rewrite(city, proof.asked, place, shown=True)
        if not still_promised(opened["claim"]):
            broken += 1
            with pytest.raises(ReleaseError, match=f"{head.id} is held"):
                store.publish(head.id, NOW)
            assert store.head(head.id).state == "approved"
        rewrite(city, proof.asked, place, shown=False)
    assert broken > 2
    store.publish(head.id, NOW)
    assert store.head(head.id).state == "published"


def test_a_lost_or_changed_proof_is_found_and_a_backup_carries_them_all(
    city, tmp_path, new_postgres_database
):
    hand_in(city, rows())
    head = draft(city, city.today(), "eva")
    by_two_persons(city, head.id)
    back_up(city, tmp_path / "kept.zip")
    for number, url in enumerate(("", new_postgres_database())):
        settings = Settings(database_url=url, data_dir=tmp_path / f"new{number}")
        other = Services(settings, clock=lambda: NOW)
        restore(other, tmp_path / "kept.zip")
        here, there = (ReleaseStore(one.engine).protections for one in (city, other))
        assert there.of(head.id) == here.of(head.id)
        assert there.ledger() == here.ledger()
        found = look_through(other.engine, other.archive)
        assert found.faults == ()
        assert found.published == len(here.ledger().entries) > 0
        other.close()
    (proof,) = ReleaseStore(city.engine).protections.of(head.id).proofs
    hidden = next(n for n, c in enumerate(proof.claim["cells"]) if not c["shown"])
    rewrite(city, proof.asked, hidden, shown=True)
    (said,) = look_through(city.engine, city.archive).faults
    assert "rights_persons 0180 2026" in said
    with city.engine.begin() as connection:
        connection.execute(delete(disclosure_proof))
    (said,) = look_through(city.engine, city.archive).faults
    assert said == f"proofs of the release {head.id} are gone; restore them"


def rewrite(services, asked, place, *, shown):
    """Change in the stored proof whether a cell is shown; give the proof as it stands then."""
    table = disclosure_proof
    with services.engine.begin() as connection:
        body = connection.execute(select(table.c.body).where(table.c.asked == asked)).scalar_one()
        kept = json.loads(zlib.decompress(body))
        kept["claim"]["cells"][place]["shown"] = shown
        packed = zlib.compress(json.dumps(kept).encode())
        connection.execute(update(table).where(table.c.asked == asked).values(body=packed))
    return kept
