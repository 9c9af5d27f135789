"""What happened between two releases that a committee must know: states, figures, targets, delays?

Everything is read from the two releases; nothing is looked up anywhere else, so that the same two
give the same page for ever.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dashboard import formats
from dashboard.presenters import words
from dashboard.presenters.changes import PROGRESS, why
from dashboard.presenters.overdue import Overdue, overdue
from dashboard.presenters.rows import Row, present, unit_of, words_or_mark
from dashboard.presenters.select import least_broken_down
from dashboard.presenters.target_path import aim, target_of
from dashboard.presenters.voice import Voice
from indicators.diff import ChangeKind, Difference, diff
from indicators.judging import current
from indicators.published import PublishedIndicator, Release
from indicators.results import Observation
from indicators.targets import Action, Decision, Outcome, Series, Step


@dataclass(frozen=True, slots=True)
class Standing:
    """One series with a target, then and now; ``before`` is "" where none was decided by then."""

    slug: str
    title: str
    before: str
    now: str
    figure: str
    period: str
    target: str

    @property
    def flipped(self) -> bool:
        """Tell whether it is called something else now."""
        return self.before != self.now


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure that was known, and says something else now."""

    slug: str
    subject: str
    group: str
    old: str
    new: str
    why: str


@dataclass(frozen=True, slots=True)
class Fresh:
    """An indicator with figures that were not there: the widest of the latest, and how many."""

    slug: str
    title: str
    row: Row
    more: int


@dataclass(frozen=True, slots=True)
class Decided:
    """A target decided since then: what it says, and what it said before."""

    slug: str
    title: str
    old: str
    new: str
    decided_by: str
    reference: str
    why: str


@dataclass(frozen=True, slots=True)
class Promise:
    """An action: open, or closed since then. ``late`` where its day had passed by the data cut."""

    slug: str
    about: str
    what: str
    owner: str
    due: date
    outcome: Outcome
    note: str
    late: bool


@dataclass(frozen=True, slots=True)
class Happened:
    """All that happened between two releases, each kind in the order of the newer release."""

    standings: tuple[Standing, ...]
    revisions: tuple[Revision, ...]
    renamed: int
    fresh: tuple[Fresh, ...]
    decided: tuple[Decided, ...]
    overdue: tuple[Overdue, ...]
    promises: tuple[Promise, ...]

    @property
    def flips(self) -> tuple[Standing, ...]:
        """Keep what is called something else now."""
        return tuple(one for one in self.standings if one.flipped)

    @property
    def new_figures(self) -> int:
        """Count the figures that were not there."""
        return sum(1 + one.more for one in self.fresh)

    @property
    def touched(self) -> frozenset[str]:
        """Name the indicators of which a state, a figure or a target is another one now."""
        states = {one.slug for one in self.flips} | {one.slug for one in self.decided}
        figures = {one.slug for one in self.revisions} | {one.slug for one in self.fresh}
        return frozenset(states | figures)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two releases and what happened between them."""

    old: Release
    new: Release
    found: Happened


def happened(voice: Voice, old: Release, new: Release, geography: str) -> Happened:
    """Compare two releases for the committee of a place; ``voice`` speaks of the newer one."""
    found = diff(old, new)
    return Happened(
        standings=tuple(_standings(voice, old, new, geography)),
        revisions=tuple(_revision(voice, old, new, one) for one in found if one.revised),
        renamed=sum(one.kind is ChangeKind.STATUS for one in found),
        fresh=tuple(_fresh(voice, new, found, geography)),
        decided=tuple(_decided(voice, old, new)),
        overdue=overdue(voice, new, geography),
        promises=tuple(_promises(voice, old, new)),
    )


def _standings(voice: Voice, old: Release, new: Release, geography: str) -> Iterator[Standing]:
    for series in new.targets.series():
        indicator = new.indicators.get(series.indicator)
        now = current(indicator.observations, series) if indicator else None
        if indicator is None or now is None or series.geography != geography:
            continue
        row = present(voice, indicator, now)
        decided = target_of(row)
        yield Standing(
            slug=series.indicator,
            title=_title(voice, new, series),
            before=_status(old, series),
            now=_status(new, series),
            figure=words_or_mark(voice, row),
            period=row.period,
            target=aim(voice, decided, unit_of(indicator, now)) if decided else "",
        )


def _status(release: Release, series: Series) -> str:
    indicator = release.indicators.get(series.indicator)
    found = current(indicator.observations, series) if indicator else None
    said = str((found.progress or {}).get("status", "")) if found else ""
    decided = release.targets.in_force(series, release.head.data_cut)
    # A target with nothing to hold against it is a target all the same.
    return said or ("no_data" if decided else "")


def _title(voice: Voice, release: Release, series: Series) -> str:
    indicator = release.indicators.get(series.indicator)
    title = voice.words(indicator.definition["title"]) if indicator else series.indicator
    group = words.parts(voice, series.breakdown)
    return f"{title} ({group})" if group else title


def _revision(voice: Voice, old: Release, new: Release, one: Difference) -> Revision:
    before, after = one.old, one.new
    if before is None or after is None:
        raise ValueError("a revision has an old and a new side")
    then, now = old.indicators[one.indicator], new.indicators[one.indicator]
    row = present(voice, now, after)
    title = voice.words(now.definition["title"])
    place = row.place
    return Revision(
        slug=one.indicator,
        subject=f"{title} {row.period}",
        group=", ".join(part for part in (row.group, place) if part),
        old=words_or_mark(voice, present(voice, then, before)),
        new=words_or_mark(voice, row),
        why=why(voice, old, new, one),
    )


def _fresh(
    voice: Voice, new: Release, found: Iterable[Difference], geography: str
) -> Iterator[Fresh]:
    known: dict[str, list[Observation]] = {}
    for one in found:
        was_gap = one.old is None or not one.old.has_figure
        if one.new is not None and one.new.has_figure and was_gap:
            known.setdefault(one.indicator, []).append(one.new)
    for slug, observations in known.items():
        home = [one for one in observations if one.geography == geography] or observations
        latest = max((one.period.end, one.period.months) for one in home)
        pool = [one for one in home if (one.period.end, one.period.months) == latest]
        indicator = new.indicators[slug]
        yield Fresh(
            slug=slug,
            title=voice.words(indicator.definition["title"]),
            row=present(voice, indicator, least_broken_down(new, pool)),
            more=len(observations) - 1,
        )


def _decided(voice: Voice, old: Release, new: Release) -> Iterator[Decided]:
    known = {one.number for one in old.targets.decisions}
    by_number = {one.number: one for one in new.targets.decisions}
    for one in new.targets.decisions:
        indicator = new.indicators.get(one.series.indicator)
        if one.number in known or indicator is None:
            continue
        about = current(indicator.observations, one.series)
        before = by_number.get(one.replaces) if one.replaces is not None else None
        yield Decided(
            slug=one.series.indicator,
            title=_title(voice, new, one.series),
            old=_decision(voice, indicator, about, before) if before else "",
            new=_decision(voice, indicator, about, one),
            decided_by=one.decided_by,
            reference=f"{one.reference}, {formats.day(one.decided_on, voice.language)}",
            why=voice.words(one.reason.to_json()),
        )


def _decision(
    voice: Voice, indicator: PublishedIndicator, about: Observation | None, one: Decision
) -> str:
    unit = unit_of(indicator, about) if about else str(indicator.definition["unit"])
    return aim(voice, one.target, unit)


def _promises(voice: Voice, old: Release, new: Release) -> Iterator[Promise]:
    told = {one.number: one for one in new.targets.explanations}
    before = {one.number: one.outcome for one in old.targets.actions}
    for one in new.targets.actions:
        explained = told.get(one.explanation)
        if explained is None or (one.outcome != "open" and before.get(one.number) == one.outcome):
            continue
        yield _promise(voice, new, one, explained.series)


def _promise(voice: Voice, new: Release, one: Action, series: Series) -> Promise:
    last: Step | None = one.steps[-1] if one.steps else None
    day = formats.day(last.on, voice.language) if last else ""
    return Promise(
        slug=series.indicator,
        about=_title(voice, new, series),
        what=voice.words(one.what.to_json()),
        owner=voice.words(one.owner.to_json()),
        due=one.due,
        outcome=one.outcome,
        note=f"{day}: {voice.words(last.note.to_json())}" if last else "",
        late=one.outcome == "open" and one.due < new.head.data_cut,
    )


def status_words(voice: Voice, status: str) -> str:
    """Say a state of progress; "" stands for no target then."""
    return words.looked_up(voice, PROGRESS, status or "no_target")
