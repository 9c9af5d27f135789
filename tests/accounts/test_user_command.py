"""Accounts from the command line, the first administrator among them."""

import io
import json

import pytest
from sqlalchemy import update

from dashboard import audit, cli
from dashboard.accounts import Accounts
from dashboard.services import system_clock
from dashboard.tables import audit_log
from etl.database import connect, transaction
from migrations import upgrade


@pytest.fixture
def store(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    monkeypatch.setenv("PROGRAMKOLLEN_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PROGRAMKOLLEN_DATABASE_URL", url)
    engine = connect(url)
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def run(store, capfd, monkeypatch):
    def call(*arguments, typed=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        capfd.readouterr()
        code = cli.run(list(arguments))
        out, err = capfd.readouterr()
        return code, out, err

    return call


def test_the_first_administrator_is_made_by_command_with_a_password_from_stdin(run, store):
    typed = "fyra ord utan samband\n"
    code, out, err = run("user", "add", "anna", "--role", "administrator", typed=typed)
    assert (code, out, err) == (0, "anna: administrator (active)\n", "")
    assert Accounts(store, system_clock).password_is("anna", "fyra ord utan samband")


def test_no_account_has_a_password_that_was_not_given(run, store):
    code, _, err = run("user", "add", "bo", "--role", "steward", "--role", "lead")
    assert code == 0
    assert "user password bo" in err
    assert run("user", "password", "bo")[0] == 2
    assert run("user", "password", "bo", typed="fyra ord utan samband\n")[0] == 0
    listed = json.loads(run("user", "list", "--format", "json")[1])["users"]
    assert listed == [
        {"name": "bo", "full_name": "", "roles": ["lead", "steward"], "state": "active",
         "password": True, "second_factor": False}
    ]  # fmt: skip


def test_refusals_are_sentences_with_their_codes(run):
    run("user", "add", "anna", "--role", "administrator")
    assert run("user", "add", "anna", "--role", "member")[0] == 1
    assert run("user", "add", "eva", "--role", "king")[0] == 2
    assert run("user", "grant", "nobody", "--role", "member")[0] == 1
    code, _, err = run("user", "disable", "anna")
    assert code == 1
    assert "only administrator" in err
    assert run("user", "grant", "anna", "--role", "lead")[1].startswith("anna: administrator, lead")
    assert "disabled" not in run("user", "list")[1]


def test_db_verify_finds_a_changed_row_and_exits_1(run, store):
    run("user", "add", "anna", "--role", "administrator")
    run("user", "grant", "anna", "--role", "lead")
    code, out, _ = run("db", "verify", "--format", "json")
    found = json.loads(out)
    assert (code, found["rows"], found["faults"]) == (0, 2, [])
    assert run("db", "verify", "--expect", found["last"])[0] == 0
    assert run("db", "verify", "--expect", "f" * 64)[0] == 1
    with transaction(store) as connection:
        connection.execute(update(audit_log).where(audit_log.c.position == 1).values(who="x"))
    code, out, _ = run("db", "verify")
    assert code == 1
    assert "row 1 is not what was written" in out


def test_by_names_an_account_that_may_as_on_the_pages(run, store):
    run("init")
    assert run("release", "draft", "--by", "anybody")[0] == 0
    run("user", "add", "anna", "--role", "member")
    run("user", "add", "bo", "--role", "steward")
    assert run("release", "draft", "--by", "nobody")[0] == 2
    code, _, err = run("release", "draft", "--by", "anna")
    assert code == 1
    assert "anna may not: Your account has no permission for this." in err
    code, out, _ = run("release", "draft", "--by", "bo", "--format", "json")
    assert code == 0
    release = json.loads(out)["id"]
    assert run("release", "check", release)[0] == 0
    assert run("release", "approve", release, "--by", "bo")[0] == 1
    run("user", "grant", "bo", "--role", "lead")
    code, _, err = run("release", "approve", release, "--by", "bo")
    assert code == 1
    assert "prepared" in err
    said = [(entry.who, entry.what) for entry in audit.entries(store)]
    assert ("anna", "refused") in said
    assert ("bo", "release.drafted") in said
