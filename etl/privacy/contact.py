"""Does a text hold an e-mail address or a telephone number?"""

import re

EMAIL = "email"
TELEPHONE = "telephone"

_EMAIL = re.compile(
    r"[\w.+%-]+ ?(?:@|\((?:at|a)\)|\[(?:at|a)\]| snabel-?a ) ?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}",
    re.IGNORECASE,
)
# The area codes of the Swedish numbering plan (PTS), without the zero they start with.
_AREA = (
    "(?:8|1[013689]|2[0136]|3[1356]|4[0246]|54|6[03]|90"
    "|1(?:2[0-5]|4[0-4]|5[0-25-9]|7[13-6])"
    "|2(?:2[0-7]|4[0136-8]|5[0138]|7[018]|8[01]|9[0-57])"
    "|3(?:0[0-4]|2[0-5]|4[056]|7[0-2]|8[0-3]|9[023])"
    "|4(?:1[0-8]|3[0135]|5[14-79]|7[0-24-9]|8[0156]|9[0-689])"
    "|5(?:0[0-6]|1[0-5]|2[0-68]|3[0-4]|5[0-5]|6[0345]|7[013]|8[0-79]|9[01])"
    "|6(?:1[1-3]|2[0-4]|4[02-57]|5[0-37]|6[0-3]|7[0-2]|8[0247]|9[0-356])"
    "|9(?:1[0-68]|2[0-9]|3[02-5]|4[0-3]|5[0-4]|6[01]|7[0135-8]|8[01]))"
)
_GROUPS = "(?:[0-9]{5,8}|[0-9]{2,3}(?: [0-9]{2,3}){1,3})"
_SWEDISH = re.compile(
    rf"(?<![0-9+])(?<![0-9] )(?:07[02369](?: ?[./-]? ?[0-9]){{7}}"
    rf"|\(?0{_AREA}\)?(?: ?[-/] ?| ){_GROUPS})(?![0-9]|[-/.][0-9])"
)
_COMPACT = re.compile(rf"0{_AREA}[0-9]{{5,8}}")
_INTERNATIONAL = re.compile(r"(?<![0-9])(?:\+|(?<![0-9] )00(?=[1-9]))[0-9][0-9 ()./-]{6,20}[0-9]")
_SIGNED_NUMBER = re.compile(r"\+[0-9]{1,3}(?: [0-9]{3})+")
_LABELLED = re.compile(
    r"\b(?:tel|tele?fon(?:nummer|nr)?|tfn|tlf|mobil(?:nummer|nr)?|phone|mobile|sms)\b\W{0,3}"
    r"(?![0-9]{4}-[0-9]{2}-[0-9]{2})(?P<number>\+?[0-9][0-9 ()/-]{3,}[0-9])",
    re.IGNORECASE,
)
_NOT_DIGITS = re.compile(r"[^0-9]")


def is_address(text: str) -> bool:
    """Tell whether an e-mail address stands in a text (made plain first)."""
    return _EMAIL.search(text) is not None


def is_telephone(text: str) -> bool:
    """Tell whether a telephone number stands in a text.

    The text is made plain first, and times and fractions are taken out of it.
    """
    if any(8 <= _digits(match[0]) <= 10 for match in _SWEDISH.finditer(text)):
        return True
    if _COMPACT.fullmatch(text) and 9 <= len(text) <= 10:
        return True
    if any(_digits(match["number"]) >= 6 for match in _LABELLED.finditer(text)):
        return True
    return any(
        9 <= _digits(match[0]) <= 15 and not _SIGNED_NUMBER.fullmatch(match[0])
        for match in _INTERNATIONAL.finditer(text)
    )


def _digits(text: str) -> int:
    return len(_NOT_DIGITS.sub("", text))
