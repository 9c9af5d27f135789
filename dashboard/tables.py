"""Which tables hold what the service itself did?"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from etl.database import UtcDateTime, metadata

job_run = Table(
    "job_run",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("job", String(40), nullable=False),
    Column("slot", String(40), nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("outcome", String(20), nullable=False),
    Column("message", Text),
    # A slot is run once, however many workers there are.
    Index("uq_job_run_job_slot", "job", "slot", unique=True),
)

pull = Table(
    "pull",
    metadata,
    # The checksum of the address: the address itself may hold a password.
    Column("key", String(64), primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
    Column("sha256", String(64)),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("taken_at", UtcDateTime),
    Column("answer", Text, nullable=False),
)

notice = Table(
    "notice",
    metadata,
    # What has been told and still holds; when it holds no longer its row goes.
    Column("key", String(120), primary_key=True),
    Column("told_at", UtcDateTime, nullable=False),
)

account = Table(
    "account",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("full_name", Text, nullable=False),
    # Null where the city's identity provider alone signs the account in.
    Column("password_hash", Text),
    Column("subject", String(255), unique=True),
    Column("second_secret", String(64)),
    Column("second_confirmed", Boolean, nullable=False),
    # The last step of time whose code was used: a code works once.
    Column("second_step", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    CheckConstraint("state IN ('active', 'disabled')", name="state"),
)

account_role = Table(
    "account_role",
    metadata,
    Column("account", String(80), ForeignKey("account.name"), primary_key=True),
    Column("role", String(20), primary_key=True),
)

recovery_code = Table(
    "recovery_code",
    metadata,
    Column("account", String(80), ForeignKey("account.name"), primary_key=True),
    Column("hash", String(64), primary_key=True),
)

session = Table(
    "session",
    metadata,
    # The token itself is in the browser alone.
    Column("hash", String(64), primary_key=True),
    Column("account", String(80), ForeignKey("account.name"), nullable=False, index=True),
    Column("stage", String(20), nullable=False),
    Column("address", String(64), nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    CheckConstraint("stage IN ('second', 'full')", name="stage"),
)

failure = Table(
    "failure",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", String(64), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_failure_key_at", "key", "at"),
)

audit_log = Table(
    "audit_log",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("who", String(120), nullable=False),
    Column("address", String(64), nullable=False),
    Column("what", String(60), nullable=False, index=True),
    Column("about", Text, nullable=False),
    Column("old", Text),
    Column("new", Text),
    Column("before", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

audit_end = Table(
    "audit_end",
    metadata,
    # One row, so that rows cut from the end are missed too.
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("page", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("handled_at", UtcDateTime),
    Column("handled_by", String(80)),
)
