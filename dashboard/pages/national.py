"""What do publishers say of the whole country, side by side and never merged?"""

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import figures, formats
from dashboard.components import Child
from dashboard.page import View
from dashboard.pages import parts
from dashboard.presenters import notes, series, words
from dashboard.presenters.finding import in_short
from dashboard.presenters.rows import Row, present_all
from dashboard.presenters.select import in_period_order, value_of
from indicators.results import Observation

PRESUMED = "national_presumed_victims"
CLAIM = "national_applications_claim"
CLAIMED_SHARE = "national_applications_share"


def national(view: View) -> list[Child]:
    """Show the national figures that the release holds, with what does not agree among them."""
    return [part for part in (_presumed(view), _claim(view)) if part is not None]


def _totals(view: View) -> list[Observation]:
    if view.release is None or PRESUMED not in view.release.indicators:
        return []
    found = view.release.indicators[PRESUMED].observations
    return [
        o
        for o in in_period_order(found)
        if o.has_figure
        and value_of(o, "publisher")
        and all(v in ("all", "total") for n, v in o.breakdown if n != "publisher")
    ]


def _presumed(view: View) -> Component | None:
    found = _totals(view)
    if view.release is None or not found:
        return None
    rows = present_all(view, view.release.indicators[PRESUMED], found)
    publishers = dict.fromkeys(value_of(row.observation, "publisher") or "" for row in rows)
    by_name = {
        words.code(view, "publisher", p): [
            row for row in rows if value_of(row.observation, "publisher") == p
        ]
        for p in publishers
    }
    periods = list(dict.fromkeys(row.period for row in rows))
    top = max(float(row.value or 0) for row in rows)
    drawn = [
        (
            name,
            len(periods),
            c.chart(
                figures.publisher(name, own, periods, top),
                label="; ".join(f"{row.period}: {row.figure}" for row in own),
                anchor="chart-national" + (f"-{place + 1}" if place else ""),
                height=220,
                language=view.language,
            ),
        )
        for place, (name, own) in enumerate(by_name.items())
    ]
    caption = view.t("Presumed victims in the country, by publisher")
    return c.figure(
        view,
        anchor="national",
        heading=_heading(view, rows),
        line=view.t(
            "Number of persons in the whole country, by publisher; never summed or averaged"
        ),
        sentence=" ".join(in_short(view, name, own) for name, own in by_name.items()),
        picture=c.lanes(drawn),
        data=parts.observations_table(view, caption, list(reversed(rows)), place=False),
        downloads=parts.downloads(view, PRESUMED),
        permanent=view.permanent("reflection") + "#national",
    )


def _heading(view: View, rows: tuple[Row, ...]) -> str:
    rivals = list(notes.rival_publishers(row.observation for row in rows))
    if not rivals:
        return view.t("Presumed victims in the country")
    first = {o.period.label: o for o in rivals[0]}
    said = [row for row in rows if row.label in first]
    return view.t(
        "Publishers differ: {figures} presumed victims in the country in {period}",
        figures=words.joined_or(view, dict.fromkeys(row.figure for row in said)),
        period=said[0].period,
    )


def _claim(view: View) -> Component | None:
    said = [o for o in series.newest_first(view.release, CLAIM) if o.mark is None]
    rows = parts.rows(view, CLAIM, said)
    if not rows:
        return None
    caption = view.t("Applications in the country, as claimed in the debate")
    return c.section(
        view.t(
            "A claim, not a count: {figure} applications in the country in {period}",
            figure=rows[0].figure,
            period=rows[0].period,
        ),
        html.P(
            parts.sentences(view.t("It was said in the debate and is shown as such."), _part(view))
        ),
        parts.observations_table(view, caption, rows, place=True),
        anchor="claim",
    )


def _part(view: View) -> str:
    row = parts.latest(view, CLAIMED_SHARE)
    tops = [i for i in row.observation.inputs if i.role == "numerator"] if row else []
    if row is None or not row.figure or len(tops) != 1 or tops[0].value is None:
        return ""
    return view.t(
        "If it were right, the {number} from {place} would be {share} of them.",
        number=formats.amount(tops[0].value, view.language),
        place=row.place,
        share=row.figure,
    )
