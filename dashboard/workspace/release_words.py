"""What are the checklist's rules, the refusals and the states of a release called on pages?"""

from collections.abc import Mapping
from datetime import date

from dashboard import components as c
from dashboard import formats
from dashboard.components import Child, Shape
from dashboard.i18n import N_
from dashboard.releasing import Held
from dashboard.workspace.page import Work
from etl.period import Period
from indicators.checklist import Item
from indicators.published import Release

FAULTS: Mapping[str, str] = {
    "own_draft": N_("Whoever prepared a release cannot approve it; ask somebody else."),
    "working_draft": N_("The working draft belongs to nobody. Prepare a draft of your own."),
    "passed": N_("The moment has passed. Name one to come."),
    "no_moment": N_("The day or the time cannot be read. Write the time as 08:00."),
    "never": N_("The clocks go forward that night and never show this time. Name another."),
    "twice": N_("The clocks go back that night and show this time twice. Add +02:00 or +01:00."),
    "data_cut": N_("The release knows figures of a day that has not come yet."),
    "no_reason": N_("Give a reason: it stands at the release's address from now on."),
    "no_tick_reason": N_("A warning is accepted with a reason. Write one."),
    "no_choice": N_("Choose at least one warning that is not accepted yet."),
    "changed": N_("The contents have changed since you read them. Read them again."),
    "no_note": N_("A correction tells the reader why. Write in Swedish and in English."),
    "language": N_("Write in Swedish and in English: what is shown must be there in both."),
    "state": N_("The release has moved on since you opened the page. See where it stands now."),
    "contents": N_("What is stored is not what was approved. Prepare the release anew."),
    "never_public": N_("Only a release that has been public can be corrected."),
    "early_words": N_("Say what the public list is to call the reader: a function or a name."),
    "early_state": N_("Who reads early is settled once a release is approved, before its day."),
    "not_named": N_("The account is not on the list."),
    "no_account": N_("There is no such account."),
    "no_early_role": N_("The account has no role that reads early; an administrator can give it."),
    "day_passed": N_("The day is not to come. Name a later one."),
    "day_there": N_("The day is in the calendar already."),
    "day_missing": N_("The day is not in the calendar."),
    "day": N_("The day cannot be read. Write it as 2026-12-03."),
    "errors": N_("The checklist has errors. Put them right first."),
    "warnings": N_("A warning is not accepted yet. Accept it with a reason, or prepare anew."),
    "ledger": N_("The ledger of what was published is not whole. Restore it from a backup."),
    "ledger_moved": N_("Figures were published since this draft was made. Prepare it anew."),
    "proof": N_("Nothing is kept of what protects the release. Prepare it anew."),
    "refused": N_("The release cannot be made so: a figure would be shown that may not be."),
}
CONFLICTS = ("changed", "state", "contents", "day_there", "day_missing", "not_named")

RULES: Mapping[str, str] = {
    "disclosure": N_("A figure of persons at risk would be shown"),
    "closed": N_("Returns of which nothing new is shown"),
    "change_without_note": N_("Another value than in the release before, without a note"),
    "no_reference": N_("A target without the decision behind it"),
    "no_explanation": N_("Off track without an explanation"),
    "no_action": N_("Off track without an action"),
    "language": N_("A text in one language only"),
    "held_source": N_("A source has a return that is held"),
    "overdue_source": N_("A source is overdue"),
    "jump": N_("A return with a jump was accepted"),
    "old_estimate": N_("A figure rests on an old estimate"),
    "conflict_by_rule": N_("Sources contradict each other, and a rule decided"),
    "no_next_date": N_("No day is settled for the next release"),
}
REMEDIES: Mapping[str, str] = {
    "disclosure": N_("Nothing can be released before the protection holds."),
    "closed": N_("See what a draft hides, and load corrected returns where they are wrong."),
    "change_without_note": N_("Prepare the draft anew, with a note to the reader."),
    "no_reference": N_(
        "Enter the target again with its reference, under {page}, then prepare anew."
    ),
    "no_explanation": N_("Explain it under {page}, then prepare anew."),
    "no_action": N_("Promise an action under {page}, then prepare anew."),
    "language": N_("Write the text in both languages, then prepare anew."),
    "held_source": N_(
        "Load a corrected file, accept the held return or set it aside, under {page}."
    ),
    "overdue_source": N_("The release goes out without what is missing."),
    "jump": N_("See that the reason still holds."),
    "old_estimate": N_("The reader is told how old it is."),
    "conflict_by_rule": N_("The reader sees both figures."),
    "no_next_date": N_("Enter the day in the calendar."),
}
REMEDIED_AT: Mapping[str, str] = {
    "no_reference": "targets",
    "no_explanation": "targets",
    "no_action": "targets",
    "held_source": "returns",
}
"""The page of the working area where what stands can be put right, ``{page}`` of its remedy."""
REMEDIED_BY: Mapping[str, str] = {
    "no_reference": N_("The programme lead enters the target again; then prepare anew."),
    "no_explanation": N_("The programme lead explains it; then prepare anew."),
    "no_action": N_("The programme lead promises an action; then prepare anew."),
    "held_source": N_(
        "The data steward loads a corrected file, accepts the held return or sets it aside."
    ),
}
"""Who puts it right, for a reader who may not."""
SHAPES: Mapping[str, Shape] = {
    "draft": "dashed",
    "checked": "half",
    "approved": "full",
    "published": "full",
    "replaced": "ring",
    "withdrawn": "away",
}


def fault(work: Work, code: str) -> str:
    """Say why something cannot be done."""
    said = FAULTS.get(code, FAULTS["refused"])
    return work.t(said)


def remedy(work: Work, code: str) -> list[Child]:
    """Say what is done about a rule, with the way there, or who does it where the reader may not.

    A rule that has no remedy yet gives nothing.
    """
    page = work.pages.get(REMEDIED_AT.get(code, ""))
    if page is None:
        return [work.t(REMEDIES[code])] if code in REMEDIES else []
    if not work.may(page.permission).allowed:
        return [work.t(REMEDIED_BY[code])]
    before, _, after = work.t(REMEDIES[code]).partition("{page}")
    return [before, c.link(work.t(page.menu), work.href(page.name)), after]


def rule(work: Work, code: str) -> str:
    """Name a rule of the checklist; one that has no words yet by its code."""
    return work.t(RULES[code]) if code in RULES else code


def about(work: Work, release: Release, item: Item) -> str:
    """Say what an item is about: an indicator by its title, a source by its own."""
    first, _, rest = item.about.partition(" ")
    if first in release.indicators:
        title = work.view.words(release.indicators[first].definition["title"])
        return ", ".join([title, *(_spelt(work, release, part) for part in rest.split())])
    if item.rule == "no_next_date":
        return work.t("the calendar")
    named = release.codelists.get("sources", {}).get(first)
    source = str(named[work.language]) if named else first
    told = dict(item.args)
    if item.rule == "overdue_source":
        day = formats.day(date.fromisoformat(str(told["since"])), work.language)
        return work.t("{source}, since {day}", source=source, day=day)
    if item.rule == "jump":
        args = {"source": source, "number": told["number"], "reason": told["reason"] or "–"}
        return work.t("{source}, return {number}, accepted with: {reason}", **args)
    return f"{source} {rest}".strip()


def _spelt(work: Work, release: Release, part: str) -> str:
    """Say a place, a period or a group by its name; what has none stays as it is."""
    name, _, code = part.rpartition("=")
    named = release.codelists.get(name or "geography", {}).get(code)
    if named is not None:
        return str(named[work.language])
    try:
        return formats.period(Period.parse(part), work.language)
    except ValueError:
        return code


def said_before(held: Held) -> dict[str, str]:
    """Give, for each rule, the reason that was given last, on earlier contents as well."""
    return {one.rule: one.reason for one in held.ticks}
