"""The command line as somebody at a terminal meets it, in this process for speed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard import cli
from dashboard.cli import COMMANDS

HEADER = (
    "period,geography,applicant,purpose,sex,age_group,"
    "submitted,granted,rejected,withdrawn,pending,status,note"
)
RIGHT = f"{HEADER}\n2026-Q1,0180,social_services,sexual,women,adult,7,4,0,0,3,preliminary,\n"
WRONG = f"{HEADER}\n2026-Q1,0180,social_services,sexual,women,adult,7,4,0,0,1,preliminary,\n"


@pytest.fixture
def at(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch):
    """Stand in an empty folder, with settings for a store that is not there yet."""
    monkeypatch.setenv("PROGRAMKOLLEN_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("PROGRAMKOLLEN_DATABASE_URL", database_url)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(params=["sqlite", "postgresql"])
def installed(request, tmp_path: Path, new_installation, monkeypatch: pytest.MonkeyPatch):
    """Stand in a folder with an installation of its own, public documents loaded."""
    url = new_installation(request.param, tmp_path / "var")
    monkeypatch.setenv("PROGRAMKOLLEN_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("PROGRAMKOLLEN_DATABASE_URL", url)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]):
    """Run one command line; give its exit code, what it printed and what it complained of."""

    def call(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        code = cli.run([str(one) for one in arguments])
        out, err = capfd.readouterr()
        return code, out, err

    return call


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_explains_itself_with_an_example(name):
    answer = CliRunner().invoke(cli.cli, [name, "--help"])
    assert answer.exit_code == 0
    assert "Example: " in answer.output


def test_check_prints_the_agreed_object_and_touches_no_store(at, run):
    (at / "wrong.csv").write_text(WRONG, encoding="utf-8")
    code, out, _ = run("check", "wrong.csv", "--format", "json")
    assert code == 1
    answer = json.loads(out)
    assert set(answer) == {"file", "source", "rows", "errors", "warnings", "findings"}
    assert (answer["source"], answer["rows"], answer["errors"]) == ("applications", 1, 1)
    finding = answer["findings"][0]
    assert set(finding) == {
        "severity",
        "rule",
        "sheet",
        "row",
        "column",
        "value",
        "message",
        "hint",
    }
    assert finding["rule"] == "sum_mismatch"
    assert finding["row"] == 2
    assert "," in finding["column"]
    assert not (at / "var").exists()


def test_a_right_file_exits_0_and_an_unknown_source_2(at, run):
    (at / "right.csv").write_text(RIGHT, encoding="utf-8")
    assert run("check", "right.csv")[0] == 0
    code, _, err = run("check", "right.csv", "--source", "nonsense")
    assert code == 2
    assert "applications" in err


def test_init_publishes_once(at, run):
    code, out, _ = run("init")
    assert (code, out.count("published ")) == (0, 3)
    code, out, _ = run("init")
    assert code == 0
    assert "nothing to do" in out


def test_from_template_to_record_to_draft(installed, run):
    at = installed
    assert run("template", "applications", "--output", "a.xlsx")[0] == 0
    assert run("check", "a.xlsx")[0] == 0
    (at / "right.csv").write_text(RIGHT, encoding="utf-8")
    code, out, _ = run("load", "right.csv", "--reported-on", "2026-04-20", "--format", "json")
    assert code == 0
    assert json.loads(out)["files"][0]["result"] == "loaded"
    code, out, _ = run("indicators", "compute", "reflection_applications", "--format", "json")
    seen = [
        o
        for o in json.loads(out)["indicators"][0]["observations"]
        if o["period"]["label"] == "2026-Q1" and o["value"] == 7
    ]
    assert code == 0
    assert seen
    code, out, _ = run("release", "draft", "--by", "steward", "--format", "json")
    assert code == 0
    draft = json.loads(out)
    assert draft["state"] == "draft"
    code, out, err = run("release", "check", draft["id"])
    assert code == 0, out + err
    assert code == 0
    assert run("release", "approve", draft["id"], "--by", "steward")[0] == 1
    assert run("release", "approve", draft["id"], "--by", "lead")[0] == 0
    assert run("release", "publish", draft["id"])[0] == 0
    code, out, _ = run("release", "export", draft["id"], "--output", "files")
    assert code == 0
    text = (at / "files" / "reflection_applications.json").read_text(encoding="utf-8")
    hidden = [
        o
        for o in json.loads(text)["observations"]
        if o["period"]["label"] == "2026-Q1" and o["mark"] == "hidden"
    ]
    assert hidden
    assert {o["reason"] for o in hidden} == {"protected"}
    assert {(o["value"], o["low"], o["high"], o["text"]) for o in hidden} == {(None,) * 4}
    assert all(o["inputs"] == [] for o in hidden)


def test_a_broken_file_is_held_and_exits_1(installed, run):
    (installed / "wrong.csv").write_text(WRONG, encoding="utf-8")
    code, out, _ = run("load", "wrong.csv")
    assert code == 1
    assert "wrong.csv" in out
    code, out, _ = run("sources", "--format", "json")
    held = {s["source"]: s["held"] for s in json.loads(out)["sources"]}
    assert held["applications"] == 1


def test_an_unknown_setting_stops_with_a_sentence(at, run, monkeypatch):
    monkeypatch.setenv("PROGRAMKOLLEN_DATABAS_URL", "x")
    code, _, err = run("settings")
    assert code == 2
    assert "DATABASE_URL" in err


def test_before_init_commands_say_what_to_do(at, run):
    (at / "var").mkdir()
    code, _, err = run("release", "list")
    assert code == 2
    assert "programkollen init" in err


def test_a_diff_tells_twelve_from_thirteen(installed, run):
    code, out, _ = run("release", "diff", "2025-05-15", "2025-08-04", "--format", "json")
    assert code == 0
    changes = json.loads(out)["changes"]
    granted = [
        c
        for c in changes
        if c["indicator"] == "reflection_outcomes"
        and c["breakdown"].get("outcome") == "granted"
        and c["kind"] == "value"
    ]
    assert [(c["old"]["value"], c["new"]["value"]) for c in granted] == [(12, 13)]


def test_a_store_moves_to_another_kind_of_database(installed, run, new_postgres_database):
    target = new_postgres_database()
    code, out, _ = run("db", "copy", target)
    assert code == 0
    assert "copied" in out
    assert run("db", "copy", target)[0] == 1


def test_everything_is_backed_up_verified_and_comes_back_elsewhere(installed, run, monkeypatch):
    code, out, _ = run("db", "backup", "b.zip", "--format", "json")
    assert code == 0
    told = json.loads(out)
    assert told["originals"] > 10
    assert run("db", "backup", "b.zip")[0] == 1
    assert run("db", "restore", "b.zip")[0] == 1
    assert run("db", "restore", "nowhere.zip")[0] == 2
    monkeypatch.setenv("PROGRAMKOLLEN_DATA_DIR", str(installed / "new"))
    monkeypatch.delenv("PROGRAMKOLLEN_DATABASE_URL")
    code, out, _ = run("db", "restore", "b.zip", "--format", "json")
    assert (code, json.loads(out)) == (0, told)
    code, out, _ = run("db", "verify", "--format", "json")
    assert (code, json.loads(out)["faults"]) == (0, [])
    assert json.loads(out)["originals"] == told["originals"]
    assert len(run("release", "list")[1].splitlines()) >= 3
    next((installed / "new" / "originals").glob("*/*")).write_bytes(b"other")
    code, out, _ = run("db", "verify")
    assert code == 1
    assert "is not the file that was handed in" in out
    assert run("db", "backup", "c.zip")[0] == 1
    assert not (installed / "c.zip").exists()


def test_corrections_are_listed_and_a_broken_file_is_said_in_a_sentence(installed, run):
    code, out, _ = run("corrections", "--format", "json")
    assert code == 0
    assert isinstance(json.loads(out)["corrections"], list)
    (installed / "var" / "corrections.csv").write_text("nonsense", encoding="utf-8")
    code, _, err = run("corrections")
    assert code == 1
    assert "the header must be" in err
    assert "corrections" in run("doctor")[1]
