"""`programkollen report` writes a public release's PDF for anybody, and any other's by name."""

import io
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from dashboard import cli, printing
from dashboard.accounts import Accounts, Actor
from dashboard.services import Services
from dashboard.settings import read_settings

CLI = Actor("cli", "cli:test")


@pytest.fixture(params=["sqlite", "postgresql"])
def installed(request, tmp_path, new_installation, monkeypatch):
    url = new_installation(request.param, tmp_path / "var")
    monkeypatch.setenv("PROGRAMKOLLEN_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("PROGRAMKOLLEN_DATABASE_URL", url)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capfd):
    def call(*arguments):
        code = cli.run([str(one) for one in arguments])
        out, err = capfd.readouterr()
        return code, out + err

    return call


def test_a_public_release_asks_for_no_account(installed, run):
    code, said = run("report", "2026-02-04", "--since", "2025-06-01", "--output", "r.pdf")
    assert code == 0, said
    assert "2026-02-04 since 2025-06-01" in said
    with pikepdf.open(io.BytesIO((installed / "r.pdf").read_bytes())) as document:
        assert str(document.docinfo.Title).replace("\u00a0", " ").startswith("Sedan 15 maj 2025")


def test_it_says_where_the_report_lies_and_nothing_else(installed):
    """The libraries that set a PDF tell of each of their steps."""
    command = Path(sys.executable).with_name("programkollen")
    asked = ("report", "2026-02-04", "--since", "2025-06-01", "--output", "r.pdf")
    ran = subprocess.run([command, *asked], capture_output=True, text=True, check=True)
    assert (ran.stderr, ran.stdout.count("\n")) == ("", 1)


def test_a_folder_that_is_not_there_is_made(installed, run):
    asked = ("report", "2026-02-04", "--since", "2025-06-01", "--output", "new/folder/r.pdf")
    code, said = run(*asked)
    assert code == 0, said
    assert (installed / "new/folder/r.pdf").read_bytes().startswith(b"%PDF")


def test_what_is_not_there_is_said(installed, run):
    for release, since, words in (
        ("1999-01-01", "2025-05-15", "There is no release 1999-01-01."),
        (
            "2026-02-04",
            "1999-01-01",
            "No release was in force on 1999-01-01. The first is from 15\u00a0May\u00a02025.",
        ),
        (
            "2026-02-04",
            "nonsense",
            (
                "nonsense is neither a release nor a day. "
                "Write the day as YYYY-MM-DD, for instance 2025-06-01."
            ),
        ),
        ("2025-05-15", "2026-02-04", "2026-02-04 is not earlier than the release shown."),
        ("no such", "2026-02-04", "The address gives release a value that it cannot have."),
    ):
        for language in ("sv", "en"):
            asked = ("--since", since, "--language", language, "--output", "r.pdf")
            assert run("report", release, *asked) == (2, f"Error: {words}\n")
    assert not (installed / "r.pdf").exists()


def test_a_draft_asks_for_an_account_that_reads_drafts(installed, run):
    assert run("release", "draft", "--data-cut", "2026-05-31")[0] == 0
    asked = ("report", "2026-05-31", "--since", "2026-02-04", "--output", "r.pdf")
    code, said = run(*asked)
    assert (code, "There is no release 2026-05-31" in said) == (2, True)
    given = Services(read_settings())
    accounts = Accounts(given.engine, given.clock)
    for name, role in (("sven", "member"), ("lena", "lead")):
        accounts.add(name, (role,), CLI, password="korrekt häst batteri")
    given.close()
    assert run(*asked, "--by", "nobody")[0] == 2
    assert run(*asked, "--by", "sven")[0] == 2
    assert run(*asked, "--by", "lena")[0] == 0
    assert (installed / "r.pdf").exists()


def test_a_machine_without_the_libraries_says_what_to_install(installed, run, monkeypatch):
    monkeypatch.setattr(printing, "possible", lambda: False)
    code, said = run("report", "2026-02-04", "--since", "2025-05-15", "--output", "r.pdf")
    assert code == 2
    assert "apt-get install libpango-1.0-0" in said
    assert run("doctor")[0] == 0
