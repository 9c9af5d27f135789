"""Run migrations on the connection that the caller gives."""

from alembic import context

from etl.database import UtcDateTime
from migrations import declared


def render(kind: str, item: object, _context: object) -> str | bool:
    """Write our own type as the plain one that the database knows."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=declared(),
    render_as_batch=True,
    compare_type=True,
    render_item=render,
)
with context.begin_transaction():
    context.run_migrations()
