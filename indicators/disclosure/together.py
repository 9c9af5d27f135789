"""How are many scopes solved at once?

Scopes share nothing, so each can be solved in a process of its own; what comes back is the same
whichever way. A first release of many years is such a case; a night's draft is not.
"""

import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from indicators.disclosure.proving import InMemory, Memory, Proof, ProofError, digest_of, prove
from indicators.disclosure.scope import Scope

MANY = 60
"""So many new scopes are worth the start of further processes."""


def prove_ahead(scopes: Sequence[Scope], memory: Memory) -> None:
    """Keep the answers of scopes that have none yet; those that fail are left for later."""
    missing = [scope for scope in scopes if memory.find(digest_of(scope)) is None]
    processes = min(os.cpu_count() or 1, 4)
    if len(missing) < MANY or processes < 2:
        return
    # A new process, rather than a copy of this one, which may hold locks and connections.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=fresh) as pool:
        for proof in pool.map(_proved, missing, chunksize=4):
            if proof is not None:
                memory.keep(proof)


def _proved(scope: Scope) -> Proof | None:
    try:
        return prove(scope, InMemory())
    except (ProofError, ValueError):
        return None
