"""Does a certificate prove its claim?

Additions and comparisons of whole numbers, nothing else: this module imports no solver and
nothing of the engine, and works out by itself what must be proved. What it reads is described
in ``certificate``.
"""

from collections.abc import Mapping
from typing import Any

Sum = Mapping[str, int]


def check(claim: Mapping[str, Any], certificate: Mapping[str, Any]) -> tuple[str, ...]:
    """Give every fault found, as sentences; none means that the promise is proved."""
    cells = {cell["name"]: cell for cell in claim["cells"]}
    if len(cells) != len(claim["cells"]):
        return ("two cells have one name",)
    sensitive = [name for name, cell in cells.items() if _is_sensitive(claim, cell)]
    faults = [f"{name} is sensitive and shown" for name in sensitive if cells[name]["shown"]]
    atoms = list(claim["atoms"])
    tables = [dict(zip(atoms, table, strict=True)) for table in certificate["tables"]]
    known = _everything_known(claim)
    for number, table in enumerate(tables):
        faults += [f"table {number} {fault}" for fault in _disagreements(table, known)]
    return (*faults, *_unproved(claim, certificate, cells, sensitive, tables))


def certified_cells(claim: Mapping[str, Any], certificate: Mapping[str, Any]) -> int:
    """Count the sensitive cells that keep both witnesses in full, nothing weakened."""
    return 0 if check(claim, certificate) else in_full(certificate)


def in_full(certificate: Mapping[str, Any]) -> int:
    """Count the same in a certificate that has passed."""
    weakened = {cell for insider, cell, *_ in certificate["exposed"] if insider is None}
    named = {cell for insider, cell, *_ in certificate["demands"] if insider is None}
    return len(named - weakened)


def _unproved(
    claim: Mapping[str, Any],
    certificate: Mapping[str, Any],
    cells: Mapping[str, Mapping[str, Any]],
    sensitive: list[str],
    tables: list[dict[str, int]],
) -> list[str]:
    """Go through every demand and look at the two tables named for it."""
    named = {(line[0], line[1]): (line[2], line[3]) for line in certificate["demands"]}
    exposed = {(line[0], line[1]): (line[2], line[3]) for line in certificate["exposed"]}
    faults = ["nothing outside explains what is exposed"] if exposed and not claim["known"] else []
    insiders = [n for n in sensitive if _is_insider(claim, cells[n])] if claim["insiders"] else []
    for insider in (None, *insiders):
        whole = cells[insider]["sum"] if insider is not None else None
        for name in sensitive:
            terms = cells[name]["sum"]
            if whole is not None and _is_part(terms, whole):
                continue
            low = 1 if whole is not None and _contains(terms, whole) else 0
            high = cells[name]["threshold"] or 5
            low, high = exposed.get((insider, name), (low, high))
            pair = named.get((insider, name))
            if pair is None:
                faults.append(f"no tables are named for {name}, insider {insider}")
                continue
            chosen = [tables[number] for number in pair]
            if whole is not None and any(_add(table, whole) != 1 for table in chosen):
                faults.append(f"a table for {name} denies its insider {insider}")
            if _add(chosen[0], terms) != low or _add(chosen[1], terms) < high:
                faults.append(f"the tables for {name}, insider {insider}, do not reach both ends")
    return faults


def _everything_known(claim: Mapping[str, Any]) -> list[tuple[Sum, int | None, int | None]]:
    """List what is known and shown as sums with their bounds."""
    known = [(fact["sum"], fact["low"], fact["high"]) for fact in claim["known"]]
    for cell in claim["cells"]:
        if cell["shown"]:
            value = _add(claim["atoms"], cell["sum"])
            below, above = cell["margin"]
            known.append((cell["sum"], value - below, value + above))
    return known


def _disagreements(
    table: Mapping[str, int], known: list[tuple[Sum, int | None, int | None]]
) -> list[str]:
    faults = []
    if any(type(count) is not int or count < 0 for count in table.values()):
        faults.append("holds something that is not a count")
    for terms, low, high in known:
        value = _add(table, terms)
        if (low is not None and value < low) or (high is not None and value > high):
            faults.append(f"gives {value} where {low} to {high} is known")
    return faults


def _is_sensitive(claim: Mapping[str, Any], cell: Mapping[str, Any]) -> bool:
    value = _add(claim["atoms"], cell["sum"])
    small = cell["threshold"] is not None and 1 <= value < cell["threshold"]
    given = any(f["sum"] == cell["sum"] and f["low"] == f["high"] == value for f in claim["known"])
    return (small or bool(cell["marked"])) and not given


def _is_insider(claim: Mapping[str, Any], cell: Mapping[str, Any]) -> bool:
    return _add(claim["atoms"], cell["sum"]) == 1 and all(f > 0 for f in cell["sum"].values())


def _is_part(terms: Sum, whole: Sum) -> bool:
    return all(factor <= whole.get(atom, 0) for atom, factor in terms.items() if factor > 0)


def _contains(terms: Sum, part: Sum) -> bool:
    return all(terms.get(atom, 0) >= factor for atom, factor in part.items())


def _add(counts: Mapping[str, int], terms: Sum) -> int:
    return sum(factor * counts[atom] for atom, factor in terms.items())
