"""Has a figure clearly changed since the period before, or is chance explanation enough?

Words of change stand only where the two-sided test is below 5 per cent (``indicators.measures``):
the conditional binomial test for counts, Newcombe's interval for shares. Nothing is said across a
break in the series, nor of periods of different length, other groups, estimates or money.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dashboard.presenters.rows import Row
from dashboard.presenters.voice import Voice
from indicators.measures import Change, count_change, share_change
from indicators.results import Observation

_COUNTED = ("persons", "cases", "sessions", "referrals", "activities")


def change(voice: Voice, definition: Mapping[str, Any], rows: Sequence[Row]) -> str:
    """Compare the last two figures of a series; "" where no test applies."""
    shown = [row for row in rows if row.mark is None and row.value is not None]
    if len(shown) < 2:
        return ""
    # Of the periods as long as the last one.
    months = shown[-1].observation.period.months
    alike = [row for row in shown if row.observation.period.months == months]
    if len(alike) < 2:
        return ""
    before, after = alike[-2], alike[-1]
    found = _tested(definition, before.observation, after.observation)
    if found is None:
        return ""
    if found.clear is None:
        return voice.t("No clear change since {period}.", period=before.period)
    if found.clear == "up":
        return voice.t("Clearly higher than in {period}.", period=before.period)
    return voice.t("Clearly lower than in {period}.", period=before.period)


def _tested(
    definition: Mapping[str, Any], before: Observation, after: Observation
) -> Change | None:
    if (before.geography, before.breakdown) != (after.geography, after.breakdown):
        return None
    if any(
        before.period.end < date.fromisoformat(day) <= after.period.end
        for day in definition["breaks"]
    ):
        return None
    if definition["kind"] == "share":
        parts = (_counts(before), _counts(after))
        first, second = parts
        return share_change(first, second) if first and second else None
    if definition["kind"] == "flow" and definition["unit"] in _COUNTED:
        old, new = before.value, after.value
        if old is None or new is None or old != int(old) or new != int(new) or min(old, new) < 0:
            return None
        return count_change(int(old), int(new))
    return None


def _counts(observation: Observation) -> tuple[int, int] | None:
    """Read part and whole from the inputs that are shown; None where they are not counts."""

    def total(role: str) -> float | None:
        values = [cited.value for cited in observation.inputs if cited.role == role]
        known = [value for value in values if value is not None]
        return sum(known) if known and len(known) == len(values) else None

    if any(cited.role == "factor" for cited in observation.inputs):
        return None
    part, whole = total("numerator"), total("denominator")
    if part is None or whole is None:
        return None
    whole -= total("subtracted") or 0
    if part != int(part) or whole != int(whole) or not 0 <= part <= whole or whole <= 0:
        return None
    return int(part), int(whole)
