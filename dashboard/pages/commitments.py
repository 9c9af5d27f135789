"""What should the programme contain or do, and how far has each thing come, with evidence?"""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import figure_rows
from dashboard.chart_words import row_height
from dashboard.components import Cell, Child
from dashboard.i18n import N_
from dashboard.page import Page, View
from dashboard.pages import parts
from dashboard.pages.stated import stated
from dashboard.presenters import commitments, words

SLUG = "commitments_done"


def title(view: View) -> str:
    """State how many commitments are done, of all that are still sought."""
    done, sought = commitments.done_of(commitments.counts(commitments.items(view, SLUG)))
    if not sought:
        return view.t("Commitments: not reported yet")
    if sought == 1:
        return view.t("{count} of 1 commitment is done", count=done)
    return view.n(
        "{count} of {all} commitments is done",
        "{count} of {all} commitments are done",
        done,
        all=sought,
    )


def layout(view: View) -> Component:
    """Build the page."""
    if view.release is None:
        return parts.no_release(view, view.t("Commitments"))
    found = commitments.items(view, SLUG)
    header = c.page_header(
        title(view), _lead(view, found), kicker=view.t("What was promised or asked for")
    )
    if not found:
        return c.page(
            header,
            c.empty(
                view.t("No commitments in this release"),
                html.P(
                    view.t(
                        "The list shows each commitment with its state once it has been reported."
                    )
                ),
            ),
        )
    return c.page(header, _figure(view, found), *_lists(view, found))


def _lead(view: View, found: Sequence[commitments.Item]) -> str:
    if not found:
        return view.t("Nothing has been reported yet. That is not the same as nothing being done.")
    return view.t("A commitment counts as done only with evidence that can be looked up.")


def _figure(view: View, found: Sequence[commitments.Item]) -> Component:
    groups = commitments.by_goal(view, found)
    states = {s: view.t(said) for s, said in words.COMMITMENT_STATES.items()}
    drawing = figure_rows.commitments([(g.title, g.counts) for g in groups], states)
    said = "; ".join(f"{g.title}: {commitments.in_words(view, g.counts)}" for g in groups)
    row = parts.latest(view, SLUG)
    return c.figure(
        view,
        anchor="by-goal",
        heading=_by_goal(view, groups),
        line=", ".join(
            part
            for part in (view.t("Number of commitments by goal"), row.period if row else "")
            if part
        ),
        sentence=words.capital(commitments.in_words(view, commitments.counts(found))) + ".",
        picture=c.chart(
            drawing,
            label=said,
            anchor="chart-commitments",
            height=100
            + row_height([g.title for g in groups], figure_rows.MOST_SIGNS) * len(groups),
            language=view.language,
        ),
        data=_count_table(view, groups),
        said=stated(view, SLUG, row),
        working=parts.working(view, SLUG, row) if row else (),
        downloads=parts.downloads(view, SLUG),
        permanent=view.permanent("commitments") + "#by-goal",
    )


def _by_goal(view: View, groups: Sequence[commitments.GoalItems]) -> str:
    """State for how many goals nothing is left: the page's own heading counts commitments."""
    pairs = [commitments.done_of(group.counts) for group in groups]
    sought = [pair for pair in pairs if pair[1]]
    return view.n(
        "For {all} of {count} goal every commitment is done",
        "For {all} of {count} goals every commitment is done",
        len(sought),
        all=sum(done == every for done, every in sought),
    )


def _count_table(view: View, groups: Sequence[commitments.GoalItems]) -> Child:
    used = [s for s in words.COMMITMENT_STATES if any(s in g.counts for g in groups)]
    head = [view.t("Goal"), *(words.capital(view.t(words.COMMITMENT_STATES[s])) for s in used)]
    rows: list[list[Child | Cell]] = [
        [g.title, *(_counted(view, g.counts.get(s, 0)) for s in used)] for g in groups
    ]
    return c.table(view.t("Commitments by goal and state"), head, rows)


def _counted(view: View, count: int) -> Cell:
    return Cell(str(count) if count else parts.zero(view), kind="number")


def _lists(view: View, found: Sequence[commitments.Item]) -> list[Child]:
    return [
        c.section(
            group.title,
            commitment_table(view, group.items, group.title),
            anchor=f"goal-{group.goal}",
        )
        for group in commitments.by_goal(view, found)
    ]


def commitment_table(view: View, found: Sequence[commitments.Item], caption: str) -> Component:
    """List commitments with their state and where that can be looked up."""
    head = [view.t("Commitment"), view.t("State"), view.t("Source")]
    rows: list[list[Child | Cell]] = [
        [item.title, _state(view, item), _documents(view, item)] for item in found
    ]
    return c.table(caption, head, rows, hide_caption=True, stack=True, class_name="data by-goal")


def _documents(view: View, item: commitments.Item) -> Child:
    """Name what the state is read from, so that it can be looked up."""
    return html.Span([parts.source_line(view, source) for source in item.row.sources])


def _state(view: View, item: commitments.Item) -> Child | Cell:
    if item.state in c.STATUS_SHAPES:
        return c.status(view, item.state, " ".join(item.row.remarks) or None)
    return parts.value_cell(view, item.row)


PAGE = Page(
    name="commitments",
    sv="/ataganden",
    en="/en/ataganden",
    title=title,
    layout=layout,
    menu=N_("Commitments"),
    description=lambda view: view.t(
        "What the programme should contain or do, and how far each thing has come."
    ),
)
