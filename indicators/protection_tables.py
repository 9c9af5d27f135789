"""In which tables do the ledger of published facts and the proofs lie?

They hold true counts, and the public's login sees none of them. Rows of the ledger are added and
never changed; its head and the number of facts of each release are kept beside it, so that a
cut end, or a ledger that is gone, shows.
"""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table, Text

from etl.database import metadata

HEAD = "head"

disclosure_entry = Table(
    "disclosure_entry",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("release_id", String(80), ForeignKey("release.id"), nullable=False),
    Column("figure", Text, nullable=False),
    Column("low", Integer),
    Column("high", Integer),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
)

disclosure_head = Table(
    "disclosure_head",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("entries", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
)

disclosure_proof = Table(
    "disclosure_proof",
    metadata,
    Column("asked", String(64), primary_key=True),
    Column("settled", String(64), nullable=False, index=True),
    Column("body", LargeBinary, nullable=False),
)

release_protection = Table(
    "release_protection",
    metadata,
    Column("release_id", String(80), ForeignKey("release.id"), primary_key=True),
    Column("head", String(64), nullable=False),
    Column("facts", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
