"""May a release become public? Asked of what is stored, in the transaction that publishes it.

Every way to publish leads through here, whoever asks and whatever was checked before: a person,
the worker at the set moment, the first start, the demo.
"""

from sqlalchemy import Connection

from indicators.disclosure.gate import faults
from indicators.disclosure.protection import FAULTS, WHY_CLOSED
from indicators.parts import ReleaseError
from indicators.protection_store import enter_facts, protection_in
from indicators.release_reader import release_in
from indicators.results import Protected


def let_out(connection: Connection, release_id: str) -> None:
    """Check every certificate and figure, then let the release's facts into the ledger.

    Raises ReleaseError with the first reason why it may not go out: ``disclosure`` where a
    figure lacks its proof or a certificate does not stand, ``closed`` where a return must be
    looked at first, ``ledger`` or ``ledger_moved`` where what was published is another thing.
    """
    ledger = enter_facts(connection, release_id)
    protection = protection_in(connection, release_id)
    grave = next((one for one in protection.closed if one.reason in FAULTS), None)
    if grave is not None:
        about = f"{grave.tabulation} {grave.geography} {grave.year}"
        raise ReleaseError(f"{release_id} is held: {about}: {WHY_CLOSED[grave.reason]}", "closed")
    indicators = release_in(connection, release_id).indicators.values()
    found = faults((Protected(i.slug, i.observations) for i in indicators), protection, ledger)
    if found:
        more = f" ({len(found)} such)" if len(found) > 1 else ""
        raise ReleaseError(f"{release_id} is held: {found[0]}{more}", "disclosure")
