"""Does a row hold a personal identity number cut over two of its cells?

The date stands in one and the last four in another, and at least one of them is plainly text:
it has words, a joint, a leading zero, or stands in a column of text. Two plain numbers are
taken for what they are, two figures.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import polars as pl

from etl.cells import CellError, parse_geography
from etl.privacy.identity import back_of, front_of, kind_of_split
from etl.privacy.names import holds_numbers, is_free_text
from etl.privacy.plain import plain
from etl.privacy.sieve import digits_of
from etl.reading.table import ROW

Part = tuple[str, bool]
"""Digits, and whether they are plainly text."""


def split_numbers(
    frame: pl.DataFrame, header: Sequence[str], uniques: Mapping[int, Sequence[str]]
) -> Mapping[int, Mapping[int, str]]:
    """Give the kind of number by column position of its date and by row.

    ``uniques`` gives the different texts of each column, by its position.
    """
    fronts = {at: _fronts(texts) for at, texts in uniques.items()}
    fronts = {at: parts for at, parts in fronts.items() if parts}
    if not fronts:
        return {}
    backs = {at: _backs(texts) for at, texts in uniques.items()}
    textual = {at for at, texts in uniques.items() if _is_text(header[at], texts)}
    found: dict[int, dict[int, str]] = {}
    for front_at, dates in fronts.items():
        rows = frame.filter(pl.col(str(front_at)).is_in(list(dates)))
        for back_at, lasts in backs.items():
            if back_at == front_at or not lasts:
                continue
            is_text = front_at in textual or back_at in textual
            pairs = rows.select(ROW, pl.col(str(front_at)), pl.col(str(back_at))).iter_rows()
            found.setdefault(front_at, {}).update(_matches(pairs, dates, lasts, is_text=is_text))
    return found


def _matches(
    pairs: Iterable[tuple[int, str, str]],
    dates: Mapping[str, Part],
    lasts: Mapping[str, Part],
    *,
    is_text: bool,
) -> Iterator[tuple[int, str]]:
    for row, front, back in pairs:
        date, last = dates[front], lasts.get(back)
        if last is None or not (is_text or date[1] or last[1]):
            continue
        kind = kind_of_split(date[0], last[0])
        if kind:
            yield row, kind


def _fronts(texts: Sequence[str]) -> dict[str, Part]:
    runs = zip(texts, digits_of(texts), strict=True)
    likely = [text for text, run in runs if len(run) in (6, 8) and b"00" < run[-4:-2] < b"13"]
    return {text: part for text in likely if (part := front_of(plain(text)))}


def _backs(texts: Sequence[str]) -> dict[str, Part]:
    """Give the cells that may be last fours; none in a column of places, whose codes look so."""
    short = [text for text in texts if 4 <= len(text) <= 8]
    parts = {text: part for text in short if (part := back_of(plain(text)))}
    if parts and sum(map(_is_place, parts)) * 2 > len(parts):
        return {}
    return parts


def _is_place(text: str) -> bool:
    try:
        parse_geography(text)
    except CellError:
        return False
    return True


def _is_text(name: str, texts: Sequence[str]) -> bool:
    if is_free_text(name) or holds_numbers(name):
        return True
    filled = [text for text in texts if text]
    return sum(any(char.isalpha() for char in text) for text in filled) * 2 >= len(filled) > 0
