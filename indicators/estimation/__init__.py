"""How many persons stand behind overlapping lists that nobody sees as a whole?

Multiple systems estimation: two engines that handle dependence between lists differently, simpler
figures beside them, and a verdict on how much of it can be said.
"""

from indicators.estimation.overlaps import OverlapError, Overlaps
from indicators.estimation.reading import read_file, read_overlaps
from indicators.estimation.reasons import Reason
from indicators.estimation.recipe import estimate, run
from indicators.estimation.result import METHODS, Estimate, Headline, Verdict
from indicators.estimation.words import ASSUMPTIONS, KNOWN_TRUTH, describe

__all__ = [
    "ASSUMPTIONS",
    "KNOWN_TRUTH",
    "METHODS",
    "Estimate",
    "Headline",
    "OverlapError",
    "Overlaps",
    "Reason",
    "Verdict",
    "describe",
    "estimate",
    "read_file",
    "read_overlaps",
    "run",
]
