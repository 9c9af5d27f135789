"""Can these lists carry an estimate at all?

Asked before anything is fitted. All gates that shut are named, not only the first.
"""

from collections.abc import Iterator

from indicators.estimation.limits import NESTED_FROM, ROUNDED_FROM
from indicators.estimation.overlaps import Overlaps
from indicators.estimation.reasons import Reason, reason


def shut(overlaps: Overlaps) -> tuple[Reason, ...]:
    """Name every reason to refuse that the table itself shows; empty where there is none."""
    return (
        *_about_rows(overlaps),
        *_about_lists(overlaps),
        *_nested(overlaps),
    )


def _about_rows(overlaps: Overlaps) -> Iterator[Reason]:
    if overlaps.differing:
        yield reason("periods_or_definitions_differ", what=", ".join(overlaps.differing))
    if overlaps.unknown:
        yield reason("cells_withheld", cells=len(overlaps.unknown))
    if overlaps.impossible:
        yield reason("pattern_impossible", cells=len(overlaps.impossible))
    base = _rounded_to(overlaps)
    if base is not None:
        yield reason("cells_rounded", base=base)


def _about_lists(overlaps: Overlaps) -> Iterator[Reason]:
    if len(overlaps.lists) < 3:
        yield reason("fewer_than_three_lists", lists=len(overlaps.lists))
    # A withheld cell may hold those who would open these gates.
    if overlaps.unknown:
        return
    for name, size in zip(overlaps.lists, overlaps.sizes, strict=True):
        if size == 0:
            yield reason("list_empty", list=name)
        elif size == overlaps.n:
            yield reason("list_holds_everyone", list=name)
    if overlaps.on_two_or_more == 0:
        yield reason("nobody_on_two_lists")


def _nested(overlaps: Overlaps) -> Iterator[Reason]:
    """Find lists that lie within another, save where that other holds everyone anyway."""
    sizes = overlaps.sizes
    for i, size in enumerate(sizes):
        if size < NESTED_FROM or overlaps.unknown:
            continue
        for j, other in enumerate(sizes):
            if i != j and other < overlaps.n and overlaps.on_all(1 << i | 1 << j) == size:
                if other == size and j < i:
                    continue
                yield reason("lists_nested", list=overlaps.lists[i], within=overlaps.lists[j])


def _rounded_to(overlaps: Overlaps) -> int | None:
    """Give the base to which the counts look rounded: many, all multiples, the least the base."""
    seen = [count for count in overlaps.counts if count]
    if len(seen) < ROUNDED_FROM:
        return None
    for base in (10, 5, 3):
        if min(seen) == base and all(count % base == 0 for count in seen):
            return base
    return None
