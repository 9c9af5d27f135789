"""Who has an account and what may each do? The administrator's page."""

from collections.abc import Callable, Collection

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats, forms
from dashboard.access import GRANTABLE
from dashboard.accounts import Account, AccountError, Accounts
from dashboard.components import Cell, Child
from dashboard.i18n import N_
from dashboard.workspace import words
from dashboard.workspace.page import Action, Again, Done, Message, Outcome, Work, WorkPage


def _title(work: Work) -> str:
    return work.t("Accounts")


def _view(work: Work) -> Component:
    found = _accounts(work).all()
    active = sum(one.active for one in found)
    heading = work.n("{count} account can sign in", "{count} accounts can sign in", active)
    lead = work.t("Each person has an account of their own. Every change stands in the audit log.")
    return c.page(
        c.page_header(heading, lead, kicker=_title(work)),
        _table(work, found),
        c.section(work.t("Make an account"), _new(work), anchor="new"),
    )


def _table(work: Work, found: tuple[Account, ...]) -> Component:
    head = [work.t("Name"), work.t("Roles"), work.t("State"), work.t("Made"), work.t("Change")]
    rows: list[list[Child | Cell]] = [
        [
            Cell(one.name, below=one.full_name or None),
            words.roles(work.view, one.roles) or work.t("no role yet"),
            Cell(_state(work, one), below=_proof(work, one)),
            formats.day(one.created_at.date(), work.language),
            _changes(work, one),
        ]
        for one in found
    ]
    return c.table(_title(work), head, rows, hide_caption=True, stack=True)


def _state(work: Work, one: Account) -> Component:
    if one.active:
        return c.state(work.t("active"), "full")
    return c.state(work.t("disabled"), "ring")


def _proof(work: Work, one: Account) -> str:
    if one.second_factor:
        return work.t("password and second factor")
    return work.t("password without a second factor") if one.has_password else work.t("no password")


def _changes(work: Work, one: Account) -> Component:
    missing = [role for role in GRANTABLE if role not in one.roles]
    parts: list[Child] = []
    if missing:
        parts.append(_role_form(work, one, "grant", missing, work.t("Give the role")))
    if one.roles:
        held = [role for role in GRANTABLE if role in one.roles]
        parts.append(_role_form(work, one, "revoke", held, work.t("Take the role away")))
    name = forms.hidden("name", one.name)
    if one.second_factor:
        label = work.t("Reset the second factor")
        parts.append(work.form_for("reset", name, forms.button(label, plain=True)))
    action, label = ("disable", work.t("Disable")) if one.active else ("enable", work.t("Enable"))
    parts.append(work.form_for(action, name, forms.button(label, plain=True)))
    summary = work.t("Change {name}", name=one.name)
    return c.details(summary, *parts)


def _role_form(
    work: Work, one: Account, action: str, roles: Collection[str], label: str
) -> Component:
    anchor = f"{action}-{one.name}"
    options = [
        html.Option(work.t(words.ROLE_NAMES[role]), value=role)
        for role in GRANTABLE
        if role in roles
    ]
    return work.form_for(
        action,
        forms.hidden("name", one.name),
        html.Label(work.t("Role"), htmlFor=anchor, className="sr"),
        html.Select(options, id=anchor, name="role"),
        forms.button(label, plain=True),
        class_name="form inline",
    )


def _new(work: Work) -> Component:
    ticked = work.lists.get("roles", ()) if work.form.get("action") == "add" else ()
    typed = work.form if work.form.get("action") == "add" else {}
    roles = [
        forms.tick(work.t(words.ROLE_NAMES[role]), "roles", role, ticked=role in ticked)
        for role in GRANTABLE
    ]
    return work.form_for(
        "add",
        forms.field(
            work.t("Name"),
            "name",
            value=typed.get("name", ""),
            required=True,
            hint=work.t("What is typed at sign-in: small letters and figures."),
            autoComplete="off",
        ),
        forms.field(
            work.t("Full name"), "full_name", value=typed.get("full_name", ""), autoComplete="off"
        ),
        html.Fieldset([html.Legend(work.t("Roles")), *roles]),
        forms.field(
            work.t("First password"),
            "password",
            kind="password",
            required=True,
            hint=work.t("Hand it over in person. It is changed under My account."),
            autoComplete="new-password",
        ),
        forms.button(work.t("Make the account")),
    )


def _do_add(work: Work) -> Outcome:
    def add() -> str:
        made = _accounts(work).add(
            work.form.get("name", ""),
            work.lists.get("roles", ()),
            work.actor,
            password=work.form.get("password", ""),
            full_name=work.form.get("full_name", ""),
        )
        return work.t("{name} has an account.", name=made.name)

    return _doing(work, add)


def _do_grant(work: Work) -> Outcome:
    def grant() -> str:
        changed = _accounts(work).grant(_name(work), work.form.get("role", ""), work.actor)
        return work.t("{name} has the role.", name=changed.name)

    return _doing(work, grant)


def _do_revoke(work: Work) -> Outcome:
    def revoke() -> str:
        changed = _accounts(work).revoke(_name(work), work.form.get("role", ""), work.actor)
        return work.t("{name} has the role no more.", name=changed.name)

    return _doing(work, revoke)


def _do_disable(work: Work) -> Outcome:
    def disable() -> str:
        changed = _accounts(work).disable(_name(work), work.actor)
        return work.t("{name} can sign in no more.", name=changed.name)

    return _doing(work, disable)


def _do_enable(work: Work) -> Outcome:
    def enable() -> str:
        changed = _accounts(work).enable(_name(work), work.actor)
        return work.t("{name} can sign in again.", name=changed.name)

    return _doing(work, enable)


def _do_reset(work: Work) -> Outcome:
    def reset() -> str:
        _accounts(work).reset_second_factor(_name(work), work.actor)
        return work.t("{name} takes a new second factor into use.", name=_name(work))

    return _doing(work, reset)


def _doing(work: Work, do: Callable[[], str]) -> Outcome:
    try:
        return Done(work.address, Message(do()))
    except AccountError as error:
        said = Message(work.t(error.message, **error.args_of_message), "fault")
        return Again((said,), 409 if error.conflict else 422)


def _name(work: Work) -> str:
    return work.form.get("name", "")


def _accounts(work: Work) -> Accounts:
    return Accounts(work.services.engine, work.services.clock)


PAGE = WorkPage(
    name="accounts",
    path="/konton",
    permission="account.manage",
    title=_title,
    view=_view,
    menu=N_("Accounts"),
    about=N_("Make accounts, give and take roles, reset a lost second factor."),
    actions={
        "add": Action("account.manage", _do_add),
        "grant": Action("account.manage", _do_grant),
        "revoke": Action("account.manage", _do_revoke),
        "disable": Action("account.manage", _do_disable),
        "enable": Action("account.manage", _do_enable),
        "reset": Action("account.manage", _do_reset),
    },
)
