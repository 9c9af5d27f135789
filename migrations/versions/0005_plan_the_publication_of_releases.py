"""plan the publication of releases."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("release") as table:
        table.add_column(sa.Column("publish_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    with op.batch_alter_table("release") as table:
        table.drop_column("publish_at")
