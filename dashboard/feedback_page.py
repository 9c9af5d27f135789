"""How does anybody tell us that something is inaccessible? By a form that needs no account.

It asks for no name and no address, works without script, and is told of in the accessibility
statement. Programs that send many are stopped by a limit (``dashboard.people``).
"""

import secrets

from dash import html
from dash.development.base_component import Component
from flask import Blueprint, Response, request, session

from dashboard import components as c
from dashboard import forms
from dashboard.addresses import language_of
from dashboard.feedback import KINDS, LONGEST, Feedback, FullError
from dashboard.i18n import N_
from dashboard.page import View
from dashboard.pages.accessibility import FEEDBACK as PATH
from dashboard.sign_in import NOBODY, Door
from dashboard.tokens import is_token, local_path, token_for
from dashboard.workspace.layout import Layout, prefix
from dashboard.workspace.page import Message
from dashboard.workspace.serve import go

_FORM_BYTES = 32 * 1024
_STALE = N_("The form was too old, or your browser keeps no cookies. Try once more.")
_EMPTY = N_("Write what you want to tell us, in at most {most} characters.")
_FULL = N_("We cannot take more messages just now. Try again tomorrow.")


class Box:
    """Takes what is told."""

    def __init__(self, door: Door, layout: Layout) -> None:
        self._door = door
        self._layout = layout
        self._store = Feedback(door.services.engine, door.services.clock)

    def answer(self) -> Response:
        """Show the form, or take what was sent."""
        view = self._layout.view(language_of(request.path))
        if request.method != "POST":
            if request.args.get("tack"):
                return self._thanks(view)
            return self._ask(view, {"page": local_path(request.args.get("sida", ""), "")})
        request.max_content_length = _FORM_BYTES
        form = {name: request.form.get(name, "").strip() for name in request.form}
        if not self._ours(form):
            return self._ask(view, form, view.t(_STALE), 403)
        return self._take(view, form)

    def _take(self, view: View, form: dict[str, str]) -> Response:
        kind, message = form.get("kind", ""), form.get("message", "")
        if kind not in KINDS or not 0 < len(message) <= LONGEST:
            return self._ask(view, form, view.t(_EMPTY, most=LONGEST), 422)
        try:
            number = self._store.add(kind, form.get("page", ""), message, form.get("contact", ""))
        except FullError:
            return self._ask(view, form, view.t(_FULL), 503)
        self._door.note("feedback.received", str(number))
        return go(f"{prefix(view.language)}{PATH}?tack=1")

    def _ours(self, form: dict[str, str]) -> bool:
        nonce = session.get("form", "")
        return bool(nonce) and is_token(self._door.secret, nonce, form.get("token", ""))

    def _ask(self, view: View, form: dict[str, str], said: str = "", status: int = 200) -> Response:
        nonce = session.setdefault("form", secrets.token_urlsafe(16))
        token = token_for(self._door.secret, nonce)
        options = [(code, view.t(words)) for code, words in KINDS.items()]
        boxes = [
            forms.choice(view.t("What is it about?"), "kind", options, chosen=form.get("kind", "")),
            forms.text_area(
                view.t("What do you want to tell us?"),
                "message",
                value=form.get("message", ""),
                rows=6,
                required=True,
                hint=view.t("What you tried to do, and what happened. Name no other person."),
                fault=said if status == 422 else "",
            ),
            forms.field(
                view.t("On which page?"),
                "page",
                value=form.get("page", ""),
                hint=view.t("Leave it empty if you do not know."),
            ),
            forms.field(
                view.t("How can we reach you?"),
                "contact",
                value=form.get("contact", ""),
                hint=view.t("Only if you want an answer. You need not say who you are."),
            ),
        ]
        body = html.Form(
            [forms.hidden("token", token), *boxes, forms.button(view.t("Send"))],
            method="post",
            action=prefix(view.language) + PATH,
            className="form",
        )
        return self._page(view, body, said, status)

    def _thanks(self, view: View) -> Response:
        back = c.link(view.t("Accessibility statement"), view.href("accessibility"))
        thanks = view.t("Thank you. We have got what you wrote, and will look at it.")
        return self._page(view, html.P([thanks, " ", back]), "", 200)

    def _page(self, view: View, body: Component, said: str, status: int) -> Response:
        heading = view.t("Tell us what does not work")
        lead = view.t(
            "About the accessibility of these pages. What you write is kept for a year after it "
            "has been taken care of, and read by those who look after the site."
        )
        other = "en" if view.language == "sv" else "sv"
        return self._layout.answer(
            view,
            heading,
            html.Div([c.page(c.page_header(heading, lead), body)]),
            asker=NOBODY,
            other=f"{'/en' if other == 'en' else ''}{PATH}",
            messages=[Message(said, "fault")] if said else [],
            status=status,
        )


def blueprint(box: Box) -> Blueprint:
    """Give the routes, in both languages."""
    routes = Blueprint("feedback", __name__)
    for start in ("", "/en"):
        routes.add_url_rule(start + PATH, "form", box.answer, methods=["GET", "POST"])
    return routes
