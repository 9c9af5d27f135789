"""What do the forms about a release do?

Each asks ``Releasing``, which writes the act and its row of the audit log as one. What it refuses
is said in the reader's language, with nothing changed.
"""

from collections.abc import Callable
from datetime import date

from dashboard.access import Subject
from dashboard.page import NotHereError
from dashboard.releasing import Releasing
from dashboard.timetable import MomentError, read_moment
from dashboard.workspace.page import Again, Done, Message, Outcome, Work
from dashboard.workspace.release_words import CONFLICTS, fault
from indicators.definition import DefinitionError, Text
from indicators.parts import ReleaseError
from indicators.published import ReleaseHead
from indicators.release_reader import UnknownReleaseError
from indicators.store import ReleaseStore

_BETWEEN = ":"
"""Stands between the rule and the subject of a warning in a form's value."""


def releasing(work: Work) -> Releasing:
    """Act on releases as whoever asks."""
    return Releasing(work.services, work.actor)


def head_of(work: Work) -> ReleaseHead:
    """Give the release that the address names; raise NotHereError where there is none."""
    return head_named(work, work.path.get("release", ""))


def head_named(work: Work, wanted: str) -> ReleaseHead:
    """Give a release by its id; raise NotHereError where there is none."""
    try:
        return ReleaseStore(work.services.engine).head(wanted)
    except UnknownReleaseError as error:
        raise NotHereError(work.t("There is no release {id}.", id=wanted)) from error


def about(head: ReleaseHead) -> Subject:
    """Name a release for a decision about it."""
    return Subject(head.id, head.state, head.prepared_by)


def typed_day(text: str) -> date:
    """Read a day; raise ReleaseError on anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ReleaseError(f"{text!r} is no day", "day") from error


def doing(work: Work, do: Callable[[], str], *, to: str = "") -> Outcome:
    """Do it, and say what was done or why not."""
    try:
        return Done(to or work.address, Message(do()))
    except MomentError as error:
        code = error.code
    except UnknownReleaseError:
        code = "never_public"
    except ReleaseError as error:
        code = error.code
    status = 409 if code in CONFLICTS else 422
    return Again((Message(fault(work, code), "fault"),), status)


def draft(work: Work) -> Outcome:
    """Prepare a draft, a correction where one is chosen."""
    made: list[str] = []

    def prepare() -> str:
        day = typed_day(work.form.get("data_cut", ""))
        head = releasing(work).prepare(day, _note(work), corrects=work.form.get("corrects") or None)
        made.append(head.id)
        return work.t("The draft is prepared. Go through its checklist.")

    outcome = doing(work, prepare)
    if isinstance(outcome, Done) and made:
        return Done(work.href("work_release", release=made[0]), outcome.said)
    return outcome


def _note(work: Work) -> Text | None:
    sv, en = work.form.get("note_sv", ""), work.form.get("note_en", "")
    if not sv and not en:
        return None
    try:
        return Text(sv, en)
    except DefinitionError as error:
        raise ReleaseError("the note lacks a language", "language") from error


def check(work: Work) -> Outcome:
    """Mark a draft as checked."""
    head = head_of(work)

    def do() -> str:
        releasing(work).check(head.id)
        return work.t("The draft is checked. Somebody else can approve it now.")

    return doing(work, do)


def tick(work: Work) -> Outcome:
    """Accept the chosen warnings."""
    head = head_of(work)
    chosen = [tuple(one.partition(_BETWEEN)[::2]) for one in work.lists.get("items", ())]

    def do() -> str:
        pairs = [(rule, subject) for rule, subject in chosen]
        count = releasing(work).tick(head.id, pairs, work.form.get("reason", ""))
        return work.n("{count} warning is accepted.", "{count} warnings are accepted.", count)

    return doing(work, do)


def tick_value(rule: str, subject: str) -> str:
    """Name a warning in a form."""
    return f"{rule}{_BETWEEN}{subject}"


def approve(work: Work) -> Outcome:
    """Approve the contents that the page showed."""
    head = head_of(work)
    decision = work.may("release.approve", about(head))
    if not decision.allowed:
        return Again((Message(work.t(decision.reason), "fault"),), 403)

    def do() -> str:
        releasing(work).approve(head.id, work.form.get("content_hash", ""))
        return work.t("The release is approved. Plan its day, or publish it.")

    return doing(work, do)


def plan(work: Work) -> Outcome:
    """Set the moment of publication."""
    head = head_of(work)

    def do() -> str:
        day, at = work.form.get("day", ""), work.form.get("time", "")
        releasing(work).plan(head.id, read_moment(f"{day}T{at}"))
        return work.t("The release is planned. It is published by itself.")

    return doing(work, do)


def unplan(work: Work) -> Outcome:
    """Take the planned moment away."""
    head = head_of(work)

    def do() -> str:
        releasing(work).unplan(head.id)
        return work.t("The release is planned no more.")

    return doing(work, do)


def publish(work: Work) -> Outcome:
    """Publish at once."""
    head = head_of(work)

    def do() -> str:
        releasing(work).publish(head.id)
        return work.t("The release is public.")

    return doing(work, do)


def withdraw(work: Work) -> Outcome:
    """Withdraw a public release."""
    head = head_of(work)

    def do() -> str:
        releasing(work).withdraw(head.id, work.form.get("reason", ""))
        return work.t("The release is withdrawn. Its address gives the reason.")

    return doing(work, do)


def name(work: Work) -> Outcome:
    """Put an account on the list of those who read early."""
    head = head_of(work)

    def do() -> str:
        account, shown = work.form.get("account", ""), work.form.get("shown_as", "")
        releasing(work).name_early(head.id, account, shown)
        return work.t("{name} can read the release before its day.", name=account)

    return doing(work, do)


def take_off(work: Work) -> Outcome:
    """Take an account off the list."""
    head = head_of(work)

    def do() -> str:
        account = work.form.get("account", "")
        releasing(work).take_off_early(head.id, account)
        return work.t("{name} is off the list.", name=account)

    return doing(work, do)
