"""Which of an indicator's observations did the reader pick, and in which order?

What can be picked is read from the release. An order by value puts what has no figure last, in
the order of periods and code lists, so that no place in it tells how large a hidden figure is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard import formats
from dashboard.i18n import N_
from dashboard.presenters import words
from dashboard.presenters.select import value_of
from dashboard.presenters.voice import Voice
from indicators.results import Observation

PREFIX = "only_"
PERIOD, PLACE, ORDER = "period", f"{PREFIX}geography", "order"
ORDERS = {
    "": N_("latest first"),
    "oldest": N_("oldest first"),
    "highest": N_("highest first"),
    "lowest": N_("lowest first"),
}
FIELDS = (ORDER, PLACE, *(f"{PREFIX}{name}" for name in words.dimensions()))
"""The parameters of the form beside ``period``."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One list of the form: its parameter, its words, what can be chosen, what is."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


def choices(
    voice: Voice, every: Sequence[Observation], dimensions: Sequence[str], asked: Mapping[str, str]
) -> tuple[Choice, ...]:
    """Give a list for each thing that tells observations apart, and one for the order."""
    periods = dict.fromkeys(o.period for o in every)
    places = dict.fromkeys(o.geography for o in every)
    found = [
        (PERIOD, voice.t("Period"), {p.label: formats.period(p, voice.language) for p in periods}),
        (PLACE, voice.t("Place"), {code: words.place(voice, code) for code in places}),
        *(
            (
                f"{PREFIX}{name}",
                words.capital(words.dimension(voice, name)),
                _codes(voice, every, name),
            )
            for name in dimensions
        ),
    ]
    no_choice = ("", voice.t("all"))
    lists = [
        Choice(name, label, (no_choice, *options.items()), asked.get(name, ""))
        for name, label, options in found
        if len(options) > 1
    ]
    order = tuple((code, voice.t(said)) for code, said in ORDERS.items())
    return (*lists, Choice(ORDER, voice.t("Order"), order, asked.get(ORDER, "")))


def picked(every: Sequence[Observation], asked: Mapping[str, str]) -> tuple[Observation, ...]:
    """Keep what was asked for of what is given latest first, and put it in order."""
    kept = [one for one in every if all(_fits(one, name, value) for name, value in asked.items())]
    order = asked.get(ORDER, "")
    if order == "oldest":
        return tuple(sorted(kept, key=lambda o: (o.period.end, o.period.label)))
    if order not in ("highest", "lowest"):
        return tuple(kept)
    sized = [(_size(one), one) for one in kept]
    with_figure = [(size, one) for size, one in sized if size is not None]
    with_figure.sort(key=lambda pair: pair[0], reverse=order == "highest")
    return (*(one for _, one in with_figure), *(one for size, one in sized if size is None))


def _codes(voice: Voice, every: Sequence[Observation], name: str) -> dict[str, str]:
    codes = dict.fromkeys(value_of(one, name) for one in every)
    return {one: words.capital(words.code(voice, name, one)) for one in codes if one}


def _fits(one: Observation, name: str, value: str) -> bool:
    if not value or name == ORDER:
        return True
    if name == PERIOD:
        return one.period.label == value
    if name == PLACE:
        return one.geography == value
    return value_of(one, name.removeprefix(PREFIX)) == value


def _size(one: Observation) -> float | None:
    if one.mark is not None:
        return None
    size = one.value if one.value is not None else one.high
    return float(size) if size is not None else None
