"""How do the applications compare with estimated victims and with known cases?"""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import figure_rows, formats
from dashboard.components import BandRow, Cell, Child
from dashboard.page import View
from dashboard.pages import parts
from dashboard.presenters import reflection as r
from dashboard.presenters import words


def coverage(view: View, *, page: str = "reflection", chart: bool = False) -> Component:
    """Set applications, known cases and the estimate on one scale, with the shares as table.

    The picture is made of plain bands, which everybody sees, or with ``chart`` of a chart.
    """
    found = r.comparisons(view, view.settings.geography)
    first = next((k for k in found if k.slug == r.COVERAGE), None)
    drawn = [k for k in found if k.above is not None and k.below is not None]
    heading = view.t("How many victims there are is not known, so no share can be given")
    if first is not None and first.row.mark is None:
        heading = view.t(
            "{applications} applications, set against an estimated {victims} victims",
            applications=first.numerator,
            victims=first.denominator,
        )
    elif not found:
        heading = view.t("No comparison can be made yet")
    line = view.t("Number of persons, {place}", place=words.place(view, view.settings.geography))
    if first is not None:
        line = ", ".join(p for p in (line, first.row.period, first.group) if p)
    notes = first.row.remarks if first is not None else ()
    return c.figure(
        view,
        anchor="coverage",
        heading=heading,
        line=line,
        picture=_chart(view, drawn) if chart and drawn else _bands(view, drawn),
        data=_comparison_table(view, found),
        said=parts.judged(view, first.row if first else None, *notes),
        working=parts.working(view, r.COVERAGE, first.row) if first else (),
        downloads=parts.downloads(view, r.COVERAGE),
        permanent=view.permanent(page, **_slug(page)) + "#coverage",
    )


def _slug(page: str) -> dict[str, str]:
    return {"slug": r.COVERAGE} if page == "indicator" else {}


def _chart(view: View, drawn: Sequence[r.Comparison]) -> Child:
    amounts: list[figure_rows.Amount] = []
    for one in drawn:
        low, high = one.below or (0.0, 0.0)
        if one.slug == r.KNOWN:
            known = words.capital(one.reading)
            amounts.append(figure_rows.Amount(known, one.denominator, low, known=True))
            continue
        amounts.append(figure_rows.Amount(_applied(view, one), one.numerator, one.above or 0.0))
        estimated = view.t("Estimated number")
        amounts.append(figure_rows.Amount(estimated, one.denominator, low, high))
    said = "; ".join(f"{a.label}: {a.text}" for a in amounts)
    return c.chart(
        figure_rows.coverage(amounts),
        label=said,
        anchor="chart-coverage",
        height=80 + 56 * len(amounts),
        language=view.language,
    )


def _bands(view: View, drawn: Sequence[r.Comparison]) -> Child:
    rows: list[BandRow] = []
    ends: list[float] = []
    for one in drawn:
        low, high = one.below or (0.0, 0.0)
        ends += [high, one.above or 0.0]
        if one.slug != r.KNOWN:
            rows.append(BandRow(_applied(view, one), "bar", one.numerator, one.above))
            rows.append(BandRow(view.t("Estimated number"), "band", one.denominator, low, high))
        else:
            rows.append(BandRow(words.capital(one.reading), "known", one.denominator, low))
    if not rows:
        return c.gap(3, label=view.t("Nothing to compare with yet"))
    top = _round_up(max(ends))
    step = top / 5
    ticks = [(step * k, formats.amount(step * k, view.language)) for k in range(6)]
    label = "; ".join(f"{row.label}: {row.text}" for row in rows)
    return c.band(rows, top=top, ticks=ticks, label=label)


def _applied(view: View, one: r.Comparison) -> str:
    return view.t("Applications: {group}", group=one.group) if one.group else view.t("Applications")


def _round_up(value: float) -> float:
    step = 10.0 ** max(len(str(int(value))) - 1, 0)
    for factor in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10):
        if value <= step * factor:
            return step * factor
    return step * 10


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
            Cell(one.denominator, kind="number"),
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
    return words.capital(f"{kind}: {one.group}" if one.group else kind)
