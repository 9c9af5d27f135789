"""What is left of a text when it no longer matters how its spaces and dashes were typed?"""

import re
import unicodedata

_SPACES = re.compile(r"[\s\u200b\u2060\ufeff]+")
_DASHES = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe58\ufe63\uff0d", "-")
)


def tidy(text: str) -> str:
    """Give the text with single plain spaces, plain dashes and composed letters."""
    composed = unicodedata.normalize("NFC", text)
    return _SPACES.sub(" ", composed.translate(_DASHES)).strip()
