"""Which returns do figures that others published about the country make?"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from etl.baseline.public_return import PublicReturn, write
from etl.registers import read_data

Cells = Mapping[str, str]

_PLACES = {"Sverige": "SE", "Stockholms län": "01", "Stockholms kommun": "0180"}
_PERIODS = {"2016-01/2016-06": "2016-H1"}
_TOTALS = {"": "total", "total, half year": "total", "total, total sex, total age": "total"}
_UNIT = re.compile(r"(?P<unit>[^(]+?)(?: \((?P<remark>.+)\))?")


def national_returns() -> Iterator[PublicReturn]:
    """Give a return for each document and status."""
    documents = {
        (row["title"], row["issuer"], row["date_as_written"]): row
        for row in read_data("national/documents.csv")
    }
    measures = {r["words_in_national_figures"]: r["measure"] for r in read_data("measures.csv")}
    omitted = left_out()
    returns: dict[tuple[str, str, date], list[Cells]] = {}
    for row in read_data("national/national_figures.csv"):
        if row["id"] in omitted:
            continue
        document = documents[row["document"], row["publisher"], row["document_date"]]
        cells = _cells(row, measures[row["indicator"]], document)
        reported_on = date.fromisoformat(document["reported_on"])
        returns.setdefault((document["document_id"], cells["status"], reported_on), []).append(
            cells
        )
    for (name, status, reported_on), rows in returns.items():
        yield PublicReturn("context", name, status, None, reported_on, write("context", rows))


def left_out() -> Mapping[str, tuple[str, str]]:
    """Give the rows that no return can carry honestly, each with its reason (sv, en)."""
    rows = read_data("national/left_out.csv")
    return {row["id"]: (row["reason_sv"], row["reason_en"]) for row in rows}


def _cells(row: Cells, measure: str, document: Cells) -> Cells:
    match = _UNIT.fullmatch(row["unit"])
    if match is None:
        raise ValueError(f"{row['id']}: the unit {row['unit']!r} cannot be read")
    return {
        "measure": measure,
        "period": _PERIODS.get(row["period"], row["period"]),
        "geography": _PLACES[row["place"]],
        "publisher": row["publisher"],
        "category": _TOTALS.get(row["breakdown"], row["breakdown"]),
        "value": row["value"],
        "unit": match["unit"],
        "status": "estimated" if match["remark"] == "about" else "final",
        "note": "; ".join(filter(None, (match["remark"], row["note"], _day_unknown(document)))),
    }


def _day_unknown(document: Cells) -> str:
    if document["document_date"] == document["reported_on"]:
        return ""
    return f"day of the document not known: counted from {document['reported_on']}"
