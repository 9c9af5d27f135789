"""Which words of a chart have room, and where do they break?

A chart is drawn once for every width, so that room is reckoned on a phone. Widths are those of
our type, near enough to lay words out: a character is half as wide as the type is high.
"""

from collections.abc import Iterable, Sequence
from textwrap import wrap

from dashboard.theme import CHART_SIZES

PHONE = 270.0
"""How wide the data of a chart are on a phone, in pixels."""

_THIN = frozenset(" \u00a0.,()ijlt:;'|")
_LINE = "<br>"
_ROW, _LEADING = 58, 18
_SHARE_OF_ROW = 0.52
"""How much of a row is free for its words, the bars of this row and the last one apart."""


def width(text: str) -> float:
    """Reckon how wide a label is, in pixels."""
    size = CHART_SIZES["label"]
    return size * sum(0.28 if sign in _THIN else 0.52 for sign in text)


def lines(text: str, most: int) -> str:
    """Break words at spaces so that no line has more signs than ``most``; nothing is cut off."""
    return _LINE.join(wrap(text, most, break_long_words=False, break_on_hyphens=False)) or text


def row_height(labels: Iterable[str], most: int) -> int:
    """Give how high each row is, in pixels, so that the broken words of every row stand clear."""
    deepest = max((lines(label, most).count(_LINE) + 1 for label in labels), default=1)
    return max(_ROW, round(deepest * _LEADING / _SHARE_OF_ROW) + 10)


def legible(labels: Sequence[tuple[int, float, str]], places: int) -> set[int]:
    """Choose the places whose labels stand clear of each other on a phone.

    ``labels`` are (place, height, words). All of them where each has room in its own place; else,
    in this order, those of the last, the first, the highest and the lowest that have room.
    """
    slot = PHONE / max(places, 1)
    wide = max((width(text) for *_, text in labels), default=0.0)
    if wide <= slot:
        return {place for place, *_ in labels}
    by_height = sorted(labels, key=lambda label: label[1])
    kept: set[int] = set()
    for place, *_ in (labels[-1], labels[0], by_height[-1], by_height[0]):
        if all(abs(place - other) * slot >= wide for other in kept):
            kept.add(place)
    return kept
