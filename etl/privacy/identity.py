"""Does a text hold a Swedish personal identity number?

Personnummer, samordningsnummer (the day plus 60) and interim numbers (a letter first of the
last four): a date, four characters of which the last is a check digit by the Luhn algorithm,
as the Swedish Tax Agency describes them (SKV 704, SKV 707). An organisation number has a
"month" of 20 or more and is no personal data.
"""

import re

PERSONAL = "personal_number"
COORDINATION = "coordination_number"
INTERIM = "interim_number"

_LAST = r"(?P<last>[0-9]{4}|[TRSUWXJKLMNtrsuwxjklmn][0-9]{3})"
_CENTURY = "(?:1[89]|20)?"
_JOINT = r" ?[-+./_]{0,2} ?"
_COMPACT = re.compile(rf"(?<![0-9]){_CENTURY}(?P<date>[0-9]{{6}}){_JOINT}{_LAST}(?![0-9])")
# Followed by a dash and more digits it is the first of two dates, not a number.
_DATED = re.compile(
    rf"(?<![0-9])(?<![0-9][-./]){_CENTURY}(?P<y>[0-9]{{2}})(?P<by>[-./ ])(?P<m>[0-9]{{2}})(?P=by)"
    rf"(?P<d>[0-9]{{2}}){_JOINT}{_LAST}(?![0-9])(?! ?[-./][0-9])"
)
_SPREAD = re.compile(r"[0-9][0-9 +./_'|-]*[0-9]|[0-9][0-9 +./_'|-]*[A-Za-z](?:[ -]?[0-9]){3}")
_WHOLE = re.compile(rf"{_CENTURY}(?P<date>[0-9]{{6}}){_LAST}")
_NOT_DIGITS = re.compile(r"[^0-9A-Za-z]")
_MONTHS = re.compile(
    r"(?:19|20)[0-9]{2}[-./](?:0[1-9]|1[0-2]) ?[-/ ] ?(?:19|20)[0-9]{2}[-./][01][0-9]"
)
_FRONT = re.compile(
    rf"(?P<label>(?:född|f|pnr|person(?:nr|nummer)?|born|birth)[ .:]*)?{_CENTURY}"
    r"(?P<date>[0-9]{6}|[0-9]{2}-[0-9]{2}-[0-9]{2})(?P<joint> ?[-+]?)",
    re.IGNORECASE,
)
_BACK = re.compile(rf"(?P<joint>[-+]? ?){_LAST}")
_LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def identity_in(text: str) -> str | None:
    """Say which kind of number stands in a text, if any does.

    The text is made plain first, and times and fractions are taken out of it.
    """
    for pattern in (_COMPACT, _DATED):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            date = groups.get("date") or f"{groups['y']}{groups['m']}{groups['d']}"
            kind = _kind(date, groups["last"])
            if kind:
                return kind
    return _spread(text)


def front_of(text: str) -> tuple[str, bool] | None:
    """Give the six digits of the birth date that a cell is, and whether it is plainly text.

    It is where it has a label, a joint or a leading zero: an amount has none of them. A date
    with dashes counts only with a joint, since dates stand in honest returns.
    """
    match = _FRONT.fullmatch(text)
    if match is None or not _is_date(match["date"].replace("-", "")):
        return None
    joint = bool(match["joint"].strip())
    if "-" in match["date"] and not joint:
        return None
    textual = joint or bool(match["label"]) or text.startswith("0")
    return match["date"].replace("-", ""), textual


def back_of(text: str) -> tuple[str, bool] | None:
    """Give the last four that a cell consists of, and whether it is plainly text.

    A bare year is none: it stands beside a date in many an honest row.
    """
    match = _BACK.fullmatch(text)
    if match is None:
        return None
    joint = bool(match["joint"].strip())
    if not joint and match["last"].startswith(("19", "20")):
        return None
    return match["last"], joint or not match["last"].isdigit() or match["last"].startswith("0")


def kind_of_split(front: str, back: str) -> str | None:
    """Say which kind of number two cells make together, if they do."""
    return _kind(front, back)


def _spread(text: str) -> str | None:
    if not _SPREAD.fullmatch(text) or _MONTHS.fullmatch(text):
        return None
    match = _WHOLE.fullmatch(_NOT_DIGITS.sub("", text))
    return _kind(match["date"], match["last"]) if match else None


def _kind(date: str, last: str) -> str | None:
    digits = date + (last if last.isdigit() else f"1{last[1:]}")
    if not _is_date(date) or not _luhn(digits):
        return None
    if not last.isdigit():
        return INTERIM
    return COORDINATION if int(date[4:]) > 60 else PERSONAL


def _is_date(date: str) -> bool:
    month, day = int(date[2:4]), int(date[4:])
    return 1 <= month <= 12 and 1 <= day - 60 * (day > 60) <= _LONGEST_MONTH[month - 1]


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 - at % 2) for at, digit in enumerate(digits))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
