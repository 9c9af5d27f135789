"""Which figures are sensitive, and which may follow from others?

A count is small from one up to the threshold. The rules know nothing of solvers or tables:
they are what a person decides, kept in one place, and each has a name.
"""

from collections.abc import Iterable, Sequence

THRESHOLD = 5
"""Counts from 1 up to, and not including, this one are sensitive."""

CROSSED_THRESHOLD = 10
"""The threshold where outcome, or age with sex and purpose, are crossed."""

OUTSIDE_MAJORITY = 1
"""A line tells about a group when all but at most so many of it fall in one cell."""

GROUP_DIMENSIONS = frozenset({"outcome", "purpose", "age_group"})
"""Dimensions along which knowing a group's cell is knowing something about its members."""

_CROSSED = ({"outcome"}, {"age_group", "sex", "purpose"})


def threshold_for(dimensions: Iterable[str], ordinary: int = THRESHOLD) -> int:
    """Give the threshold of a cell from the dimensions in which it is not a total.

    ``outcome`` counts as crossed when it stands with any other dimension.
    """
    present = set(dimensions)
    outcome, crossing = _CROSSED
    crossed = (outcome < present) or (crossing <= present)
    return max(ordinary, CROSSED_THRESHOLD) if crossed else ordinary


def is_small(count: int, threshold: int) -> bool:
    """Tell whether a count of persons, or a change of one, is sensitive."""
    return 1 <= abs(count) < threshold


def dominating(line: Sequence[int]) -> int | None:
    """Give the place of the cell that holds all of a line but one at most; None where none does.

    A line is all categories of one dimension, the others fixed. Whoever is known to be in the
    line is then known to be in that cell. A line of nobody tells nothing.
    """
    total = sum(line)
    if total == 0:
        return None
    place = max(range(len(line)), key=lambda i: line[i])
    outside = total - line[place]
    return place if line[place] > 0 and outside <= min(OUTSIDE_MAJORITY, line[place] - 1) else None
