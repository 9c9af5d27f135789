"""What was due by a release's data cut and had not been reported: by whom, about what, since when?

Only what has a day is late: an indicator without a cadence, a claim made in a debate say, is
expected of nobody. A year is not told beside those of its parts that are missing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard import formats
from dashboard.presenters import words
from dashboard.presenters.voice import Voice
from indicators.published import Release
from indicators.results import Mark, Observation

_LISTED = 3


@dataclass(frozen=True, slots=True)
class Overdue:
    """Periods of a source that some indicators lack, all of these the same ones.

    ``names`` are the sources' codes and ``sources`` their titles; several stand together where an
    indicator asks for all of them and none is late by itself. ``periods`` says the periods in
    words, ``count`` how many they are, ``due`` the earliest day that had passed.
    """

    names: tuple[str, ...]
    sources: str
    indicators: tuple[tuple[str, str], ...]
    periods: str
    count: int
    due: date


@dataclass(frozen=True, slots=True)
class _Missing:
    sources: tuple[str, ...]
    slug: str
    gaps: tuple[Observation, ...]
    due: date


def overdue(voice: Voice, release: Release, geography: str) -> tuple[Overdue, ...]:
    """Give what a place's sources had not delivered in time, what was due first going first."""
    late: dict[tuple[str, ...], list[_Missing]] = defaultdict(list)
    for one in _missing(release, geography):
        late[one.sources].append(one)
    alone = {names[0] for names in late if len(names) == 1}
    told = [found for names, found in late.items() if len(names) == 1 or not alone & set(names)]
    ordered = sorted(told, key=_first_due)
    return tuple(row for found in ordered for row in _of_source(voice, release, found))


def _first_due(found: Iterable[_Missing]) -> date:
    return min(one.due for one in found)


def _missing(release: Release, geography: str) -> Iterator[_Missing]:
    for slug, indicator in release.indicators.items():
        if indicator.definition["cadence"] == "irregular":
            continue
        here = (one for one in indicator.observations if one.geography == geography)
        late = {
            one.period: (one, day)
            for one in here
            if (day := _due(one)) is not None and day < release.head.data_cut
        }
        # A year is not told beside those of its parts that are missing: they say it.
        gaps = [
            (one, day)
            for period, (one, day) in late.items()
            if not any(period != part and period.contains(part) for part in late)
        ]
        if gaps:
            sources = tuple(indicator.definition["sources"])
            due = min(day for _, day in gaps)
            yield _Missing(sources, slug, _ordered(one for one, _ in gaps), due)


def _due(one: Observation) -> date | None:
    if one.mark is not Mark.NOT_REPORTED:
        return None
    days = [dict(remark.args)["day"] for remark in one.remarks if remark.code == "due"]
    return date.fromisoformat(str(days[0])) if days else None


def _ordered(gaps: Iterable[Observation]) -> tuple[Observation, ...]:
    return tuple(sorted(gaps, key=lambda one: (-one.period.months, one.period.start)))


def _of_source(voice: Voice, release: Release, found: Sequence[_Missing]) -> Iterator[Overdue]:
    alike: dict[tuple[str, ...], list[_Missing]] = defaultdict(list)
    for one in found:
        alike[tuple(gap.period.label for gap in one.gaps)].append(one)
    for same in sorted(alike.values(), key=_first_due):
        first = same[0]
        titles = ((one.slug, release.indicators[one.slug].definition["title"]) for one in same)
        yield Overdue(
            names=first.sources,
            sources=words.joined(voice, [words.code(voice, "sources", s) for s in first.sources]),
            indicators=tuple((slug, voice.words(title)) for slug, title in titles),
            periods=_in_words(voice, first.gaps),
            count=len(first.gaps),
            due=_first_due(same),
        )


def _in_words(voice: Voice, gaps: Sequence[Observation]) -> str:
    """Say periods: few one by one, many by the first and last of each unbroken row."""
    if len(gaps) <= _LISTED:
        return words.joined(voice, [formats.period(one.period, voice.language) for one in gaps])
    return "; ".join(_run_in_words(voice, run) for run in _runs(gaps))


def _runs(ordered: Iterable[Observation]) -> list[list[Observation]]:
    """Part observations where the length of the period changes or one between is not there."""
    runs: list[list[Observation]] = []
    for one in ordered:
        if runs and _follows(one, runs[-1][-1]):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _follows(later: Observation, earlier: Observation) -> bool:
    next_day = earlier.period.end + timedelta(days=1)
    return later.period.start == next_day and later.period.months == earlier.period.months


def _run_in_words(voice: Voice, run: Sequence[Observation]) -> str:
    ends = [formats.period(one.period, voice.language) for one in (run[0], run[-1])]
    if len(run) <= len(ends):
        return words.joined(voice, ends[: len(run)])
    return voice.t(
        "{first} to {last}, {count} periods", first=ends[0], last=ends[1], count=len(run)
    )
