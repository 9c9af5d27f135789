"""keep the ledger of what was published, and the proofs of what is."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "disclosure_entry",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("release_id", sa.String(80), nullable=False),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.Column("low", sa.Integer()),
        sa.Column("high", sa.Integer()),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name="fk_disclosure_entry_release_id"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_disclosure_entry"),
    )
    op.create_table(
        "disclosure_head",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_disclosure_head"),
    )
    op.create_table(
        "disclosure_proof",
        sa.Column("asked", sa.String(64), nullable=False),
        sa.Column("settled", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("asked", name="pk_disclosure_proof"),
    )
    op.create_index("ix_disclosure_proof_settled", "disclosure_proof", ["settled"])
    op.create_table(
        "release_protection",
        sa.Column("release_id", sa.String(80), nullable=False),
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("facts", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name="fk_release_protection_release_id"
        ),
        sa.PrimaryKeyConstraint("release_id", name="pk_release_protection"),
    )
    # Figures of persons in returns were hidden until now: the ledger begins empty. What was
    # prepared before has nothing that protects it, and is looked at anew.
    op.execute(
        "UPDATE release SET state = 'draft', approved_by = NULL "
        "WHERE state IN ('checked', 'approved')"
    )


def downgrade() -> None:
    for table in ("release_protection", "disclosure_proof", "disclosure_head", "disclosure_entry"):
        op.drop_table(table)
