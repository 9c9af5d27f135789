"""May the counts on overlapping lists be shown? All of one place and period, or none.

An estimate rests on every pattern of the lists at once, so parts of them would serve nobody.
They are shown where no pattern is small, for then no sum of them is; and where nothing small
has changed since any day on which they were shown.
"""

from collections.abc import Iterable, Mapping

from etl.records import Figure
from indicators.disclosure.rules import THRESHOLD, is_small
from indicators.disclosure.scope import Name, Past

SOURCE, MEASURE = "overlaps", "count"

Published = Mapping[Name, Past]


def lists_shown(
    figures: Iterable[Figure], published: Published, threshold: int = THRESHOLD
) -> dict[Name, int] | None:
    """Give the counts of one place and period by name; None where they may not be shown."""
    counts: dict[Name, int] = {}
    for figure in figures:
        record = figure.record
        if not figure.settled or figure.conflicts or not isinstance(record.value, int):
            return None
        if is_small(record.value, threshold):
            return None
        day = record.reported_on.isoformat()
        name = Name(SOURCE, record.geography, record.period.label, day, MEASURE, record.breakdown)
        counts[name] = record.value
    # All that was ever told, not the last alone: a reader compares any two releases.
    for name, past in published.items():
        for mine, count in counts.items():
            same = (mine.geography, mine.period, mine.cell) == (
                name.geography,
                name.period,
                name.cell,
            )
            if same and past.low is not None and is_small(count - past.low, threshold):
                return None
    return counts or None
