"""Which codes are told as one where each by itself is too few?"""

from indicators.coarsening import Band

NOT_ADULTS = Band(
    "age_group",
    "minor_or_relative",
    ("minor", "relative"),
    sv="Barn och anhöriga",
    en="Minors and relatives",
)

BANDS = (NOT_ADULTS,)
"""All of them: no return counts by such a code."""
