"""Applications for a reflection period: against what, how they ended, who applied for whom?"""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard.components import Child
from dashboard.i18n import N_
from dashboard.page import Page, View
from dashboard.pages import parts
from dashboard.pages.estimates import why_a_range
from dashboard.pages.national import national
from dashboard.pages.reflection_coverage import against_known, coverage
from dashboard.pages.reflection_outcomes import by_period, endings
from dashboard.presenters import reflection as r
from dashboard.presenters import series, words
from dashboard.presenters.rows import Row, present, present_all
from dashboard.presenters.select import headline, observations
from indicators.results import Observation

_CASES = "coordinator_cases"


def title(view: View) -> str:
    """State how many applications there were in the latest year that is reported."""
    row = _total(view)
    if row is None or row.value is None:
        return parts.silent_title(
            view,
            r.APPLICATIONS,
            row,
            view.t("Applications for a reflection period: not reported yet"),
        )
    return view.n(
        "{figure} application for a reflection period in {period}",
        "{figure} applications for a reflection period in {period}",
        int(row.value),
        figure=row.figure,
        period=row.period,
    )


def layout(view: View) -> Component:
    """Build the page."""
    if view.release is None:
        return parts.no_release(view, view.t("Reflection period"))
    total = _total(view)
    return c.page(
        c.page_header(
            title(view),
            _lead(view, total),
            kicker=view.t(
                "Goal: {goal}", goal=words.decapital(words.code(view, "goals", "reflection"))
            ),
        ),
        coverage(view),
        why_a_range(view),
        *endings(view, total),
        by_period(view),
        _who(view, total),
        *national(view),
    )


def _total(view: View) -> Row | None:
    found = headline(view.release, r.APPLICATIONS, view.settings.geography)
    if found is None or view.release is None:
        return None
    return present(view, view.release.indicators[r.APPLICATIONS], found)


def _lead(view: View, total: Row | None) -> str:
    if total is None or total.mark is not None:
        silent = view.t("No figure has been reported yet. That is not the same as zero.")
        return parts.silence(view, total, silent)
    return parts.sentences(_purposes(view, total), _against_estimate(view), _against_known(view))


def _purposes(view: View, total: Row) -> str:
    cut = series.parts(view, r.APPLICATIONS, total.observation, "purpose")
    said = [
        view.t("{figure} concerned {purpose}", figure=p.row.figure, purpose=_purpose(view, p))
        for p in cut
        # That none were for a purpose stands in the table.
        if p.row.mark is None and p.row.value
    ]
    return f"{words.joined(view, said)}." if said else ""


def _purpose(view: View, part: series.Part) -> str:
    sexes = series.parts(view, r.APPLICATIONS, part.row.observation, "sex")
    only = [s for s in sexes if s.row.value == part.row.value and part.row.value]
    purpose = words.decapital(part.label)
    if not only:
        return purpose
    return view.t("{purpose} (all {sex})", purpose=purpose, sex=words.decapital(only[0].label))


def _against_known(view: View) -> str:
    known = [k for k in r.comparisons(view, view.settings.geography) if k.slug == r.KNOWN]
    return " ".join(against_known(view, known))


def _against_estimate(view: View) -> str:
    found = [
        k
        for k in r.comparisons(view, view.settings.geography)
        if k.slug == r.COVERAGE and k.row.figure
    ]
    if not found:
        return ""
    one = found[0]
    years = {i.period for i in one.row.observation.inputs if i.role == "denominator"}
    return view.t(
        "Set against the estimate for {year} it is {share} ({group}).",
        year=words.joined(view, sorted(years)),
        share=one.row.figure,
        group=one.group,
    )


def _who(view: View, total: Row | None) -> Component:
    release = view.release
    heading = view.t("Who applied, and for whom")
    if total is None or release is None or total.mark is not None:
        return c.empty(heading, html.P(view.t("Not reported yet.")))
    every = _of_its_period(view, total.observation, r.APPLICATIONS)
    # Groups with a figure stand first, all in their own order: it tells nothing of the others.
    rows = sorted(every, key=lambda row: row.mark is not None)
    caption = view.t("Applications in {period}, by group", period=total.period)
    return c.section(
        heading,
        html.P(
            view.t(
                "A group is shown as it was reported; a total is never made from one reported part."
            )
        ),
        parts.observations_table(view, caption, rows, place=False),
        _cases(view),
        anchor="who",
    )


def _cases(view: View) -> Child:
    latest = headline(view.release, _CASES, view.settings.geography)
    if latest is None:
        return None
    rows = _of_its_period(view, latest, _CASES)
    summary = view.t("Cases known to the coordinators in {period}", period=rows[0].period)
    return c.details(
        summary,
        parts.observations_table(view, summary, rows, place=False),
        html.P(c.link(view.t("All periods and places"), view.href("indicator", slug=_CASES))),
    )


def _of_its_period(view: View, one: Observation, slug: str) -> Sequence[Row]:
    """Give an indicator's rows, groups included, for the place and period of an observation."""
    if view.release is None:
        return []
    found = [o for o in observations(view.release, slug, one.geography) if o.period == one.period]
    return present_all(view, view.release.indicators[slug], found)


PAGE = Page(
    name="reflection",
    sv="/betanketid",
    en="/en/betanketid",
    title=title,
    layout=layout,
    menu=N_("Reflection period"),
    description=lambda view: view.t(
        "Applications for a reflection period, set against estimated victims and known cases."
    ),
)
