"""What does not agree in a release, and what does nobody know?

All of it is read from the observations: contradicting figures that they carry, publishers that
give different numbers for one year, periods nobody has reported, estimates grown old.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dashboard import formats
from dashboard.presenters import remarks, words
from dashboard.presenters.overview import LEADS
from dashboard.presenters.rows import Row, amount, present, unit_of
from dashboard.presenters.select import value_of
from dashboard.presenters.voice import Voice
from indicators.published import PublishedIndicator, Release
from indicators.results import Mark, Observation


@dataclass(frozen=True, slots=True)
class Note:
    """One thing a reader must know, and the indicator it concerns. ``why`` may be empty."""

    slug: str
    text: str
    why: str = ""


def disagreements(voice: Voice) -> tuple[Note, ...]:
    """Say each contradiction: first between figures for one thing, then between publishers."""
    if voice.release is None:
        return ()
    seen: dict[str, Note] = {}
    for slug, indicator in voice.release.indicators.items():
        for note in _conflicts(voice, slug, indicator):
            seen.setdefault(note.text, note)
    for slug, indicator in voice.release.indicators.items():
        for note in _publishers(voice, slug, indicator):
            seen.setdefault(note.text, note)
    return tuple(seen.values())


def unknowns(voice: Voice) -> tuple[Note, ...]:
    """Say which indicators of the goals have never been reported, and how old the estimates are."""
    if voice.release is None:
        return ()
    return (*old_estimates(voice), *_never_reported(voice, voice.release))


def _conflicts(voice: Voice, slug: str, indicator: PublishedIndicator) -> Iterator[Note]:
    for observation in indicator.observations:
        # A derived figure inherits the contradictions of its inputs: tell each one once.
        if not observation.conflicts or not _own_conflict(observation):
            continue
        row = present(voice, indicator, observation)
        if not row.figure and row.mark is not Mark.CONFLICT_UNRESOLVED:
            continue
        heading = _heading(voice, indicator, row)
        if row.figure:
            yield Note(
                slug,
                voice.t(
                    "{what}: {shown} or {others}. We show {shown}.",
                    what=heading,
                    shown=row.figure,
                    others=words.joined_or(voice, row.conflicts),
                ),
                remarks.rule(voice, observation),
            )
        else:
            yield Note(
                slug,
                voice.t(
                    "{what}: {others}. Nobody has decided which to use, so none is shown.",
                    what=heading,
                    others=words.joined_or(voice, row.conflicts),
                ),
            )


def _own_conflict(observation: Observation) -> bool:
    about = {(c.source, c.measure) for c in observation.conflicts}
    return len({(c.source, c.measure) for c in observation.inputs} | about) <= 1


def _heading(voice: Voice, indicator: PublishedIndicator, row: Row) -> str:
    title = voice.words(indicator.definition["title"])
    return ", ".join(part for part in (f"{title} {row.period}", row.group) if part)


def _publishers(voice: Voice, slug: str, indicator: PublishedIndicator) -> Iterator[Note]:
    for rivals in rival_publishers(indicator.observations):
        unit = unit_of(indicator, rivals[0])
        said = (
            voice.t(
                "{number} ({publisher})",
                number=amount(voice, o.value, unit),
                publisher=words.code(voice, "publisher", value_of(o, "publisher") or ""),
            )
            for o in rivals
            if o.value is not None
        )
        measure = value_of(rivals[0], "measure")
        title = (
            words.code(voice, "measure", measure)
            if measure
            else voice.words(indicator.definition["title"])
        )
        when = formats.period(rivals[0].period, voice.language)
        yield Note(slug, f"{title} {when}: {words.joined_or(voice, said)}.")


def rival_publishers(
    found: Iterable[Observation],
) -> Iterator[list[Observation]]:
    """Give, for each period in which publishers state different totals, those figures."""
    groups: dict[tuple[str, tuple[tuple[str, str], ...]], list[Observation]] = defaultdict(list)
    for o in found:
        if o.value is not None and value_of(o, "publisher"):
            rest = tuple((k, v) for k, v in o.breakdown if k != "publisher")
            if all(v in (words.TOTAL, "total") for k, v in rest if k != "measure"):
                groups[o.period.label, rest].append(o)
    for _, rivals in sorted(groups.items()):
        if len({o.value for o in rivals}) > 1:
            yield rivals


def _never_reported(voice: Voice, release: Release) -> Iterator[Note]:
    leading = [slugs[0] for slugs in LEADS.values() if slugs[0] in release.indicators]
    for slug in dict.fromkeys([*leading, *release.indicators]):
        indicator = release.indicators[slug]
        if indicator.definition["goal"] == "context":
            continue
        found = indicator.observations
        if found and all(o.mark is Mark.NOT_REPORTED for o in found):
            title = voice.words(indicator.definition["title"])
            first = min(found, key=lambda o: o.period)
            yield Note(
                slug,
                voice.t(
                    "{title}: no figure reported; expected from {period} on.",
                    title=title,
                    period=formats.period(first.period, voice.language),
                ),
            )


def old_estimates(voice: Voice) -> Iterator[Note]:
    """Say from when the latest estimate is, where it is older than a status may rest on."""
    release = voice.release
    if release is None:
        return
    indicator = release.indicators.get("estimated_victims")
    shown = [o for o in indicator.observations if o.has_figure] if indicator else []
    if not shown:
        return
    latest = max(o.period.end.year for o in shown)
    limit = int(release.thresholds.get("progress", {}).get("estimate_years", 5))
    if release.head.data_cut.year - latest > limit:
        yield Note(
            "estimated_victims",
            voice.t("The latest estimate of the number of victims is from {year}.", year=latest),
        )
