"""Training by profession and unit: who has a valid one, and what it takes to reach the target?"""

from math import ceil

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import figure_rows, formats
from dashboard.chart_words import row_height
from dashboard.components import Cell, Child
from dashboard.i18n import N_
from dashboard.page import Page, View
from dashboard.pages import parts
from dashboard.pages.over_time import indicator_figure
from dashboard.pages.stated import stated
from dashboard.presenters import words
from dashboard.presenters.overview import target
from dashboard.presenters.rows import Row
from dashboard.presenters.target_path import target_of
from dashboard.presenters.training import (
    COVERAGE,
    Profession,
    heads,
    in_words,
    professions,
    standing,
)
from indicators.results import Observation

SESSIONS = "training_sessions"


def title(view: View) -> str:
    """State how many in the professions have a valid training, or that nobody has reported it."""
    row = parts.latest(view, COVERAGE)
    if row is None or not row.figure:
        return parts.silent_title(
            view, COVERAGE, row, view.t("How many are trained: not reported yet")
        )
    return view.t(
        "{figure} of those in the professions have valid training, {period}",
        figure=row.figure,
        period=row.period,
    )


def layout(view: View) -> Component:
    """Build the page."""
    if view.release is None:
        return parts.no_release(view, view.t("Training"))
    goal = words.decapital(words.code(view, "goals", "training"))
    return c.page(
        c.page_header(title(view), _lead(view), kicker=view.t("Goal: {goal}", goal=goal)),
        _professions(view),
        indicator_figure(view, COVERAGE, page="training"),
        indicator_figure(view, SESSIONS, page="training"),
    )


def _lead(view: View) -> str:
    row, sessions = parts.latest(view, COVERAGE), parts.latest(view, SESSIONS)
    said = []
    if sessions is not None and sessions.value is not None:
        said.append(
            view.n(
                "{figure} training session was held in {period}.",
                "{figure} training sessions were held in {period}.",
                int(sessions.value),
                figure=sessions.figure,
                period=sessions.period,
            )
        )
    if row is None or not row.figure:
        silent = view.t("Nobody has reported how many were trained. That is not zero.")
        said.append(parts.silence(view, row, silent))
    else:
        said.append(_to_go(view, row))
    return parts.sentences(*said)


def _to_go(view: View, row: Row) -> str:
    needed = still_needed(row.observation)
    if needed is None or view.release is None:
        return ""
    aim = target(view, view.release, COVERAGE, row)
    if needed <= 0:
        return view.t("The target of {target} is reached.", target=aim)
    return view.n(
        "To reach the target of {target}, {number} more person needs valid training.",
        "To reach the target of {target}, {number} more people need valid training.",
        needed,
        target=aim,
        number=formats.number(needed, view.language),
    )


def still_needed(observation: Observation) -> int | None:
    """Count the persons left to train for the target: target × headcount − trained, rounded up.

    None where no target was decided or the inputs are not shown.
    """
    aim = ((observation.progress or {}).get("target") or {}).get("value")
    trained = [i.value for i in observation.inputs if i.role == "numerator"]
    everyone = [i.value for i in observation.inputs if i.role == "denominator"]
    if aim is None or not trained or not everyone or None in trained or None in everyone:
        return None
    over, below = sum(v or 0 for v in trained), sum(v or 0 for v in everyone)
    # Away with what binary fractions add: 0.9 × 50 is 45, and not one more.
    return ceil(round(float(aim) * below - over, 9))


def _professions(view: View) -> Component:
    whole = parts.latest(view, COVERAGE)
    found = professions(view, view.settings.geography)
    reported = sum(1 for one in found if one.now is not None and one.now.mark is None)
    heading = view.t("None of the {count} professions has been reported yet", count=len(found))
    if reported:
        heading = view.t(
            "{count} of {all} professions are reported", count=reported, all=len(found)
        )
    line = [view.t("Share with valid training, of all in the profession")]
    line += [whole.place, whole.period] if whole else []
    return c.figure(
        view,
        anchor="professions",
        heading=heading,
        sentence=in_words(view, found),
        line=", ".join(part for part in line if part),
        picture=_picture(view, found),
        data=_table(view, found),
        said=stated(
            view, COVERAGE, whole, *(whole.remarks if whole else ()), _borrowed(view, found)
        ),
        working=parts.working(view, COVERAGE, whole) if whole else (),
        downloads=parts.downloads(view, COVERAGE),
        permanent=view.permanent("training") + "#professions",
    )


def _borrowed(view: View, found: tuple[Profession, ...]) -> str:
    """Say so where the picture holds professions against the target that all share."""
    if not any(one.aim is not None and one.now and target_of(one.now) is None for one in found):
        return ""
    return view.t("Professions without a target of their own are drawn with that of them all.")


def _picture(view: View, found: tuple[Profession, ...]) -> Child:
    if not found:
        return ""
    rows = [standing(view, one) for one in found]
    first = next((one.first for one in found if one.first), None)
    now = next((one.now for one in found if one.now), None)
    names = figure_rows.Names(
        first.period if first else "", now.period if now else "", view.t("target")
    )
    drawing = figure_rows.dumbbell(rows, names, parts.gap_words(view), parts.percent(view))
    return c.chart(
        drawing,
        label="; ".join(f"{row.label}: {row.words}" for row in rows),
        anchor="chart-professions",
        height=90
        + row_height([row.label for row in rows], figure_rows.MOST_BESIDE_WORDS) * len(rows),
        language=view.language,
    )


def _table(view: View, found: tuple[Profession, ...]) -> Child:
    employers = {
        "city": view.t("the city"),
        "state": view.t("the state"),
        "region": view.t("the region"),
    }
    earlier = next((one.first.period for one in found if one.first), "")
    head = [
        view.t("Profession"),
        view.t("Employer"),
        view.t("Valid training"),
        view.t("Persons"),
        *([earlier] if earlier else []),
        view.t("Source"),
    ]
    body: list[list[Child | Cell]] = [
        [
            one.label,
            employers.get(one.employer, ""),
            parts.value_or_silence(view, one.now, remarks=False),
            Cell(heads(view, one), kind="number"),
            *([parts.value_or_silence(view, one.first, remarks=False)] if earlier else []),
            parts.source_cell(view, one.now) if one.now else "",
        ]
        for one in found
    ]
    table = c.table(view.t("Valid training, by profession"), head, body, stack=True)
    return html.Div([table, parts.legend(view, [one.now for one in found if one.now])])


PAGE = Page(
    name="training",
    sv="/utbildning",
    en="/en/utbildning",
    title=title,
    layout=layout,
    menu=N_("Training"),
    description=lambda view: view.t(
        "How many have valid training, by profession, and what it takes to reach the target."
    ),
)
