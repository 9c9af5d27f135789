"""Who was seen by whom: how many persons stand on each combination of lists?

A cell is a combination of lists written as bits: bit *i* is set when the persons in it stand on
list *i*. Cell 0, those on no list, is what nobody knows and is never stored.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from indicators.estimation.limits import MOST_LISTS_EXHAUSTIVE

Counts = NDArray[np.float64]


class OverlapError(ValueError):
    """A table of overlapping lists that cannot be read as one."""


@dataclass(frozen=True, slots=True)
class Overlaps:
    """Counts of persons by the lists they stand on.

    ``counts`` has 2ᵏ − 1 whole numbers, for cells 1, 2, …, in persons; a withheld cell holds 0
    there and is named in ``unknown``. ``impossible`` names cells that cannot occur, ``differing``
    what is not the same on every row (period, geography, definition).
    """

    lists: tuple[str, ...]
    counts: tuple[int, ...]
    unknown: tuple[int, ...] = ()
    impossible: tuple[int, ...] = ()
    differing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.counts) != 2 ** len(self.lists) - 1:
            raise OverlapError(f"{len(self.lists)} lists need {2 ** len(self.lists) - 1} counts")
        if len(set(self.lists)) != len(self.lists):
            raise OverlapError("two lists have the same name; give each its own")
        if any(count < 0 for count in self.counts):
            raise OverlapError("a count is below zero; counts are whole numbers from 0")

    @property
    def n(self) -> int:
        """Persons known to stand on at least one list."""
        return sum(self.counts)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Persons on each list."""
        return tuple(self.on_all(1 << i) for i in range(len(self.lists)))

    @property
    def on_two_or_more(self) -> int:
        """Persons who stand on at least two lists."""
        return sum(c for cell, c in enumerate(self.counts, 1) if cell.bit_count() > 1)

    def on_all(self, lists: int) -> int:
        """Count the persons who stand on all of these lists (bits), whatever else they are on."""
        return sum(c for cell, c in enumerate(self.counts, 1) if cell & lists == lists)

    def vector(self) -> Counts:
        """Give the counts as an array of shape (2ᵏ − 1,)."""
        return np.array(self.counts, dtype=np.float64)


def tally(lists: Sequence[str], cells: Iterable[tuple[int, int]]) -> Overlaps:
    """Add up (cell, count) pairs; cell 0 is left out, since nobody saw those persons."""
    counts = [0] * 2 ** len(lists)
    for cell, count in cells:
        counts[cell] += count
    return Overlaps(tuple(lists), tuple(counts[1:]))


def reordered(overlaps: Overlaps, order: Sequence[int]) -> Overlaps:
    """Put the lists in another order: the new list *i* is the old list ``order[i]``."""
    moved = (
        (sum(1 << new for new, old in enumerate(order) if cell >> old & 1), count)
        for cell, count in enumerate(overlaps.counts, 1)
    )
    return tally([overlaps.lists[old] for old in order], moved)


def canonical_order(overlaps: Overlaps) -> tuple[int, ...]:
    """Choose the one order of the lists that depends on the counts, not on names or columns.

    Seeded draws go cell by cell, so without this a renamed or moved column would give another
    interval. Above five lists the order is by size and overlaps, ties by name.
    """
    k = len(overlaps.lists)
    if k <= MOST_LISTS_EXHAUSTIVE:
        return max(permutations(range(k)), key=lambda order: reordered(overlaps, order).counts)
    return tuple(sorted(range(k), key=lambda i: _rank(overlaps, i)))


def _rank(overlaps: Overlaps, i: int) -> tuple[int, list[int], str]:
    shared = [overlaps.on_all(1 << i | 1 << j) for j in range(len(overlaps.lists)) if j != i]
    return (-overlaps.sizes[i], sorted(shared), overlaps.lists[i])


def without(overlaps: Overlaps, dropped: int) -> Overlaps:
    """Leave out one list; those whom it alone had seen are unseen then."""
    return combined(overlaps, [(i,) for i in range(len(overlaps.lists)) if i != dropped])


def merged(overlaps: Overlaps, most: int = MOST_LISTS_EXHAUSTIVE) -> Overlaps:
    """Make one list of the smallest ones, so that ``most`` remain."""
    by_size = sorted(range(len(overlaps.lists)), key=lambda i: (overlaps.sizes[i], i))
    joined = tuple(sorted(by_size[: len(overlaps.lists) - most + 1]))
    kept = [(i,) for i in sorted(by_size[len(joined) :])]
    return combined(overlaps, [*kept, joined])


def combined(overlaps: Overlaps, groups: Sequence[Sequence[int]]) -> Overlaps:
    """Make new lists, each the union of a group of old ones (by position)."""
    masks = [sum(1 << i for i in group) for group in groups]
    names = ["+".join(overlaps.lists[i] for i in group) for group in groups]
    cells = (
        (sum(1 << new for new, mask in enumerate(masks) if cell & mask), count)
        for cell, count in enumerate(overlaps.counts, 1)
    )
    return tally(names, cells)
