"""Which vintages of a year and its periods stand in the ledger, and which are offered now?

A period is closed once its total was published: it stays as it was told, whatever is reported
later, until its one revision is due, or a correction says that it was wrong. What has never
been shown is offered anew as it is known now.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from etl.period import Period
from etl.records import ConflictRule, Figure, Record, known_on
from indicators.disclosure.returned import Counted, UnusableError, counted
from indicators.disclosure.scope import Name, Past, Vintage
from indicators.disclosure.tabulations import Tabulation

REVISED_AFTER = timedelta(days=180)
"""A published period is revised once, with what is known this long after its end."""


Published = Mapping[Name, Past]


@dataclass(frozen=True)
class Told:
    """The returns of one tabulation, place and year, as known on any day."""

    tabulation: Tabulation
    records: tuple[Record, ...]
    rules: tuple[ConflictRule, ...] = ()

    def on(self, day: date) -> dict[str, Counted]:
        """Give the persons that each return counted on a day; UnusableError if it cannot."""
        by_period: dict[str, list[Figure]] = {}
        for figure in known_on(self.records, day, self.rules).figures:
            by_period.setdefault(figure.record.period.label, []).append(figure)
        made = {label: counted(self.tabulation, by_period[label]) for label in sorted(by_period)}
        return {label: one for label, one in made.items() if one is not None}

    def when_published(self, day: date) -> dict[str, Counted]:
        """Give the same as a release of then had it.

        A return that came later and bears the same day contradicts it now, and did not then:
        of two that contradict each other nothing is published.
        """
        try:
            return self.on(day)
        except UnusableError:
            first: dict[tuple[str, date], int] = {}
            for record in self.records:
                told = (record.period.label, record.reported_on)
                first[told] = min(record.batch or 0, first.get(told, record.batch or 0))
            kept = (
                r for r in self.records if first[r.period.label, r.reported_on] == (r.batch or 0)
            )
            return Told(self.tabulation, tuple(kept), self.rules).on(day)


@dataclass(frozen=True)
class Plan:
    """The columns and vintages of a scope, the year first; and what each period is shown as."""

    columns: tuple[Counted, ...]
    vintages: tuple[Vintage, ...]
    displayed: Mapping[str, Vintage]

    @property
    def offered(self) -> tuple[Vintage, ...]:
        """The vintages that are offered now."""
        return tuple(v for v in self.vintages if v.offered)


class _Columns:
    """Returns told apart by their day, each once.

    Never by what they count: whether a later one is shown as such would tell that it differs,
    though nothing that is shown of it does.
    """

    def __init__(self) -> None:
        self.kept: list[Counted] = []

    def number(self, one: Counted) -> int:
        for number, kept in enumerate(self.kept):
            if (kept.period, kept.reported_on) == (one.period, one.reported_on):
                return number
        self.kept.append(one)
        return len(self.kept) - 1


def plan(
    told: Told, published: Published, cut: date, *, correcting: bool, refused: Iterable[str] = ()
) -> Plan:
    """Lay out a scope for a release with this data cut.

    ``correcting`` takes in what changed in closed periods now. ``refused`` names periods whose
    revision cannot be shown. Raises UnusableError, with a code, where a return cannot be used.
    """
    columns, unwanted = _Columns(), set(refused)
    now = told.on(cut)
    _check_apart(now)
    year = _year_of(now, published)
    days = {name.as_of for name in published}
    then = {day: told.when_published(date.fromisoformat(day)) for day in days}
    roots = {(n.period, n.as_of): past.turn for n, past in published.items() if _is_root(told, n)}
    old = {
        (name.period, name.as_of): Vintage(
            name.period, name.as_of, (columns.number(_at(then, name)),), offered=False
        )
        for name in sorted(published)
        if name.period != year
    }
    displayed = {
        period: old[(period, day)] for period, day in sorted(old) if (period, day) in roots
    }
    fresh: dict[str, Vintage] = {}
    for label, seen in now.items():
        before, day = displayed.get(label), seen.reported_on.isoformat()
        may_change = label not in unwanted and (correcting or _is_due(before, cut))
        # A column is made for what is looked at alone: their number is public.
        if label != year and (before is None or (may_change and day != before.as_of)):
            number = columns.number(seen)
            fresh[label] = Vintage(label, day, (number,), offered=True, before=before)
    years = _years(year, old, published, roots, columns, then)
    shown_year = years[max(years)] if years else None
    revised = correcting or any(one.before is not None for one in fresh.values())
    whole: Vintage | None = None
    if shown_year is None or revised or _is_due(shown_year, cut):
        parts = {label: (one.as_of, one.columns) for label, one in {**displayed, **fresh}.items()}
        if year in now:
            parts = {year: (now[year].reported_on.isoformat(), (columns.number(now[year]),))}
        whole = _whole_year(year, parts, shown_year)
    above = whole or shown_year
    fresh = {label: _under(one, above) for label, one in fresh.items()}
    if shown_year is not None:
        displayed = {**displayed, year: shown_year}
    vintages = (*years.values(), *([whole] if whole else []), *old.values(), *fresh.values())
    return Plan(tuple(columns.kept), vintages, displayed)


def _is_root(told: Told, name: Name) -> bool:
    return name.measure == told.tabulation.everybody and not name.cell


def _year_of(now: Mapping[str, Counted], published: Published) -> str:
    return next(iter(now), next((name.period for name in published), ""))[:4]


def _at(then: Mapping[str, Mapping[str, Counted]], name: Name) -> Counted:
    found = then[name.as_of].get(name.period)
    if found is None:
        raise UnusableError("published_return_gone")
    return found


def _years(
    year: str,
    old: Mapping[tuple[str, str], Vintage],
    published: Published,
    roots: Mapping[tuple[str, str], int],
    columns: _Columns,
    then: Mapping[str, Mapping[str, Counted]],
) -> dict[str, Vintage]:
    """Rebuild each published year from its parts as they were shown, or known, at its release."""
    turns: dict[str, int] = {}
    for name, past in published.items():
        if name.period == year:
            turns[name.as_of] = min(past.turn, turns.get(name.as_of, past.turn))
    made = {}
    for day, turn in sorted(turns.items()):
        parts = []
        for label, seen in then[day].items():
            days = [d for (period, d), t in roots.items() if period == label and t <= turn]
            kept = old.get((label, max(days))) if days else None
            parts.append(kept.columns[0] if kept else columns.number(seen))
        made[day] = Vintage(year, day, tuple(sorted(parts)), offered=False)
    return made


def _whole_year(
    year: str, parts: Mapping[str, tuple[str, tuple[int, ...]]], shown: Vintage | None
) -> Vintage | None:
    """Offer the year where all its parts are there and it has not been told like this before."""
    months = sum(Period.parse(label).months for label in parts)
    if months < 12:
        return None
    columns = tuple(sorted(column for _, some in parts.values() for column in some))
    one = Vintage(year, max(day for day, _ in parts.values()), columns, offered=True, before=shown)
    return one if shown is None or one.as_of != shown.as_of else None


def _under(one: Vintage, above: Vintage | None) -> Vintage:
    return Vintage(one.period, one.as_of, one.columns, one.offered, above, one.before)


def _is_due(shown: Vintage | None, cut: date) -> bool:
    """Tell whether what is shown was reported before the period settled, and it has by now."""
    if shown is None:
        return True
    settled = Period.parse(shown.period).end + REVISED_AFTER
    return date.fromisoformat(shown.as_of) < settled <= cut


def _check_apart(now: Mapping[str, Counted]) -> None:
    periods = [Period.parse(label) for label in now]
    if any(one.kind == "span" for one in periods):
        # Less the years that it spans but one, it is the one: each year has its own proof.
        raise UnusableError("several_years")
    for one in periods:
        if any(one is not other and one.contains(other) for other in periods):
            raise UnusableError("overlapping_periods")
