"""Recompute every status of a release from its published CSV files alone, and compare.

    python docs/recompute.py training_coverage.csv rights_timeliness.csv …
    python docs/recompute.py FOLDER

Needs Python 3.11 and nothing else: no part of Programkollen is imported, so that a mistake there
is not repeated here. Prints one line for each status and ends with 1 where any differs.

The figure, its range, its mark and its period are read from the columns of the row; the target,
the thresholds and the days that stand in the way from the column ``progress``. Numbers are worked
with as the decimals that are written, exactly.
"""

import csv
import json
import sys
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def main(names: list[str]) -> int:
    """Check the files, or all CSV files of the folders; give the exit code."""
    files = [file for name in names for file in files_of(Path(name))]
    if not files:
        sys.stderr.write("give the CSV files of a release, or the folder that they lie in\n")
        return 2
    wrong = checked = 0
    for file in files:
        for row in rows(file):
            said, found = row["progress_status"], status(row)
            checked += 1
            wrong += said != found
            sign = "same" if said == found else f"DIFFERS, recomputed {found}"
            about = f"{row['indicator']} {row['period']} {row['geography']}"
            sys.stdout.write(f"{about}: {said}: {sign}\n")
    sys.stdout.write(f"{checked} statuses, {wrong} differ\n")
    return 1 if wrong else 0


def files_of(path: Path) -> list[Path]:
    """Give a file, or the CSV files of a folder in order."""
    return sorted(path.rglob("*.csv")) if path.is_dir() else [path]


def rows(file: Path) -> Iterator[Row]:
    """Read the rows with a status; commas or semicolons, decimal points or commas."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        first = opened.readline()
        opened.seek(0)
        swedish = first.count(";") > first.count(",")
        for row in csv.DictReader(opened, delimiter=";" if swedish else ","):
            if not row.get("progress"):
                continue
            for name in ("value", "low", "high"):
                text = row[name].replace(",", ".") if swedish else row[name]
                row[name] = Fraction(text) if text else None
            row["progress"] = json.loads(row["progress"])
            row["remarks"] = json.loads(row["remarks"]) if row["remarks"] else []
            yield row


def status(row: Row) -> str:
    """Judge one row by the rule: what stands in the way first, then pace."""
    progress = row["progress"]
    target, limits = progress["target"], progress["thresholds"]
    if target is None:
        return "no_target"
    in_the_way = obstacle(row, target)
    if in_the_way:
        return in_the_way
    figures = [row[name] for name in ("low", "value", "high") if row[name] is not None]
    base, goal = number(target["baseline"]), number(target["value"])
    part = part_of_year(row)
    end = date.fromisoformat(row["period_end"])
    if base == goal:
        found = [kept(figure / part, goal, progress["direction"]) for figure in figures]
    else:
        day = end if part == 1 else date(end.year, 12, 31)
        expected = (path(target, day) - base) / (goal - base)
        if expected < number(limits["too_early"]):
            return "too_early"
        early = end < date.fromisoformat(target["day"])
        found = [pace(figure, part, base, goal, expected, limits, early) for figure in figures]
    if age(row) > limits["estimate_years"] or len(set(found)) > 1:
        return "too_uncertain"
    return found[0]


def obstacle(row: Row, target: Row) -> str | None:
    """Find what keeps the figure from being judged, in the order of the rule."""
    mark = row["mark"]
    named = {"hidden": "hidden", "scope_mismatch": "scope_mismatch"}.get(mark)
    lacking = row["value"] is None and (row["low"] is None or row["high"] is None)
    if lacking and named is None:
        return "no_data"
    latest = row["progress"]["latest"]
    if latest["overdue_days"] > 0:
        return "source_overdue"
    if named:
        return named
    if any(remark["code"] == "scope_bridge" for remark in row["remarks"]):
        return "scope_mismatch"
    broken = [day for day in latest["breaks"] if target["baseline_day"] < day <= row["period_end"]]
    return "break_in_series" if broken else None


def pace(
    figure: Fraction,
    part: Fraction,
    base: Fraction,
    goal: Fraction,
    expected: Fraction,
    limits: dict[str, float],
    early: bool,  # noqa: FBT001  # one of several facts in a row
) -> str:
    """Name how far the figure has come, of how far it should have."""
    reached = figure >= goal if goal > base else (part == 1 and figure <= goal)
    if reached:
        return "achieved_early" if early else "achieved"
    closed = (figure / part - base) / (goal - base)
    for name in ("on_track", "slightly_behind", "behind"):
        if closed >= expected * number(limits[name]):
            return name
    return "moving_away"


def kept(figure: Fraction, goal: Fraction, direction: str) -> str:
    """Tell whether a level that should be kept is."""
    well = {"higher": figure >= goal, "lower": figure <= goal, "neither": figure == goal}
    return "kept" if well[direction] else "not_kept"


def path(target: Row, day: date) -> Fraction:
    """Give the path's value on a day: straight between points, level before and after."""
    points = [
        (target["baseline_day"], target["baseline"]),
        *target["milestones"],
        (target["day"], target["value"]),
    ]
    before: tuple[date, Fraction] | None = None
    for text, value in points:
        at, height = date.fromisoformat(text), number(value)
        if day <= at:
            if before is None:
                return height
            way = Fraction((day - before[0]).days, (at - before[0]).days)
            return before[1] + (height - before[1]) * way
        before = (at, height)
    return number(target["value"])


def part_of_year(row: Row) -> Fraction:
    """Give the part of its year that a count has had, 1 where that does not matter."""
    if row["progress"]["latest"]["part_of_year"] is None:
        return Fraction(1)
    start, end = (date.fromisoformat(row[name]) for name in ("period_start", "period_end"))
    return Fraction(end.month - start.month + 1, 12)


def age(row: Row) -> int:
    """Give the years between an estimate and the figure set against it, 0 without one."""
    found = [r["years"] for r in row["remarks"] if r["code"] == "age_of_estimate"]
    return abs(int(found[-1])) if found else 0


def number(value: float) -> Fraction:
    """Read a number as the decimals that name it."""
    return Fraction(str(value))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
