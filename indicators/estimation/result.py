"""What does an estimate consist of, as people and machines get it?"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from indicators.estimation.bic import Bic, rounded
from indicators.estimation.decomposable import Decomposable
from indicators.estimation.independence import MainEffects
from indicators.estimation.limits import as_json
from indicators.estimation.reasons import Reason
from indicators.estimation.stepwise import Stepwise

METHODS: Final[Mapping[str, str]] = {
    "decomposable": "1 (Madigan & York 1997)",
    "bic": "1 (Silverman, Chan & Vincent 2024)",
    "main_effects": "1 (Poisson, profile likelihood)",
    "stepwise": "1 (Chan, Silverman & Vincent 2021)",
}
"""The engines, each with the version of our implementation and where the method comes from."""


class Verdict(StrEnum):
    """How much of an answer the lists carry."""

    ESTIMATE = "estimate"
    RANGE = "range"
    LOWER_LIMIT = "lower_limit"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Headline:
    """What may be said in one line, in whole persons: low ≤ central ≤ high; None is not said."""

    low: int
    central: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Hidden persons from overlapping lists: the answer and all it rests on.

    ``drop_one_list`` gives N without each list in turn, None where nothing could be estimated
    then; ``near_models`` the least and largest N among models nearly as good as the best.
    ``merged_lists`` are the lists of the exhaustive engines where the given ones were too many.
    """

    n: int
    lists: tuple[str, ...]
    on_two_or_more: int
    verdict: Verdict
    reasons: tuple[Reason, ...]
    headline: Headline
    seed: int
    order: int
    replicates: int
    method: str | None = None
    decomposable: Decomposable | None = None
    bic: Bic | None = None
    main_effects: MainEffects | None = None
    stepwise: Stepwise | None = None
    pairwise_bound: float | None = None
    drop_one_list: tuple[tuple[str, float | None], ...] = ()
    near_models: tuple[float, float] | None = None
    merged_lists: tuple[str, ...] | None = None

    @property
    def limits(self) -> dict[str, float]:
        """Every limit that decided the verdict, by name, to be shown with the result."""
        return as_json()

    def to_json(self) -> dict[str, Any]:
        """Give the object that the command prints and releases keep; reasons are codes."""
        low, high = self.near_models or (None, None)
        engines: dict[str, Any] = {
            "decomposable": self.decomposable.to_json() if self.decomposable else None,
            "bic": self.bic.to_json() if self.bic else None,
            "main_effects": self.main_effects.to_json() if self.main_effects else None,
        }
        if self.stepwise is not None:
            engines["stepwise"] = self.stepwise.to_json()
        return {
            "n": self.n,
            "lists": list(self.lists),
            "verdict": self.verdict.value,
            "reasons": [reason.code for reason in self.reasons],
            "headline": {
                "low": self.headline.low,
                "central": self.headline.central,
                "high": self.headline.high,
            },
            "engines": engines,
            "pairwise_bound": rounded(self.pairwise_bound),
            "drop_one_list": {name: rounded(total) for name, total in self.drop_one_list},
            "near_models": {"low": rounded(low), "high": rounded(high)},
            "seed": self.seed,
        }
