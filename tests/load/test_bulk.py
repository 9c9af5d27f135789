"""Many records at once: what is written is what comes back, said once or in each row."""

from datetime import date

import polars as pl
import pytest
from sqlalchemy import select

from etl.bulk import CHUNK_ROWS, write_records
from etl.reading.table import ROW
from etl.record_table import FIELDS, Provenance, RecordTable
from etl.tables import record

ODD = [
    "50 % 'av' %s",
    'tab\tand "quote"',
    "back\\slash \\N",
    "två\nrader\r",
    "",
    "😀",
    None,
    "NULL",
]


def made(notes, values):
    """Make records that differ in what is given and in nothing else."""
    size = len(notes)
    given = {"measure": "submitted", "geography": "0180", "period": "2026-Q1", "unit": "antal"}
    same = dict.fromkeys(FIELDS) | given | {"status": "final", "breakdown": '{"sex":"women"}'}
    columns = {name: [one] * size for name, one in same.items()}
    columns |= {"note": notes, "value": list(map(float, values)), ROW: list(range(size))}
    origin = Provenance(date(2026, 4, 20), "0180")
    return RecordTable("applications", origin, pl.DataFrame(columns, schema_overrides=FIELDS))


@pytest.mark.parametrize(
    ("notes", "values"),
    [
        (ODD, range(len(ODD))),
        (ODD[:1], [0.1]),
        (["50 % 'av' %s\\"] * 3, [7] * 3),
        ([None] * (2 * CHUNK_ROWS + 1), [1.5] * (2 * CHUNK_ROWS + 1)),
    ],
)
def test_what_is_written_comes_back(engine, notes, values):
    with engine.begin() as connection:
        write_records(connection, 7, made(notes, values))
    query = select(record).order_by(record.c.id)
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    assert [(row.note, row.value) for row in rows] == list(zip(notes, values, strict=True))
    assert {row.breakdown for row in rows} == {'{"sex":"women"}'}
    assert {(row.batch_id, row.source, row.reported_on) for row in rows} == {
        (7, "applications", date(2026, 4, 20))
    }
    assert {(row.gap, row.text, row.low) for row in rows} == {(None, None, None)}
