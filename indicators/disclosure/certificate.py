"""How is it shown, to somebody who trusts no solver, that the promise is kept?

A claim says what is true, known and shown; a certificate names two tables for every demand.
Both are plain JSON values, so that they can be stored and checked by ``checker``, or by
anybody, with additions alone. They hold true counts and never leave the house.
"""

from typing import Any

import numpy as np

from indicators.disclosure.model import Fact, Problem
from indicators.disclosure.opening import Opening, all_demands
from indicators.disclosure.witnesses import Lack, Mask, first_lack, open_demands

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
    demands, witnesses = opening.demands, opening.witnesses
    usable = witnesses.agreeing(*opening.system.bounds(shown))
    lack = first_lack(*open_demands(witnesses.values[usable], demands))
    if lack is not None:
        raise LookupError(f"no witness for {opening.system.cells[demands.cells[lack.pair[1]]]}")
    used: dict[int, int] = {}
    lines = []
    for line, column in all_demands(demands).tolist():
        pair = (line, column)
        numbers = [witnesses.find(demands, usable, Lack(pair, low)) for low in (True, False)]
        tables = [used.setdefault(number, len(used)) for number in numbers]
        lines.append([*_names(opening, pair), *tables])
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
    return {"sum": dict(fact.coefficients), "low": fact.low, "high": fact.high}
