"""Which made-up files arrive in the demo, when, and what is wrong with some of them?"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.demo import figures
from dashboard.demo.figures import Row
from etl.period import Period, periods_between

FIRST = date(2019, 1, 1)
LATE_DAYS = 40
SETTLED_AFTER_DAYS = 200


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One made-up file: when it is reported, and whether its warnings are accepted."""

    filename: str
    data: bytes
    reported_on: date
    accepted: bool = True


Maker = Callable[[Period, str], Iterator[Row]]


def returns(places: Sequence[str], until: date) -> Iterator[MadeUp]:
    """Give every file reported by ``until``, the oldest first."""
    made = [
        *_quarterly(places, until),
        *_half_yearly(places, until),
        *_yearly(places, until),
        *_commitments(until),
        *_faulty(places, until),
    ]
    yield from sorted(
        (one for one in made if one.reported_on <= until), key=lambda m: (m.reported_on, m.filename)
    )


def _quarterly(places: Sequence[str], until: date) -> Iterator[MadeUp]:
    for period in periods_between(FIRST, until, "quarter"):
        first = [
            row for place in places for row in figures.applications(period, place, settled=False)
        ]
        yield _file("applications", period, first, 25)
        settled = [
            row for place in places for row in figures.applications(period, place, settled=True)
        ]
        yield _file("applications", period, settled, SETTLED_AFTER_DAYS, "slutlig")
        yield _file("cases", period, _rows(figures.cases, period, places), 28)
        yield _file("rights_persons", period, _rows(figures.rights_persons, period, places), 30)
        # The last place is late with its package, each time; one that is alone is late too.
        if len(places) > 1:
            rows = _rows(figures.rights_package, period, places[:-1])
            yield _file("rights_package", period, rows, 30)
        late = _rows(figures.rights_package, period, places[-1:])
        yield _file("rights_package", period, late, 30 + LATE_DAYS, "sen")


def _half_yearly(places: Sequence[str], until: date) -> Iterator[MadeUp]:
    for period in periods_between(FIRST, until, "half"):
        yield _file("training", period, _rows(figures.training, period, places), 35)
        yield _file("partnerships", period, _rows(figures.partnerships, period, places), 35)


def _yearly(places: Sequence[str], until: date) -> Iterator[MadeUp]:
    for period in periods_between(FIRST, until, "year"):
        yield _file("victim_estimates", period, _rows(figures.victim_estimates, period, places), 60)
        yield _file("overlaps", period, _rows(figures.overlaps, period, places[:1]), 60)


def _commitments(until: date) -> Iterator[MadeUp]:
    states = ("proposed", "assigned", "under_way", "done")
    names = (
        "programme_names_reflection",
        "iop_civil_society",
        "mandatory_training",
        "case_management",
        "labour_reception",
    )
    for year in range(FIRST.year + 1, until.year + 1):
        rows: list[Row] = []
        for number, name in enumerate(names):
            state = states[min(3, max(0, (year - FIRST.year) // 2 - number % 3))]
            evidence = "Protokoll (demo)" if state == "done" else ""
            rows.append(
                {
                    "commitment_id": name,
                    "goal_id": "",
                    "state": state,
                    "due": "",
                    "evidence": evidence,
                    "owner": "Programansvarig",
                    "status": "final",
                }
            )
        yield MadeUp(f"commitments_{year}.csv", _csv(rows), date(year, 1, 31))


def _faulty(places: Sequence[str], until: date) -> Iterator[MadeUp]:
    """Give what a real inbox also gets: sums that do not add up, a conflict, personal data."""
    last = periods_between(FIRST, until, "quarter")[-1]
    day = min(until, last.end + timedelta(days=26))
    rows = _rows(figures.cases, last, places[:1])
    for row in rows[:3]:
        row["eligible"] = int(row["cases"]) + 4
    yield MadeUp(f"cases_{last.label}_fel.csv", _csv(rows), day, accepted=False)
    other = _rows(figures.training, Period.parse(f"{last.start.year - 1}-H2"), places[:1])
    for row in other:
        row["headcount"] = int(row["headcount"]) * 12
    yield MadeUp("training_hopp.csv", _csv(other), day, accepted=False)
    # 570428-9999 is of the reserved test series: nobody has it.
    person = [
        dict(row, note="gäller 570428-9999") for row in _rows(figures.cases, last, places[:1])
    ]
    yield MadeUp("cases_med_personnummer.csv", _csv(person), day, accepted=False)


def _rows(make: Maker, period: Period, places: Iterable[str]) -> list[Row]:
    return [row for place in places for row in make(period, place)]


def _file(source: str, period: Period, rows: Sequence[Row], days: int, kind: str = "") -> MadeUp:
    name = "_".join(part for part in (source, period.label, kind) if part)
    return MadeUp(f"{name}.csv", _csv(rows), period.end + timedelta(days=days))


def _csv(rows: Sequence[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")
