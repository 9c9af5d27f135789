"""``protect`` and ``audit`` at a terminal: what they print, and how they end."""

import json
import os

import pytest

from dashboard import cli
from indicators.disclosure import own_table

TABLE = "a,b,count\nx,p,3\nx,q,12\ny,p,20\ny,q,1\nz,p,9\nz,q,14\n"
LEAKS = "a,count,published\nx,3,0\ny,12,1\nTotal,15,1\n"
HOLDS = "a,count,published\nx,3,0\ny,12,0\nTotal,15,1\n"


@pytest.fixture
def run(tmp_path, monkeypatch, capfd):
    """Run a command on a table; give its exit code, what it printed and what it complained of."""
    monkeypatch.chdir(tmp_path)

    def call(command, text, *more):
        (tmp_path / "table.csv").write_text(text, encoding="utf-8")
        capfd.readouterr()
        code = cli.run([command, "table.csv", *more])
        return (code, *capfd.readouterr())

    return call


def test_protect_prints_the_agreed_object(run):
    code, out, _ = run("protect", TABLE, "--format", "json")
    answer = json.loads(out)
    names = ["threshold", "hidden", "sensitive", "failures", "certificates_verified", "cells"]
    assert (code, list(answer)) == (0, names)
    assert answer["failures"] == 0
    assert answer["certificates_verified"] == answer["sensitive"] == 2
    assert all((cell["count"] is None) != cell["published"] for cell in answer["cells"])


@pytest.mark.parametrize(("table", "code"), [(HOLDS, 0), (LEAKS, 1)])
def test_audit_ends_with_1_where_a_table_is_not_safe(run, table, code):
    ended, out, _ = run("audit", table, "--format", "json")
    answer = json.loads(out)
    assert (ended, answer["safe"]) == (code, code == 0)
    assert set(answer) == {"safe", "exact_leaks", "failures", "cells"}


@pytest.mark.parametrize("command", ["protect", "audit"])
def test_a_table_that_cannot_be_read_is_the_data_s_fault_and_wrong_use_the_user_s(run, command):
    code, out, complaint = run(command, "a,count\nx,3\nx,4\n")
    assert (code, out) == (1, "")
    assert "table.csv" in complaint
    assert run(command, TABLE, "--threshold", "1")[0] == 2
    assert cli.run([command, "nowhere.csv"]) == 2


def test_the_solver_s_own_lines_stay_out_of_the_result(run, monkeypatch):
    real = own_table.protect_csv

    def talking(*given):
        os.write(1, b"WARNING: the solver says something\n")
        return real(*given)

    monkeypatch.setattr(own_table, "protect_csv", talking)
    code, out, complaint = run("protect", TABLE, "--format", "json")
    assert code == 0
    assert json.loads(out)["threshold"] == 5
    assert "the solver says something" in complaint
