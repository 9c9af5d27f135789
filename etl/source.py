"""What is a source, and how do its rows become records?

A source is a kind of delivery: who owns it, how often it comes, which columns it has, which
rules hold across them, and how a row turns into records.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

import pandas as pd
import pandera.pandas as pa

from etl.columns import FIGURE_KINDS, kind_of
from etl.period import Period
from etl.records import Breakdown, Gap, Number, Record, Status, breakdown_of

Cadence = Literal["quarter", "half", "year"]
Words = tuple[str, str]
"""Swedish, English."""

# Beside a figure's own column, where a cell held a bound or a mark instead of a number.
BESIDE = "·"
LOW, HIGH, GAP = BESIDE + "low", BESIDE + "high", BESIDE + "gap"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the rows of one return come from: what each of its records carries.

    ``geography`` is the programme's own place, for sources whose rows name none.
    """

    reported_on: date
    geography: str
    document: str | None = None
    part: str | None = None
    batch: int | None = None
    whole_return: bool = True


@dataclass(frozen=True, slots=True)
class Breach:
    """One place where a rule over the whole table does not hold. ``row`` None: the table."""

    row: int | None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class RowRule:
    """A rule across the columns of one row; ``broken`` gives True for each row that breaks it.

    ``words`` names the sentence for people where one rule has several.
    """

    rule: str
    columns: tuple[str, ...]
    broken: Callable[[pd.DataFrame], "pd.Series[bool]"]
    words: str | None = None


@dataclass(frozen=True, slots=True)
class TableRule:
    """A rule over all rows together; ``breaches`` lists where it does not hold."""

    rule: str
    columns: tuple[str, ...]
    breaches: Callable[[pd.DataFrame], list[Breach]]
    words: str | None = None


Rule = RowRule | TableRule
ToRecords = Callable[[pd.DataFrame, Provenance], list[Record]]


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
    to_records: ToRecords
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


def figure_records(
    frame: pd.DataFrame,
    provenance: Provenance,
    *,
    source: str,
    dimensions: Sequence[str],
    measures: Sequence[Measure],
) -> list[Record]:
    """Make a record of each reported figure in rows of ``period``, ``geography``, dimensions.

    An empty cell gives none: what is not reported is not a record.
    """
    columns = {name: plain(frame, name) for name in frame.columns}
    labels = {label: Period.parse(label) for label in set(columns["period"])}
    keys = list(zip(*(columns[name] for name in dimensions), strict=True)) or [()] * len(frame)
    # The same breakdown comes back in each period: it is made once.
    breakdowns = {key: breakdown_of(dict(zip(dimensions, key, strict=True))) for key in set(keys)}
    return [
        record_of(
            provenance,
            columns,
            row,
            source=source,
            measure=measure.name,
            unit=measure.unit,
            period=labels[columns["period"][row]],
            breakdown=breakdowns[key],
            **says,
        )
        for row, key in enumerate(keys)
        for measure in measures
        if (says := said(columns, measure.column, row)) is not None
    ]


def text_records(
    frame: pd.DataFrame,
    provenance: Provenance,
    *,
    source: str,
    dimensions: Sequence[str],
    measures: Sequence[Measure],
) -> list[Record]:
    """Make a record of each filled cell whose content is a word, not a number."""
    columns = {name: plain(frame, name) for name in frame.columns}
    return [
        record_of(
            provenance,
            columns,
            row,
            source=source,
            measure=measure.name,
            unit=measure.unit,
            period=Period.parse(columns["period"][row]),
            breakdown=breakdown_of({name: columns[name][row] for name in dimensions}),
            text=columns[measure.column][row],
        )
        for row in range(len(frame))
        for measure in measures
        if columns[measure.column][row] is not None
    ]


def record_of(
    provenance: Provenance,
    columns: dict[str, list[Any]],
    row: int,
    *,
    source: str,
    measure: str,
    unit: str,
    period: Period,
    breakdown: Breakdown,
    value: Number | None = None,
    low: Number | None = None,
    high: Number | None = None,
    gap: Gap | None = None,
    text: str | None = None,
) -> Record:
    """Make one record of a row, with the return's provenance."""
    geography = columns["geography"][row] if "geography" in columns else provenance.geography
    return Record(
        source=source,
        measure=measure,
        geography=geography,
        period=period,
        breakdown=breakdown,
        reported_on=provenance.reported_on,
        status=Status(columns["status"][row]),
        value=value,
        low=low,
        high=high,
        gap=gap,
        text=text,
        unit=unit,
        document=provenance.document,
        part=provenance.part,
        note=columns["note"][row] if "note" in columns else None,
        batch=provenance.batch,
        whole_return=provenance.whole_return,
    )


def said(columns: dict[str, list[Any]], name: str, row: int) -> dict[str, Any] | None:
    """Give what a figure's cell says, as fields of a record; None where nothing is reported."""
    value = columns[name][row] if name in columns else None
    if value is not None:
        return {"value": value}
    low, high, gap = (_beside(columns, name + end, row) for end in (LOW, HIGH, GAP))
    if gap is not None:
        return {"gap": Gap(gap)}
    if low is None and high is None:
        return None
    return {"low": low, "high": high}


def plain(frame: pd.DataFrame, name: str) -> list[Any]:
    """Give a column as Python values, None for an empty cell, whole floats as whole numbers."""
    series = frame[name]
    values = series.astype(object).where(series.notna(), None).tolist()
    return [int(v) if isinstance(v, float) and v.is_integer() else v for v in values]


def _beside(columns: dict[str, list[Any]], name: str, row: int) -> Any:  # noqa: ANN401  # a number or a word
    return columns[name][row] if name in columns else None
