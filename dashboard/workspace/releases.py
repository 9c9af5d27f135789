"""Which releases are under way, which are public, and when does the next one come?"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats, forms
from dashboard.components import Cell, Child
from dashboard.i18n import N_
from dashboard.presenters import words as public_words
from dashboard.workspace import release_acts as acts
from dashboard.workspace import words
from dashboard.workspace.page import Action, Outcome, Work, WorkPage
from dashboard.workspace.release_words import SHAPES
from indicators.calendar import Calendar
from indicators.published import Coming, ReleaseHead
from indicators.store import OPEN, ReleaseStore


def _title(work: Work) -> str:
    return work.t("Releases")


def _view(work: Work) -> Component:
    heads = ReleaseStore(work.services.engine).heads(public_only=False)
    waiting = [one for one in heads if one.state in OPEN]
    public = [one for one in heads if one.state not in OPEN]
    heading = work.n("{count} release is under way", "{count} releases are under way", len(waiting))
    lead = work.t(
        "One person prepares a release, another approves it. What is public is never changed: "
        "it is corrected by a new release, or withdrawn."
    )
    return c.page(
        c.page_header(heading, lead, kicker=_title(work)),
        _table(work, work.t("Under way"), waiting, heads),
        *_drafting(work, public),
        c.section(work.t("Releases to come"), *_calendar(work), anchor="calendar"),
        _table(work, work.t("Public"), public, heads),
    )


def _table(
    work: Work, caption: str, found: list[ReleaseHead], known: Sequence[ReleaseHead]
) -> Child:
    if not found:
        return None
    head = [work.t("Release"), work.t("State"), work.t("As known on"), work.t("Prepared by")]
    rows: list[list[Child | Cell]] = [
        [
            Cell(
                c.link(work.view.words(one.title), work.href("work_release", release=one.id)),
                below=own_id(one, known),
            ),
            c.state(state_words(work, one), SHAPES[one.state], _moment(work, one)),
            formats.day(one.data_cut, work.language),
            Cell(words.who(work.view, one.prepared_by or ""), below=_approver(work, one)),
        ]
        for one in found
    ]
    return c.table(caption, head, rows, stack=True)


def own_id(one: ReleaseHead, known: Iterable[ReleaseHead]) -> Component | None:
    """Give the id, in one piece, of a release that has its title with another of those known."""
    if not _shares(one, known):
        return None
    return html.Span(one.id, className="unbroken")


def named(work: Work, one: ReleaseHead) -> str:
    """Name a release: its title, its day in one piece, and its id where another is called so."""
    first, comma, rest = work.view.words(one.title).partition(",")
    title = first.replace(" ", formats.NO_BREAK) + comma + rest
    known = ReleaseStore(work.services.engine).heads(public_only=False)
    return f"{title} ({one.id})" if _shares(one, known) else title


def _shares(one: ReleaseHead, known: Iterable[ReleaseHead]) -> bool:
    return any(other.id != one.id and other.title == one.title for other in known)


def state_words(work: Work, head: ReleaseHead) -> str:
    """Name the state of a release."""
    return public_words.looked_up(work.view, public_words.RELEASE_STATES, head.state)


def _approver(work: Work, one: ReleaseHead) -> str | None:
    if not one.approved_by:
        return None
    return work.t("approved by {name}", name=words.who(work.view, one.approved_by))


def _moment(work: Work, one: ReleaseHead) -> str | None:
    if one.state == "approved" and one.publish_at is not None:
        moment = formats.moment(one.publish_at, work.language)
        return work.t("to be published {moment}", moment=moment)
    if one.published_at is None:
        return None
    moment = formats.moment(one.published_at, work.language)
    if one.state == "withdrawn":
        return work.t("was public from {moment}", moment=moment)
    return work.t("public since {moment}", moment=moment)


def _drafting(work: Work, public: list[ReleaseHead]) -> list[Child]:
    if not work.may("release.prepare").allowed:
        return []
    typed = work.form if work.form.get("action") == "draft" else {}
    wanted = typed.get("corrects", work.query.get("corrects", ""))
    choices = [("", work.t("No: it is the next release"))]
    choices += [
        (one.id, f"{work.view.words(one.title)} ({one.id})")
        for one in public
        if one.state != "withdrawn"
    ]
    form = work.form_for(
        "draft",
        forms.field(
            work.t("With what was reported up to"),
            "data_cut",
            kind="date",
            value=typed.get("data_cut", work.services.today().isoformat()),
            required=True,
        ),
        forms.choice(
            work.t("Does it correct a public release?"), "corrects", choices, chosen=wanted
        ),
        *_notes(work, typed),
        forms.button(work.t("Prepare a draft")),
    )
    return [c.section(work.t("Prepare a release"), form, anchor="new")]


def _notes(work: Work, typed: Mapping[str, str]) -> list[Component]:
    hint = work.t("Why figures changed. A correction must have one; public with the release.")
    return [
        forms.text_area(
            work.t("Note to the reader, in Swedish"),
            "note_sv",
            value=typed.get("note_sv", ""),
            rows=3,
            hint=hint,
        ),
        forms.text_area(
            work.t("Note to the reader, in English"),
            "note_en",
            value=typed.get("note_en", ""),
            rows=3,
        ),
    ]


def _calendar(work: Work) -> list[Child]:
    coming = Calendar(work.services.engine).coming(work.services.clock())
    may = work.may("release.publish").allowed
    listed: Child = html.Ul([html.Li(_day(work, one, may=may)) for one in coming])
    if not coming:
        listed = html.P(work.t("No day has been settled for the next release."))
    if not may:
        return [listed]
    form = work.form_for(
        "enter_day",
        forms.field(work.t("Day of a release to come"), "day", kind="date", required=True),
        forms.button(work.t("Enter the day"), plain=True),
    )
    return [listed, form]


def _day(work: Work, one: Coming, *, may: bool) -> list[Child]:
    if one.at is not None:
        return [formats.moment(one.at, work.language)]
    said = formats.day(one.day, work.language)
    if not may:
        return [said]
    button = forms.button(work.t("Take out {day}", day=said), plain=True)
    day = forms.hidden("day", one.day.isoformat())
    return [said, work.form_for("strike_day", day, button, class_name="form inline")]


def _do_enter_day(work: Work) -> Outcome:
    def enter() -> str:
        acts.releasing(work).enter_day(_typed_day(work))
        return work.t("The day is in the calendar, and public.")

    return acts.doing(work, enter)


def _do_strike_day(work: Work) -> Outcome:
    def strike() -> str:
        acts.releasing(work).strike_day(_typed_day(work))
        return work.t("The day is out of the calendar.")

    return acts.doing(work, strike)


def _typed_day(work: Work) -> date:
    return acts.typed_day(work.form.get("day", ""))


PAGE = WorkPage(
    name="work_releases",
    path="/utgavor",
    permission="draft.read",
    title=_title,
    view=_view,
    menu=N_("Releases"),
    about=N_("Prepare and check releases, and see where each of them stands."),
    about_if={
        "release.publish": N_(
            "Prepare, check, approve and publish releases, and settle their days."
        )
    },
    params=("corrects",),
    actions={
        "draft": Action("release.prepare", acts.draft),
        "enter_day": Action("release.publish", _do_enter_day),
        "strike_day": Action("release.publish", _do_strike_day),
    },
)
