"""How is a table of one's own protected, or attacked, from a CSV file?

Pure: text in, plain values out, in the form that the commands ``protect`` and ``audit`` print.
"""

import json
from collections.abc import Mapping
from typing import Any

from indicators.disclosure.audit import Range, exact_ranges
from indicators.disclosure.margins import (
    TOTAL,
    Key,
    Row,
    TableError,
    check_margins,
    in_order,
    margins_of,
    read_rows,
    whole_count,
)
from indicators.disclosure.model import Cell, Coefficients, Fact, Problem, coefficients
from indicators.disclosure.program import Minimise
from indicators.disclosure.protect import Outcome, protect
from indicators.disclosure.rules import THRESHOLD, is_small

Json = dict[str, Any]
Cells = Mapping[Key, tuple[Key, ...]]

_YES_NO = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


def protect_csv(
    text: str,
    threshold: int = THRESHOLD,
    public: str | None = None,
    *,
    minimise: Minimise | None = None,
) -> Json:
    """Decide which cells of a table may be shown, all margins made.

    ``text`` has the dimensions and ``count``, persons, one row for each finest combination;
    margins named ``Total`` may stand in it if they add up. ``public`` has the same dimensions
    and ``count``, or ``low`` and ``high``: what others have published. Nothing is claimed for
    a cell that is public already: its count is shown, or it stays hidden where others give it
    as an interval without 0 or below the threshold.

    Gives threshold, hidden, sensitive, failures, certificates_verified (sensitive cells whose
    two witnesses passed the checker) and cells; with ``public``, also already_public: of which
    hidden cells it tells too much, by itself or together with others. Raises TableError, a
    ValueError, in plain words.
    """
    dimensions, cells, problem = problem_of(text, threshold, public)
    outcome = protect(problem, minimise=minimise)
    answer = _protected(dimensions, cells, problem, outcome, threshold)
    if public is not None:
        answer["already_public"] = [_key(dimensions, json.loads(n)) for n in outcome.exposed]
    return answer


def problem_of(
    text: str, threshold: int = THRESHOLD, public: str | None = None, *, insiders: bool = True
) -> tuple[tuple[str, ...], Cells, Problem]:
    """Read a table as a problem; gives its dimensions and its cells with their atoms too.

    ``insiders`` False asks for requirement R alone, to compare with methods that know no other.
    """
    _check_threshold(threshold)
    dimensions, rows = read_rows(text)
    counts = {row.key: whole_count(row) for row in rows}
    cells = margins_of(row.key for row in rows if row.is_atom)
    check_margins(dimensions, counts, cells)
    known = _known(public, dimensions, cells) if public is not None else ()
    return dimensions, cells, _problem(counts, cells, threshold, known, insiders=insiders)


def audit_csv(text: str, threshold: int = THRESHOLD, *, minimise: Minimise | None = None) -> Json:
    """Attack a table: what is shown against what can be proved of what is hidden.

    ``text`` has the dimensions with margins as ``Total``, ``published`` (1 shown, 0 hidden) and
    ``count``, which a hidden cell may lack; then it fails if it is proved to be small.

    Gives safe, exact_leaks (sensitive hidden cells whose value is proved), failures (sensitive
    cells that fail the promise, those that are shown among them) and the hidden cells with min,
    max (None without bound) and a verdict: holds, fails, exact, undecided, not_sensitive.
    """
    _check_threshold(threshold)
    dimensions, rows = read_rows(text)
    _refuse_names(dimensions)
    rows = tuple(sorted(rows, key=lambda row: in_order(row.key)))
    cells = margins_of(row.key for row in rows if row.is_atom)
    shown = {row.key: whole_count(row) for row in rows if _is_published(row)}
    counts = shown | {row.key: whole_count(row) for row in rows if row.fields.get("count")}
    if len(counts) == len(rows):
        check_margins(dimensions, counts, cells)
    hidden = [row.key for row in rows if row.key not in shown]
    ranges = _ranges(cells, shown, hidden, minimise)
    judged = {
        key: _verdict(found, counts.get(key), threshold)
        for key, found in zip(hidden, ranges, strict=True)
    }
    told = sum(is_small(count, threshold) for count in shown.values())
    verdicts = list(judged.values())
    failures = told + sum(verdict in ("fails", "exact", "undecided") for verdict in verdicts)
    return {
        "safe": failures == 0,
        "exact_leaks": verdicts.count("exact"),
        "failures": failures,
        "cells": [
            _key(dimensions, key) | {"min": found.low, "max": found.high, "verdict": judged[key]}
            for key, found in zip(hidden, ranges, strict=True)
        ],
    }


def _refuse_names(dimensions: tuple[str, ...]) -> None:
    taken = [name for name in dimensions if name in ("min", "max", "verdict")]
    if taken:
        raise TableError(f"a dimension cannot be called {taken[0]}: the answer uses that name")


def _check_threshold(threshold: int) -> None:
    if threshold < 2:
        raise TableError(
            f"a threshold of {threshold} protects nobody; choose 2 or more ({THRESHOLD} is usual)"
        )


def _problem(
    counts: Mapping[Key, int],
    cells: Cells,
    threshold: int,
    known: tuple[Fact, ...],
    *,
    insiders: bool,
) -> Problem:
    return Problem(
        {_name(key): counts[key] for key in cells if TOTAL not in key},
        tuple(
            Cell(
                _name(key),
                coefficients(map(_name, members)),
                sum(category != TOTAL for category in key),
                threshold,
            )
            for key, members in cells.items()
        ),
        known,
        insiders=insiders,
    )


def _known(text: str, dimensions: tuple[str, ...], cells: Cells) -> tuple[Fact, ...]:
    """Read what others have published of this table."""
    names, rows = read_rows(text)
    if set(names) != set(dimensions):
        raise TableError(
            f"the public figures have the dimensions {', '.join(names)}; "
            f"the table has {', '.join(dimensions)}: they must be the same"
        )
    facts = []
    for row in rows:
        given = dict(zip(names, row.key, strict=True))
        key = tuple(given[name] for name in dimensions)
        if key not in cells:
            raise TableError(
                f"public figures, line {row.line}: the table has no cell {', '.join(key)}; "
                "use its categories, and Total for a margin"
            )
        low, high = _bounds(row)
        source = f"public figures, line {row.line}"
        facts.append(Fact(coefficients(map(_name, cells[key])), low, high, source))
    return tuple(facts)


def _bounds(row: Row) -> tuple[int | None, int | None]:
    if row.fields.get("count") or not (row.fields.get("low") or row.fields.get("high")):
        count = whole_count(row)
        return count, count
    low = whole_count(row, "low") if row.fields.get("low") else None
    high = whole_count(row, "high") if row.fields.get("high") else None
    return low, high


def _protected(
    dimensions: tuple[str, ...], cells: Cells, problem: Problem, outcome: Outcome, threshold: int
) -> Json:
    shown, sensitive = set(outcome.shown), set(outcome.sensitive) - _told_by_others(problem)
    values = {cell.name: problem.value_of(cell) for cell in problem.cells}
    return {
        "threshold": threshold,
        "hidden": len(outcome.hidden),
        "sensitive": len(sensitive),
        "failures": len(sensitive) - outcome.certified,
        "certificates_verified": outcome.certified,
        "cells": [
            _key(dimensions, key)
            | {
                "count": values[name] if name in shown else None,
                "published": name in shown,
                "sensitive": name in sensitive,
            }
            for key in cells
            for name in (_name(key),)
        ],
    }


def _told_by_others(problem: Problem) -> set[str]:
    """Name the cells of which a public interval by itself denies 0 or the threshold."""
    narrow: dict[Coefficients, list[Fact]] = {}
    for fact in problem.known:
        narrow.setdefault(fact.coefficients, []).append(fact)
    return {
        cell.name
        for cell in problem.cells
        for fact in narrow.get(cell.coefficients, ())
        if not fact.allows(0)
        or (fact.high is not None and cell.threshold is not None and fact.high < cell.threshold)
    }


def _ranges(
    cells: Cells, shown: Mapping[Key, int], hidden: list[Key], minimise: Minimise | None
) -> tuple[Range, ...]:
    for key in (*shown, *hidden):
        if key not in cells:
            raise TableError(f"no row of the table belongs to the margin {', '.join(key)}")
    sums = {key: coefficients(map(_name, members)) for key, members in cells.items()}
    facts = [Fact(sums[key], count, count, _name(key)) for key, count in shown.items()]
    atoms = [_name(key) for key in cells if TOTAL not in key]
    return exact_ranges(atoms, [sums[key] for key in hidden], facts, minimise=minimise)


def _verdict(found: Range, count: int | None, threshold: int) -> str:
    """Judge a hidden cell; one whose count is not given fails where it is proved to be small."""
    if count is None:
        proved = found.low >= 1 and found.high is not None and found.high < threshold
        if not proved:
            return "holds" if found.is_decided else "undecided"
    elif not is_small(count, threshold):
        return "not_sensitive"
    if found.is_exact:
        return "exact"
    if found.keeps(threshold):
        return "holds"
    return "fails" if found.is_decided else "undecided"


def _is_published(row: Row) -> bool:
    written = row.fields.get("published", "").lower()
    if written not in _YES_NO:
        raise TableError(
            f"line {row.line}, column published: {written!r} says neither; "
            "write 1 for a shown figure and 0 for a hidden one"
        )
    return _YES_NO[written]


def _key(dimensions: tuple[str, ...], key: Key) -> Json:
    return dict(zip(dimensions, key, strict=True))


def _name(key: Key) -> str:
    return json.dumps(key, ensure_ascii=False)
