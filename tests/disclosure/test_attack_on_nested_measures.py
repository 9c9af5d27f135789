"""Measures that are part of one another: does what one leaves of the other find somebody?

Answered within a fortnight of all referrals from an organisation; delivered within a week, late,
declined or waiting of all to whom an item applies. Whoever has the shown figures subtracts.
"""

import random
from itertools import product

import numpy as np
import pytest
from released_returns import ALL, DAY, LISTS, records_of, release, values
from scipy.optimize import Bounds, LinearConstraint, milp

QUARTER, THRESHOLD = "2025-Q1", 5
ORGANISATIONS = tuple(code for code in LISTS["organisation_id"] if code != ALL)
ITEMS = tuple(code for code in LISTS["item_id"] if code != ALL)
AGES = ("adult", "minor", "relative")

REFERRALS = {
    "referrals_from": ("answered", "unanswered"),
    "answered_within_14_days": ("answered",),
}
PACKAGE = {
    "applicable": ("prompt", "late", "declined", "waiting"),
    "delivered": ("prompt", "late"),
    "delivered_within_7_days": ("prompt",),
    "declined": ("declined",),
}


class Attack:
    """Somebody who has what is shown of one source, and knows which measure is part of which."""

    def __init__(self, source, measures, keys, names, counts):
        self.states = tuple(dict.fromkeys(s for states in measures.values() for s in states))
        self.names, self.atoms = names, [(*k, s) for k, s in product(keys, self.states)]
        self.truth = np.array([counts[atom] for atom in self.atoms], dtype=float)
        rows = [
            dict(zip(names, key, strict=True))
            | {"period": QUARTER}
            | {m: sum(counts[(*key, s)] for s in states) for m, states in measures.items()}
            for key in keys
        ]
        more = {"referrals_to": 0} if source == "partnerships" else {}
        known, _, _ = release(records_of(source, [row | more for row in rows], DAY), DAY)
        self.told = [
            (self.sum_of(dict(cell), states), value)
            for measure, states in measures.items()
            for (_, cell), value in values(known, source, measure).items()
        ]

    def sum_of(self, cell, states):
        at = {name: place for place, name in enumerate(self.names)}
        return np.array(
            [
                float(atom[-1] in states and all(atom[at[n]] == code for n, code in cell.items()))
                for atom in self.atoms
            ]
        )

    def can_be(self, terms, least, most):
        limits = [LinearConstraint(terms[None, :], least, most)]
        if self.told:
            rows = np.array([row for row, _ in self.told])
            counts = np.array([float(value) for _, value in self.told])
            limits.append(LinearConstraint(rows, counts, counts))
        size = len(self.atoms)
        free = Bounds(0, np.inf)
        whole = np.ones(size)
        return milp(np.zeros(size), integrality=whole, bounds=free, constraints=limits).success

    def finds_nobody(self, cells):
        for row, value in self.told:
            assert row @ self.truth == value
        small = 0
        for cell, state in product(cells, self.states):
            terms = self.sum_of(cell, (state,))
            if 0 < terms @ self.truth < THRESHOLD:
                small += 1
                assert self.can_be(terms, 0, 0), (cell, state)
                assert self.can_be(terms, THRESHOLD, np.inf), (cell, state)
        assert small


@pytest.mark.parametrize("seed", range(5))
def test_who_waits_for_an_answer_is_not_found(seed):
    chance = random.Random(seed)
    keys = [(code,) for code in ORGANISATIONS]
    counts = {
        (*key, state): chance.choice((0, 0, 2, 6, 9, 15))
        for key, state in product(keys, ("answered", "unanswered"))
    }
    attack = Attack("partnerships", REFERRALS, keys, ("organisation_id",), counts)
    assert attack.told
    attack.finds_nobody([{}, *({"organisation_id": code} for code in ORGANISATIONS)])


@pytest.mark.parametrize("seed", range(2))
def test_who_got_an_item_late_or_waits_for_it_is_not_found(seed):
    chance = random.Random(seed)
    keys = [
        (item, age)
        for item, age in product(ITEMS, AGES)
        if item != "child_education" or age == "minor"
    ]
    usual = {"prompt": (14, 20, 31), "late": (0, 1, 6), "declined": (0, 3), "waiting": (0, 2, 8)}
    counts = {(*key, state): chance.choice(some) for key in keys for state, some in usual.items()}
    attack = Attack("rights_package", PACKAGE, keys, ("item_id", "age_group"), counts)
    assert attack.told
    by_item = [{"item_id": item} for item in ITEMS]
    attack.finds_nobody([{}, *({"age_group": age} for age in AGES), *by_item])
