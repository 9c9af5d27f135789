"""What changed between two releases, line by line: old, new, why, and which words flipped?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from dashboard import formats
from dashboard.i18n import N_
from dashboard.presenters import remarks, words
from dashboard.presenters.rows import figure, source, unit_of
from dashboard.presenters.voice import Voice
from indicators.diff import ChangeKind, Difference
from indicators.published import PublishedIndicator, Release
from indicators.results import Mark, Observation


class Group(Enum):
    """Which part of a comparison a difference belongs to, in the order in which they are told."""

    REVISED = auto()
    NEW = auto()
    RENAMED = auto()
    GONE = auto()
    EXPECTED = auto()
    STILL_MISSING = auto()
    UNEXPECTED = auto()


_COUNTED = {
    Group.RENAMED: N_("{count} called something else"),
    Group.GONE: N_("{count} no longer there"),
    Group.EXPECTED: N_("{count} expected but without a value"),
    Group.STILL_MISSING: N_("{count} without a value for another reason"),
    Group.UNEXPECTED: N_("{count} no longer expected"),
}

_FORMULA = ("kind", "numerator", "denominator")

_KINDS = {
    ChangeKind.ADDED: N_("new"),
    ChangeKind.REMOVED: N_("gone"),
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
    """One side of a change: its figure or mark in words, its status, its progress in words.

    ``mark`` is the mark that stands in place of a figure; ``is_zero`` a count of nothing.
    """

    said: str
    status: str
    progress: str
    mark: Mark | None = None
    is_zero: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One change. A side is None where the observation was not there.

    ``title`` is that of the indicator; where one thing's state is told, it is the thing's own name
    and the indicator stands in ``group``. ``why`` says why a figure was revised, and of others
    what the sources say.
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


def revisions(found: Iterable[Difference]) -> tuple[Difference, ...]:
    """Keep what was known and says something else now, of the latest period first."""
    kept = (one for one in found if one.revised)
    return tuple(sorted(kept, key=_period, reverse=True))


def grouped(found: Iterable[Difference]) -> dict[Group, tuple[Difference, ...]]:
    """Sort differences into the parts of a comparison, each of the latest period first."""
    parts: dict[Group, list[Difference]] = {group: [] for group in Group}
    for one in sorted(found, key=_period, reverse=True):
        parts[_group(one)].append(one)
    return {group: tuple(these) for group, these in parts.items() if these}


def _period(one: Difference) -> tuple[object, ...]:
    period = one.about.period
    return (period.end, period.months)


def _group(one: Difference) -> Group:
    if one.revised:
        return Group.REVISED
    if one.kind is ChangeKind.STATUS:
        return Group.RENAMED
    if one.new is None:
        return Group.GONE if one.about.has_figure else Group.UNEXPECTED
    if one.new.has_figure:
        return Group.NEW
    return Group.EXPECTED if one.old is None else Group.STILL_MISSING


def values(found: Sequence[Difference]) -> tuple[Difference, ...]:
    """Keep what was revised, and the known figures whose progress flipped."""
    return tuple(
        one
        for one in found
        if one.revised or (one.flipped and one.old is not None and one.old.has_figure)
    )


def counted(voice: Voice, found: Iterable[Difference]) -> str:
    """Say how many differences there are in each part of a comparison."""
    return ", ".join(_count(voice, group, len(these)) for group, these in grouped(found).items())


def _count(voice: Voice, group: Group, count: int) -> str:
    number = formats.number(count, voice.language)
    if group is Group.REVISED:
        return voice.n("{count} revised value", "{count} revised values", count)
    if group is Group.NEW:
        return voice.n("{count} new value", "{count} new values", count)
    return voice.t(_COUNTED[group], count=number)


def subject(line: Line) -> str:
    """Say what a change is about."""
    return ", ".join(part for part in (f"{line.title} {line.period}", line.group) if part)


def _line(voice: Voice, difference: Difference, old: Release, new: Release) -> Line:
    slug, about = difference.indicator, difference.about
    indicator = new.indicators.get(slug) or old.indicators[slug]
    title = voice.words(indicator.definition["title"])
    group = words.parts(voice, about.breakdown)
    if about.text is not None and group:
        title, group = group, title
    return Line(
        slug=slug,
        title=title,
        period=formats.period(about.period, voice.language),
        group=group,
        place=words.place(voice, about.geography),
        kind=difference.kind,
        said=_said(voice, difference),
        old=_side(voice, old.indicators.get(slug), difference.old),
        new=_side(voice, new.indicators.get(slug), difference.new),
        flipped=difference.flipped,
        why=why(voice, old, new, difference),
    )


def _said(voice: Voice, one: Difference) -> str:
    if one.kind is not ChangeKind.MARK:
        return voice.t(_KINDS[one.kind])
    if one.revised:
        return voice.t("no longer shown")
    reported = one.new is not None and one.new.has_figure
    return voice.t("reported since then") if reported else voice.t("still not shown")


def why(voice: Voice, old: Release, new: Release, one: Difference) -> str:
    """Say why a figure was revised: by its source, by what differs, else by its release.

    Of what was not revised, give what the source says alone. The releases may stand either way
    round.
    """
    if one.stated or not one.revised or one.old is None or one.new is None:
        return "; ".join(one.stated)
    sides = [(old, one.old), (new, one.new)]
    (then, before), (now, after) = sorted(
        sides, key=lambda side: (side[0].head.data_cut, side[0].head.created_at)
    )
    if not before.has_figure:
        return ""
    formulas = [
        [release.indicators[one.indicator].definition[part] for part in _FORMULA]
        for release in (then, now)
    ]
    found = _reasons(voice, before, after, redefined=formulas[0] != formulas[1])
    return " ".join(found) or voice.words(one.reason)


def _reasons(
    voice: Voice, before: Observation, after: Observation, *, redefined: bool
) -> Iterator[str]:
    """Say why a figure changed: a mended mistake, a later report, another way to reckon."""
    mended = [one for one in after.remarks if one.code == "corrected" and one not in before.remarks]
    yield from (remarks.sentence(voice, one) for one in mended)
    if after.mark is not None:
        yield words.capital(voice.t(words.MARKS[after.mark][1]))
        return
    if redefined:
        yield voice.t("The definition has changed.")
    known = {(one.source, one.document, one.reported_on) for one in before.inputs}
    later = [
        one for one in after.inputs if (one.source, one.document, one.reported_on) not in known
    ]
    if later:
        newest = source(voice, max(later, key=lambda cited: cited.reported_on))
        day = formats.day(newest.day, voice.language)
        name = newest.issuer or newest.title
        yield voice.t("Reported anew on {day}: {source}.", day=day, source=name)


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
        mark=observation.mark,
        is_zero=isinstance(observation.value, int) and observation.value == 0,
    )
