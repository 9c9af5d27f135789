"""Returns of persons as records, and what a release may show of them."""

import csv
import io
from datetime import date

from dashboard.demo import figures
from dashboard.publishing import codelists
from etl.period import Period
from etl.records import Record, Status, breakdown_of
from indicators.disclosure.audit import exact_ranges
from indicators.disclosure.ledger import Ledger
from indicators.disclosure.model import Fact, coefficients
from indicators.disclosure.shown import Circumstances, shown
from indicators.disclosure.tabulations import ALL, TABULATIONS

PLACE = "0180"
LISTS = codelists()


def records_of(source, rows, day, place=PLACE):
    """Write rows of a return as records, as they come out of the store."""
    named = {n for t in TABULATIONS if t.source == source for n in t.dimensions}
    measures = [m for t in TABULATIONS if t.source == source for m in t.measures]
    return [
        Record(
            source=source,
            measure=measure,
            geography=place,
            period=Period.parse(str(row["period"])),
            breakdown=breakdown_of({n: str(row.get(n, ALL)) for n in named}),
            reported_on=day,
            status=Status.FINAL,
            value=row[measure],
        )
        for row in rows
        for measure in measures
    ]


def as_csv(rows):
    """Write rows as the file that a unit hands in."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def persons(period, **ages):
    """Give a return of rights_persons: entitled and all_delivered by age group."""
    return [
        {"period": period, "age_group": age, "entitled": entitled, "all_delivered": full}
        for age, (entitled, full) in ages.items()
    ]


def applications(period, *, settled=True):
    """Give the demo's return of a quarter's applications."""
    return list(figures.applications(Period.parse(period), PLACE, settled=settled))


def release(records, cut, ledger=None, place=PLACE, **given):
    """Give what a release shows, what protects it, and the ledger once it is published."""
    before = ledger or Ledger()
    around = Circumstances(LISTS, (place,), before, **given)
    known, protection = shown(records, cut, around)
    return known, protection, before.append(cut.isoformat(), protection.facts)


def values(known, source, measure, period=None):
    """Give a measure's shown figures by period and cell."""
    return {
        (f.record.period.label, tuple(p for p in f.record.breakdown if p[1] != ALL)): f.record.value
        for f in known.select(source, measure)
        if f.record.value is not None and period in (None, f.record.period.label)
    }


def still_promised(claim):
    """Attack by exact bounds: may every sensitive cell be 0, and its threshold?"""
    atoms = claim["atoms"]
    value = {c["name"]: sum(atoms[a] * f for a, f in c["sum"].items()) for c in claim["cells"]}
    known = [Fact(coefficients(f["sum"]), f["low"], f["high"]) for f in claim["known"]]
    known += [
        Fact(coefficients(c["sum"]), value[c["name"]], value[c["name"]])
        for c in claim["cells"]
        if c["shown"]
    ]
    sensitive = [
        c for c in claim["cells"] if c["marked"] or 1 <= value[c["name"]] < (c["threshold"] or 0)
    ]
    ranges = exact_ranges(list(atoms), [coefficients(c["sum"]) for c in sensitive], known)
    return all(r.keeps(c["threshold"]) for r, c in zip(ranges, sensitive, strict=True))


DAY = date(2025, 4, 20)
