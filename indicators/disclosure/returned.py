"""Which persons does one return count, at the finest that it tells?

A return gives rows of codes with several measures. Here its rows become persons with a state
each, or a reason why they cannot: then nothing of it is tabulated.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from etl.records import Breakdown, Figure
from indicators.citing import weakest
from indicators.disclosure.tabulations import ALL, STATE, Tabulation

Person = tuple[tuple[str, str], ...]
"""Codes by axis, sorted: each dimension and the state."""


class UnusableError(ValueError):
    """A return whose persons cannot be told one from another; the text is a reason's code."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The persons of one return on one period and place.

    ``people`` holds how many persons of each combination there are, none of them 0, sorted.
    ``dimensions`` are those by which the return breaks down.
    """

    period: str
    reported_on: date
    status: str | None
    dimensions: frozenset[str]
    people: tuple[tuple[Person, int], ...]

    @property
    def total(self) -> int:
        """Number of persons."""
        return sum(count for _, count in self.people)


def counted(tabulation: Tabulation, figures: Iterable[Figure]) -> Counted | None:
    """Read the figures of one return on one place and period; None where it has none of these.

    Raises UnusableError with a code: conflict, gap, incomplete_rows, mixed_totals, sums_differ.
    """
    mine = [f for f in figures if f.record.measure in tabulation.measures]
    if not mine:
        return None
    if any(not f.settled or f.conflicts for f in mine):
        raise UnusableError("conflict")
    rows: dict[Breakdown, dict[str, int]] = {}
    for figure in mine:
        value = figure.record.value
        if not isinstance(value, int) or figure.record.gap is not None:
            raise UnusableError("gap")
        rows.setdefault(figure.record.breakdown, {})[figure.record.measure] = value
    finest, told = _finest(rows)
    states = {key: _states(tabulation, rows[key]) for key in rows}
    people = _apart(tabulation, {key: states[key] for key in told})
    _check_sums(tabulation, {key: states[key] for key in rows if key not in told}, people)
    return Counted(
        period=mine[0].record.period.label,
        reported_on=max(f.record.reported_on for f in mine),
        status=weakest(f.record.status.value for f in mine),
        dimensions=finest,
        people=tuple(sorted((person, n) for person, n in people.items() if n)),
    )


def _finest(rows: Iterable[Breakdown]) -> tuple[frozenset[str], set[Breakdown]]:
    """Find the dimensions by which the return breaks down, and the rows that do so by all."""
    patterns = {key: frozenset(name for name, code in key if code != ALL) for key in rows}
    finest = max(patterns.values(), key=lambda pattern: (len(pattern), sorted(pattern)))
    if any(not pattern <= finest for pattern in patterns.values()):
        raise UnusableError("mixed_totals")
    return finest, {key for key, pattern in patterns.items() if pattern == finest}


def _states(tabulation: Tabulation, row: Mapping[str, int]) -> dict[str, int]:
    if set(row) != set(tabulation.measures):
        raise UnusableError("incomplete_rows")
    found = {
        state: sum(factor * row[measure] for measure, factor in factors.items())
        for state, factors in tabulation.states.items()
    }
    sums = {m: sum(found[s] for s in states) for m, states in tabulation.measures.items()}
    if any(count < 0 for count in found.values()) or sums != dict(row):
        raise UnusableError("sums_differ")
    return found


def _apart(
    tabulation: Tabulation, rows: Mapping[Breakdown, Mapping[str, int]]
) -> dict[Person, int]:
    """Count each person once: who stands in an "of which" code leaves the code around it."""
    people = {
        tuple(sorted((*key, (STATE, state)))): count
        for key, states in rows.items()
        for state, count in states.items()
    }
    for (dimension, inner), outer in tabulation.within.items():
        for person in [p for p in people if dict(p)[dimension] == inner]:
            around = tuple(sorted({**dict(person), dimension: outer}.items()))
            people[around] = people.get(around, 0) - people[person]
    if any(count < 0 for count in people.values()):
        raise UnusableError("sums_differ")
    return people


def _check_sums(
    tabulation: Tabulation,
    totals: Mapping[Breakdown, Mapping[str, int]],
    people: Mapping[Person, int],
) -> None:
    """Hold the totals that a return gives against the rows that make them."""
    for key, states in totals.items():
        asked = {n: tabulation.members(n, code) for n, code in key if code != ALL}
        for state, count in states.items():
            inside = [
                n
                for person, n in people.items()
                if dict(person)[STATE] == state
                and all(dict(person)[name] in codes for name, codes in asked.items())
            ]
            if sum(inside) != count:
                raise UnusableError("sums_differ")
