"""What changed between two releases, line by line: old, new, and which words flipped?"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard import formats
from dashboard.i18n import N_
from dashboard.presenters import words
from dashboard.presenters.rows import figure, unit_of
from dashboard.presenters.voice import Voice
from indicators.diff import ChangeKind, Difference
from indicators.published import PublishedIndicator, Release
from indicators.results import Observation

KINDS = {
    ChangeKind.ADDED: N_("new"),
    ChangeKind.REMOVED: N_("gone"),
    ChangeKind.MARK: N_("mark changed"),
    ChangeKind.VALUE: N_("value changed"),
    ChangeKind.TEXT: N_("state changed"),
    ChangeKind.STATUS: N_("status changed"),
}

PROGRESS = {
    "no_target": N_("no target decided"),
    "no_data": N_("no data"),
    "source_overdue": N_("source overdue"),
    "hidden": N_("hidden to protect people"),
    "scope_mismatch": N_("the figures concern different groups"),
    "break_in_series": N_("break in the series"),
    "too_early": N_("too early to say"),
    "too_uncertain": N_("too uncertain to say"),
    "kept": N_("kept"),
    "not_kept": N_("not kept"),
    "achieved": N_("achieved"),
    "achieved_early": N_("achieved early"),
    "on_track": N_("on track"),
    "slightly_behind": N_("slightly behind"),
    "behind": N_("behind"),
    "moving_away": N_("moving away"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a change: its figure or mark in words, its status, its progress in words."""

    said: str
    status: str
    progress: str


@dataclass(frozen=True, slots=True)
class Line:
    """One change. A side is None where the observation was not there.

    ``why`` is what the source says of the figure, else what the release says to its reader.
    """

    slug: str
    title: str
    period: str
    group: str
    place: str
    kind: ChangeKind
    said: str
    old: Side | None
    new: Side | None
    flipped: bool
    why: str = ""


def lines(
    voice: Voice, old: Release, new: Release, found: Iterable[Difference]
) -> tuple[Line, ...]:
    """Put differences between two releases into words.

    Two releases may differ in tens of thousands of figures: give those that will be shown.
    """
    return tuple(_line(voice, difference, old, new) for difference in found)


def revisions(found: Sequence[Difference]) -> tuple[Difference, ...]:
    """Keep what was known before and says something else now, changed values first."""
    kinds = (ChangeKind.VALUE, ChangeKind.TEXT, ChangeKind.MARK, ChangeKind.STATUS)
    kept = (one for one in found if one.kind in kinds)
    return tuple(sorted(kept, key=lambda one: kinds.index(one.kind)))


def values(found: Sequence[Difference]) -> tuple[Difference, ...]:
    """Keep the changed values and states, and those whose progress flipped."""
    kinds = (ChangeKind.VALUE, ChangeKind.TEXT)
    return tuple(one for one in found if one.kind in kinds or one.flipped)


def counted(voice: Voice, found: Sequence[Difference]) -> str:
    """Say how many changes there are of each kind."""
    kinds = Counter(one.kind for one in found)
    return ", ".join(
        f"{voice.t(said)}: {formats.number(kinds[kind], voice.language)}"
        for kind, said in KINDS.items()
        if kind in kinds
    )


def subject(line: Line) -> str:
    """Say what a change is about."""
    return ", ".join(part for part in (f"{line.title} {line.period}", line.group) if part)


def _line(voice: Voice, difference: Difference, old: Release, new: Release) -> Line:
    slug, about = difference.indicator, difference.about
    indicator = new.indicators.get(slug) or old.indicators[slug]
    return Line(
        slug=slug,
        title=voice.words(indicator.definition["title"]),
        period=formats.period(about.period, voice.language),
        group=words.parts(voice, about.breakdown),
        place=words.place(voice, about.geography),
        kind=difference.kind,
        said=voice.t(KINDS[difference.kind]),
        old=_side(voice, old.indicators.get(slug), difference.old),
        new=_side(voice, new.indicators.get(slug), difference.new),
        flipped=difference.flipped,
        why="; ".join(difference.stated) or voice.words(difference.reason),
    )


def _side(
    voice: Voice, indicator: PublishedIndicator | None, observation: Observation | None
) -> Side | None:
    if indicator is None or observation is None:
        return None
    said = (
        voice.t(words.MARKS[observation.mark][0])
        if observation.mark is not None
        else figure(voice, observation, unit_of(indicator, observation))
    )
    progress = (observation.progress or {}).get("status")
    return Side(
        said=said,
        status=words.looked_up(voice, words.STATUSES, observation.status),
        progress=words.looked_up(voice, PROGRESS, str(progress) if progress else None),
    )
