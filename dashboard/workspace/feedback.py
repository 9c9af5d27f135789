"""What have readers told us about the accessibility of the site, and who takes care of it?"""

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats, forms
from dashboard.components import Cell, Child
from dashboard.feedback import KINDS, Feedback, Told
from dashboard.i18n import N_
from dashboard.services import stockholm_day
from dashboard.workspace.page import Action, Again, Done, Message, Outcome, Work
from dashboard.workspace.page import WorkPage as Page


def _store(work: Work) -> Feedback:
    return Feedback(work.services.engine, work.services.clock)


def _title(work: Work) -> str:
    return work.t("Messages about accessibility")


def _view(work: Work) -> Component:
    found = _store(work).listed()
    lead = work.t(
        "What readers have told us, those that wait first. One that is taken care of is removed "
        "after a year."
    )
    return c.page(
        c.page_header(_title(work), lead),
        _table(work, found) if found else c.empty(work.t("Nobody has told us anything yet")),
    )


def _table(work: Work, found: tuple[Told, ...]) -> Component:
    head = [work.t("When"), work.t("About"), work.t("Message"), work.t("State")]
    rows = [_row(work, one) for one in found]
    return c.table(work.t("Messages"), head, rows, hide_caption=True, stack=True)


def _row(work: Work, one: Told) -> list[Child | Cell]:
    about = Cell(work.t(KINDS[one.kind]), one.page or None)
    told = Cell(
        one.message, work.t("Answer to: {contact}", contact=one.contact) if one.contact else None
    )
    return [formats.day(stockholm_day(one.at), work.language), about, told, _state(work, one)]


def _state(work: Work, one: Told) -> Child:
    if one.handled_at is not None:
        day = formats.day(stockholm_day(one.handled_at), work.language)
        return work.t("Taken care of {day} by {who}", day=day, who=one.handled_by)
    label = work.t("Mark as taken care of: message {number}", number=one.id)
    button = forms.button(work.t("Mark as taken care of"), plain=True)
    setattr(button, "aria-label", label)
    form = work.form_for(
        "handle", forms.hidden("number", str(one.id)), button, class_name="form inline"
    )
    return html.Div([c.state(work.t("waiting"), "dashed"), form])


def _handle(work: Work) -> Outcome:
    number = work.form.get("number", "")
    if not (number.isascii() and number.isdigit()) or len(number) > 9:
        return Again((Message(work.t("There is no such message."), "fault"),))
    if not _store(work).handle(int(number), work.account):
        return Again((Message(work.t("Somebody else was first"), "fault"),), status=409)
    work.note("feedback.handled", number)
    return Done(work.href("feedback"), Message(work.t("The message is taken care of.")))


PAGE = Page(
    name="feedback",
    path="/synpunkter",
    permission="feedback.read",
    title=_title,
    view=_view,
    menu=N_("Messages"),
    about=N_("Read and take care of what readers say about the accessibility of the site."),
    actions={"handle": Action("feedback.read", _handle)},
)
