"""The checker trusts nobody, and shares nothing with the engine."""

import ast
import copy
import json
from pathlib import Path

import pytest
from disclosure_help import bench, csv_table

from indicators.disclosure import checker
from indicators.disclosure.checker import certified_cells, check
from indicators.disclosure.own_table import audit_csv, problem_of
from indicators.disclosure.protect import protect

TABLES = [csv_table([[12, 3, 0], [7, 9, 2], [5, 14, 8]]), csv_table([[1, 6], [9, 0], [4, 11]])]


@pytest.fixture(params=TABLES)
def proved(request):
    _, _, problem = problem_of(request.param)
    return problem, protect(problem)


def test_it_imports_no_solver_and_nothing_of_the_engine():
    tree = ast.parse(Path(checker.__file__).read_text(encoding="utf-8"))
    imported = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [node.names[0].name])
    }
    assert imported == {"collections.abc", "typing"}


def test_a_certificate_passes_as_it_is_and_as_stored_text(proved):
    _, outcome = proved
    claim, certificate = json.loads(json.dumps([outcome.claim, outcome.certificate]))
    assert check(claim, certificate) == ()
    assert certified_cells(claim, certificate) == len(outcome.sensitive) == outcome.certified


def opened(outcome, *names):
    claim = copy.deepcopy(outcome.claim)
    for cell in claim["cells"]:
        cell["shown"] = cell["shown"] or cell["name"] in names
    return claim


def test_one_cell_more_is_refused_whenever_the_promise_breaks(proved):
    problem, outcome = proved
    broken = 0
    for name in outcome.hidden:
        claim = opened(outcome, name)
        shown = {cell["name"] for cell in claim["cells"] if cell["shown"]}
        if not audit_csv(audited(problem, shown))["safe"]:
            broken += 1
            assert check(claim, outcome.certificate)
            assert certified_cells(claim, outcome.certificate) == 0
    assert broken


@pytest.mark.soak
def test_one_cell_more_in_many_tables():
    for seed in range(30):
        _, _, problem = problem_of(bench().random_table((4, 4), 4.0, seed))
        outcome = protect(problem)
        for name in outcome.hidden:
            claim = opened(outcome, name)
            shown = {cell["name"] for cell in claim["cells"] if cell["shown"]}
            if not audit_csv(audited(problem, shown))["safe"]:
                assert check(claim, outcome.certificate)


def audited(problem, shown):
    lines = ["d1,d2,count,published"]
    for cell in problem.cells:
        key = ",".join(json.loads(cell.name))
        lines.append(f"{key},{problem.value_of(cell)},{int(cell.name in shown)}")
    return "\n".join(lines) + "\n"


def test_every_kind_of_tampering_is_noticed(proved):
    _, outcome = proved
    for spoil in (
        lambda c: c["tables"][0].__setitem__(0, c["tables"][0][0] + 1),
        lambda c: c["tables"][0].__setitem__(0, -1),
        lambda c: c["tables"][1].__setitem__(0, 0.5),
        lambda c: c["demands"].pop(),
        lambda c: c["demands"].pop(0),
        lambda c: c["demands"][0].__setitem__(2, c["demands"][0][3]),
        lambda c: c["demands"][0].__setitem__(3, c["demands"][0][2]),
        lambda c: c["exposed"].append([None, outcome.sensitive[0], 1, 2]),
    ):
        certificate = copy.deepcopy(outcome.certificate)
        spoil(certificate)
        assert check(outcome.claim, certificate)


def test_a_claim_is_judged_by_its_counts(proved):
    _, outcome = proved
    claim = copy.deepcopy(outcome.claim)
    claim["cells"].append(dict(claim["cells"][0]))
    assert check(claim, outcome.certificate) == ("two cells have one name",)
    for name in outcome.sensitive:
        assert any(
            "is sensitive and shown" in fault
            for fault in check(opened(outcome, name), outcome.certificate)
        )


def test_an_insider_must_be_believed():
    _, _, problem = problem_of(csv_table([[1, 6, 4], [9, 0, 7], [4, 11, 2]]))
    outcome = protect(problem)
    with_insider = [line for line in outcome.certificate["demands"] if line[0]]
    assert with_insider
    certificate = copy.deepcopy(outcome.certificate)
    outsiders = {line[1]: line for line in certificate["demands"] if line[0] is None}
    for line in certificate["demands"]:
        if line[0] and line[1] in outsiders:
            line[2:] = outsiders[line[1]][2:]
    faults = check(outcome.claim, certificate)
    assert any("insider" in fault for fault in faults)
