"""What has a finding's wording?

A wording has the severity and, in Swedish and English, a message and a hint. ``{column}`` and
``{value}`` are the finding's own; other names are its particulars. A rule of its own stable
name may have several wordings.
"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error holds the file; a warning asks for a tick and a reason."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Wording:
    """Message and hint in both languages; ``rule`` where the name that machines see differs."""

    sv: tuple[str, str]
    en: tuple[str, str]
    severity: Severity = Severity.ERROR
    rule: str | None = None


TEMPLATE = (
    "Hämta en ny mall och fyll i den.",
    "Fetch a new template and fill it in.",
)
SAVE_AGAIN = (
    "Spara filen på nytt som vanlig xlsx eller csv och lämna in den igen.",
    "Save the file again as plain xlsx or csv and hand it in again.",
)
CORRECT = (
    "Rätta cellen i filen och lämna in den igen.",
    "Correct the cell in the file and hand it in again.",
)
LOOK = (
    "Kontrollera siffran. Stämmer den, godta den med ett skäl.",
    "Check the figure. If it is right, accept it with a reason.",
)


def of_file(sv: str, en: str, hint: tuple[str, str] = SAVE_AGAIN) -> Wording:
    """Word an error of the file as such."""
    return Wording((sv, hint[0]), (en, hint[1]))


def of_cell(sv: str, en: str, hint: tuple[str, str] = CORRECT, rule: str | None = None) -> Wording:
    """Word an error of a cell or a row."""
    return Wording((sv, hint[0]), (en, hint[1]), rule=rule)


def to_look_at(sv: str, en: str, hint: tuple[str, str] = LOOK, rule: str | None = None) -> Wording:
    """Word a warning."""
    return Wording((sv, hint[0]), (en, hint[1]), Severity.WARNING, rule)
