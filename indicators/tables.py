"""In which tables do releases lie?

A release is a head and its parts, each part one text of canonical JSON with its checksum. One
row points to the latest release: what the public sees changes when that row does.
"""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Integer, String, Table, Text

from etl.database import UtcDateTime, metadata

LATEST = "latest"
STATES = ("draft", "checked", "approved", "published", "replaced", "withdrawn")

release = Table(
    "release",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("title_sv", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("data_cut", Date, nullable=False),
    Column("in_force_from", Date, nullable=False, index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("published_at", UtcDateTime),
    # Two releases may be published in one moment; this tells which came second.
    Column("publication", Integer, unique=True),
    Column("note_sv", Text),
    Column("note_en", Text),
    Column("replaces", String(80), ForeignKey("release.id")),
    Column("content_hash", String(64), nullable=False),
    Column("withdrawn_reason", Text),
    Column("withdrawn_at", UtcDateTime),
    Column("prepared_by", String(80), nullable=False),
    Column("approved_by", String(80)),
    CheckConstraint(
        "state IN ('" + "', '".join(STATES) + "')",
        name="state",
    ),
    CheckConstraint("approved_by IS NULL OR approved_by <> prepared_by", name="two_persons"),
)

release_part = Table(
    "release_part",
    metadata,
    Column("release_id", String(80), ForeignKey("release.id"), primary_key=True),
    Column("name", String(80), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("json", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
)

release_pointer = Table(
    "release_pointer",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("release_id", String(80), ForeignKey("release.id")),
)
