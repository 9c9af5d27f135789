"""Do two sources about the rights package tell together what neither tells alone?

Nobody is counted at an item of the package who is not entitled to it: loading holds a return
that says otherwise, so every reader knows it. Each source has its own proof; here both are asked
about at once. Method: two whole tables for each hidden figure, as in a certificate.
"""

from collections.abc import Collection, Iterator

from indicators.disclosure.model import Coefficients, Fact, coefficients
from indicators.disclosure.public_certificate import Json, tables_for
from indicators.disclosure.rules import THRESHOLD
from indicators.disclosure.scope import Scope
from indicators.disclosure.tabulations import RIGHTS_PACKAGE, RIGHTS_PERSONS

ITEMS, PERSONS = RIGHTS_PACKAGE.name, RIGHTS_PERSONS.name


def stay_hidden(
    items: Scope, items_shown: Collection[str], persons: Scope, persons_shown: Collection[str]
) -> bool:
    """Tell whether every small figure of both keeps a table with 0 and one with its threshold.

    ``items`` and ``persons`` are of one place and year; the names are what is newly shown.
    """
    both = (("items", items, items_shown), ("persons", persons, persons_shown))
    facts = [
        *(fact for side, scope, shown in both for fact in _facts(side, scope, shown)),
        *_entitled_at_least(items, persons),
    ]
    atoms = [_at(side, atom) for side, scope, _ in both for atom in scope.counts]
    hidden = [cell for side, scope, shown in both for cell in _small(side, scope, shown)]
    _, named = tables_for(atoms, hidden, facts)
    return all(None not in pair for pair in named.values())


def _at(side: str, atom: str) -> str:
    return f"{side} {atom}"


def _moved(side: str, terms: Coefficients) -> Coefficients:
    return coefficients({_at(side, atom): factor for atom, factor in terms})


def _facts(side: str, scope: Scope, shown: Collection[str]) -> Iterator[Fact]:
    problem = scope.problem
    for fact in (*problem.facts, *(problem.shown_as(c) for c in problem.cells if c.name in shown)):
        yield Fact(_moved(side, fact.coefficients), fact.low, fact.high)


def _small(side: str, scope: Scope, shown: Collection[str]) -> Iterator[Json]:
    problem = scope.problem
    for cell in problem.cells:
        if problem.is_sensitive(cell) and cell.name not in shown:
            yield {
                "name": _at(side, cell.name),
                "sum": dict(_moved(side, cell.coefficients)),
                "threshold": cell.threshold or THRESHOLD,
            }


def _entitled_at_least(items: Scope, persons: Scope) -> Iterator[Fact]:
    """State for each period, age and item that as many are entitled as the item applies to.

    Returns of different days may truly differ; what does not hold of them is not stated.
    """
    for here, column in enumerate(items.columns):
        for there, other in enumerate(persons.columns):
            told = "age_group" in other.dimensions and column.dimensions >= {"age_group", "item_id"}
            if column.period == other.period and told:
                yield from _of_columns(items, here, persons, there)


def _of_columns(items: Scope, here: int, persons: Scope, there: int) -> Iterator[Fact]:
    everybody = persons.tabulation.everybody
    for age in persons.codes["age_group"]:
        entitled = persons.grid.terms(everybody, {"age_group": age}, [there])
        for item in items.codes["item_id"]:
            cell = {"item_id": item, "age_group": age}
            applies = items.grid.terms(items.tabulation.everybody, cell, [here])
            spare = sum(persons.counts[a] * f for a, f in entitled.items()) - sum(
                items.counts[a] * f for a, f in applies.items()
            )
            if applies and spare >= 0:
                terms = {_at("persons", atom): factor for atom, factor in entitled.items()}
                terms |= {_at("items", atom): -factor for atom, factor in applies.items()}
                yield Fact(coefficients(terms), 0, None)
