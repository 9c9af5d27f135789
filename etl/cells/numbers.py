"""Which number, bound or mark does a cell hold?

The marks are those of Swedish official statistics: ``..`` not available, ``.`` cannot occur,
``–`` zero. A number is read as decimal digits, never by way of a binary fraction, so that a
count comes out as it was written or not at all.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from etl.cells.error import CellError
from etl.cells.tidy import tidy
from etl.records import Gap, Number


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says: a value, a range (``low``, ``high``), a gap, or nothing (``empty``).

    A range has no value. ``<5`` is 0 to 4. A ``low`` alone means "more than": ``>1000`` has
    1000 and ``≥1000`` has 999.
    """

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    gap: Gap | None = None
    empty: bool = False


_PLAIN = r"(?:[0-9]+|[0-9]{1,3}(?: [0-9]{3})+)(?:[.,][0-9]+)?"
_NUMBER = re.compile(rf"(?P<digits>[+-]?{_PLAIN}(?:[eE][+-]?[0-9]{{1,3}})?) ?(?P<percent>%?)")
_RANGE = re.compile(rf"(?P<low>{_PLAIN} ?%?) ?- ?(?P<high>{_PLAIN} ?%?)")
_BOUND = re.compile(
    r"(?P<sign><=|≤|<|>=|≥|>|(?:färre|mindre|fler|mer) än|under|över|högst|minst|"
    r"(?:fewer|less|more) than|at most|at least) ?(?P<number>.+)",
    re.IGNORECASE,
)
_BELOW = ("<", "färre än", "mindre än", "under", "fewer than", "less than")
_UP_TO = ("<=", "≤", "högst", "at most")
_FROM = (">=", "≥", "minst", "at least")
_MARKS = {
    "": Cell(empty=True),
    "-": Cell(value=0),
    "..": Cell(gap=Gap.NOT_AVAILABLE),
    "…": Cell(gap=Gap.NOT_AVAILABLE),  # what some programs make of the two dots
    ".": Cell(gap=Gap.CANNOT_OCCUR),
}
_EXACT_DIGITS = 400
# One to one reader and one thousand to another: whoever wrote it has to say which.
_THOUSAND_OR_ONE = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,]000")
# 1,2E+04 is what a spreadsheet writes of 12 345 in a narrow column: the other digits are gone.
_ROUNDED = re.compile(r"[eE]\+?[0-9]")


def parse_number(text: str) -> Number:
    """Read one plain number: an int where it is whole, else a float; ``12 %`` is 0.12.

    Spaces of any kind may part thousands; the decimal sign is a comma or a point. Raises
    ``CellError`` for anything else, ``1,234,567`` and ``14*`` among it, for ``1.000``, which
    may be one or a thousand, and for ``1,2E+04``, of which only the first digits are left.
    """
    if text.isascii() and text.isdigit() and len(text) <= _EXACT_DIGITS:
        return int(text)
    match = _NUMBER.fullmatch(tidy(text))
    if match is None or len(text) > _EXACT_DIGITS:
        raise CellError("not_a_number", text)
    if not match["percent"] and _THOUSAND_OR_ONE.fullmatch(match["digits"]):
        raise CellError("ambiguous_number", text)
    if _ROUNDED.search(match["digits"]):
        raise CellError("rounded_number", text)
    number = Decimal(match["digits"].replace(" ", "").replace(",", "."))
    if match["percent"]:
        number = number.scaleb(-2)
    return int(number) if number == number.to_integral_value() else float(number)


def parse_cell(text: str) -> Cell:
    """Read a number, a bound, a mark (``..``, ``.``, ``–``) or an empty cell.

    Raises ``CellError`` for anything else.
    """
    if text.isascii() and text.isdigit():
        return Cell(value=parse_number(text))
    tidied = tidy(text)
    return _MARKS[tidied] if tidied in _MARKS else _figure(tidied, text)


def _figure(tidied: str, text: str) -> Cell:
    bound = _BOUND.fullmatch(tidied)
    if bound:
        return _bound(bound["sign"].lower(), bound["number"], text)
    span = _RANGE.fullmatch(tidied)
    if span:
        return _range(parse_number(span["low"]), parse_number(span["high"]), text)
    return Cell(value=parse_number(tidied))


def _bound(sign: str, digits: str, text: str) -> Cell:
    number = parse_number(digits)
    if number < 0 or (number == 0 and sign in _BELOW):
        raise CellError("not_a_number", text)
    # Of whole things, fewer than five are at most four; a share has no next lower one.
    step = 1 if isinstance(number, int) and "%" not in digits else 0
    if sign in _UP_TO:
        return Cell(low=0, high=number)
    if sign in _BELOW:
        return Cell(low=0, high=number - step)
    return Cell(low=number - step if sign in _FROM else number)


def _range(low: Number, high: Number, text: str) -> Cell:
    if low > high:
        raise CellError("not_a_number", text)
    return Cell(low=low, high=high)
