"""Who may do what, and why not?

The only place that decides. A reader has an account or none, and roles; each role is a set of
permissions; a decision is yes or no with its reason. What no permission grants is refused. Pages,
callbacks, files, commands and jobs ask here; nothing elsewhere looks at a role.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from dashboard.i18n import N_

Permission = Literal[
    "site.use",
    "account.own",
    "release.read",
    "release.read_early",
    "draft.read",
    "release.prepare",
    "release.approve",
    "release.publish",
    "release.withdraw",
    "target.write",
    "explanation.write",
    "return.upload",
    "finding.read",
    "correction.write",
    "job.read",
    "account.manage",
    "audit.read",
    "feedback.read",
]
Role = Literal["public", "signed_in", "member", "lead", "steward", "administrator"]
GRANTABLE: tuple[Role, ...] = ("member", "lead", "steward", "administrator")

PERMISSIONS: tuple[Permission, ...] = get_args(Permission)
_PUBLIC: frozenset[Permission] = frozenset({"site.use", "release.read"})
_MEMBER: frozenset[Permission] = _PUBLIC | {"release.read_early"}
ROLES: Mapping[Role, frozenset[Permission]] = {
    "public": _PUBLIC,
    # Every account has this one beside those it was given.
    "signed_in": _PUBLIC | {"account.own"},
    "member": _MEMBER,
    "lead": _MEMBER
    | {
        "draft.read",
        "release.prepare",
        "release.approve",
        "release.publish",
        "release.withdraw",
        "target.write",
        "explanation.write",
        "finding.read",
    },
    "steward": _PUBLIC
    | {
        "draft.read",
        "return.upload",
        "finding.read",
        "correction.write",
        "release.prepare",
        "job.read",
    },
    "administrator": _PUBLIC | {"job.read", "account.manage", "audit.read", "feedback.read"},
}

_OPEN = ("published", "replaced")


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who asks: an account or none, its roles, and the releases it may see early."""

    account: str | None = None
    roles: frozenset[Role] = frozenset({"public"})
    early: frozenset[str] = field(default_factory=frozenset)


PUBLIC = Reader()


@dataclass(frozen=True, slots=True)
class Subject:
    """The release that is asked about."""

    release: str
    state: str
    prepared_by: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Yes or no, with the reason as an English message marked for translation."""

    allowed: bool
    reason: str


def decide(reader: Reader, permission: str, about: Subject | None = None) -> Decision:
    """Decide whether a reader may do this, to this release where it is about one.

    An unknown permission is refused, not an error: silence means no.
    """
    granted = frozenset().union(*(ROLES.get(role, frozenset()) for role in reader.roles))
    if permission not in granted:
        if reader.account is None:
            return Decision(allowed=False, reason=N_("This asks for signing in."))
        return Decision(allowed=False, reason=N_("Your account has no permission for this."))
    if about is None:
        reason = N_("Everybody may.") if permission in _PUBLIC else N_("Your role grants it.")
        return Decision(allowed=True, reason=reason)
    if permission == "release.read":
        return _reading(reader, about, granted)
    if permission == "release.approve" and reader.account in (None, about.prepared_by):
        reason = N_("Whoever prepared a release cannot approve it; ask somebody else.")
        return Decision(allowed=False, reason=reason)
    return Decision(allowed=True, reason=N_("Your role grants it."))


def _reading(reader: Reader, about: Subject, granted: frozenset[Permission]) -> Decision:
    if about.state in _OPEN:
        return Decision(allowed=True, reason=N_("The release is public."))
    if about.state == "withdrawn":
        return Decision(allowed=False, reason=N_("The release has been withdrawn."))
    if "draft.read" in granted:
        return Decision(allowed=True, reason=N_("Your role reads drafts."))
    named = about.state == "approved" and about.release in reader.early
    if named and "release.read_early" in granted:
        return Decision(allowed=True, reason=N_("You are named for this release before its day."))
    return Decision(allowed=False, reason=N_("The release is not public yet."))
