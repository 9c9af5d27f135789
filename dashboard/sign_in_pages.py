"""How does somebody sign in and out?

Three addresses: name and password, then the code of the second factor where the account has one,
and out. A wrong name and a wrong password are answered alike, in the same time.
"""

import secrets
from typing import TYPE_CHECKING

from dash import html
from dash.development.base_component import Component
from flask import Blueprint, Response, request, session
from werkzeug.exceptions import NotFound

from dashboard import components as c
from dashboard import forms
from dashboard.accounts import HASHING, LONGEST, tidy
from dashboard.i18n import N_
from dashboard.page import Language, View
from dashboard.sign_in import NOBODY, Asker, Door, client_address
from dashboard.throttle import password_keys, second_keys
from dashboard.tokens import is_token, local_path, token_for
from dashboard.workspace.layout import Layout, home, prefix, start
from dashboard.workspace.page import Message
from dashboard.workspace.serve import go

if TYPE_CHECKING:
    from dashboard.oidc import Provider

FIRST, SECOND, OUT = "/logga-in", "/logga-in/kod", "/logga-ut"
CITY, ANSWER = "/logga-in/stad", "/logga-in/svar"
_PROVIDER = N_("The city's sign-in could not be used just now. Try once more.")
_NO_ACCOUNT = N_("You have no account here. An administrator makes one.")
_FORM_BYTES = 8 * 1024
_STALE = N_("The form was too old, or your browser keeps no cookies. Try once more.")
_WRONG = N_("Name and password do not belong together. Check both, and try again.")
_WRONG_CODE = N_("The code is wrong, or has been used. Take the one that the device shows now.")
_WAIT = N_("Too many tries. The next one is taken in {minutes} minutes.")


class Entrance:
    """The pages for signing in and out."""

    def __init__(self, door: Door, layout: Layout, provider: "Provider | None" = None) -> None:
        self._door = door
        self._layout = layout
        self.provider = provider

    def first(self, language: Language) -> Response:
        """Ask for name and password, or take them."""
        view = self._layout.view(language)
        if request.method != "POST":
            if self._door.asker().reader.account is not None:
                return go(self._next(language))
            return self._ask_first(view)
        form = _form()
        if not self._ours(form):
            return self._ask_first(view, form.get("name", ""), _STALE, 403)
        return self._try_first(view, tidy(form.get("name", "")), form.get("password", ""))

    def second(self, language: Language) -> Response:
        """Ask for the code of the second factor, or take it."""
        view, asker = self._layout.view(language), self._door.asker()
        if not asker.half or asker.account is None:
            return go(prefix(language) + FIRST)
        if request.method != "POST":
            return self._ask_second(view, asker)
        form = _form()
        if not is_token(self._door.secret, asker.token, form.get("token", "")):
            return self._ask_second(view, asker, _STALE, 403)
        return self._try_second(view, asker, asker.account.name, form.get("code", ""))

    def city(self, language: Language) -> Response:
        """Lead to the city's identity provider."""
        from dashboard.oidc import ProviderError

        if self.provider is None:
            raise NotFound
        try:
            return self.provider.lead()
        except ProviderError:
            return self._ask_first(self._layout.view(language), said=_PROVIDER, status=503)

    def answer(self) -> Response:
        """Take what the identity provider answers."""
        from dashboard.oidc import ProviderError, account_of

        if self.provider is None:
            raise NotFound
        view = self._layout.view("sv")
        try:
            subject, name = self.provider.answered()
        except ProviderError:
            self._door.note("sign_in.failed_provider")
            return self._ask_first(view, said=_PROVIDER, status=403)
        account = account_of(self._door.accounts, subject, name)
        if account is None:
            self._door.note("sign_in.no_account")
            return self._ask_first(view, said=_NO_ACCOUNT, status=403)
        return self._welcome(view, account)

    def out(self, language: Language) -> Response:
        """End the session."""
        asker = self._door.asker()
        response = go(home(language))
        if is_token(self._door.secret, asker.token, _form().get("token", "")) and asker.account:
            self._door.note("sign_out", asker.account.name, by=asker.account.name)
            self._door.let_out(response)
            session.clear()
        return response

    def _try_first(self, view: View, name: str, password: str) -> Response:
        known = self._door.known_browser(name)
        keys = password_keys(name, client_address(), known)
        # Asked within, so that tries sent at the same moment count one after the other.
        with HASHING:
            if seconds := self._door.throttle.waits(keys):
                return self._ask_first(view, name, _WAIT, 429, seconds)
            right = len(password) <= LONGEST and self._door.accounts.password_is(name, password)
            if not right:
                self._door.throttle.failed(keys)
        if not right:
            # What was typed as a name may be a password: only names of accounts are written down.
            account = name if self._door.accounts.find(name) else "(unknown)"
            self._door.note("sign_in.failed", account)
            return self._ask_first(view, name, _WRONG, 422)
        self._door.throttle.forgive(keys[:1])
        if self._door.accounts.get(name).second_factor:
            response = go(prefix(view.language) + SECOND)
            self._door.let_in(response, name, "second")
            return response
        return self._welcome(view, name)

    def _try_second(self, view: View, asker: Asker, name: str, code: str) -> Response:
        keys = second_keys(name)
        if seconds := self._door.throttle.waits(keys):
            return self._ask_second(view, asker, _WAIT, 429, seconds)
        # Counted before it is looked at, so that tries sent at the same moment all count.
        self._door.throttle.failed(keys)
        if not self._door.second.check(name, code, self._door.actor(name)):
            self._door.note("sign_in.failed_code", name, by=name)
            return self._ask_second(view, asker, _WRONG_CODE, 422)
        self._door.throttle.forgive(keys)
        return self._welcome(view, name)

    def _welcome(self, view: View, name: str) -> Response:
        response = go(self._next(view.language))
        self._door.let_in(response, name, "full")
        session.clear()
        return response

    def _next(self, language: Language) -> str:
        return local_path(str(session.get("next", "")), start(language))

    def _ours(self, form: dict[str, str]) -> bool:
        nonce = session.get("form", "")
        return bool(nonce) and is_token(self._door.secret, nonce, form.get("token", ""))

    def _ask_first(
        self, view: View, name: str = "", said: str = "", status: int = 200, wait: int = 0
    ) -> Response:
        nonce = session.setdefault("form", secrets.token_urlsafe(16))
        boxes = [
            forms.field(view.t("Name"), "name", value=name, required=True, autoComplete="username"),
            forms.field(
                view.t("Password"),
                "password",
                kind="password",
                required=True,
                autoComplete="current-password",
            ),
        ]
        token = token_for(self._door.secret, nonce)
        body = _form_page(view, view.t("Sign in"), FIRST, token, boxes, view.t("Sign in"))
        if self.provider is not None:
            way = c.link(view.t("Sign in by the city"), prefix(view.language) + CITY)
            body = html.Div([body, html.P(way)])
        return self._answer(view, view.t("Sign in"), body, FIRST, said, status, wait)

    def _ask_second(
        self, view: View, asker: Asker, said: str = "", status: int = 200, wait: int = 0
    ) -> Response:
        box = forms.field(
            view.t("Code"),
            "code",
            required=True,
            hint=view.t("Six figures from your device, or one of your recovery codes."),
            autoComplete="one-time-code",
            inputMode="text",
        )
        token = token_for(self._door.secret, asker.token)
        heading = view.t("Your second factor")
        body = _form_page(view, heading, SECOND, token, [box], view.t("Go on"))
        return self._answer(view, heading, body, SECOND, said, status, wait)

    def _answer(
        self, view: View, title: str, body: Component, path: str, said: str, status: int, wait: int
    ) -> Response:
        other: Language = "en" if view.language == "sv" else "sv"
        words = view.t(said, minutes=-(-wait // 60)) if wait else view.t(said) if said else ""
        response = self._layout.answer(
            view,
            title,
            body,
            asker=NOBODY,
            other=prefix(other) + path,
            messages=[Message(words, "fault")] if words else [],
            status=status,
        )
        if wait:
            response.headers["Retry-After"] = str(wait)
        return response


def blueprint(entrance: Entrance) -> Blueprint:
    """Give the routes for signing in and out."""
    routes = Blueprint("sign_in", __name__)

    def first() -> Response:
        return entrance.first(_language())

    def second() -> Response:
        return entrance.second(_language())

    def out() -> Response:
        return entrance.out(_language())

    def city() -> Response:
        return entrance.city(_language())

    if entrance.provider is not None:
        routes.add_url_rule(ANSWER, "answer", entrance.answer)
        for start_of in ("", "/en"):
            routes.add_url_rule(start_of + CITY, "city", city)

    for start_of in ("", "/en"):
        both = ["GET", "POST"]
        routes.add_url_rule(start_of + FIRST, "first", first, methods=both)
        routes.add_url_rule(start_of + SECOND, "second", second, methods=both)
        routes.add_url_rule(start_of + OUT, "out", out, methods=["POST"])
    return routes


def _form_page(
    view: View, heading: str, path: str, token: str, boxes: list[Component], send: str
) -> Component:
    form = html.Form(
        [forms.hidden("token", token), *boxes, forms.button(send)],
        method="post",
        action=prefix(view.language) + path,
        className="form",
    )
    lead = view.t(
        "For those who report, prepare and follow up. What is published needs no account."
    )
    return c.page(c.page_header(heading, lead), form)


def _form() -> dict[str, str]:
    request.max_content_length = _FORM_BYTES
    return {name: request.form.get(name, "") for name in request.form}


def _language() -> Language:
    return "en" if request.path.startswith("/en/") else "sv"
