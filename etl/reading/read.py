"""Which kind of file is this, and what table does it hold?"""

from dataclasses import replace

from etl.reading.delimited import read_delimited
from etl.reading.table import Beside, Fault, Fit, Table, refuse
from etl.reading.workbook import read_workbook

SIZE_LIMIT = 50_000_000
"""Bytes that a file may have."""

_KINDS = {
    b"PK\x05\x06": "zip",
    b"\xd0\xcf\x11\xe0": "old_or_locked_workbook",
    b"%PDF": "pdf",
    b"{\\rtf": "rtf",
    b"\x1f\x8b": "gzip",
}


def read_table(data: bytes, filename: str, fit: Fit) -> tuple[Table, tuple[Fault, ...]]:
    """Read a return, CSV or XLSX as its bytes say, whatever its name ends with.

    The header is the best-fitting of the first 30 rows; in a workbook, of the visible sheets.
    The faults leave the table readable. Raises ``Refused``, and nothing else, for bad bytes.
    """
    if len(data) > SIZE_LIMIT:
        raise refuse("too_large", what="bytes", limit=SIZE_LIMIT)
    if not data.strip():
        raise refuse("empty_file")
    for start, kind in _KINDS.items():
        if data.startswith(start):
            raise refuse("unreadable", reason=kind)
    if data.lstrip()[:9].lower().startswith((b"<html", b"<!doctype", b"<?xml")):
        raise refuse("unreadable", reason="markup")
    is_zip = data.startswith(b"PK\x03\x04")
    table, faults = read_workbook(data, fit) if is_zip else read_delimited(data, fit)
    name = Beside("file_name", filename)
    return replace(table, beside=(name, *table.beside)), faults
