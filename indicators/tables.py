"""In which tables do releases and targets lie?

A release is a head and its parts, each part one text of canonical JSON with its checksum. One
row points to the latest release: what the public sees changes when that row does. Beside a
release stand those who may read it early and the warnings that somebody accepted; the days of
releases to come stand by themselves. Rows about targets, explanations and actions are added and
never changed.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
)

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
    # When an approved release is to be published by itself, and from when those who are named
    # for it may read it.
    Column("publish_at", UtcDateTime),
    Column("early_from", UtcDateTime),
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

release_early = Table(
    "release_early",
    metadata,
    Column("release_id", String(80), ForeignKey("release.id"), primary_key=True),
    Column("account", String(80), primary_key=True),
    # What the published list says: a function or a name, never what is typed at sign-in.
    Column("shown_as", Text, nullable=False),
    Column("named_at", UtcDateTime, nullable=False),
    Column("taken_at", UtcDateTime),
)

release_tick = Table(
    "release_tick",
    metadata,
    # Not tied to a release that may be written anew: what was accepted once can be read later.
    Column("release_id", String(80), primary_key=True),
    Column("content_hash", String(64), primary_key=True),
    Column("rule", String(40), primary_key=True),
    Column("about", String(400), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("ticked_by", String(80), nullable=False),
    Column("ticked_at", UtcDateTime, nullable=False),
)

release_day = Table(
    "release_day",
    metadata,
    Column("day", Date, primary_key=True),
    Column("entered_by", String(80), nullable=False),
    Column("entered_at", UtcDateTime, nullable=False),
)

target_decision = Table(
    "target_decision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("indicator", String(80), nullable=False),
    Column("geography", String(40), nullable=False),
    Column("breakdown", Text, nullable=False),
    Column("baseline", Double, nullable=False),
    Column("baseline_day", Date, nullable=False),
    Column("value", Double, nullable=False),
    Column("day", Date, nullable=False),
    Column("milestones", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("reason_sv", Text, nullable=False),
    Column("reason_en", Text, nullable=False),
    # A target is replaced once; whoever comes second must look again.
    Column("replaces", ForeignKey("target_decision.id"), unique=True),
    Column("entered_by", String(80), nullable=False),
    Column("entered_at", UtcDateTime, nullable=False),
)

explanation = Table(
    "explanation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("indicator", String(80), nullable=False),
    Column("geography", String(40), nullable=False),
    Column("breakdown", Text, nullable=False),
    Column("period", String(12), nullable=False),
    Column("status", String(20), nullable=False),
    Column("text_sv", Text, nullable=False),
    Column("text_en", Text, nullable=False),
    Column("entered_by", String(80), nullable=False),
    Column("entered_at", UtcDateTime, nullable=False),
)

action = Table(
    "action",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("explanation_id", ForeignKey("explanation.id"), nullable=False),
    Column("what_sv", Text, nullable=False),
    Column("what_en", Text, nullable=False),
    Column("owner_sv", Text, nullable=False),
    Column("owner_en", Text, nullable=False),
    Column("due", Date, nullable=False),
    Column("entered_by", String(80), nullable=False),
    Column("entered_at", UtcDateTime, nullable=False),
)

action_step = Table(
    "action_step",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("action_id", ForeignKey("action.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("day", Date, nullable=False),
    Column("due", Date),
    Column("note_sv", Text, nullable=False),
    Column("note_en", Text, nullable=False),
    Column("entered_by", String(80), nullable=False),
    Column("entered_at", UtcDateTime, nullable=False),
    CheckConstraint("kind IN ('done', 'dropped', 'moved')", name="kind"),
)
