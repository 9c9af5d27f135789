"""What does a CSV table of one's own say, and do its margins add up?

A table has one column a dimension, and ``count``. A row whose dimensions are all categories is
an atom; ``Total`` in a dimension makes it a margin. A combination that is not listed is taken
as known to be empty, which is the least favourable assumption and so the safe one.
"""

import csv
import io
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TOTAL = "Total"
_NOT_DIMENSIONS = ("count", "published", "sensitive", "exact_min", "exact_max", "low", "high")

LARGEST = 10**9
"""The greatest count that is taken: sums of them stay exact in every kind of number."""

Key = tuple[str, ...]


class TableError(ValueError):
    """A table that cannot be used as it is; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file, its key, and its other columns as written."""

    line: int
    key: Key
    fields: Mapping[str, str]

    @property
    def is_atom(self) -> bool:
        """Tell whether the row is of the finest combination, no total in it."""
        return TOTAL not in self.key


def read_rows(text: str) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Read a table; gives the dimensions' names and the rows as written.

    Semicolons and tabs do as well as commas. Raises TableError for a table without header,
    dimensions or rows, a row that is too short or long, an empty category, or a key given twice.
    """
    text = text.removeprefix("\ufeff")
    try:
        return _read(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise TableError(
            f"the table cannot be read as CSV: {error}; save it as CSV anew"
        ) from error


def _delimiter(text: str) -> str:
    header = text.partition("\n")[0]
    return next((mark for mark in ",;\t" if mark in header), ",")


def _read(lines: Any) -> tuple[tuple[str, ...], tuple[Row, ...]]:  # noqa: ANN401 -- csv names no type of its reader
    header = [name.strip() for name in next(lines, [])]
    dimensions = tuple(name for name in header if name and name not in _NOT_DIMENSIONS)
    if not dimensions or len(set(header)) != len(header) or "" in header:
        raise TableError(
            "the first line must name the columns, each once: one or more dimensions, and count"
        )
    rows = tuple(
        _row(header, dimensions, [value.strip() for value in values], lines.line_num)
        for values in lines
        if any(value.strip() for value in values)
    )
    if not rows:
        raise TableError("the table has a header and no rows; add one row for each combination")
    _refuse_repeated(rows)
    return dimensions, rows


def whole_count(row: Row, column: str = "count") -> int:
    """Give a column as a count; raise TableError where it is none."""
    written = row.fields.get(column)
    if written is None:
        raise TableError(f"the table has no column {column}; add it, with whole numbers from 0 up")
    if not written.isascii() or not written.isdecimal():
        raise TableError(
            f"line {row.line}, column {column}: {written!r} is not a count; "
            "write a whole number from 0 up, in digits alone"
        )
    if len(written.lstrip("0")) > len(str(LARGEST)) or int(written) > LARGEST:
        raise TableError(
            f"line {row.line}, column {column}: {written[:30]} is more than can be protected; "
            f"counts of persons go up to {LARGEST}"
        )
    return int(written)


def margins_of(keys: Iterable[Key]) -> dict[Key, tuple[Key, ...]]:
    """Make every cell of a table, margins included, with the atoms it sums, in a fixed order.

    Categories go by name, totals last.
    """
    atoms = sorted(keys)
    members: dict[Key, list[Key]] = {}
    for key in atoms:
        for cell in itertools.product(*((category, TOTAL) for category in key)):
            members.setdefault(cell, []).append(key)
    return {cell: tuple(members[cell]) for cell in sorted(members, key=in_order)}


def in_order(key: Key) -> tuple[tuple[bool, str], ...]:
    """Sort key: by category, with totals after all others."""
    return tuple((category == TOTAL, category) for category in key)


def check_margins(
    dimensions: Sequence[str],
    counts: Mapping[Key, int],
    cells: Mapping[Key, tuple[Key, ...]],
) -> None:
    """Raise TableError where a margin that is given is not the sum of its atoms."""
    for key, count in counts.items():
        if key not in cells:
            raise TableError(
                f"{_named(dimensions, key)}: no row of the table belongs to this margin; "
                "list its rows or remove it"
            )
        total = sum(counts[atom] for atom in cells[key])
        if total != count:
            raise TableError(
                f"{_named(dimensions, key)}: the margin says {count} and its rows add up to "
                f"{total}; correct the one that is wrong"
            )


def _named(dimensions: Sequence[str], key: Key) -> str:
    return ", ".join(f"{name} {value}" for name, value in zip(dimensions, key, strict=True))


def _row(header: list[str], dimensions: tuple[str, ...], values: list[str], line: int) -> Row:
    if len(values) != len(header):
        raise TableError(
            f"line {line} has {len(values)} values and the header {len(header)}; "
            "each row needs one value a column"
        )
    fields = dict(zip(header, values, strict=True))
    key = tuple(fields[name] for name in dimensions)
    if "" in key:
        empty = dimensions[key.index("")]
        raise TableError(f"line {line}, column {empty}: a category is missing; name it or drop it")
    alike = next((c for c in key if c != TOTAL and c.casefold() == TOTAL.casefold()), None)
    if alike is not None:
        raise TableError(
            f"line {line}: {alike!r} may be a total or a category; "
            f"write {TOTAL} for a margin, or give the category another name"
        )
    return Row(line, key, {name: fields[name] for name in header if name not in dimensions})


def _refuse_repeated(rows: Iterable[Row]) -> None:
    first: dict[Key, int] = {}
    for row in rows:
        if row.key in first:
            raise TableError(
                f"line {row.line} repeats the combination of line {first[row.key]}: "
                f"{', '.join(row.key)}; each may stand once, so add them up or remove one"
            )
        first[row.key] = row.line
