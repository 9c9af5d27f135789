"""What can I do here? The working area's first page, and the one that says why not."""

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats
from dashboard.access import PERMISSIONS, Permission, Subject
from dashboard.components import Child
from dashboard.i18n import N_
from dashboard.page import NotHereError
from dashboard.presenters import words as public_words
from dashboard.workspace import words
from dashboard.workspace.page import Work, WorkPage
from dashboard.workspace.releases import named
from indicators.early import EarlyReading
from indicators.published import ReleaseHead
from indicators.release_reader import UnknownReleaseError
from indicators.store import ReleaseStore

_PUBLIC = (
    (
        N_("The committee"),
        "committee",
        N_("Read what has happened since the last meeting, as a page or a PDF."),
    ),
    (N_("Overview"), "overview", N_("See every goal of the programme on one page.")),
)
"""Public pages for whoever follows the programme: what each is called, its name, what it is for."""


def _title(work: Work) -> str:
    return work.t("Working area")


def _view(work: Work) -> Component:
    lead = work.t("You are signed in as {name}: {roles}.", name=work.account, roles=_roles(work))
    return c.page(
        c.page_header(_title(work), lead),
        html.Ul([html.Li(one) for one in _ways(work)], className="ways"),
        *_early(work),
        html.P(
            c.link(work.t("What you may do, and why not the rest"), work.href("permissions")),
        ),
    )


def _early(work: Work) -> list[Child]:
    """List the releases that the reader is named for, and from when each can be read."""
    if not work.may("release.read_early").allowed:
        return []
    found = EarlyReading(work.services.engine).promised(work.account)
    if not found:
        return []
    items = [html.Li(_promised(work, head)) for head in found]
    lead = html.P(work.t("Keep to yourself what you read here until the release is public."))
    return [c.section(work.t("For you, before it is public"), lead, html.Ul(items))]


def _promised(work: Work, head: ReleaseHead) -> list[Child]:
    title, language = named(work, head), work.language
    if head.publish_at is None or head.early_from is None:
        return [title]
    public = work.t("public {moment}", moment=formats.moment(head.publish_at, language))
    if head.id in work.reader.early:
        return [c.link(title, work.href("overview", release=head.id)), f", {public}"]
    opens = work.t("to read from {moment}", moment=formats.moment(head.early_from, language))
    return [f"{title}, {opens}, {public}"]


def _open(work: Work) -> list[WorkPage]:
    return [
        page
        for page in work.pages.values()
        if page.menu and page.name != "start" and work.may(page.permission).allowed
    ]


def _ways(work: Work) -> list[list[Child]]:
    """Lead to the pages that the reader may use; whoever follows releases, to the public ones."""
    found = [_entry(work, page.menu, page.name, _about(work, page)) for page in _open(work)]
    if work.may("release.read_early").allowed:
        found += [_entry(work, *one) for one in _PUBLIC]
    return found


def _entry(work: Work, called: str, page: str, about: str) -> list[Child]:
    return [html.B(c.link(work.t(called), work.href(page))), c.note(work.t(about))]


def _about(work: Work, page: WorkPage) -> str:
    """Choose what is said of a page by what the reader may do there."""
    mine = (said for may, said in page.about_if.items() if work.may(may).allowed)
    return next(mine, page.about)


def _roles(work: Work) -> str:
    return words.roles(work.view, work.reader.roles) or work.t("no role yet")


def _permissions_title(work: Work) -> str:
    return work.t("What you may do")


def _permissions(work: Work) -> Component:
    lead = work.t(
        "Your roles: {roles}. An administrator gives and takes roles; what no role of yours "
        "grants is refused.",
        roles=_roles(work),
    )
    about, named = _asked_about(work)
    rows: list[list[Child | c.Cell]] = [_row(work, one, about) for one in PERMISSIONS]
    head = [work.t("Action"), work.t("You may"), work.t("Why"), work.t("Roles that may")]
    table = c.table(_permissions_title(work), head, rows, hide_caption=True, stack=True)
    return c.page(c.page_header(_permissions_title(work), lead), named, table)


def _asked_about(work: Work) -> tuple[Subject | None, Child]:
    """Give the release that the address asks about, where the reader may know of it."""
    wanted = work.query.get("release")
    if wanted is None:
        return None, None
    try:
        head = ReleaseStore(work.services.engine).head(wanted)
    except UnknownReleaseError:
        head = None
    about = Subject(head.id, head.state, head.prepared_by) if head else None
    allowed = about is not None and work.may("release.read", about).allowed
    if head is None or not (head.is_public or allowed):
        raise NotHereError(work.t("There is no release {id}.", id=wanted))
    called = public_words.decapital(named(work, head))
    return about, html.P(work.t("About {release}.", release=called))


def _row(work: Work, permission: Permission, about: Subject | None) -> list[Child | c.Cell]:
    decision = work.may(permission, about)
    return [
        work.t(words.PERMISSIONS[permission]),
        c.state(work.t("yes"), "full") if decision.allowed else c.state(work.t("no"), "ring"),
        work.t(decision.reason),
        words.granted_to(work.view, permission),
    ]


START = WorkPage(
    name="start",
    path="",
    permission="account.own",
    title=_title,
    view=_view,
    menu=N_("Working area"),
)
PERMITTED = WorkPage(
    name="permissions",
    path="/behorighet",
    permission="account.own",
    title=_permissions_title,
    view=_permissions,
    params=("release",),
)
