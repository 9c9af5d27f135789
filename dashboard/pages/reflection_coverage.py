"""How do the applications compare with estimated victims and with known cases?"""

from collections.abc import Sequence
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import figure_rows
from dashboard.chart_words import row_height
from dashboard.components import Cell, Child
from dashboard.page import View
from dashboard.pages import parts
from dashboard.pages.stated import stated
from dashboard.presenters import reflection as r
from dashboard.presenters import words
from indicators.results import Mark

_MOST_EMPTY = 4


def coverage(view: View, *, page: str = "reflection") -> Component:
    """Set applications, known cases and the estimate on one scale, with the shares as table."""
    found = r.comparisons(view, view.settings.geography)
    first = next((k for k in found if k.slug == r.COVERAGE), None)
    line = view.t("Number of persons, {place}", place=words.place(view, view.settings.geography))
    if first is not None:
        line = ", ".join(p for p in (line, first.row.period, first.group) if p)
    notes = first.row.remarks if first is not None else ()
    return c.figure(
        view,
        anchor="coverage",
        heading=_heading(view, found, first),
        sentence=_sentence(view, found),
        line=line,
        picture=_chart(view, found),
        data=_comparison_table(view, found),
        said=stated(view, r.COVERAGE, first.row if first else None, *notes),
        working=parts.working(view, r.COVERAGE, first.row) if first else (),
        downloads=parts.downloads(view, r.COVERAGE),
        permanent=view.permanent(page, **_slug(page)) + "#coverage",
    )


def _heading(view: View, found: Sequence[r.Comparison], first: r.Comparison | None) -> str:
    if not found:
        return view.t("No comparison can be made yet")
    if first is not None and first.row.mark is None:
        return view.t(
            "{applications} applications, set against an estimated {victims} victims",
            applications=first.numerator,
            victims=first.denominator,
        )
    if first is not None and first.row.mark is Mark.HIDDEN:
        return view.t("Applications against estimated victims: hidden to protect people")
    return view.t("How many victims there are is not known, so no share can be given")


def _sentence(view: View, found: Sequence[r.Comparison]) -> str:
    """Say the shares, each with what it is a share of."""
    shown = [one for one in found if one.row.figure]
    estimated = [one for one in shown if one.slug == r.COVERAGE]
    said = []
    if estimated:
        said.append(
            view.t("That is {share} of the estimated number.", share=estimated[0].row.figure)
        )
    return " ".join([*said, *against_known(view, [one for one in shown if one.slug == r.KNOWN])])


def against_known(view: View, known: Sequence[r.Comparison]) -> list[str]:
    """Say the shares of the known cases, with the group and year that they are of."""
    shares = {one.row.figure: one.row.value for one in known if one.row.value is not None}
    if not shares:
        return []
    return [
        view.n(
            "{applications} application ({group}) is {share} of the known cases.",
            "{applications} applications ({group}) are {share} of the known cases.",
            int(known[0].above or 0),
            applications=known[0].numerator,
            group=_about(known[0]),
            share=words.joined_or(view, sorted(shares, key=lambda said: shares[said] or 0)),
        )
    ]


def _slug(page: str) -> dict[str, str]:
    return {"slug": r.COVERAGE} if page == "indicator" else {}


def _chart(view: View, found: Sequence[r.Comparison]) -> Child:
    rows = _amounts(view, found) or _without(view, found)
    if not rows:
        return c.gap(3, label=view.t("Nothing to compare with yet"))
    return c.chart(
        figure_rows.coverage(rows),
        label="; ".join(a.told for a in rows),
        anchor="chart-coverage",
        height=60 + row_height([a.label for a in rows], figure_rows.MOST_SIGNS) * len(rows),
        language=view.language,
    )


def _amounts(view: View, found: Sequence[r.Comparison]) -> list[figure_rows.Amount]:
    shown = [(one, one.below) for one in found if one.above is not None and one.below is not None]
    floors = {one.group: below[0] for one, below in shown if one.slug == r.KNOWN}
    rows: list[figure_rows.Amount] = []
    drawn = {_pair(one) for one, _ in shown if one.slug == r.COVERAGE}
    for one, (low, high) in shown:
        # What part of an estimate may need the permit is another share of the same two numbers.
        if one.slug == r.ELIGIBLE and _pair(one) in drawn:
            continue
        if one.slug == r.KNOWN:
            rows.append(figure_rows.Amount(_known(view, one), one.denominator, low, known=True))
            continue
        applied = figure_rows.Amount(_applied(view, one), one.numerator, one.above or 0.0)
        # Estimates of one group are set against the same applications, which stand there once.
        if applied not in rows:
            rows.append(applied)
        estimated = figure_rows.Amount(_estimated(view, one), one.denominator, low, high)
        floor = floors.get(one.group)
        rows.append(replace(estimated, floor=floor, middle=one.middle, ends=one.ends))
    return rows


def _known(view: View, one: r.Comparison) -> str:
    """Name known cases with their own group and year: they are seldom those of the estimate."""
    said = words.capital(one.reading or view.t("known cases"))
    return f"{said}: {_about(one)}"


def _about(one: r.Comparison) -> str:
    return ", ".join(part for part in (one.group, one.row.period) if part)


def _pair(one: r.Comparison) -> tuple[str, str, str, str]:
    return one.group, one.against, one.numerator, one.denominator


def _estimated(view: View, one: r.Comparison) -> str:
    said = view.t("Estimated number")
    return f"{said}: {one.against}" if one.against else said


def _without(view: View, found: Sequence[r.Comparison]) -> list[figure_rows.Amount]:
    """Keep a place for each comparison that has no figure."""
    return [
        figure_rows.Amount(_label(view, one), view.t(words.MARKS[mark][0]), 0, mark=mark)
        for one in found[:_MOST_EMPTY]
        if (mark := one.row.mark) is not None
    ]


def _applied(view: View, one: r.Comparison) -> str:
    return view.t("Applications: {group}", group=one.group) if one.group else view.t("Applications")


def _comparison_table(view: View, found: Sequence[r.Comparison]) -> Child:
    head = [
        view.t("Set against"),
        view.t("Applications"),
        view.t("Denominator"),
        view.t("Share"),
        view.t("Source"),
    ]
    rows = [
        [
            _label(view, one),
            Cell(one.numerator, kind="number"),
            Cell(one.denominator, one.ends or None, kind="number"),
            parts.value_cell(view, one.row),
            parts.source_cell(view, one.row),
        ]
        for one in found
    ]
    caption = view.t("Applications set against estimates and known cases")
    table = c.table(caption, head, rows, stack=True)
    shown = [one.row for one in found]
    return html.Div([table, parts.legend(view, shown), parts.sources_below(view, shown)])


def _label(view: View, one: r.Comparison) -> str:
    if one.slug == r.KNOWN:
        return words.capital(f"{one.reading}: {one.label}" if one.reading else one.label)
    kind = (
        view.t("estimated number")
        if one.slug == r.COVERAGE
        else view.t("estimated number who may need the permit")
    )
    about = ", ".join(part for part in (one.group, one.against) if part)
    return words.capital(f"{kind}: {about}" if about else kind)
