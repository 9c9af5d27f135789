"""When is a hidden number too uncertain to state?

Every limit of the estimate stands here and nowhere else, and travels with each result. The
first group is ours: judgements on when figures disagree too much. The second group is how the
methods are set, as their authors published them.
"""

from typing import Final

# Judgements. A single number is given only within all of these.
AGREE_WITHIN: Final = 1.5
"""Largest ratio between the engines' estimates, and among models nearly as good as the best."""
FEWEST_ON_TWO_LISTS: Final = 30
"""Persons on two lists or more, below which only a range is given."""
LIST_MOVES_AT_MOST: Final = 3.0
"""Largest factor by which leaving out one list may move the estimate."""
WIDEST_RANGE: Final = 10.0
"""Upper over lower limit, above which only the lower limit is given."""
CEILING_MASS: Final = 0.01
"""Share of engine A's posterior in the top tenth of its grid, above which it has no upper end."""
REPLICATES_LOST: Final = 0.05
"""Share of bootstrap samples without any estimate, above which there is no upper end."""
NESTED_FROM: Final = 5
"""Smallest list that is taken as nested when everyone on it stands on one other list too."""
ROUNDED_FROM: Final = 8
"""Fewest seen patterns that, all multiples of 3, 5 or 10, are taken as rounded."""

# How the methods are set.
NEAR_BIC: Final = 2.0
"""Models within this many BIC units of the best are shown beside it."""
BEST_MODELS: Final = 100
"""Models, best first, among which the bootstrap repeats the selection."""
STEPWISE_P: Final = 0.02
"""Largest p-value at which the stepwise search takes up another pair of lists."""
GRID_POINTS: Final = 1000
"""Points of engine A's grid of unseen persons."""
GRID_REACH: Final = 30
"""Where that grid ends, in multiples of the persons seen."""
MOST_LISTS_EXHAUSTIVE: Final = 5
"""Most lists for which every model is tried; with more, the smallest are merged."""
MOST_LISTS: Final = 9
"""Most lists that are accepted: above it a list's number no longer names it in a model."""
SEED: Final = 20181
"""The seed used when none is given."""


def as_json() -> dict[str, float]:
    """Give every limit under its name in small letters, to stand with a result."""
    return {
        name.lower(): value
        for name, value in sorted(globals().items())
        if name.isupper() and isinstance(value, int | float)
    }
