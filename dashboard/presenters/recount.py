"""How is a status reckoned, step by step, and what would it be with other inputs?

The steps are those of the rule itself (``indicators.progress``), with its own numbers, so that no
line here can say something else than the status above it. What a reader tries is judged by the
same rule and changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from dashboard import formats
from dashboard.i18n import N_
from dashboard.presenters.changes import PROGRESS
from dashboard.presenters.rows import amount
from dashboard.presenters.voice import Voice
from indicators.progress import (
    Direction,
    Latest,
    Number,
    Progress,
    Target,
    Thresholds,
    assess,
)
from indicators.targets import target_from_json

FIELDS = ("baseline", "baseline_day", "goal", "goal_day", "figure", "figure_day")
"""The parameters that a reader may change; figures of shares are given in per cent."""

LIMITS = {
    "on_track": N_("on track from"),
    "slightly_behind": N_("slightly behind from"),
    "behind": N_("behind from"),
    "too_early": N_("too early below"),
    "estimate_years": N_("oldest estimate that a state may rest on, in years"),
}

_FAULT = N_("A number or a day in the form cannot be read, so nothing was calculated.")
_MOST_DECIMALS = 12
_ORDER = N_("The days must follow each other: start, then target.")


@dataclass(frozen=True, slots=True)
class Tried:
    """What the form holds, and what comes of it: a status, or what is wrong with the input."""

    fields: Mapping[str, str]
    progress: Progress | None
    changed: bool
    fault: str = ""


def published(stated: Mapping[str, Any]) -> Progress:
    """Judge again what a release says that its status rests on."""
    return assess(
        target_from_json(stated["target"]) if stated["target"] else None,
        latest_of(stated["latest"]),
        _direction(stated),
        Thresholds(**stated["thresholds"]),
    )


def latest_of(stated: Mapping[str, Any]) -> Latest:
    """Read the judged figure back from a release."""
    part = stated["part_of_year"]
    return Latest(
        day=date.fromisoformat(stated["day"]),
        value=stated["value"],
        low=stated["low"],
        high=stated["high"],
        mark=stated["mark"],
        overdue_days=stated.get("overdue_days", 0),
        over_bridge=stated["over_bridge"],
        estimate_age=stated["estimate_age"],
        part_of_year=Fraction(part).limit_denominator(12) if part is not None else None,
        breaks=tuple(date.fromisoformat(day) for day in stated.get("breaks", ())),
    )


def tried(query: Mapping[str, str], stated: Mapping[str, Any], unit: str, language: str) -> Tried:
    """Judge what the reader filled in; what is left as it stood stays as published."""
    before = published(stated)
    shown = fields_of(before, unit, language)
    fields = {**shown, **{n: query[n] for n in FIELDS if n in query}}
    changed = any(not _alike(fields[name], shown.get(name, ""), unit) for name in fields)
    try:
        target, latest = _inputs(before, fields, shown, unit)
    except (InvalidOperation, ValueError, KeyError):
        return Tried(fields, None, changed, _FAULT)
    if target is None:
        return Tried(fields, None, changed, _ORDER)
    return Tried(fields, assess(target, latest, before.direction, before.thresholds), changed)


def fields_of(progress: Progress, unit: str, language: str) -> dict[str, str]:
    """Give the form's fields as published, rounded so that the steps come out as they are shown."""
    target, latest = progress.target, progress.latest
    decimals = digits(progress, unit)
    found: dict[str, str] = {}
    if target is not None:
        found |= {
            "baseline": _typed(target.baseline, unit, decimals, language),
            "baseline_day": target.baseline_day.isoformat(),
            "goal": _typed(target.value, unit, decimals, language),
            "goal_day": target.day.isoformat(),
        }
    if latest is not None:
        figure = "" if latest.value is None else _typed(latest.value, unit, decimals, language)
        found |= {"figure": figure, "figure_day": latest.day.isoformat()}
    return found


def digits(progress: Progress, unit: str) -> int:
    """Count the decimals that a figure needs for its rounded form to give the steps as shown.

    A page shows shares with one; where that would give another share of the way, or another pace,
    to who reckons by hand, more are written.
    """
    target, latest = progress.target, progress.latest
    least = _shown_decimals(latest.value if latest else None, unit)
    if target is None or latest is None or latest.value is None:
        return least
    for decimals in range(least, _MOST_DECIMALS):
        rounded = replace(latest, value=_rounded(latest.value, unit, decimals))
        near = replace(
            target,
            baseline=_rounded(target.baseline, unit, decimals),
            value=_rounded(target.value, unit, decimals),
        )
        if _seen(assess(near, rounded, progress.direction, progress.thresholds)) == _seen(progress):
            return decimals
    return _MOST_DECIMALS


def _shown_decimals(value: Number | None, unit: str) -> int:
    if unit == "share":
        return 1
    if value is None or float(value).is_integer():
        return 0
    return 1 if value >= 10 else 2


def _rounded(value: Number, unit: str, decimals: int) -> Number:
    scale = 2 if unit == "share" else 0
    return _number(formats.rounded_half_up(Decimal(str(value)), decimals + scale))


def _seen(progress: Progress) -> tuple[object, ...]:
    """Give what the steps show of a reckoning, as they round it."""
    parts = (progress.expected, progress.closed)
    shares = (formats.share(float(part), "en") if part is not None else "" for part in parts)
    pace = progress.pace
    said = formats.number(float(pace), "en", decimals=2) if pace is not None else ""
    return (progress.state, *shares, said)


def steps(voice: Voice, progress: Progress, unit: str) -> tuple[str, ...]:
    """Say the reckoning line by line; () where something stands in its way."""
    target, latest = progress.target, progress.latest
    if target is None or latest is None or progress.path is None:
        return ()
    base, goal = amount(voice, target.baseline, unit), amount(voice, target.value, unit)
    said = []
    if latest.part_of_year is not None:
        months = int(latest.part_of_year * 12)
        said.append(
            voice.n(
                "The count has had {count} month of its year and is set against that part of it.",
                "The count has had {count} months of its year and is set against that part of it.",
                months,
            )
        )
    day = formats.day(latest.day, voice.language)
    there = amount(voice, float(progress.path), unit)
    said.append(voice.t("On {day} the path to the target stands at {path}.", day=day, path=there))
    if progress.expected is None:
        return (*said, voice.t("The target is the level of the start: it is to be kept."))
    share = _percent(voice, progress.expected)
    said.append(
        voice.t(
            "Should have been gone: (path − start) ÷ (target − start), {start} to {target}: "
            "{expected}.",
            start=base,
            target=goal,
            expected=share,
        )
    )
    if progress.closed is not None and latest.value is not None:
        said.append(
            voice.t(
                "Has been gone: (figure − start) ÷ (target − start), figure {figure}: {closed}.",
                figure=_exactly(voice, latest.value, unit, digits(progress, unit)),
                closed=_percent(voice, progress.closed),
            )
        )
    if progress.pace is not None and progress.closed is not None:
        said.append(
            voice.t(
                "Pace: {closed} ÷ {expected} = {pace}.",
                closed=_percent(voice, progress.closed),
                expected=share,
                pace=formats.number(float(progress.pace), voice.language, decimals=2),
            )
        )
    return tuple(said)


def outcome(voice: Voice, progress: Progress) -> str:
    """Say the status, with both ends of the interval where they differ, and why."""
    state = voice.t(PROGRESS[progress.state.value])
    if progress.between is not None and progress.reason == "interval":
        low, high = (voice.t(PROGRESS[one.value]) for one in progress.between)
        return voice.t(
            "{state}: {low} at one end of the interval, {high} at the other",
            state=state,
            low=low,
            high=high,
        )
    if progress.reason == "age_of_estimate":
        return voice.t("{state}: the estimate behind it is too old", state=state)
    return state


def state_words(voice: Voice, status: str) -> str:
    """Say a status by its code."""
    return voice.t(PROGRESS[status]) if status in PROGRESS else status


def limit_rows(voice: Voice, thresholds: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Say where one status ends and the next begins: what, and its value; the best first."""
    return tuple(
        (voice.t(said), _limit(voice, thresholds, name))
        for name, said in LIMITS.items()
        if name in thresholds
    )


def _limit(voice: Voice, thresholds: Mapping[str, Any], name: str) -> str:
    least = formats.amount(thresholds[name], voice.language)
    if name != "behind" or "slightly_behind" not in thresholds:
        return least
    # What lies further on is called slightly behind.
    most = formats.amount(thresholds["slightly_behind"], voice.language)
    return voice.t("{least} to {most}", least=least, most=most)


def limits(voice: Voice, thresholds: Mapping[str, Any]) -> tuple[str, ...]:
    """Say where one status ends and the next begins, a sentence part for each limit."""
    return tuple(f"{what} {value}" for what, value in limit_rows(voice, thresholds))


def _inputs(
    before: Progress, fields: Mapping[str, str], shown: Mapping[str, str], unit: str
) -> tuple[Target | None, Latest]:
    start, end = (date.fromisoformat(fields[n]) for n in ("baseline_day", "goal_day"))
    known = before.latest
    day = date.fromisoformat(fields["figure_day"])
    latest = replace(known, day=day) if known else Latest(day)
    if known is None or not _alike(fields["figure"], shown.get("figure", ""), unit):
        # A figure of one's own has neither the interval nor the obstacles of the published one.
        part = known.part_of_year if known else None
        value = number_read(fields["figure"], unit) if fields["figure"] else None
        latest = Latest(day, value, part_of_year=part)
    milestones = before.target.milestones if before.target else ()
    points = tuple(point for point in milestones if start < point[0] < end)

    def read(name: str, published_: Number | None) -> Number:
        if published_ is not None and _alike(fields[name], shown[name], unit):
            return published_
        return number_read(fields[name], unit)

    baseline = read("baseline", before.target.baseline if before.target else None)
    goal = read("goal", before.target.value if before.target else None)
    if start >= end:
        return None, latest
    return Target(baseline, start, goal, end, points), latest


def _alike(one: str, other: str, unit: str) -> bool:
    """Tell whether two fields say the same: 38 and 38,0 do."""
    if one.strip() == other.strip():
        return True
    try:
        return number_read(one, unit) == number_read(other, unit)
    except (InvalidOperation, ValueError):
        return False


def number_read(text: str, unit: str) -> Number:
    """Read a typed number, shares in per cent; ValueError or ArithmeticError where it is none."""
    number = Decimal(text.strip().replace(",", "."))
    if not number.is_finite() or abs(number) > 10**12:
        raise ValueError(text)
    return _number(number / 100 if unit == "share" else number)


def _number(exact: Decimal) -> Number:
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def number_shown(number: Number, unit: str) -> str:
    """Write a number as it is typed, with all its decimals, shares in per cent."""
    exact = Decimal(str(number)) * (100 if unit == "share" else 1)
    text = format(exact, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _typed(number: Number, unit: str, decimals: int, language: str) -> str:
    """Write a number for a field, rounded; one that has fewer decimals stands as it is."""
    exact = Decimal(str(number)) * (100 if unit == "share" else 1)
    rounded = formats.rounded_half_up(exact, decimals)
    text = number_shown(number, unit) if rounded == exact else format(rounded, "f")
    return text.replace(".", ",") if language == "sv" else text


def _exactly(voice: Voice, number: Number, unit: str, decimals: int) -> str:
    if unit == "share":
        return formats.share(number, voice.language, decimals=decimals)
    if decimals <= _shown_decimals(number, unit):
        return amount(voice, number, unit)
    return formats.number(number, voice.language, decimals=decimals)


def _percent(voice: Voice, part: Fraction) -> str:
    return formats.share(float(part), voice.language)


def _direction(stated: Mapping[str, Any]) -> Direction:
    found: Direction = stated.get("direction", "neither")
    return found
