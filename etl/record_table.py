"""How do the rows of a return become records, very many at once?

A return may have a million rows, so its records are first made as columns, each distinct
breakdown once, and become ``Record`` objects only where somebody looks at them one by one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from etl.period import Period
from etl.records import Breakdown, Gap, Number, Record, Status, breakdown_of

Cells = npt.NDArray[np.object_]
"""One column: Python values, None for an empty cell."""

# Beside a figure's own column, where a cell held a bound or a mark instead of a number.
BESIDE = "·"
LOW, HIGH, GAP = BESIDE + "low", BESIDE + "high", BESIDE + "gap"

FIELDS = (
    "measure",
    "geography",
    "period",
    "breakdown",
    "status",
    "value",
    "low",
    "high",
    "gap",
    "text",
    "unit",
    "document",
    "note",
)


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

    ``columns`` has every name of ``FIELDS``: periods as labels, breakdowns as tuples, statuses
    and gaps as words. ``rows`` gives the spreadsheet's row of each record.
    """

    source: str
    provenance: Provenance
    columns: Mapping[str, Cells]
    rows: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.rows)

    def where(self, wanted: npt.NDArray[np.bool_]) -> "RecordTable":
        """Give the records for which ``wanted`` is True."""
        columns = {name: cells[wanted] for name, cells in self.columns.items()}
        return RecordTable(self.source, self.provenance, columns, self.rows[wanted])

    def records(self) -> list[Record]:
        """Give the records one by one."""
        origin = self.provenance
        labels = {label: Period.parse(label) for label in set(self.columns["period"])}
        return [
            Record(
                source=self.source,
                measure=measure,
                geography=geography,
                period=labels[period],
                breakdown=breakdown,
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
            ) in zip(*(self.columns[name] for name in FIELDS), strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Says:
    """What each row of a return says of one measure.

    ``fields`` are those of a record that the measure decides; ``there`` tells which rows say
    anything at all.
    """

    fields: Mapping[str, Cells | str]
    there: npt.NDArray[np.bool_]


def record_table(
    source: str,
    frame: pd.DataFrame,
    provenance: Provenance,
    *,
    dimensions: Sequence[str],
    says: Sequence[Says],
) -> RecordTable:
    """Make the records that the rows of a checked return say, row by row.

    ``frame`` has ``period``, ``status``, the dimensions and perhaps ``geography`` and ``note``.
    """
    base = _shared(frame, provenance, dimensions)
    positions = [np.flatnonzero(one.there) for one in says]
    joined = np.concatenate(positions) if positions else np.empty(0, dtype=np.int64)
    order = np.argsort(joined, kind="stable")
    columns = {}
    for name in FIELDS:
        parts = [
            _taken(one.fields.get(name, base.get(name)), at)
            for one, at in zip(says, positions, strict=True)
        ]
        columns[name] = np.concatenate(parts)[order] if parts else np.empty(0, dtype=object)
    return RecordTable(source, provenance, columns, frame.index.to_numpy()[joined[order]])


def figure(frame: pd.DataFrame, measure: str, column: str, unit: str) -> Says:
    """Read a figure's column: a number, else a mark, else a bound; an empty cell says nothing."""
    value, low, high, gap = (cells_of(frame, column + end) for end in ("", LOW, HIGH, GAP))
    no_value = ~filled(value)
    gap = _kept(gap, no_value)
    bounded = no_value & ~filled(gap)
    low, high = _kept(low, bounded), _kept(high, bounded)
    there = ~no_value | filled(gap) | filled(low) | filled(high)
    fields = {"value": value, "low": low, "high": high, "gap": gap}
    return Says({"measure": measure, "unit": unit, **fields}, there)


def word(frame: pd.DataFrame, measure: str, column: str, unit: str) -> Says:
    """Read a column whose cells hold a word, not a number."""
    cells = cells_of(frame, column)
    return Says({"measure": measure, "unit": unit, "text": cells}, filled(cells))


def cells_of(frame: pd.DataFrame, name: str) -> Cells:
    """Give a column as Python values, None for an empty cell; all None where there is none."""
    if name not in frame.columns:
        return np.full(len(frame), None, dtype=object)
    column = frame[name]
    if isinstance(column.dtype, pd.CategoricalDtype):
        words = np.append(column.cat.categories.to_numpy(dtype=object), [None])
        return words[column.cat.codes.to_numpy()]
    cells: Cells = column.astype(object).where(column.notna(), None).to_numpy(dtype=object)
    return cells


def filled(cells: Cells) -> npt.NDArray[np.bool_]:
    """Tell which cells are not None."""
    return np.asarray(pd.notna(cells), dtype=bool)


def _kept(cells: Cells, where: npt.NDArray[np.bool_]) -> Cells:
    kept = cells.copy()
    kept[~where] = None
    return kept


def _shared(
    frame: pd.DataFrame, provenance: Provenance, dimensions: Sequence[str]
) -> dict[str, Cells | str | None]:
    """Give the fields that all records of a row have in common."""
    placed = "geography" in frame.columns
    return {
        "geography": cells_of(frame, "geography") if placed else provenance.geography,
        "period": cells_of(frame, "period"),
        "breakdown": _breakdowns(frame, dimensions),
        "status": cells_of(frame, "status"),
        "document": provenance.document,
        "note": cells_of(frame, "note"),
    }


def _breakdowns(frame: pd.DataFrame, dimensions: Sequence[str]) -> Cells:
    """Make the breakdown of each row; the same one comes back often, and is made once."""
    codes = np.zeros(len(frame), dtype=np.int64)
    for name in dimensions:
        own, distinct = pd.factorize(frame[name], use_na_sentinel=False)
        codes = codes * max(len(distinct), 1) + own
    which, firsts = np.unique(codes, return_index=True)
    columns = {name: cells_of(frame.iloc[firsts], name) for name in dimensions}
    made: Iterable[Breakdown] = (
        breakdown_of({name: columns[name][at] for name in dimensions}) for at in range(len(firsts))
    )
    return np.fromiter(made, dtype=object, count=len(firsts))[np.searchsorted(which, codes)]


def _taken(cells: Cells | str | None, at: npt.NDArray[np.int64]) -> Cells:
    if isinstance(cells, np.ndarray):
        return cells[at]
    return np.full(len(at), cells, dtype=object)


def _number(cell: Any) -> Number | None:  # noqa: ANN401  # a number of either kind, or None
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
