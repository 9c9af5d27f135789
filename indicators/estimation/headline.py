"""How much may be said: a number, a range, a lower limit?

A wrong number with a narrow interval is the worst outcome, so doubt of any kind takes something
away: first the single number, then the upper end. The limits stand in ``limits``.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from indicators.estimation import limits
from indicators.estimation.bic import Bic
from indicators.estimation.decomposable import Decomposable
from indicators.estimation.independence import MainEffects
from indicators.estimation.reasons import LOWER_LIMIT, Reason, reason
from indicators.estimation.result import Headline, Verdict
from indicators.estimation.stepwise import Stepwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that the verdict is built on; an engine that did not run is None."""

    n: int
    on_two_or_more: int
    wanted: int
    decomposable: Decomposable | None
    bic: Bic | None
    main_effects: MainEffects | None
    stepwise: Stepwise | None
    near_models: tuple[float, float] | None
    drop_one_list: tuple[tuple[str, float | None], ...]

    @property
    def points(self) -> list[float]:
        """The engines' own estimates, in persons."""
        engines = (self.bic, self.main_effects, self.stepwise)
        averaged = [float(self.decomposable.median)] if self.decomposable else []
        return averaged + [engine.total for engine in engines if engine is not None]

    @property
    def intervals(self) -> list[tuple[float, float]]:
        """The engines' intervals; that of main effects only where no engine gives one."""
        found: list[tuple[float, float]] = []
        if self.decomposable is not None:
            found.append((self.decomposable.low, self.decomposable.high))
        for engine in (self.bic, self.stepwise):
            if engine is not None:
                low, high = engine.interval.low, engine.interval.high
                if low is not None and high is not None:
                    found.append((low, high))
        return found

    @property
    def complete(self) -> bool:
        """Tell whether every engine that should run did, each with its interval."""
        missing_ends = sum(
            engine is not None and engine.interval.low is None
            for engine in (self.bic, self.stepwise)
        )
        return len(self.points) == self.wanted and not missing_ends


def judge(evidence: Evidence) -> tuple[Verdict, tuple[Reason, ...], Headline]:
    """Give the verdict, every reason for it, and the headline in whole persons."""
    low, high = _range(evidence)
    reasons = (*_against_upper(evidence, low, high), *_against_number(evidence))
    whole_low = max(evidence.n, math.floor(low))
    if any(r.code in LOWER_LIMIT for r in reasons) or high is None:
        return Verdict.LOWER_LIMIT, reasons, Headline(whole_low)
    whole_high = max(whole_low, math.ceil(high))
    if reasons:
        return Verdict.RANGE, reasons, Headline(whole_low, None, whole_high)
    middle = round(sorted(evidence.points)[len(evidence.points) // 2])
    central = min(max(middle, whole_low), whole_high)
    return Verdict.ESTIMATE, reasons, Headline(whole_low, central, whole_high)


def _range(evidence: Evidence) -> tuple[float, float | None]:
    """Give the lowest lower limit and the highest upper one."""
    if evidence.intervals:
        lows, highs = zip(*evidence.intervals, strict=True)
        return min(lows), max(highs)
    alone = evidence.main_effects
    if alone is not None and alone.low is not None:
        return alone.low, alone.high
    return float(evidence.n), None


def _against_upper(evidence: Evidence, low: float, high: float | None) -> Iterator[Reason]:
    ratio = math.inf if high is None else high / low
    if ratio > limits.WIDEST_RANGE:
        yield reason("range_too_wide", ratio=_shown(ratio), limit=_shown(limits.WIDEST_RANGE))
    ceiling = evidence.decomposable.ceiling if evidence.decomposable else 0.0
    if ceiling > limits.CEILING_MASS:
        yield _shares("ceiling_reached", ceiling, limits.CEILING_MASS)
    for engine in (evidence.bic, evidence.stepwise):
        # Without a single sample there was no bootstrap; that is another reason.
        if engine is not None and limits.REPLICATES_LOST < engine.interval.lost < 1:
            yield _shares("samples_without_estimate", engine.interval.lost, limits.REPLICATES_LOST)


def _against_number(evidence: Evidence) -> Iterator[Reason]:
    if evidence.on_two_or_more < limits.FEWEST_ON_TWO_LISTS:
        yield reason(
            "few_on_two_lists",
            persons=evidence.on_two_or_more,
            limit=limits.FEWEST_ON_TWO_LISTS,
        )
    if not evidence.complete:
        yield reason("engine_missing")
    yield from _apart("engines_disagree", evidence.points)
    yield from _apart("models_disagree", evidence.near_models or ())
    yield from _moved(evidence)


def _apart(code: str, totals: list[float] | tuple[float, ...]) -> Iterator[Reason]:
    ratio = max(totals) / min(totals) if totals else 1.0
    if ratio > limits.AGREE_WITHIN:
        yield reason(code, ratio=_shown(ratio), limit=limits.AGREE_WITHIN)


def _moved(evidence: Evidence) -> Iterator[Reason]:
    engine = evidence.stepwise or evidence.bic
    for name, total in evidence.drop_one_list:
        if total is None:
            yield reason("no_estimate_without_list", list=name)
        elif engine is not None:
            ratio = max(total / engine.total, engine.total / total)
            if ratio > limits.LIST_MOVES_AT_MOST:
                limit = _shown(limits.LIST_MOVES_AT_MOST)
                yield reason("list_decides", list=name, ratio=_shown(ratio), limit=limit)


def _shares(code: str, share: float, limit: float) -> Reason:
    return reason(code, share=_shown(100 * share), limit=_shown(100 * limit))


def _shown(value: float) -> float | int | str:
    """Round to two decimals, whole numbers bare, an endless ratio as its sign."""
    if math.isinf(value):
        return "∞"
    short = round(value, 2)
    return int(short) if short == int(short) else short
