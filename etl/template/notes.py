"""What does a template tell the one who fills it in? In Swedish, as the offices work in it."""

from etl.columns import Kind, kind_of
from etl.headings import heading
from etl.source import Source
from etl.template.lines import LISTS

_FIGURE = (
    "Tom cell: inte rapporterat. 0 eller –: noll. ..: uppgiften går inte att få fram. "
    ".: kan inte förekomma."
)
_BY_KIND = {
    Kind.PERIOD: "Skriv 2025, 2025-H1 (halvår), 2025-Q1 (kvartal) eller 2025-03 (månad).",
    Kind.GEOGRAPHY: "Kommunens kod med fyra siffror, till exempel 0180, eller dess namn.",
    Kind.CODE: "Välj i listan. Samtliga är totalen.",
    Kind.DATE: "Skriv datumet som 2026-02-04.",
    Kind.COUNT: "Ett helt antal. " + _FIGURE,
    Kind.SHARE: "En andel: 0,44 eller 44 %. " + _FIGURE,
    Kind.AMOUNT: "Ett belopp i kronor. " + _FIGURE,
    Kind.NUMBER: "Ett tal, under noll också. " + _FIGURE,
    Kind.FLAG: "1 om personerna står på listan, annars 0. Döp kolumnen efter listan.",
    Kind.TEXT: "Fri text. Skriv inga personuppgifter.",
}
_BY_NAME = {
    "note": "Det som en läsare behöver veta om raden, högst 200 tecken. Inga personuppgifter.",
    "owner": "En funktion, inte en person.",
    "unit": "Arbetsplatsens namn eller måttets enhet. Inga personuppgifter.",
    "status": "Preliminär om siffran kan ändras, annars Slutlig. Uppskattad eller Påstådd "
    "om ingen har räknat.",
    "headcount": "De som är anställda i yrkesgruppen på periodens sista dag. " + _FIGURE,
    "trained": "De av dem vars utbildning gäller på periodens sista dag. " + _FIGURE,
}
_CADENCE = {"quarter": "varje kvartal", "half": "varje halvår", "year": "varje år"}


def column_note(source: Source, name: str) -> str:
    """Say what a column holds."""
    if name in _BY_NAME:
        return _BY_NAME[name]
    return _BY_KIND[Kind.FLAG if name in LISTS else kind_of(source.column(name))]


def sheet_notes(source: Source) -> list[str]:
    """Say what the file is for, when it is due and how it is filled in."""
    return [
        f"Mall för {source.title[0]}",
        (
            f"Lämnas av: {source.owner[0]}, {_CADENCE[source.cadence]}, "
            f"senast {source.due_days} dagar efter periodens slut."
        ),
        "Fyll i bladet Uppgifter. Raderna för listorna står redan där: skriv antalen.",
        "Rader där alla antal är tomma läses inte. Ta gärna bort dem.",
        (
            "Skriv aldrig namn, personnummer eller andra personuppgifter: en fil med sådana tas "
            "inte emot."
        ),
        _FIGURE,
        "Bladet Exempel visar påhittade siffror. Bladet Listor har de värden som kan väljas.",
        *(
            f"{heading(name, 'sv')}: {column_note(source, name)}"
            for name in source.columns
            if name in source.required
        ),
    ]
