"""Which figures of persons are tabulated at all, and from which finest counts?

This is the list of what the product ever tabulates. What is not on it is never shown, and
every figure on it is a sum of *atoms*: the finest combinations of codes and states. A source
whose combinations are never all crossed has several tables of atoms that share what they have
in common; the tables stand in an order in which each shares with the one before it all that it
shares with any, so that tables which agree on what is shared always have a whole behind them.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

STATE = "state"
ALL = "all"

Codes = Mapping[str, tuple[str, ...]]
Key = tuple[str, ...]
Shape = tuple[str, ...]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabulation:
    """What is tabulated of one source.

    ``states`` say how each person of a row stands: ``state -> {measure: factor}`` gives its
    count from the row's measures. ``measures`` lists the states that a published measure
    counts, the measure of everybody first; ``complements`` those that nobody publishes and
    that subtraction would give. ``shapes`` lists the dimensions of each table
    of a published measure, the coarsest first: what is given up first stands last. ``within``
    are codes that are "of which" another code of their dimension. A shape is tabulated of a
    period that has on average at least ``persons_per_cell`` for each of its cells: a table is
    coarsened before it is riddled.
    """

    name: str
    source: str
    tables: tuple[Shape, ...]
    states: Mapping[str, Mapping[str, int]]
    measures: Mapping[str, tuple[str, ...]]
    complements: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shapes: Mapping[str, tuple[Shape, ...]]
    within: Mapping[tuple[str, str], str] = field(default_factory=dict)
    impossible: tuple[Impossible, ...] = ()
    state_is_outcome: bool = False
    persons_per_cell: int = 1

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

    def shapes_of(self, measure: str) -> tuple[Shape, ...]:
        """Give the shapes of a measure; a complement has those of everybody."""
        return self.shapes.get(measure, self.shapes[self.everybody])

    def members(self, dimension: str, code: str) -> tuple[str, ...]:
        """Give the codes of atoms that a code of a cell takes in."""
        inside = [
            c for (name, c), whole in self.within.items() if (name, whole) == (dimension, code)
        ]
        return (code, *inside)

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


_PURPOSE_SEX = ("purpose", "sex")
_OUTCOMES = ("granted", "rejected", "withdrawn", "pending")

APPLICATIONS = Tabulation(
    name="applications",
    source="applications",
    tables=(("purpose", "sex", "age_group"), ("purpose", STATE), ("applicant", STATE)),
    states={name: {name: 1} for name in _OUTCOMES},
    measures={"submitted": _OUTCOMES, **{name: (name,) for name in _OUTCOMES}},
    shapes={
        "submitted": (
            (),
            ("applicant",),
            ("purpose",),
            ("sex",),
            ("age_group",),
            _PURPOSE_SEX,
            ("purpose", "sex", "age_group"),
        ),
        **dict.fromkeys(_OUTCOMES, ((), ("applicant",), ("purpose",))),
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
    shapes={"cases": ((), ("purpose",), ("sex",), ("age_group",), _PURPOSE_SEX)},
)
_ITEM_SHAPES: tuple[Shape, ...] = ((), ("item_id",), ("age_group",), ("item_id", "age_group"))
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
    shapes=dict.fromkeys(
        ("applicable", "delivered", "delivered_within_7_days", "declined"), _ITEM_SHAPES
    ),
    persons_per_cell=4,
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
    shapes=dict.fromkeys(("entitled", "all_delivered"), ((), ("age_group",))),
)
REFERRALS_TO = Tabulation(
    name="referrals_to",
    source="partnerships",
    tables=(("organisation_id",),),
    states={"referred": {"referrals_to": 1}},
    measures={"referrals_to": ("referred",)},
    shapes={"referrals_to": ((), ("organisation_id",))},
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
    shapes=dict.fromkeys(("referrals_from", "answered_within_14_days"), ((), ("organisation_id",))),
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


def without_total(codes: Collection[str]) -> tuple[str, ...]:
    """Leave the total out of a code list, keeping its order."""
    return tuple(code for code in codes if code != ALL)
