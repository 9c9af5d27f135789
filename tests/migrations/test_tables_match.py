"""What the migrations make is what the tables say, on each kind of database."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from etl.database import connect
from migrations import declared, newest, upgrade, version


def test_a_database_brought_up_has_the_tables_that_the_code_declares(database_url):
    metadata = declared()
    engine = connect(database_url)
    upgrade(engine)
    upgrade(engine)
    assert version(engine) == newest()
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    assert differences == []
