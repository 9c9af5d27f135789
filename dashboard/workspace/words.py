"""What are roles, permissions and entries of the log called on pages?"""

from collections.abc import Iterable, Mapping

from dashboard.access import ROLES, Permission, Role
from dashboard.i18n import N_
from dashboard.page import View

ROLE_NAMES: Mapping[Role, str] = {
    "public": N_("everyone"),
    "signed_in": N_("everyone with an account"),
    "member": N_("committee member"),
    "lead": N_("programme lead"),
    "steward": N_("data steward"),
    "administrator": N_("administrator"),
}
PERMISSIONS: Mapping[Permission, str] = {
    "site.use": N_("use the site"),
    "account.own": N_("look after one's own account"),
    "release.read": N_("read published releases"),
    "release.read_early": N_("read an approved release before its day, if named for it"),
    "draft.read": N_("read drafts"),
    "release.prepare": N_("prepare a release"),
    "release.approve": N_("approve a release that somebody else prepared"),
    "release.publish": N_("publish an approved release"),
    "release.withdraw": N_("withdraw a release"),
    "target.write": N_("set targets"),
    "explanation.write": N_("explain what is off track, and promise actions"),
    "return.upload": N_("upload returns"),
    "finding.read": N_("read the findings of checks"),
    "correction.write": N_("correct returns and pick among conflicting figures"),
    "job.read": N_("see what is done by schedule and how it ended"),
    "account.manage": N_("make accounts, give and take roles"),
    "audit.read": N_("read the audit log"),
    "feedback.read": N_("read what readers say about the accessibility of the site"),
}
_MACHINES: Mapping[str, str] = {
    "system:documents": N_("from public documents"),
    "system:init": N_("the installation"),
    "system:compute": N_("the nightly computation"),
    "system:worker": N_("the schedule"),
}
_IMPLIED: frozenset[Role] = frozenset({"public", "signed_in"})
_ORDER = tuple(ROLE_NAMES)


def who(view: View, name: str) -> str:
    """Name whoever did something: an account by its name, the product itself in words."""
    return view.t(_MACHINES[name]) if name in _MACHINES else name


def roles(view: View, given: Iterable[Role]) -> str:
    """Name roles in a line; those that everybody has go without saying."""
    named = sorted(set(given) - _IMPLIED, key=_ORDER.index)
    return ", ".join(view.t(ROLE_NAMES[role]) for role in named)


def granted_to(view: View, permission: Permission) -> str:
    """Name the roles that grant a permission."""
    granting = [role for role in _ORDER if permission in ROLES[role]]
    if granting[0] in _IMPLIED:
        return view.t(ROLE_NAMES[granting[0]])
    return roles(view, granting)
