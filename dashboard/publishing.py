"""How do releases get made and published in this installation?"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from babel.dates import format_date
from sqlalchemy import Engine

from dashboard import audit
from dashboard.services import Services
from etl import store
from etl.baseline import conflict_rules
from etl.load import load_public
from etl.records import Record
from etl.registers import documents, read_data
from etl.sources import sources
from etl.vocabulary import code_lists
from indicators.bands import BANDS
from indicators.checklist import checklist
from indicators.definition import Context, Text, is_municipality
from indicators.goals import GOALS
from indicators.parts import Codelists, Draft, ReleaseError
from indicators.published import ReleaseHead
from indicators.release import Ingredients, prepare
from indicators.store import ReleaseStore, Witness
from indicators.target_store import TargetStore
from migrations import upgrade

RECONSTRUCTED = (date(2025, 5, 15), date(2025, 8, 4), date(2026, 2, 4))
"""The days on which the city's own documents gave new figures."""

WORKING_DRAFT = "working-draft"

_PREPARED_BY = "system:documents"
_APPROVED_BY = "system:init"
_COMPUTED_BY = "system:compute"


def initialise(services: Services) -> list[ReleaseHead]:
    """Make the store, load the public documents and publish the reconstructed releases.

    Does only what is not done yet; gives the releases that were new.
    """
    upgrade(services.engine)
    load_public(services.engine, services.archive, services.clock())
    there = {head.id for head in _all(services) if head.state != "draft"}
    days = [day for day in RECONSTRUCTED if day.isoformat() not in there]
    return [_publish_reconstructed(services, day) for day in days]


def draft(
    services: Services,
    day: date,
    prepared_by: str,
    note: Text | None = None,
    *,
    corrects: str | None = None,
    witness: Callable[[str], Witness] | None = None,
) -> ReleaseHead:
    """Prepare a release from what is known on ``day``, under an id that is free.

    ``note`` is to the reader, such as why figures were revised; a correction needs one and
    names the public release that it ``corrects``. ``witness`` makes, for the id, what writes
    beside it.
    """
    taken = {head.id for head in _all(services)}
    names = (f"{day}" if number == 1 else f"{day}-{number}" for number in count(1))
    made = _about(services, next(name for name in names if name not in taken), day, prepared_by)
    if corrects is not None:
        # What is made up stays so in every file, whatever it corrects.
        kind = "demo" if services.settings.demo else "correction"
        made = replace(made, kind=kind, replaces=corrects, title=_correcting(day, corrects))
    return _prepare(services, replace(made, note=note), witness(made.id) if witness else None)


def refresh_draft(services: Services) -> str | None:
    """Compute anew into the one working draft, so that the next release can be looked at."""
    before = next((head.content_hash for head in _all(services) if head.id == WORKING_DRAFT), None)
    made = _about(services, WORKING_DRAFT, services.today(), _COMPUTED_BY)
    head = _prepare(services, made)
    return None if head.content_hash == before else f"working draft {head.content_hash[:12]}"


def last_load(engine: Engine) -> str | None:
    """Name the state of what is loaded: another one wherever a return has come to count."""
    with engine.connect() as connection:
        accepted = [one.id for one in store.batches(connection, state="accepted")]
    return f"return {accepted[-1]} of {len(accepted)}" if accepted else None


def publish(services: Services, release_id: str, *, checked_by: str) -> ReleaseHead:
    """Check, approve and publish a draft by the program itself, on behalf of ``checked_by``.

    Whoever prepared it cannot be that. What a person does goes by ``dashboard.releasing``.
    Raises ReleaseError where the checklist has an error. It is not asked about sources and the
    calendar, which wait for a person, nor about certificates: publication itself checks those.
    """
    releases = ReleaseStore(services.engine)
    head = releases.head(release_id)
    if head.state == "draft":
        _refuse_errors(services, head)
        head = releases.mark_checked(release_id, content_hash=head.content_hash)
    if head.state == "checked":
        releases.approve(release_id, by=checked_by, content_hash=head.content_hash)
    witness = audit.telling(services.clock, checked_by, "release.published", about=release_id)
    return releases.publish(release_id, services.clock(), witness=witness)


def ingredients(services: Services, day: date) -> Ingredients:
    """Collect what a release of ``day`` is made of."""
    with services.engine.connect() as connection:
        records = tuple(store.records(connection, up_to=day))
    return Ingredients(
        records=records,
        rules=conflict_rules(),
        codelists=codelists(),
        context=context_on(day, places_of(records, services.settings.geography)),
        ledger=TargetStore(services.engine).ledger(),
    )


def context_on(day: date, places: tuple[str, ...]) -> Context:
    """Give for whom is computed, and when what was due, on a day."""
    due = {source.name: source.due_days for source in sources().values()}
    return Context(geographies=places, data_cut=day, due_days=due)


def places_of(records: Iterable[Record], home: str) -> tuple[str, ...]:
    """Give the municipalities that deliver returns, and the home one.

    A return may also tell of an area or the country, which has no programme to be late with.
    """
    told = {record.geography for record in records if record.whole_return}
    return tuple(sorted({home, *filter(is_municipality, told)}))


def codelists() -> Codelists:
    """Give every list that a release keeps: codes in order with their words in both languages."""
    lists: dict[str, Any] = {name: one.to_json() for name, one in code_lists().items()}
    for band in BANDS:
        lists[band.dimension][band.code] = {"sv": band.sv, "en": band.en}
    lists["goals"] = {
        goal.slug: goal.title.to_json() | {"measure": goal.measure.to_json()} for goal in GOALS
    }
    lists["documents"] = documents()
    lists["geography"] = _places()
    lists["sources"] = {
        source.name: {
            "sv": source.title[0],
            "en": source.title[1],
            "owner": {"sv": source.owner[0], "en": source.owner[1]},
            "cadence": source.cadence,
            "due_days": source.due_days,
        }
        for source in sources().values()
    }
    return lists


def _refuse_errors(services: Services, head: ReleaseHead) -> None:
    releases = ReleaseStore(services.engine)
    draft, last = releases.load(head.id), releases.latest()
    before = releases.load(last.id) if last else None
    items = checklist(draft, before, None)
    error = next((item for item in items if item.severity == "error"), None)
    if error is not None:
        raise ReleaseError(f"{head.id} is held: {error.about}: {error.message}", "errors")


def _publish_reconstructed(services: Services, day: date) -> ReleaseHead:
    releases = ReleaseStore(services.engine)
    made = Draft(
        id=day.isoformat(),
        title=_title(day),
        kind="reconstructed",
        data_cut=day,
        prepared_by=_PREPARED_BY,
        note=Text(
            sv="Rekonstruerad ur offentliga handlingar: visar vad de gav vid handen den dagen.",
            en="Reconstructed from public documents: shows what they said on that day.",
        ),
    )
    prepare(releases, ingredients(services, day), made, services.clock())
    return publish(services, made.id, checked_by=_APPROVED_BY)


def _about(services: Services, release_id: str, day: date, prepared_by: str) -> Draft:
    return Draft(
        id=release_id,
        title=_title(day),
        kind="demo" if services.settings.demo else "regular",
        data_cut=day,
        prepared_by=prepared_by,
    )


def _prepare(services: Services, made: Draft, witness: Witness | None = None) -> ReleaseHead:
    releases = ReleaseStore(services.engine)
    known = ingredients(services, made.data_cut)
    return prepare(releases, known, made, services.clock(), witness)


def _all(services: Services) -> tuple[ReleaseHead, ...]:
    return ReleaseStore(services.engine).heads(public_only=False)


def _places() -> dict[str, dict[str, str]]:
    names = {row["regionkod"]: row["namn"] for row in read_data("region_codes.csv")}
    places = {code: {"sv": name, "en": name} for code, name in names.items()}
    places["SE"] = {"sv": "Sverige", "en": "Sweden"}
    places["stockholm_area"] = {"sv": "Stockholmsområdet", "en": "The Stockholm area"}
    places["EU"] = {"sv": "EU", "en": "EU"}
    return places


def _title(day: date) -> Text:
    return Text(
        sv=f"Utgåva {format_date(day, 'd MMMM y', locale='sv')}",
        en=f"Release {format_date(day, 'd MMMM y', locale='en_GB')}",
    )


def _correcting(day: date, corrects: str) -> Text:
    made = _title(day)
    return Text(sv=f"{made.sv}, rättelse av {corrects}", en=f"{made.en}, correction of {corrects}")
