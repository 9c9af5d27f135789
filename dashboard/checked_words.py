"""What is said of a file that was checked and not handed in?"""

from etl.checking import Checked
from etl.finding import as_text
from etl.vocabulary import Language

_CHECKED = {
    "sv": "{name}: {source}, {rows} rader, {errors} fel, {warnings} varningar.",
    "en": "{name}: {source}, {rows} rows, {errors} errors, {warnings} warnings.",
}


def checked_words(checked: Checked, language: Language) -> str:
    """Say what a check found in a file that is not handed in."""
    source = checked.source.name if checked.source else "–"
    head = _CHECKED[language].format(
        name=checked.filename,
        source=source,
        rows=checked.rows,
        errors=len(checked.errors),
        warnings=len(checked.warnings),
    )
    return "\n".join(part for part in (head, as_text(checked.findings, language)) if part)
