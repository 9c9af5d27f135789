"""What does a file of overlapping lists say?

One column of 0 and 1 for each list, one of counts, a row for each pattern that was seen:
``LA,NGO,POLICE,count``. Columns for period, geography and definition may stand beside them, and
must then be the same on every row. Rows may come in any order.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Final

from indicators.estimation.limits import MOST_LISTS
from indicators.estimation.overlaps import OverlapError, Overlaps

_COUNT: Final = ("count", "antal")
_SAME: Final = {
    "period": "period",
    "geography": "geography",
    "geografi": "geography",
    "område": "geography",
    "definition": "definition",
}
_BESIDE: Final = ("status", "note", "anmärkning", "kommentar")
_WITHHELD: Final = re.compile(r"|[<≤]=?\d+|\d+[-–]\d+|\.\.+|[xcs*?:]|na|n/a", re.IGNORECASE)
_NONE: Final = ("-", "–", "−", "—")
_SHOWN: Final = 10

Row = Mapping[str, object]
_Line = tuple[int, Mapping[str, str]]
"""The row that a spreadsheet shows, and its values by column."""


class _Cell(Enum):
    WITHHELD = auto()
    IMPOSSIBLE = auto()


@dataclass(slots=True)
class _Found:
    """What the rows have said so far."""

    counts: dict[int, int] = field(default_factory=dict)
    unknown: list[int] = field(default_factory=list)
    impossible: list[int] = field(default_factory=list)
    lines: dict[int, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read_overlaps(source: str | Iterable[Row]) -> Overlaps:
    """Read CSV text (comma, semicolon or tab), or rows as mappings from column to value.

    Withheld counts (``<5``, ``..``, empty) are kept as unknown, ``.`` as impossible; the gates
    refuse them. A lone dash is zero.

    Raises:
        OverlapError: the table is not one of overlapping lists, with every row at fault (ten at
            most) and what to do.
    """
    rows = _from_text(source) if isinstance(source, str) else _from_rows(source)
    if not rows:
        raise OverlapError("the table has no rows; each seen pattern of lists needs one")
    columns = list(rows[0][1])
    count = next((column for column in columns if column.lower() in _COUNT), None)
    if count is None:
        raise OverlapError('no column is called "count"; it should hold the persons of each row')
    apart = {count} | {c for c in columns if c.lower() in _SAME or c.lower() in _BESIDE}
    lists = [column for column in columns if column not in apart]
    if not 0 < len(lists) <= MOST_LISTS:
        raise OverlapError(
            f"the table has {len(lists)} columns of lists; 1 to {MOST_LISTS} can be read. "
            "Give each list one column of 0 and 1"
        )
    return _assembled(rows, lists, count)


def read_file(path: str | Path) -> Overlaps:
    """Read a CSV file, in UTF-8 or Windows-1252.

    Raises:
        OverlapError: as ``read_overlaps``.
        OSError: the file cannot be opened.
    """
    content = Path(path).read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return read_overlaps(text)


def _from_text(text: str) -> list[_Line]:
    lines = text.lstrip("\ufeff").splitlines()
    header = next((line for line in lines if line.strip()), "")
    reader = csv.reader(lines, delimiter=max(",;\t", key=header.count), skipinitialspace=True)
    table = [
        (reader.line_num, [c.strip() for c in row]) for row in reader if any(map(str.strip, row))
    ]
    if not table:
        return []
    names = table[0][1]
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise OverlapError(f"two columns are called {twice[0]!r}; give each list its own name")
    for line, row in table[1:]:
        if len(row) != len(names):
            raise OverlapError(f"row {line} has {len(row)} values where {len(names)} are expected")
    return [(line, dict(zip(names, row, strict=True))) for line, row in table[1:]]


def _from_rows(rows: Iterable[Row]) -> list[_Line]:
    return [
        (line, {str(k).strip(): "" if v is None else str(v).strip() for k, v in row.items()})
        for line, row in enumerate(rows, 2)
    ]


def _assembled(rows: Sequence[_Line], lists: list[str], count: str) -> Overlaps:
    differing = _differing(rows)
    found = _Found()
    for line, row in rows:
        try:
            cell = _pattern(row, lists)
            value = _count(row.get(count, ""))
        except OverlapError as fault:
            found.faults.append(f"row {line}, {fault}")
            continue
        _note(found, line, cell, value, once=not differing)
    if found.faults:
        more = len(found.faults) - _SHOWN
        shown = "; ".join(found.faults[:_SHOWN]) + (f"; and {more} more" if more > 0 else "")
        raise OverlapError(shown)
    counts = tuple(found.counts.get(cell, 0) for cell in range(1, 2 ** len(lists)))
    return Overlaps(
        tuple(lists),
        counts,
        tuple(sorted(found.unknown)),
        tuple(sorted(found.impossible)),
        differing,
    )


def _note(found: _Found, line: int, cell: int, value: int | _Cell, *, once: bool) -> None:
    if cell == 0:
        if value not in (0, _Cell.WITHHELD, _Cell.IMPOSSIBLE):
            found.faults.append(
                f"row {line}, a count for persons on no list: those are what nobody knows; "
                "leave the row out"
            )
        return
    if cell in found.lines and once:
        found.faults.append(
            f"row {line}, the same pattern as row {found.lines[cell]}; each pattern stands once: "
            "add the counts together"
        )
        return
    found.lines.setdefault(cell, line)
    if value is _Cell.WITHHELD:
        found.unknown.append(cell)
    elif value is _Cell.IMPOSSIBLE:
        found.impossible.append(cell)
    else:
        found.counts[cell] = found.counts.get(cell, 0) + int(value)


def _differing(rows: Sequence[_Line]) -> tuple[str, ...]:
    said: dict[str, set[str]] = {}
    for _, row in rows:
        for column, value in row.items():
            if column.lower() in _SAME:
                said.setdefault(_SAME[column.lower()], set()).add(value)
    return tuple(sorted(name for name, values in said.items() if len(values) > 1))


def _pattern(row: Mapping[str, str], lists: Sequence[str]) -> int:
    cell = 0
    for position, name in enumerate(lists):
        value = row.get(name, "")
        if value not in ("0", "1"):
            raise OverlapError(f"column {name}: {value!r} is neither 0 nor 1")
        cell |= int(value) << position
    return cell


def _count(text: str) -> int | _Cell:
    bare = re.sub(r"[\s\u00a0\u202f]", "", text)
    if bare in _NONE:
        return 0
    if bare == ".":
        return _Cell.IMPOSSIBLE
    if _WITHHELD.fullmatch(bare):
        return _Cell.WITHHELD
    if not (bare.isascii() and bare.isdigit()):
        raise OverlapError(f"count: {text!r} is not a whole number from 0")
    return int(bare)
