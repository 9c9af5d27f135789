"""How does what a scope shows become figures again, on a grid that tells nothing?

Whoever reports may leave out the rows where there was nobody, so a table always has the same
rows: the total and every category of one dimension at a time, whatever was reported. A crossing
stands there whole where any of it is shown, and not at all where it was coarsened away.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from etl.period import Period
from etl.records import Breakdown, Figure, Gap, Record, Status, breakdown_of
from indicators.citing import weakest
from indicators.disclosure.scope import Name, Pairs
from indicators.disclosure.tabulations import ALL, Codes, Shape, Tabulation
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
    if sum(Period.parse(label).months for label in said) >= 12 or year in seen:
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
    shown = {(measure, tuple(name for name, _ in cell)) for measure, cell in values}
    for measure in tabulation.measures:
        for shape in tabulation.shapes_of(measure):
            if len(shape) > 1 and (measure, tuple(sorted(shape))) not in shown:
                continue
            for cell in _cells(tabulation, codes, shape):
                total = dict.fromkeys(tabulation.dimensions, ALL)
                yield measure, breakdown_of({**total, **cell}), breakdown_of(cell)


def _cells(tabulation: Tabulation, codes: Codes, shape: Shape) -> Iterator[dict[str, str]]:
    for chosen in itertools.product(*(codes[name] for name in shape)):
        cell = dict(zip(shape, chosen, strict=True))
        if not any(one.holds(cell) for one in tabulation.impossible):
            yield cell
