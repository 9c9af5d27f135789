"""How does one indicator of a release read as a file, JSON or CSV?

Pure, and the same bytes every time: nothing in a file depends on when it was asked for, nor on
what became of the release afterwards. Cells that a spreadsheet would run are neutralised.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from etl.canonical import canonical_json
from etl.records import Number
from indicators.published import PublishedIndicator, Release, ReleaseHead
from indicators.results import Cited, Json, Observation, observation_to_json
from indicators.told import progress_told

Language = Literal["sv", "en"]

_BETWEEN = " | "
# The full-width signs count too: some spreadsheets read them as the plain ones.
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV file is written: for machines, or for spreadsheets in Swedish."""

    name: str
    delimiter: str
    decimal: str
    line_end: str
    bom: str


MACHINE = Dialect("machine", ",", ".", "\n", "")
SWEDISH = Dialect("sv", ";", ",", "\r\n", "\ufeff")
DIALECTS = {dialect.name: dialect for dialect in (MACHINE, SWEDISH)}


def json_text(value: Json) -> str:
    """Write an object as one line of JSON in the order given; UTF-8 stays as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def reference(head: ReleaseHead) -> Json:
    """Say which release a file is of, leaving out what may change once it is public."""
    changing = ("state", "withdrawn_reason")
    return {name: value for name, value in head.to_json().items() if name not in changing}


def dimensions(indicator: PublishedIndicator) -> tuple[str, ...]:
    """Name the breakdown dimensions: the definition's first, then others that figures have."""
    declared = list(indicator.definition["breakdowns"])
    found = sorted({name for o in indicator.observations for name, _ in o.breakdown})
    return tuple(dict.fromkeys([*declared, *found]))


def labels(
    release: Release, indicator: PublishedIndicator, language: Language
) -> dict[str, dict[str, str]]:
    """Give the words for the codes in the indicator's figures, by dimension; places too."""
    codes: dict[str, dict[str, None]] = {"geography": {}}
    for observation in indicator.observations:
        codes["geography"][observation.geography] = None
        for name, code in observation.breakdown:
            codes.setdefault(name, {})[code] = None
    return {
        name: {code: str(known[code][language]) for code in found if code in known}
        for name, found in codes.items()
        if (known := release.codelists.get(name))
    }


def indicator_json(
    release: Release,
    indicator: PublishedIndicator,
    observations: Sequence[Observation],
    language: Language = "sv",
) -> Json:
    """Give the object of one indicator: its release, definition, words and ``observations``."""
    return {
        "release": reference(release.head),
        "indicator": dict(indicator.definition),
        "language": language,
        "labels": labels(release, indicator, language),
        "observations": [
            observation_to_json(seen) | {"progress": progress_told(release, indicator.slug, seen)}
            for seen in observations
        ],
    }


def indicator_csv(
    release: Release,
    indicator: PublishedIndicator,
    observations: Sequence[Observation],
    dialect: Dialect = MACHINE,
    language: Language | None = None,
) -> str:
    """Write ``observations`` as CSV text, one row each, a code beside each empty value.

    With a language, each dimension is followed by a column of its words.
    """
    header, rows = indicator_table(release, indicator, observations, dialect, language)
    out = io.StringIO()
    out.write(dialect.bom)
    writer = csv.writer(out, delimiter=dialect.delimiter, lineterminator=dialect.line_end)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def indicator_table(
    release: Release,
    indicator: PublishedIndicator,
    observations: Sequence[Observation],
    dialect: Dialect = MACHINE,
    language: Language | None = None,
) -> tuple[list[str], list[list[str]]]:
    """Give the names of a file's columns and its cells as text, a row each observation."""
    names = dimensions(indicator)
    words = labels(release, indicator, language) if language else {}
    columns = [
        *_dimension_columns(names, words, labelled=language is not None),
        *_figure_columns(lambda number: number_text(number, dialect)),
        *_progress_columns(release, indicator),
        *_origin_columns(release, indicator),
    ]
    header = [name for name, _ in columns]
    return header, [[read(observation) for _, read in columns] for observation in observations]


def number_text(number: Number | None, dialect: Dialect = MACHINE) -> str:
    """Write a number with all its digits and no thousands separator; "" for None."""
    if number is None:
        return ""
    if isinstance(number, float) and number.is_integer():
        return str(int(number))
    return format(Decimal(repr(number)), "f").replace(".", dialect.decimal)


def neutralise(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula; break lines by LF."""
    safe = f"'{text}" if text.startswith(_RUNS) else text
    # A lone CR would stand unquoted where lines end in LF, and tear the row apart.
    return safe.replace("\r\n", "\n").replace("\r", "\n")


_Column = tuple[str, Callable[[Observation], str]]


def _dimension_columns(
    names: Sequence[str], words: Mapping[str, Mapping[str, str]], *, labelled: bool
) -> list[_Column]:
    columns: list[_Column] = [
        ("period", lambda o: o.period.label),
        ("period_start", lambda o: o.period.start.isoformat()),
        ("period_end", lambda o: o.period.end.isoformat()),
    ]
    readers: list[_Column] = [("geography", lambda o: o.geography)]
    readers += [(name, _reader(name)) for name in names]
    for name, read in readers:
        columns.append((name, _safe(read)))
        if labelled:
            columns.append((f"{name}_label", _safe(_translated(read, words.get(name, {})))))
    return columns


def _figure_columns(write: Callable[[Number | None], str]) -> list[_Column]:
    def says(cited: Cited) -> str:
        return _says(cited, write)

    return [
        ("value", lambda o: write(o.value)),
        ("low", lambda o: write(o.low)),
        ("high", lambda o: write(o.high)),
        ("status", lambda o: o.status or ""),
        ("mark", lambda o: o.mark.value if o.mark else ""),
        ("reported_on", lambda o: o.reported_on.isoformat() if o.reported_on else ""),
        ("sources", _safe(lambda o: _listed(_origin(c) for c in o.inputs))),
        ("conflicts", _safe(lambda o: _listed(says(c) for c in o.conflicts))),
        ("note", _safe(lambda o: _listed(c.note for c in (*o.inputs, *o.conflicts) if c.note))),
        ("text", _safe(lambda o: o.text or "")),
        ("reason", _safe(lambda o: o.reason or "")),
        ("remarks", _safe(lambda o: _json_cell(observation_to_json(o)["remarks"]))),
        ("inputs", _safe(lambda o: _listed(f"{c.role}: {says(c)}" for c in o.inputs))),
    ]


def _progress_columns(release: Release, indicator: PublishedIndicator) -> list[_Column]:
    def told(observation: Observation) -> str:
        return _json_cell(progress_told(release, indicator.slug, observation))

    return [
        ("progress_status", _safe(lambda o: str((o.progress or {}).get("status") or ""))),
        ("progress", _safe(told)),
    ]


def _origin_columns(release: Release, indicator: PublishedIndicator) -> list[_Column]:
    head = release.head
    fixed = {
        # Not plainly "unit", which is what training calls the units of an organisation.
        "unit_of_value": str(indicator.definition["unit"]),
        "indicator": indicator.slug,
        "release": head.id,
        "release_kind": head.kind,
    }
    return [(name, _constant(neutralise(text))) for name, text in fixed.items()]


def _reader(name: str) -> Callable[[Observation], str]:
    return lambda observation: dict(observation.breakdown).get(name, "")


def _translated(
    read: Callable[[Observation], str], words: Mapping[str, str]
) -> Callable[[Observation], str]:
    return lambda observation: words.get(read(observation), "")


def _constant(text: str) -> Callable[[Observation], str]:
    return lambda _: text


def _safe(read: Callable[[Observation], str]) -> Callable[[Observation], str]:
    return lambda observation: neutralise(read(observation))


def _listed(texts: Iterable[str]) -> str:
    return _BETWEEN.join(dict.fromkeys(texts))


def _json_cell(value: object) -> str:
    return canonical_json(value) if value else ""


def _origin(cited: Cited) -> str:
    parts = (cited.source, cited.document, cited.part, cited.reported_on.isoformat())
    return "/".join(part for part in parts if part)


def _says(cited: Cited, write: Callable[[Number | None], str]) -> str:
    figure = cited.text or write(cited.value)
    if not figure:
        figure = f"{write(cited.low)}–{write(cited.high)}"
    about = " ".join([cited.measure, cited.geography, cited.period, *_stated(cited)])
    return f"{figure} ({about}; {_origin(cited)})"


def _stated(cited: Cited) -> list[str]:
    return [f"{name}={code}" for name, code in cited.breakdown if code != "all"]
