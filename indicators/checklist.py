"""May a draft be approved? What must be put right first, and what an approver should know.

Pure: reads the draft, the release before it and what is told of the sources and the calendar.
Errors hold the draft; warnings want somebody's tick and reason.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from indicators.diff import ChangeKind, diff
from indicators.disclosure.gate import faults
from indicators.disclosure.ledger import Ledger
from indicators.disclosure.protection import FAULTS, WHY_CLOSED, Protection
from indicators.judging import lacking
from indicators.published import Release
from indicators.results import Json, Observation, Protected

Severity = Literal["error", "warning"]

OLD_YEARS = 5
"""An estimate of victims that is older than this asks for a look."""


_LACKS = {
    "no_reference": "the target names no decision; enter it again with its reference",
    "no_explanation": "off track ({status}); explain it, then prepare the draft anew",
    "no_action": "off track ({status}), with no action promised; promise one, then draft anew",
}


_MOST = 10
"""How many faults of one kind are named."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing the checklist says: how grave, by which rule, about what, and what to do.

    ``args`` are the particulars of the message, for whoever says it in another language.
    """

    severity: Severity
    rule: str
    about: str
    message: str
    args: tuple[tuple[str, str | int], ...] = ()

    def to_json(self) -> Json:
        """Give what ``release check`` prints."""
        return {
            "severity": self.severity,
            "rule": self.rule,
            "about": self.about,
            "message": self.message,
        }


@dataclass(frozen=True, slots=True)
class Around:
    """What stands in no release: sources by name, returns by number, and the next day.

    ``held`` are sources with a return that waits; ``overdue`` those that are late, since when;
    ``jumps`` are accepted returns with a jump: the source, the number and why it was accepted.
    """

    held: tuple[str, ...] = ()
    overdue: tuple[tuple[str, date], ...] = ()
    jumps: tuple[tuple[str, int, str], ...] = ()
    next_day: date | None = None


@dataclass(frozen=True, slots=True)
class Guard:
    """What a draft is protected with, and the ledger of what was published."""

    protection: Protection
    ledger: Ledger


def checklist(
    draft: Release, before: Release | None, guard: Guard | None, around: Around | None = None
) -> tuple[Item, ...]:
    """Hold a draft against every rule; ``before`` is the release in force, None before any.

    Without ``guard`` its certificates are not asked for, without ``around`` the rules about
    sources and the calendar.
    """
    return (
        *(_surroundings(around) if around else ()),
        *(_protection(draft, guard) if guard else ()),
        *(_changes(draft, before) if before else ()),
        *_off_track(draft),
        *_languages(draft),
        *_remarked(draft),
    )


def holds(items: tuple[Item, ...]) -> bool:
    """Tell whether an error stands."""
    return any(item.severity == "error" for item in items)


def _surroundings(around: Around) -> Iterator[Item]:
    for source in around.held:
        message = (
            "a return is held; load a corrected file, accept it, or set it aside with a reason"
        )
        yield Item("error", "held_source", source, message)
    for source, since in around.overdue:
        told = (("since", since.isoformat()),)
        message = f"overdue since {since}; the release goes out without what is missing"
        yield Item("warning", "overdue_source", source, message, told)
    for source, number, reason in around.jumps:
        message = f"return {number} holds a jump, accepted with: {reason or 'no reason'}"
        args = (("number", number), ("reason", reason))
        yield Item("warning", "jump", f"{source} {number}", message, args)
    if around.next_day is None:
        message = "no day is entered for the next release; enter one in the calendar"
        yield Item("warning", "no_next_date", "calendar", message)


def _protection(draft: Release, guard: Guard) -> Iterator[Item]:
    """Ask for a verified certificate behind every figure of persons, and for sound returns."""
    results = [Protected(one.slug, one.observations) for one in draft.indicators.values()]
    for fault in faults(results, guard.protection, guard.ledger)[:_MOST]:
        yield Item("error", "disclosure", draft.head.id, fault)
    for one in guard.protection.closed:
        about = f"{one.tabulation} {one.geography} {one.year}"
        grave = one.reason in FAULTS
        yield Item("error" if grave else "warning", "closed", about, WHY_CLOSED[one.reason])


def _changes(draft: Release, before: Release) -> Iterator[Item]:
    if draft.head.note:
        return
    for one in diff(before, draft):
        if one.kind is ChangeKind.VALUE and not _noted(one.new):
            yield Item(
                "error",
                "change_without_note",
                _named(one.indicator, one.about),
                f"the value is another than in {before.head.id}; prepare the draft with a note "
                "to the reader (--note, --note-en)",
                (("before", before.head.id),),
            )


def _noted(seen: Observation | None) -> bool:
    return seen is not None and any(cited.note for cited in seen.inputs)


def _off_track(draft: Release) -> Iterator[Item]:
    figures = {slug: one.observations for slug, one in draft.indicators.items()}
    for one in lacking(figures, draft.targets, draft.head.data_cut):
        groups = (f"{name}={code}" for name, code in one.series.breakdown)
        about = " ".join([one.series.indicator, one.series.geography, *groups])
        told = (("status", str(one.status)),)
        yield Item("error", one.code, about, _LACKS[one.code].format(status=one.status), told)


def _languages(draft: Release) -> Iterator[Item]:
    head = draft.head
    texts: list[tuple[str, object]] = [("title", head.title), ("note", head.note)]
    texts += [(slug, dict(one.definition)) for slug, one in sorted(draft.indicators.items())]
    texts += [("targets", draft.targets.to_json())]
    for about, held in texts:
        for path in _half(held, ""):
            where = f"{about}{path}"
            yield Item("error", "language", where, "the text lacks Swedish or English; write both")


def _half(held: object, path: str) -> Iterator[str]:
    """Find every text in two languages of which one is empty."""
    if isinstance(held, Mapping):
        if {"sv", "en"} & held.keys():
            if not all(str(held.get(language) or "").strip() for language in ("sv", "en")):
                yield path
            return
        for name, inner in held.items():
            yield from _half(inner, f"{path}.{name}")
    elif isinstance(held, (list, tuple)):
        for number, inner in enumerate(held):
            yield from _half(inner, f"{path}[{number}]")


def _remarked(draft: Release) -> Iterator[Item]:
    for slug, one in draft.indicators.items():
        for seen in one.observations:
            for remark in seen.remarks:
                years = dict(remark.args).get("years")
                if remark.code == "age_of_estimate" and isinstance(years, int):
                    if years > OLD_YEARS:
                        message = f"rests on an estimate that is {years} years older"
                        told = (("years", years),)
                        yield Item("warning", "old_estimate", _named(slug, seen), message, told)
                elif remark.code == "conflict_rule":
                    message = "sources contradict each other, and a rule chose between them"
                    yield Item("warning", "conflict_by_rule", _named(slug, seen), message)


def _named(slug: str, seen: Observation) -> str:
    groups = [f"{name}={code}" for name, code in seen.breakdown if code != "all"]
    return " ".join([slug, seen.geography, seen.period.label, *groups])
