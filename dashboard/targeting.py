"""May this be a target, and of what? What the command line and the lead's page both ask.

Figures come from the newest release or draft, so that nobody who sets a target sees, or types in
as a baseline, a figure that a release would hide.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from math import inf
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from dashboard.presenters.select import headline
from dashboard.services import Services
from indicators.definition import Direction, Kind
from indicators.judging import About, current, judged
from indicators.progress import Target
from indicators.published import PublishedIndicator, Release
from indicators.results import Observation
from indicators.store import ReleaseStore
from indicators.target_store import TargetStore
from indicators.targets import Ledger, Series, TargetError

# A path is drawn at each key that is typed; a release is read once for all of them.
_READ: WeakKeyDictionary[Engine, Release] = WeakKeyDictionary()

_COUNTS = frozenset({"persons", "cases", "referrals"})
_NO_TARGET_UNITS = frozenset({"as_reported"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How one series stands now: its figure with its progress, in the newest release or draft."""

    series: Series
    indicator: PublishedIndicator
    observation: Observation | None
    status: str


def newest(services: Services) -> Release | None:
    """Read the release or draft with the latest data cut; None before the first."""
    store = ReleaseStore(services.engine)
    known = [h for h in store.heads(public_only=False) if h.state != "withdrawn"]
    if not known:
        return None
    head = max(known, key=lambda h: (h.data_cut, h.created_at))
    kept = _READ.get(services.engine)
    if kept is None or (kept.head.id, kept.head.content_hash) != (head.id, head.content_hash):
        kept = store.load(head.id)
        _READ[services.engine] = kept
    return replace(kept, head=head)


def targetable(release: Release) -> tuple[PublishedIndicator, ...]:
    """Give the indicators that may have a target: context has none, nor what has many units."""
    return tuple(one for one in release.indicators.values() if _may_have_target(one))


def default_series(release: Release, slug: str, geography: str) -> Series:
    """Name what a target on an indicator is about unless said otherwise: what speaks for it."""
    found = headline(release, slug, geography)
    if found is None:
        return Series(slug, geography)
    return Series.of(slug, geography, found.breakdown)


def groups(release: Release, slug: str, geography: str) -> tuple[Series, ...]:
    """Name what a target on an indicator may be about in a place: its groups, as they stand."""
    seen = release.indicators[slug].observations
    here = [o for o in seen if o.geography == geography]
    return tuple(dict.fromkeys(Series.of(slug, geography, o.breakdown) for o in here))


def series_named(
    release: Release, slug: str, geography: str, breakdown: Iterable[tuple[str, str]]
) -> Series:
    """Name a series; raise TargetError where there is no such indicator or group in it."""
    indicator = release.indicators.get(slug)
    if indicator is None or not _may_have_target(indicator):
        names = ", ".join(one.slug for one in targetable(release))
        raise TargetError(f"no target can be set on {slug!r}; it can on {names}")
    given = tuple(breakdown)
    if not given:
        return default_series(release, slug, geography)
    series = Series.of(slug, geography, given)
    groups = {Series.of(slug, geography, o.breakdown) for o in indicator.observations}
    if series not in groups:
        named = ", ".join(f"{name}={code}" for name, code in series.breakdown)
        raise TargetError(f"{slug} has no figures for {named}")
    return series


def check_target(release: Release, series: Series, target: Target, threshold: int) -> None:
    """Raise TargetError where a figure cannot stand: a share outside 0–1, a hidden baseline."""
    indicator = release.indicators[series.indicator]
    share = "share" in (indicator.definition["kind"], indicator.definition["unit"])
    for _, value in target.points:
        # Written so that what is no number at all is refused as well.
        if not 0 <= value < inf or (share and value > 1):
            limits = (
                "a share lies from 0 to 1 (0.9 is 90 %)" if share else "it is a number, at least 0"
            )
            raise TargetError(f"{value} cannot be reached: {limits}", "out_of_range")
    if str(indicator.definition["unit"]) not in _COUNTS or not 0 < target.baseline < threshold:
        return
    shown = {o.value for o in _own(indicator, series) if o.has_figure}
    if target.baseline not in shown:
        raise TargetError(
            f"a baseline of {target.baseline} is a small figure that no release shows; "
            "give one that is published, or 0",
            "hidden_baseline",
        )


def standing(release: Release, ledger: Ledger, series: Series, today: date) -> Standing:
    """Judge a series by the newest figures and the targets in force today."""
    indicator = release.indicators[series.indicator]
    about = about_of(indicator)
    own = judged(indicator.observations, about, ledger, today)
    now = current(own, series)
    status = str((now.progress or {}).get("status") or "no_target") if now else "no_data"
    return Standing(series, indicator, now, status)


def ledger_of(services: Services) -> Ledger:
    """Read the ledger as it is now."""
    return TargetStore(services.engine).ledger()


def about_of(indicator: PublishedIndicator) -> About:
    """Read from a release's definition what the rule of progress must know."""
    definition = indicator.definition
    return About(
        indicator.slug,
        Kind(definition["kind"]),
        Direction(definition["direction"]),
        tuple(date.fromisoformat(str(day)) for day in definition["breaks"]),
    )


def _may_have_target(indicator: PublishedIndicator) -> bool:
    definition = indicator.definition
    return definition["goal"] != "context" and definition["unit"] not in _NO_TARGET_UNITS


def _own(indicator: PublishedIndicator, series: Series) -> list[Observation]:
    return [
        o
        for o in indicator.observations
        if Series.of(series.indicator, o.geography, o.breakdown) == series
    ]
