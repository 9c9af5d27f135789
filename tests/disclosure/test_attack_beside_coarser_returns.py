"""A quarter told without age groups, beside one told with them: is anybody found in the second?

Who is counted by age is so in one of the ages. The attack knows that, and nothing of the engine.
"""

from datetime import date
from itertools import product

import numpy as np
import pytest
from released_returns import persons, records_of, release, values
from scipy.optimize import Bounds, LinearConstraint, milp

AGES, STATES = ("adult", "minor", "relative"), ("full", "part")
ATOMS = tuple(product(AGES, STATES))
THRESHOLD = 5

COUNTS = (
    {"adult": (5, 1), "minor": (6, 0), "relative": (3, 8)},
    {"adult": (6, 0), "minor": (6, 1), "relative": (3, 20)},
    {"adult": (3, 20), "minor": (20, 0), "relative": (12, 0)},
    {"adult": (0, 6), "minor": (0, 6), "relative": (12, 1)},
)
"""Persons with the full package and with a part of it; each was once given away."""


def told_of(full_and_part):
    """Release both quarters; give what is shown of the second as sums of atoms, and the counts."""
    first = persons("2025-Q1", all=(40, 30))
    second = persons(
        "2025-Q2", **{age: (full + part, full) for age, (full, part) in full_and_part.items()}
    )
    records = [
        *records_of("rights_persons", first, date(2025, 5, 1)),
        *records_of("rights_persons", second, date(2025, 8, 1)),
    ]
    known, _, _ = release(records, date(2025, 9, 1))
    return [
        (sums(dict(cell).get("age_group"), None if measure == "entitled" else "full"), value)
        for measure in ("entitled", "all_delivered")
        for (_, cell), value in values(known, "rights_persons", measure, "2025-Q2").items()
    ]


def sums(age, state):
    return np.array([float(age in (None, a) and state in (None, s)) for a, s in ATOMS])


def can_be(told, terms, least, most):
    rows, counts = np.array([row for row, _ in told]), np.array([float(n) for _, n in told])
    limits = [LinearConstraint(terms[None, :], least, most), LinearConstraint(rows, counts, counts)]
    size = len(ATOMS)
    free = Bounds(0, np.inf)
    return milp(np.zeros(size), integrality=np.ones(size), bounds=free, constraints=limits).success


@pytest.mark.parametrize("counts", COUNTS)
def test_who_is_counted_by_age_is_in_one_of_the_ages(counts):
    told = told_of(counts)
    assert len(told) > 1
    truth = np.array([counts[age][STATES.index(state)] for age, state in ATOMS], dtype=float)
    for row, count in told:
        assert row @ truth == count
    for age, state in product((None, *AGES), (None, *STATES)):
        terms = sums(age, state)
        if 0 < terms @ truth < THRESHOLD:
            assert can_be(told, terms, 0, 0), (age, state)
            assert can_be(told, terms, THRESHOLD, np.inf), (age, state)


def test_two_years_told_as_one_are_not_shown_beside_one_of_them():
    records = [
        *records_of("rights_persons", persons("2024/2025", adult=(42, 30)), date(2026, 1, 10)),
        *records_of("rights_persons", persons("2025", adult=(40, 30)), date(2026, 1, 20)),
    ]
    known, protection, _ = release(records, date(2026, 3, 1))
    shown = values(known, "rights_persons", "entitled")
    assert shown["2025", ()] == 40
    assert {period for period, _ in shown} == {"2025"}
    assert [one.reason for one in protection.closed] == ["several_years"]
