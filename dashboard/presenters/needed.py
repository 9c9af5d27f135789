"""What would it take, each year, to reach a target from where the figure stands?"""

from math import ceil

from dashboard import formats
from dashboard.presenters import words
from dashboard.presenters.rows import amount
from dashboard.presenters.voice import Voice
from indicators.progress import Target
from indicators.results import Observation

_YEAR = 365.25


def needed(voice: Voice, observation: Observation, target: Target, unit: str) -> str:
    """Say it in words: persons to add for a share whose counts are shown, else the change a year.

    "" where there is no figure, or where the day has come or the target is reached.
    """
    now, left = observation.value, (target.day - observation.period.end).days
    if now is None or left <= 0:
        return ""
    rising = target.value > target.baseline
    if (now >= target.value) if rising else (now <= target.value):
        return voice.t("The latest figure, {figure}, is there.", figure=amount(voice, now, unit))
    years = max(left / _YEAR, 1.0)
    aim = amount(voice, target.value, unit)
    day = formats.day(target.day, voice.language)
    counts = _counts(observation)
    if unit == "share" and rising and counts is not None:
        part, whole = counts
        more = ceil(round(target.value * whole - part, 9))
        told = {
            "target": aim,
            "day": day,
            "total": formats.number(more, voice.language),
            "whole": formats.number(whole, voice.language),
        }
        if any(cited.measure == "trained" for cited in observation.inputs):
            return _to_train(voice, observation, ceil(more / years), told)
        return voice.n(
            "To reach {target} by {day} it takes {total} more of the {whole} counted: "
            "{count} a year.",
            "To reach {target} by {day} it takes {total} more of the {whole} counted: "
            "{count} a year.",
            ceil(more / years),
            **told,
        )
    change = (target.value - now) / years
    said = (
        formats.signed(100 * change, voice.language, decimals=1)
        if unit == "share"
        else formats.signed(change, voice.language, decimals=1)
    )
    if unit == "share":
        return voice.t(
            "To reach {target} by {day} it takes {change} percentage points a year.",
            target=aim,
            day=day,
            change=said,
        )
    return voice.t(
        "To reach {target} by {day} it takes a change of {change} a year.",
        target=aim,
        day=day,
        change=said,
    )


def _to_train(voice: Voice, observation: Observation, count: int, told: dict[str, str]) -> str:
    group = words.parts(voice, observation.breakdown)
    return voice.t(
        "To reach {target} by {day}, {place} must train {count} more {who} a year: {total} more "
        "of {whole}.",
        place=words.place(voice, observation.geography),
        count=formats.number(count, voice.language),
        who=words.decapital(group) if group else voice.n("person", "persons", count),
        **told,
    )


def _counts(observation: Observation) -> tuple[float, float] | None:
    def total(role: str) -> float | None:
        values = [cited.value for cited in observation.inputs if cited.role == role]
        known = [value for value in values if value is not None]
        return sum(known) if known and len(known) == len(values) else None

    part, whole, off = total("numerator"), total("denominator"), total("subtracted") or 0
    return None if part is None or whole is None else (part, whole - off)
