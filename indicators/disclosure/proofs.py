"""Which questions are known to have no answer?

Where no table agrees with some bounds, a solver can say why: a weighted sum of rows that no
counts can make greater than 0, while the bounds ask for more (Farkas' lemma). Written in whole
numbers and checked exactly, such a proof answers later questions, also in other orders, by
multiplication alone. It only ever says what a solver would have said more slowly.
"""

import numpy as np

from indicators.disclosure.program import TOLERANCE, Floats, Whole
from indicators.disclosure.system import System
from indicators.disclosure.witnesses import Lacks

_LARGEST = 1_000
"""Weights beyond this are not kept: sums with them could leave the range of whole numbers."""


class Proofs:
    """The proofs of one system; each is a weight for every row, (n, rows)."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._weights: Whole = np.zeros((0, system.row_count), dtype=np.int64)

    @property
    def size(self) -> int:
        """How many are kept."""
        return len(self._weights)

    def add(self, ray: Floats, rows: Whole, low: Whole, high: Whole) -> None:
        """Keep a solver's ray, a weight for each of ``rows``, if it proves these bounds empty."""
        for sign in (1.0, -1.0):
            weights = np.zeros((1, self._system.row_count), dtype=np.int64)
            weights[0, rows] = _whole(sign * ray)
            sums = weights @ self._system.rows
            if weights.any() and (sums <= 0).all() and (_least(weights, low, high) > 0).all():
                self._weights = np.vstack([self._weights, weights])
                return

    def refuted(self, lacks: Lacks, low: Whole, high: Whole) -> int | None:
        """Give the place of a lack that a proof shows to be beyond help, None where none is.

        ``low``, ``high``: (rows,) what is known, before the demand is supposed.
        """
        if not self.size or not lacks:
            return None
        rows, wanted = lacks.rows, lacks.wanted
        least = np.maximum(low[rows], wanted)
        most = np.where(lacks.is_low, np.minimum(high[rows], wanted), high[rows])
        gain = _least(self._weights, low, high)[:, None]
        gain = gain + self._change(rows, low, high, least, most)
        inside = np.flatnonzero(lacks.people >= 0)
        people = lacks.people[inside]
        one = np.ones_like(people)
        gain[:, inside] += self._change(people, low, high, one, one)
        found = np.flatnonzero((gain > 0).any(axis=0))
        return int(found[0]) if found.size else None

    def _change(self, rows: Whole, low: Whole, high: Whole, least: Whole, most: Whole) -> Whole:
        """Tell what each proof gains when these rows lie from ``least`` to ``most``, (n, k)."""
        weights = self._weights[:, rows]
        up, down = np.maximum(weights, 0), np.minimum(weights, 0)
        return np.asarray(up * (least - low[rows]) + down * (most - high[rows]), dtype=np.int64)


def _least(weights: Whole, low: Whole, high: Whole) -> Whole:
    """Give the least that the weighted sums of rows can be within the bounds, (n,)."""
    bottom = np.maximum(weights, 0) @ low + np.minimum(weights, 0) @ high
    return np.asarray(bottom, dtype=np.int64)


def _whole(ray: Floats) -> Whole:
    """Write a ray in whole numbers, all 0 where it cannot be done."""
    sizes = np.abs(ray)
    some = sizes[sizes > TOLERANCE]
    if not some.size:
        return np.zeros(ray.size, dtype=np.int64)
    scaled = ray / some.min()
    nearest = np.rint(scaled)
    if np.abs(scaled - nearest).max() > TOLERANCE * 100 or np.abs(nearest).max() > _LARGEST:
        return np.zeros(ray.size, dtype=np.int64)
    return np.asarray(nearest, dtype=np.int64)
