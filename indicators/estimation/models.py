"""Which log-linear models are there, and what is each called?

A term is a set of lists written as bits (0 is the intercept), a model the set of its terms. A
model is hierarchical: with a term come all terms within it. Every model here has all main
effects. Its name lists its largest terms by the numbers of their lists: ``[12,13,4]``.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Model = tuple[int, ...]


def design(k: int) -> NDArray[np.float64]:
    """Give the matrix of shape (2ᵏ − 1, 2ᵏ): is term (column) within cell (row, from cell 1)?"""
    cells = np.arange(1, 2**k)[:, None]
    terms = np.arange(2**k)[None, :]
    within: NDArray[np.bool_] = (cells & terms) == terms
    return within.astype(np.float64)


def main_effects(k: int) -> Model:
    """Give the model in which the lists are independent."""
    return (0, *(1 << i for i in range(k)))


def hierarchical(k: int, order: int) -> Iterator[Model]:
    """Yield every hierarchical model on ``k`` lists with terms of at most ``order`` lists.

    The saturated model is never among them: the unseen cell leaves nothing to fit it on. With 3,
    4 and 5 lists and the highest order there are 8, 113 and 6 893.
    """
    yield from _extended(k, main_effects(k), 2, min(order, k - 1))


def _extended(k: int, model: Model, size: int, order: int) -> Iterator[Model]:
    if size > order:
        yield model
        return
    present = set(model)
    allowed = [t for t in _terms(k, size) if all(t & ~(1 << i) in present for i in _bits(t))]
    for many in range(len(allowed) + 1):
        for chosen in combinations(allowed, many):
            if chosen:
                yield from _extended(k, model + chosen, size + 1, order)
            else:
                yield model


def _terms(k: int, size: int) -> list[int]:
    return [sum(1 << i for i in lists) for lists in combinations(range(k), size)]


def _bits(term: int) -> list[int]:
    return [i for i in range(term.bit_length()) if term >> i & 1]


def pairs(k: int) -> list[int]:
    """Give the terms of two lists."""
    return _terms(k, 2)


def renumbered(model: Model, order: Sequence[int]) -> Model:
    """Say the same model with list *i* called ``order[i]``."""
    return tuple(sorted(sum(1 << order[i] for i in _bits(term)) for term in model))


def name(model: Model) -> str:
    """Write the model by its largest terms, longest first: ``[12,13,4]``."""
    largest = [t for t in model if not any(t != u and t & u == t for u in model)]
    words = ["".join(str(i + 1) for i in _bits(term)) for term in largest]
    return "[" + ",".join(sorted(words, key=lambda word: (-len(word), word))) + "]"


def parse(text: str) -> Model:
    """Read a name such as ``[12,13,4]`` or ``[12 13 4]``; raise ValueError on anything else."""
    words = text.strip().removeprefix("[").removesuffix("]").replace(",", " ").split()
    if not words or not all(word.isdigit() and "0" not in word for word in words):
        raise ValueError(f"not a model: {text!r}; write the lists' numbers, as in [12,13,4]")
    terms = {0}
    for word in words:
        lists = [int(digit) - 1 for digit in word]
        for size in range(1, len(lists) + 1):
            terms.update(sum(1 << i for i in some) for some in combinations(lists, size))
    return tuple(sorted(terms))
