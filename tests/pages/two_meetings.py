"""Two releases with a meeting of the committee between them, and a site that serves them."""

from dataclasses import replace
from datetime import date
from functools import cache

from public_releases import public_releases
from releases_with_targets import LEDGER, release_with_targets

from dashboard.app import create_app
from dashboard.settings import Settings
from indicators.published import EarlyList, PublishedIndicator
from indicators.targets import Ledger

THEN, NOW = "2025-08-04", "2026-02-04"
REVISED = (15, 14)


@cache
def then():
    """Give a release with the first target, a year less of training, and one more application."""
    release = release_with_targets(Ledger(LEDGER.decisions[:2], LEDGER.explanations, ()))
    made = dict(release.indicators)
    training = made["training_coverage"]
    made["training_coverage"] = replace(training, observations=training.observations[:-1])
    asked = made["reflection_applications"]
    changed = tuple(
        replace(one, value=REVISED[0]) if one.value == REVISED[1] else one
        for one in asked.observations
    )
    made["reflection_applications"] = PublishedIndicator(asked.definition, changed)
    return replace(release, head=public_releases()[1].head, indicators=made)


@cache
def now():
    """Give the release that the committee meets over."""
    return release_with_targets()


def releases():
    return (public_releases()[0], then(), now())


class Kept:
    """Queries over releases that are kept in memory, as the store would give them."""

    def __init__(self, kept, early=()):
        self._kept = {one.head.id: one for one in kept}
        self._early = {one.head.id: one for one in early}

    def heads(self):
        return tuple(one.head for one in reversed(self._kept.values()))

    def current(self):
        return list(self._kept.values())[-1]

    def as_of(self, day: date):
        by_then = [one for one in self._kept.values() if one.head.in_force_from <= day]
        return by_then[-1] if by_then else None

    def release(self, release_id):
        return self._kept.get(release_id)

    def unpublished(self, release_id):
        return self._early.get(release_id)

    def coming(self, _now):
        return ()

    def early(self, _release_id):
        return EarlyList()

    def tombstone(self, _release_id):
        return None

    def checksums(self, _release_id):
        return {}


def site(folder, kept=None):
    settings = Settings(data_dir=folder, base_url="https://example.org", secret_key="k" * 32)
    return create_app(settings, Kept(kept or releases()))
