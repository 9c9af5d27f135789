"""Does what is told again and again tell who came late? Returns come in anew, and are compared.

An attacker keeps every release, and sets any two figures of one period beside each other. What
they learn is worked out by a solver that knows nothing of the engine.
"""

import random
from dataclasses import replace
from datetime import date
from itertools import combinations

import numpy as np
import pytest
from released_returns import persons, records_of, release, values
from scipy.optimize import Bounds, LinearConstraint, milp

SOURCE, MEASURE = "rights_persons", "entitled"
AGES = ("adult", "minor", "relative")
THRESHOLD = 5
QUARTERS = tuple(f"2025-Q{n}" for n in range(1, 5))


def counts(period, *entitled):
    return period, {age: (n, n) for age, n in zip(AGES, entitled, strict=True)}


class Archive:
    """Hands in returns, makes releases of them, and keeps all that was ever told."""

    def __init__(self):
        self.records, self.ledger = [], None
        self.columns, self.truth, self.told = [], [], {}
        self.figures = self.public = ()

    def release(self, day, *returns, correcting=False):
        """Hand in returns and make a release; give what it shows, by period and age."""
        for period, ages in returns:
            self.records += records_of(SOURCE, persons(period, **ages), day)
            self.columns.append((period, day))
            self.truth.append([ages[age][0] for age in AGES])
        known, made, self.ledger = release(self.records, day, self.ledger, correcting=correcting)
        self.figures, self.public = known.figures, [proof.public for proof in made.proofs]
        said = {f.record.period.label: f.record.reported_on for f in known.figures}
        seen = {
            (period, dict(cell).get("age_group")): value
            for (period, cell), value in values(known, SOURCE, MEASURE).items()
        }
        parts = [self._column(p, said[p]) for p in QUARTERS if p in said]
        for (period, age), value in seen.items():
            where = parts if period == "2025" else [self._column(period, said[period])]
            self.told[frozenset(where), age] = value
        return seen

    def _column(self, period, day):
        return max(n for n, one in enumerate(self.columns) if one == (period, day))

    def sum_of(self, columns, age, sign=1):
        terms = np.zeros((len(self.columns), len(AGES)))
        terms[sorted(columns), slice(None) if age is None else AGES.index(age)] = sign
        return terms.ravel()

    def can_be(self, terms, least, most):
        """Tell whether some whole counts agree with all that was told and give such a sum."""
        rows = np.array([self.sum_of(columns, age) for columns, age in self.told])
        told = np.array(list(self.told.values()), dtype=float)
        limits = [LinearConstraint(terms[None, :], least, most)]
        limits += [LinearConstraint(rows, told, told)] if len(rows) else []
        size = len(terms)
        free = Bounds(0, np.inf)
        return milp(
            np.zeros(size), integrality=np.ones(size), bounds=free, constraints=limits
        ).success

    def changes(self):
        """Give the small changes between two columns of a period that were both told from."""
        used = {n for columns, _ in self.told for n in columns}
        for one, two in combinations(sorted(used), 2):
            if self.columns[one][0] == self.columns[two][0]:
                for age in (None, *AGES):
                    terms = self.sum_of([two], age) + self.sum_of([one], age, -1)
                    change = int(terms @ np.ravel(self.truth))
                    if 0 < abs(change) < THRESHOLD:
                        yield terms if change > 0 else -terms

    def small(self):
        for n, counted in enumerate(self.truth):
            for age, count in zip(AGES, counted, strict=True):
                if 0 < count < THRESHOLD:
                    yield self.sum_of([n], age)

    def gives_nobody_away(self):
        for terms in (*self.small(), *self.changes()):
            assert self.can_be(terms, 0, 0), terms
            assert self.can_be(terms, THRESHOLD, np.inf), terms


def test_a_total_that_nearly_returns_to_an_earlier_one_is_not_told():
    city = Archive()
    city.release(date(2025, 5, 1), counts("2025-Q1", 20, 0, 0))
    city.release(date(2025, 6, 1), counts("2025-Q1", 30, 0, 0), correcting=True)
    seen = city.release(date(2025, 7, 1), counts("2025-Q1", 22, 0, 0), correcting=True)
    assert seen["2025-Q1", None] == 30
    assert not list(city.changes())


def test_a_year_does_not_tell_what_a_correction_kept_back():
    city = Archive()
    city.release(date(2025, 5, 1), counts("2025-Q1", 20, 20, 20))
    seen = city.release(date(2025, 6, 1), counts("2025-Q1", 22, 32, 30), correcting=True)
    assert ("2025-Q1", "adult") not in seen
    for month, period in zip((7, 10, 12), QUARTERS[1:], strict=True):
        seen = city.release(date(2025, month, 28), counts(period, 20, 20, 20))
    assert seen["2025", None] == 264
    assert list(city.changes())
    city.gives_nobody_away()


@pytest.mark.parametrize("seed", range(6))
def test_returns_that_are_handed_in_again_give_nobody_away(seed):
    chance = random.Random(seed)
    city = Archive()
    day = date(2025, 4, 20).toordinal()
    held = {}
    for period in QUARTERS:
        held[period] = [chance.choice((0, 3, 9, 20)) for _ in AGES]
        city.release(date.fromordinal(day), counts(period, *held[period]))
        again = chance.choice(sorted(held))
        held[again] = [max(0, n + chance.choice((0, 0, 2, -2, 7, -7))) for n in held[again]]
        day += 30
        city.release(date.fromordinal(day), counts(again, *held[again]), correcting=True)
        day += 60
    city.release(date(2026, 9, 1), *(counts(p, *held[p]) for p in QUARTERS))
    city.gives_nobody_away()


@pytest.mark.parametrize("after", [date(2025, 6, 1), date(2025, 11, 1)])
def test_whether_something_hidden_changed_is_not_told(after):
    # The sum stays: did one of two hidden counts grow, the other shrank, or did neither?
    told = []
    for again in ((30, 2, 4), (30, 4, 2)):
        city = Archive()
        city.release(date(2025, 5, 1), counts("2025-Q1", 30, 2, 4))
        seen = city.release(after, counts("2025-Q1", *again))
        assert seen["2025-Q1", None] == 36
        assert ("2025-Q1", "minor") not in seen
        told.append((city.figures, city.public))
    assert told[0] == told[1]


def handed_in(day, batch, *entitled):
    period, ages = counts("2025-Q1", *entitled)
    rows = records_of(SOURCE, persons(period, **ages), day)
    return [replace(record, batch=batch) for record in rows]


def test_a_second_return_of_one_day_closes_all_until_a_later_one_says_what_is_right():
    first, later = date(2025, 5, 1), date(2025, 6, 10)
    records = handed_in(first, 1, 30, 2, 14)
    known, _, ledger = release(records, first)
    before = values(known, SOURCE, MEASURE)
    assert before["2025-Q1", ()] == 46
    records += handed_in(first, 2, 30, 4, 12)
    known, protection, ledger = release(records, date(2025, 5, 2), ledger)
    assert [one.reason for one in protection.closed] == ["conflict"]
    assert values(known, SOURCE, MEASURE) == before
    records += handed_in(later, 3, 50, 4, 22)
    known, protection, _ = release(records, later, ledger, correcting=True)
    assert protection.closed == ()
    assert values(known, SOURCE, MEASURE)["2025-Q1", ()] == 76
