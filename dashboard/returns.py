"""What does somebody who delivers a return get back, whatever the channel?"""

from datetime import date

from sqlalchemy import Connection

from dashboard import audit
from dashboard.checked_words import counted
from dashboard.services import Services
from etl.finding import as_text
from etl.load import Delivery, Loaded, Result, load
from etl.source import Provenance
from etl.vocabulary import Language

_WORDS = {
    "sv": {
        Result.LOADED: "{name}: inläst, {rows} ({source}).",
        Result.HELD: "{name}: kvarhållen. Inget är ändrat. Rätta filen och lämna in den igen, "
        "eller godta varningarna med ett skäl.",
        Result.REFUSED: "{name}: avvisad, den innehåller personuppgifter. Innehållet är inte "
        "sparat. Ta bort uppgifterna och lämna in filen igen.",
        Result.UNCHANGED: "{name}: samma fil är redan inläst. Inget är ändrat.",
    },
    "en": {
        Result.LOADED: "{name}: loaded, {rows} ({source}).",
        Result.HELD: "{name}: held. Nothing has changed. Correct the file and hand it in again, "
        "or accept the warnings with a reason.",
        Result.REFUSED: "{name}: refused, it holds personal data. Its content has not been "
        "kept. Remove the data and hand the file in again.",
        Result.UNCHANGED: "{name}: the same file is loaded already. Nothing has changed.",
    },
}


def deliver(
    services: Services,
    data: bytes,
    filename: str,
    reported_on: date,
    *,
    channel: str,
    source: str | None = None,
    by: str | None = None,
    accept: str | None = None,
    address: str = "",
) -> Loaded:
    """Hand in one file as reported on a day, through a channel.

    Where a person does, ``by`` from ``address``, the load writes its row of the audit log.
    """
    delivery = Delivery(
        data=data,
        filename=filename,
        channel=channel,
        provenance=Provenance(reported_on, services.settings.geography),
        received_at=services.clock(),
        source=source,
        by=by,
        accept=accept,
        corrections=services.settings.corrections_file,
    )

    def tell(connection: Connection, answer: Loaded) -> None:
        if by is None:
            return
        what = "return.accepted" if accept else "return.uploaded"
        told = {"result": answer.result.value} | ({"reason": accept} if accept else {})
        about = f"batch:{answer.batch}"
        audit.note(connection, services.clock(), by, what, about=about, new=told, address=address)

    return load(services.engine, services.archive, delivery, witness=tell)


def words(answer: Loaded, language: Language) -> str:
    """Say what became of a file, with what was found in it."""
    head = _WORDS[language][answer.result].format(
        name=answer.filename,
        rows=counted(answer.rows, "row", language),
        source=answer.source,
    )
    # What is loaded already is not held again for what was found in it then.
    if not answer.findings or answer.result is Result.UNCHANGED:
        return head
    return f"{head}\n{as_text(answer.findings, language)}"
