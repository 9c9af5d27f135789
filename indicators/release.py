"""How does a release come to be? Compute what was known, protect, audit, judge, write."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from etl.period import Period
from etl.records import ConflictRule, Known, Record, known_on
from indicators.compute import catalogue, compute
from indicators.definition import Context, Indicator
from indicators.disclosure.not_persons import counts_nobody_at_risk, counts_persons_throughout
from indicators.disclosure.public_only import Reported, protect
from indicators.judging import About, judged
from indicators.parts import Codelists, Draft, ReleaseError
from indicators.progress import THRESHOLDS
from indicators.published import ReleaseHead
from indicators.results import Cited, Observation, Protected
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
    known = known_on(ingredients.records, draft.data_cut, ingredients.rules)
    protected = _protected(known, ingredients)
    audit(protected)
    targets = ingredients.ledger.up_to(draft.data_cut)
    return store.write_draft(
        with_progress(protected, targets, draft.data_cut),
        draft=draft,
        definitions={one.slug: one.to_json() for one in catalogue()},
        codelists=ingredients.codelists,
        thresholds=thresholds(),
        now=now,
        targets=targets,
        witness=witness,
    )


def _protected(known: Known, ingredients: Ingredients) -> tuple[Protected, ...]:
    definitions = {one.slug: one for one in catalogue()}
    return tuple(
        protect(
            one,
            ingredients.codelists,
            reported(definitions[one.indicator], known, ingredients.context),
        )
        for one in compute(known, ingredients.context)
    )


def reported(indicator: Indicator, known: Known, context: Context) -> Reported | None:
    """Give the periods and places that returns cover, years that are over among them.

    None for an indicator with a source that has figures which count nobody at risk, and for
    an irregular one, which is not expected wherever a return came.
    """
    persons_alone = all(counts_persons_throughout(source) for source in indicator.sources)
    if not persons_alone or indicator.cadence == "irregular":
        return None
    there = {
        (figure.record.period, figure.record.geography)
        for figure in known.figures
        if figure.record.source in indicator.sources
        and figure.record.document is None
        and figure.record.geography in context.geographies
    }
    years = {(Period.parse(str(period.start.year)), place) for period, place in there}
    over = {(year, place) for year, place in years if year.end <= context.data_cut}
    places = over if indicator.cadence == "year" else there | over
    return Reported(tuple(sorted(indicator.breakdowns)), frozenset(places))


def with_progress(
    protected: Iterable[Protected], ledger: Ledger, cut: date
) -> tuple[Protected, ...]:
    """Set what is shown against the targets in force; what is not shown has nothing to judge."""
    known = {one.slug: About(one.slug, one.kind, one.direction, one.breaks) for one in catalogue()}
    return tuple(
        replace(one, observations=judged(one.observations, known[one.indicator], ledger, cut))
        for one in protected
    )


def audit(protected: Iterable[Protected]) -> None:
    """Refuse a result that shows a figure of persons at risk which no public document gives.

    Looks at what is about to be written, and asks nothing of the code that protected it.
    """
    for result in protected:
        for seen in result.observations:
            _refuse_telling_progress(result.indicator, seen)
            told = (seen.value, seen.low, seen.high, seen.text)
            cited = (*seen.inputs, *seen.conflicts)
            if (any(part is not None for part in told) and not cited) or any(map(_tells, cited)):
                raise ReleaseError(
                    f"{result.indicator}, {seen.period.label}: a figure of persons at risk that "
                    "stands in no public document would be shown; nothing is released"
                )


def _tells(cited: Cited) -> bool:
    """A return's figure may be cited where it counts nobody at risk, and its note never."""
    if cited.document is not None:
        return False
    return cited.note is not None or not counts_nobody_at_risk(cited.source, cited.measure)


def thresholds() -> Mapping[str, Any]:
    """Give the limits that the release used, so that an old one explains itself."""
    return {"progress": dict(THRESHOLDS)}


def _refuse_telling_progress(indicator: str, seen: Observation) -> None:
    """A status may rest on what is shown and on nothing else."""
    latest = (seen.progress or {}).get("latest") or {}
    judged_on = tuple(latest.get(name) for name in ("value", "low", "high"))
    if seen.progress and judged_on != (seen.value, seen.low, seen.high):
        raise ReleaseError(
            f"{indicator}, {seen.period.label}: a status rests on a figure that is not shown"
        )
