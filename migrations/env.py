"""Run migrations on the connection that the caller gives."""

from importlib import import_module

from alembic import context

from etl.database import metadata

# Importing a room's tables declares them.
for room in ("etl", "indicators", "dashboard"):
    import_module(f"{room}.tables")

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
