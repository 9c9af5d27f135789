"""Where in my file is it? A copy of a return with each finding at its cell."""

import io
from collections import defaultdict

import xlsxwriter

from etl.cells import neutralise
from etl.checking import Checked
from etl.checks.header import fit_for
from etl.finding import Finding, Severity
from etl.reading import read_table

_COLOURS = {Severity.ERROR: "#F6C7C0", Severity.WARNING: "#FBE7B2"}


def marked_copy(data: bytes, checked: Checked) -> bytes:
    """Write the rows of a return as a workbook, its cells coloured and noted where found at fault.

    Rows stand where they stood. Raises ValueError for a file with personal data, of which no
    copy is made, and ``Refused`` where there is no table to copy.
    """
    if checked.has_personal_data:
        raise ValueError("a file with personal data is not copied")
    table, _ = read_table(data, checked.filename, fit_for(checked.source))
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet()
    formats = {s: book.add_format({"bg_color": colour}) for s, colour in _COLOURS.items()}
    found = _by_cell(checked)
    lines = {table.header_row: list(table.header)}
    lines.update({at: texts for at, *texts in table.frame.iter_rows()})
    for row, texts in lines.items():
        for column, (name, text) in enumerate(zip(table.header, texts, strict=True)):
            here = found.get((row, name), [])
            worst = min((f.severity for f in here), default=None)
            how = formats[worst] if worst else None
            sheet.write_string(row - 1, column, neutralise(text), how)
            if here:
                note = "\n".join(f"{f.message} {f.hint}" for f in here)
                sheet.write_comment(row - 1, column, note, {"author": ""})
    book.close()
    return file.getvalue()


def _by_cell(checked: Checked) -> dict[tuple[int, str], list[Finding]]:
    cells: dict[tuple[int, str], list[Finding]] = defaultdict(list)
    header = checked.header
    written = set(header.written.values()) if header else set()
    for finding in checked.findings:
        if finding.row is None or finding.column is None:
            continue
        one = [finding.column] if finding.column in written else finding.column.split(",")
        for column in one:
            cells[finding.row, column].append(finding)
    return cells
