"""Which made-up files arrive in the demo, when, and what is wrong with some of them?"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby

from dashboard.demo import figures
from dashboard.demo.figures import Row
from etl.period import Period, PeriodKind, periods_between
from etl.registers import commitments

FIRST = date(2019, 1, 1)
SILENT = ("0180", 2026)
"""From this year on this place tells no more who got the whole package: it is overdue."""
LATE_DAYS = 40
SETTLED_AFTER_DAYS = 200
CORRECTED_AFTER_DAYS = 142


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One made-up file: when it is reported, and whether its warnings are accepted."""

    filename: str
    data: bytes
    reported_on: date
    accepted: bool = True


Maker = Callable[[Period, str], Iterator[Row]]


def returns(places: Sequence[str], until: date, one_by_one: int = 0) -> Iterator[MadeUp]:
    """Give every file reported by ``until``, the oldest first.

    Of the years before ``one_by_one`` all periods of a year share one file, which is quicker.
    """
    made = [
        *_quarterly(places, until, one_by_one),
        *_half_yearly(places, until, one_by_one),
        *_yearly(places, until),
        *_commitments(until),
        *_corrected(places),
        *_faulty(places, until),
    ]
    yield from sorted(
        (one for one in made if one.reported_on <= until), key=lambda m: (m.reported_on, m.filename)
    )


def _quarterly(places: Sequence[str], until: date, one_by_one: int) -> Iterator[MadeUp]:
    for periods in _together(until, "quarter", one_by_one):
        if len(periods) == 1:
            first = _rows(partial(figures.applications, settled=False), periods, places)
            yield _file("applications", periods, first, 25)
        settled = _rows(partial(figures.applications, settled=True), periods, places)
        yield _file("applications", periods, settled, SETTLED_AFTER_DAYS, "slutlig")
        yield _file("cases", periods, _rows(figures.cases, periods, places), 28)
        year = periods[0].start.year
        telling = [place for place in places if place != SILENT[0] or year < SILENT[1]]
        if telling:
            rows = _rows(figures.rights_persons, periods, telling)
            yield _file("rights_persons", periods, rows, 30)
        # The last place is late with its package, each time; one that is alone is late too.
        if len(places) > 1:
            rows = _rows(figures.rights_package, periods, places[:-1])
            yield _file("rights_package", periods, rows, 30)
        late = _rows(figures.rights_package, periods, places[-1:])
        yield _file("rights_package", periods, late, 30 + LATE_DAYS, "sen")


def _half_yearly(places: Sequence[str], until: date, one_by_one: int) -> Iterator[MadeUp]:
    for periods in _together(until, "half", one_by_one):
        yield _file("training", periods, _rows(figures.training, periods, places), 35)
        yield _file("partnerships", periods, _rows(figures.partnerships, periods, places), 35)


def _yearly(places: Sequence[str], until: date) -> Iterator[MadeUp]:
    for period in periods_between(FIRST, until, "year"):
        estimates = _rows(figures.victim_estimates, [period], places)
        estimates.append(figures.area_estimate(period))
        yield _file("victim_estimates", [period], estimates, 60)
        yield _file("overlaps", [period], _rows(figures.overlaps, [period], places[:1]), 60)


def _together(until: date, kind: PeriodKind, one_by_one: int) -> Iterator[list[Period]]:
    """Give the periods that share their files, oldest first."""
    for year, found in groupby(periods_between(FIRST, until, kind), lambda one: one.start.year):
        if year < one_by_one:
            yield list(found)
        else:
            yield from ([one] for one in found)


def _commitments(until: date) -> Iterator[MadeUp]:
    states = ("proposed", "assigned", "under_way", "done")
    names = (
        "programme_names_reflection",
        "iop_civil_society",
        "mandatory_training",
        "case_management",
        "labour_reception",
    )
    goals = {name: str(one["goal"]) for name, one in commitments().items()}
    for year in range(FIRST.year + 1, until.year + 1):
        rows: list[Row] = []
        for number, name in enumerate(names):
            state = states[min(3, max(0, (year - FIRST.year) // 2 - number % 3))]
            evidence = "Protokoll (demo)" if state == "done" else ""
            rows.append(
                {
                    "commitment_id": name,
                    "goal_id": goals[name],
                    "state": state,
                    "due": "",
                    "evidence": evidence,
                    "owner": "Programansvarig",
                    "status": "final",
                }
            )
        yield MadeUp(f"commitments_{year}.csv", _csv(rows), date(year, 1, 31))


def _corrected(places: Sequence[str]) -> Iterator[MadeUp]:
    """Give a half-year's training of the first place anew: a course had been left out."""
    period = Period.parse("2025-H2")
    rows = _rows(figures.training, [period], places[:1])
    rows[0]["sessions"] = int(rows[0]["sessions"]) + 1
    yield _file("training", [period], rows, CORRECTED_AFTER_DAYS, "rättad")


def _faulty(places: Sequence[str], until: date) -> Iterator[MadeUp]:
    """Give what a real inbox also gets: sums that do not add up, a conflict, personal data."""
    last = periods_between(FIRST, until, "quarter")[-1]
    day = min(until, last.end + timedelta(days=26))
    rows = _rows(figures.cases, [last], places[:1])
    for row in rows[:3]:
        row["eligible"] = int(row["cases"]) + 4
    yield MadeUp(f"cases_{last.label}_fel.csv", _csv(rows), day, accepted=False)
    other = _rows(figures.training, [Period.parse(f"{last.start.year - 1}-H2")], places[:1])
    for row in other:
        row["headcount"] = int(row["headcount"]) * 12
    yield MadeUp("training_hopp.csv", _csv(other), day, accepted=False)
    # 570428-9999 is of the reserved test series: nobody has it.
    person = [
        dict(row, note="gäller 570428-9999") for row in _rows(figures.cases, [last], places[:1])
    ]
    yield MadeUp("cases_med_personnummer.csv", _csv(person), day, accepted=False)


def _rows(make: Maker, periods: Iterable[Period], places: Sequence[str]) -> list[Row]:
    return [row for period in periods for place in places for row in make(period, place)]


def _file(
    source: str, periods: Sequence[Period], rows: Sequence[Row], days: int, kind: str = ""
) -> MadeUp:
    label = periods[0].label if len(periods) == 1 else str(periods[0].start.year)
    name = "_".join(part for part in (source, label, kind) if part)
    return MadeUp(f"{name}.csv", _csv(rows), periods[-1].end + timedelta(days=days))


def _csv(rows: Sequence[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")
