"""What can a person do to a release, and how is it told in the audit log?

Pages and commands both act through here, once ``access`` has said yes. Each act and its row of
the log are one transaction: both happen or neither.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection

from dashboard import audit, publishing
from dashboard.access import Reader, decide
from dashboard.accounts import Accounts, Actor, tidy
from dashboard.publishing import WORKING_DRAFT
from dashboard.services import Services
from dashboard.surroundings import around
from indicators.calendar import Calendar
from indicators.checklist import Guard, Item, checklist
from indicators.definition import Text
from indicators.disclosure.ledger import Ledger
from indicators.disclosure.protection import Protection
from indicators.early import EarlyReading
from indicators.parts import ReleaseError
from indicators.published import ReleaseHead
from indicators.store import ReleaseStore, Witness
from indicators.ticks import Tick, ticks, unticked, write_ticks


@dataclass(frozen=True, slots=True)
class Held:
    """A release held against its checklist: what is said, and what nobody has accepted yet."""

    head: ReleaseHead
    items: tuple[Item, ...]
    ticks: tuple[Tick, ...]
    open: tuple[Item, ...]

    @property
    def errors(self) -> tuple[Item, ...]:
        """What must be put right first."""
        return tuple(item for item in self.items if item.severity == "error")


class Releasing:
    """Acts on releases as one person."""

    def __init__(self, services: Services, by: Actor) -> None:
        self._services = services
        self._by = by
        self._store = ReleaseStore(services.engine)

    def prepare(
        self, day: date, note: Text | None = None, *, corrects: str | None = None
    ) -> ReleaseHead:
        """Prepare a draft of what was known on ``day``; a correction names what it corrects.

        Raises ReleaseError for a day to come.
        """
        if day > self._services.today():
            raise ReleaseError(f"{day} has not come yet", "data_cut")
        told = {"data_cut": day.isoformat(), "corrects": corrects}
        return publishing.draft(
            self._services,
            day,
            self._by.name,
            note,
            corrects=corrects,
            witness=lambda release_id: self._noting("release.drafted", release_id, told),
        )

    def held(self, release_id: str) -> Held:
        """Hold a release against the checklist, beside the release in force."""
        draft, last = self._store.load(release_id), self._store.latest()
        before = self._store.load(last.id) if last else None
        told = around(self._services, draft.head, last)
        items = checklist(draft, before, self._guard(release_id), told)
        made = ticks(self._services.engine, release_id)
        return Held(draft.head, items, made, unticked(items, made, draft.head.content_hash))

    def _guard(self, release_id: str) -> Guard:
        kept = self._store.protections
        try:
            return Guard(kept.of(release_id), kept.ledger())
        except ReleaseError:
            # Nothing that could be held against the ledger: the checklist asks for a new draft.
            return Guard(Protection(""), Ledger())

    def check(self, release_id: str) -> Held:
        """Mark a draft as checked where no error stands; give what the checklist says."""
        _refuse_working_draft(release_id)
        held = self.held(release_id)
        if held.errors:
            raise ChecklistError(held)
        seen = held.head.content_hash
        witness = self._noting("release.checked", release_id, {"content_hash": seen})
        head = self._store.mark_checked(release_id, content_hash=seen, witness=witness)
        return Held(head, held.items, held.ticks, held.open)

    def tick(self, release_id: str, chosen: Iterable[tuple[str, str]], reason: str) -> int:
        """Accept warnings, named by rule and about, for a reason; tell how many were new."""
        held, wanted = self.held(release_id), set(chosen)
        items = [item for item in held.open if (item.rule, item.about) in wanted]
        if not items:
            raise ReleaseError("choose at least one warning that is not accepted yet", "no_choice")
        witness = self._ticking(held.head, items, reason)
        self._store.touch(release_id, content_hash=held.head.content_hash, witness=witness)
        return len(items)

    def approve(self, release_id: str, content_hash: str, *, accepting: str = "") -> ReleaseHead:
        """Approve the contents of this hash; ``accepting`` is the reason for open warnings.

        Raises ChecklistError where an error stands, or a warning that nobody has accepted.
        """
        _refuse_working_draft(release_id)
        held = self.held(release_id)
        # The release in force may be another one since the draft was checked.
        if held.errors or (held.open and not accepting.strip()):
            raise ChecklistError(held)
        ticking = self._ticking(held.head, held.open, accepting) if held.open else None
        noting = self._noting("release.approved", release_id, {"content_hash": content_hash})

        def witness(connection: Connection) -> None:
            if ticking is not None:
                ticking(connection)
            noting(connection)

        return self._store.approve(
            release_id, by=self._by.name, content_hash=content_hash, witness=witness
        )

    def plan(self, release_id: str, at: datetime) -> ReleaseHead:
        """Set the moment at which the worker publishes, and from when it can be read early."""
        since = at - timedelta(hours=self._services.settings.pre_release_hours)
        told = {"publish_at": _utc(at), "early_from": _utc(since)}
        witness = self._noting("release.planned", release_id, told)
        now = self._services.clock()
        return self._store.plan(release_id, at, now=now, early_from=since, witness=witness)

    def unplan(self, release_id: str) -> ReleaseHead:
        """Take the planned moment away; whoever was named can read it no longer."""
        witness = self._noting("release.unplanned", release_id, {})
        return self._store.plan(release_id, None, now=self._services.clock(), witness=witness)

    def publish(self, release_id: str) -> ReleaseHead:
        """Publish an approved release now."""
        told = {"content_hash": self._store.head(release_id).content_hash}
        witness = self._noting("release.published", release_id, told)
        return self._store.publish(release_id, self._services.clock(), witness=witness)

    def withdraw(self, release_id: str, reason: str) -> ReleaseHead:
        """Withdraw a public release, for a reason that its address gives from then on."""
        witness = self._noting("release.withdrawn", release_id, {"reason": reason.strip()})
        now = self._services.clock()
        return self._store.withdraw(release_id, reason=reason, now=now, witness=witness)

    def name_early(self, release_id: str, account: str, shown_as: str) -> None:
        """Name an account for a release before its day; raise ReleaseError where it cannot read."""
        found = Accounts(self._services.engine, self._services.clock).find(tidy(account))
        if found is None:
            raise ReleaseError(f"there is no account {account}", "no_account")
        if not may_read_early(found.reader):
            raise ReleaseError(
                f"{found.name} has no role that reads releases early; an administrator can make "
                "it a committee member's",
                "no_early_role",
            )
        words = shown_as.strip() or found.full_name
        told = {"account": found.name, "shown_as": words}
        witness = self._noting("release.early_named", release_id, told)
        now = self._services.clock()
        EarlyReading(self._services.engine).name(
            release_id, found.name, words, now=now, witness=witness
        )

    def take_off_early(self, release_id: str, account: str) -> None:
        """Take an account off the list of those who read early."""
        witness = self._noting("release.early_taken", release_id, {"account": account})
        now = self._services.clock()
        EarlyReading(self._services.engine).take_off(release_id, account, now=now, witness=witness)

    def enter_day(self, day: date) -> None:
        """Enter the day of a release to come."""
        witness = self._noting("calendar.entered", day.isoformat(), {})
        Calendar(self._services.engine).enter(
            day, by=self._by.name, now=self._services.clock(), witness=witness
        )

    def strike_day(self, day: date) -> None:
        """Take a day out of the calendar."""
        witness = self._noting("calendar.struck", day.isoformat(), {})
        Calendar(self._services.engine).strike(day, witness=witness)

    def _ticking(self, head: ReleaseHead, items: Iterable[Item], reason: str) -> Witness:
        chosen = tuple(items)
        told = {"reason": reason.strip(), "items": [f"{one.rule}: {one.about}" for one in chosen]}
        noting = self._noting("release.ticked", head.id, told)

        def witness(connection: Connection) -> None:
            write_ticks(
                connection,
                head.id,
                head.content_hash,
                chosen,
                reason=reason,
                by=self._by.name,
                now=self._services.clock(),
            )
            noting(connection)

        return witness

    def _noting(self, what: str, about: str, told: Mapping[str, object]) -> Witness:
        clock, by = self._services.clock, self._by
        return audit.telling(clock, by.name, what, about=about, new=told, address=by.address)


class ChecklistError(ReleaseError):
    """The checklist holds the release: an error stands, or a warning that nobody accepted."""

    def __init__(self, held: Held) -> None:
        code = "errors" if held.errors else "warnings"
        said = "an error stands" if held.errors else "a warning is not accepted yet"
        super().__init__(f"{held.head.id} cannot be approved: {said}", code)
        self.held = held


def may_read_early(reader: Reader) -> bool:
    """Tell whether a reader may be named at all."""
    return decide(reader, "release.read_early").allowed


def _refuse_working_draft(release_id: str) -> None:
    # No person prepared it, so that a single one could approve it.
    if release_id == WORKING_DRAFT:
        raise ReleaseError(
            "the working draft is computed anew each night and belongs to nobody; "
            "prepare a draft of your own",
            "working_draft",
        )


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
