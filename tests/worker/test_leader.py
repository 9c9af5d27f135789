"""Two workers: one leads, the other waits."""

from sqlalchemy import text

from dashboard.leader import leadership
from etl.database import connect


def test_one_leads_and_the_next_takes_over(engine, database_url):
    other_engine = connect(database_url)
    first, second = leadership(engine), leadership(other_engine)
    assert first.take()
    assert first.holds()
    assert not second.take()
    first.release()
    assert not first.holds()
    assert second.take()
    second.release()
    other_engine.dispose()


def test_the_next_can_lead_at_once(engine):
    if engine.dialect.name != "postgresql":
        return
    held = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as watching:
        for _ in range(100):
            lead = leadership(engine)
            assert lead.take()
            lead.release()
            assert watching.execute(held).scalar_one() == 0


def test_a_lost_connection_loses_the_lead(postgres_url, engine, database_url):
    if engine.dialect.name != "postgresql":
        return
    lead = leadership(engine)
    assert lead.take()
    admin = connect(postgres_url)
    with admin.connect() as connection:
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
        )
    admin.dispose()
    assert not lead.holds()
    lead.release()
    assert lead.take()
    lead.release()
