"""Does every figure of persons in a release have its proof?

The last door, and no part of it trusts those before: it reads what is about to be published
and what is kept of the proofs.
"""

from collections.abc import Iterable, Iterator, Mapping

from etl.records import breakdown_of
from indicators.disclosure.checker import check
from indicators.disclosure.ledger import Ledger
from indicators.disclosure.not_persons import (
    ESTIMATED_BY,
    ESTIMATES,
    counts_nobody_at_risk,
)
from indicators.disclosure.protection import Protection
from indicators.disclosure.proving import Proof
from indicators.disclosure.rules import THRESHOLD
from indicators.disclosure.scope import Name
from indicators.disclosure.tabulations import ALL
from indicators.disclosure.wholes import MEASURE, SOURCE, may_be_told, told_in
from indicators.results import Cited, Observation, Protected

Cell = tuple[str, str, str, tuple[tuple[str, str], ...]]
"""Measure, geography, period and the codes that are no total."""


def faults(
    protected: Iterable[Protected], protection: Protection, ledger: Ledger
) -> tuple[str, ...]:
    """Give every reason for which the figures may not be published; none means that they may."""
    shown = _shown(protection, ledger)
    found = [*_unproved(protection, ledger)]
    for result in protected:
        for seen in result.observations:
            found += [f"{result.indicator}, {seen.period.label}: {f}" for f in _of(seen, shown)]
    return tuple(dict.fromkeys(found))


def _of(seen: Observation, shown: Mapping[Cell, frozenset[float]]) -> Iterator[str]:
    latest = (seen.progress or {}).get("latest") or {}
    judged_on = tuple(latest.get(name) for name in ("value", "low", "high"))
    if seen.progress and judged_on != (seen.value, seen.low, seen.high):
        yield "a status rests on a figure that is not shown; nothing is released"
    told = (seen.value, seen.low, seen.high, seen.text)
    cited = (*seen.inputs, *seen.conflicts)
    if any(part is not None for part in told) and not cited:
        yield "a figure names nothing that it rests on; nothing is released"
    for one in cited:
        if not _may_be_told(one, shown):
            yield (
                "a figure of persons at risk has no proof and stands in no public document; "
                "nothing is released"
            )


def _may_be_told(one: Cited, shown: Mapping[Cell, frozenset[float]]) -> bool:
    """A return's figure needs a proof, unless it counts nobody at risk; its note has none."""
    if one.document is not None:
        return True
    if one.note is not None:
        return False
    if counts_nobody_at_risk(one.source, one.measure) or _is_estimate(one):
        return True
    values = shown.get(_cell(one.measure, one.geography, one.period, one.breakdown), frozenset())
    return one.value in values and one.low is None and one.high is None and one.text is None


def _is_estimate(one: Cited) -> bool:
    method = dict(one.breakdown).get("method")
    told = [n for n in (one.value, one.low, one.high) if n is not None]
    small = one.measure == "victims" and any(0 < n < THRESHOLD for n in told)
    return one.source == ESTIMATES and method in ESTIMATED_BY and bool(told) and not small


def _shown(protection: Protection, ledger: Ledger) -> dict[Cell, frozenset[float]]:
    """Gather what the proofs show, and what was published before."""
    found: dict[Cell, set[float]] = {}
    for proof in protection.proofs:
        for cell in proof.claim["cells"]:
            if cell["shown"]:
                name = Name.read(cell["name"])
                value = sum(proof.claim["atoms"][a] * f for a, f in cell["sum"].items())
                found.setdefault(_of_name(name), set()).add(value)
    earlier = set(ledger.facts)
    for fact in (*ledger.facts, *protection.facts):
        ((text, _),) = fact.coefficients
        name = Name.read(text)
        listed = (name.tabulation, name.measure) == (SOURCE, MEASURE)
        small = fact.low is None or 0 < fact.low < THRESHOLD
        if fact.low is not None and (fact in earlier or (listed and not small)):
            found.setdefault(_of_name(name), set()).add(fact.low)
    return {cell: frozenset(values) for cell, values in found.items()}


def _of_name(name: Name) -> Cell:
    return _cell(name.measure, name.geography, name.period, name.cell)


def _cell(measure: str, geography: str, period: str, breakdown: Iterable[tuple[str, str]]) -> Cell:
    told = breakdown_of({n: code for n, code in breakdown if code != ALL})
    return measure, geography, period, told


def _unproved(protection: Protection, ledger: Ledger) -> Iterator[str]:
    """Check each certificate by additions, and that it was made in the light of the ledger."""
    if protection.head != ledger.head:
        yield (
            "figures were published since the draft was made; prepare it anew, so that it is "
            "protected in their light"
        )
    published: dict[tuple[str, str, str], set[str]] = {}
    for fact in ledger.facts:
        ((text, _),) = fact.coefficients
        name = Name.read(text)
        published.setdefault((name.tabulation, name.geography, name.year), set()).add(text)
    for proof in protection.proofs:
        where = (proof.tabulation, proof.geography, proof.year)
        for fault in verified(proof):
            yield f"{', '.join(where)}: {fault}"
        missing = published.get(where, set()) - {
            fact.get("source") for fact in proof.claim["known"]
        }
        shown = {cell["name"] for cell in proof.claim["cells"] if cell["shown"]}
        if missing - shown:
            yield f"{', '.join(where)}: the proof leaves out what was published before"
    proved = {text for proof in protection.proofs for text in proof.shown}
    for fact in protection.facts:
        ((text, _),) = fact.coefficients
        if Name.read(text).tabulation != SOURCE and text not in proved:
            yield f"{text} would be published without a proof"
    yield from _lists_beside(protection, ledger)


def _lists_beside(protection: Protection, ledger: Ledger) -> Iterator[str]:
    """Look at lists, which have no certificate, beside all that was told of them."""
    earlier = list(told_in(ledger.facts))
    for lists in told_in(protection.facts):
        if not may_be_told(lists, earlier):
            yield f"{lists.geography}, {lists.period}: lists beside others tell of a few"
        earlier.append(lists)


def verified(proof: Proof) -> tuple[str, ...]:
    """Give the faults that the checker, which knows no solver, finds in a proof."""
    return check(proof.claim, proof.certificate)
