"""Each known attack, as a situation: what leads to it is not released."""

import itertools
import json
import math
import re
from pathlib import Path

import pytest
from disclosure_help import DATA, csv_table

from indicators.disclosure.audit import exact_ranges
from indicators.disclosure.model import Cell, Fact, Problem, coefficients
from indicators.disclosure.own_table import protect_csv
from indicators.disclosure.protect import protect
from indicators.disclosure.rules import is_small

ATTACKS = json.loads((DATA / "attacks.json").read_text(encoding="utf-8"))
LINEAR = {a["id"]: a for a in ATTACKS if a["kind"] == "linear"}
OTHERS = {a["id"]: a for a in ATTACKS if a["kind"] == "enumeration"}


def sum_of(name):
    return coefficients(name.split("+"))


def published(attack):
    """List what the attack reads, as facts; the marker "1 to 4" of A11 is one of them."""
    facts = [
        Fact(coefficients(f["coef"]), math.ceil(f["lo"]), math.floor(f["hi"]))
        for f in attack["facts"]
    ]
    facts += [
        Fact(coefficients([name]), low, attack["upper_bound"])
        for name, low in attack["lower_bounds"].items()
    ]
    return facts


def outside(attack):
    """List what anybody knows without us: no count is beyond this."""
    if attack["lower_bounds"]:
        return []
    return [Fact(coefficients([name]), 0, attack["upper_bound"]) for name in attack["truth"]]


@pytest.mark.parametrize("name", LINEAR)
def test_the_attack_works_when_its_facts_are_out(name):
    attack = LINEAR[name]
    targets = list(attack["attacker_exact_range"])
    facts = published(attack) + outside(attack)
    found = exact_ranges(list(attack["truth"]), [sum_of(t) for t in targets], facts)
    assert [[r.low, r.high] for r in found] == list(attack["attacker_exact_range"].values())


@pytest.mark.parametrize("name", LINEAR)
def test_its_facts_are_not_released_together(name):
    attack = LINEAR[name]
    truth = attack["truth"]
    # A figure of any size is at stake where the attack pins it, as a group's or a text's.
    pinned = [t for t, (low, high) in attack["attacker_exact_range"].items() if high - low < 5]
    aims = dict.fromkeys([*(n for n in truth if is_small(truth[n], 5)), *pinned])
    sensitive = [Cell(f"aim {n}", sum_of(n), 1, 5, marked=True, offered=False) for n in aims]
    problem = Problem(truth, tuple(sensitive))
    offered = []
    for number, fact in enumerate(published(attack)):
        value = problem.value(fact.coefficients)
        margin = (value - fact.low, fact.high - value)
        offered.append(Cell(f"fact {number}", fact.coefficients, 0, None, margin=margin))
    known = tuple(outside(attack))
    outcome = protect(Problem(truth, (*sensitive, *offered), known))
    assert outcome.faults == ()
    assert len(outcome.shown) < len(offered)
    facts = [*outcome.facts, *known]
    ranges = exact_ranges(list(truth), [cell.coefficients for cell in sensitive], facts)
    assert all(found.keeps(5) for found in ranges)


def test_percentages_tell_their_counts():
    def share(n, of):
        return round(100 * n / of, 1)

    one = [[n, of] for of in range(2, 51) for n in range(1, of) if share(n, of) == 8.1]
    assert one == OTHERS["A26"]["survivors"]
    several = [
        of
        for of in range(1, 41)
        if all(any(share(n, of) == p for n in range(of + 1)) for p in (14.3, 28.6, 35.7))
    ]
    assert several == OTHERS["A27"]["survivors"]
    near = [[n, of] for of in range(28, 33) for n in range(8, 13) if share(n, of) == 34.5]
    assert near == OTHERS["A30"]["survivors"]
    means = [n for n in range(1, 11) if any(round(s / n, 2) == 17.33 for s in range(17 * 10 + 9))]
    assert means == OTHERS["A29"]["survivors"]


def test_every_attack_is_built():
    """Each has a test in the files of attacks that names it and builds its situation."""
    here = Path(__file__).parent
    built = "".join(
        (here / f"test_attacks_{name}.py").read_text(encoding="utf-8")
        for name in ("as_they_happen", "on_what_is_shown")
    )
    tests = re.findall(r"^def test_(\w+)", built, re.MULTILINE)
    named = {part.upper() for test in tests for part in re.findall(r"a\d\d(?=_)", test)}
    assert named == {attack["id"] for attack in ATTACKS}


def test_small_tables_have_every_witness_that_the_engine_says():
    # Slow and obvious: all tables of two rows and two columns up to a size, one by one.
    text = csv_table([[3, 9], [8, 0]])
    answer = protect_csv(text)
    shown = {(c["d1"], c["d2"]): c["count"] for c in answer["cells"] if c["published"]}
    possible = []
    for a, b, c, d in itertools.product(range(25), repeat=4):
        full = {("c0", "c0"): a, ("c0", "c1"): b, ("c1", "c0"): c, ("c1", "c1"): d}
        full |= {("c0", "Total"): a + b, ("c1", "Total"): c + d}
        full |= {("Total", "c0"): a + c, ("Total", "c1"): b + d, ("Total", "Total"): a + b + c + d}
        if all(full[key] == count for key, count in shown.items()):
            possible.append(full)
    for cell in answer["cells"]:
        if cell["sensitive"]:
            values = {table[cell["d1"], cell["d2"]] for table in possible}
            assert 0 in values
            assert max(values) >= 5
