"""Where does each source stand, period by period, and who accepted what?"""

from collections.abc import Mapping

from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats
from dashboard.components import Cell, Child, Shape
from dashboard.i18n import N_
from dashboard.live import Accepted, PeriodState, SourceState
from dashboard.pages.sources import CADENCES
from dashboard.source_states import source_states
from dashboard.workspace.page import Work, WorkPage

_STATES: Mapping[str, tuple[Shape, str]] = {
    "expected": ("dotted", N_("expected")),
    "due": ("level", N_("due")),
    "overdue": ("down", N_("overdue")),
    "received": ("away", N_("received, but refused: it must come again")),
    "held": ("dashed", N_("held")),
    "accepted": ("full", N_("accepted")),
}


def _title(work: Work) -> str:
    return work.t("State of the sources")


def _view(work: Work) -> Component:
    states = source_states(work.services.engine, work.services.today())
    late = sum(one.overdue_since is not None for one in states)
    heading = work.n("One source is overdue", "{count} sources are overdue", late)
    return c.page(
        c.page_header(heading if late else work.t("No source is overdue"), kicker=_title(work)),
        _table(work, states),
        c.section(work.t("Period by period"), *(_periods(work, one) for one in states)),
    )


def _table(work: Work, states: list[SourceState]) -> Component:
    head = [
        work.t("Source"),
        work.t("How often"),
        work.t("Last accepted"),
        work.t("Next"),
        work.t("By when"),
        work.t("State"),
    ]
    rows: list[list[Child | Cell]] = [
        [
            Cell(_words(work, one.title), below=_words(work, one.owner)),
            work.t(CADENCES[one.cadence]),
            _accepted(work, one.last) if one.last else work.t("nothing yet"),
            formats.period(one.expected_period, work.language) if one.expected_period else "",
            formats.day(one.due_on, work.language) if one.due_on else "",
            _state(work, one),
        ]
        for one in states
    ]
    return c.table(_title(work), head, rows, hide_caption=True, stack=True)


def _accepted(work: Work, last: Accepted) -> Cell:
    day = formats.day(last.reported_on, work.language)
    below = work.t("{day}, by {by}", day=day, by=last.by)
    return Cell(formats.period(last.period, work.language), below=below)


def _state(work: Work, one: SourceState) -> Child:
    shape, said = _STATES[one.state]
    if one.overdue_since is None:
        return c.state(work.t(said), shape)
    since = work.t("overdue since {day}", day=formats.day(one.overdue_since, work.language))
    if one.state == "overdue":
        return c.state(since, shape)
    return c.state(work.t(said), shape, below=since)


def _periods(work: Work, one: SourceState) -> Component:
    head = [work.t("Period"), work.t("By when"), work.t("State")]
    rows: list[list[Child | Cell]] = [
        [
            formats.period(period.period, work.language),
            formats.day(period.due_on, work.language),
            c.state(work.t(_STATES[period.state][1]), _STATES[period.state][0], _by(work, period)),
        ]
        for period in one.periods
    ]
    title = _words(work, one.title)
    return c.details(title, c.table(title, head, rows, hide_caption=True))


def _by(work: Work, period: PeriodState) -> str | None:
    if period.accepted_on is None:
        return None
    day = formats.day(period.accepted_on, work.language)
    return work.t("{day}, by {by}", day=day, by=period.accepted_by)


def _words(work: Work, pair: tuple[str, str]) -> str:
    return pair[0] if work.language == "sv" else pair[1]


PAGE = WorkPage(
    name="source_states",
    path="/kallor",
    permission="finding.read",
    title=_title,
    view=_view,
    menu=N_("State of the sources"),
    about=N_("See which returns have come, which are held and which are late."),
)
