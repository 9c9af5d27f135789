"""How does a release come to be? Compute what was known, protect, audit, judge, write."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from etl.records import ConflictRule, Record
from indicators.compute import catalogue, compute
from indicators.definition import Context
from indicators.disclosure.gate import faults
from indicators.disclosure.ledger import Ledger as DisclosureLedger
from indicators.disclosure.protection import Protection
from indicators.disclosure.seal import seal
from indicators.disclosure.shown import Circumstances, shown
from indicators.judging import About, judged
from indicators.parts import Codelists, Draft, ReleaseError
from indicators.progress import THRESHOLDS
from indicators.published import ReleaseHead
from indicators.results import Protected
from indicators.store import ReleaseStore, Witness
from indicators.targets import Ledger


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What a release is made of: records, rules for conflicts, code lists, and the targets."""

    records: tuple[Record, ...]
    rules: tuple[ConflictRule, ...]
    codelists: Codelists
    context: Context
    ledger: Ledger = field(default_factory=Ledger)


def prepare(
    store: ReleaseStore,
    ingredients: Ingredients,
    draft: Draft,
    now: datetime,
    witness: Witness | None = None,
) -> ReleaseHead:
    """Write a draft from the records as known on the draft's data cut.

    ``witness`` writes what else belongs to it, in its transaction. Raises ReleaseError where the
    protected results fail their audit.
    """
    keeper = store.protections
    with keeper.remembering() as memory:
        protected, protection = protect(
            ingredients,
            draft.data_cut,
            Circumstances(
                codelists=ingredients.codelists,
                geographies=ingredients.context.geographies,
                ledger=keeper.ledger(),
                rules=ingredients.rules,
                correcting=draft.kind == "correction",
                memory=memory,
            ),
        )
    targets = ingredients.ledger.up_to(draft.data_cut)
    return store.write_draft(
        with_progress(protected, targets, draft.data_cut),
        draft=draft,
        definitions={one.slug: one.to_json() for one in catalogue()},
        codelists=ingredients.codelists,
        thresholds=thresholds(),
        now=now,
        targets=targets,
        protection=protection,
        witness=witness,
    )


def protect(
    ingredients: Ingredients, cut: date, given: Circumstances
) -> tuple[tuple[Protected, ...], Protection]:
    """Choose what may be shown on a day, and compute every indicator from that alone."""
    known, protection = shown(ingredients.records, cut, given)
    protected = tuple(map(seal, compute(known, ingredients.context)))
    audit(protected, protection, given.ledger)
    return protected, protection


def with_progress(
    protected: Iterable[Protected], ledger: Ledger, cut: date
) -> tuple[Protected, ...]:
    """Set what is shown against the targets in force; what is not shown has nothing to judge."""
    known = {one.slug: About(one.slug, one.kind, one.direction, one.breaks) for one in catalogue()}
    return tuple(
        replace(one, observations=judged(one.observations, known[one.indicator], ledger, cut))
        for one in protected
    )


def audit(protected: Iterable[Protected], protection: Protection, ledger: DisclosureLedger) -> None:
    """Refuse what shows a figure of persons at risk without proof; raises ReleaseError.

    A return that cannot be used is for the checklist: of it nothing is shown.
    """
    found = faults(protected, protection, ledger)
    if found:
        raise ReleaseError(f"{found[0]} ({len(found)} such)" if len(found) > 1 else found[0])


def thresholds() -> Mapping[str, Any]:
    """Give the limits that the release used, so that an old one explains itself."""
    return {"progress": dict(THRESHOLDS)}
