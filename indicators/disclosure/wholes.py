"""May the counts on overlapping lists be shown? All of one place and period, or none.

An estimate rests on every pattern of the lists at once, so parts of them would serve nobody.
They are shown where no pattern is small, for then no sum of them is. A reader compares any two
tellings: so no sum of patterns may have changed by a few since any day on which they were
shown, and of two periods that share a day one alone is ever told. Else what was told last stays.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from etl.period import Period
from etl.records import Figure
from indicators.disclosure.model import Fact, coefficients
from indicators.disclosure.rules import THRESHOLD, is_small
from indicators.disclosure.scope import Name, Pairs

SOURCE, MEASURE = "overlaps", "count"

MOST_LISTS = 12
"""More lists than so are not told: the sums to compare are three to this power."""

_CODES = ("0", "1")


@dataclass(frozen=True)
class Lists:
    """The counts by pattern of one place and period, as told on a day."""

    geography: str
    period: str
    day: str
    counts: Mapping[Pairs, int]

    @property
    def names(self) -> tuple[str, ...]:
        """The lists; every pattern names each of them."""
        return tuple(name for name, _ in next(iter(self.counts)))

    def facts(self) -> Iterator[Fact]:
        """Give what a reader learns."""
        for cell, count in sorted(self.counts.items()):
            name = Name(SOURCE, self.geography, self.period, self.day, MEASURE, cell)
            yield Fact(coefficients((name.text(),)), count, count)

    def sums(self, names: tuple[str, ...]) -> NDArray[np.int64]:
        """Sum the patterns over these lists: an axis a list, with not on it, on it, either."""
        made = np.zeros((len(_CODES),) * len(names), dtype=np.int64)
        for cell, count in self.counts.items():
            codes = dict(cell)
            made[tuple(_CODES.index(codes[name]) for name in names)] += count
        for axis in range(len(names)):
            either = made.sum(axis=axis, keepdims=True)
            made = np.concatenate((made, either), axis=axis)
        return made


def lists_of(figures: Iterable[Figure], threshold: int = THRESHOLD) -> Lists | None:
    """Read the lists of one place and period; None where they may not be shown by themselves."""
    counts: dict[Pairs, int] = {}
    about: set[tuple[str, str, str]] = set()
    for figure in figures:
        record = figure.record
        if not figure.settled or figure.conflicts or not isinstance(record.value, int):
            return None
        if is_small(record.value, threshold):
            return None
        counts[record.breakdown] = record.value
        about.add((record.geography, record.period.label, record.reported_on.isoformat()))
    if len(about) != 1 or len({tuple(name for name, _ in cell) for cell in counts}) != 1:
        return None
    made = Lists(*about.pop(), counts)
    return made if len(made.names) <= MOST_LISTS else None


def told_in(facts: Iterable[Fact]) -> tuple[Lists, ...]:
    """Gather the lists that facts tell, in the order in which they were told."""
    found: dict[tuple[str, str, str], dict[Pairs, int]] = {}
    for fact in facts:
        ((text, _),) = fact.coefficients
        name = Name.read(text)
        if (name.tabulation, name.measure) == (SOURCE, MEASURE) and fact.low is not None:
            telling = (name.geography, name.period, name.as_of)
            found.setdefault(telling, {}).setdefault(name.cell, fact.low)
    return tuple(Lists(*about, counts) for about, counts in found.items())


def may_be_told(new: Lists, earlier: Iterable[Lists], threshold: int = THRESHOLD) -> bool:
    """Tell whether nothing follows from lists beside all that was told of the place before."""
    there = [one for one in earlier if one.geography == new.geography]
    if new in there:
        return True
    return all(_go_together(one, new, threshold) for one in there)


def _go_together(one: Lists, other: Lists, threshold: int) -> bool:
    if one.period != other.period:
        # A year less its quarter is the rest of the year, whoever is in both.
        first, second = Period.parse(one.period), Period.parse(other.period)
        return first.end < second.start or second.end < first.start
    lists = set(one.names), set(other.names)
    nested = lists[0] <= lists[1] or lists[1] <= lists[0]
    # Two returns of one day cannot be told apart; of lists renamed nobody knows which is which.
    if one.day == other.day or not nested:
        return False
    common = tuple(sorted(lists[0] & lists[1]))
    changed = np.abs(one.sums(common) - other.sums(common))
    if lists[0] != lists[1]:
        # Who is on none of the common lists is counted where there are more of them alone.
        changed = changed[(np.indices(changed.shape) == 1).any(axis=0)]
    return not ((changed > 0) & (changed < threshold)).any()
