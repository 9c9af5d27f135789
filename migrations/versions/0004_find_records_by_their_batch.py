"""find records by their batch, and write them without looking it up for each."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A batch is of one source, so this index only slowed the loading of large returns down.
    op.drop_index("ix_record_source", table_name="record")
    with op.batch_alter_table("record") as table:
        table.drop_constraint(op.f("fk_record_batch_id"), type_="foreignkey")
