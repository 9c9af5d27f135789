"""name early readers, accept warnings and enter the days of releases."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("release") as table:
        table.add_column(sa.Column("early_from", sa.DateTime(timezone=True)))
    op.create_table(
        "release_early",
        sa.Column("release_id", sa.String(80), nullable=False),
        sa.Column("account", sa.String(80), nullable=False),
        sa.Column("shown_as", sa.Text(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name="fk_release_early_release_id"),
        sa.PrimaryKeyConstraint("release_id", "account", name="pk_release_early"),
    )
    op.create_table(
        "release_tick",
        sa.Column("release_id", sa.String(80), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("rule", sa.String(40), nullable=False),
        sa.Column("about", sa.String(400), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ticked_by", sa.String(80), nullable=False),
        sa.Column("ticked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "release_id", "content_hash", "rule", "about", name="pk_release_tick"
        ),
    )
    op.create_table(
        "release_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("entered_by", sa.String(80), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_release_day"),
    )


def downgrade() -> None:
    for table in ("release_day", "release_tick", "release_early"):
        op.drop_table(table)
    with op.batch_alter_table("release") as table:
        table.drop_column("early_from")
