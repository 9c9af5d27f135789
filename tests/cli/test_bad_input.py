"""Bad input through the commands: a finding that says what to do, never a traceback."""

import json

import pytest
from bad_files import BAD, GOOD, PERSON
from sqlalchemy import func, make_url, select

from dashboard.services import Services
from dashboard.settings import Settings
from etl import store
from etl.archive import checksum
from etl.tables import record


@pytest.fixture
def services(run, tmp_path):
    made = Services(Settings(data_dir=tmp_path / "var"))
    yield made
    made.close()


def records(services):
    with services.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(record)).scalar_one()


def written(folder, name, data):
    path = folder / name
    path.write_bytes(data)
    return path


def test_every_kind_is_a_finding_and_nothing_is_lost(run, services, tmp_path, subtests):
    before = records(services)
    for kind, (name, data, rule) in BAD.items():
        with subtests.test(kind):
            path = written(tmp_path, name, data)
            code, out, _ = run("check", path, "--format", "json")
            told = json.loads(out)
            assert (code, told["errors"] > 0) == (1, True)
            assert rule in {f["rule"] for f in told["findings"]}
            assert all(f["message"] and f["hint"] for f in told["findings"])
            code, out, _ = run("load", path, "--reported-on", "2026-04-20", "--format", "json")
            (answer,) = json.loads(out)["files"]
            assert code == 1
            kept = services.archive.folder.exists() and _is_kept(services, data)
            if rule == "personal_data":
                assert (answer["result"], kept) == ("refused", False)
                assert PERSON not in out
            else:
                assert (answer["result"], kept) == ("held", True)
                assert services.archive.read(checksum(data)) == data
            assert records(services) == before


def _is_kept(services, data):
    try:
        services.archive.read(checksum(data))
    except FileNotFoundError:
        return False
    return True


def test_what_can_be_read_is_read_as_it_was_sent(run, tmp_path, subtests):
    for kind, (name, data) in GOOD.items():
        with subtests.test(kind):
            code, out, _ = run("check", written(tmp_path, name, data), "--format", "json")
            told = json.loads(out)
            assert (code, told["errors"], told["source"]) == (0, 0, "applications"), out


def test_a_database_that_is_gone_is_said_in_a_sentence(run, tmp_path, monkeypatch):
    path = written(tmp_path, *GOOD["0180 as a number"])
    gone = "postgresql://127.0.0.1:1/none?connect_timeout=1"
    monkeypatch.setenv("PROGRAMKOLLEN_DATABASE_URL", gone)
    code, out, err = run("load", path, "--reported-on", "2026-04-20")
    assert code == 2
    assert "database" in out + err
    assert path.exists()


@pytest.mark.parametrize("why", ["no server", "no such name", "not a database"])
def test_a_worker_without_its_database_says_so_and_ends(
    run, tmp_path, monkeypatch, postgres_url, why
):
    noise = written(tmp_path, "noise.sqlite", b"nothing a database begins with " * 300)
    url = {
        "no server": "postgresql://127.0.0.1:1/none?connect_timeout=1",
        "no such name": make_url(postgres_url).set(database="none").render_as_string(False),
        "not a database": f"sqlite:///{noise}",
    }[why]
    monkeypatch.setenv("PROGRAMKOLLEN_DATABASE_URL", url)
    code, out, err = run("worker", "--once")
    assert (code, out) == (2, "")
    assert err.startswith("Error: the database")


def test_a_count_that_may_be_one_or_a_thousand_is_pointed_at(run, tmp_path):
    head = b"period,geography,group_id,unit,headcount,trained,sessions,status,note\n"
    row = b"2025-H1,0180,social_workers,Norr,1.000,1.000,2,final,\n"
    path = written(tmp_path, "training.csv", head + row)
    code, out, _ = run("check", path, "--source", "training", "--format", "json")
    found = {(one["rule"], one["row"], one["column"]) for one in json.loads(out)["findings"]}
    assert code == 1
    assert {("ambiguous_number", 2, "headcount"), ("ambiguous_number", 2, "trained")} <= found


def test_a_place_that_cannot_be_written_to_is_said_in_a_sentence(run, tmp_path):
    written(tmp_path, "file.txt", b"x")
    code, _, err = run("template", "training", "--output", "file.txt/training.csv")
    assert code == 2
    assert "file.txt" in err


def test_an_impossible_address_to_copy_to_is_said_without_its_password(run):
    for address in ("nonsense://eva:hemligt@x", "hemligt"):
        code, out, err = run("db", "copy", address)
        assert code == 2
        assert "sqlite:///" in err
        assert "hemligt" not in out + err


def test_two_in_a_row_of_which_one_is_bad_are_answered_one_by_one(run, services, tmp_path):
    good = written(tmp_path, "a.xlsx", GOOD["0180 as a number"][1])
    bad = written(tmp_path, "b.csv", BAD["half of a text"][1])
    code, out, _ = run("load", good, bad, good, "--reported-on", "2026-04-20", "--format", "json")
    results = [one["result"] for one in json.loads(out)["files"]]
    assert (code, results) == (1, ["loaded", "held", "unchanged"])
    with services.engine.connect() as connection:
        assert len(store.batches(connection, state="held")) == 1
