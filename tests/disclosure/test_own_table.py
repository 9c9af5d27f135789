"""A table of one's own, from CSV to what may be shown of it."""

import csv
import io
import itertools
import json
import random

import pytest
from disclosure_help import DATA, audit_text, bench, csv_table
from fraction_solver import exact_minimise
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.disclosure import highs
from indicators.disclosure.own_table import audit_csv, protect_csv
from indicators.disclosure.program import Reply, Verdict

SMALL = csv_table([[12, 3, 0], [7, 9, 2], [5, 14, 8]])


def truth_of(text):
    rows = list(csv.DictReader(io.StringIO(text)))
    names = [n for n in rows[0] if n.startswith("d")]
    atoms = {tuple(r[n] for n in names): int(r["count"]) for r in rows}

    def count(key):
        return sum(
            n
            for atom, n in atoms.items()
            if all(k in ("Total", a) for k, a in zip(key, atom, strict=True))
        )

    return count


def check_promise(text, answer, threshold=5):
    truth = truth_of(text)
    for cell in answer["cells"]:
        key = tuple(v for k, v in cell.items() if k.startswith("d"))
        assert cell["sensitive"] == (1 <= truth(key) < threshold)
        assert not (cell["sensitive"] and cell["published"])
        assert cell["count"] == (truth(key) if cell["published"] else None)
    assert answer["hidden"] == sum(not c["published"] for c in answer["cells"])
    assert answer["sensitive"] == sum(c["sensitive"] for c in answer["cells"])
    assert answer["failures"] == 0
    assert answer["certificates_verified"] == answer["sensitive"]
    audit = audit_csv(audit_text(answer)(truth), threshold)
    assert audit["safe"]
    assert audit["failures"] == audit["exact_leaks"] == 0


def test_what_is_shown_keeps_the_promise_and_the_form():
    answer = protect_csv(SMALL)
    assert list(answer) == [
        "threshold",
        "hidden",
        "sensitive",
        "failures",
        "certificates_verified",
        "cells",
    ]
    assert list(answer["cells"][0]) == ["d1", "d2", "count", "published", "sensitive"]
    assert len(answer["cells"]) == 16
    assert answer["threshold"] == 5
    check_promise(SMALL, answer)
    json.dumps(answer)


def test_a_table_without_small_counts_is_shown_whole():
    answer = protect_csv(csv_table([[12, 0], [7, 9]]))
    assert answer["hidden"] == answer["sensitive"] == 0


@pytest.mark.parametrize("threshold", [3, 5, 10])
def test_the_threshold_is_the_callers(threshold):
    answer = protect_csv(SMALL, threshold)
    assert answer["threshold"] == threshold
    check_promise(SMALL, answer, threshold)


@pytest.mark.parametrize("counts", [[1], [0, 3, 9], [[4]], [[1, 0], [0, 0]], [0, 0], [1, 1, 1]])
def test_tiny_tables(counts):
    text = csv_table(counts)
    check_promise(text, protect_csv(text))


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.integers(0, 15), min_size=3, max_size=3), min_size=2, max_size=4))
def test_any_two_way_table_keeps_the_promise(counts):
    text = csv_table(counts)
    check_promise(text, protect_csv(text))


@pytest.mark.parametrize(("shape", "seed"), [((3, 4), 0), ((3, 4), 1), ((2, 2, 3), 2)])
def test_random_tables_keep_the_promise(shape, seed):
    text = bench().random_table(shape, 4.0, seed)
    check_promise(text, protect_csv(text))


def test_the_same_rows_in_another_order_give_the_same_bytes():
    header, *rows = SMALL.strip().split("\n")
    expected = json.dumps(protect_csv(SMALL))
    for seed in range(2):
        shuffled = random.Random(seed).sample(rows, len(rows))
        assert json.dumps(protect_csv("\n".join([header, *shuffled]))) == expected


def test_tabs_do_as_well_as_commas():
    assert protect_csv(SMALL.replace(",", "\t")) == protect_csv(SMALL)


@pytest.mark.parametrize("names", [["Åsa, född i öster", "Bö;1"], ["count 1", "0"], ["ß", "ẞ"]])
def test_odd_names_come_back_as_they_were(names):
    text = io.StringIO()
    csv.writer(text).writerows([["kön, ålder", "count"], [names[0], 3], [names[1], 9], ["c", 8]])
    answer = protect_csv(text.getvalue())
    assert {cell["kön, ålder"] for cell in answer["cells"]} == {*names, "c", "Total"}
    assert answer["failures"] == 0


@pytest.mark.parametrize("shape", [(5,), (2, 2, 2, 2), (1, 1, 1), (7, 1)])
def test_any_number_of_dimensions(shape):
    text = bench().random_table(shape, 4.0, 3)
    check_promise(text, protect_csv(text))


def test_large_counts_are_as_safe_as_small_ones():
    text = csv_table([[8 * 10**8, 3, 0], [7, 9, 2], [5, 14, 10**8]])
    check_promise(text, protect_csv(text))


def test_semicolons_a_mark_at_the_start_and_margins_that_add_up_change_nothing():
    total = SMALL + "Total,c1,26\n"
    assert protect_csv("\ufeff" + total.replace(",", ";")) == protect_csv(SMALL)


@pytest.mark.parametrize("counts", [[[6, 1], [0, 7]], [3, 0, 6, 1]])
def test_a_solver_of_another_kind_opens_the_same_cells(counts):
    text = csv_table(counts)
    assert protect_csv(text, minimise=exact_minimise) == protect_csv(text)


@pytest.mark.parametrize("seed", range(2))
def test_which_witness_comes_back_changes_nothing(seed):
    def elsewhere(program):
        import dataclasses

        import numpy as np

        prices = np.random.default_rng(seed).uniform(0.1, 3.0, program.cost.size)
        cost = np.where(program.any_solution, prices, program.cost)
        return highs.minimise(dataclasses.replace(program, cost=cost))

    assert protect_csv(SMALL, minimise=elsewhere) == protect_csv(SMALL)


def failing(program):
    raise RuntimeError("no memory")


def doubting(program):
    return Reply(Verdict.DOUBT)


def refusing(program):
    return Reply(Verdict.IMPOSSIBLE)


def lying(program):
    return Reply(Verdict.SOLVED, program.low * 0 + 1)


def broken(program):
    return Reply(Verdict.SOLVED, program.low * float("nan"))


@pytest.mark.parametrize("solver", [failing, doubting, refusing, lying, broken])
def test_a_solver_that_fails_opens_nothing(solver):
    answer = protect_csv(SMALL, minimise=solver)
    assert not any(cell["published"] for cell in answer["cells"])
    assert answer["failures"] == answer["sensitive"] > 0
    assert answer["certificates_verified"] == 0


@pytest.mark.parametrize("after", [5, 30])
@pytest.mark.parametrize("solver", [failing, doubting, refusing, lying])
def test_a_solver_that_fails_on_the_way_leaves_a_safe_table(solver, after):
    calls = itertools.count()

    def sometimes(program):
        return highs.minimise(program) if next(calls) < after else solver(program)

    answer = protect_csv(SMALL, minimise=sometimes)
    if answer["failures"] == 0:
        check_promise(SMALL, answer)
    else:
        assert not any(cell["published"] for cell in answer["cells"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "first line must name"),
        ("count\n3\n", "first line must name"),
        ("d1,d1,count\na,b,3\n", "first line must name"),
        ("d1,count\n", "no rows"),
        ("d1\na\n", "no column count"),
        ("d1,count\na,3\na,4\n", "line 3 repeats the combination of line 2"),
        ("d1,count\na,-3\nb,4\n", "line 2, column count: '-3' is not a count"),
        ("d1,count\na,3.5\nb,4\n", "'3.5' is not a count"),
        ("d1,count\na,\nb,4\n", "'' is not a count"),
        ("d1,count\na,<5\nb,4\n", "'<5' is not a count"),
        ("d1,count\na,3,9\nb,4\n", "line 2 has 3 values and the header 2"),
        ("d1,count\n,3\nb,4\n", "line 2, column d1: a category is missing"),
        ("d1,count\na,3\nb,4\nTotal,8\n", "the margin says 8 and its rows add up to 7"),
        ("d1,d2,count\na,x,3\nb,Total,4\n", "no row of the table belongs to this margin"),
        ("d1,count\nTotal,8\n", "no row of the table belongs to this margin"),
        ("d1,count\na,3\nb,9\ntotal,12\n", "'total' may be a total or a category"),
        (f"d1,count\na,{10**9 + 1}\nb,4\n", "more than can be protected"),
        (f"d1,count\na,{'9' * 5000}\nb,4\n", "more than can be protected"),
        (f"d1,count\n{'x' * 200_000},3\nb,4\n", "cannot be read as CSV: field larger"),
    ],
)
def test_a_bad_table_is_refused_with_a_sentence(text, words):
    with pytest.raises(ValueError, match=words):
        protect_csv(text)


@pytest.mark.parametrize("threshold", [1, 0, -5])
def test_protection_cannot_be_turned_off(threshold):
    with pytest.raises(ValueError, match="protects nobody"):
        protect_csv(SMALL, threshold)
    with pytest.raises(ValueError, match="protects nobody"):
        audit_csv(SMALL, threshold)


def test_what_is_public_is_shown_and_counts_as_known():
    text = csv_table([[12, 3, 9], [7, 9, 2]])
    public = "d1,d2,count\nc0,c1,3\n"
    answer = protect_csv(text, public=public)
    by_key = {(c["d1"], c["d2"]): c for c in answer["cells"]}
    assert by_key["c0", "c1"] == {
        "d1": "c0",
        "d2": "c1",
        "count": 3,
        "published": True,
        "sensitive": False,
    }
    assert answer["failures"] == 0
    assert answer["already_public"] == []
    assert audit_min_max(answer, text, "c1", "c2")[0] == 0
    assert audit_min_max(answer, text, "c1", "c2")[1] >= 5


def audit_min_max(answer, text, *key):
    audit = audit_csv(audit_text(answer)(truth_of(text)))
    cell = next(c for c in audit["cells"] if tuple(c.values())[: len(key)] == key)
    return cell["min"], cell["max"]


def test_what_public_figures_make_computable_is_told_and_not_added_to():
    text = csv_table([12, 3, 9])
    public = "d1,count\nTotal,24\nc0,12\n"
    with_range = "d1,count,low,high\nTotal,24,,\nc1,,1,6\n"
    exact = protect_csv(text, public=public + "c2,9\n")
    assert exact["already_public"] == [{"d1": "c1"}]
    assert exact["failures"] == 1
    assert not next(c for c in exact["cells"] if c["d1"] == "c1")["published"]
    ranged = protect_csv(text, public=with_range)
    assert ranged["already_public"] == [{"d1": "c1"}]
    assert ranged["failures"] == 0
    # Others say 1 to 6, so 1 and 5 must both stay possible: one of the other two stays hidden.
    hidden = {c["d1"] for c in ranged["cells"] if not c["published"]}
    assert hidden == {"c1", "c2"}


@pytest.mark.parametrize("interval", ["1,6", "2,", "3,4", "0,3", ",4"])
def test_nothing_is_claimed_for_what_others_give_as_an_interval_and_nothing_is_added(interval):
    answer = protect_csv(csv_table([12, 3, 9]), public=f"d1,low,high\nc1,{interval}\n")
    cell = next(c for c in answer["cells"] if c["d1"] == "c1")
    assert cell == {"d1": "c1", "count": None, "published": False, "sensitive": False}
    assert answer["already_public"] == [{"d1": "c1"}]
    assert (answer["sensitive"], answer["failures"]) == (0, 0)


def test_an_interval_that_leaves_both_possible_takes_no_claim_away():
    answer = protect_csv(csv_table([12, 3, 9]), public="d1,low,high\nc1,0,8\n")
    assert (answer["sensitive"], answer["certificates_verified"], answer["failures"]) == (1, 1, 0)
    assert answer["already_public"] == []


@pytest.mark.parametrize(
    ("public", "words"),
    [
        ("d1,count\nc7,3\n", "the table has no cell c7"),
        ("d9,count\nc1,3\n", "they must be the same"),
        ("d1,count\nc1,4\n", "contradicts the counts"),
        ("d1,count,low,high\nc1,,7,5\n", "bounds crossed"),
        ("d1,count\nc1,few\n", "is not a count"),
    ],
)
def test_public_figures_that_do_not_fit_are_refused(public, words):
    with pytest.raises(ValueError, match=words):
        protect_csv(csv_table([12, 3, 9]), public=public)


def test_less_is_hidden_than_by_the_best_public_tool():
    ours = theirs = 0
    for path in sorted(DATA.glob("*_gauss_nz_i5.csv")):
        text = path.read_text(encoding="utf-8")
        theirs += sum(r["published"] == "0" for r in csv.DictReader(io.StringIO(text)))
        ours += protect_csv(text)["hidden"]
    assert ours <= 0.95 * theirs
