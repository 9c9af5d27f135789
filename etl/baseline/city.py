"""Which returns do the city's own documents make?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from etl.baseline.public_return import PublicReturn, write
from etl.registers import read_data
from etl.vocabulary import ALL

COMMITMENTS_DAY = date(2026, 2, 4)
"""The day on which the states of the commitments were as the register has them."""

Cells = Mapping[str, str]

# One document gives two counts for one half-year: this is the one in its summary.
_SUMMARY = ("TJUT2025-08", "2025-H1", "2")

# Said of the file's layout, and of no use beside a record.
_NEXT_ROW = "; conflicts with the next row"


@dataclass(frozen=True, slots=True)
class _Line:
    """One figure of a document, on its way into a row of a return."""

    source: str
    document: str
    status: str
    part: str | None
    reported_on: date
    key: tuple[tuple[str, str], ...]
    figures: Cells
    note: str

    @property
    def belongs_to(self) -> tuple[str, str, str, str | None, date]:
        return (self.source, self.document, self.status, self.part, self.reported_on)


def city_returns() -> Iterator[PublicReturn]:
    """Give a return for each document, status and part, of figures and of commitments."""
    lines = [*map(_line, read_data("baseline/observations.csv")), *_commitments()]
    for belongs in dict.fromkeys(line.belongs_to for line in lines):
        source, document, status, part, reported_on = belongs
        rows = _rows([line for line in lines if line.belongs_to == belongs])
        yield PublicReturn(source, document, status, part, reported_on, write(source, rows))


def _rows(lines: list[_Line]) -> list[Cells]:
    rows: list[Cells] = []
    for key in dict.fromkeys(line.key for line in lines):
        same = [line for line in lines if line.key == key]
        figures = {name: cell for line in same for name, cell in line.figures.items()}
        rows.append({**dict(key), **figures, "status": same[0].status, "note": _note(same)})
    return rows


def _note(lines: list[_Line]) -> str:
    """Join the notes of a row's figures; each names its figures unless all share it."""
    notes: dict[str, list[str]] = {}
    for line in lines:
        if line.note:
            notes.setdefault(line.note, []).extend(line.figures)
    if len(lines) == 1 or (len(notes) == 1 and len(next(iter(notes.values()))) == len(lines)):
        return next(iter(notes), "")
    return "; ".join(f"{', '.join(names)}: {note}" for note, names in notes.items())


def _line(row: Cells) -> _Line:
    source, breakdown, figures = _READ.get(row["measure"], _context)(row)
    return _Line(
        source=source,
        document=row["document_id"],
        status=row["status"],
        part=_part(row),
        reported_on=date.fromisoformat(row["reported_on"]),
        key=(("period", row["period"]), ("geography", row["geography"]), *breakdown.items()),
        figures=figures,
        note=row["note"].removesuffix(_NEXT_ROW),
    )


def _part(row: Cells) -> str | None:
    document, period, _ = _SUMMARY
    if (row["document_id"], row["period"]) != (document, period):
        return None
    return "summary" if row["value"] == _SUMMARY[2] else "body"


def _dimensions(row: Cells, *names: str) -> Cells:
    return {name: row[name] or ALL for name in names}


def _applications(row: Cells) -> tuple[str, Cells, Cells]:
    figure = "submitted" if row["outcome"] == ALL else row["outcome"]
    scope = _dimensions(row, "applicant", "purpose", "sex", "age_group")
    return "applications", scope, {figure: row["value"]}


def _cases(row: Cells) -> tuple[str, Cells, Cells]:
    return "cases", _dimensions(row, "purpose", "sex", "age_group"), {"cases": row["value"]}


def _estimates(row: Cells) -> tuple[str, Cells, Cells]:
    derived = row["note"].startswith("derived")
    method = "share_of_national" if derived else "expert_assessment"
    scope = {**_dimensions(row, "purpose", "sex"), "method": method}
    return "victim_estimates", scope, {"low": row["low"], "high": row["high"]}


def _sessions(row: Cells) -> tuple[str, Cells, Cells]:
    return "training", {"group_id": ALL, "unit": ALL}, {"sessions": row["value"]}


def _context(row: Cells) -> tuple[str, Cells, Cells]:
    figures = {name: row[name] for name in ("value", "low", "high", "unit")}
    # Whose figure it is belongs to it; the source has no column for it but the category.
    scope = {"category": row["sex"]} if row["sex"] not in ("", ALL) else {}
    return "context", {"measure": row["measure"], **scope}, figures


_READ = {
    "reflection_applications": _applications,
    "coordinator_cases": _cases,
    "estimated_victims": _estimates,
    "training_sessions": _sessions,
}


def _commitments() -> Iterator[_Line]:
    for row in read_data("baseline/commitments.csv"):
        state = row["state_on_2026_02_04"]
        evidence = {"evidence": row["document_id"]} if state == "done" else {}
        yield _Line(
            source="commitments",
            document=row["document_id"],
            status="final",
            part=None,
            reported_on=COMMITMENTS_DAY,
            key=(("commitment_id", row["commitment_id"]),),
            figures={"goal_id": row["goal_id"], "state": state, **evidence},
            note=row["note"],
        )
