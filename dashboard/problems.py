"""What does the API say when it cannot give what was asked for? RFC 9457, in two languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from indicators.package import Language
from indicators.results import Json

TYPE_ROOT = "/api/v1/problems/"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its HTTP status, what it is, and what to do, with ``{places}``."""

    status: int
    title: Mapping[str, str]
    detail: Mapping[str, str]


KINDS: Mapping[str, Kind] = {
    "unknown-filter": Kind(
        400,
        {"sv": "Okänt filter", "en": "Unknown filter"},
        {
            "sv": "Det finns inget filter {name} här. Tillåtna filter står i allowed.",
            "en": "There is no filter {name} here. Those there are stand in allowed.",
        },
    ),
    "unknown-value": Kind(
        400,
        {"sv": "Okänt värde", "en": "Unknown value"},
        {
            "sv": "{value} är inget värde för {name}. Tillåtna värden står i allowed.",
            "en": "{value} is no value of {name}. Those there are stand in allowed.",
        },
    ),
    "malformed-day": Kind(
        400,
        {"sv": "Fel skrivet datum", "en": "Malformed day"},
        {
            "sv": "{value} är inget datum. Skriv {name} som ÅÅÅÅ-MM-DD, till exempel 2025-06-01.",
            "en": "{value} is not a day. Write {name} as YYYY-MM-DD, for instance 2025-06-01.",
        },
    ),
    "given-twice": Kind(
        400,
        {"sv": "Angivet flera gånger", "en": "Given more than once"},
        {
            "sv": "{name} får anges en gång.",
            "en": "{name} may be given once.",
        },
    ),
    "contradiction": Kind(
        400,
        {"sv": "Adress och datum säger olika", "en": "Address and day contradict each other"},
        {
            "sv": "Den {value} gällde utgåvan {other}, inte {name}. Använd latest i adressen, "
            "eller utelämna as_of.",
            "en": "On {value} the release {other} was in force, not {name}. Use latest in the "
            "address, or leave as_of out.",
        },
    ),
    "unknown-release": Kind(
        404,
        {"sv": "Okänd utgåva", "en": "Unknown release"},
        {
            "sv": "Det finns ingen publicerad utgåva {name}. Alla står under /api/v1/releases.",
            "en": "There is no published release {name}. All stand under /api/v1/releases.",
        },
    ),
    "before-the-first": Kind(
        404,
        {"sv": "Ingen utgåva gällde den dagen", "en": "No release was in force that day"},
        {
            "sv": "Ingen utgåva gällde {value}. Alla står under /api/v1/releases.",
            "en": "No release was in force on {value}. All stand under /api/v1/releases.",
        },
    ),
    "nothing-published": Kind(
        404,
        {"sv": "Inget publicerat än", "en": "Nothing published yet"},
        {
            "sv": "Ingen utgåva är publicerad än.",
            "en": "No release has been published yet.",
        },
    ),
    "unknown-indicator": Kind(
        404,
        {"sv": "Okänd indikator", "en": "Unknown indicator"},
        {
            "sv": "Utgåvan har ingen indikator {name}. De som finns står i allowed.",
            "en": "The release has no indicator {name}. Those it has stand in allowed.",
        },
    ),
    "unknown-address": Kind(
        404,
        {"sv": "Okänd adress", "en": "Unknown address"},
        {
            "sv": "Det finns inget på {name}. Alla adresser står i /api/v1/openapi.json.",
            "en": "There is nothing at {name}. All addresses stand in /api/v1/openapi.json.",
        },
    ),
    "read-only": Kind(
        405,
        {"sv": "Går bara att läsa", "en": "Read only"},
        {
            "sv": "Gränssnittet svarar på GET, HEAD och OPTIONS.",
            "en": "The interface answers GET, HEAD and OPTIONS.",
        },
    ),
    "withdrawn": Kind(
        410,
        {"sv": "Återkallad utgåva", "en": "Withdrawn release"},
        {
            "sv": "Utgåvan {name} återkallades {value}. Skäl: {reason}",
            "en": "The release {name} was withdrawn on {value}. Reason: {reason}",
        },
    ),
    "fault": Kind(
        500,
        {"sv": "Fel hos oss", "en": "A fault of ours"},
        {
            "sv": "Något gick fel när svaret skulle göras. Försök igen om en stund.",
            "en": "Something went wrong while the answer was made. Try again in a while.",
        },
    ),
}


class ProblemError(Exception):
    """What was asked for cannot be given; ``kind`` is a key of ``KINDS``.

    ``places`` fill the detail; ``more`` are further members of the object, such as ``allowed``.
    """

    def __init__(self, kind: str, *, more: Mapping[str, Any] | None = None, **places: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.status = KINDS[kind].status
        self.places = places
        self.more = dict(more or {})

    def to_json(self, language: Language) -> Json:
        """Give the problem details object."""
        known = KINDS[self.kind]
        return {
            "type": TYPE_ROOT + self.kind,
            "title": known.title[language],
            "status": known.status,
            "detail": known.detail[language].format(**self.places),
            **self.more,
        }


def explained(kind: str) -> Json | None:
    """Say what a kind of problem is, in both languages; None for one that there is not."""
    known = KINDS.get(kind)
    if known is None:
        return None
    return {"type": TYPE_ROOT + kind, "status": known.status, "title": dict(known.title)}
