"""How are agreements shown along the time, and referrals both ways?"""

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import figure_grids
from dashboard.chart_words import row_height
from dashboard.components import Cell, Child
from dashboard.page import View
from dashboard.pages import parts
from dashboard.pages.over_time import indicator_figure
from dashboard.pages.stated import stated
from dashboard.presenters import words
from dashboard.presenters.partnership import (
    AGREEMENTS,
    REFERRALS,
    Flow,
    Timeline,
    flow,
    in_words,
    lanes_of,
    timeline,
)
from dashboard.presenters.rows import words_or_mark

_MOST_SHOWN = 4


def agreements(view: View) -> Component | None:
    """Show which kinds of agreement were in force when, with their number."""
    found = timeline(view, view.settings.geography)
    lead = parts.latest(view, AGREEMENTS)
    if found is None or lead is None or view.release is None:
        return None
    name = view.words(view.release.indicators[AGREEMENTS].definition["title"])
    drawn = lanes_of(view, found)
    return c.figure(
        view,
        anchor=AGREEMENTS,
        heading=parts.fact(view, name, lead),
        sentence=view.t(
            "A band is drawn while at least one agreement of that kind is in force; "
            "the number stands in the band."
        )
        if any(row.mark is None for row in found.rows)
        else "",
        line=view.t("Number of organisations by kind, {place}", place=lead.place),
        picture=c.chart(
            figure_grids.agreements(drawn, found.periods, found.ticks),
            label="; ".join(cell.told for lane in drawn for cell in lane.cells[-1:]),
            anchor=f"chart-{AGREEMENTS}",
            height=80
            + row_height([lane.label for lane in drawn], figure_grids.MOST_SIGNS) * len(drawn),
            language=view.language,
        ),
        data=_agreement_table(view, found),
        said=stated(view, AGREEMENTS, lead, *lead.remarks),
        working=parts.working(view, AGREEMENTS, lead),
        downloads=parts.downloads(view, AGREEMENTS),
        permanent=f"{view.permanent('partnership')}#{AGREEMENTS}",
    )


def referrals(view: View) -> Component | None:
    """Show referrals to organisations above the line and those from them below it."""
    found = flow(view, view.settings.geography)
    if found is None or view.release is None:
        return indicator_figure(view, REFERRALS, page="partnership")
    name = view.words(view.release.indicators[REFERRALS].definition["title"])
    to, back = found.to[-1], found.back[-1]
    heading = view.t("{title}: not reported yet", title=name)
    if to.value is not None and back.value is not None:
        heading = view.t(
            "{to} referrals to organisations, {back} from them, {period}",
            to=to.figure,
            back=back.figure,
            period=to.period,
        )
    elif to.mark is not None:
        heading = f"{name}: {words_or_mark(view, to)}"
    return c.figure(
        view,
        anchor=REFERRALS,
        heading=heading,
        sentence=in_words(view, found),
        line=_unit(view, found),
        picture=_flow_chart(view, found),
        data=_flow_table(view, found),
        said=stated(view, REFERRALS, parts.latest(view, REFERRALS)),
        working=parts.working(view, REFERRALS, to),
        downloads=parts.downloads(view, REFERRALS),
        permanent=f"{view.permanent('partnership')}#{REFERRALS}",
    )


def _unit(view: View, found: Flow) -> str:
    said = view.t("Number of referrals, {place}", place=found.to[-1].place)
    if all(one is None or one.value is None for one in found.answered):
        return said
    part = view.t("Below the line, the part nearest to it was answered within 14 days.")
    return f"{said}. {part}"


def _flow_chart(view: View, found: Flow) -> Component:
    said = (
        view.t("to organisations"),
        view.t("from organisations"),
        view.t("from organisations, answered within 14 days"),
    )
    return c.chart(
        figure_grids.referrals(
            found.to, found.back, found.answered, parts.gap_words(view), said, found.ticks
        ),
        label="; ".join(
            f"{one.period}: {said[0]} {words_or_mark(view, one)}, "
            f"{said[1]} {words_or_mark(view, other)}"
            for one, other in zip(found.to, found.back, strict=True)
        ),
        anchor=f"chart-{REFERRALS}",
        height=340,
        language=view.language,
    )


def _agreement_table(view: View, found: Timeline) -> Child:
    head = [view.t("Period"), *(words.capital(name) for name, _ in found.kinds)]
    columns = [rows for _, rows in found.kinds]
    body: list[list[Child | Cell]] = [
        [
            period,
            *(parts.value_or_silence(view, rows[place], remarks=False) for rows in columns),
        ]
        for place, period in reversed(list(enumerate(found.periods)))
    ]
    caption = view.t("Agreements in force, by kind")
    said = parts.folded_table(view, caption, head, body, most=_MOST_SHOWN)
    return html.Div([*said, parts.legend(view, found.rows), parts.sources_below(view, found.rows)])


def _flow_table(view: View, found: Flow) -> Child:
    head = [
        view.t("Period"),
        view.t("To organisations"),
        view.t("From organisations"),
        view.t("Answered within 14 days"),
        view.t("Source"),
    ]
    body: list[list[Child | Cell]] = [
        [
            to.period,
            parts.value_cell(view, to),
            parts.value_cell(view, back),
            parts.value_or_silence(view, answered),
            parts.source_cell(view, to),
        ]
        for to, back, answered in reversed(
            list(zip(found.to, found.back, found.answered, strict=True))
        )
    ]
    table = c.table(view.t("Referrals both ways, by period"), head, body, stack=True)
    rows = (*found.to, *found.back, *(row for row in found.answered if row is not None))
    return html.Div([table, parts.legend(view, rows), parts.sources_below(view, rows)])
