"""How does a return become records? One recipe, one transaction: all of it or none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import polars as pl
from sqlalchemy import Connection, Engine

from etl import store
from etl.archive import Archive
from etl.baseline import PublicReturn, public_returns
from etl.checking import Checked, check_against, check_bytes
from etl.corrections import Applied, Correction, CorrectionsError, read_corrections, shipped
from etl.database import transaction
from etl.finding import Finding, find
from etl.reading.table import ROW
from etl.record_table import RecordTable
from etl.source import Provenance
from etl.vocabulary import Language

Failpoint = Callable[[str], None]


Witness = Callable[[Connection, "Loaded"], None]
"""Writes to other tables what became of a return, in the transaction of the load."""


class Result(StrEnum):
    """What became of a return."""

    LOADED = "loaded"
    HELD = "held"
    REFUSED = "refused"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The answer to a load: what became of the file, its batch, and all that was found."""

    result: Result
    filename: str
    source: str | None
    batch: int | None
    rows: int
    findings: tuple[Finding, ...]

    @property
    def stopped(self) -> bool:
        """Tell whether the file's figures are not in force."""
        return self.result in (Result.HELD, Result.REFUSED)

    def to_json(self) -> dict[str, Any]:
        """Give the answer as an object for a machine."""
        return {
            "file": self.filename,
            "result": self.result.value,
            "source": self.source,
            "batch": self.batch,
            "rows": self.rows,
            "findings": [finding.to_json() for finding in self.findings],
        }


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file as handed in: by which channel, from where, accepted by whom and why."""

    data: bytes
    filename: str
    channel: str
    provenance: Provenance
    received_at: datetime
    source: str | None = None
    by: str | None = None
    accept: str | None = None
    corrections: Path | None = None
    """An installation's own file of known mistakes, beside those that come with the program."""

    @property
    def reported_on(self) -> date:
        """The day that counts as the day of the report."""
        return self.provenance.reported_on


def load(
    engine: Engine,
    archive: Archive,
    delivery: Delivery,
    failpoint: Failpoint = lambda _: None,
    witness: Witness = lambda _, __: None,
) -> Loaded:
    """Check a return, and load it, hold it or refuse it.

    Errors hold the file; warnings hold it until ``accept`` gives a reason. A file with personal
    data is refused and not kept: only its checksum and where the hits are. The same file twice
    changes nothing. ``failpoint`` is called with the name of each step about to be done, so
    that tests can stop the program there. ``witness`` writes what else belongs to the answer, in
    its transaction: both happen or neither.
    """
    checked = _checked(delivery)
    if checked.has_personal_data:
        failpoint("refuse")
        with transaction(engine, lock="load") as connection:
            answer = _refuse(connection, delivery, checked)
            witness(connection, answer)
        return answer
    failpoint("archive")
    archive.keep(delivery.data)
    failpoint("begin")
    with transaction(engine, lock="load") as connection:
        answer = _decide(connection, delivery, checked, failpoint)
        witness(connection, answer)
        failpoint("commit")
    return answer


def look(engine: Engine, delivery: Delivery, language: Language) -> Checked:
    """Check a return as ``load`` would, what is known before it included, and store nothing."""
    checked = _checked(delivery, language)
    if checked.has_personal_data:
        return checked
    with engine.connect() as connection:
        return _compared(connection, delivery, checked)


def _checked(delivery: Delivery, language: Language = "sv") -> Checked:
    """Check a file by itself, known mistakes mended; a broken file of corrections holds it."""
    faults = []
    try:
        own = read_corrections(delivery.corrections) if delivery.corrections else ()
    except CorrectionsError as error:
        own, faults = (), [find("corrections_unreadable", language, args={"fault": str(error)})]
    document = delivery.provenance.document or ""

    def speaking(source: str, sha256: str) -> list[Correction]:
        day = delivery.reported_on
        return [c for c in (*shipped(), *own) if c.speaks_of(source, document, sha256, day)]

    return check_bytes(
        delivery.data,
        delivery.filename,
        delivery.source,
        language,
        today=delivery.reported_on,
        corrections=speaking,
    ).with_findings(faults)


def load_public(engine: Engine, archive: Archive, now: datetime) -> int:
    """Load what the public documents say, as far as not loaded; give how many returns were new.

    They come through the same door as any return. Raises ValueError where one would not pass:
    what ships with the program must.
    """
    answers = [load(engine, archive, _delivery_of(one, now)) for one in public_returns()]
    for one in answers:
        if one.result not in (Result.LOADED, Result.UNCHANGED):
            raise ValueError(f"{one.filename} does not pass: {one.findings}")
    return sum(one.result is Result.LOADED for one in answers)


def _delivery_of(one: PublicReturn, now: datetime) -> Delivery:
    return Delivery(
        data=one.data,
        filename=one.filename,
        channel="document",
        provenance=one.provenance(),
        received_at=now,
        source=one.source,
        accept="a public document, as it stands",
    )


def _decide(
    connection: Connection, delivery: Delivery, checked: Checked, failpoint: Failpoint
) -> Loaded:
    """Compare with what is known, and store the batch as accepted or held."""
    origin = delivery.provenance
    before = store.find_batch(connection, checked.sha256, origin.document or "", origin.part or "")
    if before is not None and before.state == "accepted":
        return Loaded(
            Result.UNCHANGED,
            checked.filename,
            before.source,
            before.id,
            before.rows,
            checked.findings,
        )
    checked = _compared(connection, delivery, checked)
    if checked.errors or (checked.warnings and not delivery.accept):
        if before is not None:
            return Loaded(
                Result.HELD, checked.filename, before.source, before.id, 0, checked.findings
            )
        failpoint("hold")
        return _store(connection, delivery, checked, Result.HELD)
    if before is not None:
        failpoint("replace held")
        store.move(
            connection,
            before.id,
            "replaced",
            by=delivery.by or delivery.channel,
            # What held it was not in the file: a correction, or what was known before it.
            reason=delivery.accept or "nothing is found any more",
            at=delivery.received_at,
        )
    failpoint("store")
    return _store(connection, delivery, checked, Result.LOADED)


def _refuse(connection: Connection, delivery: Delivery, checked: Checked) -> Loaded:
    """Write a refusal down, once: the same file again is answered with the first one."""
    before = store.find_refused(connection, checked.sha256)
    if before is None:
        return _store(connection, delivery, checked, Result.REFUSED)
    number, source = before.id, checked.source
    name = source.name if source else None
    return Loaded(Result.REFUSED, checked.filename, name, number, checked.rows, checked.findings)


def _compared(connection: Connection, delivery: Delivery, checked: Checked) -> Checked:
    """Compare a return without errors with what was known before it."""
    if checked.errors or checked.source is None or not delivery.provenance.whole_return:
        return checked
    wanted = {checked.source.name, *_TOGETHER}
    known = store.records(connection, sources=wanted, years=_years_around(checked))
    return check_against(checked, known, delivery.reported_on)


_TOGETHER = ("rights_persons", "rights_package")
"""Two sources that are checked against each other: no item is owed to more than are entitled."""

_STATE = {Result.LOADED: "accepted", Result.HELD: "held", Result.REFUSED: "refused"}


def _years_around(checked: Checked) -> tuple[int, int] | None:
    """Give the years whose figures a return is compared with: its own, and one on each side."""
    if "period" not in checked.frame or checked.frame.is_empty():
        return None
    years = [int(label[:4]) for label in checked.frame["period"].unique()]
    return min(years) - 1, max(years) + 1


def _store(connection: Connection, delivery: Delivery, checked: Checked, result: Result) -> Loaded:
    records = None
    if result is Result.LOADED and checked.source is not None:
        records = checked.source.to_table(checked.frame, delivery.provenance)
    arrival = store.Arrival(
        sha256=checked.sha256,
        source=checked.source.name if checked.source else None,
        filename=checked.filename,
        channel=delivery.channel,
        state=_STATE[result],
        received_at=delivery.received_at,
        reported_on=delivery.reported_on,
        rows=checked.rows,
        document=delivery.provenance.document or "",
        part=delivery.provenance.part or "",
        whole_return=delivery.provenance.whole_return,
        decided_by=delivery.by,
        reason=delivery.accept,
    )
    findings = [finding.to_store() for finding in checked.findings]
    number = store.add_batch(
        connection,
        arrival,
        records,
        findings,
        _periods(checked, records),
        [one.to_json() | {"records": _touched(one, records)} for one in checked.applied],
    )
    return Loaded(result, checked.filename, arrival.source, number, checked.rows, checked.findings)


def _touched(applied: Applied, records: RecordTable | None) -> list[dict[str, Any]]:
    """Name the records that a correction changed: its column's, else all of its rows."""
    if records is None or applied.correction.action == "drop":
        return []
    rows = records.where(pl.col(ROW).is_in(applied.rows)).records()
    own = [record for record in rows if record.measure == applied.correction.column]
    return [
        {
            "measure": record.measure,
            "geography": record.geography,
            "period": record.period.label,
            "breakdown": dict(record.breakdown),
        }
        for record in own or rows
    ]


def _periods(checked: Checked, records: RecordTable | None) -> set[str]:
    """Name the periods that a return is about, as far as they could be read."""
    frame = checked.frame
    if "period" not in frame and records is not None:
        # A source without the column is about the one period that its records name.
        frame = records.frame
    return set(frame["period"].unique().drop_nulls()) if "period" in frame else set()
