"""What commands write to disk, what they say of one thing and of several, and while one waits."""

import errno
import json
import os
import pty
import socket
import time

import pytest
from sqlalchemy import event

from dashboard import services
from dashboard.cli import DataError
from dashboard.commands.waiting import waiting

HEADER = (
    "period,geography,applicant,purpose,sex,age_group,"
    "submitted,granted,rejected,withdrawn,pending,status"
)
ROW = "2026-Q{},0180,social_services,sexual,women,adult,7,4,0,0,3,preliminary"


def written(folder, quarter):
    path = folder / f"q{quarter}.csv"
    path.write_text(f"{HEADER}\n{ROW.format(quarter)}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "asked",
    [
        ("template", "cases"),
        ("report", "2026-02-04", "--since", "2025-05-15"),
    ],
)
def test_a_place_that_is_no_folder_is_said_in_a_sentence(run, asked):
    code, _, err = run(*asked, "--output", "/proc/none/file.csv")
    assert code == 2
    assert err.startswith("Error: ")


def test_a_folder_that_is_not_there_is_made_for_a_template(run, tmp_path):
    assert run("template", "cases", "--output", "new/folder/cases.csv")[0] == 0
    assert (tmp_path / "new/folder/cases.csv").stat().st_size > 100


def test_what_does_not_fit_on_the_disk_leaves_what_stood_there(run, tmp_path, monkeypatch):
    place = tmp_path / "cases.csv"
    place.write_text("mine", encoding="utf-8")

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    code, _, err = run("template", "cases", "--output", "cases.csv")
    assert code == 2
    assert "No space left on device" in err
    assert place.read_text(encoding="utf-8") == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {"var", "cases.csv"}


def test_a_database_whose_disk_is_full_is_not_said_to_be_away(run, monkeypatch):
    real = services.connect

    def bounded(url):
        engine = real(url)
        # SQLite takes the pages that there are for the least that it may hold.
        event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA max_page_count=1"))
        return engine

    monkeypatch.setattr(services, "connect", bounded)
    code, out, err = run("release", "draft", "--data-cut", "2026-05-31")
    assert (code, out) == (2, "")
    assert err.startswith("Error: the disk that the database lies on is full")


@pytest.mark.parametrize("command", ["init", "sources"])
def test_a_data_folder_that_cannot_be_made_is_said_in_a_sentence(run, monkeypatch, command):
    monkeypatch.delenv("PROGRAMKOLLEN_DATABASE_URL")
    monkeypatch.setenv("PROGRAMKOLLEN_DATA_DIR", "/proc/none")
    code, out, err = run(command)
    assert (code, out) == (2, "")
    assert err.startswith("Error: PROGRAMKOLLEN_DATA_DIR is /proc/none, where no folder can be")
    code, out, _ = run("doctor")
    assert code == 1
    assert "FAIL  database: PROGRAMKOLLEN_DATA_DIR is /proc/none" in out


def test_a_disk_that_may_only_be_read_is_no_bug(run, monkeypatch):
    def read_only(*_given, **_named):
        raise OSError(errno.EROFS, "Read-only file system", "var/originals")

    monkeypatch.setattr("dashboard.source_states.source_states", read_only)
    code, _, err = run("sources")
    assert (code, err.startswith("Error: var/originals: Read-only file system")) == (2, True)


@pytest.mark.parametrize("command", ["serve", "run"])
def test_a_port_that_is_taken_is_said_at_once(run, command):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, out, err = run(command, "--port", port)
    assert (code, out) == (2, "")
    assert err.startswith(f"Error: 127.0.0.1:{port} cannot be served (Address already in use)")


def test_an_address_with_colons_stands_in_brackets(run, monkeypatch):
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6) as free:
            port = free.getsockname()[1]
    except OSError:
        pytest.skip("this machine has no IPv6")
    served = []
    monkeypatch.setattr("os.execve", lambda _path, command, _env: served.extend(command))
    assert run("serve", "--host", "::1", "--port", port)[0] == 0
    assert served[served.index("--bind") + 1] == f"[::1]:{port}"


@pytest.mark.parametrize("command", ["serve", "run"])
def test_links_go_to_where_it_is_served_unless_a_setting_says_where(run, monkeypatch, command):
    name = "PROGRAMKOLLEN_BASE_URL"
    served = []

    def web(*given, env=None):
        served.append((env or given[-1]).get(name))
        raise DataError("it was served")

    monkeypatch.setattr("os.execve", web)
    monkeypatch.setattr("subprocess.Popen", web)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    monkeypatch.delenv(name, raising=False)
    run(command, "--port", port)
    monkeypatch.setenv(name, "https://uppfoljning.example")
    run(command, "--port", port)
    monkeypatch.delenv(name)
    run(command, "--host", "0.0.0.0", "--port", port)
    assert served == [f"http://127.0.0.1:{port}", "https://uppfoljning.example", None]


def test_an_empty_store_is_not_served(run, tmp_path, monkeypatch):
    monkeypatch.setenv("PROGRAMKOLLEN_DATABASE_URL", f"sqlite:///{tmp_path / 'none.sqlite'}")
    monkeypatch.setattr("os.execve", lambda *_: pytest.fail("it was served"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    said = "Error: the store is empty: run `programkollen init` first\n"
    assert run("serve", "--port", port) == (2, "", said)


@pytest.mark.parametrize("shape", ["text", "json"])
def test_what_was_loaded_before_the_disk_was_full_is_told(run, tmp_path, monkeypatch, shape):
    files = [written(tmp_path, quarter) for quarter in (1, 2)]
    real, calls = os.fsync, []

    def full_at_the_second(handle):
        calls.append(handle)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr("os.fsync", full_at_the_second)
    code, out, err = run("load", *files, "--reported-on", "2026-11-20", "--format", shape)
    assert code == 1
    if shape == "json":
        assert [one["result"] for one in json.loads(out)["files"]] == ["loaded"]
    else:
        assert "q1.csv: inläst, 1 rad (applications)." in out
    assert "q2.csv could not be stored (No space left on device)" in err


def test_one_is_one_and_two_are_two(run, tmp_path):
    one = written(tmp_path, 1)
    assert run("check", one)[1].startswith("q1.csv: applications, 1 rad, 0 fel, 0 varningar.")
    said = run("check", one, "--lang", "en")[1]
    assert said.startswith("q1.csv: applications, 1 row, 0 errors, 0 warnings.")


def test_a_file_that_is_loaded_already_says_that_alone(run, tmp_path):
    one = written(tmp_path, 1)
    assert run("load", one, "--reported-on", "2026-11-20")[0] == 0
    # Reported before its period, it would be held: but it is not taken in anew.
    code, out, _ = run("load", one, "--reported-on", "2020-01-01")
    assert (code, out) == (0, "q1.csv: samma fil är redan inläst. Inget är ändrat.\n")


def test_a_range_without_an_end_is_said_without_one(run):
    for asked in (("release", "diff", "2025-05-15", "2026-02-04"), ("indicators", "compute")):
        code, out, _ = run(*asked)
        assert code == 0
        assert "None" not in out
    assert "≥ 2000" in run("release", "diff", "2025-05-15", "2026-02-04")[1]


def test_whoever_waits_at_a_terminal_sees_that_something_happens(monkeypatch):
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as terminal:
        monkeypatch.setattr("sys.stderr", terminal)
        with waiting("checking q1.csv", after=0.05):
            time.sleep(0.5)
    with os.fdopen(ours, "rb") as seen:
        assert b"checking q1.csv" in seen.read1()


def test_nobody_who_waits_for_little_or_in_a_pipe_sees_anything(monkeypatch, capfd):
    with waiting("checking q1.csv", after=0):
        time.sleep(0.1)
    assert capfd.readouterr() == ("", "")
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as terminal:
        monkeypatch.setattr("sys.stderr", terminal)
        with waiting("checking q1.csv", after=30):
            pass
        os.set_blocking(ours, False)
        with os.fdopen(ours, "rb", buffering=0) as seen:
            assert not seen.read()
