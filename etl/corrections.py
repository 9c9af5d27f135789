"""Which mistakes in a source are known, and how are they mended while they last?

Each is a row of a CSV file: what it matches, what it does, why, who reported it to whom, and how
many rows it must find. It is applied when a return is loaded, before the return is checked, and
kept with the batch as it was applied. One that no longer matches a return that it speaks of
stops the load: either the source has mended its mistake or somebody has made another.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import pandera.polars as pa
import polars as pl

from etl.period import Period
from etl.source import Source, Words
from etl.sources import sources

__all__ = ["COLUMNS", "Applied", "Correction", "CorrectionsError", "read_corrections", "shipped"]

Action = Literal["set", "drop"]

_DAY = r"\d{4}-\d{2}-\d{2}"


def _text(pattern: str = r"\S.*", *, empty: bool = False) -> pa.Column:
    return pa.Column(str, pa.Check.str_matches(rf"^(?:{pattern}){'?' if empty else ''}$"))


SCHEMA = pa.DataFrameSchema(
    {
        "id": pa.Column(str, pa.Check.str_matches(r"^[a-z0-9][a-z0-9-]{2,79}$"), unique=True),
        "source": pa.Column(str),
        # Whose mistake it is: a public document, one file by its checksum, or any return.
        "document": _text(empty=True),
        "file": _text(r"[0-9a-f]{64}", empty=True),
        "where": _text(r"[^=;]+=[^=;]+(?:;[^=;]+=[^=;]+)*"),
        "column": _text(empty=True),
        "was": pa.Column(str),
        "action": pa.Column(str, pa.Check.isin(["set", "drop"])),
        "becomes": pa.Column(str),
        "rows": _text(r"[1-9]\d*"),
        "reason_sv": _text(),
        "reason_en": _text(),
        "reported_by": _text(),
        "reported_to": _text(),
        "reported_on": _text(_DAY),
        # The last day on which a return can still have the mistake; empty while it lasts.
        "until": _text(_DAY, empty=True),
    },
    strict=True,
    ordered=True,
)
COLUMNS = tuple(SCHEMA.columns)


class CorrectionsError(ValueError):
    """The file of corrections is not what it should be; the sentence says where."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One known mistake. ``where`` holds values of key columns, as codes and period labels.

    ``was`` is the cell as written; "set" writes ``becomes`` in its place, "drop" leaves the row
    out. ``rows`` is how many rows must match.
    """

    id: str
    source: str
    document: str
    file: str
    where: tuple[tuple[str, str], ...]
    column: str
    was: str
    action: Action
    becomes: str
    rows: int
    reason: Words
    reported_by: str
    reported_to: str
    reported_on: date
    until: date | None

    def speaks_of(self, source: str, document: str, sha256: str, reported_on: date) -> bool:
        """Tell whether a return of a source could have the mistake."""
        return (
            self.source == source
            and self.document == document
            and self.file in ("", sha256)
            and (self.until is None or reported_on <= self.until)
        )

    @property
    def scope(self) -> tuple[tuple[str, str], ...]:
        """The period and the place: a return that has both speaks of the correction's rows."""
        return tuple((n, value) for n, value in self.where if n in ("period", "geography"))


@dataclass(frozen=True, slots=True)
class Applied:
    """A correction as applied to one return: its rows, as a spreadsheet counts them."""

    correction: Correction
    rows: tuple[int, ...]

    def to_json(self) -> dict[str, object]:
        """Give what is kept with the batch."""
        one = self.correction
        return {
            "id": one.id,
            "where": dict(one.where),
            "column": one.column,
            "was": one.was,
            "action": one.action,
            "becomes": one.becomes,
            "sv": one.reason[0],
            "en": one.reason[1],
            "reported_by": one.reported_by,
            "reported_to": one.reported_to,
            "reported_on": one.reported_on.isoformat(),
            "rows": list(self.rows),
        }


@cache
def shipped() -> tuple[Correction, ...]:
    """Give the known mistakes of the public documents that come with the program."""
    text = files("etl").joinpath("data", "corrections.csv").read_text(encoding="utf-8")
    return _parsed(text, "corrections.csv")


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Read an installation's own file; one that is not there holds none.

    Raises CorrectionsError with a sentence where a row is not what it should be.
    """
    try:
        return _parsed(path.read_text(encoding="utf-8-sig"), path.name)
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionsError(f"{path.name} cannot be read: {error}") from error


def _parsed(text: str, name: str) -> tuple[Correction, ...]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    rows = list(reader)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise CorrectionsError(f"{name}: the header must be {','.join(COLUMNS)}")
    uneven = [at for at, row in enumerate(rows, 2) if None in row or None in row.values()]
    if uneven:
        raise CorrectionsError(f"{name}, row {uneven[0]}: not as many cells as the header")
    frame = pl.DataFrame(rows, dict.fromkeys(COLUMNS, pl.String))
    try:
        SCHEMA.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        first = error.failure_cases.row(0, named=True)
        row = "" if first["index"] is None else f", row {first['index'] + 2}"
        raise CorrectionsError(
            f"{name}{row}, {first['column']}: {first['failure_case']!r} cannot stand there"
        ) from error
    return tuple(_correction(row, f"{name}, row {at}") for at, row in enumerate(rows, 2))


def _correction(row: Mapping[str, str], at: str) -> Correction:
    source = sources().get(row["source"])
    if source is None:
        raise CorrectionsError(f"{at}: there is no source {row['source']!r}")
    where = tuple(
        (name.strip(), value.strip())
        for name, _, value in (part.partition("=") for part in row["where"].split(";"))
    )
    try:
        days = [date.fromisoformat(row[n]) if row[n] else None for n in ("reported_on", "until")]
        _refuse_nonsense(source, where, row)
    except ValueError as error:
        raise CorrectionsError(f"{at}: {error}") from error
    return Correction(
        id=row["id"],
        source=row["source"],
        document=row["document"],
        file=row["file"],
        where=where,
        column=row["column"],
        was=row["was"],
        action="set" if row["action"] == "set" else "drop",
        becomes=row["becomes"],
        rows=int(row["rows"]),
        reason=(row["reason_sv"], row["reason_en"]),
        reported_by=row["reported_by"],
        reported_to=row["reported_to"],
        reported_on=days[0] or date.min,
        until=days[1],
    )


def _refuse_nonsense(
    source: Source, where: Iterable[tuple[str, str]], row: Mapping[str, str]
) -> None:
    """Raise ValueError for what can never match, or would change nothing."""
    for name, value in where:
        if name not in source.key:
            raise ValueError(f"{source.name} has no key column {name!r}")
        if name == "period":
            Period.parse(value)
    if row["column"] and row["column"] not in source.columns:
        raise ValueError(f"{source.name} has no column {row['column']!r}")
    if row["action"] == "set" and not row["column"]:
        raise ValueError("what is set needs a column")
    if row["action"] == "set" and row["was"] == row["becomes"]:
        raise ValueError("what it was and what it becomes are the same")
