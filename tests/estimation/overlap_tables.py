"""Small tables of overlapping lists, and the published ones, for tests."""

import csv
from collections.abc import Mapping
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np

from indicators.estimation import Overlaps, read_file, read_overlaps

DATA = Path(__file__).parent / "data"


@cache
def published(name: str) -> Overlaps:
    return read_file(DATA / f"{name}.csv")


def references() -> list[dict[str, str]]:
    with (DATA / "reference_estimates.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def table(**counts: int) -> Overlaps:
    """``table(A=40, B=30, AB=6)``: each key names the lists that those persons stand on."""
    lists = sorted(set("".join(counts)))
    rows = [
        {**{name: int(name in key) for name in lists}, "count": count}
        for key, count in counts.items()
    ]
    return read_overlaps(rows)


def independent_lists(total: int, chances: Mapping[str, float], seed: int) -> Overlaps:
    """Draw lists that know nothing of each other from a population of known size."""
    rng = np.random.default_rng(seed)
    on = rng.random((total, len(chances))) < np.array(list(chances.values()))
    rows = [
        {
            **dict(zip(chances, pattern, strict=True)),
            "count": int((on == np.array(pattern)).all(axis=1).sum()),
        }
        for pattern in product((0, 1), repeat=len(chances))
        if any(pattern)
    ]
    return read_overlaps(rows)


GOOD = table(A=120, B=100, C=90, AB=40, AC=38, BC=30, ABC=12)
"""Three lists that agree with each other well enough for a single number."""
