"""How is it shown, to somebody who trusts no solver, that the promise is kept?

A claim says what is true, known and shown; a certificate names two tables for every demand.
Both are plain JSON values, so that they can be stored and checked by ``checker``, or by
anybody, with additions alone. They hold true counts and never leave the house.
"""

from typing import Any

import numpy as np

from indicators.disclosure.model import Fact, Problem
from indicators.disclosure.opening import Opening, all_demands
from indicators.disclosure.witnesses import Lack, Mask, find

Json = dict[str, Any]


def claim_of(problem: Problem, shown: Mask) -> Json:
    """State what is claimed to be safe when these cells are shown, (cells,)."""
    return {
        "atoms": dict(problem.atoms),
        "insiders": problem.insiders,
        "cells": [
            {
                "name": cell.name,
                "sum": dict(cell.coefficients),
                "threshold": cell.threshold,
                "marked": cell.marked,
                "margin": list(cell.margin),
                "shown": bool(shown[place]),
            }
            for place, cell in enumerate(problem.cells)
        ],
        "known": [_fact(fact) for fact in problem.facts],
    }


def certificate_of(opening: Opening, shown: Mask) -> Json:
    """Collect two witnesses a demand; LookupError where one has none.

    ``tables`` lists counts in the order of the claim's atoms. A line of ``demands`` is the
    insider's cell or null, the sensitive cell, the low table's number and the high one's.
    """
    system, demands, witnesses = opening.system, opening.demands, opening.witnesses
    low, high = system.bounds(shown)
    within = ((witnesses.values >= low) & (witnesses.values <= high)).all(axis=1)
    usable = np.flatnonzero(within)
    values = witnesses.values[usable]
    used: dict[int, int] = {}
    lines = []
    for line, column in all_demands(demands).tolist():
        tables = []
        for is_low in (True, False):
            places = find(values, demands, Lack((line, column), is_low))
            if not places.size:
                raise LookupError(f"no witness for {system.cells[demands.cells[column]]}")
            tables.append(used.setdefault(int(usable[places[0]]), len(used)))
        lines.append([*_names(opening, (line, column)), *tables])
    return {
        "tables": [witnesses.tables[number].tolist() for number in used],
        "demands": lines,
        "exposed": [[*_names(opening, e.pair), e.low, e.high] for e in opening.exposed.values()],
    }


def _names(opening: Opening, pair: tuple[int, int]) -> tuple[str | None, str]:
    cells = opening.system.cells
    insider = opening.demands.insider(pair)
    cell = int(np.asarray(opening.demands.cells)[pair[1]])
    return (None if insider is None else cells[insider]), cells[cell]


def _fact(fact: Fact) -> Json:
    return {
        "sum": dict(fact.coefficients),
        "low": fact.low,
        "high": fact.high,
        "source": fact.source,
    }
