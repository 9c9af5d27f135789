"""What may be shown of one scope, and where is the proof kept?

The same scope always has the same answer, so answers are kept by the digest of what they were
asked about: a closed year is solved once. A solver may be asked a limited number of times; what
is then undecided stays hidden. A solver that fails is no answer at all.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from indicators.disclosure import highs
from indicators.disclosure.checker import check
from indicators.disclosure.program import Minimise, Program, Reply, Verdict
from indicators.disclosure.protect import Outcome, protect
from indicators.disclosure.public_certificate import public_certificate
from indicators.disclosure.rules import THRESHOLD
from indicators.disclosure.scope import CHANGE, Name, Scope

Json = dict[str, Any]

QUESTIONS = 4_000
"""How often a solver may be asked about one scope."""

VERSION = "5"
"""Raised when the same scope may have another answer than before."""


class ProofError(RuntimeError):
    """Nothing can be shown of a scope, and no release be made, until this is put right."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was asked of a scope, what may be shown, and its certificate.

    ``asked`` is the digest of the question; ``settled`` that of the same question once the
    answer has been published, so that the next release finds it again. ``hidden`` gives each
    hidden cell's reason, for the steward alone: small, protects, coarser. ``coarsened`` names
    what was not tabulated: period, measure, dimensions. ``claim`` and ``certificate`` hold
    true counts; ``public`` is what anybody may be given in their place.
    """

    asked: str
    settled: str
    tabulation: str
    geography: str
    year: str
    shown: tuple[str, ...]
    hidden: tuple[tuple[str, str], ...]
    coarsened: tuple[tuple[str, str, str], ...]
    persons: int
    sensitive: int
    certified: int
    claim: Json
    certificate: Json
    public: Json = field(default_factory=dict)

    def to_json(self) -> Json:
        """Give what is stored."""
        return {
            "asked": self.asked,
            "settled": self.settled,
            "tabulation": self.tabulation,
            "geography": self.geography,
            "year": self.year,
            "shown": list(self.shown),
            "hidden": [list(one) for one in self.hidden],
            "coarsened": [list(one) for one in self.coarsened],
            "persons": self.persons,
            "sensitive": self.sensitive,
            "certified": self.certified,
            "claim": self.claim,
            "certificate": self.certificate,
            "public": self.public,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Proof":
        """Read back what ``to_json`` gave."""
        lists = {name: tuple(map(tuple, data[name])) for name in ("hidden", "coarsened")}
        return cls(**{**data, **lists, "shown": tuple(data["shown"])})


class Memory(Protocol):
    """Where answers are kept."""

    def find(self, digest: str) -> Proof | None:
        """Give the answer to a question, or to one that it has settled."""
        ...

    def keep(self, proof: Proof) -> None:
        """Keep an answer."""
        ...


@dataclass
class InMemory:
    """Answers kept for as long as the program runs."""

    proofs: dict[str, Proof] = field(default_factory=dict)

    def find(self, digest: str) -> Proof | None:
        """Give the answer to a question, or to one that it has settled."""
        return self.proofs.get(digest)

    def keep(self, proof: Proof) -> None:
        """Keep an answer."""
        self.proofs[proof.asked] = self.proofs[proof.settled] = proof


Choose = Callable[[Scope, Minimise], Outcome]
"""Decides what is shown of a scope."""


class Limited:
    """A solver that is asked a limited number of times, and remembers whether it failed."""

    def __init__(self, minimise: Minimise, most: int = QUESTIONS) -> None:
        self._minimise, self._left = minimise, most
        self.answers, self.doubts = 0, 0
        self.failure: Exception | None = None

    def __call__(self, program: Program) -> Reply:
        """Ask, or give up: DOUBT."""
        if self._left <= 0:
            return Reply(Verdict.DOUBT)
        self._left -= 1
        try:
            reply = self._minimise(program)
        except Exception as error:
            self.failure = error
            raise
        self.doubts += reply.verdict is Verdict.DOUBT
        self.answers += reply.verdict is not Verdict.DOUBT
        return reply

    @property
    def is_broken(self) -> bool:
        """Tell whether it failed, or gave doubt alone."""
        return self.failure is not None or (self.doubts > 0 and self.answers == 0)


def prove(
    scope: Scope,
    memory: Memory,
    *,
    minimise: Minimise | None = None,
    choose: Choose | None = None,
) -> Proof:
    """Give what may be shown of a scope, from memory or by solving it.

    Raises ProofError where the solver fails or the proof does not stand, ValueError where what
    is known contradicts the counts.
    """
    asked = digest_of(scope)
    kept = memory.find(asked)
    if kept is not None:
        return kept
    solver = Limited(minimise or highs.Highs())
    outcome = (choose or solve)(scope, solver)
    if solver.is_broken:
        raise ProofError(f"the solver failed: {solver.failure or 'it was in doubt throughout'}")
    if outcome.faults or outcome.failures > len(outcome.exposed):
        raise ProofError("; ".join(outcome.faults) or "not every sensitive figure is proved safe")
    if not scope.known and any(_gives_away(scope, line) for line in outcome.certificate["exposed"]):
        raise ProofError("what was published before gives sensitive figures away")
    shown = tuple(sorted(n for n in outcome.shown if not n.startswith(CHANGE)))
    made = Proof(
        asked=asked,
        settled=digest_of(scope, shown),
        tabulation=scope.tabulation.name,
        geography=scope.geography,
        year=scope.vintages[0].period[:4],
        shown=shown,
        hidden=tuple(_why_hidden(scope, set(outcome.shown))),
        coarsened=tuple(scope.coarsened()),
        persons=sum(scope.columns[n].total for n in scope.vintages[0].columns),
        sensitive=len(outcome.sensitive),
        certified=outcome.certified,
        claim=outcome.claim,
        certificate=outcome.certificate,
        public=public_certificate(outcome.claim),
    )
    memory.keep(made)
    return made


def solve(scope: Scope, minimise: Minimise) -> Outcome:
    """Open what can be opened: the year first, or else fewest dimensions first over all periods.

    What the first order found out spares the second nearly all its questions.
    """
    cells = scope.problem.cells
    fewest = tuple(sorted(scope.order, key=lambda place: cells[place].dimensions))
    return protect(scope.problem, minimise=minimise, orders=(scope.order, fewest))


def totals_alone(scope: Scope, proof: Proof) -> Proof:
    """Show less than a proof allows: nothing new that is broken down.

    Its tables agree with fewer figures all the more. Raises ProofError where they do not.
    """
    before = {name.text() for name in scope.published}
    shown = tuple(n for n in proof.shown if n in before or not Name.read(n).cell)
    left_out = set(proof.shown) - set(shown)
    cells = [
        {**cell, "shown": cell["shown"] and cell["name"] not in left_out}
        for cell in proof.claim["cells"]
    ]
    claim = {**proof.claim, "cells": cells}
    faults = check(claim, proof.certificate)
    if faults:
        raise ProofError("; ".join(faults))
    settled = digest_of(scope, shown)
    return replace(
        proof,
        asked=hashlib.sha256(f"{proof.asked} {settled}".encode()).hexdigest(),
        settled=settled,
        shown=shown,
        hidden=(*proof.hidden, *((name, "protects") for name in sorted(left_out))),
        claim=claim,
    )


def _gives_away(scope: Scope, exposed: list[Any]) -> bool:
    """Tell whether a weakened demand is more than two tables of one column make it.

    Whoever is alone in a cell knows that a wider cell has one, and all about a narrower one;
    where the two stand in different tables the engine cannot see that they are nested.
    """
    insider, cell, low, high = exposed
    if insider is None or cell.startswith(CHANGE):
        return True
    if scope.is_within(cell, insider):
        return False
    if low > 1:
        return True
    found = next(one for one in scope.problem.cells if one.name == cell)
    return high < (found.threshold or THRESHOLD) or not scope.is_within(insider, cell)


def _why_hidden(scope: Scope, shown: set[str]) -> Iterator[tuple[str, str]]:
    for cell in scope.problem.cells:
        if cell.name in shown or not cell.offered:
            continue
        if scope.problem.is_sensitive(cell):
            yield cell.name, "small"
        elif not shown.issuperset(cell.under):
            yield cell.name, "coarser"
        else:
            yield cell.name, "protects"


def digest_of(scope: Scope, shown: tuple[str, ...] | None = None) -> str:
    """Give the digest of a question; with ``shown`` that of the question it leaves behind."""
    published = {name.text(): [past.low, past.high] for name, past in scope.published.items()}
    vintages = [[v.period, v.as_of, list(v.columns), v.offered] for v in scope.vintages]
    if shown is not None:
        problem = scope.problem
        values = {cell.name: problem.value_of(cell) for cell in problem.cells}
        published |= {name: [values[name], values[name]] for name in shown}
        told = {(name.period, name.as_of) for name in map(Name.read, published)}
        vintages = [[p, d, c, False] for p, d, c, _ in vintages if (p, d) in told]
    question = {
        "version": VERSION,
        "tabulation": scope.tabulation.name,
        "geography": scope.geography,
        "threshold": scope.threshold,
        "codes": {name: list(codes) for name, codes in scope.codes.items()},
        "columns": [
            [one.period, sorted(one.dimensions), [[list(p), n] for p, n in one.people]]
            for one in scope.columns
        ],
        "vintages": vintages,
        "published": published,
        "known": [[k.period, k.measure, list(k.cell), k.low, k.high] for k in scope.known],
    }
    return hashlib.sha256(json.dumps(question, sort_keys=True).encode()).hexdigest()
