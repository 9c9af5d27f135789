"""The attack finds exactly what can be proved."""

import csv

import pytest
from disclosure_help import DATA
from fraction_solver import exact_minimise

from indicators.disclosure.audit import exact_ranges
from indicators.disclosure.model import Fact, coefficients
from indicators.disclosure.own_table import audit_csv
from indicators.disclosure.program import Reply, Verdict

FILES = sorted(path.name for path in DATA.glob("*.csv"))


def audited(name):
    text = (DATA / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines())), audit_csv(text)


@pytest.mark.parametrize("name", FILES)
def test_every_exact_bound_is_reproduced(name):
    rows, audit = audited(name)
    dimensions = [n for n in rows[0] if n.startswith("d")]
    expected = {
        tuple(row[n] for n in dimensions): (int(row["exact_min"]), int(row["exact_max"]))
        for row in rows
        if row["published"] == "0"
    }
    found = {tuple(c[n] for n in dimensions): (c["min"], c["max"]) for c in audit["cells"]}
    assert found == expected


@pytest.mark.parametrize("name", [n for n in FILES if "smallonly" in n or "LEAKS" in n])
def test_every_leaking_pattern_is_refused(name):
    rows, audit = audited(name)
    leaks = sum(
        r["published"] == "0" and r["sensitive"] == "1" and r["exact_min"] == r["exact_max"]
        for r in rows
    )
    assert not audit["safe"]
    assert audit["exact_leaks"] == leaks > 0
    assert audit["failures"] >= leaks


def test_the_two_leaks_of_a_public_tool_are_found():
    _, audit = audited("C047_gauss_nz_LEAKS.csv")
    assert audit["exact_leaks"] == 2
    exact = [c for c in audit["cells"] if c["verdict"] == "exact"]
    assert [(c["d1"], c["d2"], c["min"]) for c in exact] == [("c0", "c2", 1), ("c2", "c2", 3)]


def test_the_answer_has_its_form():
    audit = audit_csv("d1,count,published\na,3,0\nb,9,0\nc,8,1\nTotal,20,1\n")
    assert audit == {
        "safe": True,
        "exact_leaks": 0,
        "failures": 0,
        "cells": [
            {"d1": "a", "min": 0, "max": 12, "verdict": "holds"},
            {"d1": "b", "min": 0, "max": 12, "verdict": "not_sensitive"},
        ],
    }


def test_no_bound_is_null_and_a_small_figure_that_is_shown_fails():
    audit = audit_csv("d1,count,published\na,3,1\nb,9,0\nTotal,12,0\n")
    assert [c["max"] for c in audit["cells"]] == [None, None]
    assert audit["failures"] == 1
    assert not audit["safe"]


@pytest.mark.parametrize(
    ("table", "verdict"),
    [
        ("d1,count,published\na,,0\nb,9,1\nTotal,12,1\n", "exact"),
        ("d1,count,published\na,,0\nb,,0\nc,8,1\nTotal,20,1\n", "holds"),
    ],
)
def test_a_hidden_count_need_not_be_told(table, verdict):
    audit = audit_csv(table)
    assert {c["verdict"] for c in audit["cells"]} == {verdict}
    assert audit["safe"] == (verdict == "holds")


def test_figures_that_contradict_each_other_are_refused():
    with pytest.raises(ValueError, match="contradict each other"):
        audit_csv("d1,count,published\na,,0\nb,9,1\nTotal,7,1\n")
    with pytest.raises(ValueError, match="the margin says 13 and its rows add up to 12"):
        audit_csv("d1,count,published\na,3,0\nb,9,1\nTotal,13,1\n")
    with pytest.raises(ValueError, match="cannot be called verdict"):
        audit_csv("verdict,count,published\na,3,0\nb,9,1\n")
    with pytest.raises(ValueError, match="says neither"):
        audit_csv("d1,count,published\na,3,maybe\nb,9,1\n")


def test_a_solver_in_doubt_makes_nothing_safe():
    audit = audit_csv(
        "d1,count,published\na,3,0\nb,9,0\nTotal,12,1\n",
        minimise=lambda _: Reply(Verdict.DOUBT),
    )
    assert not audit["safe"]
    assert audit["cells"][0]["verdict"] == "undecided"


def test_integers_are_told_from_fractions():
    # Twice a, and three times b, make 7: only a = 2, b = 1 in whole numbers.
    facts = [Fact(coefficients({"a": 2, "b": 3}), 7, 7)]
    for solver in (None, exact_minimise):
        extra = {} if solver is None else {"minimise": solver}
        (a,) = exact_ranges(["a", "b"], [coefficients(["a"])], facts, **extra)
        assert (a.low, a.high) == (2, 2)


def test_a_solver_of_another_kind_proves_the_same():
    text = (DATA / "handbook_geurts_bounds.csv").read_text(encoding="utf-8")
    assert audit_csv(text, minimise=exact_minimise) == audit_csv(text)
