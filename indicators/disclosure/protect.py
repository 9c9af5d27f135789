"""What may be published of a problem, and with what proof?

This is the general door: a problem goes in, an outcome with its certificate comes out. What
was published before is part of the problem, and what a certified outcome shows is the ledger's
next.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from indicators.disclosure import highs
from indicators.disclosure.certificate import Json, certificate_of, claim_of
from indicators.disclosure.checker import check, in_full
from indicators.disclosure.model import Fact, Problem
from indicators.disclosure.opening import Opening
from indicators.disclosure.orders import Order, orders_for
from indicators.disclosure.program import Minimise
from indicators.disclosure.witnesses import Mask


@dataclass(frozen=True, slots=True)
class Outcome:
    """What may be shown.

    ``shown``, ``hidden``, ``sensitive`` and ``exposed`` name cells; the exposed are sensitive
    ones of which others' figures tell more than the promise allows. ``facts`` is what readers
    will have gained: the ledger's next entries. ``certified`` counts the sensitive cells with
    a checked certificate in full. ``faults`` says why nothing could be certified; then nothing
    is shown beyond what is known already.
    """

    shown: tuple[str, ...]
    hidden: tuple[str, ...]
    sensitive: tuple[str, ...]
    exposed: tuple[str, ...]
    facts: tuple[Fact, ...]
    certified: int
    claim: Json
    certificate: Json
    faults: tuple[str, ...] = ()

    @property
    def failures(self) -> int:
        """Number of sensitive cells for which the promise is not proved."""
        return len(self.sensitive) - self.certified


def protect(
    problem: Problem,
    *,
    minimise: Minimise | None = None,
    orders: tuple[Order, ...] | None = None,
) -> Outcome:
    """Choose what to show, so that R (and R1) hold; the same problem gives the same choice.

    Nothing is opened beyond what is given where a solver fails or the certificate does not
    pass the checker. ``orders`` are permutations of the cells' places.
    """
    opening = Opening(problem, minimise or highs.Highs())
    given = opening.system.given
    if not opening.begin():
        return _nothing(problem, given, ("no witnesses were found with everything hidden",))
    best: Mask = given
    for order in orders_for(problem.cells) if orders is None else orders:
        shown = opening.run(order, int(best.sum()))
        if int(shown.sum()) > int(best.sum()):
            best = shown
    claim = claim_of(problem, best)
    certificate = certificate_of(opening, best)
    faults = check(claim, certificate)
    if faults:
        return _nothing(problem, given, faults)
    exposed = {opening.system.cells[opening.demands.cells[e[1]]] for e in opening.exposed}
    return _outcome(problem, best, claim, certificate, exposed, ())


def _nothing(problem: Problem, given: Mask, faults: tuple[str, ...]) -> Outcome:
    empty: dict[str, Any] = {"tables": [], "demands": [], "exposed": []}
    return _outcome(problem, given, claim_of(problem, given), empty, set(), faults)


def _outcome(
    problem: Problem,
    shown: Mask,
    claim: Json,
    certificate: Json,
    exposed: set[str],
    faults: tuple[str, ...],
) -> Outcome:
    cells = problem.cells
    visible = [cell for place, cell in enumerate(cells) if shown[place]]
    return Outcome(
        shown=tuple(cell.name for cell in visible),
        hidden=tuple(cells[i].name for i in np.flatnonzero(~shown)),
        sensitive=tuple(cell.name for cell in cells if problem.is_sensitive(cell)),
        exposed=tuple(cell.name for cell in cells if cell.name in exposed),
        facts=tuple(problem.shown_as(c) for c in visible if not problem.is_given(c)),
        certified=0 if faults else in_full(certificate),
        claim=claim,
        certificate=certificate,
        faults=faults,
    )
