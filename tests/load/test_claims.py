"""A return that says that its figure is public must be stood for; the documents themselves not."""

import pytest
from returns_for_tests import delivery

from etl import store
from etl.archive import Archive
from etl.load import Result, load
from etl.registers import documents

DOCUMENT = next(iter(documents()))
CONTEXT = (
    "measure,period,geography,value,low,high,unit,document,status\n"
    "outreach_posts,2025,0180,2,,,posts,"
)
ESTIMATE = (
    "period,geography,purpose,sex,method,low,central,high,"
    "eligible_share_low,eligible_share_high,document,status\n"
    "2025,0180,all,all,expert,20,30,45,,,"
)


@pytest.mark.parametrize("start", [CONTEXT, ESTIMATE], ids=["context", "victim_estimates"])
def test_a_registered_document_asks_for_a_tick_and_a_reason(engine, tmp_path, start):
    archive = Archive(tmp_path / "originals")
    data = f"{start}{DOCUMENT},final\n".encode()
    held = load(engine, archive, delivery(data))
    assert held.result is Result.HELD
    assert [(f.rule, f.severity, f.row, f.column) for f in held.findings] == [
        ("claimed_public", "warning", 2, "document")
    ]
    taken = load(engine, archive, delivery(data, accept="page 12"))
    assert taken.result is Result.LOADED
    with engine.connect() as connection:
        assert {record.document for record in store.records(connection)} == {DOCUMENT}


def test_a_document_that_no_register_has_claims_nothing(engine, tmp_path):
    archive = Archive(tmp_path / "originals")
    data = f"{CONTEXT}minutes of a meeting,final\n".encode()
    assert load(engine, archive, delivery(data)).result is Result.LOADED


def test_a_refused_file_handed_in_again_is_one_refusal(engine, tmp_path):
    # 570428-9999 is of the reserved test series: nobody has it.
    archive = Archive(tmp_path / "originals")
    data = f"{CONTEXT}gäller 570428-9999,final\n".encode()
    first, again = (load(engine, archive, delivery(data)) for _ in range(2))
    assert first.result is again.result is Result.REFUSED
    assert first.batch == again.batch
    assert again.findings == first.findings
    with engine.connect() as connection:
        assert len(store.batches(connection)) == 1
