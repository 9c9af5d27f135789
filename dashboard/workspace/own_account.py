"""How do I change my password, and take a second factor into use?"""

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import forms
from dashboard.accounts import HASHING, AccountError, Accounts
from dashboard.components import Child
from dashboard.i18n import N_
from dashboard.second_factor import SecondFactor, device_address
from dashboard.sign_in import asker_at_hand, must_have_second
from dashboard.throttle import Throttle, second_keys
from dashboard.workspace.page import Action, Again, Done, Message, Outcome, Work, WorkPage


def _title(work: Work) -> str:
    return work.t("My account")


def _view(work: Work) -> Component:
    account = _accounts(work).get(work.account)
    parts: list[Child] = [c.page_header(_title(work), work.account)]
    if isinstance(work.result, tuple):
        parts.append(_codes(work, work.result))
    if must_have_second(work.services.settings, account):
        why = work.t(
            "Your roles ask for a second factor: until it is in use you can do nothing else."
        )
        parts.append(c.empty(work.t("One step is left"), html.P(why)))
    parts.append(_second(work) if account.second_factor else _begin(work))
    if account.has_password:
        parts.append(_password(work))
    return c.page(*parts)


def _codes(work: Work, codes: tuple[str, ...]) -> Component:
    why = work.t(
        "Keep them where only you can reach them. Each signs you in once, should your device be "
        "lost. They are not shown again."
    )
    listed = html.Ul([html.Li(html.Code(code)) for code in codes], className="codes")
    on = html.P(c.link(work.t("To the working area"), work.href("start")))
    return c.section(work.t("Your recovery codes"), html.P(why), listed, on)


def _begin(work: Work) -> Component:
    secret = _second_factor(work).begin(work.account)
    grouped = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    address = device_address(secret, work.account, work.view.settings.site_name)
    how = work.t(
        "Put this key into an app for one-time codes, on a device of yours. Then write the code "
        "that the app shows."
    )
    box = forms.field(
        work.t("Code"),
        "code",
        required=True,
        autoComplete="one-time-code",
        inputMode="numeric",
    )
    return c.section(
        work.t("Start using a second factor"),
        html.P(how),
        html.P(html.Code(grouped, className="secret")),
        c.details(work.t("The key as an address"), html.P(html.Code(address))),
        work.form_for("begin", box, forms.button(work.t("Take into use"))),
    )


def _second(work: Work) -> Component:
    left = _second_factor(work).codes_left(work.account)
    said = work.n(
        "In use. You have {count} recovery code left.",
        "In use. You have {count} recovery codes left.",
        left,
    )
    return c.section(
        work.t("Second factor"),
        html.P(said),
        work.form_for(
            "renew", _current(work), forms.button(work.t("Make new recovery codes"), plain=True)
        ),
    )


def _password(work: Work) -> Component:
    new = forms.field(
        work.t("New password"),
        "password",
        kind="password",
        required=True,
        hint=work.t("12 characters or more; a few words make a good one."),
        autoComplete="new-password",
    )
    button = forms.button(work.t("Change the password"))
    said = html.P(work.t("When you change your password, all your other sessions end."))
    return c.section(
        work.t("Password"), said, work.form_for("password", _current(work, "old"), new, button)
    )


def _current(work: Work, which: str = "renew") -> Component:
    return forms.field(
        work.t("Your password now"),
        f"password-{which}",
        kind="password",
        required=True,
        autoComplete="current-password",
    )


def _do_begin(work: Work) -> Outcome:
    if wait := _wait(work):
        return wait
    _throttle(work).failed(second_keys(work.account))
    codes = _second_factor(work).confirm(work.account, work.form.get("code", ""), work.actor)
    if codes is None:
        return _fault(work, N_("The code is wrong. Take the one that the device shows now."))
    _throttle(work).forgive(second_keys(work.account))
    said = Message(work.t("Your second factor is in use."))
    return Again((said,), 200, codes)


def _do_renew(work: Work) -> Outcome:
    if refused := _wrong_password(work, "password-renew"):
        return refused
    codes = _second_factor(work).renew_codes(work.account, work.actor)
    return Again((Message(work.t("The old recovery codes work no more.")),), 200, codes)


def _do_password(work: Work) -> Outcome:
    if refused := _wrong_password(work, "password-old"):
        return refused
    mine = asker_at_hand().session
    try:
        _accounts(work).set_password(
            work.account, work.form.get("password", ""), work.actor, mine.hash if mine else ""
        )
    except AccountError as error:
        return Again((Message(work.t(error.message, **error.args_of_message), "fault"),))
    return Done(work.address, Message(work.t("Your password is changed.")))


def _wrong_password(work: Work, name: str) -> Outcome | None:
    """Refuse unless the password is right: a browser left open is not its owner."""
    if wait := _wait(work):
        return wait
    with HASHING:
        right = _accounts(work).password_is(work.account, work.form.get(name, ""))
    if right:
        return None
    _throttle(work).failed(second_keys(work.account))
    return _fault(work, N_("That is not your password now."))


def _wait(work: Work) -> Again | None:
    seconds = _throttle(work).waits(second_keys(work.account))
    if not seconds:
        return None
    minutes = -(-seconds // 60)
    said = work.t("Too many tries. The next one is taken in {minutes} minutes.", minutes=minutes)
    return Again((Message(said, "fault"),), 429)


def _fault(work: Work, message: str) -> Again:
    return Again((Message(work.t(message), "fault"),))


def _accounts(work: Work) -> Accounts:
    return Accounts(work.services.engine, work.services.clock)


def _second_factor(work: Work) -> SecondFactor:
    return SecondFactor(work.services.engine, work.services.clock)


def _throttle(work: Work) -> Throttle:
    return Throttle(work.services.engine, work.services.clock)


PAGE = WorkPage(
    name="own_account",
    path="/konto",
    permission="account.own",
    title=_title,
    view=_view,
    menu=N_("My account"),
    about=N_("Change your password and your second factor."),
    actions={
        "begin": Action("account.own", _do_begin),
        "renew": Action("account.own", _do_renew),
        "password": Action("account.own", _do_password),
    },
)
