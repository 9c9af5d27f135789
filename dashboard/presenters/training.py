"""How far has each profession come with its training: from where, to where, of how many?"""

from dataclasses import dataclass

from dashboard import formats
from dashboard.figure_rows import Standing
from dashboard.presenters import words
from dashboard.presenters.rows import Row, present, present_all
from dashboard.presenters.select import (
    headline,
    in_period_order,
    lists,
    observations,
    same_breakdown,
    split,
    value_of,
)
from dashboard.presenters.target_path import target_of
from dashboard.presenters.voice import Voice
from indicators.results import Mark, Observation

COVERAGE = "training_coverage"
GROUP = "group_id"


@dataclass(frozen=True, slots=True)
class Profession:
    """One profession: its first and latest figure, its target as a fraction, its headcount."""

    code: str
    label: str
    employer: str
    first: Row | None
    now: Row | None
    aim: float | None
    trained: int | None
    headcount: int | None


def professions(voice: Voice, geography: str) -> tuple[Profession, ...]:
    """Give each profession of the register in the period of the latest figure for all."""
    release = voice.release
    whole = headline(release, COVERAGE, geography)
    if release is None or whole is None:
        return ()
    found = observations(release, COVERAGE, whole.geography)
    now = {value_of(one, GROUP) or "": one for one in split(found, whole, GROUP)}
    return tuple(
        _profession(voice, code, entry.get("employer"), now.get(code), whole)
        for code, entry in lists(release, GROUP).items()
    )


def standing(voice: Voice, one: Profession) -> Standing:
    """Give the row of the picture."""
    if one.now is None or one.now.value is None:
        mark = one.now.mark if one.now else None
        mark = mark or Mark.NOT_REPORTED
        return Standing(one.label, voice.t(words.MARKS[mark][0]), mark=mark)
    return Standing(
        one.label,
        one.now.figure if one.headcount is None else f"{one.now.figure} · {heads(voice, one)}",
        start=float(one.first.value) if one.first and one.first.value is not None else None,
        now=float(one.now.value),
        aim=one.aim,
    )


def heads(voice: Voice, one: Profession) -> str:
    """Say how many of how many; "" where that is not shown."""
    if one.headcount is None or one.trained is None:
        return ""
    return voice.t(
        "{trained} of {all}",
        trained=formats.number(one.trained, voice.language),
        all=formats.number(one.headcount, voice.language),
    )


def in_words(voice: Voice, found: tuple[Profession, ...]) -> str:
    """Say which profession has come furthest and which least, as numbers alone."""
    shown = [(one.now.value, one) for one in found if one.now and one.now.value is not None]
    if len(shown) < 2:
        return ""
    low, high = min(shown, key=lambda s: s[0])[1], max(shown, key=lambda s: s[0])[1]
    return voice.t(
        "The share is {high} for {most} and {low} for {least}.",
        high=high.now.figure if high.now else "",
        most=words.decapital(high.label),
        low=low.now.figure if low.now else "",
        least=words.decapital(low.label),
    )


def _profession(
    voice: Voice, code: str, employer: object, now: Observation | None, whole: Observation
) -> Profession:
    release = voice.release
    label = words.code(voice, GROUP, code)
    if release is None or now is None:
        return Profession(code, label, str(employer or ""), None, None, None, None, None)
    indicator = release.indicators[COVERAGE]
    row = present(voice, indicator, now)
    series = [
        one
        for one in in_period_order(observations(release, COVERAGE, now.geography))
        if same_breakdown(one, now) and one.value is not None and one.period < now.period
    ]
    alike = [one for one in series if one.period.months == now.period.months]
    target = target_of(row) or target_of(present(voice, indicator, whole))
    first = present_all(voice, indicator, alike[:1])
    return Profession(
        code,
        label,
        str(employer or ""),
        first[0] if first else None,
        row,
        float(target.value) if target else None,
        _total(now, "numerator"),
        _total(now, "denominator"),
    )


def _total(observation: Observation, role: str) -> int | None:
    values = [one.value for one in observation.inputs if one.role == role]
    if observation.mark is not None or not values or None in values:
        return None
    return int(sum(value or 0 for value in values))
