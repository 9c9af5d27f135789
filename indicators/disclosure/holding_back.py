"""What is held back of items and of persons, until both together give nobody away?

Less and less: all that each may show by itself, then totals, then nothing new.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from indicators.disclosure.beside import stay_hidden
from indicators.disclosure.proving import Memory, Proof, totals_alone
from indicators.disclosure.scope import Name, Past, Scope
from indicators.disclosure.vintages import Plan, Told

Place = tuple[str, str]
"""A geography and a year."""

_TOTALS, _NOTHING = "totals", "beside_items"
_LESS_AND_LESS = (
    ("", ""),
    (_TOTALS, _TOTALS),
    ("", _NOTHING),
    (_TOTALS, _NOTHING),
    (_NOTHING, _NOTHING),
)
"""What is held back of items and of persons, until both together give nobody away."""


@dataclass(frozen=True, slots=True)
class Solved:
    """One scope: how it is laid out, what its proof allows, or the reason why there is none."""

    told: Told
    place: Place
    published: Mapping[Name, Past]
    laid: Plan | None = None
    scope: Scope | None = None
    proof: Proof | None = None
    reason: str | None = None


def together(items: Solved, persons: Solved, memory: Memory) -> tuple[Solved, Solved]:
    """Give what is left of both when together they give nobody away.

    Neither is laid out or solved anew for it.
    """
    both = items, persons
    for held in _LESS_AND_LESS:
        both = _held(items, held[0]), _held(persons, held[1])
        if _stay_hidden(*both):
            break
    for one, before in zip(both, (items, persons), strict=True):
        if one.proof is not None and one.proof is not before.proof:
            memory.keep(one.proof)
    return both


def _held(one: Solved, held: str) -> Solved:
    """Hold back what is broken down, or all that is new."""
    if held == _TOTALS and one.scope is not None and one.proof is not None:
        return replace(one, proof=totals_alone(one.scope, one.proof))
    if held and held != _TOTALS:
        return replace(one, laid=None, proof=None, reason=one.reason or held)
    return one


def _stay_hidden(items: Solved, persons: Solved) -> bool:
    """Ask about both sources at once; where one cannot be asked about, nothing may be added."""
    new = [set(one.proof.shown) if one.proof else set() for one in (items, persons)]
    if items.scope is None or persons.scope is None:
        return not any(new)
    told = items.scope.published or persons.scope.published or any(new)
    return not told or stay_hidden(items.scope, new[0], persons.scope, new[1])
