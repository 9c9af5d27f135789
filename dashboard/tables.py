"""Which tables hold what the service itself did?"""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from etl.database import UtcDateTime, metadata

job_run = Table(
    "job_run",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("job", String(40), nullable=False),
    Column("slot", String(40), nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("outcome", String(20), nullable=False),
    Column("message", Text),
    # A slot is run once, however many workers there are.
    Index("uq_job_run_job_slot", "job", "slot", unique=True),
)
