"""Which public document does a row itself name as the place where its figure stands?"""

from dataclasses import replace
from typing import Any

from etl.records import Record
from etl.registers import documents


def cite(record: Record, cells: dict[str, list[Any]], row: int) -> Record:
    """Set the record's document from the row's own cell, where the register has it.

    A name that the register lacks is kept in the note: it is a claim, not a reference.
    """
    named = cells["document"][row] if "document" in cells else None
    if named is None or named == record.document:
        return record
    if named in documents():
        return replace(record, document=named)
    return replace(record, note=f"{record.note}; {named}" if record.note else named)
