"""Which lines stand in a template before anybody has filled it in, and which in its example?"""

from itertools import product

from etl.columns import Kind, kind_of
from etl.source import Source
from etl.sources.rights_package import CHILDREN_ALONE
from etl.vocabulary import ALL, code_lists

Line = dict[str, str]

LISTS = ("Lista A", "Lista B", "Lista C")
"""The columns of an overlaps template, to be named after the lists that are matched."""

_EXAMPLE_PERIOD = {"quarter": "2025-Q1", "half": "2025-H1", "year": "2025"}


def columns_of(source: Source) -> tuple[str, ...]:
    """Name the columns of a template: those that a return must have, and the note."""
    needed = [name for name in source.columns if name in source.required or name == "note"]
    at = len([name for name in source.key if name in needed])
    lists = LISTS if source.others is not None else ()
    return (*needed[:at], *lists, *needed[at:])


def lines_of(source: Source, period: str, geography: str) -> list[Line]:
    """Give a line for each combination of the closed lists in the key, figures empty.

    Values are codes; the totals are left out, since a total need not be reported.
    """
    given = {"period": period, "geography": geography, "status": "preliminary"}
    base = {name: given.get(name, "") for name in columns_of(source)}
    lists = {name: codes for name in source.key if (codes := _codes(source, name))}
    if source.others is not None:
        lists.update(dict.fromkeys(LISTS, ("1", "0")))
    if not lists:
        return []
    lines = [{**base, **dict(zip(lists, one, strict=True))} for one in product(*lists.values())]
    return [line for line in lines if _can_occur(line)]


def example_of(source: Source) -> list[Line]:
    """Give made-up lines that pass the check: the first list of the key runs through."""
    period = _EXAMPLE_PERIOD[source.cadence]
    lines = lines_of(source, period, "0180")
    if not lines:
        lines = [{**dict.fromkeys(columns_of(source), ""), "period": period, "geography": "0180"}]
    running = next((n for n in source.key if _codes(source, n)), None)
    if running is not None:
        fixed = [n for n in source.key if _codes(source, n) and n != running]
        lines = [ln for ln in lines if all(ln[n] == _codes(source, n)[0] for n in fixed)]
    return [{**line, "status": "final", **source.example} for line in lines]


def _codes(source: Source, name: str) -> tuple[str, ...]:
    column = source.column(name)
    if not column.required or kind_of(column) is not Kind.CODE:
        return ()
    return tuple(c for c in code_lists()[(column.metadata or {})["list"]].allowed if c != ALL)


def _can_occur(line: Line) -> bool:
    if line.get("item_id") == CHILDREN_ALONE:
        return line["age_group"] == "minor"
    return "0" not in line.values() or "1" in line.values()
