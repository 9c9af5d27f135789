"""Who reads and writes what was reported? This module, and nothing else.

Records are only ever added. A batch's state may move (held → accepted, accepted → replaced);
what it holds may not.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from etl.bulk import write_records
from etl.database import canonical_json
from etl.period import Period
from etl.record_table import RecordTable
from etl.records import Breakdown, Gap, Number, Record, Status, breakdown_of
from etl.tables import batch, finding, record


@dataclass(frozen=True, slots=True)
class Batch:
    """One return as it arrived. Times are UTC; ``document`` is empty but for a public one."""

    id: int
    sha256: str
    source: str | None
    filename: str
    channel: str
    state: str
    received_at: datetime
    reported_on: date
    rows: int
    document: str
    part: str
    whole_return: bool
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """What is known of a return at the moment it is stored."""

    sha256: str
    source: str | None
    filename: str
    channel: str
    state: str
    received_at: datetime
    reported_on: date
    rows: int
    document: str = ""
    part: str = ""
    whole_return: bool = True
    decided_by: str | None = None
    reason: str | None = None


def add_batch(
    connection: Connection,
    arrival: Arrival,
    records: RecordTable | None = None,
    findings: Sequence[dict[str, Any]] = (),
) -> int:
    """Store a batch with its findings and, where it is accepted, its records; give its number."""
    values = {name: getattr(arrival, name) for name in Arrival.__dataclass_fields__}
    if arrival.decided_by or arrival.reason:
        values["decided_at"] = arrival.received_at
    number = connection.execute(insert(batch).values(values).returning(batch.c.id)).scalar_one()
    if findings:
        rows = [
            {
                "batch_id": number,
                "position": position,
                "severity": one["severity"],
                "rule": one["rule"],
                "body": canonical_json(one),
            }
            for position, one in enumerate(findings)
        ]
        connection.execute(insert(finding), rows)
    if records is not None:
        write_records(connection, number, records)
    return int(number)


def move(
    connection: Connection, number: int, state: str, *, by: str, reason: str, at: datetime
) -> None:
    """Move a batch to another state, with who decided and why."""
    values = {"state": state, "decided_by": by, "reason": reason, "decided_at": at}
    connection.execute(update(batch).where(batch.c.id == number).values(values))


def find_batch(
    connection: Connection, sha256: str, document: str = "", part: str = ""
) -> Batch | None:
    """Find the batch that this file already is, accepted or held."""
    query = select(batch).where(
        batch.c.sha256 == sha256,
        batch.c.document == document,
        batch.c.part == part,
        batch.c.state.in_(["accepted", "held"]),
    )
    row = connection.execute(query).one_or_none()
    return _batch_of(row) if row else None


def batches(connection: Connection, *, state: str | None = None) -> list[Batch]:
    """List batches, oldest first."""
    query = select(batch).order_by(batch.c.id)
    if state is not None:
        query = query.where(batch.c.state == state)
    return [_batch_of(row) for row in connection.execute(query)]


def findings_of(connection: Connection, number: int) -> list[dict[str, Any]]:
    """Give the findings of a batch in the order in which they were made."""
    query = select(finding.c.body).where(finding.c.batch_id == number).order_by(finding.c.position)
    return [json.loads(body) for body in connection.execute(query).scalars()]


def records(
    connection: Connection,
    *,
    up_to: date | None = None,
    sources: Collection[str] = (),
    years: tuple[int, int] | None = None,
) -> list[Record]:
    """Give the records of accepted batches, reported on ``up_to`` at the latest.

    Without ``sources``, of every source; with ``years``, of periods that start in the first
    of them at the earliest and in the last at the latest.
    """
    query = (
        select(record, batch.c.part, batch.c.whole_return)
        .join(batch, batch.c.id == record.c.batch_id)
        .where(batch.c.state == "accepted")
        .order_by(record.c.id)
    )
    if up_to is not None:
        query = query.where(record.c.reported_on <= up_to)
    if sources:
        # A batch is of one source, and records are found by their batch.
        query = query.where(batch.c.source.in_(sources))
    if years is not None:
        # A period's label begins with the year that it starts in.
        query = query.where(record.c.period.between(f"{years[0]}", f"{years[1]}~"))
    return [_record_of(row) for row in connection.execute(query)]


def latest_periods(connection: Connection) -> dict[str, Period]:
    """Give, for each source, the latest period that a return in force is about."""
    query = (
        select(record.c.source, record.c.period)
        .join(batch, batch.c.id == record.c.batch_id)
        .where(batch.c.state == "accepted", batch.c.whole_return)
        .distinct()
    )
    latest: dict[str, Period] = {}
    for source, label in connection.execute(query):
        period = Period.parse(label)
        there = latest.get(source)
        if there is None or period.end > there.end:
            latest[source] = period
    return latest


def _record_of(row: Row[Any]) -> Record:
    return Record(
        source=row.source,
        measure=row.measure,
        geography=row.geography,
        period=_period(row.period),
        breakdown=_breakdown(row.breakdown),
        reported_on=row.reported_on,
        status=Status(row.status),
        value=_number(row.value),
        low=_number(row.low),
        high=_number(row.high),
        gap=Gap(row.gap) if row.gap else None,
        text=row.text,
        unit=row.unit,
        document=row.document,
        part=row.part or None,
        note=row.note,
        batch=row.batch_id,
        whole_return=row.whole_return,
    )


@cache
def _period(label: str) -> Period:
    return Period.parse(label)


@cache
def _breakdown(text: str) -> Breakdown:
    # There are few combinations and many records of each.
    return breakdown_of(json.loads(text))


def _number(stored: float | None) -> Number | None:
    # A count is whole and far below 2**53, so a double holds it exactly; give it back as one.
    if stored is None:
        return None
    return int(stored) if float(stored).is_integer() else stored


def _batch_of(row: Row[Any]) -> Batch:
    return Batch(**{name: getattr(row, name) for name in Batch.__dataclass_fields__})
