"""Do two sources about the rights package tell together what neither tells alone?

Nobody is counted at an item of the package who is not entitled to it: loading holds a return
that says otherwise, so every reader knows it. Nor has anybody got everything who waits for an
item, and whoever has not got everything lacks one, waited for or declined. Each source has its
own proof; here both are asked about at once. Method: two whole tables for each hidden figure, as
in a certificate.
"""

from collections.abc import Collection, Iterator, Mapping

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
        *_links(items, persons),
    ]
    atoms = [_at(side, atom) for side, scope, _ in both for atom in scope.counts]
    hidden = [cell for side, scope, shown in both for cell in _small(side, scope, shown)]
    _, named = tables_for(atoms, hidden, facts, all_or_none=True)
    return len(named) == len(hidden)


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


def _links(items: Scope, persons: Scope) -> Iterator[Fact]:
    """State for each period and age what links the two.

    Returns of different days may truly differ; what does not hold of them is not stated.
    """
    for here, column in enumerate(items.columns):
        for there, other in enumerate(persons.columns):
            told = "age_group" in other.dimensions and column.dimensions >= {"age_group", "item_id"}
            if column.period == other.period and told:
                for age in persons.codes["age_group"]:
                    for terms in _of_age(items, here, persons, there, age):
                        if _value(items, persons, terms) >= 0:
                            yield Fact(coefficients(terms), 0, None)


def _of_age(
    items: Scope, here: int, persons: Scope, there: int, age: str
) -> Iterator[dict[str, int]]:
    """Give the sums that are 0 at least, of one age and a return of each source.

    There are no others: counts that keep to these always have persons behind them. Who waits
    for an item stands among those who lack something, so that each of these has a thing that is
    waited for or declined, which the sums allow; all others stand wherever there is room.
    """
    entitled, part = (
        _sum("persons", persons, measure, {"age_group": age}, there)
        for measure in (persons.tabulation.everybody, "part")
    )
    lacking = {atom: -factor for atom, factor in part.items()}
    for item in items.codes["item_id"]:
        cell = {"item_id": item, "age_group": age}
        applies = _sum("items", items, items.tabulation.everybody, cell, here)
        if applies:
            waiting = _sum("items", items, "waiting", cell, here)
            yield entitled | {atom: -factor for atom, factor in applies.items()}
            yield part | {atom: -factor for atom, factor in waiting.items()}
            lacking |= waiting | _sum("items", items, "declined", cell, here)
    yield lacking


def _sum(
    side: str, scope: Scope, measure: str, cell: Mapping[str, str], column: int
) -> dict[str, int]:
    terms = scope.grid.terms(measure, cell, [column])
    return {_at(side, atom): factor for atom, factor in terms.items()}


def _value(items: Scope, persons: Scope, terms: Mapping[str, int]) -> int:
    counts = {"items": items.counts, "persons": persons.counts}
    named = ((atom.split(), factor) for atom, factor in terms.items())
    return sum(counts[side][atom] * factor for (side, atom), factor in named)
