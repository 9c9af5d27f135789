"""Which known mistakes are mended, why, and in which returns?"""

from collections.abc import Mapping, Sequence
from typing import Any

from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats
from dashboard.components import Cell, Child
from dashboard.i18n import N_
from dashboard.workspace.page import Work, WorkPage
from etl import store
from etl.corrections import Correction, CorrectionsError, read_corrections, shipped
from etl.headings import heading
from etl.sources import sources

_ACTIONS = {"set": N_("“{was}” becomes “{becomes}”"), "drop": N_("the row is left out")}


def applied(work: Work, mended: Sequence[Mapping[str, Any]]) -> list[Child]:
    """Tell what was mended in one return; nothing where nothing was."""
    if not mended:
        return []
    head = [work.t("Correction"), work.t("Rows"), work.t("What it does"), work.t("Why")]
    rows: list[list[Child | Cell]] = [
        [one["id"], ", ".join(map(str, one["rows"])), _does(work, one), one[work.language]]
        for one in mended
    ]
    return [c.table(work.t("Known mistakes that were corrected"), head, rows, stack=True)]


def _does(work: Work, one: Mapping[str, Any]) -> str:
    said = work.t(_ACTIONS[str(one["action"])], was=one["was"], becomes=one["becomes"])
    return f"{heading(str(one['column']), work.language)}: {said}" if one["column"] else said


def _title(work: Work) -> str:
    return work.t("Corrections of sources")


def _view(work: Work) -> Component:
    lead = work.t(
        "Known mistakes in what others report, and how each is corrected when a return is loaded. "
        "One that no longer matches holds the return."
    )
    try:
        known = (*shipped(), *read_corrections(work.services.settings.corrections_file))
    except CorrectionsError as error:
        fault = work.t("The file of corrections cannot be used: {fault}.", fault=str(error))
        return c.page(c.page_header(_title(work), lead), c.note(fault))
    with work.services.engine.connect() as connection:
        used = store.corrections_of(connection)
    return c.page(
        c.page_header(_title(work), lead),
        _known(work, known) if known else c.empty(work.t("No mistake is known")),
        *([_used(work, used)] if used else []),
    )


def _known(work: Work, known: Sequence[Correction]) -> Component:
    head = [
        work.t("Correction"),
        work.t("Source"),
        work.t("What it matches"),
        work.t("What it does"),
        work.t("Why"),
        work.t("Who reported it to whom"),
        work.t("Until"),
    ]
    rows: list[list[Child | Cell]] = [
        [
            one.id,
            sources()[one.source].title[0 if work.language == "sv" else 1],
            Cell(
                ", ".join(value for _, value in one.where),
                below=work.n("{count} row", "{count} rows", one.rows),
            ),
            _does(work, {"action": one.action, "column": one.column, **_cells(one)}),
            one.reason[0 if work.language == "sv" else 1],
            Cell(
                work.t("{by} to {to}", by=one.reported_by, to=one.reported_to),
                below=formats.day(one.reported_on, work.language),
            ),
            formats.day(one.until, work.language) if one.until else work.t("it still lasts"),
        ]
        for one in known
    ]
    return c.table(_title(work), head, rows, hide_caption=True, stack=True)


def _cells(one: Correction) -> dict[str, str]:
    return {"was": one.was, "becomes": one.becomes}


def _used(work: Work, used: Sequence[tuple[store.Batch, Mapping[str, Any]]]) -> Component:
    head = [work.t("Correction"), work.t("Return"), work.t("Received"), work.t("Rows")]
    rows: list[list[Child | Cell]] = [
        [
            one["id"],
            c.link(of.filename, work.href("return", batch=of.id)),
            formats.moment(of.received_at, work.language),
            ", ".join(map(str, one["rows"])),
        ]
        for of, one in reversed(used)
    ]
    table = c.table(work.t("Returns that were corrected"), head, rows, stack=True)
    return c.section(work.t("Where they were used"), table, anchor="used")


PAGE = WorkPage(
    name="corrections",
    path="/rattelser",
    permission="finding.read",
    title=_title,
    view=_view,
    menu=N_("Corrections of sources"),
    about=N_("See which known mistakes in returns are put right, and why."),
)
