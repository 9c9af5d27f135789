"""What does a sheet's XML say that its values do not?

How far its cells reach (before anything is allocated for them), which formulas have no stored
value, which cells hold an error, and which texts stand outside the cells.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape

from etl.reading.table import refuse

CellAt = tuple[int, int]
"""Row and column, both from 0."""

_NS = rb"(?:\w+:)?"
_ROW_END = re.compile(rb"</" + _NS + rb"row>")
_AT = rb"\sr\s*=\s*[\"']"
# A column beyond Z, or a row number of seven digits. Searched for by the usual way to write it;
# where a program writes otherwise, by any.
_FAR_AWAY = rb"([A-Za-z]{2,}|[A-Za-z]?(?=\d{7}))(\d+)"
_FAR = re.compile(rb' r="' + _FAR_AWAY)
_FAR_LOOSELY = re.compile(_AT + _FAR_AWAY)
_UNUSUAL = (b"='", b"= ", b' ="', b"=\n", b"=\t", b"=\r", b"\nr", b"\tr", b"\rr")
_ROW_NUMBER = re.compile(rb"<" + _NS + rb"row\b[^>]*?" + _AT + rb"(\d+)")
_ANY = re.compile(_AT + rb"([A-Za-z]*)(\d+)")
_CELL = re.compile(
    rb"<" + _NS + rb"c\b([^>]*)>\s*(<" + _NS + rb"f\b[^>]*?(?:/>|>[^<]*</" + _NS + rb"f>))?"
    rb"\s*(?:<" + _NS + rb"v\s*/>|<" + _NS + rb"v[^>]*>([^<]*)</" + _NS + rb"v>)?"
    rb"\s*</" + _NS + rb"c>"
)
_KIND = re.compile(rb"\st=[\"'](\w+)")
_QUOTED_FORMULA = re.compile(rb"<" + _NS + rb"f\b[^>/]*>([^<]*(?:\"|&quot;)[^<]*)<")
_TEXT = re.compile(rb">([^<>]+)<")
_SHEET_END = re.compile(rb"</" + _NS + rb"sheetData>|<" + _NS + rb"sheetData\s*/>")
_MEASURED_IN_FULL = 8_000_000
_SINGLE_LETTERS = 26
_ROW_BYTES = 20_000_000


@dataclass(slots=True)
class SheetScan:
    """What was found; ``height`` and ``width`` bound how far the cells reach."""

    height: int = 0
    width: int = 0
    seen: int = 0
    unvalued: list[CellAt] = field(default_factory=list)
    errors: dict[CellAt, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)


def scan_sheet(chunks: Iterable[bytes]) -> SheetScan:
    """Go through a sheet's XML once, in pieces that end where a row ends.

    Raises ``Refused`` where a row, or what stands before or after them all, is far too long.
    """
    scan = SheetScan()
    for piece in _whole_rows(chunks):
        _measure(scan, piece)
        if b"<f" in piece or b":f" in piece or b't="e"' in piece or b"t='e'" in piece:
            _look_at_formulas(scan, piece)
        end = _SHEET_END.search(piece) if b"sheetData" in piece else None
        if end:
            scan.texts.extend(texts_of(piece[end.end() - 1 :]))
    return scan


def texts_of(xml: bytes) -> list[str]:
    """Give the texts that stand between tags."""
    texts = (unescape(raw.decode("utf-8", "replace")).strip() for raw in _TEXT.findall(xml))
    return [text for text in texts if text]


def column_number(letters: bytes) -> int:
    """Give the number of a column from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _whole_rows(chunks: Iterable[bytes]) -> Iterator[bytes]:
    carried = b""
    for chunk in chunks:
        window = carried + chunk
        cut = window.rfind(b"</row>") + len(b"</row>")
        if cut < len(b"</row>"):
            ends = list(_ROW_END.finditer(window)) if b":row>" in window else []
            cut = ends[-1].end() if ends else 0
        if cut:
            yield window[:cut]
        carried = window[cut:]
        # What never ends a row would be gone through anew with each chunk.
        if len(carried) > _ROW_BYTES:
            raise refuse("too_large", what="row_bytes", limit=_ROW_BYTES)
    yield carried


def _measure(scan: SheetScan, piece: bytes) -> None:
    rows = piece.split(b"row>")
    # Cells and rows may leave out where they stand; then they count from the one before.
    height = scan.height + piece.count(b"<row") + piece.count(b":row")
    width = max(row.count(b"<c") + row.count(b":c") for row in rows)
    if scan.seen < _MEASURED_IN_FULL:
        found = set(_ANY.findall(piece))
        columns = {column_number(letters) for letters, _ in found}
        numbers = {int(digits[:9]) for _, digits in found}
    else:
        # In a long sheet only rows and cells far out are looked at: it is ten times faster.
        far = _FAR_LOOSELY if any(mark in piece for mark in _UNUSUAL) else _FAR
        found = set(far.findall(piece))
        columns = {column_number(letters) for letters, _ in found}
        numbers = {int(digits[:9]) for _, digits in found}
        numbers.update(int(digits[:9]) for digits in _ROW_NUMBER.findall(piece))
        width = max(width, _SINGLE_LETTERS)
    scan.seen += len(piece)
    scan.width = max(scan.width, width, max(columns, default=0))
    scan.height = max(scan.height, height, max(numbers, default=0))


def _look_at_formulas(scan: SheetScan, piece: bytes) -> None:
    for attributes, formula, value in _CELL.findall(piece):
        kind = _KIND.search(attributes)
        is_error = kind is not None and kind[1] == b"e"
        # An empty text (t="str") is a stored value; an empty number is none.
        is_unvalued = formula and not value and (kind is None or kind[1] in (b"n", b"b"))
        at = _ANY.search(attributes)
        if at is None or not (is_error or is_unvalued):
            continue
        cell = (int(at[2]) - 1, column_number(at[1]) - 1)
        if is_error and value:
            scan.errors[cell] = unescape(value.decode("utf-8", "replace"))
        else:
            scan.unvalued.append(cell)
    scan.texts.extend(
        unescape(text.decode("utf-8", "replace")) for text in _QUOTED_FORMULA.findall(piece)
    )
