"""Targets and explanations from the command line."""

import json

import pytest

from dashboard import cli

AIM = ["--value", "0.9", "--day", "2028-12-31", "--milestone", "2026-12-31=0.6"]
START = ["--baseline", "0", "--baseline-day", "2024-12-31"]
WHEN = ["--decided-on", "2026-02-19", "--by", "lead"]
SET = ["target", "set", "commitments_done", *AIM, *START, *WHEN]
SAID = ("--decided-by", "Socialnämnden", "--reference", "protokoll 2, § 7")
WHY = ("--reason", "Därför.", "--reason-en", "Because.")


@pytest.fixture
def run(tmp_path, new_installation, monkeypatch, capfd):
    monkeypatch.setenv("PROGRAMKOLLEN_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PROGRAMKOLLEN_DATABASE_URL", new_installation("sqlite", tmp_path))

    def call(*arguments):
        capfd.readouterr()
        code = cli.run([*arguments])
        out, err = capfd.readouterr()
        return code, out, err

    return call


def test_a_target_is_set_listed_explained_and_its_action_closed(run):
    code, out, _ = run(*SET, *SAID, *WHY, "--format", "json")
    assert code == 0
    made = json.loads(out)
    assert (made["number"], made["target"]["milestones"]) == (1, [["2026-12-31", 0.6]])
    code, out, _ = run("target", "list", "--format", "json")
    assert [one["reference"] for one in json.loads(out)["targets"]] == ["protokoll 2, § 7"]
    code, out, err = run(*SET, *SAID, *WHY)
    assert code == 1
    assert "replaces it" in err
    text = ("--text", "Sent.", "--text-en", "Late.", "--by", "lead")
    assert run("explain", "write", "commitments_done", *text)[0] == 0
    owner = ("--owner", "chefen", "--owner-en", "the head", "--by", "lead")
    what = ("--what", "Gör det.", "--what-en", "Do it.", "--due", "2099-01-01")
    assert run("explain", "action", "1", *what, *owner)[0] == 0
    note = ("--note", "Gjort.", "--note-en", "Done.", "--by", "lead")
    assert run("explain", "step", "1", "done", *note)[0] == 0
    code, out, _ = run("explain", "list", "--format", "json")
    assert json.loads(out)["actions"][0]["steps"][0]["kind"] == "done"
    assert "done" in run("explain", "list")[1]


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (("--milestone", "soon"), 2, "no milestone"),
        (("--breakdown", "purpose"), 2, "no group"),
        (("--breakdown", "purpose=nonsense"), 1, "no figures for purpose=nonsense"),
        (("--geography", "9999"), 2, "there is no place '9999'"),
        (("--value", "nan"), 1, "nan cannot be reached"),
        (("--milestone", "2027-06-30=nan"), 1, "nan cannot be reached"),
        (("--baseline", "inf"), 1, "inf cannot be reached"),
        (("--decided-on", "2099-01-01"), 1, "after today"),
        (("--value", "90"), 1, "from 0 to 1"),
        (("--day", "2020-01-01"), 1, "follow each other"),
        (("--reason-en", " "), 1, "language"),
    ],
)
def test_what_cannot_be_a_target_is_said(run, change, code, words):
    got, _, err = run(*SET, *SAID, *WHY, *change)
    assert got == code
    assert words in err


def test_a_count_without_end_is_no_target(run):
    counted = ["reflection_applications" if one == "commitments_done" else one for one in SET]
    aim = ("--value", "inf")
    code, _, err = run(*counted, *SAID, *WHY, *aim)
    assert (code, err) == (1, "Error: inf cannot be reached: it is a number, at least 0\n")


def test_an_indicator_that_is_context_takes_no_target(run):
    wrong = ["budget" if one == "commitments_done" else one for one in SET]
    code, _, err = run(*wrong, *SAID, *WHY)
    assert code == 1
    assert "no target can be set" in err
    code, _, err = run(
        "explain", "write", "commitments_done", "--text", "a", "--text-en", "b", "--by", "x"
    )
    assert code == 1
    assert "has no target" in err


def test_a_draft_off_track_is_not_checked_before_it_is_explained_with_an_action(run):
    assert run(*SET, *SAID, *WHY)[0] == 0
    draft = json.loads(run("release", "draft", "--format", "json")[1])["id"]
    code, _, err = run("release", "check", draft)
    assert code == 1
    assert "off track (behind); explain it" in err
    text = ("--text", "Sent.", "--text-en", "Late.", "--by", "lead")
    assert run("explain", "write", "commitments_done", *text)[0] == 0
    owner = ("--owner", "chefen", "--owner-en", "the head", "--by", "lead")
    what = ("--what", "Gör det.", "--what-en", "Do it.", "--due", "2099-01-01")
    assert run("explain", "action", "1", *what, *owner)[0] == 0
    anew = json.loads(run("release", "draft", "--format", "json")[1])["id"]
    assert run("release", "check", anew)[0] == 0
