"""What is a return that a public document makes?"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from etl.source import Provenance
from etl.sources import source_named

GEOGRAPHY = "0180"
"""The place that the city's documents are about where a row names none."""


@dataclass(frozen=True, slots=True)
class PublicReturn:
    """The figures of one status that one document gives, as a file in the source's columns.

    ``part`` tells two statements of one document apart. ``data`` is CSV in UTF-8, so that it
    is read, checked and kept as any other return is.
    """

    source: str
    document: str
    status: str
    part: str | None
    reported_on: date
    data: bytes

    @property
    def filename(self) -> str:
        """A name that tells what the file holds."""
        words = (self.document, self.source, self.status, *([self.part] if self.part else []))
        return "_".join(words) + ".csv"

    @property
    def frame(self) -> pl.DataFrame:
        """The file's rows as text."""
        return pl.read_csv(self.data, infer_schema=False).fill_null("")

    def provenance(self, batch: int | None = None) -> Provenance:
        """Say what each of its records carries: a document speaks for its own figures alone."""
        return Provenance(
            reported_on=self.reported_on,
            geography=GEOGRAPHY,
            document=self.document,
            part=self.part,
            batch=batch,
            whole_return=False,
        )


def write(source: str, rows: Iterable[Mapping[str, str]]) -> bytes:
    """Write rows as CSV in the source's columns, those left out that no row fills."""
    rows = list(rows)
    schema = source_named(source)
    used = [n for n in schema.columns if n in schema.required or any(r.get(n) for r in rows)]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, used, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: row.get(name, "") for name in used} for row in rows)
    return text.getvalue().encode("utf-8")
