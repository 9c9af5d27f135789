"""How do the rows of a return become records, very many at once?

A return may have a million rows, so its records are first made as columns, each distinct
breakdown once, and become ``Record`` objects only where somebody looks at them one by one.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from etl.canonical import canonical_json
from etl.period import Period
from etl.reading.table import ROW
from etl.records import Breakdown, Gap, Number, Record, Status, breakdown_of

# Beside a figure's own column, where a cell held a bound or a mark instead of a number.
BESIDE = "·"
LOW, HIGH, GAP = BESIDE + "low", BESIDE + "high", BESIDE + "gap"
_BREAKDOWN = BESIDE + "breakdown"

FIELDS = {
    "measure": pl.String(),
    "geography": pl.String(),
    "period": pl.String(),
    "breakdown": pl.String(),
    "status": pl.String(),
    "value": pl.Float64(),
    "low": pl.Float64(),
    "high": pl.Float64(),
    "gap": pl.String(),
    "text": pl.String(),
    "unit": pl.String(),
    "document": pl.String(),
    "note": pl.String(),
}


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
class RecordTable:
    """The records of a return as columns, in the order of its rows.

    ``frame`` has the columns of ``FIELDS``: periods as labels, breakdowns as JSON, statuses and
    gaps as words; and in ``ROW`` the spreadsheet's row of each record.
    """

    source: str
    provenance: Provenance
    frame: pl.DataFrame

    def __len__(self) -> int:
        return self.frame.height

    def where(self, wanted: pl.Expr | pl.Series) -> "RecordTable":
        """Give the records for which ``wanted`` holds."""
        return replace(self, frame=self.frame.filter(wanted))

    def records(self) -> list[Record]:
        """Give the records one by one."""
        origin = self.provenance
        labels = {label: Period.parse(label) for label in self.frame["period"].unique()}
        breakdowns = {text: _breakdown(text) for text in self.frame["breakdown"].unique()}
        return [
            Record(
                source=self.source,
                measure=measure,
                geography=geography,
                period=labels[period],
                breakdown=breakdowns[breakdown],
                reported_on=origin.reported_on,
                status=Status(status),
                value=_number(value),
                low=_number(low),
                high=_number(high),
                gap=Gap(gap) if gap else None,
                text=text,
                unit=unit,
                document=document,
                part=origin.part,
                note=note,
                batch=origin.batch,
                whole_return=origin.whole_return,
            )
            for (
                measure,
                geography,
                period,
                breakdown,
                status,
                value,
                low,
                high,
                gap,
                text,
                unit,
                document,
                note,
            ) in self.frame.select(*FIELDS).iter_rows()
        ]


@dataclass(frozen=True, slots=True)
class Says:
    """What each row of a return says of one measure.

    ``fields`` are those of a record that the measure decides; ``there`` tells which rows say
    anything at all.
    """

    fields: Mapping[str, pl.Expr]
    there: pl.Expr


def record_table(
    source: str,
    frame: pl.DataFrame,
    provenance: Provenance,
    *,
    dimensions: Sequence[str],
    says: Sequence[Says],
) -> RecordTable:
    """Make the records that the rows of a checked return say, row by row.

    ``frame`` has ``ROW``, ``period``, ``status``, the dimensions and perhaps ``geography`` and
    ``note``.
    """
    placed = "geography" in frame.columns
    shared = {
        "geography": pl.col("geography") if placed else pl.lit(provenance.geography),
        "period": pl.col("period"),
        "breakdown": pl.col(_BREAKDOWN),
        "status": pl.col("status"),
        "document": pl.lit(provenance.document),
        "note": cells(frame, "note"),
    }
    whole = _with_breakdowns(frame, dimensions)
    made = [
        whole.filter(one.there).select(
            ROW,
            *(
                {**shared, **one.fields}.get(name, pl.lit(None)).cast(kind).alias(name)
                for name, kind in FIELDS.items()
            ),
        )
        for one in says
    ]
    return RecordTable(source, provenance, pl.concat(made).sort(ROW, maintain_order=True))


def figure(frame: pl.DataFrame, measure: str, column: str, unit: str) -> Says:
    """Read a figure's column: a number, else a mark, else a bound; an empty cell says nothing."""
    value, low, high, gap = (cells(frame, column + end) for end in ("", LOW, HIGH, GAP))
    gap = pl.when(value.is_null()).then(gap)
    bounded = value.is_null() & gap.is_null()
    low, high = (pl.when(bounded).then(end) for end in (low, high))
    there = pl.any_horizontal(one.is_not_null() for one in (value, gap, low, high))
    fields = {"value": value, "low": low, "high": high, "gap": gap}
    return Says({"measure": pl.lit(measure), "unit": pl.lit(unit), **fields}, there)


def word(frame: pl.DataFrame, measure: str, column: str, unit: str) -> Says:
    """Read a column whose cells hold a word, not a number."""
    text = cells(frame, column)
    fields = {"measure": pl.lit(measure), "unit": pl.lit(unit), "text": text}
    return Says(fields, text.is_not_null())


def cells(frame: pl.DataFrame, name: str) -> pl.Expr:
    """Give a column; where the frame has none of that name, nulls."""
    return pl.col(name) if name in frame.columns else pl.lit(None)


def _with_breakdowns(frame: pl.DataFrame, dimensions: Sequence[str]) -> pl.DataFrame:
    """Add the breakdown of each row; the same one comes back often, and is made once."""
    if not dimensions:
        return frame.with_columns(pl.lit(canonical_json({})).alias(_BREAKDOWN))
    known = frame.select(dimensions).unique()
    texts = [canonical_json(pairs) for pairs in known.iter_rows(named=True)]
    known = known.with_columns(pl.Series(_BREAKDOWN, texts, pl.String))
    return frame.join(known, on=dimensions, how="left", nulls_equal=True, maintain_order="left")


def _breakdown(text: str) -> Breakdown:
    return breakdown_of(json.loads(text))


def _number(cell: float | None) -> Number | None:
    return int(cell) if cell is not None and cell.is_integer() else cell
