"""What has come in, and what was found in it? Handing in a return, and looking at a held one."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component
from sqlalchemy import Connection

from dashboard import components as c
from dashboard import formats, forms
from dashboard.components import Cell, Child, Shape
from dashboard.effects import effect_of
from dashboard.i18n import N_
from dashboard.page import NotHereError
from dashboard.returns import deliver
from dashboard.workspace import setting_aside
from dashboard.workspace.findings import changes, grouped, next_step
from dashboard.workspace.mended import applied
from dashboard.workspace.page import (
    Action,
    Again,
    Attachment,
    Done,
    Download,
    Message,
    Outcome,
    Work,
    WorkPage,
)
from etl import store
from etl.checking import Checked
from etl.finding import Finding
from etl.load import Delivery, Loaded, Result, look
from etl.marked import marked_copy
from etl.reading.read import SIZE_LIMIT
from etl.source import Provenance
from etl.sources import sources
from etl.store import Batch
from etl.template import write_template

_LATEST = 20
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ROOM_FOR_FIELDS = 64 * 1024


def _title(work: Work) -> str:
    return work.t("Returns")


def _view(work: Work) -> Component:
    with work.services.engine.connect() as connection:
        came = [one for one in store.batches(connection) if one.channel != "document"]
    held = [one for one in came if one.state == "held"]
    heading = work.n("{count} return is held", "{count} returns are held", len(held))
    heading = heading if held else work.t("No return is held")
    lead = work.t("What a return says counts once it is loaded. A held one changes no figure.")
    looked = work.result if isinstance(work.result, Checked) else None
    return c.page(
        c.page_header(heading, lead, kicker=_title(work)),
        *([_looked(work, looked)] if looked else []),
        c.section(work.t("Hand in a return"), _form(work), _templates(work), anchor="new"),
        *([_table(work, work.t("Held"), held)] if held else []),
        _table(work, work.t("Latest"), came[::-1][:_LATEST]),
    )


def _form(work: Work) -> Component:
    choices = [("", work.t("Seen from the headings"))]
    choices += [(one.name, _words(work, one.title)) for one in sources().values()]
    return work.form_for(
        "send",
        forms.field(
            work.t("File"),
            "file",
            kind="file",
            required=True,
            hint=work.t("XLSX or CSV with counts alone, at most 50 MB."),
            accept=".xlsx,.csv,.txt",
        ),
        html.P(work.t("A file may also be dropped here."), className="hint scripted", hidden=True),
        forms.choice(work.t("Source"), "source", choices, chosen=work.form.get("source", "")),
        html.P([forms.button(work.t("Check and hand in"), name="how", value="load")]),
        html.P([forms.button(work.t("Check only"), plain=True, name="how", value="check")]),
        _progress(work),
        script=_upload_words(work),
    )


def _progress(work: Work) -> Component:
    """Give the place where a script shows how far a file has come; hidden without one."""
    bar = html.Progress(**c.aria(label=work.t("How much of the file has been sent")))
    stop = html.Button(work.t("Stop"), type="button", className="button is-plain upload-stop")
    seen = html.Span(className="upload-seen", **c.aria(hidden="true"))
    said = html.Span(className="upload-said", role="status")
    return html.Div([bar, seen, said, stop], className="upload", hidden=True)


def _upload_words(work: Work) -> dict[str, str]:
    return {
        "upload": "yes",
        "most": str(SIZE_LIMIT),
        "sending": work.t("{done} of {size} MB sent"),
        "checking": work.t("The whole file is sent and is being checked."),
        "broken": work.t("The line broke, and nothing was handed in. Try once more."),
        "stopped": work.t("Stopped. Nothing was handed in."),
        "large": work.t("The file is {size} MB and may be 50 MB at most. Split it by period."),
        "one": work.t("One file at a time, please."),
    }


def _templates(work: Work) -> Component:
    items = [
        c.Link(_words(work, one.title), f"{work.address}?download=template&source={one.name}")
        for one in sources().values()
    ]
    return c.details(work.t("Templates to fill in"), c.links(items, label=work.t("Templates")))


def _looked(work: Work, checked: Checked) -> Component:
    heading = work.t("{file}: checked, not handed in", file=checked.filename)
    return c.section(heading, _told(work, checked), _effect(work, checked), anchor="checked")


def _told(work: Work, checked: Checked) -> Component:
    counts = (
        work.n("{count} row", "{count} rows", checked.rows),
        work.n("{count} error", "{count} errors", len(checked.errors)),
        work.n("{count} warning", "{count} warnings", len(checked.warnings)),
    )
    said = ", ".join(counts)
    mended = [one.to_json() for one in checked.applied]
    return html.Div([html.P(said), *grouped(work, checked.findings), *applied(work, mended)])


def _effect(work: Work, checked: Checked) -> Child:
    if checked.errors or checked.source is None:
        return c.note(work.t("What it would change is shown once it has no errors."))
    return changes(work, effect_of(work.services, checked, work.services.today()))


def _table(work: Work, caption: str, found: list[Batch]) -> Component:
    if not found:
        return c.empty(work.t("No return has come in yet"))
    head = [work.t("File"), work.t("Source"), work.t("State"), work.t("Received"), work.t("By")]
    rows: list[list[Child | Cell]] = [
        [
            c.link(one.filename, work.href("return", batch=one.id)),
            _source(work, one),
            c.state(work.t(STATES[one.state]), _SHAPES[one.state]),
            formats.moment(one.received_at, work.language),
            one.decided_by or one.channel,
        ]
        for one in found
    ]
    return c.table(caption, head, rows, stack=True)


STATES = {
    "held": N_("held"),
    "accepted": N_("accepted"),
    "refused": N_("refused"),
    "replaced": N_("replaced"),
}
_SHAPES: Mapping[str, Shape] = {
    "held": "dashed",
    "accepted": "full",
    "refused": "away",
    "replaced": "ring",
}


def _source(work: Work, one: Batch) -> str:
    source = sources().get(one.source or "")
    return _words(work, source.title) if source else work.t("no source")


def _words(work: Work, pair: tuple[str, str]) -> str:
    return pair[0] if work.language == "sv" else pair[1]


def _send(work: Work) -> Outcome:
    files = work.uploads.get("file", ())
    source = work.form.get("source") or None
    if not files:
        return Again((Message(work.t("Choose a file first."), "fault"),))
    if source is not None and source not in sources():
        return Again((Message(work.t("There is no such source."), "fault"),))
    data, name = files[0].content, files[0].filename
    if work.form.get("how") == "check":
        looked = look(work.services.engine, _as(work, data, name, source), work.language)
        return Again(status=200, result=looked)
    today = work.services.today()
    answer = deliver(
        work.services,
        data,
        name,
        today,
        channel="upload",
        source=source,
        by=work.account,
        address=work.actor.address,
    )
    return _after(work, answer)


def _after(work: Work, answer: Loaded) -> Outcome:
    said = Message(
        work.t(_SAID[answer.result], file=answer.filename, rows=answer.rows),
        "done" if answer.result is Result.LOADED else "warning",
    )
    return Done(work.href("return", batch=answer.batch), said)


_SAID = {
    Result.LOADED: N_("{file} is loaded: {rows} rows. The next release will have them."),
    Result.HELD: N_("{file} is held. No figure has changed. See below what was found."),
    Result.REFUSED: N_(
        "{file} holds personal data. It is refused, and its content has not been kept."
    ),
    Result.UNCHANGED: N_("{file} was loaded before. Nothing has changed."),
}


def _as(work: Work, data: bytes, name: str, source: str | None) -> Delivery:
    return Delivery(
        data=data,
        filename=name,
        channel="upload",
        provenance=Provenance(work.services.today(), work.services.settings.geography),
        received_at=work.services.clock(),
        source=source,
        by=work.account,
        corrections=work.services.settings.corrections_file,
    )


def _one_title(work: Work) -> str:
    return work.t("Return {number}", number=work.path.get("batch", ""))


def _one(work: Work) -> Component:
    batch = _batch(work)
    lead = f"{_source(work, batch)}, {work.t(STATES[batch.state])}"
    parts: list[Child] = [c.page_header(batch.filename, lead, kicker=_one_title(work))]
    if batch.reason:
        said = work.t("Accepted with the reason: {reason}", reason=batch.reason)
        if batch.state == "replaced":
            said = work.t("Set aside with the reason: {reason}", reason=batch.reason)
        parts.append(html.P(said))
    if batch.state == "refused":
        # Nothing of it is kept but where the hits were.
        parts.append(html.P(work.t("It held personal data and was not kept.")))
        return c.page(*parts, *_stored(work, batch))
    checked = _again(work, batch)
    if batch.state == "held":
        parts.append(html.P(next_step(work, checked)))
    parts.append(c.section(work.t("What was found"), _told(work, checked), anchor="found"))
    if checked.findings and checked.header is not None:
        parts.append(
            html.P(
                c.link(work.t("A copy with the cells marked"), f"{work.address}?download=marked")
            )
        )
    if batch.state == "held":
        if not checked.errors:
            parts.append(c.section(work.t("What it would change"), _effect(work, checked)))
            parts.append(_accepting(work))
        parts.append(setting_aside.form(work))
    return c.page(*parts)


def _stored(work: Work, batch: Batch) -> list[Child]:
    """Tell what was found in a return of which nothing else is kept."""
    with work.services.engine.connect() as connection:
        kept = store.findings_of(connection, batch.id)
    found = grouped(work, [Finding.from_store(one, work.language) for one in kept])
    return [c.section(work.t("What was found"), *found, anchor="found")] if found else []


def _accepting(work: Work) -> Component:
    return c.section(
        work.t("Accept the warnings"),
        work.form_for(
            "accept",
            forms.text_area(
                work.t("Reason"),
                "reason",
                required=True,
                value=work.form.get("reason", ""),
                hint=work.t("How you know that the figures are right. It is kept with the return."),
            ),
            forms.button(work.t("Accept and load")),
        ),
        anchor="accept",
    )


def _set_aside(work: Work) -> Outcome:
    return setting_aside.do(work, _batch(work))


def _accept(work: Work) -> Outcome:
    batch = _batch(work)
    if batch.state != "held":
        return Again((Message(work.t("It is not held any more."), "fault"),), 409)
    reason = work.form.get("reason", "")
    if not reason:
        return Again((Message(work.t("Give a reason first."), "fault"),))
    answer = deliver(
        work.services,
        work.services.archive.read(batch.sha256),
        batch.filename,
        batch.reported_on,
        channel="upload",
        source=batch.source,
        by=work.account,
        accept=reason,
        address=work.actor.address,
    )
    return _after(work, answer)


def _again(work: Work, batch: Batch) -> Checked:
    """Check an original anew, in the reader's language; of one in force the file alone."""
    data = work.services.archive.read(batch.sha256)
    origin = Provenance(
        batch.reported_on,
        work.services.settings.geography,
        whole_return=batch.state == "held",
    )
    delivery = Delivery(
        data,
        batch.filename,
        batch.channel,
        origin,
        batch.received_at,
        source=batch.source,
        corrections=work.services.settings.corrections_file,
    )
    return look(work.services.engine, delivery, work.language)


def _marked(work: Work) -> Attachment:
    batch = _batch(work)
    if batch.state == "refused":
        raise NotHereError
    checked = _again(work, batch)
    if checked.header is None or checked.has_personal_data:
        raise NotHereError
    content = marked_copy(work.services.archive.read(batch.sha256), checked)
    name = batch.filename.rpartition(".")[0] or batch.filename
    return Attachment(f"{name}-anmarkningar.xlsx", _XLSX, content)


def _template(work: Work) -> Attachment:
    source = sources().get(work.query.get("source", ""))
    if source is None:
        raise NotHereError
    return Attachment(f"{source.name}.xlsx", _XLSX, write_template(source, "xlsx"))


def _batch(work: Work) -> Batch:
    number = work.path.get("batch", "")
    with work.services.engine.connect() as connection:
        found = _find(connection, int(number)) if number.isdecimal() else None
    if found is None:
        raise NotHereError
    return found


def _find(connection: Connection, number: int) -> Batch | None:
    return next((b for b in store.batches(connection) if b.id == number), None)


PAGE = WorkPage(
    name="returns",
    path="/inlamningar",
    permission="return.upload",
    title=_title,
    view=_view,
    menu=N_("Returns"),
    about=N_(
        "Hand in returns, see what was found in them, accept or set aside those that are held."
    ),
    params=("source",),
    actions={"send": Action("return.upload", _send)},
    downloads={"template": Download("return.upload", _template)},
    limit=SIZE_LIMIT + _ROOM_FOR_FIELDS,
)
ONE = WorkPage(
    name="return",
    path="/inlamningar/<batch>",
    permission="return.upload",
    title=_one_title,
    view=_one,
    actions={
        "accept": Action("return.upload", _accept),
        "set_aside": Action("return.upload", _set_aside),
    },
    downloads={"marked": Download("return.upload", _marked)},
)
