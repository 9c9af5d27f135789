"""In which encoding were these bytes written?

Told from the bytes, never from what the file or its sender says. UTF-8 is tried first, since
text in another encoding is almost never valid UTF-8; then Windows-1252, of which what Swedish
files call ISO-8859-1 is a part; then the encodings of old Mac and DOS programs.
"""

import re
from dataclasses import dataclass

from etl.reading.table import refuse

_SAMPLE = 100_000
_USUAL = ("cp1252", "cp850", "mac_roman")
_LETTERS = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿŠšŽžŒœŸŁłĆćČčĐđŚśŃńŐőŰű"
_SIGNS = "\u00a0§«»°´·½¼¾²³±€…‘’“”„–—•¤€£µ¶†‡ˆ‰‹›×÷¨¸¹º¡¿©®™"
_SWEDISH = "åäöÅÄÖéüÉÜ"
_COMMON = _SWEDISH + "\u00a0§°½‘’“”„–—…€"
_EXPECTED = frozenset(_LETTERS + _SIGNS)
_CONTROLS = bytes(range(9)) + b"\x0b\x0e\x0f" + bytes(range(16, 32))
# UTF-8's å, ä, ö, Å, Ä, Ö: nobody writes these pairs in Windows-1252 ("Ã¤").
_UTF8_SWEDISH = re.compile(rb"\xc3[\xa4\xa5\xb6\x84\x85\x96]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and the encoding that its bytes were read as."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Read bytes as text. Raises ``Refused`` for bytes that are no text at all."""
    decoded = _decode(data)
    text = decoded.text.removeprefix("\ufeff").rstrip("\x1a")
    raw = data if decoded.encoding == "utf-8" else text.encode("utf-8")
    controls = len(raw) - len(raw.translate(None, _CONTROLS))
    if b"\x00" in raw or controls * 100 > len(raw):
        raise refuse("unreadable", reason="binary")
    return Decoded(text, decoded.encoding)


def _decode(data: bytes) -> Decoded:
    wide = _wide(data)
    if wide is not None:
        try:
            return Decoded(data.decode(wide), wide)
        except UnicodeDecodeError as error:
            raise refuse("unreadable", reason="binary") from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_narrow(data, error.start)
    return Decoded(text, "utf-8-sig" if text.startswith("\ufeff") else "utf-8")


def _wide(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = data[: _SAMPLE // 100 * 2]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    # Swedish text in UTF-16 has a zero in nearly every second byte and none between.
    if odd * 2 > len(sample) * 0.8 and not even:
        return "utf-16-le"
    if even * 2 > len(sample) * 0.8 and not odd:
        return "utf-16-be"
    return None


def _decode_narrow(data: bytes, bad_at: int) -> Decoded:
    if b"\x00" in data:
        raise refuse("unreadable", reason="binary")
    if _UTF8_SWEDISH.search(data):
        raise refuse("unreadable", row=data.count(b"\n", 0, bad_at) + 1, reason="mixed_encoding")
    high = data.translate(None, bytes(range(128)))
    usual = [name for name in _USUAL if _is_plain(high, name)]
    if usual:
        # In the wrong one å, ä and ö come out as signs and foreign letters, and these as them.
        best = max(usual, key=lambda name: _likeness(high.decode(name)))
        return Decoded(data.decode(best), best)
    # Rarely needed, and costly to import.
    import charset_normalizer

    match = charset_normalizer.from_bytes(data[max(0, bad_at - _SAMPLE // 2) :][:_SAMPLE]).best()
    if match is None or not _is_plain(high, match.encoding):
        raise refuse("unreadable", reason="encoding")
    return Decoded(str(data, match.encoding, errors="replace"), match.encoding)


def _is_plain(high: bytes, encoding: str) -> bool:
    try:
        return _EXPECTED.issuperset(high.decode(encoding))
    except UnicodeDecodeError:
        return False


def _likeness(text: str) -> int:
    swedish = sum(text.count(letter) for letter in _SWEDISH)
    common = sum(text.count(sign) for sign in _COMMON)
    return swedish - (len(text) - common)
