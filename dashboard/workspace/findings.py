"""How does a person read what was found in a return, and what it would change?"""

from collections.abc import Sequence
from dataclasses import replace

from dash import html

from dashboard import components as c
from dashboard import formats
from dashboard.components import Cell, Child
from dashboard.effects import Change
from dashboard.workspace.page import Work
from etl.checking import Checked
from etl.finding import MOST_EXAMPLES, Finding, Severity
from etl.period import Period
from etl.records import Number
from etl.registers import read_data
from etl.vocabulary import ALL, Language, code_lists
from etl.wording import NAMES
from indicators.definition import Indicator, Kind
from indicators.results import Observation

_MOST_CHANGES = 100
_COUNTED = frozenset({"jump", "changed_final", "total_mismatch"})
"""Rules whose value is a number that the sentence names."""
_NUMBERS = frozenset({"value", "before", "whole", "part", "parts", "entitled", "applicable"})
_PERIODS = {
    "jump": ("other",),
    "lost_series": ("before", "period"),
    "doubled_series": ("period", "other"),
    "total_mismatch": ("dimension",),
}
"""Which particulars of a rule are periods."""


def grouped(work: Work, findings: Sequence[Finding]) -> list[Child]:
    """Give a table for each kind of finding, errors first, at most ten examples of each."""
    kinds: dict[tuple[Severity, str, str, str | None], list[Finding]] = {}
    for one in sorted(findings, key=lambda one: one.severity is Severity.WARNING):
        kind = (one.severity, one.rule, one.words, one.column)
        kinds.setdefault(kind, []).append(_spoken(one, work.language))
    return [_kind(work, same) for same in kinds.values()]


def _kind(work: Work, same: list[Finding]) -> Child:
    """Name what is wrong, with its column, how often, and what to do; then where it is."""
    first, heading = same[0], _heading(work, same[0])
    count = work.n("{count} place", "{count} places", len(same))
    head = [work.t("Where"), work.t("Column"), work.t("Value"), work.t("What is wrong")]
    rows: list[list[Child | Cell]] = [
        [Cell(_place(work, one), below=one.sheet), *_where(one), one.message]
        for one in same[:MOST_EXAMPLES]
    ]
    more = len(same) - len(rows)
    tail = [html.P(work.t("and {count} more of the same kind", count=more))] if more else []
    return html.Div(
        [
            html.H3(f"{heading} ({count})"),
            html.P(first.hint),
            c.table(heading, head, rows, hide_caption=True, stack=True),
            *tail,
        ],
        className="section",
    )


def _heading(work: Work, one: Finding) -> str:
    word = work.t("Error") if one.severity is Severity.ERROR else work.t("Warning")
    names = NAMES.get(one.rule, (one.rule, one.rule))
    about = [names[0] if work.language == "sv" else names[1], _where(one)[0]]
    return f"{word}: {', '.join(part for part in about if part)}"


def _spoken(one: Finding, language: Language) -> Finding:
    """Say a finding in a language, with numbers and periods written as on every page."""
    args = tuple((name, _particular(one.rule, name, value, language)) for name, value in one.args)
    value = one.value
    if value is not None and one.rule in _COUNTED:
        value = _particular(one.rule, "value", value, language)
    said = replace(one, args=args, value=value).in_language(language)
    return replace(one, message=said.message, hint=said.hint)


def _particular(rule: str, name: str, value: str | int, language: Language) -> str:
    """Write one particular of a sentence: a period in words, a number with its thousands apart."""
    said = str(value)
    if name in _PERIODS.get(rule, ()):
        return ", ".join(_period_said(part, language) for part in said.split(", "))
    if name in _NUMBERS and said.isdecimal():
        return formats.number(int(said), language)
    return said


def _period_said(said: str, language: Language) -> str:
    try:
        return formats.period(Period.parse(said), language)
    except ValueError:
        return said


def _place(work: Work, one: Finding) -> str:
    return work.t("row {number}", number=one.row) if one.row else work.t("the whole file")


def _where(one: Finding) -> tuple[str, str]:
    """Give column and value; of several columns apart, so that 26 and 22 do not read as 26.22."""
    column, value = one.column or "", one.value or ""
    if "," not in column:
        return column, value
    return column.replace(",", ", "), value.replace(",", " | ")


def next_step(work: Work, checked: Checked) -> list[Child]:
    """Say what the steward does now, with the way there."""
    if checked.errors:
        said = work.t("It has errors. Correct the file and hand it in again.")
        return [f"{said} ", c.link(work.t("Hand in a return"), f"{work.href('returns')}#new")]
    said = work.t("It has warnings. Correct the file, or accept them with a reason.")
    return [f"{said} ", c.link(work.t("Accept the warnings"), "#accept")]


def changes(work: Work, found: Sequence[Change]) -> Child:
    """Give the figures that a return would change, before and after, as a table."""
    if not found:
        return c.note(work.t("No figure of an indicator would change."))
    names = {row["regionkod"]: row["namn"] for row in read_data("region_codes.csv")}
    head = [work.t("Indicator"), work.t("Period"), work.t("Before"), work.t("After")]
    rows: list[list[Child | Cell]] = [
        [
            Cell(
                one.indicator.title.sv if work.language == "sv" else one.indicator.title.en,
                below=_about(work, one, names),
            ),
            formats.period(one.period, work.language),
            Cell(_said(work, one.indicator, one.before), kind="number"),
            Cell(_said(work, one.indicator, one.after), kind="number"),
        ]
        for one in found[:_MOST_CHANGES]
    ]
    count = work.n("{count} figure would change", "{count} figures would change", len(found))
    alone = work.t("Not protected: for you alone.")
    table = c.table(work.t("What it would change"), head, rows, hide_caption=True, stack=True)
    told = html.P(f"{count}. {alone}")
    return html.Div([told, c.folded_table(work.view, table)], className="section")


def _about(work: Work, one: Change, names: dict[str, str]) -> str:
    lists = code_lists()
    parts = [
        lists[name].label(code, work.language) if name in lists else code
        for name, code in one.breakdown
        if code != ALL
    ]
    return ", ".join([names.get(one.geography, one.geography), *parts])


def _said(work: Work, indicator: Indicator, one: Observation | None) -> Child:
    if one is None:
        return work.t("no figure")
    if one.mark is not None:
        return c.mark(work.view, one.mark.value)
    if one.text is not None:
        return one.text
    ends = [one.value] if one.value is not None else [one.low, one.high]
    return "–".join(_number(work, indicator, end) for end in ends if end is not None)


def _number(work: Work, indicator: Indicator, value: Number) -> str:
    if indicator.kind is Kind.SHARE:
        return formats.share(value, work.language)
    return formats.number(value, work.language, decimals=0 if float(value).is_integer() else 2)
