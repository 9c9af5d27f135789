"""What changed between two releases, value by value?

Pure: takes two releases as their readers get them and compares what they show. Swapping the
releases swaps old and new, and nothing else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from etl.records import Breakdown
from indicators.published import Release, Words
from indicators.results import Json, Observation

_Key = tuple[Any, ...]


class ChangeKind(StrEnum):
    """What sort of change it is; of several, the first of these that holds."""

    ADDED = "added"
    REMOVED = "removed"
    MARK = "mark"
    VALUE = "value"
    TEXT = "text"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Difference:
    """One observation that is not the same in both releases; ``old`` or ``new`` may be None.

    ``stated`` is what the sources themselves say of the figure. Where they say nothing of a figure
    that was revised, ``reason`` is what the later release says to its reader of its changes.
    """

    indicator: str
    kind: ChangeKind
    old: Observation | None
    new: Observation | None
    reason: Words | None = None
    stated: tuple[str, ...] = ()

    @property
    def about(self) -> Observation:
        """Give one of the two, for what they have in common: period, place, breakdown."""
        some = self.new or self.old
        if some is None:
            raise ValueError("a difference has an old or a new side")
        return some

    @property
    def period(self) -> str:
        """Label of the period."""
        return self.about.period.label

    @property
    def geography(self) -> str:
        """Code of the place."""
        return self.about.geography

    @property
    def breakdown(self) -> Breakdown:
        """Dimensions and their values."""
        return self.about.breakdown

    @property
    def revised(self) -> bool:
        """Tell whether what was known says something else now, or is shown no longer."""
        return _is_revised(self.kind, self.old)

    @property
    def flipped(self) -> bool:
        """Tell whether the progress toward the target is called something else now."""
        return (
            self.old is not None
            and self.new is not None
            and _progress_status(self.old) != _progress_status(self.new)
        )

    def to_json(self) -> Json:
        """Give the object that the API lists."""
        return {
            "indicator": self.indicator,
            "period": self.period,
            "geography": self.geography,
            "breakdown": dict(self.breakdown),
            "kind": self.kind.value,
            "flipped": self.flipped,
            "old": _shown(self.old),
            "new": _shown(self.new),
            "reason": dict(self.reason) if self.reason else None,
            "stated": list(self.stated),
        }


def diff(old: Release, new: Release, only: str | None = None) -> tuple[Difference, ...]:
    """List every observation that differs, by indicator, period, place and breakdown.

    Indicators stand in the order of the newer release; those that it lacks come last. ``only``
    is the slug of the one indicator that is asked for.
    """
    slugs = [only] if only else list(dict.fromkeys([*new.indicators, *old.indicators]))
    # The later of the two knows why, whichever way round they are compared.
    later = max((old, new), key=lambda one: (one.head.data_cut, one.head.created_at))
    return tuple(
        _explained(difference, later, is_new=later is new)
        for slug in slugs
        for difference in _differences(slug, _observations(old, slug), _observations(new, slug))
    )


def _explained(difference: Difference, later: Release, *, is_new: bool) -> Difference:
    if difference.old is None or difference.new is None:
        return difference
    was, seen = difference.old, difference.new
    if not is_new:
        was, seen = seen, was
    stated = tuple(dict.fromkeys(cited.note for cited in seen.inputs if cited.note))
    # What a reconstruction says to its reader is how it was made, not why figures changed.
    told = not stated and later.head.kind != "reconstructed" and _is_revised(difference.kind, was)
    return replace(difference, reason=later.head.note if told else None, stated=stated)


def _is_revised(kind: ChangeKind, was: Observation | None) -> bool:
    # A gap that is filled is a first report.
    lost = kind is ChangeKind.MARK and was is not None and was.has_figure
    return lost or kind in (ChangeKind.VALUE, ChangeKind.TEXT)


def _observations(release: Release, slug: str) -> tuple[Observation, ...]:
    indicator = release.indicators.get(slug)
    return indicator.observations if indicator else ()


def _differences(
    slug: str, old: Iterable[Observation], new: Iterable[Observation]
) -> Iterable[Difference]:
    before, after = _by_key(old), _by_key(new)
    for key in sorted(before.keys() | after.keys()):
        kind = _kind(before.get(key), after.get(key))
        if kind is not None:
            yield Difference(slug, kind, before.get(key), after.get(key))


def _by_key(observations: Iterable[Observation]) -> Mapping[_Key, Observation]:
    found: dict[_Key, Observation] = {}
    for observation in observations:
        about = (observation.period, observation.geography, observation.breakdown)
        number = 0
        # Two figures about the same thing are told apart by their order.
        while (*about, number) in found:
            number += 1
        found[*about, number] = observation
    return found


def _kind(old: Observation | None, new: Observation | None) -> ChangeKind | None:
    if old is None:
        return ChangeKind.ADDED
    if new is None:
        return ChangeKind.REMOVED
    differs = {
        ChangeKind.MARK: old.mark != new.mark,
        ChangeKind.VALUE: (old.value, old.low, old.high) != (new.value, new.low, new.high),
        ChangeKind.TEXT: old.text != new.text,
        ChangeKind.STATUS: (old.status, _progress_status(old))
        != (new.status, _progress_status(new)),
    }
    return next((kind for kind, changed in differs.items() if changed), None)


def _progress_status(observation: Observation) -> str | None:
    status = (observation.progress or {}).get("status")
    return None if status is None else str(status)


def _shown(observation: Observation | None) -> Json | None:
    if observation is None:
        return None
    return {
        "value": observation.value,
        "low": observation.low,
        "high": observation.high,
        "text": observation.text,
        "status": observation.status,
        "mark": observation.mark.value if observation.mark else None,
        "reported_on": observation.reported_on.isoformat() if observation.reported_on else None,
        "progress": _progress_status(observation),
    }
