"""Which place does a text name?

Codes are those of Statistics Sweden: two digits for a county (län), four for a municipality.
``SE`` is the country; ``stockholm_area`` is the area of an estimate that no code covers.
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from etl.cells.error import CellError
from etl.cells.tidy import tidy

COUNTRY = "SE"
STOCKHOLM_AREA = "stockholm_area"

_REGIONS = Path(__file__).parent.parent / "data" / "region_codes.csv"
_CODE_AND_NAME = re.compile(r"(?P<code>[0-9]{2}|[0-9]{4}|se)[ ,:-]+(?P<name>[^0-9]+)")
_COUNTRY_NAMES = ("riket", "hela riket", "sverige", "sweden", "hela landet", "00", "0", "se")
_AREA_NAMES = ("stockholm_area", "stockholm area", "stockholmsområdet", "stockholmsregionen")
# Names in use that no rule gives.
_FURTHER = {"falu kommun": "2080", "region gotland": "0980", "dalarna": "20"}


def parse_geography(text: str) -> str:
    """Give the code of a municipality or county, ``SE`` or ``stockholm_area``.

    Reads codes, with the leading zero that spreadsheets drop put back; names with or without
    ``stad``, ``kommun`` and a genitive s; and a code with its name. ``Stockholm`` alone is the
    municipality. Raises ``CellError`` (``unknown_geography``, ``code_and_name_differ``).
    """
    wanted = tidy(text).casefold()
    names = _names()
    if wanted in names:
        return names[wanted]
    both = _CODE_AND_NAME.fullmatch(wanted)
    if both and both["code"] in names and both["name"].strip() in names:
        code = names[both["code"]]
        if code != names[both["name"].strip()]:
            raise CellError("code_and_name_differ", text)
        return code
    raise CellError("unknown_geography", text)


@cache
def region_names() -> dict[str, str]:
    """Give the Swedish name of each county and municipality by its code, in order of code."""
    with _REGIONS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["regionkod"]: row["namn"] for row in rows if row["niva"] != "riket"}


@cache
def _names() -> dict[str, str]:
    names = dict(_further())
    for code, name in region_names().items():
        names[code] = names[code.lstrip("0")] = code
        ways = _county_ways(name) if len(code) == 2 else _municipality_ways(name)
        for way in ways:
            names.setdefault(way.casefold(), code)
    return names


def _further() -> Iterator[tuple[str, str]]:
    yield from ((name, COUNTRY) for name in _COUNTRY_NAMES)
    yield from ((name, STOCKHOLM_AREA) for name in _AREA_NAMES)
    yield from _FURTHER.items()


def _county_ways(name: str) -> Iterator[str]:
    bare = name.removesuffix(" län")
    yield name
    for way in (bare, bare.removesuffix("s")):
        yield f"{way} county"
        yield f"{way} län"


def _municipality_ways(name: str) -> Iterator[str]:
    yield name
    for way in (name, name if name.endswith(("s", "x", "z")) else f"{name}s"):
        for kind in ("kommun", "stad", "municipality"):
            yield f"{way} {kind}"
    yield f"city of {name}"
