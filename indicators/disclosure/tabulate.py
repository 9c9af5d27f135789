"""Which cells does a breakdown have, in one period, over several, and when it is revised?

Builders for problems: they know the rules on thresholds and groups, so that a caller gives
counts and gets cells that are judged as they should be.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from indicators.disclosure.margins import TOTAL, Key, in_order, margins_of
from indicators.disclosure.model import Cell, Coefficients, coefficients
from indicators.disclosure.rules import GROUP_DIMENSIONS, THRESHOLD, dominating, threshold_for


@dataclass(frozen=True, slots=True)
class Table:
    """The atoms of a breakdown with their true counts, and every cell that sums them."""

    atoms: Mapping[str, int]
    cells: tuple[Cell, ...]


def tabulate(
    label: str,
    dimensions: Sequence[str],
    counts: Mapping[Key, int],
    *,
    threshold: int = THRESHOLD,
) -> Table:
    """Make the cells of one table, all margins included; atoms and cells carry its label.

    Thresholds rise where outcome, or age with sex and purpose, are crossed. A cell is marked
    where it holds nearly all of a line of outcomes, purposes or ages.
    """
    members = margins_of(counts)
    totals = {key: sum(counts[atom] for atom in atoms) for key, atoms in members.items()}
    marked = _marked(dimensions, totals)
    cells = []
    for key, atoms in members.items():
        crossed = [d for d, category in zip(dimensions, key, strict=True) if category != TOTAL]
        cells.append(
            Cell(
                name=name_of(label, key),
                coefficients=coefficients(name_of(label, atom) for atom in atoms),
                dimensions=len(crossed),
                threshold=threshold_for(crossed, threshold),
                marked=key in marked,
            )
        )
    return Table({name_of(label, key): counts[key] for key in members if key in counts}, (*cells,))


def summed(label: str, tables: Mapping[str, Table]) -> tuple[Cell, ...]:
    """Make the cells of a longer period from tables of its parts, by their labels.

    The parts must have the same cells. Publish the sum before its parts. Marks are for the
    caller to set, since a line of the sum may be dominated where no part is.
    """
    columns = zip(*(table.cells for table in tables.values()), strict=True)
    first = next(iter(tables))
    return tuple(
        replace(
            cells[0],
            name=label + cells[0].name.removeprefix(first),
            coefficients=_plus(cell.coefficients for cell in cells),
            marked=False,
        )
        for cells in columns
    )


def revised(
    label: str,
    cells: Iterable[Cell],
    late: Mapping[str, int],
    removed: Mapping[str, int] | None = None,
) -> Table:
    """Make the next vintage of cells, and their changes, which are never shown themselves.

    ``late`` and ``removed`` give, for each atom of the cells, how many were added and taken
    away; those counts become atoms too. Without ``removed`` it is known that nobody was. A
    change of 1 up to the threshold is sensitive, in either direction.
    """
    gone = removed or {}
    atoms = {f"{label} late {atom}": count for atom, count in late.items()}
    atoms |= {f"{label} removed {atom}": count for atom, count in gone.items()}
    made = []
    for cell in cells:
        change = {f"{label} late {a}": f for a, f in cell.coefficients if a in late}
        change |= {f"{label} removed {a}": -f for a, f in cell.coefficients if a in gone}
        after = dict(cell.coefficients) | change
        made.append(replace(cell, name=f"{label} {cell.name}", coefficients=coefficients(after)))
        value = sum(factor * atoms[atom] for atom, factor in change.items())
        upward = change if value >= 0 else {atom: -f for atom, f in change.items()}
        made.append(
            replace(
                cell,
                name=f"{label} change {cell.name}",
                coefficients=coefficients(upward),
                marked=False,
                offered=False,
            )
        )
    return Table(atoms, tuple(made))


def name_of(label: str, key: Key) -> str:
    """Name an atom or a cell of a table."""
    return f"{label} {json.dumps(key, ensure_ascii=False)}".lstrip()


def _marked(dimensions: Sequence[str], totals: Mapping[Key, int]) -> set[Key]:
    """Find the cells that hold nearly all of a line, along each dimension that tells of a group."""
    marked: set[Key] = set()
    for place, dimension in enumerate(dimensions):
        if dimension not in GROUP_DIMENSIONS:
            continue
        lines: dict[Key, list[Key]] = {}
        for key in sorted(totals, key=in_order):
            if key[place] != TOTAL:
                lines.setdefault((*key[:place], *key[place + 1 :]), []).append(key)
        for line in lines.values():
            found = dominating([totals[key] for key in line])
            if found is not None and len(line) > 1:
                marked.add(line[found])
    return marked


def _plus(sums: Iterable[Coefficients]) -> Coefficients:
    total: dict[str, int] = {}
    for terms in sums:
        for atom, factor in terms:
            total[atom] = total.get(atom, 0) + factor
    return coefficients(total)
