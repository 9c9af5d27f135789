"""In what is an axis counted, and how is a figure written at its bar without that unit?

The axis has the unit, so that a bar has its number alone: it must find room on a phone. Large sums
of kronor are counted in thousands or millions; pointing at the bar and the table give each krona.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import formats
from dashboard.i18n import N_
from dashboard.presenters import words
from dashboard.presenters.rows import Number, Row
from dashboard.presenters.voice import Voice

SHARE, KRONOR = "share", "SEK"
_KRONOR = (
    (2_000_000, 1_000_000, N_("millions of kronor")),
    (20_000, 1_000, N_("thousands of kronor")),
)
_MOST_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class AxisUnit:
    """A unit of an axis: its words, what a value is divided by, and how numbers are written."""

    name: str
    divisor: float
    decimals: int | None
    language: str
    sign: str = ""

    def said(self, value: Number) -> str:
        """Write a number at its place on the axis."""
        if self.decimals is None:
            return formats.amount(value, self.language)
        return formats.number(value / self.divisor, self.language, decimals=self.decimals)

    def in_short(self, value: Number) -> str:
        """Write a number that was decided, a target say, with no more decimals than it has."""
        return formats.amount(round(value / self.divisor, 6), self.language)

    def at_bar(self, row: Row) -> str:
        """Write a row's figure at its bar; a range without a centre as the table has it."""
        if row.value is None:
            return row.figure.removesuffix(self.sign)
        return self.said(row.value)


def axis_unit(voice: Voice, unit: str, values: Sequence[Number]) -> AxisUnit:
    """Choose what an axis with these values is counted in; shares are counted in per cent."""
    name = words.looked_up(voice, words.UNITS, unit)
    if unit == SHARE:
        sign = formats.share(0, voice.language, decimals=0).removeprefix("0")
        return AxisUnit(name, 0.01, 1, voice.language, sign)
    top = max(values, default=0)
    for least, divisor, said in _KRONOR if unit == KRONOR else ():
        if top >= least:
            decimals = _decimals([value / divisor for value in values])
            return AxisUnit(voice.t(said), divisor, decimals, voice.language)
    return AxisUnit(name, 1, None, voice.language)


def _decimals(values: Sequence[float]) -> int:
    """Give the fewest decimals that say every value whole, two at most."""
    for decimals in range(_MOST_DECIMALS):
        if all(round(value, decimals) == round(value, 9) for value in values):
            return decimals
    return _MOST_DECIMALS
