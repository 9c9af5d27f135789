"""What is said of a file that was checked and not handed in?"""

from etl.checking import Checked
from etl.finding import as_text
from etl.vocabulary import Language

_NAMES: dict[Language, dict[str, tuple[str, str]]] = {
    "sv": {"row": ("rad", "rader"), "error": ("fel", "fel"), "warning": ("varning", "varningar")},
    "en": {
        "row": ("row", "rows"),
        "error": ("error", "errors"),
        "warning": ("warning", "warnings"),
    },
}


def counted(number: int, what: str, language: Language) -> str:
    """Say how many rows, errors or warnings there are: one is named as one."""
    one, many = _NAMES[language][what]
    return f"{number} {one if number == 1 else many}"


def checked_words(checked: Checked, language: Language) -> str:
    """Say what a check found in a file that is not handed in."""
    source = checked.source.name if checked.source else "–"
    counts = (
        counted(checked.rows, "row", language),
        counted(len(checked.errors), "error", language),
        counted(len(checked.warnings), "warning", language),
    )
    head = f"{checked.filename}: {source}, {', '.join(counts)}."
    return "\n".join(part for part in (head, as_text(checked.findings, language)) if part)
