"""In which order does a table of persons give up detail where it counts too few?

A table is coarsened before it is riddled with hidden cells. What is given up first is for the
indicator to say: its definition lists the steps, and disclosure control follows them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Shape = tuple[str, ...]
"""What a table is broken down by: dimensions, or bands by their code."""


@dataclass(frozen=True, slots=True)
class Band:
    """Codes of a dimension that can be told as one, with what they are called together."""

    dimension: str
    code: str
    codes: tuple[str, ...]
    sv: str
    en: str


@dataclass(frozen=True, slots=True)
class Merge:
    """The codes of a band are told as one."""

    band: Band

    def __str__(self) -> str:
        return f"merge {self.band.dimension}: {' + '.join(self.band.codes)}"


@dataclass(frozen=True, slots=True)
class Drop:
    """The table is no longer broken down by a dimension."""

    dimension: str

    def __str__(self) -> str:
        return f"drop {self.dimension}"


@dataclass(frozen=True, slots=True)
class Years:
    """The table is told of years, and no longer of their parts."""

    def __str__(self) -> str:
        return "years, not their parts"


Step = Merge | Drop | Years


@dataclass(frozen=True, slots=True)
class Form:
    """A table after some of the steps; one ``of_years`` is not tried for parts of a year."""

    shape: Shape
    of_years: bool = False


def bands(steps: Sequence[Step]) -> tuple[Band, ...]:
    """Give the bands that some step makes."""
    return tuple(step.band for step in steps if isinstance(step, Merge))


def forms(table: Shape, steps: Sequence[Step]) -> Iterator[Form]:
    """Give a table and what becomes of it, step by step, the finest first.

    A step that does not touch the table is passed over; a table of nothing is the total's.
    """
    shape, of_years = table, False
    yield Form(shape)
    for step in steps:
        before = shape
        match step:
            case Years():
                of_years = True
            case Merge(band):
                shape = tuple(band.code if name == band.dimension else name for name in shape)
            case Drop(dimension):
                merged = {b.code for b in bands(steps) if b.dimension == dimension}
                shape = tuple(name for name in shape if name not in {dimension} | merged)
        if not shape:
            return
        if shape != before:
            yield Form(shape, of_years)
