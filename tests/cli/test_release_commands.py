"""A release by the command line, from draft to tombstone, each act in the log as whoever did it."""

import json

import pytest
from release_builders import AUGUST, MAY, published, write

from dashboard import audit, cli
from dashboard.accounts import Accounts, Actor
from dashboard.services import system_clock
from etl.database import connect
from indicators.definition import Text
from indicators.store import ReleaseStore
from migrations import upgrade

NOTE = Text("Rättat.", "Put right.")
FAR = "2099-03-03T08:00"


@pytest.fixture
def store(database_url, tmp_path, monkeypatch):
    monkeypatch.setenv("PROGRAMKOLLEN_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("PROGRAMKOLLEN_DATABASE_URL", database_url)
    engine = connect(database_url)
    upgrade(engine)
    made = ReleaseStore(engine)
    published(made, "r1", MAY)
    yield engine
    engine.dispose()


@pytest.fixture
def run(capfd):
    def call(*arguments):
        capfd.readouterr()
        code = cli.run(list(arguments))
        out, err = capfd.readouterr()
        return code, out, err

    return call


def told(run, *arguments):
    code, out, err = run(*arguments, "--format", "json")
    assert code == 0, err
    return json.loads(out)


def test_a_draft_cannot_know_what_has_not_been_reported_yet(store, run):
    code, out, err = run("release", "draft", "--data-cut", "2099-03-03", "--by", "eva")
    assert (code, out, err) == (1, "", "Error: 2099-03-03 has not come yet\n")


def test_a_moment_is_refused_in_words_that_fit(store, run):
    write(ReleaseStore(store), "r2", AUGUST, kind="regular", prepared_by="eva", note=NOTE)
    for asked in (("--at", FAR), ("--never",)):
        said = "Error: r2 is draft and cannot become planned; only what is approved can\n"
        assert run("release", "publish", "r2", *asked)[::2] == (1, said)
    said = "Error: 2020-01-01 08:00 has passed; name a moment to come\n"
    assert run("release", "publish", "r2", "--at", "2020-01-01T08:00")[::2] == (1, said)


def test_from_draft_to_tombstone(store, run):
    write(ReleaseStore(store), "r2", AUGUST, kind="regular", prepared_by="eva", note=NOTE)
    checked = told(run, "release", "check", "r2")
    assert checked["state"] == "checked"
    rules = {one["rule"] for one in checked["not_accepted"]}
    assert {"overdue_source", "conflict_by_rule", "no_next_date"} <= rules
    assert run("release", "check", "r2", "--tick", "no_next_date")[0] == 2
    after = told(run, "release", "check", "r2", "--tick", "no_next_date", "--reason", "Bestäms.")
    assert "no_next_date" not in {one["rule"] for one in after["not_accepted"]}
    code, _, err = run("release", "approve", "r2", "--by", "eva")
    assert (code, "another person" in err) == (1, True)
    code, _, err = run("release", "approve", "r2", "--by", "lena", "--reason", "Prövade.")
    assert code == 0
    assert "overdue_source" in err
    assert run("release", "publish", "r2", "--at", FAR, "--never")[0] == 2
    assert told(run, "release", "publish", "r2", "--at", FAR)["publish_at"].startswith(
        "2099-03-03T07"
    )
    assert told(run, "release", "calendar")["coming"][0]["day"] == "2099-03-03"
    Accounts(store, system_clock).add("mia", ["member"], Actor("cli:test"))
    assert run("release", "early", "r2", "mia", "--as", "Ordföranden")[0] == 0
    assert run("release", "early", "r2", "nobody", "--as", "x")[0] == 1
    assert run("release", "early", "r2", "mia", "--take-off")[0] == 0
    assert told(run, "release", "publish", "r2", "--never")["publish_at"] is None
    assert told(run, "release", "publish", "r2")["state"] == "published"
    assert run("release", "publish", "r2")[0] == 1
    assert run("release", "withdraw", "r2", "--reason", " ")[0] == 1
    assert told(run, "release", "withdraw", "r2", "--reason", "Fel.")["withdrawn_reason"] == "Fel."
    said = [entry.what for entry in reversed(audit.entries(store))]
    assert said == [
        "release.checked",
        "release.ticked",
        "release.ticked",
        "release.approved",
        "release.planned",
        "account.add",
        "release.early_named",
        "release.early_taken",
        "release.unplanned",
        "release.published",
        "release.withdrawn",
    ]
    approved = next(one for one in audit.entries(store) if one.what == "release.approved")
    assert approved.who == "lena"
    assert approved.address.startswith("cli:")


def test_a_correction_names_what_it_corrects_and_writes_to_the_reader(store, run):
    assert run("release", "draft", "--corrects", "r1", "--note", "Rättat.")[0] == 2
    code, _, err = run("release", "draft", "--corrects", "r1")
    assert (code, "write to the reader" in err) == (1, True)
    notes = ("--note", "Rättat.", "--note-en", "Put right.")
    assert run("release", "draft", "--corrects", "r9", *notes)[0] == 2
    made = told(run, "release", "draft", "--corrects", "r1", *notes, "--by", "eva")
    assert (made["kind"], made["replaces"], made["state"]) == ("correction", "r1", "draft")
    assert "rättelse av r1" in made["title"]["sv"]
    assert [one.what for one in audit.entries(store)] == ["release.drafted"]


def test_a_correction_of_made_up_figures_stays_made_up(store, run, monkeypatch):
    monkeypatch.setenv("PROGRAMKOLLEN_DEMO", "true")
    notes = ("--note", "Rättat.", "--note-en", "Put right.")
    made = told(run, "release", "draft", "--corrects", "r1", *notes)
    assert (made["kind"], made["replaces"]) == ("demo", "r1")
    assert run("release", "draft", "--corrects", "r1")[0] == 1


def test_the_calendar_takes_days_to_come(store, run):
    assert run("release", "calendar", "--add", "2001-01-01")[0] == 1
    for day in ("2098-05-01", "2098-03-01"):
        assert run("release", "calendar", "--add", day)[0] == 0
    assert run("release", "calendar", "--remove", "2098-05-01")[0] == 0
    assert told(run, "release", "calendar") == {"coming": [{"day": "2098-03-01", "at": None}]}


def test_the_working_draft_cannot_be_approved(store, run):
    write(ReleaseStore(store), "working-draft", AUGUST, kind="regular", note=NOTE)
    for act in (("check",), ("approve", "--by", "lena")):
        code, _, err = run("release", act[0], "working-draft", *act[1:])
        assert (code, "belongs to nobody" in err) == (1, True)
