"""Which period does a text name?

Years, half-years, quarters, months and spans of years, as labels (``2025-Q1``), as statistics
write them (``2025K1``, ``2025M03``) and as people do (``kvartal 1 2025``, ``första halvåret
2025``). A day is not a period, and neither is the number that a spreadsheet keeps for one.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from etl.cells.error import CellError
from etl.cells.tidy import tidy
from etl.period import Period

_YEAR = r"(?P<year>(?:19|20|21)[0-9]{2})"
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb",
            "mars march mar",
            "april apr",
            "maj may",
            "juni june jun",
            "juli july jul",
            "augusti august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_ORDINALS = {
    "första": 1, "1:a": 1, "1a": 1, "first": 1, "1st": 1,
    "andra": 2, "2:a": 2, "2a": 2, "second": 2, "2nd": 2,
    "tredje": 3, "3:e": 3, "3e": 3, "third": 3, "3rd": 3,
    "fjärde": 4, "4:e": 4, "4e": 4, "fourth": 4, "4th": 4,
}  # fmt: skip
_ORDINAL = f"(?P<ordinal>{'|'.join(_ORDINALS)})"
_MONTH_NAME = f"(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_QUARTER_WORD = r"(?:kvartal(?:et)?|quarter|kv\.?|kvart\.?|[kq])"
_HALF_WORD = r"(?:halvår(?:et)?|half(?:-year| year)?|h)"
_MONTH_RANGE = r"(?P<first>[a-z]+)\.? ?- ?(?P<last>[a-z]+)\.?"
_OF = r",? (?:av |of )?"

Make = Callable[[re.Match[str]], str]


def _quarter(match: re.Match[str]) -> str:
    return f"{match['year']}-Q{_number(match)}"


def _half(match: re.Match[str]) -> str:
    return f"{match['year']}-H{_number(match)}"


def _month(match: re.Match[str]) -> str:
    return f"{match['year']}-{int(match['number']):02d}"


def _named_month(match: re.Match[str]) -> str:
    return f"{match['year']}-{_MONTHS[match['name']]:02d}"


def _year(match: re.Match[str]) -> str:
    return match["year"]


def _span(match: re.Match[str]) -> str:
    return f"{match['year']}/{match['end']}"


def _months(match: re.Match[str]) -> str:
    first, last = (_MONTHS.get(match[side], 0) for side in ("first", "last"))
    return _from_to(match["year"], first, last)


def _numbered_months(match: re.Match[str]) -> str:
    return _from_to(match["year"], int(match["first"]), int(match["last"]))


def _from_to(year: str, first: int, last: int) -> str:
    """Name the quarter, half-year or year that runs between two months, if any does."""
    for kind in ("quarter", "half", "year"):
        for period in Period.parse(year).parts(kind):
            if (period.start.month, period.end.month) == (first, last):
                return period.label
    return ""


def _number(match: re.Match[str]) -> int:
    groups = match.groupdict()
    ordinal = groups.get("ordinal")
    return _ORDINALS[ordinal] if ordinal else int(groups["number"])


def _forms() -> list[tuple[re.Pattern[str], Make]]:
    quarter = rf"{_QUARTER_WORD} ?(?P<number>[1-4])"
    half = rf"{_HALF_WORD} ?(?P<number>[12])"
    texts: list[tuple[str, Make]] = [
        (_YEAR, _year),
        (rf"(?:helår(?:et)?|år(?:et)?|kalenderår(?:et)?|full year|year) {_YEAR}", _year),
        (rf"{_YEAR} ?(?:helår|full year)", _year),
        (rf"{_YEAR} ?[/-] ?(?P<end>(?:19|20|21)[0-9]{{2}})", _span),
        (rf"{_YEAR}-(?P<number>0[1-9]|1[0-2])", _month),
        (rf"{_YEAR} ?m(?P<number>0?[1-9]|1[0-2])", _month),
        (rf"{_YEAR}-(?P<first>[01][0-9]) ?[/-] ?(?P=year)-(?P<last>[01][0-9])", _numbered_months),
        (rf"{quarter}{_OF}{_YEAR}", _quarter),
        (rf"{quarter}-{_YEAR}", _quarter),
        (rf"{_YEAR}[ -]?{quarter}", _quarter),
        (rf"{_ORDINAL} (?:kvartalet|quarter){_OF}{_YEAR}", _quarter),
        (rf"{half}{_OF}{_YEAR}", _half),
        (rf"{half}-{_YEAR}", _half),
        (rf"{_YEAR}[ -]?{half}", _half),
        (rf"{_ORDINAL} (?:halvåret|half(?:-year| year)?){_OF}{_YEAR}", _half),
        (rf"{_MONTH_NAME}\.?{_OF}{_YEAR}", _named_month),
        (rf"{_YEAR} {_MONTH_NAME}\.?", _named_month),
        (rf"{_MONTH_RANGE} {_YEAR}", _months),
    ]
    return [(re.compile(text), make) for text, make in texts]


_FORMS = _forms()
_DATE = re.compile(
    r"(?P<y>[0-9]{4})[-/.]?(?P<m>[0-9]{2})[-/.]?(?P<d>[0-9]{2})(?:[ T][0-9:.]+)?"
    r"|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}"
)
_SERIAL = re.compile(r"(?P<days>[2-7][0-9]{4})(?:[.,][0-9]+)?")
_TERTIAL = re.compile(r".*(?:tertial|\bt[1-3]\b|[0-9]t[1-3]\b).*")
_DAY_ZERO = date(1899, 12, 30)


def parse_period(text: str) -> Period:
    """Read a period in any of the ways Swedish offices write them.

    Raises ``CellError`` with a reason that says what the text looks like instead: a day
    (``date_not_period``), a spreadsheet's number for a day (``excel_date``), a third of a year
    (``tertial``), a span that ends before it starts (``no_such_span``), or ``not_a_period``.
    For a day, ``suggestion`` is its month.
    """
    tidied = tidy(text).lower()
    for pattern, make in _FORMS:
        match = pattern.fullmatch(tidied)
        label = make(match) if match else ""
        if label:
            return _checked(label, text)
    raise _what_else(tidied, text)


def _checked(label: str, text: str) -> Period:
    try:
        return Period.parse(label)
    except ValueError as error:
        raise CellError("no_such_span", text) from error


def _what_else(tidied: str, text: str) -> CellError:
    serial = _SERIAL.fullmatch(tidied)
    if serial:
        day = _DAY_ZERO + timedelta(days=int(serial["days"]))
        return CellError("excel_date", text, f"{day:%Y-%m}")
    if _TERTIAL.fullmatch(tidied):
        return CellError("tertial", text)
    day_written = _DATE.fullmatch(tidied)
    if day_written and day_written["y"]:
        month = int(day_written["m"])
        known = 1 <= month <= len(calendar.month_name) - 1
        return CellError(
            "date_not_period", text, f"{day_written['y']}-{month:02d}" if known else None
        )
    return CellError("date_not_period" if day_written else "not_a_period", text)
