"""What is a release protected with, what does that cost, and what was left out?"""

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.disclosure.model import Fact
from indicators.disclosure.proving import Proof
from indicators.disclosure.scope import Name

FAULTS = frozenset({"conflict", "sums_differ", "contradiction", "published_return_gone", "proof"})
"""Reasons for closing a scope that hold a release until somebody has looked."""

WHY_CLOSED: Mapping[str, str] = {
    "conflict": "two returns of one day differ; nothing is shown until the right one is loaded",
    "sums_differ": "a return's totals do not add up; load a corrected file",
    "contradiction": "a return contradicts what was published before, or a public document; "
    "find out which is right",
    "published_return_gone": "a return that was published from is gone; restore the records",
    "proof": "the solver failed or gave no proof; prepare the draft anew",
    "gap": "a return has gaps among its counts; nothing of it is shown",
    "incomplete_rows": "rows of a return lack a count; nothing of it is shown",
    "mixed_totals": "rows of a return are broken down in different ways; nothing of it is shown",
    "beside_public": "public documents speak of the same time in another breakdown; nothing of "
    "the returns is shown beside them",
    "beside_items": "counts by item and counts of persons would together tell of a few; nothing "
    "new of these is shown",
    "several_years": "a return counts persons over several years in one; nothing of it is shown, "
    "load a return for each year",
    "overlapping_periods": "returns cover the same time twice; nothing of that year is shown",
}
"""What each reason means, and what to do, for whoever prepares a release."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A scope of which nothing new is shown, and the reason's code."""

    tabulation: str
    geography: str
    year: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cost:
    """What protection costs in one scope; for those who may see the returns.

    ``shown`` of ``cells`` figures are shown; ``persons`` were counted, and ``told`` says whether
    their number is. ``hidden`` counts hidden cells by reason: small, protects (another), coarser
    (the coarser figure is hidden). ``coarsened`` counts breakdowns that were not tabulated.
    ``certified`` of ``sensitive`` cells have a certificate in full.
    """

    tabulation: str
    geography: str
    year: str
    cells: int
    shown: int
    persons: int
    told: bool
    hidden: Mapping[str, int]
    coarsened: int
    sensitive: int
    certified: int

    @classmethod
    def of(cls, proof: Proof) -> "Cost":
        """Count what a proof hides."""
        reasons = [reason for _, reason in proof.hidden]
        roots = {name.period for name in map(Name.read, proof.shown) if not name.cell}
        return cls(
            tabulation=proof.tabulation,
            geography=proof.geography,
            year=proof.year,
            cells=len(proof.shown) + len(reasons),
            shown=len(proof.shown),
            persons=proof.persons,
            told=proof.year in roots,
            hidden={code: reasons.count(code) for code in ("small", "protects", "coarser")},
            coarsened=len(proof.coarsened),
            sensitive=proof.sensitive,
            certified=proof.certified,
        )


@dataclass(frozen=True, slots=True)
class Protection:
    """What a release was protected with.

    ``head`` is that of the ledger it was solved against; ``facts`` what its readers will have
    gained; ``proofs`` those of every scope that shows something; ``closed`` the scopes of which
    nothing new is shown; ``costs`` what it cost, scope by scope.
    """

    head: str
    facts: tuple[Fact, ...] = ()
    proofs: tuple[Proof, ...] = ()
    closed: tuple[Closed, ...] = ()
    costs: tuple[Cost, ...] = ()
