"""Is the programme on its way? Every goal on one screen, then what changed and what is unclear."""

from collections.abc import Sequence
from itertools import pairwise

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats
from dashboard.components import BandRow, Cell, Child, Dots
from dashboard.figures import PRELIMINARY
from dashboard.i18n import N_
from dashboard.page import Page, View
from dashboard.pages import parts
from dashboard.pages.lookup import showing, up_to_shown
from dashboard.pictures import DotKind, Step, StepKind
from dashboard.presenters import change_words, changes, commitments, notes, series
from dashboard.presenters.lanes import lanes
from dashboard.presenters.overdue import overdue
from dashboard.presenters.overview import GoalLine, Judged, goals, lead_title, not_reported
from dashboard.presenters.reflection import APPLICATIONS, comparisons
from dashboard.presenters.rows import Row, present, words_or_mark
from dashboard.presenters.select import headline, lists
from indicators.diff import diff
from indicators.results import Mark

_SHOWN = 3
_MOST_DOTS = 40
_GOOD = ("on_track", "achieved", "achieved_early", "kept")
_FEWEST_STEPS, _MOST_STEPS = 3, 8
_BLOCKS: dict[str, DotKind] = {
    "done": "full",
    "under_way": "half",
    "assigned": "open",
    "proposed": "missing",
}


def title(view: View) -> str:
    """Say whether the programme can be judged, and how it stands where it can."""
    lines = goals(view, view.settings.geography)
    aimed = [line for line in lines if line.aimed]
    if not lines:
        return view.t("Is the programme on course?")
    if not aimed:
        return view.t("No measurable target has been decided in public")
    good = sum(line.worst in _GOOD for line in aimed)
    if len(aimed) == 1:
        return view.t("{count} of 1 goal with a target is on track or reached", count=good)
    return view.n(
        "{count} of {all} goals with a target is on track or reached",
        "{count} of {all} goals with a target are on track or reached",
        good,
        all=len(aimed),
    )


def layout(view: View) -> Component:
    """Build the overview."""
    if view.release is None:
        return parts.no_release(view, view.t("Is the programme on course?"))
    lines = goals(view, view.settings.geography)
    return c.page(
        c.page_header(
            title(view), _lead(view, lines), kicker=view.t("Is the programme on course?")
        ),
        _table(view, lines),
        c.columns(_changed(view), _disagree(view), _unknown(view)),
    )


def _lead(view: View, lines: Sequence[GoalLine]) -> list[Child]:
    said: list[Child] = []
    found = headline(view.release, APPLICATIONS, view.settings.geography)
    if found is not None and found.value is not None and view.release is not None:
        row = present(view, view.release.indicators[APPLICATIONS], found)
        sentence = view.n(
            "{place} applied for a reflection period for {figure} person in {period}.",
            "{place} applied for a reflection period for {figure} persons in {period}.",
            int(found.value),
            place=row.place,
            figure=row.figure,
            period=row.period,
        )
        said += [*parts.bold(sentence, row.figure), " "]
    shown = sum(1 for line in lines if line.lead is not None and line.lead.mark is None)
    if lines:
        said.append(
            view.t("{count} of {all} goals have a published figure.", count=shown, all=len(lines))
            + " "
        )
    said += [f"{note.text} " for note in notes.old_estimates(view)]
    silent = [
        lead_title(view, view.release, line.slug)
        for line in not_reported(lines)
        if line.slug and view.release
    ]
    if silent:
        said.append(view.t("Not reported yet: {titles}.", titles="; ".join(silent)))
    return said


def _table(view: View, lines: Sequence[GoalLine]) -> Component:
    # Where no goal has a target, the state says so, and a column of nothing is left out.
    aimed = any(line.aimed for line in lines)
    head = [
        view.t("Goal"),
        view.t("Latest value"),
        view.t("Development"),
        *([view.t("Target")] if aimed else []),
        view.t("State"),
    ]
    rows: list[list[Child | Cell]] = [
        [
            Cell(_goal(view, line), line.measure),
            _latest(view, line),
            Cell(picture(view, line)),
            *([_target(view, line)] if aimed else []),
            _state(view, line),
        ]
        for line in lines
    ]
    caption = view.t("The programme's goals: latest value, target, state and how fresh it is")
    return c.table(caption, head, rows, hide_caption=True, stack=True, class_name="goals")


def _goal(view: View, line: GoalLine) -> Child:
    return c.link(line.title, view.href(line.page)) if line.page else line.title


def _latest(view: View, line: GoalLine) -> Cell:
    below = html.Span(
        [html.Span(text, className="line") for text in (line.scope, *line.beside) if text]
    )
    if line.lead is None:
        return Cell(c.mark(view, Mark.NOT_REPORTED.value), below, kind="mark")
    if line.lead.mark is not None:
        return Cell(c.mark(view, line.lead.mark.value), below, kind="mark")
    return Cell(c.value(line.figure), below, kind="number")


def _target(view: View, line: GoalLine) -> str:
    if line.others and not line.target:
        return view.t("no target for this")
    return line.target or view.t("none decided")


def _state(view: View, line: GoalLine) -> Child:
    why = html.Span([html.Span(text, className="line") for text in line.why])
    own = c.status(view, _known(line.status), why if line.why else None)
    others = _others(view, line)
    if not others:
        return own
    return html.Div([html.Div(one, className="of-two") for one in (own, *others)])


def _others(view: View, line: GoalLine) -> list[Component]:
    """Tell of the goal's other targets, the worst and the best, and how many more there are."""
    ends = dict.fromkeys((*line.others[:1], *line.others[-1:]))
    said = [c.note(_other(view, line, one)) for one in ends]
    more = len(line.others) - len(ends)
    if more:
        text = view.n("and {count} more target", "and {count} more targets", more)
        link = c.link(text, view.href("committee") + "#states")
        said.append(c.note(html.Span(link, className="line")))
    return said


def _other(view: View, line: GoalLine, one: Judged) -> list[Child]:
    """Name another series with its figure, target and state together.

    It is called the worst only where its state says that it is off track.
    """
    worst = one.off_track and one.status == line.worst and one == line.others[0]
    figures = view.t(
        "{figure} ({period}), target {target}",
        figure=one.figure,
        period=one.period,
        target=one.target,
    )
    title = c.link(one.title, view.href("indicator", slug=one.series.indicator))
    return [
        html.Span(
            view.t("the state is worst for:") if worst else view.t("also:"), className="line"
        ),
        html.Span(title, className="line"),
        html.Span(figures, className="line"),
        c.status(view, _known(one.status)),
    ]


def _known(code: str) -> str:
    return code if code in c.STATUS_SHAPES else "no_target"


def picture(view: View, line: GoalLine) -> Child:
    """Draw a goal's latest figure small: a band, things to count, or places left empty."""
    if line.slug in ("reception_commitments", "commitments_done"):
        return _states(view, line.slug)
    if line.lead is not None and line.lead.mark is None and line.slug == "reflection_coverage":
        return _band(view)
    moved = _moved(view, line)
    if moved is not None:
        return moved
    if line.lead is not None and line.lead.mark is None:
        return _amount(view, line)
    places = {"rights": "item_id", "training": "group_id"}.get(line.goal)
    count = len(lists(view.release, places)) if places else 0
    return c.gap(count or 1, label=view.t("Not reported yet")) if count else ""


def _band(view: View) -> Child:
    found = [
        k
        for k in comparisons(view, view.settings.geography)
        if k.slug == "reflection_coverage" and k.above is not None and k.below is not None
    ]
    if not found:
        return ""
    one = found[0]
    applied, estimated = view.t("applications"), view.t("estimated number")
    low, high = one.below or (0.0, 0.0)
    top = max(high, one.above or 0.0)
    label = view.t(
        "{applications} applications against {victims} estimated",
        applications=one.numerator,
        victims=one.denominator,
    )
    rows = [
        BandRow(f"{applied} {one.numerator}", "bar", one.numerator, one.above),
        BandRow(f"{estimated} {one.denominator}", "band", one.denominator, low, high),
    ]
    return c.band(rows, top=top, ticks=[(0, "0")], label=label, small=True)


def _moved(view: View, line: GoalLine) -> Child:
    """Draw how the figure has moved, and say what the change test carries; None for too few."""
    if view.release is None or line.slug is None:
        return None
    every = series.total_rows(view, line.slug, view.settings.geography)
    found = lanes(view, every, most=_MOST_STEPS)
    rows = found[0].rows if found else ()
    if len(rows) < _FEWEST_STEPS or series.never_reported(rows):
        return None
    top = max((_high(row) for row in rows), default=0.0) or 1.0
    steps = [Step(_high(row) / top, _kind(row)) for row in rows]
    label = view.t(
        "{title}, {first} to {last}: {figures}",
        title=line.measure,
        first=rows[0].period,
        last=rows[-1].period,
        figures="; ".join(words_or_mark(view, row) for row in rows),
    )
    definition = view.release.indicators[line.slug].definition
    ends = html.Small(f"{rows[0].period}–{rows[-1].period}")
    change = change_words.change(view, definition, rows)
    return html.Span([c.spark(steps, label=label), ends, c.note(change) if change else None])


def _high(row: Row) -> float:
    return float(max(row.value or 0, *(row.ends or (0, 0)))) if row.mark is None else 0.0


def _kind(row: Row) -> StepKind:
    if row.mark is not None:
        return "hidden" if row.mark is Mark.HIDDEN else "missing"
    return "open" if row.observation.status == PRELIMINARY else "full"


def _amount(view: View, line: GoalLine) -> Child:
    row = line.lead
    if row is None or not isinstance(row.value, int) or not 0 < row.value <= _MOST_DOTS:
        return _share(view, line)
    return c.dot_line([Dots(row.value)], label=f"{line.measure}: {row.figure}")


def _share(view: View, line: GoalLine) -> Child:
    row = line.lead
    if row is None or row.value is None or not 0 <= row.value <= 1:
        return ""
    bar = BandRow("", "bar", row.figure, float(row.value))
    label = f"{line.measure}: {row.figure}"
    ticks = [(0.0, "0"), (1.0, formats.share(1, view.language, decimals=0))]
    return c.band([bar], top=1, ticks=ticks, label=label, small=True)


def _states(view: View, slug: str) -> Child:
    counted = commitments.counts(commitments.items(view, slug))
    if not counted:
        return ""
    groups = [Dots(n, _BLOCKS[state]) for state, n in counted.items() if state in _BLOCKS]
    said = commitments.in_words(view, counted)
    return html.Span([c.dot_line(groups, label=said, shape="block"), c.note(said)])


def _changed(view: View) -> Component:
    heading = view.t("What has changed")
    chain = up_to_shown(view)
    for earlier, later in reversed(list(pairwise(chain))):
        found = changes.values(diff(earlier, later))
        if found:
            lines = changes.lines(showing(view, later), earlier, later, found[:_SHOWN])
            day = formats.day(later.head.data_cut, view.language)
            return c.section(
                heading,
                html.P(view.t("In the release of {day}:", day=day)),
                html.Ul([html.Li(_change(line)) for line in lines], className="plain"),
                html.P(
                    c.link(
                        view.t("All changed values"),
                        view.href("releases", old=earlier.head.id, new=later.head.id),
                    )
                ),
            )
    return c.section(heading, html.P(view.t("No published value has changed so far.")))


def _change(line: changes.Line) -> list[Child]:
    old, new = line.old.said if line.old else "", line.new.said if line.new else ""
    return [f"{changes.subject(line)}: {old} → ", html.B(new)]


def _disagree(view: View) -> Component:
    heading = view.t("What does not agree")
    found = notes.disagreements(view)
    if not found:
        return c.section(heading, html.P(view.t("No figures contradict each other.")))
    return c.section(heading, *_notes(view, found))


def _unknown(view: View) -> Component:
    heading = view.t("What nobody knows")
    found, late = notes.unknowns(view), _late(view)
    if not found and late is None:
        said = view.t(
            "Nothing that was due is missing, and each indicator of the goals has been reported at "
            "least once."
        )
        return c.section(heading, html.P(said))
    return c.section(heading, *(_notes(view, found) if found else ()), late)


def _late(view: View) -> Child:
    """Say how many sources were late when the release was made; None where none was."""
    release = view.release
    found = overdue(view, release, view.settings.geography) if release else ()
    if release is None or not found:
        return None
    said = view.n(
        "{count} source had not delivered all that was due before {day}.",
        "{count} sources had not delivered all that was due before {day}.",
        len({name for one in found for name in one.names}),
        day=formats.day(release.head.data_cut, view.language),
    )
    href = view.href("committee") + "#overdue"
    return html.P([said, " ", c.link(view.t("What is overdue"), href)], className="late")


def _notes(view: View, found: Sequence[notes.Note]) -> list[Child]:
    shown, folded = found[:_SHOWN], found[_SHOWN:]
    said: list[Child] = [_list(view, shown)]
    if folded:
        more = view.n("{count} more", "{count} more", len(folded))
        said.append(c.details(more, _list(view, folded), printed=True))
    return said


def _list(view: View, found: Sequence[notes.Note]) -> Component:
    return html.Ul([html.Li(_note(view, note)) for note in found], className="plain")


def _note(view: View, note: notes.Note) -> list[Child]:
    more = c.link(view.t("More"), view.href("indicator", slug=note.slug))
    return [parts.sentences(note.text, note.why), " ", more]


PAGE = Page(
    name="overview",
    sv="/",
    en="/en",
    title=title,
    layout=layout,
    menu=N_("Overview"),
    description=lambda view: view.t(
        "How the programme meets its goals: latest values, targets, and what is not known."
    ),
)
