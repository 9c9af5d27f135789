"""Who reads and writes what was reported? This module, and nothing else.

Records are only ever added. A batch's state may move (held → accepted, accepted → replaced);
what it holds may not.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from etl.bulk import write_records
from etl.canonical import canonical_json
from etl.period import Period
from etl.record_table import RecordTable
from etl.records import Breakdown, Corrected, Gap, Number, Record, Status, breakdown_of
from etl.tables import batch, batch_correction, batch_period, finding, record


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
    periods: Collection[str] = (),
    corrections: Sequence[Mapping[str, Any]] = (),
) -> int:
    """Store a batch with its findings and, where it is accepted, its records; give its number.

    ``periods`` are the labels of those that it is about; ``corrections`` what was mended in it.
    """
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
    if periods:
        about = [{"batch_id": number, "period": label} for label in sorted(periods)]
        connection.execute(insert(batch_period), about)
    if corrections:
        mended = [
            {
                "batch_id": number,
                "position": position,
                "correction": one["id"],
                "body": canonical_json(one),
            }
            for position, one in enumerate(corrections)
        ]
        connection.execute(insert(batch_correction), mended)
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


def find_refused(connection: Connection, sha256: str) -> Batch | None:
    """Find the first refusal of this very file."""
    query = (
        select(batch)
        .where(batch.c.sha256 == sha256, batch.c.state == "refused")
        .order_by(batch.c.id)
        .limit(1)
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
    found = [_record_of(row) for row in connection.execute(query)]
    mended = _mended(connection)
    if not mended:
        return found
    return [replace(one, corrected=mended.get((one.batch, *one.key[1:]))) for one in found]


def corrections_of(
    connection: Connection, number: int | None = None
) -> list[tuple[Batch, dict[str, Any]]]:
    """List what was mended in one batch, or in all: the batch, and the correction as applied."""
    query = (
        select(batch, batch_correction.c.body)
        .join(batch_correction, batch_correction.c.batch_id == batch.c.id)
        .order_by(batch.c.id, batch_correction.c.position)
    )
    if number is not None:
        query = query.where(batch.c.id == number)
    return [(_batch_of(row), json.loads(row.body)) for row in connection.execute(query)]


def _mended(connection: Connection) -> dict[tuple[Any, ...], Corrected]:
    """Give the correction of each record that has one, by its batch and what it is about."""
    return {
        (of.id, one["measure"], one["geography"], one["period"], breakdown_of(one["breakdown"])): (
            Corrected(body["id"], body["sv"], body["en"])
        )
        for of, body in corrections_of(connection)
        for one in body["records"]
    }


def periods_of(connection: Connection) -> dict[int, tuple[Period, ...]]:
    """Give, for each batch by its number, the periods that it is about, the first one first."""
    found: dict[int, list[Period]] = {}
    for number, label in connection.execute(select(batch_period.c.batch_id, batch_period.c.period)):
        found.setdefault(number, []).append(_period(label))
    return {number: tuple(sorted(periods)) for number, periods in found.items()}


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
