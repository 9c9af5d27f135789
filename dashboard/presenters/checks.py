"""How can a reader reckon a figure again: which inputs, which formula, which result?

The arithmetic is printed only where it gives the published result again; otherwise the inputs
and the formula in words stand alone, so that no line here can contradict the figure above it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isclose

from dashboard import formats
from dashboard.i18n import N_
from dashboard.presenters import remarks, words
from dashboard.presenters import rows as shown
from dashboard.presenters.voice import Voice
from indicators.published import PublishedIndicator
from indicators.results import Cited, Observation

_ROLES = {
    "numerator": N_("numerator"),
    "denominator": N_("denominator"),
    "value": N_("figure"),
    "part": N_("part of the sum"),
    "factor": N_("factor"),
    "subtracted": N_("taken off the denominator"),
    "whole": N_("whole"),
    "list": N_("list"),
    "conflict": N_("stated otherwise"),
}


@dataclass(frozen=True, slots=True)
class Input:
    """One reported figure behind a result, in words."""

    role: str
    what: str
    scope: str
    states: str
    status: str
    source: shown.Source
    note: str


@dataclass(frozen=True, slots=True)
class Working:
    """All that it takes to reckon a figure again. ``arithmetic`` is empty where it says nothing."""

    inputs: tuple[Input, ...]
    formula: str
    arithmetic: tuple[str, ...]
    method: tuple[str, ...]
    result: str
    against: tuple[Input, ...]


def working(voice: Voice, indicator: PublishedIndicator, observation: Observation) -> Working:
    """Lay out the inputs, the formula, the arithmetic and what speaks against a figure."""
    unit = shown.unit_of(indicator, observation)
    return Working(
        inputs=tuple(cited_input(voice, observation, c) for c in observation.inputs),
        formula=formula(voice, indicator),
        arithmetic=tuple(arithmetic(voice, observation, unit)),
        method=remarks.method(voice, observation),
        result=shown.figure(voice, observation, unit),
        against=tuple(cited_input(voice, observation, c) for c in observation.conflicts),
    )


def formula(voice: Voice, indicator: PublishedIndicator) -> str:
    """Say an indicator's formula: what is counted, or what is divided by what."""
    top = voice.words(indicator.definition["numerator"])
    below = voice.words(indicator.definition["denominator"])
    if not below:
        return top
    summed = any(sign in below for sign in (" + ", " − ")) and ";" not in below
    return f"{top} ÷ ({below})" if summed else f"{top} ÷ {below}"


def cited_input(voice: Voice, observation: Observation, cited: Cited) -> Input:
    """Put one reported figure in words."""
    scope = (
        words.parts(voice, cited.breakdown),
        words.place(voice, cited.geography),
        formats.period(observation.period.parse(cited.period), voice.language),
    )
    return Input(
        role=words.looked_up(voice, _ROLES, cited.role),
        what=words.measure(voice, cited.source, cited.measure),
        scope=", ".join(part for part in scope if part),
        states=shown.claim(voice, cited, shown.unit_of_cited(cited)),
        status=words.looked_up(voice, words.STATUSES, cited.status),
        source=shown.source(voice, cited),
        note=cited.note or "",
    )


def arithmetic(voice: Voice, observation: Observation, unit: str) -> Iterable[str]:
    """Give the sum that leads from the inputs to the result, where a plain one does."""
    if observation.mark is not None or unit != "share":
        return
    top = [c for c in observation.inputs if c.role == "numerator"]
    below = [c for c in observation.inputs if c.role == "denominator"]
    off = [c for c in observation.inputs if c.role == "subtracted"]
    over = _sum(top)
    # A factor with an interval of its own makes a product that no single line can show.
    if over is None or not below or any(c.role == "factor" for c in observation.inputs):
        return
    for number, result in _quotients(observation, over, below, _sum(off) or 0):
        said = shown.amount(voice, result, unit)
        yield f"{_terms(voice, top)} ÷ {_as_said(voice, number)} = {said}"


def _quotients(
    observation: Observation, over: float, below: Sequence[Cited], off: float
) -> Iterable[tuple[float, float]]:
    total = _sum(below)
    whole = total - off if total is not None else None
    if observation.value is not None:
        if whole and isclose(over / whole, observation.value, rel_tol=1e-9):
            yield whole, observation.value
        return
    ends = [(c.high, c.low) for c in below]
    for divisor, published in zip(
        ends[0] if len(ends) == 1 else (), (observation.low, observation.high), strict=False
    ):
        if divisor and published is not None and isclose(over / divisor, published, rel_tol=1e-9):
            yield divisor, published


def _sum(cited: Sequence[Cited]) -> float | None:
    if cited and all(c.text is not None for c in cited):
        return len(cited)
    values = [c.value for c in cited if c.value is not None]
    return sum(values) if values and len(values) == len(cited) else None


def _terms(voice: Voice, cited: Sequence[Cited]) -> str:
    terms = [_as_said(voice, c.value) for c in cited if c.value is not None]
    if not terms:
        return _as_said(voice, len(cited))
    return terms[0] if len(terms) == 1 else f"({' + '.join(terms)})"


def _as_said(voice: Voice, number: float) -> str:
    return formats.amount(number, voice.language)
