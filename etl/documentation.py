"""What do those who fill in returns need to know? Pages in both languages, made from the sources.

``python -m etl.documentation`` writes the part on each source anew in ``docs/returns.md``
(Swedish) and ``docs/returns.en.md``; what stands before it is written by hand.
"""

from pathlib import Path

from etl.columns import Kind, kind_of
from etl.headings import heading
from etl.source import Source
from etl.sources import sources
from etl.vocabulary import Language, code_lists

FILES: dict[Language, str] = {"sv": "returns.md", "en": "returns.en.md"}
_DOCS = Path(__file__).parents[1] / "docs"

_HEADINGS: dict[Language, str] = {"sv": "## Källorna\n", "en": "## The sources\n"}
_CADENCE = {
    "sv": {"quarter": "varje kvartal", "half": "varje halvår", "year": "varje år"},
    "en": {"quarter": "each quarter", "half": "each half-year", "year": "each year"},
}
_LINE = {
    "sv": "`{name}` · {owner} · {cadence}, senast {days} dagar efter periodens slut",
    "en": "`{name}` · {owner} · {cadence}, within {days} days of the period's end",
}
_HEAD = {"sv": "| kolumn | får innehålla |", "en": "| column | may hold |"}
_OTHERS = {
    "sv": "Därtill en kolumn för varje lista, med 1 (finns på listan) eller 0.",
    "en": "Beside these a column for each list, with 1 (on the list) or 0.",
}
_KINDS: dict[Kind, tuple[str, str]] = {
    Kind.PERIOD: ("en period", "a period"),
    Kind.GEOGRAPHY: ("en kommun eller region, kod eller namn", "a place, by code or name"),
    Kind.TEXT: ("text, utan namn på personer", "text, without names of persons"),
    Kind.DATE: ("en dag, 2026-02-04", "a day, 2026-02-04"),
    Kind.COUNT: ("ett helt antal", "a whole number"),
    Kind.SHARE: ("en andel, 0,4 eller 40 %", "a share, 0.4 or 40 %"),
    Kind.AMOUNT: ("ett belopp i kronor", "an amount in kronor"),
    Kind.NUMBER: ("ett tal", "a number"),
    Kind.FLAG: ("1 eller 0", "1 or 0"),
}
_MOST_WORDS = 6


def page(language: Language, there: str) -> str:
    """Give the page in one language, as Markdown: its hand-written head, then each source."""
    head, heading_of_sources, _ = there.partition(_HEADINGS[language])
    parts = [_source(one, language) for one in sources().values()]
    return head + heading_of_sources + "\n".join(parts)


def _source(source: Source, language: Language) -> str:
    words = 0 if language == "sv" else 1
    line = _LINE[language].format(
        name=source.name,
        owner=source.owner[words],
        cadence=_CADENCE[language][source.cadence],
        days=source.due_days,
    )
    rows = [
        f"| {heading(name, language)} | {_holds(source, name, language)} |"
        for name in source.columns
    ]
    others = [_OTHERS[language], ""] if source.others is not None else []
    lines = [f"### {source.title[words]}", line, "", _HEAD[language], "| --- | --- |", *rows, ""]
    return "\n".join([*lines, *others])


def _holds(source: Source, name: str, language: Language) -> str:
    column = source.column(name)
    kind = kind_of(column)
    if kind is not Kind.CODE:
        return _KINDS[kind][0 if language == "sv" else 1]
    entries = code_lists()[(column.metadata or {})["list"]].entries
    said = [entry.label(language) for entry in entries[:_MOST_WORDS]]
    return ", ".join(said) + (" …" if len(entries) > _MOST_WORDS else "")


if __name__ == "__main__":
    for language, name in FILES.items():
        path = _DOCS / name
        path.write_text(page(language, path.read_text(encoding="utf-8")), encoding="utf-8")
