"""How does a text read once its disguise is off?"""

import unicodedata

_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad", "-")


def plain(text: str) -> str:
    """Give the text with plain digits, dashes and single spaces, and nothing invisible.

    Full-width and other scripts' digits become 0-9, every space becomes one plain space.
    """
    composed = unicodedata.normalize("NFKC", text)
    if composed.isascii():
        return " ".join(composed.split())
    return " ".join("".join(map(_plain_character, composed)).split())


def _plain_character(char: str) -> str:
    if char.isascii():
        return char
    if char in _DASHES:
        return "-"
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    # Zero-width spaces, joiners and marks of direction are of the category Cf.
    return "" if unicodedata.category(char) == "Cf" else char
