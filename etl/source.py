"""What is a source, and how do its rows become records?

A source is a kind of delivery: who owns it, how often it comes, which columns it has, which
rules hold across them, and how a row turns into records.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

import pandera.polars as pa
import polars as pl

from etl.columns import FIGURE_KINDS, kind_of
from etl.period import Period
from etl.record_table import BESIDE, GAP, HIGH, LOW, Provenance, RecordTable, figure, record_table
from etl.records import Record

__all__ = [
    "BESIDE",
    "GAP",
    "HIGH",
    "LOW",
    "Breach",
    "Measure",
    "Provenance",
    "RowRule",
    "Source",
    "TableRule",
    "figure_table",
]

Cadence = Literal["quarter", "half", "year"]
Words = tuple[str, str]
"""Swedish, English."""


@dataclass(frozen=True, slots=True)
class Breach:
    """One place where a rule over the whole table does not hold. ``row`` None: the table."""

    row: int | None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class RowRule:
    """A rule across the columns of one row; ``broken`` says of a frame which rows break it.

    ``words`` names the sentence for people where one rule has several.
    """

    rule: str
    columns: tuple[str, ...]
    broken: Callable[[pl.DataFrame], pl.Expr]
    words: str | None = None


@dataclass(frozen=True, slots=True)
class TableRule:
    """A rule over all rows together; ``breaches`` lists where it does not hold."""

    rule: str
    columns: tuple[str, ...]
    breaches: Callable[[pl.DataFrame], list[Breach]]
    words: str | None = None


Rule = RowRule | TableRule
ToTable = Callable[[pl.DataFrame, Provenance], RecordTable]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A kind of delivery.

    ``schema`` has the columns in their order: key, figures, status, note. ``others`` is what
    any further column must be (the lists of ``overlaps``), None where there may be none; such
    columns belong to the key. ``due_days`` count from the period's last day. ``flows`` are the
    figures whose quarters add up to the year. ``example`` has made-up cells for a template.
    """

    name: str
    order: int
    title: Words
    owner: Words
    cadence: Cadence
    due_days: int
    key: tuple[str, ...]
    figures: tuple[str, ...]
    schema: pa.DataFrameSchema
    rules: tuple[Rule, ...]
    to_table: ToTable
    others: pa.Column | None = None
    flows: tuple[str, ...] = ()
    example: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that the schema names, in order."""
        return tuple(self.schema.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """The columns that no return may leave out."""
        return tuple(name for name, column in self.schema.columns.items() if column.required)

    def to_records(self, frame: pl.DataFrame, provenance: Provenance) -> list[Record]:
        """Give the records of a checked return one by one."""
        return self.to_table(frame, provenance).records()

    def column(self, name: str) -> pa.Column:
        """Give the schema of one column, a further one included."""
        found: pa.Column | None = self.schema.columns.get(name, self.others)
        if found is None:
            raise KeyError(f"{self.name} has no column {name!r}")
        return found

    def numeric(self, name: str) -> bool:
        """Tell whether a column holds a reported number."""
        return kind_of(self.column(name)) in FIGURE_KINDS

    def due(self, period: Period) -> date:
        """Give the last day on which a return about the period is in time."""
        return period.end + timedelta(days=self.due_days)


@dataclass(frozen=True, slots=True)
class Measure:
    """Which column gives which measure, in which unit."""

    name: str
    column: str
    unit: str


def figure_table(
    frame: pl.DataFrame,
    provenance: Provenance,
    *,
    source: str,
    dimensions: Sequence[str],
    measures: Sequence[Measure],
) -> RecordTable:
    """Make a record of each reported figure in rows of ``period``, ``geography``, dimensions.

    An empty cell gives none: what is not reported is not a record.
    """
    says = [figure(frame, one.name, one.column, one.unit) for one in measures]
    return record_table(source, frame, provenance, dimensions=dimensions, says=says)
