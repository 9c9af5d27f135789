"""What is a record, and what was known on a day?

A record is one reported figure. Records are never changed: a newer return adds
newer records, and what was known on a day is chosen from all of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from etl.period import Period

Number = int | float
Breakdown = tuple[tuple[str, str], ...]


class Status(StrEnum):
    """How settled a reported figure is."""

    PRELIMINARY = "preliminary"
    FINAL = "final"
    ESTIMATED = "estimated"
    CLAIMED = "claimed"


class Gap(StrEnum):
    """Why a return has no number where one could stand."""

    NOT_AVAILABLE = "not_available"
    CANNOT_OCCUR = "cannot_occur"
    # No return says so: it stands for a figure that disclosure control keeps back.
    PROTECTED = "protected"


def breakdown_of(pairs: Mapping[str, str]) -> Breakdown:
    """Put a breakdown in its one order: by dimension; the total ``all`` stays written out."""
    return tuple(sorted(pairs.items()))


@dataclass(frozen=True, slots=True)
class Corrected:
    """Which correction changed a figure when it was loaded, and why, in Swedish and English."""

    id: str
    sv: str
    en: str


@dataclass(frozen=True, slots=True)
class Record:
    """One reported figure.

    ``value``, ``low`` and ``high`` are in ``unit``; a range has no ``value``, and a ``low``
    alone means "more than". ``text`` holds what is not a number (the state of a commitment).
    ``document`` names a public document in the register, and is None for what only a return
    says. ``part`` tells two statements of one document apart (its summary, its body).
    ``corrected`` is there where a known mistake of the source was mended.
    """

    source: str
    measure: str
    geography: str
    period: Period
    breakdown: Breakdown
    reported_on: date
    status: Status
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    gap: Gap | None = None
    text: str | None = None
    unit: str = "persons"
    document: str | None = None
    part: str | None = None
    note: str | None = None
    batch: int | None = None
    whole_return: bool = True
    corrected: Corrected | None = None

    @property
    def key(self) -> tuple[str, str, str, str, Breakdown]:
        """What the figure is about; two records with one key speak of the same thing."""
        return (self.source, self.measure, self.geography, self.period.label, self.breakdown)

    @property
    def says(self) -> tuple[Number | str | None, ...]:
        """What the record claims; records with one key that say different things conflict."""
        return (self.value, self.low, self.high, self.gap, self.text)

    def dimension(self, name: str) -> str | None:
        """Give the value of one breakdown dimension, or None where the record has none."""
        return dict(self.breakdown).get(name)


@dataclass(frozen=True, slots=True)
class Figure:
    """A record in force on a day, with the others that contradict it.

    ``settled`` is False where nothing says which of them to use: then the record is only the
    first of equals. ``rule`` says in words (sv, en) why this one was picked.
    """

    record: Record
    conflicts: tuple[Record, ...] = ()
    settled: bool = True
    rule: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ConflictRule:
    """A decision on which of two contradicting figures to use, kept as data."""

    source: str
    measure: str
    geography: str
    period: str
    use: Number
    reason_sv: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Known:
    """All figures in force on the day ``as_of``; the only thing that ``compute`` sees."""

    as_of: date
    figures: tuple[Figure, ...]
    _by_source: dict[tuple[str, str], list[Figure]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def __post_init__(self) -> None:
        for figure in self.figures:
            key = (figure.record.source, figure.record.measure)
            self._by_source.setdefault(key, []).append(figure)

    def select(self, source: str, measure: str) -> tuple[Figure, ...]:
        """Give the figures of one measure of one source, in the order of period and breakdown."""
        return tuple(self._by_source.get((source, measure), ()))


def known_on(records: Iterable[Record], day: date, rules: Iterable[ConflictRule] = ()) -> Known:
    """Choose what was known on ``day``: per figure the latest report, conflicts kept.

    A return speaks for the whole of its source, place and period: a later one takes the place
    of an earlier one, lines that it no longer has included. A document speaks for its own
    figures alone.
    """
    candidates = [record for record in records if record.reported_on <= day]
    latest: dict[tuple[str, str, str], date] = {}
    for record in candidates:
        if record.whole_return:
            scope = (record.source, record.geography, record.period.label)
            latest[scope] = max(latest.get(scope, date.min), record.reported_on)
    groups: dict[tuple[str, str, str, str, Breakdown], list[Record]] = {}
    for record in candidates:
        scope = (record.source, record.geography, record.period.label)
        if record.whole_return and record.reported_on < latest[scope]:
            continue
        groups.setdefault(record.key, []).append(record)
    by_rule = {(r.source, r.measure, r.geography, r.period): r for r in rules}
    figures = [
        _in_force(group, by_rule.get(key[:4]))
        for key, group in sorted(groups.items(), key=lambda item: (item[1][0].period, item[0]))
    ]
    return Known(day, tuple(figures))


def _in_force(group: list[Record], rule: ConflictRule | None) -> Figure:
    newest = max(record.reported_on for record in group)
    distinct = {r.says: r for r in group if r.reported_on == newest}
    if len(distinct) == 1:
        return Figure(next(iter(distinct.values())))
    chosen = None
    if rule is not None:
        chosen = next((r for r in distinct.values() if r.value == rule.use), None)
    rest = sorted(
        (r for r in distinct.values() if r is not chosen),
        key=lambda r: (repr(r.says), r.part or ""),
    )
    if chosen is None or rule is None:
        return Figure(rest[0], tuple(rest[1:]), settled=False)
    return Figure(chosen, tuple(rest), rule=(rule.reason_sv, rule.reason_en))
