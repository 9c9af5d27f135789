"""What is right and wrong with a return? All of it, in stages, never only the first thing.

File, personal data, columns, values, rules across columns, keys: a later stage looks at what
the earlier ones left good enough. ``check_against`` compares with what was known before.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import PurePath
from typing import Any

import polars as pl

from etl.checks.across import Break, broken_rules, duplicates, unmade_totals
from etl.checks.claims import public_claims
from etl.checks.header import (
    LEAST_FIT,
    Header,
    best_source,
    column_findings,
    fit,
    fit_for,
    locate,
)
from etl.checks.known import differences
from etl.checks.mended import Unmatched, mend
from etl.checks.values import Fault as CellFault
from etl.checks.values import read_values
from etl.corrections import Applied, Correction
from etl.finding import Finding, Severity, find
from etl.period import Period
from etl.privacy import kind_in, screen
from etl.reading import Fault, Refused, Table, read_table
from etl.reading.table import ROW
from etl.records import Record
from etl.source import Source
from etl.sources import source_named
from etl.vocabulary import Language
from etl.wording import WORDINGS

__all__ = ["Checked", "check_against", "check_bytes"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check says of one file.

    ``rows`` counts the rows that report something. ``frame`` has those of them that could be
    read in full, typed, under the source's column names, with the spreadsheet's rows in ``ROW``;
    it is empty where nothing may be read. ``header`` tells how the columns are written.
    ``applied`` are the corrections of known mistakes that went before the checks.
    """

    filename: str
    sha256: str
    source: Source | None
    rows: int
    findings: tuple[Finding, ...]
    frame: pl.DataFrame
    language: Language = "sv"
    sheet: str | None = None
    header: Header | None = None
    applied: tuple[Applied, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that hold the file."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that ask for a reason."""
        return tuple(f for f in self.findings if f.severity is Severity.WARNING)

    @property
    def has_personal_data(self) -> bool:
        """Tell whether the file must be refused whole and not be kept."""
        return any(f.rule == "personal_data" for f in self.findings)

    def with_findings(self, more: Iterable[Finding]) -> "Checked":
        """Add what a comparison with earlier figures found."""
        return replace(self, findings=(*self.findings, *more))

    def to_json(self) -> dict[str, Any]:
        """Give the object that ``check --format json`` prints."""
        return {
            "file": self.filename,
            "source": self.source.name if self.source else None,
            "rows": self.rows,
            "errors": len(self.errors),
            "warnings": len(self.warnings),
            "findings": [finding.to_json() for finding in self.findings],
        }


def check_bytes(
    data: bytes,
    filename: str,
    source_name: str | None = None,
    language: Language = "sv",
    *,
    today: date,
    corrections: Callable[[str, str], Sequence[Correction]] = lambda _source, _sha256: (),
) -> Checked:
    """Check a file by itself. Raises UnknownSourceError for a source that is none.

    Where no source is named, it is the one whose columns the header fits best. ``corrections``
    gives the known mistakes that a file of this source and checksum may have.
    """
    named = source_named(source_name) if source_name else None
    digest = hashlib.sha256(data).hexdigest()
    checked = _check(data, filename, digest, named, language, today, corrections)
    if kind_in(filename):
        # A name that is itself a hit goes nowhere either.
        return replace(checked, filename=digest[:12] + _ending(filename))
    return checked


def _ending(filename: str) -> str:
    ending = PurePath(filename).suffix.lower()
    return ending if ending in (".csv", ".xlsx") else ""


def _check(
    data: bytes,
    filename: str,
    digest: str,
    named: Source | None,
    language: Language,
    today: date,
    corrections: Callable[[str, str], Sequence[Correction]],
) -> Checked:
    refused = Checked(filename, digest, named, 0, (), pl.DataFrame(), language)
    try:
        table, faults = _read(data, filename, named)
    except Refused as refusal:
        return refused.with_findings(_of_file((*refusal.faults, *_in_name(filename)), language))
    found = _of_file(faults, language)
    table, personal = _screened(table, filename)
    found += _of_file(personal, language)
    if personal and not table.header:
        return refused.with_findings(found)
    source, wrong = _source_of(table, named, language)
    found += wrong
    if wrong or source is None:
        return replace(refused, source=named, sheet=table.sheet).with_findings(found)
    checked = _check_table(source, table, language, today, corrections(source.name, digest))
    checked = replace(checked, filename=filename, sha256=digest)
    checked = replace(checked, findings=(*found, *checked.findings))
    if personal:
        # Nothing of such a file is kept, the rows without a hit included.
        return replace(checked, frame=pl.DataFrame())
    return checked


def check_against(checked: Checked, known: Sequence[Record], today: date) -> Checked:
    """Compare a checked file with the records known before; add what is remarkable.

    Errors: fewer persons entitled than one item applied to (``known`` must then hold both
    ``rights_persons`` and ``rights_package``). Warnings: a series that is lost or repeats
    another, a jump beyond what chance explains, a final figure that has changed, a year that its
    quarters or halves do not make, a figure that is said to stand in a public document.
    """
    if checked.source is None:
        return checked
    if checked.frame.is_empty():
        # A template that nobody filled in is no fault; handed in, it says nothing.
        return checked.with_findings([find("no_rows", checked.language, sheet=checked.sheet)])
    header = checked.header
    return checked.with_findings(
        find(
            one.words,
            checked.language,
            sheet=checked.sheet,
            row=one.row,
            column=",".join(header.as_written(n) for n in one.columns) if header else None,
            value=one.value,
            args=one.args,
        )
        for one in chain(
            differences(checked.source, checked.frame, known, today),
            public_claims(checked.source, checked.frame),
        )
    )


def _read(data: bytes, filename: str, named: Source | None) -> tuple[Table, tuple[Fault, ...]]:
    table, faults = read_table(data, filename, fit_for(named))
    if named is None or fit(named, table.header) >= LEAST_FIT:
        return table, faults
    # No header of the named source: the file is looked at anew, as one for another source.
    return read_table(data, filename, fit_for(None))


def _of_file(faults: Iterable[Fault], language: Language) -> list[Finding]:
    found = []
    for fault in faults:
        words = fault.rule if fault.rule in WORDINGS else "file_fault"
        elsewhere = f"{fault.rule}_{fault.args.get('place')}"
        words = elsewhere if elsewhere in WORDINGS else words
        args = {"fault": fault.rule, **fault.args}
        found.append(
            find(
                words,
                language,
                rule=fault.rule,
                sheet=fault.sheet,
                row=fault.row,
                column=fault.column,
                value=None if fault.rule == "personal_data" else fault.value,
                args=args,
            )
        )
    return found


def _in_name(filename: str) -> Iterable[Fault]:
    kind = kind_in(filename)
    if kind:
        yield Fault("personal_data", args={"kind": kind, "place": "file_name"})


def _screened(table: Table, filename: str) -> tuple[Table, tuple[Fault, ...]]:
    """Look for personal data; leave out the rows that have any, so that no finding repeats it.

    Where only some of the hits are told, or one is a name that findings would repeat, no row is
    left.
    """
    hits = screen(table, filename)
    if not hits:
        return table, ()
    told = Counter((hit.sheet, hit.column, hit.args.get("kind")) for hit in hits)
    more = any(
        int(hit.args.get("cells", 1)) > told[hit.sheet, hit.column, hit.args.get("kind")]
        for hit in hits
    )
    if more or any(hit.args.get("place") in ("header", "sheet_name") for hit in hits):
        return replace(table, sheet=None, header=(), frame=table.frame.clear()), hits
    kept = table.frame.filter(~pl.col(ROW).is_in({hit.row for hit in hits if hit.row}))
    return replace(table, frame=kept), hits


def _source_of(
    table: Table, named: Source | None, language: Language
) -> tuple[Source | None, list[Finding]]:
    best, how_well = best_source(table.header)
    if how_well < LEAST_FIT:
        words, source = "no_source_fits", named
    elif named is None or named.name == best.name or fit(named, table.header) >= how_well:
        return named or best, []
    else:
        words, source = "wrong_source", named
    args: dict[str, str | int] = {
        "source": source.name if source else ("någon källa" if language == "sv" else "any source"),
        "other": best.name,
    }
    return named, [find(words, language, sheet=table.sheet, row=table.header_row, args=args)]


def _check_table(
    source: Source,
    table: Table,
    language: Language,
    today: date,
    corrections: Sequence[Correction] = (),
) -> Checked:
    header = locate(source, table)
    found = column_findings(source, table, header, language)
    texts = table.frame.select(
        ROW, *(pl.col(str(at)).alias(name) for name, at in header.positions.items())
    )
    values = read_values(source, texts)
    mended = mend(texts, values.frame, corrections)
    found += [_of_unmatched(one, table, header, language) for one in mended.unmatched]
    if mended.applied:
        texts = mended.texts
        values = read_values(source, texts)
    filled = values.filled
    # A line of a template that nobody filled in has nothing to be wrong.
    unfilled = set(texts.filter(~filled)[ROW])
    faults = [fault for fault in values.faults if fault.row not in unfilled]
    reported = values.frame.filter(filled)
    faults += _not_begun(texts.filter(filled), reported, today)
    found += [_of_cell(fault, table, header, language) for fault in faults]
    breaks = (
        *broken_rules(source, values.frame, filled),
        *duplicates(source, reported),
        *unmade_totals(source, reported),
    )
    for one in breaks:
        found.append(_of_break(one, table, header, language))
    good = reported.filter(~pl.col(ROW).is_in({fault.row for fault in faults}))
    missing = any(f.words == "missing_column" for f in found)
    return Checked(
        filename="",
        sha256="",
        source=source,
        rows=int(filled.sum()),
        findings=tuple(found),
        frame=good.clear() if missing else good,
        language=language,
        sheet=table.sheet,
        header=header,
        applied=mended.applied,
    )


def _of_unmatched(one: Unmatched, table: Table, header: Header, language: Language) -> Finding:
    correction = one.correction
    args: dict[str, str | int] = {
        "correction": correction.id,
        "where": ", ".join(value for _, value in correction.where),
        "expected": correction.rows,
        "found": one.found,
    }
    column = header.as_written(correction.column) if correction.column else None
    return find(
        "correction_unmatched",
        language,
        sheet=table.sheet,
        column=column,
        value=correction.was or None,
        args=args,
    )


def _not_begun(texts: pl.DataFrame, frame: pl.DataFrame, today: date) -> Iterable[CellFault]:
    if "period" not in frame.columns:
        return
    labels = frame["period"].unique().drop_nulls()
    future = [label for label in labels if Period.parse(label).start > today]
    written = texts.filter(frame["period"].is_in(future).fill_null(value=False))
    for row, text in written.select(ROW, "period").iter_rows():
        yield CellFault(row, "period", "future_period", {}, text)


def _of_cell(fault: CellFault, table: Table, header: Header, language: Language) -> Finding:
    return find(
        fault.words,
        language,
        sheet=table.sheet,
        row=fault.row,
        column=header.as_written(fault.column),
        value=fault.value or None,
        args=fault.args,
    )


def _of_break(one: Break, table: Table, header: Header, language: Language) -> Finding:
    args: dict[str, str | int] = {}
    for name, value in one.args.items():
        # A particular that names columns is said as the file heads them.
        kind, _, plain = name.rpartition(":")
        names = str(value).split(",")
        args[plain] = ", ".join(map(header.as_written, names)) if kind else value
    return find(
        one.words,
        language,
        rule=one.rule,
        sheet=table.sheet,
        row=one.row,
        column=",".join(header.as_written(name) for name in one.columns) or None,
        value=one.value,
        args=args,
    )
