"""How does what a scope shows become figures again, on a grid that tells nothing?

Whoever reports may leave out the rows where there was nobody, so a table always has the same
rows: the total and every category of one dimension at a time, whatever was reported. A crossing
stands there whole where any of it is shown, and not at all where it was coarsened away.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from etl.period import Period
from etl.records import Breakdown, Figure, Gap, Record, Status, breakdown_of
from indicators.citing import weakest
from indicators.coarsening import Band
from indicators.disclosure.scope import Name, Pairs
from indicators.disclosure.tabulations import ALL, Codes, Tabulation
from indicators.disclosure.vintages import Plan

Display = Mapping[str, tuple[str, Mapping[tuple[str, Pairs], int]]]
"""By period: the day it is shown as known on, and its shown figures by measure and cell."""


@dataclass(frozen=True, slots=True)
class _Said:
    reported_on: date
    status: Status


def display(tabulation: Tabulation, values: Mapping[Name, int]) -> Display:
    """Choose of each period the vintage known last of which the total is shown."""
    found: dict[str, tuple[str, dict[tuple[str, Pairs], int]]] = {}
    for name in sorted(values):
        if name.measure == tabulation.everybody and not name.cell:
            newest = found.get(name.period)
            if newest is None or newest[0] < name.as_of:
                found[name.period] = (name.as_of, {})
    for name, value in values.items():
        if name.period in found and found[name.period][0] == name.as_of:
            found[name.period][1][(name.measure, name.cell)] = value
    return found


def figures_of(
    tabulation: Tabulation,
    place: tuple[str, str],
    records: Iterable[Record],
    laid: Plan | None,
    seen: Display,
    codes: Codes,
    cut: date,
) -> Iterator[Figure]:
    """Give a figure for each cell of each period that returns cover, shown or protected."""
    geography, year = place
    said = _said(records, cut)
    whole = Period.parse(year)
    within = [one for one in map(Period.parse, said) if whole.contains(one)]
    if sum(one.months for one in within) >= 12 or year in seen:
        said[year] = _Said(
            max(one.reported_on for one in said.values()),
            Status(weakest(one.status.value for one in said.values()) or Status.PRELIMINARY),
        )
    for label, told in sorted(said.items()):
        as_of, values = seen.get(label, ("", {}))
        about = _as_shown(laid, label, as_of) or told
        for measure, breakdown, cell in _grid(tabulation, codes, values):
            value = values.get((measure, cell))
            yield Figure(
                Record(
                    source=tabulation.source,
                    measure=measure,
                    geography=geography,
                    period=Period.parse(label),
                    breakdown=breakdown,
                    reported_on=about.reported_on,
                    status=about.status,
                    value=value,
                    gap=Gap.PROTECTED if value is None else None,
                )
            )


def _said(records: Iterable[Record], cut: date) -> dict[str, _Said]:
    """Tell of each period when it was last reported by the cut, and how settled that is."""
    latest: dict[str, list[Record]] = {}
    for record in records:
        if record.reported_on > cut:
            continue
        held = latest.setdefault(record.period.label, [])
        if held and held[0].reported_on < record.reported_on:
            held.clear()
        if not held or held[0].reported_on == record.reported_on:
            held.append(record)
    return {
        label: _Said(
            held[0].reported_on,
            Status(weakest(r.status.value for r in held) or Status.PRELIMINARY),
        )
        for label, held in latest.items()
    }


def _as_shown(laid: Plan | None, label: str, as_of: str) -> _Said | None:
    """Tell when what is shown was reported: a closed period is older than its latest return."""
    if laid is None or not as_of:
        return None
    vintage = next((v for v in laid.vintages if (v.period, v.as_of) == (label, as_of)), None)
    if vintage is None:
        return None
    columns = [laid.columns[number] for number in vintage.columns]
    return _Said(
        max(one.reported_on for one in columns),
        Status(weakest(one.status for one in columns) or Status.PRELIMINARY),
    )


def _grid(
    tabulation: Tabulation, codes: Codes, values: Mapping[tuple[str, Pairs], int]
) -> Iterator[tuple[str, Breakdown, Pairs]]:
    total = dict.fromkeys(tabulation.dimensions, ALL)
    for measure in tabulation.measures:
        for cell in (
            *_own(tabulation, codes, values, measure),
            *_merged(tabulation, values, measure),
        ):
            yield measure, breakdown_of({**total, **dict(cell)}), cell


def _own(
    tabulation: Tabulation,
    codes: Codes,
    values: Mapping[tuple[str, Pairs], int],
    measure: str,
) -> Iterator[Pairs]:
    """Give the cells of a dimension's own codes."""
    shown = {
        tuple(name for name, _ in cell)
        for one, cell in values
        if one == measure and not _bands(tabulation, cell)
    }
    for shape in tabulation.shapes_of(measure):
        if set(shape) & set(tabulation.bands):
            continue
        if len(shape) < 2 or tuple(sorted(shape)) in shown:
            yield from map(breakdown_of, tabulation.cells(shape, codes))


def _merged(
    tabulation: Tabulation, values: Mapping[tuple[str, Pairs], int], measure: str
) -> Iterator[Pairs]:
    """Give the cells of bands that are shown where one of the codes within is not."""
    for one, cell in sorted(values):
        for band in _bands(tabulation, cell) if one == measure else ():
            within = [
                tuple((n, c if n == band.dimension else k) for n, k in cell) for c in band.codes
            ]
            if any((measure, part) not in values for part in within):
                yield cell


def _bands(tabulation: Tabulation, cell: Pairs) -> list[Band]:
    return [tabulation.bands[code] for _, code in cell if code in tabulation.bands]
