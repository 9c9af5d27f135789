"""Who did what, when and from where? The audit log, page by page and as a file."""

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import forms
from dashboard.audit import Entry, as_csv, entries, verify
from dashboard.components import Cell, Child
from dashboard.i18n import N_
from dashboard.services import STOCKHOLM
from dashboard.workspace.page import Action, Again, Attachment, Download, Message, Outcome, Work
from dashboard.workspace.page import WorkPage as Page

_A_PAGE = 100


def _title(work: Work) -> str:
    return work.t("Audit log")


def _view(work: Work) -> Component:
    found = entries(
        work.services.engine,
        before=_before(work),
        limit=_A_PAGE,
        who=work.query.get("who", ""),
        what=work.query.get("what", ""),
    )
    lead = work.t(
        "Who did what, when and from where, newest first. Rows are only ever added, and each "
        "holds the hash of the one before it."
    )
    return c.page(
        c.page_header(_title(work), lead),
        _filter(work),
        _table(work, found) if found else c.empty(work.t("No row fits")),
        *_further(work, found),
        c.section(work.t("Is the log whole?"), *_whole(work)),
    )


def _before(work: Work) -> int | None:
    asked = work.query.get("before", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None


def _filter(work: Work) -> Component:
    return html.Form(
        [
            forms.field(work.t("Who"), "who", value=work.query.get("who", "")),
            forms.field(
                work.t("What"),
                "what",
                value=work.query.get("what", ""),
                hint=work.t("A code or its beginning, such as account"),
            ),
            forms.button(work.t("Show"), plain=True),
        ],
        method="get",
        action=work.href("log"),
        className="form inline",
    )


def _table(work: Work, found: tuple[Entry, ...]) -> Component:
    head = [
        work.t("Row"),
        work.t("When"),
        work.t("Who"),
        work.t("What"),
        work.t("About"),
        work.t("Old and new"),
    ]
    rows: list[list[Child | Cell]] = [
        [
            str(one.position),
            html.Span(
                one.at.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M:%S"), className="unbroken"
            ),
            one.who,
            _code(one.what),
            one.about,
            Cell(_told(one.old) or "", below=_told(one.new)),
        ]
        for one in found
    ]
    if any(one.address for one in found):
        head.append(work.t("From"))
        rows = [[*row, one.address] for row, one in zip(rows, found, strict=True)]
    return c.table(
        _title(work), head, rows, hide_caption=True, stack=True, class_name="data is-log"
    )


def _code(what: str) -> Component:
    """Write a code so that it breaks after its dot alone."""
    first, dot, rest = what.partition(".")
    return html.Code([first + dot, html.Wbr(), rest] if dot else what)


def _told(said: str | None) -> str | None:
    return None if said == "{}" else said


def _further(work: Work, found: tuple[Entry, ...]) -> list[Component]:
    if len(found) < _A_PAGE:
        return []
    kept = {name: value for name, value in work.query.items() if name != "before"}
    href = work.href("log", **kept, before=found[-1].position)
    return [html.P(c.link(work.t("Older rows"), href))]


def _whole(work: Work) -> list[Child]:
    button = forms.button(work.t("Read the whole log now"), plain=True)
    return [
        work.form_for("verify", button),
        html.P(c.link(work.t("The whole log as CSV"), work.href("log", download="csv"))),
    ]


def _do_verify(work: Work) -> Outcome:
    found = verify(work.services.engine)
    if found.faults:
        return Again(tuple(Message(fault, "fault") for fault in found.faults[:10]), 200)
    said = work.t(
        "{rows} rows, none cut, changed or moved. Last hash: {last}",
        rows=found.rows,
        last=found.last,
    )
    return Again((Message(said),), 200)


def _csv(work: Work) -> Attachment:
    work.note("audit.export")
    name = f"audit-log-{work.services.today().isoformat()}.csv"
    return Attachment(name, "text/csv; charset=utf-8", as_csv(work.services.engine))


PAGE = Page(
    name="log",
    path="/logg",
    permission="audit.read",
    title=_title,
    view=_view,
    menu=N_("Audit log"),
    about=N_("See who did what, and when."),
    params=("before", "who", "what"),
    actions={"verify": Action("audit.read", _do_verify)},
    downloads={"csv": Download("audit.read", _csv)},
)
