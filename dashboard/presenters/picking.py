"""Which of an indicator's rows did the reader pick, and in which order?

What can be picked is read from the release. An order by value puts what has no figure last, in
the order of periods and code lists, so that no place in it tells how large a hidden figure is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.i18n import N_
from dashboard.presenters import words
from dashboard.presenters.rows import Row
from dashboard.presenters.select import value_of
from dashboard.presenters.voice import Voice

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
    voice: Voice, rows: Sequence[Row], dimensions: Sequence[str], asked: Mapping[str, str]
) -> tuple[Choice, ...]:
    """Give a list for each thing that tells rows apart, and one for the order."""
    found = [
        (PERIOD, voice.t("Period"), {row.observation.period.label: row.period for row in rows}),
        (PLACE, voice.t("Place"), {row.observation.geography: row.place for row in rows}),
        *(
            (
                f"{PREFIX}{name}",
                words.capital(words.dimension(voice, name)),
                _codes(voice, rows, name),
            )
            for name in dimensions
        ),
    ]
    every = voice.t("all")
    lists = [
        Choice(name, label, (("", every), *options.items()), asked.get(name, ""))
        for name, label, options in found
        if len(options) > 1
    ]
    order = tuple((code, voice.t(said)) for code, said in ORDERS.items())
    return (*lists, Choice(ORDER, voice.t("Order"), order, asked.get(ORDER, "")))


def picked(rows: Sequence[Row], asked: Mapping[str, str]) -> tuple[Row, ...]:
    """Keep the rows that were asked for, given latest first, and put them in order."""
    kept = [row for row in rows if all(_fits(row, name, value) for name, value in asked.items())]
    order = asked.get(ORDER, "")
    if order == "oldest":
        return tuple(sorted(kept, key=lambda r: (r.observation.period.end, r.label)))
    if order not in ("highest", "lowest"):
        return tuple(kept)
    sized = [(_size(row), row) for row in kept]
    with_figure = [(size, row) for size, row in sized if size is not None]
    with_figure.sort(key=lambda pair: pair[0], reverse=order == "highest")
    return (*(row for _, row in with_figure), *(row for size, row in sized if size is None))


def _codes(voice: Voice, rows: Sequence[Row], name: str) -> dict[str, str]:
    codes = dict.fromkeys(value_of(row.observation, name) for row in rows)
    return {one: words.capital(words.code(voice, name, one)) for one in codes if one}


def _fits(row: Row, name: str, value: str) -> bool:
    if not value or name == ORDER:
        return True
    if name == PERIOD:
        return row.observation.period.label == value
    if name == PLACE:
        return row.observation.geography == value
    return value_of(row.observation, name.removeprefix(PREFIX)) == value


def _size(row: Row) -> float | None:
    if row.value is not None:
        return float(row.value)
    return float(row.ends[1]) if row.ends else None
