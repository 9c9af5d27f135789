"""How does one indicator of a release read as a workbook? The CSV's columns, with its marks.

Numbers are numbers, nothing is a formula, and the same figures give the same bytes.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from datetime import time as clock_time

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from indicators.marks import MARK_WORDS
from indicators.package import MACHINE, Language, indicator_table, neutralise
from indicators.published import PublishedIndicator, Release
from indicators.results import Observation

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_NUMBERS = ("value", "low", "high")
# What a cell of a workbook can hold; more is dropped without a word by some programs.
_CELL = 32_767
_CUT = " […]"
_SHEETS = {"sv": ("Uppgifter", "Markeringar", "Om"), "en": ("Figures", "Marks", "About")}


def indicator_xlsx(
    release: Release,
    indicator: PublishedIndicator,
    observations: Sequence[Observation],
    language: Language = "sv",
) -> bytes:
    """Write ``observations`` as a workbook: the figures, what marks mean, and the definition."""
    out = io.BytesIO()
    book = Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    # Else the library writes the clock's time.
    day = datetime.combine(release.head.in_force_from, clock_time())
    title = str(indicator.definition["title"][language])
    book.set_properties({"title": title, "created": day})
    figures, marks, about = (book.add_worksheet(name) for name in _SHEETS[language])
    bold = book.add_format({"bold": True})
    figures.freeze_panes(1, 1)
    figures.set_row(0, None, bold)
    _write_figures(figures, release, indicator, observations, language)
    _write_texts(marks, [(mark.value, words[language]) for mark, words in MARK_WORDS.items()])
    _write_texts(about, _about(release, indicator, language))
    book.close()
    return out.getvalue()


def _write_figures(
    sheet: Worksheet,
    release: Release,
    indicator: PublishedIndicator,
    observations: Sequence[Observation],
    language: Language,
) -> None:
    header, rows = indicator_table(release, indicator, observations, MACHINE, language)
    _write_row(sheet, 0, header)
    for number, (observation, row) in enumerate(zip(observations, rows, strict=True), start=1):
        _write_row(sheet, number, row)
        for name in _NUMBERS:
            figure = getattr(observation, name)
            if figure is not None:
                sheet.write_number(number, header.index(name), figure)
    sheet.set_column(0, len(header) - 1, 16)
    sheet.autofilter(0, 0, len(rows), len(header) - 1)


def _write_texts(sheet: Worksheet, rows: Sequence[tuple[str, str]]) -> None:
    for number, row in enumerate(rows):
        _write_row(sheet, number, row)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)


def _write_row(sheet: Worksheet, number: int, texts: Sequence[str]) -> None:
    for column, text in enumerate(texts):
        if text:
            fits = text if len(text) <= _CELL else text[: _CELL - len(_CUT)] + _CUT
            sheet.write_string(number, column, fits)


def _about(
    release: Release, indicator: PublishedIndicator, language: Language
) -> list[tuple[str, str]]:
    head, defined = release.head, indicator.definition
    told = [
        ("indicator", indicator.slug),
        ("title", defined["title"][language]),
        ("meaning", defined["meaning"][language]),
        ("unit_of_value", defined["unit"]),
        ("release", head.id),
        ("release_title", head.title[language]),
        ("release_kind", head.kind),
        ("data_cut", head.data_cut.isoformat()),
        ("note", head.note[language] if head.note else ""),
        ("content_hash", head.content_hash),
    ]
    return [(name, neutralise(str(text))) for name, text in told]
