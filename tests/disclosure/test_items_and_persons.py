"""Do items and persons of the rights package tell together what neither tells alone?

Nobody is counted at an item who is not entitled, nobody who waits for one has got everything, and
whoever has not got everything lacks one. Both sources are attacked together, by a solver that
knows nothing of the engine.
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
STATES = {
    "applicable": {"prompt", "late", "declined", "waiting"},
    "delivered": {"prompt", "late"},
    "delivered_within_7_days": {"prompt"},
    "declined": {"declined"},
    "late": {"late"},
    "waiting": {"waiting"},
    "entitled": {"full", "part"},
    "all_delivered": {"full"},
    "part": {"part"},
}
OF_ITEMS = ("prompt", "late", "declined", "waiting")
OF_PERSONS = ("full", "part")


def meets(item, age):
    return item != "child_education" or age == "minor"


PAIRS = [(item, age) for item, age in product(ITEMS, AGES) if meets(item, age)]
ATOMS = [
    *((None, age, state) for age, state in product(AGES, OF_PERSONS)),
    *((item, age, state) for (item, age), state in product(PAIRS, OF_ITEMS)),
]


def total(measure, **asked):
    """Write a measure's cell as a sum of atoms: item None for persons, a code or all for items."""
    of_persons = set(OF_PERSONS) >= STATES[measure]
    return np.array(
        [
            state in STATES[measure]
            and (item is None) == of_persons
            and asked.get("item_id", item) == item
            and asked.get("age_group", age) == age
            for item, age, state in ATOMS
        ],
        dtype=float,
    )


def evenly(count):
    """Split a count of persons at an item: half delivered, some promptly, the rest waiting."""
    return {"delivered": count // 2, "delivered_within_7_days": count // 3, "declined": 0}


def shown_together(entitled, items, full=lambda count: count // 2):
    """Release both sources; give what is shown as sums of atoms with their values.

    ``items`` gives the measures of an item and age; ``full`` how many of the entitled got all.
    """
    rows = [
        {"period": QUARTER, "item_id": item, "age_group": age} | items(item, age)
        for item, age in PAIRS
    ]
    people = persons(QUARTER, **{age: (count, full(count)) for age, count in entitled.items()})
    records = [
        *records_of("rights_package", rows, DAY),
        *records_of("rights_persons", people, DAY),
    ]
    known, protection, _ = release(records, DAY)
    found = []
    for source, measures in (
        ("rights_persons", ("entitled", "all_delivered")),
        ("rights_package", ("applicable", "delivered", "delivered_within_7_days", "declined")),
    ):
        for measure in measures:
            for (_, cell), value in values(known, source, measure).items():
                found.append((total(measure, **dict(cell)), value))
    return found, protection


def known_to_all():
    """Give the sums that every reader knows to be 0 at least."""
    for age in AGES:
        mine = [item for item, other in PAIRS if other == age]
        lacking = sum(
            total(measure, item_id=item, age_group=age)
            for measure, item in product(("waiting", "declined"), mine)
        )
        part = total("part", age_group=age)
        yield lacking - part
        for item in mine:
            where = {"item_id": item, "age_group": age}
            yield total("entitled", age_group=age) - total("applicable", **where)
            yield part - total("waiting", **where)


def can_be(found, cell, least, most):
    """Tell whether two whole tables, one of each source, agree with all that is known."""
    size = len(ATOMS)
    rows = np.array([row for row, _ in found]).reshape(-1, size)
    told = np.array([value for _, value in found], dtype=float)
    limits = [
        LinearConstraint(rows, told, told),
        LinearConstraint(np.array(list(known_to_all())), 0, np.inf),
        LinearConstraint(cell[None, :], least, most),
    ]
    free = Bounds(0, np.inf)
    return milp(np.zeros(size), integrality=np.ones(size), bounds=free, constraints=limits).success


def small_is_open(found, entitled, items, full=lambda count: count // 2):
    """Ask of every small figure of both sources whether it may be nobody, and not a few."""
    truth = np.zeros(len(ATOMS))
    for at, (item, age, state) in enumerate(ATOMS):
        if item is None:
            got = full(entitled[age])
            truth[at] = got if state == "full" else entitled[age] - got
        else:
            row = items(item, age)
            truth[at] = {
                "prompt": row["delivered_within_7_days"],
                "late": row["delivered"] - row["delivered_within_7_days"],
                "declined": row["declined"],
                "waiting": row["applicable"] - row["delivered"] - row["declined"],
            }[state]
    wanted = [
        (m, {"age_group": age}) for m in ("entitled", "all_delivered", "part") for age in AGES
    ]
    wanted += [
        (measure, {"item_id": item, "age_group": age})
        for measure in ("applicable", "delivered", "declined", "late", "waiting")
        for item, age in PAIRS
    ]
    for measure, where in wanted:
        cell = total(measure, **where)
        if 0 < truth @ cell < THRESHOLD:
            assert can_be(found, cell, 0, 0), (measure, where)
            assert can_be(found, cell, THRESHOLD, np.inf), (measure, where)


def everybody(entitled):
    return lambda _, age: {"applicable": entitled[age], **evenly(entitled[age])}


def test_a_few_persons_do_not_show_in_a_sum_over_items():
    entitled = {"adult": 30, "minor": 2, "relative": 12}
    found, _ = shown_together(entitled, everybody(entitled))
    assert any(value for _, value in found)
    small_is_open(found, entitled, everybody(entitled))


def told_of(entitled, lacking, waiting, declined):
    """Give the measures of items and persons: who waits for housing, and who declined it."""

    def items(item, age):
        left, no = (
            by_age.get(age, 0) if item == "housing" else 0 for by_age in (waiting, declined)
        )
        delivered = entitled[age] - left - no
        return {
            "applicable": entitled[age],
            "delivered": delivered,
            "delivered_within_7_days": delivered // 2,
            "declined": no,
        }

    full = {count: count - lacking[age] for age, count in entitled.items()}
    return items, full.__getitem__


def test_what_is_lacking_does_not_tell_how_many_lack_something():
    # Of eight who lack something at most five are adults, who lack five things: three minors.
    entitled = {"adult": 60, "minor": 50, "relative": 0}
    lacking = {"adult": 4, "minor": 4, "relative": 0}
    items, full = told_of(entitled, lacking, {}, {"adult": 5, "minor": 5})
    found, _ = shown_together(entitled, items, full)
    small_is_open(found, entitled, items, full)


def test_who_waits_does_not_tell_how_few_others_lack_something():
    # Of 14 who lack something six adults and six relatives wait: two minors at most.
    entitled = {"adult": 60, "minor": 50, "relative": 40}
    lacking = {"adult": 6, "minor": 2, "relative": 6}
    waiting = {"adult": 6, "relative": 6}
    items, full = told_of(entitled, lacking, waiting, dict.fromkeys(AGES, 5))
    found, _ = shown_together(entitled, items, full)
    small_is_open(found, entitled, items, full)


@pytest.mark.parametrize("seed", range(8))
def test_both_sources_together_prove_nobody(seed):
    chance = random.Random(seed)
    entitled = {
        "adult": chance.randrange(4, 60),
        "minor": chance.randrange(9),
        "relative": chance.randrange(20),
    }
    counts = {(i, a): chance.randint(0, entitled[a]) for i, a in PAIRS}

    def items(item, age):
        return {"applicable": counts[item, age], **evenly(counts[item, age])}

    found, _ = shown_together(entitled, items)
    small_is_open(found, entitled, items)


def test_where_nobody_is_few_both_sources_are_shown_beside_each_other():
    entitled = {"adult": 60, "minor": 24, "relative": 31}
    found, _ = shown_together(entitled, everybody(entitled))
    told = [row for row, _ in found]
    for age in AGES:
        assert any((row == total("entitled", age_group=age)).all() for row in told)
    assert any((row == total("applicable")).all() for row in told)
