"""Do the counts by item of the rights package tell how many persons were entitled to it?

Nobody is counted at an item who is not entitled, so each item's count bounds the persons from
below, and a sum over items counts each person many times. Both sources are attacked together,
by a solver that knows nothing of the engine.
"""

import random
from itertools import product

import numpy as np
import pytest
from released_returns import ALL, DAY, LISTS, persons, records_of, release, values
from scipy.optimize import Bounds, LinearConstraint, milp

QUARTER = "2025-Q1"
AGES = ("adult", "minor", "relative")
ITEMS = tuple(item for item in LISTS["item_id"] if item != ALL)
THRESHOLD = 5


def meets(item, age):
    return item != "child_education" or age == "minor"


ATOMS = [*((None, age) for age in AGES), *((i, a) for i, a in product(ITEMS, AGES) if meets(i, a))]


def shown_together(entitled, applicable):
    """Release both sources; give what is shown as sums of atoms, and what every reader knows."""
    rows = [
        {
            "period": QUARTER,
            "item_id": item,
            "age_group": age,
            "applicable": applicable(item, age),
            "delivered": applicable(item, age) // 2,
            "delivered_within_7_days": applicable(item, age) // 3,
            "declined": 0,
        }
        for item, age in product(ITEMS, AGES)
        if meets(item, age)
    ]
    people = persons(QUARTER, **{age: (count, count // 2) for age, count in entitled.items()})
    records = [
        *records_of("rights_package", rows, DAY),
        *records_of("rights_persons", people, DAY),
    ]
    known, _, _ = release(records, DAY)
    found = []
    for (_, cell), value in values(known, "rights_persons", "entitled").items():
        found.append(([a[0] is None and within(a, cell) for a in ATOMS], value))
    for (_, cell), value in values(known, "rights_package", "applicable").items():
        found.append(([a[0] is not None and within(a, cell) for a in ATOMS], value))
    return found


def within(atom, cell):
    item, age = atom
    return all({"item_id": item, "age_group": age}[name] == code for name, code in cell)


def can_be(found, atom, least, most):
    """Tell whether two whole tables, one of each source, agree with all that is known."""
    size = len(ATOMS)
    rows = np.array([row for row, _ in found], dtype=float).reshape(-1, size)
    told = np.array([value for _, value in found], dtype=float)
    entitled = np.zeros((size - len(AGES), size))
    for line, (at, (_, age)) in enumerate(list(enumerate(ATOMS))[len(AGES) :]):
        entitled[line, at] = -1
        entitled[line, AGES.index(age)] = 1
    one = np.zeros((1, size))
    one[0, ATOMS.index(atom)] = 1
    limits = [
        LinearConstraint(rows, told, told),
        LinearConstraint(entitled, 0, np.inf),
        LinearConstraint(one, least, most),
    ]
    free = Bounds(0, np.inf)
    return milp(np.zeros(size), integrality=np.ones(size), bounds=free, constraints=limits).success


def small_is_open(found, entitled, applicable):
    for item, age in ATOMS:
        count = entitled[age] if item is None else applicable(item, age)
        if 0 < count < THRESHOLD:
            assert can_be(found, (item, age), 0, 0), (item, age)
            assert can_be(found, (item, age), THRESHOLD, np.inf), (item, age)


def test_a_few_persons_do_not_show_in_a_sum_over_items():
    entitled = {"adult": 30, "minor": 2, "relative": 12}
    found = shown_together(entitled, lambda _, age: entitled[age])
    assert any(value for _, value in found)
    small_is_open(found, entitled, lambda _, age: entitled[age])


@pytest.mark.parametrize("seed", range(8))
def test_both_sources_together_prove_nobody(seed):
    chance = random.Random(seed)
    entitled = {
        "adult": chance.randrange(4, 60),
        "minor": chance.randrange(9),
        "relative": chance.randrange(20),
    }
    counts = {(i, a): chance.randint(0, entitled[a]) for i, a in product(ITEMS, AGES)}
    found = shown_together(entitled, lambda item, age: counts[item, age])
    small_is_open(found, entitled, lambda item, age: counts[item, age])


def test_where_nobody_is_few_both_sources_are_shown_beside_each_other():
    entitled = {"adult": 60, "minor": 24, "relative": 31}
    found = shown_together(entitled, lambda _, age: entitled[age])
    told = [sum(row) for row, _ in found]
    assert told.count(1) >= len(AGES) + 1
    assert max(told) == len(ATOMS) - len(AGES)
