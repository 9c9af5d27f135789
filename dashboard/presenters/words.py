"""How is a code said in words: a breakdown, a mark, a status, a unit, a state?

Words that a release carries in its code lists win; the tables here hold only what is the same
in every release.
"""

from collections.abc import Iterable

from dashboard.i18n import N_
from dashboard.presenters.categories import CATEGORIES
from dashboard.presenters.voice import Voice
from indicators.results import Mark

TOTAL = "all"

_REGISTERS = {"goal_id": "goals", "kind": "agreement"}

MARKS: dict[Mark, tuple[str, str]] = {
    Mark.NOT_REPORTED: (
        N_("not reported yet"),
        N_("The source has not delivered a figure for this period. It is not zero."),
    ),
    Mark.NOT_AVAILABLE: (
        N_("not available"),
        N_("The source says that it has no such figure."),
    ),
    Mark.CANNOT_OCCUR: (N_("cannot occur"), N_("The combination is impossible.")),
    Mark.HIDDEN: (
        N_("hidden to protect people"),
        N_("The figure is kept back because it could point at somebody."),
    ),
    Mark.NOT_APPLICABLE: (
        N_("not applicable"),
        N_("The measure does not apply here."),
    ),
    Mark.INCOMPLETE: (
        N_("incomplete"),
        N_("Only some parts of the period are reported, and the rest is not guessed."),
    ),
    Mark.SCOPE_MISMATCH: (
        N_("the figures concern different groups"),
        N_("No share is made of two figures that speak of different groups, places or times."),
    ),
    Mark.CONFLICT_UNRESOLVED: (
        N_("sources disagree"),
        N_("Two figures stand for the same thing, and nobody has decided which of them to use."),
    ),
}
"""A mark's words and what it means."""

STATUSES = {
    "preliminary": N_("preliminary"),
    "final": N_("final"),
    "revised": N_("revised"),
    "estimated": N_("estimated"),
    "claimed": N_("claimed, not counted"),
}

UNITS = {
    "persons": N_("number of persons"),
    "cases": N_("number of cases"),
    "share": N_("per cent"),
    "sessions": N_("number of sessions"),
    "organisations": N_("number of organisations"),
    "referrals": N_("number of referrals"),
    "activities": N_("number of activities"),
    "commitments": N_("number of commitments"),
    "SEK": N_("kronor"),
    "as_reported": N_("as reported"),
}

KINDS = {
    "flow": N_("a flow: counts what happens during the period"),
    "stock": N_("a stock: counts what there is on the period's last day"),
    "share": N_("a share: one count divided by another"),
    "checklist": N_("a list of things with a state each"),
}

DIRECTIONS = {
    "higher": N_("higher is closer to the goal"),
    "lower": N_("lower is closer to the goal"),
    "neither": N_("neither direction is better in itself"),
}

COMMITMENT_STATES = {
    "done": N_("done"),
    "under_way": N_("under way"),
    "assigned": N_("assigned"),
    "proposed": N_("proposed"),
    "dropped": N_("dropped"),
}
"""From the furthest come to the least, with what is no longer sought last."""

RELEASE_KINDS = {
    "reconstructed": N_("reconstructed from public documents"),
    "ordinary": N_("ordinary release"),
    "regular": N_("ordinary release"),
    "correction": N_("correction"),
    "demo": N_("made-up figures"),
}

RELEASE_STATES = {
    "published": N_("in force"),
    "replaced": N_("replaced by a later one"),
    "withdrawn": N_("withdrawn"),
    "approved": N_("approved, not published yet"),
    "draft": N_("draft"),
    "checked": N_("checked draft"),
}

_ISSUERS = {
    "En ledamot": N_("A member"),
    "Ledamöter": N_("Members"),
}
"""Issuers of documents that are no names: the others stand as they are."""

_CODES = {
    ("reading", "applicants_among_cases"): N_("known cases, if the applicants are among them"),
    ("reading", "applicants_beside_cases"): N_("known cases, if the applicants come on top"),
    ("age_group", TOTAL): N_("all ages"),
    ("sex", TOTAL): N_("all sexes"),
    ("purpose", TOTAL): N_("all purposes"),
    ("applicant", TOTAL): N_("all applicants"),
    ("outcome", TOTAL): N_("all outcomes"),
    ("category", "total"): N_("in all"),
    ("item_id", TOTAL): N_("all items"),
    ("group_id", TOTAL): N_("all professions"),
    ("unit", TOTAL): N_("all units"),
    ("organisation_id", TOTAL): N_("all organisations"),
    ("commitment_id", TOTAL): N_("all commitments"),
    ("goal_id", TOTAL): N_("all goals"),
    ("direction", "to"): N_("to organisations"),
    ("direction", "from"): N_("from organisations"),
    ("activity", "joint_outreach"): N_("joint outreach shifts"),
    ("activity", "meetings"): N_("meetings"),
    ("figure", "delivered"): N_("delivered"),
    ("figure", "declined"): N_("declined"),
    ("figure", "change"): N_("change"),
    ("figure", "proposed"): N_("proposal of one party"),
    ("prices", "nominal"): N_("in the prices of each year"),
    ("prices", "fixed"): N_("in fixed prices"),
}

_COMMON_NOUNS = {"applicant", "purpose", "sex", "age_group", "outcome", "method", "category"}
# Labels of these stand with a capital in a list and without one inside a sentence.

_FIRST = ("outcome", "sex", "purpose", "age_group", "applicant")
# The order in which a reader says a group; other dimensions follow.

_DIMENSIONS = {
    "applicant": N_("applied by"),
    "purpose": N_("purpose"),
    "sex": N_("sex"),
    "age_group": N_("age"),
    "outcome": N_("outcome"),
    "method": N_("method"),
    "reading": N_("reading"),
    "publisher": N_("publisher"),
    "category": N_("category"),
    "item_id": N_("item"),
    "group_id": N_("profession"),
    "unit": N_("unit"),
    "organisation_id": N_("organisation"),
    "commitment_id": N_("commitment"),
    "goal_id": N_("goal"),
    "kind": N_("kind"),
    "state": N_("state"),
    "direction": N_("direction"),
    "activity": N_("activity"),
    "figure": N_("figure"),
    "prices": N_("prices"),
    "measure": N_("measure"),
}


_MEASURES = {
    ("applications", "submitted"): N_("applications submitted"),
    ("applications", "granted"): N_("applications granted"),
    ("applications", "rejected"): N_("applications rejected"),
    ("applications", "withdrawn"): N_("applications withdrawn"),
    ("applications", "pending"): N_("applications awaiting a decision"),
    ("cases", "cases"): N_("cases known to the coordinators"),
    ("cases", "eligible"): N_("known persons who may need the permit"),
    ("victim_estimates", "victims"): N_("estimated victims"),
    ("victim_estimates", "eligible_share"): N_("share who may need the permit"),
    ("overlaps", "count"): N_("persons on these lists"),
    ("rights_package", "applicable"): N_("items that applied"),
    ("rights_package", "delivered"): N_("items delivered"),
    ("rights_package", "delivered_within_7_days"): N_("items delivered within 7 days"),
    ("rights_package", "declined"): N_("items declined"),
    ("rights_persons", "entitled"): N_("persons entitled"),
    ("rights_persons", "all_delivered"): N_("persons who got all that applied"),
    ("training", "headcount"): N_("employees in the profession"),
    ("training", "trained"): N_("employees with valid training"),
    ("training", "sessions"): N_("training sessions"),
    ("partnerships", "agreement"): N_("agreements"),
    ("partnerships", "grant_sek"): N_("grants in kronor"),
    ("partnerships", "referrals_to"): N_("referrals to organisations"),
    ("partnerships", "referrals_from"): N_("referrals from organisations"),
    ("partnerships", "answered_within_14_days"): N_("referrals answered within 14 days"),
    ("partnerships", "joint_outreach"): N_("joint outreach shifts"),
    ("partnerships", "meetings"): N_("meetings"),
    ("commitments", "state"): N_("state of a commitment"),
}


def issuer(voice: Voice, stated: object) -> str:
    """Say who issued a document; "" where nobody is stated."""
    name = str(stated or "")
    return voice.t(_ISSUERS[name]) if name in _ISSUERS else name


def code(voice: Voice, dimension: str, value: str) -> str:
    """Say one code of one dimension or register; an unknown one is shown as it stands."""
    entry = _entry(voice, dimension, value)
    if entry:
        return entry
    known = _CODES.get((dimension, value))
    if known:
        return voice.t(known)
    if value in CATEGORIES:
        return voice.t(value)
    return voice.t("in all") if value == TOTAL else value.replace("_", " ")


def known_order(name: str) -> list[str]:
    """Give the order of a dimension whose codes stand here and in no release."""
    return [value for of, value in _CODES if of == name]


def dimensions() -> tuple[str, ...]:
    """Name every breakdown dimension that has words."""
    return tuple(_DIMENSIONS)


def dimension(voice: Voice, name: str) -> str:
    """Say the name of a breakdown dimension."""
    return voice.t(_DIMENSIONS[name]) if name in _DIMENSIONS else name.replace("_", " ")


def measure(voice: Voice, source: str, name: str) -> str:
    """Say what a reported figure counts."""
    said = _MEASURES.get((source, name))
    return voice.t(said) if said else code(voice, "measure", name)


def place(voice: Voice, geography: str) -> str:
    """Say the name of a place."""
    return code(voice, "geography", geography)


def parts(voice: Voice, breakdown: Iterable[tuple[str, str]], skip: Iterable[str] = ()) -> str:
    """Say a breakdown: its dimensions that are not totals, comma between; "" for the total."""
    left_out = set(skip)
    said = (
        (name, code(voice, name, value))
        for name, value in sorted(breakdown, key=lambda pair: _reading_order(pair[0]))
        if value not in (TOTAL, "total") and name not in left_out
    )
    return ", ".join(decapital(word) if name in _COMMON_NOUNS else word for name, word in said)


def looked_up(voice: Voice, table: dict[str, str], key: str | None) -> str:
    """Say a key of one of the tables above; an unknown key stands as it is, None is ""."""
    if key is None:
        return ""
    return voice.t(table[key]) if key in table else key.replace("_", " ")


def joined(voice: Voice, items: Iterable[str]) -> str:
    """Put items in a sentence: "a", "a and b", "a, b and c"."""
    listed = list(items)
    if len(listed) < 2:
        return "".join(listed)
    return voice.t("{first} and {last}", first=", ".join(listed[:-1]), last=listed[-1])


def joined_or(voice: Voice, items: Iterable[str]) -> str:
    """Put alternatives in a sentence: "a", "a or b", "a, b or c"."""
    listed = list(items)
    if len(listed) < 2:
        return "".join(listed)
    return voice.t("{first} or {last}", first=", ".join(listed[:-1]), last=listed[-1])


def capital(text: str) -> str:
    """Begin a sentence or a table cell with a capital letter."""
    return text[:1].upper() + text[1:]


def decapital(text: str) -> str:
    """Let a label stand inside a sentence; an abbreviation in capitals stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _reading_order(name: str) -> int:
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)


def _entry(voice: Voice, dimension_name: str, value: str) -> str:
    if voice.release is None:
        return ""
    lists = voice.release.codelists
    for register in (dimension_name, _REGISTERS.get(dimension_name, dimension_name)):
        entry = lists.get(register, {}).get(value)
        if entry and entry.get(voice.language):
            return str(entry[voice.language])
    return ""
