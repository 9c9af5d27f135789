"""Where does one release stand, what holds it, and what can be done to it now?"""

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats, forms
from dashboard.components import Cell, Child, Link
from dashboard.presenters import words
from dashboard.releasing import Held
from dashboard.workspace import release_acts as acts
from dashboard.workspace.page import Action, Work, WorkPage
from dashboard.workspace.release_checklist import checklist_section
from dashboard.workspace.releases import named, own_id, state_words
from dashboard.workspace.words import who
from indicators.early import EarlyReading
from indicators.published import ReleaseHead
from indicators.store import OPEN, ReleaseStore


def _title(work: Work) -> str:
    return named(work, acts.head_of(work))


def _view(work: Work) -> Component:
    head = acts.head_of(work)
    held = acts.releasing(work).held(head.id) if head.state in OPEN else None
    return c.page(
        c.page_header(
            work.view.words(head.title), _standing(work, head), kicker=work.t("Releases")
        ),
        _ways(work, head),
        _facts(work, head),
        *(checklist_section(work, held) if held else []),
        *_steps(work, head, held),
        *_early(work, head),
        *_settled(work, head),
    )


def _standing(work: Work, head: ReleaseHead) -> list[Child]:
    """Say the state, and which of several with one title it is."""
    known = ReleaseStore(work.services.engine).heads(public_only=False)
    said = words.capital(state_words(work, head))
    own = own_id(head, known)
    return [said, ", ", own, "."] if own is not None else [f"{said}."]


def _ways(work: Work, head: ReleaseHead) -> Component:
    """Lead to the pages as the public will see them, and to what would change."""
    found = [Link(work.t("All releases"), work.href("work_releases"))]
    if head.state != "withdrawn":
        found.append(Link(work.t("As the public sees it"), work.href("overview", release=head.id)))
        hides = work.href("release_protection", release=head.id)
        found.append(Link(work.t("What it hides, and why"), hides))
        before = _before(work, head)
        if before is not None:
            changed = work.href("releases", release=head.id, old=before, new=head.id)
            since = words.decapital(named(work, acts.head_named(work, before)))
            found.append(Link(work.t("What changes since {release}", release=since), changed))
    why = work.href("permissions", release=head.id)
    found.append(Link(work.t("What you may do with it, and why"), why))
    return c.links(found, label=work.t("Releases"))


def _before(work: Work, head: ReleaseHead) -> str | None:
    if head.replaces is not None:
        return head.replaces
    latest = ReleaseStore(work.services.engine).latest()
    return latest.id if latest is not None and latest.id != head.id else None


def _facts(work: Work, head: ReleaseHead) -> Component:
    told: list[tuple[str, str | None]] = [
        (work.t("Address"), head.id),
        (work.t("As known on"), formats.day(head.data_cut, work.language)),
        (work.t("Prepared by"), who(work.view, head.prepared_by or "")),
        (work.t("Approved by"), who(work.view, head.approved_by or "")),
        (work.t("Replaces"), head.replaces),
        (work.t("Note to the reader"), work.view.words(head.note)),
        (work.t("Planned for"), _moment(work, head)),
        (work.t("Contents (SHA-256)"), head.content_hash),
        (work.t("Reason for the withdrawal"), head.withdrawn_reason),
    ]
    rows: list[list[Child | Cell]] = [[what, said] for what, said in told if said]
    head_row = [work.t("What"), work.t("Says")]
    return c.table(
        work.t("About the release"),
        head_row,
        rows,
        hide_caption=True,
        stack=True,
        class_name="data headless",
    )


def _moment(work: Work, head: ReleaseHead) -> str | None:
    if head.state != "approved" or head.publish_at is None:
        return None
    return formats.moment(head.publish_at, work.language)


def _steps(work: Work, head: ReleaseHead, held: Held | None) -> list[Child]:
    """Give what comes next, to whoever may do it; to others why not."""
    if head.state == "checked":
        decision = work.may("release.approve", acts.about(head))
        if not decision.allowed:
            said: Child = c.note(work.t(decision.reason))
        else:
            bound = forms.hidden("content_hash", head.content_hash)
            said = work.form_for("approve", bound, forms.button(work.t("Approve")))
        return [c.section(work.t("Approve"), said, anchor="approve")]
    if head.state == "approved" and work.may("release.publish").allowed:
        return [
            c.section(
                work.t("Publish"), *_late(work, held), *_publishing(work, head), anchor="publish"
            )
        ]
    return []


def _late(work: Work, held: Held | None) -> list[Child]:
    """Say that what came up since the approval does not stop the publication."""
    if held is None or not held.errors:
        return []
    said = work.n(
        "The checklist has {count} error since the approval. It does not stop the publication.",
        "The checklist has {count} errors since the approval. They do not stop the publication.",
        len(held.errors),
    )
    return [html.P(said)]


def _publishing(work: Work, head: ReleaseHead) -> list[Child]:
    if head.publish_at is not None:
        moment = formats.moment(head.publish_at, work.language)
        planned = html.P(work.t("It is published by itself {moment}.", moment=moment))
        return [
            planned,
            work.form_for("unplan", forms.button(work.t("Take the day away"), plain=True)),
        ]
    typed = work.form if work.form.get("action") == "plan" else {}
    form = work.form_for(
        "plan",
        forms.field(work.t("Day"), "day", kind="date", value=typed.get("day", ""), required=True),
        forms.field(
            work.t("Time, as Stockholm's clocks show it"),
            "time",
            value=typed.get("time", "08:00"),
            required=True,
        ),
        forms.button(work.t("Plan it")),
    )
    now = work.form_for("publish", forms.button(work.t("Publish now"), plain=True))
    return [form, now]


def _early(work: Work, head: ReleaseHead) -> list[Child]:
    """List who reads it before its day, and let the lead name more."""
    if head.state != "approved" or not work.may("release.publish").allowed:
        return []
    named = [one for one in EarlyReading(work.services.engine).named(head.id) if not one.taken_at]
    hours = work.services.settings.pre_release_hours
    lead = work.n(
        "From {count} hour before its day. The list is public once the release is.",
        "From {count} hours before its day. The list is public once the release is.",
        hours,
    )
    rows: list[list[Child | Cell]] = [
        [
            one.account,
            one.shown_as,
            work.form_for(
                "take_off",
                forms.hidden("account", one.account),
                forms.button(work.t("Take {name} off", name=one.account), plain=True),
            ),
        ]
        for one in named
    ]
    head_row = [work.t("Account"), work.t("Public as"), work.t("Change")]
    parts: list[Child] = [html.P(lead)]
    if rows:
        parts.append(c.table(work.t("Named"), head_row, rows, hide_caption=True, stack=True))
    return [c.section(work.t("Who reads it early"), *parts, _naming(work), anchor="early")]


def _naming(work: Work) -> Component:
    typed = work.form if work.form.get("action") == "name" else {}
    return work.form_for(
        "name",
        forms.field(work.t("Account"), "account", value=typed.get("account", ""), required=True),
        forms.field(
            work.t("What the public list says"),
            "shown_as",
            value=typed.get("shown_as", ""),
            required=True,
            hint=work.t("A function, such as the chair of the committee, or a name."),
        ),
        forms.button(work.t("Name for early reading"), plain=True),
    )


def _settled(work: Work, head: ReleaseHead) -> list[Child]:
    """Let a public release be corrected or withdrawn."""
    if not head.is_public:
        return []
    parts: list[Child] = []
    if work.may("release.prepare").allowed:
        href = f"{work.href('work_releases', corrects=head.id)}#new"
        parts.append(html.P(c.link(work.t("Prepare a correction of it"), href)))
    if work.may("release.withdraw").allowed:
        typed = work.form if work.form.get("action") == "withdraw" else {}
        form = work.form_for(
            "withdraw",
            forms.text_area(
                work.t("Reason, for the reader"),
                "reason",
                value=typed.get("reason", ""),
                required=True,
                rows=3,
                hint=work.t("It stands at the release's address, for good."),
            ),
            forms.button(work.t("Withdraw the release")),
        )
        parts.append(c.details(work.t("Withdraw"), form, unfolded=bool(typed)))
    return [c.section(work.t("If something is wrong"), *parts, anchor="wrong")] if parts else []


PAGE = WorkPage(
    name="work_release",
    path="/utgavor/<release>",
    permission="draft.read",
    title=_title,
    view=_view,
    actions={
        "check": Action("release.prepare", acts.check),
        "tick": Action("release.prepare", acts.tick),
        "approve": Action("release.approve", acts.approve),
        "plan": Action("release.publish", acts.plan),
        "unplan": Action("release.publish", acts.unplan),
        "publish": Action("release.publish", acts.publish),
        "name": Action("release.publish", acts.name),
        "take_off": Action("release.publish", acts.take_off),
        "withdraw": Action("release.withdraw", acts.withdraw),
    },
)
