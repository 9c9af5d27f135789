"""Which tables hold what was reported? Only ``etl.store`` reads and writes them."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from etl.database import UtcDateTime, metadata

batch = Table(
    "batch",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("sha256", String(64), nullable=False),
    Column("source", String(40)),
    Column("filename", Text, nullable=False),
    Column("channel", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("reported_on", Date, nullable=False),
    Column("rows", Integer, nullable=False),
    # Empty for a return; a public document's figures are told apart by document and part.
    Column("document", String(80), nullable=False),
    Column("part", String(40), nullable=False),
    Column("whole_return", Boolean, nullable=False),
    Column("decided_by", Text),
    Column("decided_at", UtcDateTime),
    Column("reason", Text),
    CheckConstraint("state IN ('accepted', 'held', 'refused', 'replaced')", name="state"),
    # One file counts once: a second arrival finds the first and changes nothing.
    Index(
        "uq_batch_in_force",
        "sha256",
        "document",
        "part",
        unique=True,
        sqlite_where=text("state IN ('accepted', 'held')"),
        postgresql_where=text("state IN ('accepted', 'held')"),
    ),
    Index("ix_batch_source", "source", "state"),
)

batch_period = Table(
    "batch_period",
    metadata,
    # Which periods a return is about, so that nobody must read its records to know.
    Column("batch_id", ForeignKey("batch.id"), primary_key=True),
    Column("period", String(12), primary_key=True),
)

batch_correction = Table(
    "batch_correction",
    metadata,
    # A correction as it was applied: what it says may be changed or taken away later.
    Column("batch_id", ForeignKey("batch.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("correction", String(80), nullable=False),
    Column("body", Text, nullable=False),
)

finding = Table(
    "finding",
    metadata,
    Column("batch_id", ForeignKey("batch.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("severity", String(10), nullable=False),
    Column("rule", String(40), nullable=False),
    Column("body", Text, nullable=False),
)

record = Table(
    "record",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    # No foreign key: PostgreSQL would look up the batch once a record, which takes as long as
    # the writing, though the batch was written a moment before and is never taken away.
    Column("batch_id", Integer, nullable=False),
    Column("source", String(40), nullable=False),
    Column("measure", String(80), nullable=False),
    Column("geography", String(40), nullable=False),
    Column("period", String(12), nullable=False),
    Column("breakdown", Text, nullable=False),
    Column("reported_on", Date, nullable=False),
    Column("status", String(20), nullable=False),
    Column("value", Double),
    Column("low", Double),
    Column("high", Double),
    Column("gap", String(20)),
    Column("text", Text),
    Column("unit", String(40), nullable=False),
    Column("document", String(80)),
    Column("note", Text),
    Index("ix_record_batch", "batch_id"),
)
