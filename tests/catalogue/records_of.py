"""Builders of records for the catalogue's tests, and the city's documents as records."""

import csv
from datetime import date
from pathlib import Path

from etl.period import Period
from etl.records import ConflictRule, Gap, Record, Status, breakdown_of

DIMENSIONS = {
    "applications": ("applicant", "purpose", "sex", "age_group"),
    "cases": ("purpose", "sex", "age_group"),
    "victim_estimates": ("purpose", "sex", "method"),
    "rights_package": ("item_id", "age_group"),
    "rights_persons": ("age_group",),
    "training": ("group_id", "unit"),
    "partnerships": ("organisation_id",),
    "commitments": ("commitment_id",),
    "context": (),
}
DATA = Path(__file__).resolve().parents[2] / "etl" / "data" / "baseline"

RULE = ConflictRule(
    "applications", "submitted", "0180", "2025-H1", 3, "senare dokument upprepar", "repeated later"
)


def row(source, period, figures, *, geography="0180", reported="2026-01-30", **more):
    """Give the records of one row of a return; dimensions that are not named are ``all``.

    A figure is a number, ``".."`` (not available), ``"."`` (cannot occur), ``"low-high"``,
    ``"low-"`` (more than) or a word.
    """
    status = more.pop("status", "final")
    beside = {n: more.pop(n) for n in ("document", "part", "note", "whole_return") if n in more}
    dimensions = dict.fromkeys(DIMENSIONS.get(source, ()), "all") | more
    return [
        Record(
            source=source,
            measure=measure,
            geography=geography,
            period=Period.parse(period),
            breakdown=breakdown_of(dimensions),
            reported_on=date.fromisoformat(reported),
            status=Status(status),
            **said(figure),
            **beside,
        )
        for measure, figure in figures.items()
    ]


def said(figure):
    if not isinstance(figure, str):
        return {"value": figure}
    if figure in ("..", "."):
        return {"gap": Gap.NOT_AVAILABLE if figure == ".." else Gap.CANNOT_OCCUR}
    low, dash, high = figure.partition("-")
    if dash and low.replace(".", "").isdigit():
        return {"low": number(low), "high": number(high) if high else None}
    return {"text": figure}


def number(text):
    return float(text) if "." in text else int(text)


def city_documents():
    """Give the records of the city's own documents, read row by row from the published list."""
    records = []
    for line in listed("observations.csv"):
        source, measure, dimensions = place(line)
        part = None
        if line["period"] == "2025-H1" and line["outcome"] == "all":
            part = "summary" if line["value"] == "2" else "body"
        records.append(
            Record(
                source=source,
                measure=measure,
                geography=line["geography"],
                period=Period.parse(line["period"]),
                breakdown=breakdown_of(dimensions),
                reported_on=date.fromisoformat(line["reported_on"]),
                status=Status(line["status"]),
                value=whole(line["value"]),
                low=whole(line["low"]),
                high=whole(line["high"]),
                unit=line["unit"],
                document=line["document_id"],
                part=part,
                note=line["note"] or None,
                whole_return=False,
            )
        )
    for line in listed("commitments.csv"):
        records += row(
            "commitments",
            "2026",
            {"state": line["state_on_2026_02_04"], "goal_id": line["goal_id"]},
            commitment_id=line["commitment_id"],
            reported="2026-02-04",
            document=line["document_id"],
            whole_return=False,
        )
    return records


def listed(name):
    return csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines())


def whole(text):
    return int(text) if text else None


def place(line):
    given = {k: line[k] or "all" for k in ("applicant", "purpose", "sex", "age_group")}
    match line["measure"]:
        case "reflection_applications":
            measure = "submitted" if line["outcome"] == "all" else line["outcome"]
            return "applications", measure, given
        case "coordinator_cases":
            given.pop("applicant")
            return "cases", "cases", given
        case "estimated_victims":
            derived = line["note"].startswith("derived")
            method = "share_of_national" if derived else "expert_assessment"
            scope = {"purpose": given["purpose"], "sex": given["sex"], "method": method}
            return "victim_estimates", "victims", scope
        case "training_sessions":
            return "training", "sessions", {"group_id": "all", "unit": "all"}
        case measure:
            return "context", measure, {}
