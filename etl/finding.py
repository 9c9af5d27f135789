"""What does a check say, and how does it read to a person or a machine?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from etl.vocabulary import Language, code_lists
from etl.wording import TERMS, WORDINGS, Severity

__all__ = ["Finding", "Severity", "as_text", "find"]

MOST_EXAMPLES = 10
LONGEST_VALUE = 60
_KEPT = ("rule", "sheet", "row", "column", "value", "message", "hint")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check says.

    ``row`` is the row that a spreadsheet shows. ``column`` is the heading as written in the
    file; a rule across columns lists them, comma-separated. ``value`` is None for personal data.
    ``words`` and ``args`` let the same finding be said in the other language.
    """

    severity: Severity
    rule: str
    sheet: str | None
    row: int | None
    column: str | None
    value: str | None
    message: str
    hint: str
    words: str
    args: tuple[tuple[str, str | int], ...] = ()

    def in_language(self, language: Language) -> "Finding":
        """Say the same in another language; one kept without its words stays as it was said."""
        if self.words not in WORDINGS:
            return self
        message, hint = _say(self, language)
        return replace(self, message=message, hint=hint)

    def to_json(self) -> dict[str, Any]:
        """Give the object that ``check --format json`` prints."""
        return {
            "severity": self.severity.value,
            "rule": self.rule,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "message": self.message,
            "hint": self.hint,
        }

    def to_store(self) -> dict[str, Any]:
        """Give what is kept of it: the same, and what it takes to say it in another language."""
        return {**self.to_json(), "words": self.words, "args": dict(self.args)}

    @classmethod
    def from_store(cls, kept: Mapping[str, Any], language: Language) -> "Finding":
        """Read what was kept; one that lacks its words says what it said when it was found."""
        found = cls(
            severity=Severity(kept["severity"]),
            words=str(kept.get("words", "")),
            args=tuple(kept.get("args", {}).items()),
            **{name: kept[name] for name in _KEPT},
        )
        return found.in_language(language)


def find(
    words: str,
    language: Language,
    *,
    rule: str | None = None,
    sheet: str | None = None,
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
    args: dict[str, str | int] | None = None,
) -> Finding:
    """Make a finding. ``words`` names its sentences; ``rule`` is its name where they differ."""
    wording = WORDINGS[words]
    finding = Finding(
        severity=wording.severity,
        rule=rule or wording.rule or words,
        sheet=sheet,
        row=row,
        column=column,
        value=value,
        message="",
        hint="",
        words=words,
        args=tuple((args or {}).items()),
    )
    return finding.in_language(language)


def as_text(findings: Sequence[Finding], language: Language) -> str:
    """Say findings to a person: of each kind at most ten examples, then how many more."""
    kinds: dict[tuple[str, str, str | None], list[Finding]] = {}
    for finding in findings:
        kinds.setdefault((finding.severity, finding.words, finding.column), []).append(finding)
    return "\n".join(line for same in kinds.values() for line in _lines(same, language))


def _lines(same: Sequence[Finding], language: Language) -> Iterable[str]:
    words = _FRAME[language]
    for finding in same[:MOST_EXAMPLES]:
        yield f"{words[finding.severity.value]}: {_place(finding, words)}{finding.message}"
    if len(same) > MOST_EXAMPLES:
        yield f"  {words['more'].format(count=len(same) - MOST_EXAMPLES)}"
    yield f"  {same[0].hint}"


def _place(finding: Finding, words: dict[str, str]) -> str:
    parts = (("sheet", finding.sheet), ("row", finding.row), ("column", finding.column))
    named = [f"{words[name]} {where}" for name, where in parts if where is not None]
    return ", ".join(named) + ": " if named else ""


def _say(finding: Finding, language: Language) -> tuple[str, str]:
    wording = WORDINGS[finding.words]
    shown = _Particulars(column=finding.column or "", value=_short(finding.value or ""))
    shown.update({name: _term(name, value, language) for name, value in finding.args})
    message, hint = wording.sv if language == "sv" else wording.en
    return message.format_map(shown), hint.format_map(shown)


class _Particulars(dict[str, str]):
    """What a sentence is filled with; what is not known of a file leaves a gap, not a crash."""

    def __missing__(self, key: str) -> str:
        return "…"


def _term(name: str, value: str | int, language: Language) -> str:
    if name == "allowed":
        return ", ".join(entry.label(language) for entry in code_lists()[str(value)].entries)
    if name == "item":
        return code_lists()["item_id"].label(str(value), language)
    sv, en = TERMS.get(str(value), (str(value), str(value)))
    return sv if language == "sv" else en


def _short(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…"


_FRAME: dict[Language, dict[str, str]] = {
    "sv": {
        "error": "Fel",
        "warning": "Varning",
        "sheet": "blad",
        "row": "rad",
        "column": "kolumn",
        "more": "och {count} till av samma slag",
    },
    "en": {
        "error": "Error",
        "warning": "Warning",
        "sheet": "sheet",
        "row": "row",
        "column": "column",
        "more": "and {count} more of the same kind",
    },
}
