"""Which figures are late, and since when? In a demonstration also: what became of each file."""

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats
from dashboard.components import Cell, Child
from dashboard.i18n import N_
from dashboard.live import Live, SourceState
from dashboard.page import Page, View

CADENCES = {"quarter": N_("each quarter"), "half": N_("each half-year"), "year": N_("each year")}
_SEVERITIES = {"error": N_("error"), "warning": N_("warning")}
_FILE_STATES = {"held": N_("held"), "refused": N_("refused")}
OUTCOMES = {
    "done": N_("done"),
    "idle": N_("nothing to do"),
    "failed": N_("failed"),
    "running": N_("running"),
    "interrupted": N_("interrupted"),
}


def title(view: View) -> str:
    """Say how many sources are overdue."""
    live = view.live()
    if live is None:
        return view.t("Sources")
    late = sum(one.overdue_since is not None for one in live.sources)
    if not late:
        return view.t("No source is overdue")
    return view.n("One source is overdue", "{count} sources are overdue", late)


def layout(view: View) -> Component:
    """Build the page."""
    live = view.live()
    kicker = view.t("Sources")
    if live is None:
        said = view.t("This server may not see when returns arrived, so it cannot tell.")
        return c.page(c.page_header(title(view), said, kicker=kicker))
    lead = view.t(
        "A source is overdue when the day for its return has passed and nothing has come. "
        "The state is that of {day}. Of a source that has never reported only the latest finished "
        "period counts here; older gaps stand on the committee's page.",
        day=formats.day(live.today, view.language),
    )
    demo = [_findings(view, live), _runs(view, live)] if view.settings.demo else []
    return c.page(
        c.page_header(title(view), lead, kicker=kicker),
        c.section(view.t("When each source is due"), _sources(view, live), anchor="sources"),
        *demo,
    )


def _sources(view: View, live: Live) -> Child:
    head = [
        view.t("Source"),
        view.t("Who reports"),
        view.t("How often"),
        view.t("Last period"),
        view.t("Last received"),
        view.t("Next, and by when"),
        view.t("State"),
    ]
    caption = view.t("Sources with what is due and what is overdue")
    late_first = sorted(live.sources, key=lambda one: one.overdue_since is None)
    rows = [_source(view, one) for one in late_first]
    return c.table(caption, head, rows, hide_caption=True, stack=True)


def _source(view: View, one: SourceState) -> list[Child | Cell]:
    swedish = view.language == "sv"
    last = formats.period(one.last.period, view.language) if one.last else ""
    received = formats.day(one.last.reported_on, view.language) if one.last else ""
    return [
        one.title[0] if swedish else one.title[1],
        one.owner[0] if swedish else one.owner[1],
        view.t(CADENCES[one.cadence]),
        last or view.t("none yet"),
        received or view.t("nothing yet"),
        _next(view, one),
        _state(view, one),
    ]


def _next(view: View, one: SourceState) -> str:
    if one.expected_period is None or one.due_on is None:
        return ""
    return view.t(
        "{period}, by {day}",
        period=formats.period(one.expected_period, view.language),
        day=formats.day(one.due_on, view.language),
    )


def _state(view: View, one: SourceState) -> Child:
    if one.overdue_since is None:
        return view.t("in time")
    since = formats.day(one.overdue_since, view.language)
    return html.B(view.t("overdue since {day}", day=since))


def _findings(view: View, live: Live) -> Child:
    if not live.findings:
        return None
    head = [
        view.t("File"),
        view.t("File state"),
        view.t("What to do"),
        view.t("Kind"),
        view.t("Times"),
    ]
    rows: list[list[Child | Cell]] = [
        [
            one.filename,
            view.t(_FILE_STATES[one.state]),
            Cell(one.advice[0] if view.language == "sv" else one.advice[1], html.Code(one.rule)),
            view.t(_SEVERITIES[one.severity]),
            Cell(formats.number(one.count, view.language), kind="number"),
        ]
        for one in live.findings
    ]
    caption = view.t("Made-up files that were not loaded, and why")
    table = c.table(caption, head, rows, stack=True)
    return c.section(view.t("Findings"), table, anchor="findings")


def _runs(view: View, live: Live) -> Child:
    if not live.runs:
        return None
    head = [view.t("Job"), view.t("Started"), view.t("Outcome"), view.t("What was done")]
    rows: list[list[Child | Cell]] = [
        [
            html.Code(one.job),
            formats.moment(one.started_at, view.language),
            view.t(OUTCOMES.get(one.outcome, one.outcome)),
            one.message or "",
        ]
        for one in live.runs
    ]
    caption = view.t("The latest runs of scheduled jobs")
    table = c.table(caption, head, rows, hide_caption=True, stack=True)
    return c.section(view.t("Runs"), table, anchor="runs")


PAGE = Page(
    name="sources",
    sv="/kallor",
    en="/en/kallor",
    title=title,
    layout=layout,
    in_menu=False,
    menu=N_("Sources"),
    live=True,
)
