"""Which figures of persons are tabulated at all, and from which finest counts?

This is the list of what the product ever tabulates. What is not on it is never shown, and
every figure on it is a sum of *atoms*: the finest combinations of codes and states. A source
whose combinations are never all crossed has several tables of atoms that share what they have
in common; the tables stand in an order in which each shares with the one before it all that it
shares with any, so that tables which agree on what is shared always have a whole behind them.
By what a measure is broken down, and which detail it gives up first, its indicator says.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from math import prod

from indicators.bands import BANDS
from indicators.catalogue import (
    coordinator_cases,
    partnership_answered,
    partnership_referrals,
    reflection_applications,
    reflection_outcomes,
    rights_full_package,
    rights_items_delivered,
    rights_timeliness,
)
from indicators.coarsening import Band, Form, Shape, bands, forms
from indicators.definition import Indicator

STATE = "state"
ALL = "all"

Codes = Mapping[str, tuple[str, ...]]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Impossible:
    """A structural zero: codes that never meet, and why."""

    dimension: str
    code: str
    other: str
    others: tuple[str, ...]
    reason: str

    def holds(self, given: Mapping[str, str]) -> bool:
        """Tell whether a combination is the impossible one."""
        return given.get(self.dimension) == self.code and given.get(self.other) in self.others


@dataclass(frozen=True, kw_only=True)
class Tabulation:
    """What is tabulated of one source.

    ``states`` say how each person of a row stands: ``state -> {measure: factor}`` gives its
    count from the row's measures. ``measures`` lists the states that a published measure
    counts, the measure of everybody first; ``complements`` those that nobody publishes and
    that subtraction would give. ``definitions`` names the indicator that says how a published
    measure is broken down and coarsened. ``within`` are codes that are "of which" another code
    of their dimension. A table is made of a period that has on average at least
    ``persons_per_cell`` for each of its cells: it is coarsened before it is riddled.
    ``repeated`` is a dimension that counts a person once for each of its codes.
    """

    name: str
    source: str
    tables: tuple[Shape, ...]
    states: Mapping[str, Mapping[str, int]]
    measures: Mapping[str, tuple[str, ...]]
    complements: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    definitions: Mapping[str, Indicator]
    within: Mapping[tuple[str, str], str] = field(default_factory=dict)
    impossible: tuple[Impossible, ...] = ()
    state_is_outcome: bool = False
    persons_per_cell: int = 1
    repeated: str | None = None

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Every dimension of a row, each once."""
        return tuple(dict.fromkeys(n for table in self.tables for n in table if n != STATE))

    @property
    def everybody(self) -> str:
        """The measure that counts all states."""
        return next(iter(self.measures))

    def counted(self, measure: str) -> tuple[str, ...]:
        """Give the states that a measure, or a complement, counts."""
        return self.measures.get(measure) or self.complements[measure]

    def table_for(self, measure: str, shape: Shape) -> int:
        """Give the number of the first table that has all that a cell needs."""
        needed = set(shape)
        if len(self.counted(measure)) < len(self.states):
            needed.add(STATE)
        return next(n for n, table in enumerate(self.tables) if needed <= set(table))

    @cached_property
    def bands(self) -> Mapping[str, Band]:
        """Give the bands that some measure's coarsening makes, by their code."""
        steps = [step for one in self.definitions.values() for step in one.coarsening]
        return {band.code: band for band in bands(steps)}

    def tables_of(self, measure: str) -> tuple[tuple[Form, ...], ...]:
        """Give each table of a measure with what it becomes when coarsened, the finest first.

        By one dimension at a time, then crossed. A complement has the tables of everybody.
        """
        told = self.definitions.get(measure, self.definitions[self.everybody])
        single = [(name,) for name in told.breakdowns if name in self.dimensions]
        return tuple(tuple(forms(one, told.coarsening)) for one in (*single, *told.crossings))

    def shapes_of(self, measure: str) -> tuple[Shape, ...]:
        """Give all shapes of a measure, the total's among them, the coarsest first."""
        found = [form.shape for table in self.tables_of(measure) for form in table]
        return tuple(sorted(dict.fromkeys([(), *found]), key=len))

    def cells(self, shape: Shape, codes: Codes) -> Iterator[dict[str, str]]:
        """Give every cell of a shape, by dimension; those that cannot occur are left out."""
        axes = [self._axis(name, codes) for name in shape]
        for chosen in product(*(axis for _, axis in axes)):
            cell = dict(zip((name for name, _ in axes), chosen, strict=True))
            if not any(one.holds(cell) for one in self.impossible):
                yield cell

    def size(self, shape: Shape, codes: Codes) -> int:
        """Give how many cells a shape has, those that cannot occur among them."""
        return prod(len(self._axis(name, codes)[1]) for name in shape)

    def _axis(self, name: str, codes: Codes) -> tuple[str, tuple[str, ...]]:
        """Give the dimension that a part of a shape is about, and its codes there."""
        band = self.bands.get(name)
        if band is None:
            return name, codes[name]
        others = tuple(code for code in codes[band.dimension] if code not in band.codes)
        return band.dimension, (*others, band.code)

    def dimensions_of(self, shape: Shape) -> frozenset[str]:
        """Give the dimensions that a shape is about."""
        return frozenset(self.bands[n].dimension if n in self.bands else n for n in shape)

    def members(self, dimension: str, code: str) -> tuple[str, ...]:
        """Give the codes of atoms that a code of a cell takes in."""
        band = self.bands.get(code)
        if band is not None and band.dimension == dimension:
            return band.codes
        inside = [
            c for (name, c), whole in self.within.items() if (name, whole) == (dimension, code)
        ]
        return (code, *inside)

    def lines_with(self, dimension: str, code: str) -> Iterator[str]:
        """Name the lines in which a code stands: all codes that count each person once.

        That of the dimension's own codes, and one for each band of it.
        """
        banded = [band for band in self.bands.values() if band.dimension == dimension]
        if code not in self.bands and (dimension, code) not in self.within:
            yield dimension
        for band in banded:
            if code == band.code or (code not in self.bands and code not in band.codes):
                yield band.code

    def codes_in(self, codelists: Mapping[str, Collection[str]]) -> Codes:
        """Give the codes of each dimension that an atom may have, from lists with totals."""
        unlike = {ALL, *(band.code for band in BANDS)}
        return {n: tuple(c for c in codelists[n] if c not in unlike) for n in self.dimensions}

    def keys(self, table: int, codes: Codes) -> Iterator[Key]:
        """Give every key of a table of atoms; ``codes`` has the codes of each dimension."""
        names = self.tables[table]
        lists = [tuple(self.states) if name == STATE else codes[name] for name in names]
        for key in product(*lists):
            given = dict(zip(names, key, strict=True))
            if not any(one.holds(given) for one in self.impossible):
                yield key

    def shared(self, table: int) -> Shape:
        """Name what a table has in common with the one before it."""
        if table == 0:
            return ()
        before = set(self.tables[table - 1])
        return tuple(name for name in self.tables[table] if name in before)


_OUTCOMES = ("granted", "rejected", "withdrawn", "pending")

APPLICATIONS = Tabulation(
    name="applications",
    source="applications",
    tables=(("purpose", "sex", "age_group", STATE), ("applicant", STATE)),
    states={name: {name: 1} for name in _OUTCOMES},
    measures={"submitted": _OUTCOMES, **{name: (name,) for name in _OUTCOMES}},
    definitions={
        "submitted": reflection_applications.INDICATOR,
        **dict.fromkeys(_OUTCOMES, reflection_outcomes.INDICATOR),
    },
    within={("applicant", "social_services_and_police"): "social_services"},
    state_is_outcome=True,
)
CASES = Tabulation(
    name="cases",
    source="cases",
    tables=(("purpose", "sex", "age_group"),),
    states={"case": {"cases": 1}},
    measures={"cases": ("case",)},
    definitions={"cases": coordinator_cases.INDICATOR},
)
RIGHTS_PACKAGE = Tabulation(
    name="rights_package",
    source="rights_package",
    tables=(("item_id", "age_group", STATE),),
    states={
        "prompt": {"delivered_within_7_days": 1},
        "late": {"delivered": 1, "delivered_within_7_days": -1},
        "declined": {"declined": 1},
        "waiting": {"applicable": 1, "delivered": -1, "declined": -1},
    },
    measures={
        "applicable": ("prompt", "late", "declined", "waiting"),
        "delivered": ("prompt", "late"),
        "delivered_within_7_days": ("prompt",),
        "declined": ("declined",),
    },
    complements={"late": ("late",), "waiting": ("waiting",)},
    definitions={
        **dict.fromkeys(("applicable", "delivered", "declined"), rights_items_delivered.INDICATOR),
        "delivered_within_7_days": rights_timeliness.INDICATOR,
    },
    persons_per_cell=4,
    repeated="item_id",
    impossible=(
        Impossible(
            "item_id",
            "child_education",
            "age_group",
            ("adult", "relative"),
            "education is for minors alone",
        ),
    ),
)
RIGHTS_PERSONS = Tabulation(
    name="rights_persons",
    source="rights_persons",
    tables=(("age_group", STATE),),
    states={"full": {"all_delivered": 1}, "part": {"entitled": 1, "all_delivered": -1}},
    measures={"entitled": ("full", "part"), "all_delivered": ("full",)},
    complements={"part": ("part",)},
    definitions=dict.fromkeys(("entitled", "all_delivered"), rights_full_package.INDICATOR),
)
REFERRALS_TO = Tabulation(
    name="referrals_to",
    source="partnerships",
    tables=(("organisation_id",),),
    states={"referred": {"referrals_to": 1}},
    measures={"referrals_to": ("referred",)},
    definitions={"referrals_to": partnership_referrals.INDICATOR},
)
REFERRALS_FROM = Tabulation(
    name="referrals_from",
    source="partnerships",
    tables=(("organisation_id", STATE),),
    states={
        "answered": {"answered_within_14_days": 1},
        "unanswered": {"referrals_from": 1, "answered_within_14_days": -1},
    },
    measures={
        "referrals_from": ("answered", "unanswered"),
        "answered_within_14_days": ("answered",),
    },
    complements={"unanswered": ("unanswered",)},
    definitions={
        "referrals_from": partnership_referrals.INDICATOR,
        "answered_within_14_days": partnership_answered.INDICATOR,
    },
)

TABULATIONS: tuple[Tabulation, ...] = (
    APPLICATIONS,
    CASES,
    RIGHTS_PACKAGE,
    RIGHTS_PERSONS,
    REFERRALS_TO,
    REFERRALS_FROM,
)
"""All of them. Not here: lists of overlaps, which are whole or not at all (``estimates``)."""


def tabulated(source: str, measure: str) -> Tabulation | None:
    """Give the tabulation that has a source's measure, None where it is on no list."""
    return next((t for t in TABULATIONS if t.source == source and measure in t.measures), None)
