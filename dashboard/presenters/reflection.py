"""How do applications for a reflection period compare with the victims there may be?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.presenters import words
from dashboard.presenters.rows import Row, claim, present, span
from dashboard.presenters.select import (
    READING,
    headline,
    observations,
    readings,
    same_breakdown,
    value_of,
)
from dashboard.presenters.series import Part, parts
from dashboard.presenters.voice import Voice
from indicators.published import Release
from indicators.results import Cited, Mark, Observation

APPLICATIONS = "reflection_applications"
OUTCOMES = "reflection_outcomes"
SHARE = "reflection_granted_share"
COVERAGE = "reflection_coverage"
ELIGIBLE = "reflection_coverage_eligible"
KNOWN = "reflection_coverage_known"

# The same in every row of the comparison, and said in its heading or its definition.
_UNSAID = ("applicant", "method")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Applications set against something: both numbers and the share, in words.

    ``against`` tells estimates of one group apart: by the method, and by another place. Where
    what is set against has a figure within a range, that is ``middle`` and the range ``ends``.
    """

    slug: str
    label: str
    reading: str
    group: str
    against: str
    numerator: str
    denominator: str
    row: Row
    above: float | None
    below: tuple[float, float] | None
    middle: float | None = None
    ends: str = ""


@dataclass(frozen=True, slots=True)
class Rest:
    """So many of a whole whose part has no figure: ``hidden`` to protect people, or unstated."""

    count: int
    hidden: bool


@dataclass(frozen=True, slots=True)
class Vintage:
    """How the applications of one period had ended, as known when a release was cut.

    ``rest`` is how many of them no part with a figure tells of; None where nothing is left.
    """

    release: str
    day: date
    period: str
    parts: tuple[Part, ...]
    share: Row | None
    rest: Rest | None = None

    @property
    def counts(self) -> dict[str, int]:
        """Number by outcome; outcomes without a figure are left out."""
        return {p.code: int(p.row.value) for p in self.parts if p.row.value is not None}


def comparisons(voice: Voice, geography: str) -> tuple[Comparison, ...]:
    """Give each comparison of the latest year: estimate, those eligible, known cases."""
    release = voice.release
    if release is None:
        return ()
    found = [
        _comparison(voice, release, slug, o)
        for slug in (COVERAGE, ELIGIBLE)
        for o in _latest(release, slug, geography)
    ]
    known = [_comparison(voice, release, KNOWN, o) for o in readings(release, KNOWN, geography)]
    return (*(c for c in found if c.row.mark is None), *known, *_unfit(found))


def _unfit(found: Sequence[Comparison]) -> tuple[Comparison, ...]:
    return tuple(c for c in found if c.row.mark is not None)


def _latest(release: Release, slug: str, geography: str) -> tuple[Observation, ...]:
    first = headline(release, slug, geography)
    if first is None:
        return ()
    return tuple(
        o for o in observations(release, slug, first.geography) if o.period == first.period
    )


def _comparison(voice: Voice, release: Release, slug: str, observation: Observation) -> Comparison:
    row = present(voice, release.indicators[slug], observation)
    top = [c for c in observation.inputs if c.role == "numerator"]
    below = [c for c in observation.inputs if c.role == "denominator"]
    group = words.parts(voice, observation.breakdown, (*_UNSAID, READING))
    reading = value_of(observation, READING)
    over, against = merged(top), merged(below)
    bounds, centre = _bounds(against), _value(against)
    ranged = bounds is not None and centre is not None and bounds[0] < bounds[1]
    return Comparison(
        slug=slug,
        label=group or voice.words(release.indicators[slug].definition["title"]),
        reading=words.code(voice, READING, reading) if reading else "",
        group=group,
        against=_told_apart(voice, observation, against),
        numerator=claim(voice, over, "persons") if over else "",
        denominator=claim(voice, against, "persons") if against else "",
        row=row,
        above=_value(over),
        below=bounds,
        middle=centre if ranged else None,
        ends=span(voice, *bounds, "persons") if ranged and bounds else "",
    )


def _told_apart(voice: Voice, observation: Observation, against: Cited | None) -> str:
    method = words.parts(voice, (pair for pair in observation.breakdown if pair[0] == "method"))
    elsewhere = against is not None and against.geography != observation.geography
    place = words.place(voice, against.geography) if against and elsewhere else ""
    return ", ".join(part for part in (method, place) if part)


def merged(cited: Sequence[Cited]) -> Cited | None:
    """Add up inputs of one role into one; None where there is none or one has no number."""
    if not cited:
        return None
    values = [c.value for c in cited]
    if all(v is not None for v in values):
        return replace(cited[0], value=sum(v for v in values if v is not None))
    return cited[0] if len(cited) == 1 else None


def _value(cited: Cited | None) -> float | None:
    return float(cited.value) if cited and cited.value is not None else None


def _bounds(cited: Cited | None) -> tuple[float, float] | None:
    if cited is None:
        return None
    low = cited.low if cited.low is not None else cited.value
    high = cited.high if cited.high is not None else cited.value
    return (float(low), float(high)) if low is not None and high is not None else None


def vintage(voice: Voice, whole: Observation) -> Vintage | None:
    """Tell how the applications of ``whole`` had ended in the voice's release, if it says."""
    release = voice.release
    if release is None:
        return None
    scope = _in_scope(release, OUTCOMES, whole)
    cut = parts(voice, OUTCOMES, scope[0], "outcome") if scope else ()
    if not any(p.row.mark is None for p in cut):
        return None
    shares = [o for o in _in_scope(release, SHARE, whole) if o.has_figure]
    share = present(voice, release.indicators[SHARE], shares[0]) if shares else None
    known = [o.value for o in _in_scope(release, APPLICATIONS, whole) if o.value is not None]
    left = rest(known[0], cut) if known else None
    return Vintage(release.head.id, release.head.data_cut, cut[0].row.period, cut, share, left)


def rest(whole: float, cut: Sequence[Part]) -> Rest | None:
    """Tell how many of a whole are in no part with a figure, and whether such a part is hidden."""
    left = round(whole - sum(float(p.row.value) for p in cut if p.row.value is not None))
    return Rest(left, any(p.row.mark is Mark.HIDDEN for p in cut)) if left > 0 else None


def outcome_parts(voice: Voice, whole: Observation) -> tuple[Part, ...]:
    """Cut a period's applications by how they ended; () where nothing is said of it."""
    scope = _in_scope(voice.release, OUTCOMES, whole)
    return parts(voice, OUTCOMES, scope[0], "outcome") if scope else ()


def revised(found: Sequence[Vintage]) -> tuple[Vintage, ...]:
    """Keep, in order of time, the vintages that say something else than the one before."""
    kept: list[Vintage] = []
    for one in sorted(found, key=lambda v: v.day):
        if not kept or (one.counts, one.rest) != (kept[-1].counts, kept[-1].rest):
            kept.append(one)
    return tuple(kept)


def _in_scope(release: Release | None, slug: str, whole: Observation) -> list[Observation]:
    return [
        o
        for o in observations(release, slug, whole.geography)
        if o.period == whole.period and same_breakdown(o, whole, {"outcome"})
    ]
