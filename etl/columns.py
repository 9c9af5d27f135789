"""Which kinds of column does a return have, and what may stand in a cell of each?

Each function gives a pandera column for the values as read. The ``error`` of a check is the
stable name of the rule that a finding carries; ``metadata["kind"]`` tells how text is read.
"""

from enum import StrEnum

import pandera.polars as pa
import polars as pl

from etl.vocabulary import code_lists

# More than anyone in the country: a figure above it is a slip, and it fits any store.
GREATEST_COUNT = 100_000_000
GREATEST_AMOUNT = 1_000_000_000_000
NAME_LENGTH = 80
NOTE_LENGTH = 200
TEXT_LENGTH = 1_000


class Kind(StrEnum):
    """How the text of a cell becomes a value."""

    PERIOD = "period"
    GEOGRAPHY = "geography"
    CODE = "code"
    TEXT = "text"
    DATE = "date"
    COUNT = "count"
    SHARE = "share"
    AMOUNT = "amount"
    NUMBER = "number"
    FLAG = "flag"


FIGURE_KINDS = frozenset({Kind.COUNT, Kind.SHARE, Kind.AMOUNT, Kind.NUMBER})


def period() -> pa.Column:
    """Hold the label of a period; it may not be empty."""
    return pa.Column(str, metadata={"kind": Kind.PERIOD})


def geography() -> pa.Column:
    """Hold the code of a place; it may not be empty."""
    return pa.Column(str, metadata={"kind": Kind.GEOGRAPHY})


def code(list_name: str, *, nullable: bool = False) -> pa.Column:
    """Hold a code of a closed list; ``all`` too where the list has a total."""
    allowed = code_lists()[list_name].allowed
    return pa.Column(
        str,
        pa.Check.isin(allowed, error="unknown_value"),
        nullable=nullable,
        metadata={"kind": Kind.CODE, "list": list_name},
    )


def name(*, required: bool = True, nullable: bool = False, total: bool = False) -> pa.Column:
    """Hold a short name or code that no closed list has, or ``all`` where there is a total."""
    return pa.Column(
        str,
        pa.Check.str_length(max_value=NAME_LENGTH, error="too_long"),
        required=required,
        nullable=nullable,
        metadata={"kind": Kind.TEXT, "most": NAME_LENGTH, "total": total},
    )


def text(most: int = TEXT_LENGTH, *, required: bool = True) -> pa.Column:
    """Hold free words, or nothing."""
    return pa.Column(
        str,
        pa.Check.str_length(max_value=most, error="too_long"),
        nullable=True,
        required=required,
        metadata={"kind": Kind.TEXT, "most": most, "total": False},
    )


def day() -> pa.Column:
    """Hold a day as ``2026-02-04``, or nothing."""
    return pa.Column(
        str,
        pa.Check.str_matches(r"^\d{4}-\d{2}-\d{2}$", error="not_a_date"),
        nullable=True,
        metadata={"kind": Kind.DATE},
    )


def count() -> pa.Column:
    """Hold a whole number from zero up, or nothing."""
    return pa.Column(
        pl.Int64,
        [
            pa.Check.ge(0, error="negative"),
            pa.Check.le(GREATEST_COUNT, error="out_of_range"),
        ],
        nullable=True,
        metadata={"kind": Kind.COUNT},
    )


def share() -> pa.Column:
    """Hold a fraction from 0 to 1, or nothing."""
    return pa.Column(
        pl.Float64,
        [pa.Check.ge(0, error="negative"), pa.Check.le(1, error="out_of_range")],
        nullable=True,
        metadata={"kind": Kind.SHARE},
    )


def amount() -> pa.Column:
    """Hold a sum of money from zero up, or nothing."""
    return pa.Column(
        pl.Float64,
        [
            pa.Check.ge(0, error="negative"),
            pa.Check.le(GREATEST_AMOUNT, error="out_of_range"),
        ],
        nullable=True,
        metadata={"kind": Kind.AMOUNT},
    )


def number() -> pa.Column:
    """Hold any number, below zero too (a budget that was cut), or nothing."""
    return pa.Column(
        pl.Float64,
        [
            pa.Check.le(GREATEST_AMOUNT, error="out_of_range"),
            pa.Check.ge(-GREATEST_AMOUNT, error="out_of_range"),
        ],
        nullable=True,
        metadata={"kind": Kind.NUMBER},
    )


def flag() -> pa.Column:
    """Hold 1 (on the list) or 0 (not on it); it may not be empty."""
    return pa.Column(
        pl.Int64,
        pa.Check.isin([0, 1], error="not_0_or_1"),
        metadata={"kind": Kind.FLAG},
    )


def status() -> pa.Column:
    """Hold how settled the row's figures are."""
    return code("status")


def note() -> pa.Column:
    """Hold what a reader must know about the row, in at most 200 characters."""
    return text(NOTE_LENGTH, required=False)


def kind_of(column: pa.Column) -> Kind:
    """Tell how the text of a column's cells is read."""
    return Kind((column.metadata or {})["kind"])
