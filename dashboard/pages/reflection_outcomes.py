"""How did the applications end, as known on different days, and how do they spread over time?"""

from collections.abc import Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import figures, formats
from dashboard.components import Cell, Child, DotRow, Dots, Segment
from dashboard.page import View
from dashboard.pages import parts
from dashboard.pages.lookup import showing, up_to_shown
from dashboard.pages.over_time import height_of
from dashboard.pages.stated import stated
from dashboard.pictures import DotKind, SegmentKind
from dashboard.presenters import reflection as r
from dashboard.presenters import series, words
from dashboard.presenters.finding import finding
from dashboard.presenters.lanes import Lane, lanes
from dashboard.presenters.rows import Row, words_or_mark

_KINDS: dict[str, DotKind] = {
    "granted": "full",
    "pending": "wait",
    "rejected": "cross",
    "withdrawn": "open",
}
_PARTS: dict[str, SegmentKind] = {
    "granted": "full",
    "pending": "light",
    "rejected": "half",
    "withdrawn": "open",
}
_MOST_DOTS = 80


def endings(view: View, total: Row | None) -> list[Child]:
    """Show how the latest year's applications ended, in each release that said so."""
    if total is None or total.mark is not None:
        return []
    all_known = [r.vintage(showing(view, rel), total.observation) for rel in up_to_shown(view)]
    seen = r.revised([v for v in all_known if v is not None])
    if not seen:
        return []
    return [_outcomes(view, total, seen), *_shares(view, seen)]


def _outcomes(view: View, total: Row, seen: Sequence[r.Vintage]) -> Component:
    now = seen[-1]
    granted = now.counts.get("granted", 0)
    heading = view.t("{granted} of {all} granted", granted=granted, all=total.figure)
    if len(seen) > 1:
        heading = view.t(
            "{granted} of {all} granted; as known on {day}, {before}",
            granted=granted,
            all=total.figure,
            day=formats.day(seen[0].day, view.language),
            before=_said(view, seen[0]),
        )
    rows = [_dot_row(view, v, seen[i - 1] if i else None) for i, v in enumerate(seen)]
    label = "; ".join(f"{row.label}: {row.text}" for row in rows)
    small = sum(dots.count for dots in rows[-1].groups) <= _MOST_DOTS
    picture = c.dots(rows, label=label) if small else _stacked(view, now, label)
    line = view.t("Each dot is an application from {period}", period=now.period)
    if any(dots.kind == "new" for row in rows for dots in row.groups):
        line = view.t("{line}; a ringed one was granted since the release before", line=line)
    return c.figure(
        view,
        anchor="outcomes",
        heading=heading,
        line=line if small else view.t("Applications from {period}", period=now.period),
        picture=picture,
        data=_outcome_table(view, seen),
        working=parts.working(view, r.OUTCOMES, now.parts[0].row),
        downloads=parts.downloads(view, r.OUTCOMES),
        permanent=view.permanent("reflection") + "#outcomes",
    )


def _said(view: View, vintage: r.Vintage) -> str:
    said = [f"{words.decapital(p.label)} {p.row.figure}" for p in vintage.parts if p.row.value]
    if vintage.rest:
        said.append(f"{_unknown(view, vintage.rest)} {vintage.rest.count}")
    return ", ".join(said)


def _unknown(view: View, rest: r.Rest) -> str:
    return view.t("outcome protected") if rest.hidden else view.t("outcome not stated")


def _dot_row(view: View, now: r.Vintage, before: r.Vintage | None) -> DotRow:
    groups: list[Dots] = []
    for code, count in now.counts.items():
        old = before.counts.get(code, count) if before else count
        newer = max(count - old, 0) if code == "granted" else 0
        groups.append(Dots(count - newer, _KINDS.get(code, "open")))
        if newer:
            groups.append(Dots(newer, "new"))
    if now.rest:
        groups.append(Dots(now.rest.count, "hidden" if now.rest.hidden else "missing"))
    return DotRow(formats.day(now.day, view.language), tuple(groups), _said(view, now))


def _stacked(view: View, now: r.Vintage, label: str) -> Child:
    cut = [
        Segment(float(p.row.value), _PARTS.get(p.code, "open"), f"{p.label} {p.row.figure}")
        for p in now.parts
        if p.row.value is not None
    ]
    if now.rest:
        kind: SegmentKind = "hidden" if now.rest.hidden else "missing"
        said = f"{_unknown(view, now.rest)} {now.rest.count}"
        cut.append(Segment(float(now.rest.count), kind, said))
    return c.stacked(cut, label=label)


def _outcome_table(view: View, seen: Sequence[r.Vintage]) -> Child:
    codes = dict.fromkeys(p.code for vintage in seen for p in vintage.parts)
    head = [view.t("As known on"), *(words.code(view, "outcome", code) for code in codes)]
    rows: list[list[Child | Cell]] = []
    for vintage in seen:
        by_code = {p.code: p.row for p in vintage.parts}
        cells = [
            parts.value_cell(view, by_code[code], remarks=False) if code in by_code else Cell("")
            for code in codes
        ]
        rows.append([formats.day(vintage.day, view.language), *cells])
    table = c.table(view.t("How the applications ended, by release"), head, rows, stack=True)
    rows_shown = [p.row for v in seen for p in v.parts]
    return html.Div([table, parts.legend(view, rows_shown), parts.sources_below(view, rows_shown)])


def _shares(view: View, seen: Sequence[r.Vintage]) -> list[Child]:
    known = [(v, v.share) for v in seen if v.share is not None]
    if not known:
        return []
    days = [formats.day(v.day, view.language) for v, _ in known]
    rows = [share for _, share in known]
    heading = view.t("{share} of the decided applications were granted", share=rows[-1].figure)
    said = "; ".join(f"{day}: {row.figure}" for day, row in zip(days, rows, strict=True))
    drawing = figures.vintages(days, rows, parts.percent(view))
    return [
        c.figure(
            view,
            anchor="granted-share",
            heading=heading,
            sentence=_share_said(view, days, rows),
            line=view.t(
                "Share granted of those decided, {period}, as known on each day",
                period=known[-1][0].period,
            ),
            picture=c.chart(
                drawing,
                label=said,
                anchor="chart-granted-share",
                height=280,
                language=view.language,
            ),
            data=_share_table(view, days, rows),
            said=stated(view, r.SHARE, rows[-1], *rows[-1].remarks),
            working=parts.working(view, r.SHARE, rows[-1]),
            downloads=parts.downloads(view, r.SHARE),
            permanent=view.permanent("reflection") + "#granted-share",
        )
    ]


def _share_said(view: View, days: Sequence[str], rows: Sequence[Row]) -> str:
    if len(rows) == 1:
        return view.t(
            "{share} as known on {day}; no earlier release says otherwise.",
            share=rows[0].figure,
            day=days[0],
        )
    return view.t(
        "{share} as known on {day}, {old} as known on {before}.",
        share=rows[-1].figure,
        day=days[-1],
        old=rows[-2].figure,
        before=days[-2],
    )


def _share_table(view: View, days: Sequence[str], rows: Sequence[Row]) -> Child:
    head = [view.t("As known on"), view.t("Share"), view.t("Range"), view.t("Source")]
    body = [
        [
            day,
            parts.value_cell(view, row, remarks=False),
            parts.ends(view, row),
            parts.source_cell(view, row),
        ]
        for day, row in zip(days, rows, strict=True)
    ]
    return c.table(view.t("Share granted, by release"), head, body, stack=True)


def by_period(view: View) -> Component:
    """Draw the applications of each period, cut into how they ended where that is known."""
    shown = lanes(view, series.total_rows(view, r.APPLICATIONS, view.settings.geography))
    rows = sorted((row for lane in shown for row in lane.rows), key=_time)
    definition = view.release.indicators[r.APPLICATIONS].definition if view.release else {}
    return c.figure(
        view,
        anchor="by-period",
        heading=_latest(view, shown),
        sentence=finding(view, definition, shown),
        line=view.t("Number of persons, {place}", place=words.place(view, view.settings.geography)),
        picture=_periods(view, shown),
        data=parts.observations_table(
            view,
            view.t("Applications by period"),
            list(reversed(rows)),
            place=False,
            more=(view.t("How they ended"), lambda row: _ended(view, row)),
        ),
        downloads=parts.downloads(view, r.APPLICATIONS),
        permanent=view.permanent("reflection") + "#by-period",
    )


def _ended(view: View, row: Row) -> str:
    """Say the parts of a bar as the chart says them; "" where there is no figure."""
    if row.mark is not None:
        return ""
    return ", ".join(f"{number:g} {said}" for _, number, said in _stack(view, row).parts if number)


def _time(row: Row) -> tuple[date, int]:
    return row.observation.period.end, row.observation.period.months


def _periods(view: View, shown: Sequence[Lane]) -> Child:
    if not shown:
        return c.gap(1, label=view.t("Not reported yet"))
    drawn = []
    for place, lane in enumerate(shown):
        setting = figures.Setting(ticks=lane.ticks)
        stacks = [_stack(view, row) for row in lane.rows]
        chart = c.chart(
            figures.applications(stacks, parts.gap_words(view), setting),
            label="; ".join(f"{row.period}: {words_or_mark(view, row)}" for row in lane.rows),
            anchor="chart-by-period" + (f"-{place}" if place else ""),
            height=height_of(lane),
            language=view.language,
        )
        drawn.append((lane.name if len(shown) > 1 else "", len(lane.rows), chart))
    return c.lanes(drawn)


def _latest(view: View, shown: Sequence[Lane]) -> str:
    """Say the latest figure of the longest periods, and one of a later time where there is any."""
    known = [row for lane in shown for row in reversed(lane.rows) if row.figure]
    if not known:
        return view.t("Applications by period: not reported yet")
    first = known[0]
    newest = max(known, key=_time)
    said = view.n(
        "{figure} application in {period}",
        "{figure} applications in {period}",
        round(first.value or 0),
        figure=first.figure,
        period=first.period,
    )
    if newest.observation.period.end <= first.observation.period.end:
        return said
    return view.t(
        "{said}, {figure} in {period}", said=said, figure=newest.figure, period=newest.period
    )


def _stack(view: View, row: Row) -> figures.Stack:
    found = r.outcome_parts(view, row.observation)
    cut = [
        (p.code, float(p.row.value), words.decapital(p.label))
        for p in found
        if p.row.value is not None
    ]
    rest = r.rest(float(row.value), found) if row.value is not None else None
    if rest:
        code = figures.HIDDEN if rest.hidden else figures.UNSTATED
        cut.append((code, float(rest.count), _unknown(view, rest)))
    return figures.Stack(row, tuple(cut))
