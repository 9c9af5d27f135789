"""How good are the figures of a release? Counts that its quality declaration states."""

from collections import Counter
from dataclasses import dataclass
from statistics import median

from indicators.published import Release
from indicators.results import Mark, Observation


@dataclass(frozen=True, slots=True)
class Quality:
    """What a release holds, in numbers of observations; ``lag`` is the median in days."""

    observations: int
    figures: int
    marks: tuple[tuple[Mark, int], ...]
    preliminary: int
    conflicting: int
    ranges: int
    of_documents: int
    lag: int | None


def measured(release: Release) -> Quality:
    """Count what a release's indicators say and do not say."""
    found = [o for one in release.indicators.values() for o in one.observations]
    shown = [o for o in found if o.has_figure]
    marks = Counter(o.mark for o in found if o.mark is not None)
    lags = [days for o in shown if (days := _lag(o)) is not None]
    return Quality(
        observations=len(found),
        figures=len(shown),
        marks=tuple((mark, marks[mark]) for mark in Mark if marks[mark]),
        preliminary=sum(o.status == "preliminary" for o in shown),
        conflicting=sum(bool(o.conflicts) for o in found),
        ranges=sum(o.value is None for o in shown),
        of_documents=sum(bool(o.documents) for o in shown),
        lag=round(median(lags)) if lags else None,
    )


def _lag(observation: Observation) -> int | None:
    """Give the days from the end of the period to the day that the figure was reported."""
    if observation.reported_on is None:
        return None
    return (observation.reported_on - observation.period.end).days
