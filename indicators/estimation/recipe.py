"""How many persons stand behind these lists, and how far can that be trusted?

The recipe: gates, engines, what stands beside them, verdict. Nothing here depends on the order of
rows or columns, on names, on the time or on the number of threads; a seed gives the same draws.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from indicators.estimation import bic, limits
from indicators.estimation.bic import Bic, Candidates
from indicators.estimation.decomposable import average
from indicators.estimation.gates import shut
from indicators.estimation.headline import Evidence, judge
from indicators.estimation.independence import independent, pairwise_bound
from indicators.estimation.models import hierarchical
from indicators.estimation.overlaps import (
    Overlaps,
    canonical_order,
    merged,
    reordered,
    without,
)
from indicators.estimation.reading import read_file
from indicators.estimation.reasons import Reason
from indicators.estimation.result import METHODS, Estimate, Headline, Verdict
from indicators.estimation.selection import Workshop
from indicators.estimation.stepwise import Stepwise, search, stepwise

Progress = Callable[[int, int], None]
"""Called with how many steps are done and how many there are; both only ever rise together."""


@dataclass(slots=True)
class _Steps:
    total: int
    report: Progress | None
    done: int = 0

    def __call__(self) -> None:
        self.done += 1
        if self.report is not None:
            self.report(min(self.done, self.total), self.total)

    def finish(self) -> None:
        """Say that all is done: inadmissible models had fewer steps than were foreseen."""
        if self.report is not None and self.done < self.total:
            self.report(self.total, self.total)


def run(
    path: str | Path,
    order: int = 2,
    replicates: int = 1000,
    method: str | None = None,
    seed: int | None = None,
    progress: Progress | None = None,
) -> Estimate:
    """Read a CSV file of overlapping lists and estimate; see ``read_file`` and ``estimate``."""
    return estimate(
        read_file(path),
        order=order,
        replicates=replicates,
        method=method,
        seed=seed,
        progress=progress,
    )


def estimate(
    patterns: Overlaps,
    *,
    order: int = 2,
    replicates: int = 1000,
    method: str | None = None,
    seed: int | None = None,
    progress: Progress | None = None,
) -> Estimate:
    """Estimate how many persons there are, seen and unseen.

    Args:
        patterns: counts by list, from ``read_overlaps``.
        order: most lists in one term of engine B's models; above k − 1 it is taken as k − 1.
        replicates: samples of the bootstrap; 0 leaves engine B without interval.
        method: one of ``METHODS`` to run that engine alone, None for all. Alone, an engine never
            gives more than a range, since nothing can agree with it.
        seed: of the bootstrap; None is the usual one. It is part of the result.
        progress: told of each step of engine B.

    Raises:
        ValueError: an order below 1, replicates below 0, or a method that does not exist.
    """
    _check(order, replicates, method)
    seed = limits.SEED if seed is None else seed
    order = min(order, max(len(patterns.lists) - 1, 1))
    reasons = shut(patterns)
    if reasons:
        return _refused(patterns, reasons, order, replicates, method, seed)
    return _Run(patterns, order, replicates, method, seed).estimate(progress)


def _check(order: int, replicates: int, method: str | None) -> None:
    if order < 1:
        raise ValueError(f"the order is {order}; it is the lists in one term, from 1")
    if replicates < 0:
        raise ValueError(f"{replicates} replicates; give 0 or more, 1000 is usual")
    if method is not None and method not in METHODS:
        raise ValueError(f"no method is called {method!r}; there are {', '.join(METHODS)}")


def _refused(
    patterns: Overlaps,
    reasons: tuple[Reason, ...],
    order: int,
    replicates: int,
    method: str | None,
    seed: int,
) -> Estimate:
    return Estimate(
        n=patterns.n,
        lists=patterns.lists,
        on_two_or_more=patterns.on_two_or_more,
        verdict=Verdict.REFUSED,
        reasons=reasons,
        headline=Headline(patterns.n),
        seed=seed,
        order=order,
        replicates=replicates,
        method=method,
    )


@dataclass(slots=True)
class _Run:
    """One estimate under way; ``patterns`` has passed the gates."""

    patterns: Overlaps
    order: int
    replicates: int
    method: str | None
    seed: int

    @property
    def many(self) -> bool:
        return len(self.patterns.lists) > limits.MOST_LISTS_EXHAUSTIVE

    def wants(self, engine: str) -> bool:
        if engine == "stepwise":
            return self.method == engine or (self.method is None and self.many)
        return self.method in (None, engine)

    def estimate(self, progress: Progress | None) -> Estimate:
        given = self.patterns
        few = merged(given) if self.many else given
        back = canonical_order(few)
        table = reordered(few, back)
        steps = _Steps(self._steps(len(few.lists)), progress)
        chosen, near = self._bic(table, back, steps)
        searched = self._stepwise(steps)
        steps.finish()
        evidence = Evidence(
            n=given.n,
            on_two_or_more=given.on_two_or_more,
            wanted=4 if self.many else 3,
            decomposable=average(table) if self.wants("decomposable") else None,
            bic=chosen,
            main_effects=independent(given) if self.wants("main_effects") else None,
            stepwise=searched,
            near_models=near,
            drop_one_list=self._without_each(),
        )
        verdict, reasons, headline = judge(evidence)
        return Estimate(
            n=given.n,
            lists=given.lists,
            on_two_or_more=given.on_two_or_more,
            verdict=verdict,
            reasons=reasons,
            headline=headline,
            seed=self.seed,
            order=self.order,
            replicates=self.replicates,
            method=self.method,
            decomposable=evidence.decomposable,
            bic=chosen,
            main_effects=evidence.main_effects,
            stepwise=searched,
            pairwise_bound=pairwise_bound(given),
            drop_one_list=evidence.drop_one_list,
            near_models=near,
            merged_lists=few.lists if self.many else None,
        )

    def _steps(self, k: int) -> int:
        models = sum(1 for _ in hierarchical(k, self.order)) if self.wants("bic") else 0
        cells = sum(count > 0 for count in self.patterns.counts)
        searches = (self.replicates + cells) if self.wants("stepwise") and self.replicates else 0
        return models + min(models, limits.BEST_MODELS) + searches

    def _bic(
        self, table: Overlaps, back: tuple[int, ...], steps: _Steps
    ) -> tuple[Bic | None, tuple[float, float] | None]:
        if not self.wants("bic"):
            return None, None
        workshop = Workshop(len(table.lists))
        found = bic.candidates(workshop, table, self.order, steps)
        if found is None:
            return None, None
        chosen = bic.choose(
            workshop,
            table,
            found,
            order=self.order,
            replicates=self.replicates,
            seed=self.seed,
            numbers=back,
            advance=steps,
        )
        return chosen, found.near

    def _stepwise(self, steps: _Steps) -> Stepwise | None:
        if not self.wants("stepwise"):
            return None
        back = canonical_order(self.patterns)
        return stepwise(
            Workshop(len(back)),
            reordered(self.patterns, back),
            replicates=self.replicates,
            seed=self.seed,
            numbers=back,
            advance=steps,
        )

    def _without_each(self) -> tuple[tuple[str, float | None], ...]:
        if not self.wants("stepwise") and (self.many or not self.wants("bic")):
            return ()
        lists = self.patterns.lists
        return tuple((name, self._total(without(self.patterns, i))) for i, name in enumerate(lists))

    def _total(self, smaller: Overlaps) -> float | None:
        """Estimate N again, without interval, by the engine that the whole table had."""
        table = reordered(smaller, canonical_order(smaller))
        workshop = Workshop(len(table.lists))
        if self.wants("stepwise"):
            ended = search(workshop, table.vector())
            return None if ended is None else ended[1]
        found: Candidates | None = bic.candidates(workshop, table, self.order)
        return None if found is None else found.total[0]
