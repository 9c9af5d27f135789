"""How does a text read once its disguise is off?"""

import re
import unicodedata

_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad", "-")

_TIME = re.compile(r"(?<![0-9])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9])")
# A number that starts with a zero and goes on is no fraction but a date or a telephone number.
_FRACTION = re.compile(r"(?<![0-9.,])(0|[1-9][0-9]*)([.,])([0-9]+)(?![0-9])(?![.,][0-9])")


def plain(text: str) -> str:
    """Give the text with plain digits, dashes and single spaces, and nothing invisible.

    Full-width and other scripts' digits become 0-9, every space becomes one plain space.
    """
    composed = unicodedata.normalize("NFKC", text)
    if composed.isascii():
        return " ".join(composed.split())
    return " ".join("".join(map(_plain_character, composed)).split())


def without_figures(text: str) -> str:
    """Take times of day and decimal fractions out of a plain text; their digits mislead."""
    return _FRACTION.sub(_unless_joined, _TIME.sub(" : ", text)).strip()


def _unless_joined(match: re.Match[str]) -> str:
    """Keep what a point or comma joins without making a fraction: a list, or a number's parts."""
    whole, sign, rest = match.groups()
    lengths = (len(whole), len(rest))
    is_list = lengths[0] in (10, 12) and lengths[1] in (10, 12)
    is_number = sign == "." and lengths in ((6, 4), (8, 4))
    return match[0] if is_list or is_number else " "


def _plain_character(char: str) -> str:
    if char.isascii():
        return char
    if char in _DASHES:
        return "-"
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    # Zero-width spaces, joiners and marks of direction are of the category Cf.
    return "" if unicodedata.category(char) == "Cf" else char
