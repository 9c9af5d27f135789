"""How is a text kept from being run as a formula by whoever opens our file?"""

import re

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NEGATIVE = re.compile(
    r"-[0-9][0-9 \u00a0\u2009\u202f]*(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?[ \u00a0]?%?"
)
_LEADING_SPACE = " \u00a0\u2009\u202f\u200b\ufeff\x00"


def neutralise(text: str) -> str:
    """Give the text with an apostrophe before it where a spreadsheet would take it for a formula.

    For every cell of every file that is written. A real negative number and a lone dash (zero)
    stay as they are: they are figures, and neither can run.
    """
    if text == "-" or _NEGATIVE.fullmatch(text):
        return text
    # Some programs drop leading spaces before they look for the sign.
    if text.startswith(_STARTS) or text.lstrip(_LEADING_SPACE).startswith(_STARTS):
        return f"'{text}"
    return text
