"""How is one indicator shown over time: a row for each length of period, with its path?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from dash.development.base_component import Component

from dashboard import components as c
from dashboard import figures, formats
from dashboard.components import Child
from dashboard.page import View
from dashboard.pages import parts
from dashboard.pages.stated import stated
from dashboard.presenters import series, words
from dashboard.presenters.axis_units import SHARE, AxisUnit, axis_unit
from dashboard.presenters.finding import finding, in_short, unsettled
from dashboard.presenters.lanes import Lane, beside, lanes
from dashboard.presenters.rows import Number, Row, unit_of, words_or_mark
from dashboard.presenters.target_path import FIRST, courses, decisions, onward, target_of
from indicators.progress import Target
from indicators.published import PublishedIndicator

HEIGHT = 300
_EMPTY_HEIGHT, _UPRIGHT_HEIGHT = 170, 240
"""How high a chart without figures is: more where words stand upright in their outlines."""


def indicator_figure(
    view: View,
    slug: str,
    *,
    page: str,
    heading: str | None = None,
    named: Mapping[str, str] | None = None,
) -> Component | None:
    """Give one indicator's figure over time with all that belongs to it; None where it is not.

    ``named`` is what the page's permanent address must name beside the release.
    """
    release = view.release
    if release is None or slug not in release.indicators:
        return None
    found = release.indicators[slug]
    lead = parts.latest(view, slug)
    cut = beside(view, slug, lead.observation) if lead else ()
    rows = _in_time(cut) if cut else _rows(view, slug)
    shown = cut or lanes(view, rows)
    name = view.words(found.definition["title"])
    unit = _counted_in(view, found, rows).name
    params = {"slug": slug} if page == "indicator" else dict(named or {})
    return c.figure(
        view,
        anchor=slug,
        heading=heading or (_each(view, name, cut) if cut else parts.fact(view, name, lead)),
        line=", ".join(part for part in (words.capital(unit), lead.place if lead else "") if part),
        sentence=_sentence(view, found, shown, cut),
        picture=pictures(view, slug, shown),
        data=parts.observations_table(
            view, view.t("{title}, by period", title=name), list(reversed(rows)), place=False
        ),
        said=stated(view, slug, lead, *(lead.remarks if lead else ())),
        working=parts.working(view, slug, lead) if lead else (),
        downloads=parts.downloads(view, slug),
        permanent=f"{view.permanent(page, **params)}#{slug}",
    )


def _sentence(
    view: View, found: PublishedIndicator, shown: Sequence[Lane], cut: Sequence[Lane]
) -> str:
    if cut:
        said = [in_short(view, one.name, one.rows) for one in cut]
        return " ".join([*said, unsettled(view, cut)]).strip()
    return finding(view, found.definition, shown)


def _each(view: View, name: str, cut: Sequence[Lane]) -> str:
    """State the latest figure of each part."""
    said = [f"{words.decapital(one.name)} {words_or_mark(view, one.rows[-1])}" for one in cut]
    return f"{name} {cut[0].rows[-1].period}: {words.joined(view, said)}"


def _rows(view: View, slug: str) -> tuple[Row, ...]:
    rows = _in_time(lanes(view, series.total_rows(view, slug, view.settings.geography)))
    if series.never_reported(rows):
        # The parts of a year that nobody has reported say no more than the year.
        rows = tuple(r for r in rows if r.observation.period.months == 12) or rows
    return rows


def _in_time(found: Sequence[Lane]) -> tuple[Row, ...]:
    rows = [row for lane in found for row in lane.rows]
    return tuple(
        sorted(rows, key=lambda r: (r.observation.period.end, r.observation.period.months))
    )


def pictures(view: View, slug: str, shown: Sequence[Lane]) -> Child:
    """Draw an indicator over time, one chart for each length of period.

    Shares, levels and the parts of one thing stand on one scale. What happens in a quarter and in
    a year does not: the quarters would lie flat.
    """
    if view.release is None or not shown:
        return c.gap(1, label=view.t("Not reported yet"))
    if any(row.observation.text for lane in shown for row in lane.rows):
        return ""
    found = view.release.indicators[slug]
    every = [row for lane in shown for row in lane.rows]
    one_scale = found.definition["kind"] != "flow" or len({_months(lane) for lane in shown}) == 1
    unit = _counted_in(view, found, every)
    drawn = []
    for place, lane in enumerate(shown):
        around = figures.Setting(
            ticks=lane.ticks,
            percent=unit.sign,
            scale=1 / unit.divisor,
            short=unit.at_bar,
            top=_top(every if one_scale else lane.rows),
        )
        if not place:
            around = _aimed(view, found, lane, around, unit)
        drawn.append(_drawn(view, found, lane, around, place))
    return c.lanes(
        [
            (lane.name if len(shown) > 1 else "", len(lane.rows), chart)
            for lane, chart in zip(shown, drawn, strict=True)
        ]
    )


def height_of(lane: Lane) -> int:
    """Give how high a chart over time is, in pixels."""
    if lane.has_figures:
        return HEIGHT
    return _EMPTY_HEIGHT if len({row.mark for row in lane.rows}) == 1 else _UPRIGHT_HEIGHT


def _months(lane: Lane) -> int:
    return lane.rows[-1].observation.period.months


def _counted_in(view: View, found: PublishedIndicator, rows: Sequence[Row]) -> AxisUnit:
    """Tell what the axes of an indicator's charts are counted in."""
    units = {unit_of(found, row.observation) for row in rows}
    unit = SHARE if SHARE in units else str(found.definition["unit"])
    values: list[Number] = [row.value for row in rows if row.value is not None]
    return axis_unit(view, unit, values)


def _drawn(
    view: View, found: PublishedIndicator, lane: Lane, around: figures.Setting, place: int
) -> Component:
    around = replace(around, breaks=_breaks(view, found, lane))
    anchor = f"chart-{found.slug}" + (f"-{place + 1}" if place else "")
    return c.chart(
        figures.by_period(lane.rows, parts.gap_words(view), around),
        label="; ".join(f"{row.period}: {words_or_mark(view, row)}" for row in lane.rows),
        anchor=anchor,
        height=height_of(lane),
        language=view.language,
    )


def _aimed(
    view: View, found: PublishedIndicator, lane: Lane, around: figures.Setting, unit: AxisUnit
) -> figures.Setting:
    """Add the paths of the targets that applied, and places up to where the last one ends."""
    lead = parts.latest(view, found.slug)
    target, made = target_of(lead), decisions(view, found.slug, lead)
    if target is None or lead is None:
        return around
    if made and view.query.get("target") == FIRST:
        target, made = made[0].target, ()
    paths = courses(lane.rows, target, made, view.t("the target then"))
    coming = onward(lane.rows, target)
    last = [path for path in paths if not path.label][-1:]
    earlier = tuple(path for path in paths if path.label)
    points = [point for point in (last[0].points if last else ()) if point[0] < coming[0][0]]
    aimed = figures.Path((*points, *coming), unit.in_short(target.value))
    ahead = coming[-1][0] + 1 - len(lane.rows)
    named = _year(view, target) if ahead > 0 else ""
    return replace(around, paths=(*earlier, aimed), aim=named, ahead=ahead)


def _year(view: View, target: Target) -> str:
    return view.t("target<br>{year}", year=target.day.year)


def _breaks(view: View, found: PublishedIndicator, lane: Lane) -> tuple[tuple[float, str], ...]:
    ends = [row.observation.period.end for row in lane.rows]
    days = [date.fromisoformat(str(day)) for day in found.definition["breaks"]]
    return tuple(
        (
            next(place for place, end in enumerate(ends) if end >= day) - 0.5,
            view.t("break {day}", day=formats.day(day, view.language)),
        )
        for day in days
        if lane.rows[0].observation.period.start < day <= ends[-1]
    )


def _top(rows: Sequence[Row]) -> float | None:
    """Find the largest value shown, so that rows beside each other have one scale."""
    shown = [float(max(row.value or 0, *(row.ends or (0, 0)))) for row in rows]
    return max(shown, default=0.0) or None
