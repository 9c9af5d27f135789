"""How does a release come to be? Compute what was known, protect it, audit it, write it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from etl.records import ConflictRule, Record, known_on
from indicators.compute import catalogue, compute
from indicators.definition import Context
from indicators.disclosure.public_only import protect
from indicators.parts import Codelists, Draft, ReleaseError
from indicators.progress import THRESHOLDS
from indicators.published import ReleaseHead
from indicators.results import Protected
from indicators.store import ReleaseStore


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What a release is made of: all records, the rules for conflicts, the code lists."""

    records: tuple[Record, ...]
    rules: tuple[ConflictRule, ...]
    codelists: Codelists
    context: Context


def prepare(
    store: ReleaseStore, ingredients: Ingredients, draft: Draft, now: datetime
) -> ReleaseHead:
    """Write a draft from the records as known on the draft's data cut.

    Raises ReleaseError where the protected results fail their audit.
    """
    known = known_on(ingredients.records, draft.data_cut, ingredients.rules)
    protected = tuple(protect(one) for one in compute(known, ingredients.context))
    audit(protected)
    return store.write_draft(
        protected,
        draft=draft,
        definitions={one.slug: one.to_json() for one in catalogue()},
        codelists=ingredients.codelists,
        thresholds=thresholds(),
        now=now,
    )


def audit(protected: Iterable[Protected]) -> None:
    """Refuse a result that shows a figure which no public document gives.

    Looks at what is about to be written, and asks nothing of the code that protected it.
    """
    for result in protected:
        for seen in result.observations:
            told = (seen.value, seen.low, seen.high, seen.text, seen.progress)
            if any(part is not None for part in told) or seen.inputs or seen.conflicts:
                cited = (*seen.inputs, *seen.conflicts)
                if not cited or any(one.document is None for one in cited):
                    raise ReleaseError(
                        f"{result.indicator}, {seen.period.label}: a figure that stands in no "
                        "public document would be shown; nothing is released"
                    )


def thresholds() -> Mapping[str, Any]:
    """Give the limits that the release used, so that an old one explains itself."""
    return {"progress": dict(THRESHOLDS)}
