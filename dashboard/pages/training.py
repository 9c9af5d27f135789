"""Training by profession and unit: who has a valid one, and what it takes to reach the target?"""

from math import ceil

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats
from dashboard.components import BandRow, Cell, Child
from dashboard.i18n import N_
from dashboard.page import Page, View
from dashboard.pages import parts
from dashboard.presenters import series, words
from dashboard.presenters.overview import target
from dashboard.presenters.rows import Row, words_or_mark
from dashboard.presenters.select import lists
from indicators.results import Mark, Observation

COVERAGE = "training_coverage"
SESSIONS = "training_sessions"
GROUP = "group_id"


def title(view: View) -> str:
    """State how many in the professions have a valid training, or that nobody has reported it."""
    row = parts.latest(view, COVERAGE)
    if row is None or not row.figure:
        return view.t("How many are trained: not reported yet")
    return view.t(
        "{figure} of those in the professions have a valid training, {period}",
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
        parts.indicator_figure(view, COVERAGE, page="training"),
        parts.indicator_figure(view, SESSIONS, page="training"),
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
        said.append(view.t("Nobody has reported how many were trained. That is not zero."))
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
        "To reach the target of {target}, {number} more person needs a valid training.",
        "To reach the target of {target}, {number} more persons need a valid training.",
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
    rows = {}
    if whole is not None:
        rows = {p.code: p.row for p in series.parts(view, COVERAGE, whole.observation, GROUP)}
    register = lists(view.release, GROUP)
    reported = sum(1 for row in rows.values() if row.mark is None)
    heading = view.t("None of the {count} professions has been reported yet", count=len(register))
    if reported:
        heading = view.t(
            "{count} of {all} professions are reported", count=reported, all=len(register)
        )
    line = [view.t("Share with a valid training, of all in the profession")]
    line += [whole.place, whole.period] if whole else []
    return c.figure(
        view,
        anchor="professions",
        heading=heading,
        line=", ".join(part for part in line if part),
        picture=_picture(view, rows),
        data=_table(view, rows),
        said=parts.judged(view, whole, *(whole.remarks if whole else ())),
        working=parts.working(view, COVERAGE, whole) if whole else (),
        downloads=parts.downloads(view, COVERAGE),
        permanent=view.permanent("training") + "#professions",
    )


def _picture(view: View, rows: dict[str, Row]) -> Child:
    bars = [_bar(view, code, rows.get(code)) for code in lists(view.release, GROUP)]
    if not bars:
        return ""
    label = "; ".join(f"{bar.label}: {bar.text}" for bar in bars)
    ticks = [(0.0, "0"), (0.5, f"50{parts.percent(view)}"), (1.0, f"100{parts.percent(view)}")]
    return c.band(bars, top=1, ticks=ticks, label=label)


def _bar(view: View, code: str, row: Row | None) -> BandRow:
    label = words.code(view, GROUP, code)
    if row is None:
        return BandRow(label, "missing", view.t(words.MARKS[Mark.NOT_REPORTED][0]))
    if row.value is None:
        return BandRow(
            label, "hidden" if row.mark is Mark.HIDDEN else "missing", words_or_mark(view, row)
        )
    return BandRow(label, "bar", row.figure, float(row.value))


def _table(view: View, rows: dict[str, Row]) -> Child:
    employers = {
        "city": view.t("the city"),
        "state": view.t("the state"),
        "region": view.t("the region"),
    }
    head = [view.t("Profession"), view.t("Employer"), view.t("Valid training"), view.t("Source")]
    body: list[list[Child | Cell]] = [
        [
            words.code(view, GROUP, code),
            employers.get(str(entry.get("employer")), ""),
            parts.value_or_silence(view, rows.get(code)),
            parts.source_cell(view, rows[code]) if code in rows else "",
        ]
        for code, entry in lists(view.release, GROUP).items()
    ]
    table = c.table(view.t("Valid training, by profession"), head, body, stack=True)
    return html.Div([table, parts.legend(view, list(rows.values()))])


PAGE = Page(
    name="training",
    sv="/utbildning",
    en="/en/utbildning",
    title=title,
    layout=layout,
    menu=N_("Training"),
    description=lambda view: view.t(
        "How many have a valid training, by profession, and what it takes to reach the target."
    ),
)
