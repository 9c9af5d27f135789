"""Which of very many texts could hold personal data at all?

A return may have a million different cells, and nearly none of them holds as many digits as a
number of a person. The sieve looks at all of them at once; what it lets through is then read.
"""

import unicodedata
from collections.abc import Sequence

_ASCII_DIGITS = b"0123456789"
_KEPT = _ASCII_DIGITS + b"\n"
_DELETED = bytes(code for code in range(256) if code not in _KEPT)
_ENOUGH_DIGITS = 8
_MARKS = ("@", "(a", "[a", "snabel", "tel", "tfn", "tlf", "mobil", "phone", "sms")


def digits_of(texts: Sequence[str]) -> list[bytes]:
    """Give the digits of each text, in order and as 0-9, without what stands between them."""
    if not texts:
        return []
    joined = "\n".join(texts)
    if joined.count("\n") != len(texts) - 1:
        joined = "\n".join(text.replace("\n", " ") for text in texts)
    joined = unicodedata.normalize("NFKC", joined)
    if not joined.isascii():
        joined = joined.translate(_other_digits(joined))
    return joined.encode("utf-8", "replace").translate(None, _DELETED).split(b"\n")


def suspects(texts: Sequence[str], digits: Sequence[bytes]) -> list[int]:
    """Give the positions of the texts that must be read: many digits, or a tell-tale mark."""
    found = {at for at, run in enumerate(digits) if len(run) >= _ENOUGH_DIGITS}
    joined = unicodedata.normalize("NFKC", "\n".join(texts)).lower()
    marks = [mark for mark in _MARKS if mark in joined]
    if marks:
        found.update(at for at, text in enumerate(texts) if _has_mark(text, marks))
    return sorted(found)


def _has_mark(text: str, marks: Sequence[str]) -> bool:
    lowered = unicodedata.normalize("NFKC", text).lower()
    return any(mark in lowered for mark in marks)


def _other_digits(text: str) -> dict[int, str]:
    return {
        ord(char): str(unicodedata.decimal(char))
        for char in set(text)
        if char.isdecimal() and not char.isascii()
    }
