"""What do the registers hold: documents, items, professions, organisations, commitments?

Registers are CSV files under ``etl/data``; each is given as ``{code: {"sv", "en", …}}`` in the
order of its file, so that a release can keep it as it was.
"""

import csv
import io
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

# Which parties stand behind a document is in the document; a neutral page does not repeat it.
_PARTIES = re.compile(r" \([A-Z]{1,3}(, [A-Z]{1,3})*\)")

Row = Mapping[str, str | None]
Register = Mapping[str, Row]

_GOALS: Register = {
    "reflection": {"sv": "Betänketid", "en": "Reflection period"},
    "rights": {"sv": "Rättighetspaketet", "en": "Rights package"},
    "training": {"sv": "Utbildning", "en": "Training"},
    "partnership": {"sv": "Samverkan", "en": "Partnership"},
    "reception": {"sv": "Mottagande", "en": "Reception"},
    "governance": {"sv": "Styrning", "en": "Governance"},
}


def read_data(name: str) -> list[dict[str, str]]:
    """Read one CSV file under ``etl/data``, all cells as text; ValueError where rows are uneven."""
    text = files("etl").joinpath("data", name).read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    uneven = [row for row in rows if None in row or None in row.values()]
    if uneven:
        raise ValueError(f"{name}: a row has not as many cells as the header: {uneven[0]}")
    return rows


def goals() -> Register:
    """Give the goals that a commitment may belong to, in their order."""
    return _GOALS


@cache
def items() -> Register:
    """Give the items of the rights package: article 12.1 a-f of ECAT, in the article's order."""
    return _read(
        "baseline/rights_package.csv",
        "item_id",
        lambda r: {"sv": r["name_sv"], "en": r["name_en"], "ecat_article": r["ecat_article"]},
    )


@cache
def training_groups() -> Register:
    """Give the professions whose training is asked for, with the level that employs them."""
    return _read(
        "baseline/training_groups.csv",
        "group_id",
        lambda r: {"sv": r["name_sv"], "en": r["name_en"], "employer": r["employer"]},
    )


@cache
def organisations() -> Register:
    """Give the bodies that the programme works with. A name is the same in both languages."""
    return _read(
        "baseline/organisations.csv",
        "organisation_id",
        lambda r: {"sv": r["name"], "en": r["name"], "role": r["role"]},
    )


@cache
def commitments() -> Register:
    """Give what the programme should contain or do, each with its goal and its document."""
    return _read(
        "baseline/commitments.csv",
        "commitment_id",
        lambda r: {
            "sv": r["text_sv"],
            "en": r["text_en"],
            "goal": r["goal_id"],
            "document": r["document_id"],
        },
    )


@cache
def documents() -> Register:
    """Give every public document that a figure may stand in, of the city and of others.

    Swedish is the title as the document has it; English is our translation of it where there is
    one. ``date`` is None where the document carries none, and may be a year or a month alone.
    """
    english = {row["document_id"]: row["title_en"] for row in read_data("documents_en.csv")}
    city = _read(
        "baseline/documents.csv",
        "document_id",
        lambda r: {
            "sv": _PARTIES.sub("", r["title_sv"]),
            "en": english.get(r["document_id"]) or _PARTIES.sub("", r["title_sv"]),
            "issuer": _PARTIES.sub("", r["issuer"]),
            "registration_number": r["registration_number"] or None,
            "date": r["document_date"] or None,
            "url": None,
        },
    )
    national = _read(
        "national/documents.csv",
        "document_id",
        lambda r: {
            "sv": r["title"],
            "en": english.get(r["document_id"], r["title"]),
            "issuer": r["issuer"],
            "registration_number": None,
            "date": r["document_date"] or None,
            "url": r["url"] or None,
        },
    )
    return {**city, **national}


@cache
def measures() -> Register:
    """Give the measures of ``context`` that public documents use, with their words."""
    return _read("measures.csv", "measure", lambda r: {"sv": r["sv"], "en": r["en"]})


def _read(name: str, key: str, entry: Callable[[dict[str, str]], Row]) -> Register:
    return {row[key]: entry(row) for row in read_data(name)}
