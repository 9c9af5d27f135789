"""What can anybody be given, so that they can check the promise without the returns?

A certificate holds true counts, and its tables lie near them. This one is made from what is
public alone: what is shown and known, and for each hidden figure a table in which it is 0 and
one in which it reaches the threshold. Whoever has the release could have made it, so it tells
nothing; it spares them the solver. A hidden figure that has no such tables is larger than the
threshold for certain, which the shown figures say already.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from indicators.disclosure import highs
from indicators.disclosure.audit import system_of
from indicators.disclosure.model import Fact, coefficients
from indicators.disclosure.program import Whole
from indicators.disclosure.rules import THRESHOLD
from indicators.disclosure.scope import CHANGE, Name
from indicators.disclosure.search import Search

Json = dict[str, Any]


def public_certificate(claim: Json) -> Json:
    """Give a scope's certificate for anybody, a function of what is public alone.

    ``atoms`` is how many counts a table has. A sum is the counts that it adds and those that it
    takes away, as first and last place of each run. ``cells`` have a name in words, a sum, and
    a value where shown; a hidden one has the numbers of its two tables, null where there is
    none. ``known`` are sums that everybody knows to lie from ``low`` to ``high``.
    """
    shown = {cell["name"]: _value(claim, cell) for cell in claim["cells"] if cell["shown"]}
    roots = {_vintage(name) for name in shown if not Name.read(name).cell}
    cells = [
        cell
        for cell in claim["cells"]
        # A change says by its sign which way it went; a period whose total is hidden says by
        # its breakdowns how large it is.
        if not cell["name"].startswith(CHANGE) and _vintage(cell["name"]) in roots
    ]
    atoms = list(claim["atoms"])
    facts = [Fact(coefficients(f["sum"]), f["low"], f["high"]) for f in claim["known"]]
    facts += [
        Fact(coefficients(cell["sum"]), shown[cell["name"]], shown[cell["name"]])
        for cell in cells
        if cell["name"] in shown
    ]
    hidden = [cell for cell in cells if cell["name"] not in shown]
    tables, named = tables_for(atoms, hidden, facts)
    places = {atom: place for place, atom in enumerate(atoms)}
    return {
        "atoms": len(atoms),
        "known": [
            {"sum": _runs(fact["sum"], places), "low": fact["low"], "high": fact["high"]}
            for fact in claim["known"]
        ],
        "cells": [
            {
                "name": cell["name"],
                "sum": _runs(cell["sum"], places),
                "threshold": cell["threshold"] or THRESHOLD,
                "value": shown.get(cell["name"]),
                "tables": named.get(cell["name"]),
            }
            for cell in cells
        ],
        "tables": [table.tolist() for table in tables],
    }


def _runs(terms: Mapping[str, int], places: Mapping[str, int]) -> Json:
    """Write a sum by places; every factor of a scope's sums is 1 or -1."""
    found: dict[int, list[list[int]]] = {1: [], -1: []}
    for place, factor in sorted((places[atom], factor) for atom, factor in terms.items()):
        runs = found[factor]
        if runs and runs[-1][1] == place - 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    return {"add": found[1], "less": found[-1]}


def tables_for(
    atoms: list[str], hidden: list[Json], facts: list[Fact], *, all_or_none: bool = False
) -> tuple[list[Whole], dict[str, list[int | None]]]:
    """Find two tables for each hidden cell, using each found one for as many as it serves.

    ``all_or_none`` ends with the first cell that has not both.
    """
    asked = system_of(atoms, [coefficients(cell["sum"]) for cell in hidden], facts)
    # Only what is a cell of the system can be asked to lie somewhere.
    system = replace(asked, cells=tuple(cell["name"] for cell in hidden))
    search = Search(system, highs.Highs())
    unpriced = np.zeros(system.row_count)
    tables: list[Whole] = []
    values: list[Whole] = []
    named: dict[str, list[int | None]] = {}
    for row, cell in enumerate(hidden):
        found: list[int | None] = []
        for least, most in ((0, 0), (cell["threshold"] or THRESHOLD, None)):
            there = [n for n, v in enumerate(values) if _lies(int(v[row]), least, most)]
            if not there:
                low, high = system.low.copy(), system.high.copy()
                low[row] = max(low[row], least)
                high[row] = high[row] if most is None else min(high[row], most)
                table = search.witness(low, high, unpriced).table
                if table is not None:
                    tables.append(table)
                    values.append(system.values_of(table))
                    there = [len(tables) - 1]
            if all_or_none and not there:
                return tables, named
            found.append(there[0] if there else None)
        named[cell["name"]] = found
    return tables, named


def _lies(value: int, least: int, most: int | None) -> bool:
    return value >= least and (most is None or value <= most)


def _value(claim: Json, cell: Json) -> int:
    return sum(claim["atoms"][atom] * factor for atom, factor in cell["sum"].items())


def _vintage(text: str) -> tuple[str, str]:
    name = Name.read(text)
    return name.period, name.as_of
