"""What is done by itself, when, how did it end, and what has been asked of other servers?"""

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats, forms
from dashboard.components import Cell, Child
from dashboard.i18n import N_
from dashboard.jobs import Daily, Every, Job, Run, last_runs, runs
from dashboard.keeping import backups
from dashboard.pages.sources import OUTCOMES
from dashboard.pulls import pulled
from dashboard.schedule import JOBS
from dashboard.workspace.page import Work, WorkPage

_LATEST = 100
_NAMES = {
    "publish": N_("publish releases whose moment has come"),
    "inbox": N_("look in the inbox folder"),
    "pull": N_("fetch returns from addresses"),
    "draft": N_("compute the working draft once a return is loaded"),
    "backup": N_("back up"),
    "prune": N_("throw away what has done its work"),
    "compute": N_("compute the working draft"),
    "overdue": N_("look for overdue sources"),
    "notices": N_("tell whoever should know"),
}


def _title(work: Work) -> str:
    return work.t("Schedule")


def _view(work: Work) -> Component:
    last = last_runs(work.services.engine)
    failed = sum(last[job.name].outcome == "failed" for job in JOBS if job.name in last)
    heading = work.n("{count} job has failed", "{count} jobs have failed", failed)
    if not failed:
        heading = work.t("No job has failed") if last else work.t("No job has been run yet")
    lead = work.t(
        "Times are Stockholm's. The draft is computed every night, and after each load too."
    )
    return c.page(
        c.page_header(heading, lead, kicker=_title(work)),
        _jobs(work, last),
        *_pulls(work),
        c.section(work.t("Runs"), _filter(work), _runs(work), anchor="runs"),
    )


def _jobs(work: Work, last: dict[str, Run]) -> Component:
    head = [
        work.t("Job"),
        work.t("When"),
        work.t("If its time was missed"),
        work.t("Last run"),
        work.t("Next"),
    ]
    now = work.services.clock()
    rows: list[list[Child | Cell]] = [
        [
            Cell(work.t(_NAMES[job.name]), below=job.name),
            _when(work, job),
            _missed(work, job),
            _last(work, last.get(job.name)),
            formats.moment(job.due.next(now), work.language),
        ]
        for job in JOBS
    ]
    return c.table(_title(work), head, rows, hide_caption=True, stack=True)


def _when(work: Work, job: Job) -> str:
    if isinstance(job.due, Daily):
        return work.t("each day at\u00a0{time}", time=f"{job.due.at:%H:%M}")
    return _every(work, job.due)


def _every(work: Work, due: Every) -> str:
    if due.seconds % 3600 == 0:
        return work.n("each hour", "every {count} hours", due.seconds // 3600)
    if due.seconds % 60 == 0:
        return work.n("each minute", "every {count} minutes", due.seconds // 60)
    return work.n("each second", "every {count} seconds", due.seconds)


def _missed(work: Work, job: Job) -> str:
    if isinstance(job.due, Daily):
        return work.t("once, however late; after a failure again, three times")
    return work.t("the next run does it")


def _last(work: Work, run: Run | None) -> Child | Cell:
    if run is None:
        return work.t("not yet")
    return Cell(_outcome(work, run), below=formats.moment(run.started_at, work.language))


def _outcome(work: Work, run: Run) -> str:
    return work.t(OUTCOMES[run.outcome])


def _pulls(work: Work) -> list[Child]:
    """Tell of each address by its source and number: the address may hold a password."""
    rows: list[list[Child | Cell]] = []
    for number, one in enumerate(work.services.settings.pull_urls, 1):
        known = pulled(work.services.engine, one)
        asked = formats.moment(known.asked_at, work.language) if known else work.t("not yet")
        taken = known.taken_at if known else None
        new = formats.moment(taken, work.language) if taken else work.t("not yet")
        rows.append([number, one.source, asked, new, known.answer if known else ""])
    if not rows:
        return []
    head = [
        work.t("Address number"),
        work.t("Source"),
        work.t("Last asked"),
        work.t("Last new"),
        work.t("Answer"),
    ]
    table = c.table(work.t("Addresses from which returns are fetched"), head, rows, stack=True)
    return [c.section(work.t("Fetched from addresses"), table, anchor="pulls")]


def _filter(work: Work) -> Component:
    choices = [("", work.t("all"))] + [(job.name, work.t(_NAMES[job.name])) for job in JOBS]
    box = forms.choice(work.t("Job"), "job", choices, chosen=work.query.get("job", ""))
    return html.Form(
        [box, forms.button(work.t("Show"), plain=True)],
        method="get",
        action=work.address,
        className="form",
    )


def _runs(work: Work) -> Component:
    found = runs(work.services.engine, _LATEST, work.query.get("job", ""))
    if not found:
        return c.empty(work.t("Nothing has been run yet"))
    head = [work.t("Job"), work.t("Started"), work.t("Ended"), work.t("Outcome"), work.t("What")]
    rows: list[list[Child | Cell]] = [
        [
            run.job,
            formats.moment(run.started_at, work.language),
            formats.moment(run.ended_at, work.language) if run.ended_at else "",
            _outcome(work, run),
            run.message or "",
        ]
        for run in found
    ]
    kept = work.n(
        "{count} nightly backup is kept.",
        "{count} nightly backups are kept.",
        len(backups(work.services.settings.backup_dir)),
    )
    caption = work.t("The latest runs, newest first")
    return html.Div([c.table(caption, head, rows, stack=True), html.P(kept)])


PAGE = WorkPage(
    name="schedule",
    path="/schema",
    permission="job.read",
    title=_title,
    view=_view,
    menu=N_("Schedule"),
    about=N_("See which jobs run when, and how they went."),
    params=("job",),
)
