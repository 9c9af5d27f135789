"""How is a page of the working area served?

One route for all of them. In this order: is there such a page, may the reader see it, and for a
post: did our own form send it, is there such an action, may the reader do it. What is refused is
said with its reason and written to the audit log.
"""

from dataclasses import replace

from flask import Blueprint, Request, Response, redirect, request, session
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from dashboard import formats
from dashboard.access import Decision, decide
from dashboard.i18n import N_
from dashboard.page import Language, NotHereError, View
from dashboard.sign_in import Asker, Door
from dashboard.tokens import is_token, local_path, token_for
from dashboard.workspace.layout import Layout, prefix
from dashboard.workspace.page import (
    ROOT,
    Again,
    Attachment,
    Done,
    Message,
    Outcome,
    Upload,
    Work,
    WorkPage,
)

OWN_ACCOUNT = "own_account"
_SAID = "said"
_LARGE = N_("That is too large: at most {limit} MB. Nothing was kept. Split the file by period.")
_MOST_READ_AWAY = 500_000_000
_PART = 1 << 20
_FORGED = N_("The form did not come from this page, or you have signed in anew. Try once more.")


class Desk:
    """Serves the pages of the working area."""

    def __init__(self, door: Door, layout: Layout) -> None:
        self._door = door
        self._layout = layout
        self._pages = {page.name: page for page in layout.pages}

    def serve(self, path: str) -> Response:
        """Answer a request for an address under ``/arbetsyta``."""
        asker = self._door.asker()
        found = self._find(path)
        language = found[1] if found else ("en" if path.startswith("/en/") else "sv")
        view = self._layout.view(language)
        if asker.account is None or asker.half:
            return self._to_sign_in(language)
        token = token_for(self._door.secret, asker.token)
        if found is None:
            why = view.t("There is no page at this address.")
            return self._layout.refusal(view, 404, why, asker=asker, token=token)
        page, _, names = found
        decision = decide(asker.reader, page.permission)
        if not decision.allowed:
            return self._refused(view, asker, token, page, page.permission, decision)
        if asker.bare and page.name != OWN_ACCOUNT:
            return go(self._pages[OWN_ACCOUNT].route.address(language, {}))
        return self._within(page, self._work(view, asker, token, page, names), asker)

    def _within(self, page: WorkPage, work: Work, asker: Asker) -> Response:
        if request.method == "POST":
            return self._post(page, work, asker)
        if name := request.args.get("download"):
            return self._download(page, work, asker, name)
        return self._show(page, work, asker)

    def _find(self, path: str) -> tuple[WorkPage, Language, dict[str, str]] | None:
        plain = path.rstrip("/")
        for page in self._pages.values():
            if match := page.match(plain):
                return page, *match
        return None

    def _work(
        self, view: View, asker: Asker, token: str, page: WorkPage, names: dict[str, str]
    ) -> Work:
        query = {name: request.args[name] for name in page.params if request.args.get(name)}
        said = session.pop(_SAID, None)
        messages = (Message(said["text"], said["kind"]),) if said else ()
        return Work(
            view=view,
            reader=asker.reader,
            services=self._door.services,
            address=page.route.address(view.language, {**names, **query}),
            token=token,
            path=names,
            query=query,
            messages=messages,
            pages=self._pages,
            note=self._door.note,
        )

    def _show(self, page: WorkPage, work: Work, asker: Asker, status: int = 200) -> Response:
        try:
            body = page.view(work)
            title = page.title(work)
        except NotHereError as error:
            token = work.token
            return self._layout.refusal(work.view, 404, str(error), asker=asker, token=token)
        other: Language = "en" if work.language == "sv" else "sv"
        return self._layout.answer(
            work.view,
            title,
            body,
            asker=asker,
            token=work.token,
            here=page,
            other=page.route.address(other, {**work.path, **work.query}),
            messages=work.messages,
            status=status,
        )

    def _post(self, page: WorkPage, work: Work, asker: Asker) -> Response:
        try:
            filled = _filled(work, request, page.limit)
        except RequestEntityTooLarge:
            _read_away(request)
            limit = formats.number(page.limit // 1_000_000 or 1, work.language)
            said = Message(work.t(_LARGE, limit=limit), "fault")
            return self._show(page, _with(work, (said,)), asker, 413)
        if not is_token(self._door.secret, asker.token, filled.form.get("token", "")):
            self._door.note("refused.forged", about=page.name)
            again = _with(filled, (Message(work.t(_FORGED), "fault"),))
            return self._show(page, again, asker, 403)
        action = page.actions.get(filled.form.get("action", ""))
        if action is None:
            why = work.t("There is no such thing to do on this page.")
            return self._layout.refusal(work.view, 400, why, asker=asker, token=work.token)
        decision = decide(asker.reader, action.permission)
        if not decision.allowed:
            return self._refused(work.view, asker, work.token, page, action.permission, decision)
        try:
            outcome = action.do(filled)
        except NotHereError as error:
            token = work.token
            return self._layout.refusal(work.view, 404, str(error), asker=asker, token=token)
        return self._outcome(page, filled, asker, outcome)

    def _outcome(self, page: WorkPage, work: Work, asker: Asker, outcome: Outcome) -> Response:
        if isinstance(outcome, Done):
            if outcome.said is not None:
                session[_SAID] = {"text": outcome.said.text, "kind": outcome.said.kind}
            return go(local_path(outcome.to, work.address))
        return self._show(page, _with(work, outcome.messages, outcome), asker, outcome.status)

    def _download(self, page: WorkPage, work: Work, asker: Asker, name: str) -> Response:
        download = page.downloads.get(name)
        if download is None:
            why = work.t("There is no such file on this page.")
            return self._layout.refusal(work.view, 404, why, asker=asker, token=work.token)
        decision = decide(asker.reader, download.permission)
        if not decision.allowed:
            return self._refused(work.view, asker, work.token, page, download.permission, decision)
        try:
            return _file(download.make(work))
        except NotHereError as error:
            token = work.token
            return self._layout.refusal(work.view, 404, str(error), asker=asker, token=token)

    def _refused(
        self,
        view: View,
        asker: Asker,
        token: str,
        page: WorkPage,
        permission: str,
        decision: Decision,
    ) -> Response:
        self._door.note("refused", about=page.name, new={"permission": permission})
        why = view.t(decision.reason)
        return self._layout.refusal(view, 403, why, asker=asker, token=token)

    def _to_sign_in(self, language: Language) -> Response:
        wanted = request.full_path.rstrip("?") if request.method == "GET" else request.path
        response = go(f"{prefix(language)}/logga-in")
        session["next"] = local_path(wanted, ROOT)
        return response


def blueprint(desk: Desk) -> Blueprint:
    """Give the routes of the working area."""
    routes = Blueprint("workspace", __name__)

    def page(rest: str = "") -> Response:  # noqa: ARG001 - the whole path is read
        return desk.serve(request.path)

    for start in (ROOT, f"/en{ROOT}"):
        for rule in (start, f"{start}/", f"{start}/<path:rest>"):
            routes.add_url_rule(rule, "page", page, methods=["GET", "POST"])
    return routes


def _filled(work: Work, sent: Request, limit: int) -> Work:
    """Read a form. Raises RequestEntityTooLarge above the page's limit."""
    sent.max_content_length = limit
    sent.max_form_memory_size = limit
    if sent.content_length is None:
        raise RequestEntityTooLarge
    lists = {name: [_tidy(name, one) for one in sent.form.getlist(name)] for name in sent.form}
    uploads = {name: [_upload(file) for file in sent.files.getlist(name)] for name in sent.files}
    return replace(
        work,
        form={name: values[0] for name, values in lists.items()},
        lists=lists,
        uploads={name: [one for one in files if one.filename] for name, files in uploads.items()},
    )


def _upload(file: FileStorage) -> Upload:
    made = Upload(file.filename or "", file.read())
    file.close()  # a large one lies in a temporary file
    return made


def _read_away(sent: Request) -> None:
    """Read what is left of a post that is refused for its size, so that its sender gets to know.

    A browser that is still sending takes a closed connection for a broken one.
    """
    left = min(sent.content_length or 0, _MOST_READ_AWAY)
    while left > 0 and (part := sent.environ["wsgi.input"].read(min(left, _PART))):
        left -= len(part)


def _tidy(name: str, value: str) -> str:
    # A password may begin or end with a blank.
    return value if name.startswith("password") else value.strip()


def _with(work: Work, messages: tuple[Message, ...], outcome: Again | None = None) -> Work:
    result = outcome.result if outcome else None
    return replace(work, messages=(*work.messages, *messages), result=result)


def _file(made: Attachment) -> Response:
    response = Response(made.content, content_type=made.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=made.filename)
    response.headers["Cache-Control"] = "no-store"
    return response


def go(to: str) -> Response:
    """Lead on after a post, so that loading the page again posts nothing again."""
    response = redirect(to, 303)
    response.headers["Cache-Control"] = "no-store"
    if not isinstance(response, Response):
        raise TypeError("a redirect is a response")
    return response
