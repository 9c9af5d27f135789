"""Which words may stand in a return, in what order, and how do people write them?

Closed lists have a code in English, a label in Swedish and one in English, and further
spellings that are read as the same. Registers (items of the rights package, professions,
organisations, commitments) are lists kept as data. ``all`` is the total of a breakdown.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from etl.registers import commitments, goals, items, measures, organisations, training_groups

Language = Literal["sv", "en"]

ALL = "all"
_SEPARATORS = re.compile(r"[^\w+<>]+|_+")


def fold(text: str) -> str:
    """Reduce a word to what matters when it is looked up: no case, no punctuation, one space."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _SEPARATORS.sub(" ", plain).strip()


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a list: its code, its labels, other spellings, and what a register adds."""

    code: str
    sv: str
    en: str
    also: tuple[str, ...] = ()
    more: Mapping[str, str | None] = field(default_factory=dict)

    def label(self, language: Language) -> str:
        """Give the label in one language."""
        return self.sv if language == "sv" else self.en


TOTAL = Code(
    ALL,
    "Samtliga",
    "All",
    ("alla", "totalt", "total", "summa", "båda könen", "alla åldrar", "hela"),
)


@dataclass(frozen=True, slots=True)
class CodeList:
    """A closed list in its order. ``total`` says whether ``all`` may stand for the sum."""

    name: str
    codes: tuple[Code, ...]
    total: bool = True

    @property
    def allowed(self) -> tuple[str, ...]:
        """Every code that a cell may hold, the total last."""
        return tuple(c.code for c in self.entries)

    @property
    def entries(self) -> tuple[Code, ...]:
        """Every code with its words, the total last."""
        return (*self.codes, TOTAL) if self.total else self.codes

    def spellings(self) -> dict[str, str]:
        """Map each folded spelling, in either language, to its code."""
        return {
            fold(word): entry.code
            for entry in self.entries
            for word in (entry.code, entry.sv, entry.en, *entry.also)
        }

    def label(self, code: str, language: Language) -> str:
        """Give a code's label; a code that is not in the list stands for itself."""
        return next((e.label(language) for e in self.entries if e.code == code), code)

    def to_json(self) -> dict[str, dict[str, str | None]]:
        """Give ``{code: {"sv", "en", …}}`` in order, as a release keeps it."""
        return {e.code: {"sv": e.sv, "en": e.en, **e.more} for e in self.entries}


APPLICANT = CodeList(
    "applicant",
    (
        Code(
            "social_services",
            "Socialtjänsten",
            "Social services",
            ("socialnämnden", "socialtjänst", "kommunen", "regionkoordinator"),
        ),
        Code("police", "Polisen", "Police", ("förundersökningsledare", "åklagare", "polis")),
        Code(
            "social_services_and_police",
            "Socialtjänsten och polisen",
            "Social services and police",
            ("båda", "both", "socialtjänst och polis"),
        ),
    ),
)
PURPOSE = CodeList(
    "purpose",
    (
        Code(
            "sexual",
            "Sexuella ändamål",
            "Sexual purposes",
            ("sexuell", "sexuellt", "sexuell exploatering", "sexual exploitation", "prostitution"),
        ),
        Code(
            "labour",
            "Arbetskraftsexploatering",
            "Labour exploitation",
            ("arbete", "arbetskraft", "tvångsarbete", "labor", "forced labour"),
        ),
        Code("other", "Annat ändamål", "Other purpose", ("annat", "övrigt", "övriga", "annan")),
        Code("unknown", "Okänt ändamål", "Unknown purpose", ("okänt", "uppgift saknas", "okänd")),
    ),
)
SEX = CodeList(
    "sex",
    (
        Code("women", "Kvinnor", "Women", ("k", "kvinna", "woman", "female", "f", "flickor")),
        Code("men", "Män", "Men", ("m", "man", "male", "pojkar")),
        Code("other", "Annat kön", "Other sex", ("annat", "övrigt", "icke binär", "annan")),
        Code("unknown", "Okänt kön", "Unknown sex", ("okänt", "uppgift saknas", "okänd")),
    ),
)
AGE_GROUP = CodeList(
    "age_group",
    (
        Code("adult", "Vuxna", "Adults", ("vuxen", "18 år och äldre", "18+", "över 18")),
        Code(
            "minor",
            "Barn",
            "Minors",
            ("minderåriga", "minderårig", "under 18", "0 17", "child", "children", "0 17 år"),
        ),
        Code("relative", "Anhöriga", "Relatives", ("anhörig", "närstående", "medföljande")),
    ),
)
OUTCOME = CodeList(
    "outcome",
    (
        Code("granted", "Beviljade", "Granted", ("beviljad", "bifall")),
        Code("rejected", "Avslagna", "Rejected", ("avslag", "avslagen")),
        Code("withdrawn", "Återkallade", "Withdrawn", ("återkallad", "återtagen")),
        Code("pending", "Väntar på beslut", "Pending", ("väntar", "pågående", "öppen")),
    ),
)
STATUS = CodeList(
    "status",
    (
        Code("preliminary", "Preliminär", "Preliminary", ("prel", "preliminära", "prel.")),
        Code("final", "Slutlig", "Final", ("slutgiltig", "slutliga", "fastställd", "definitiv")),
        Code("estimated", "Uppskattad", "Estimated", ("skattad", "beräknad", "uppskattning")),
        Code("claimed", "Påstådd", "Claimed", ("påstående", "uppgiven", "enligt uppgift")),
    ),
    total=False,
)
AGREEMENT = CodeList(
    "agreement",
    (
        Code(
            "iop",
            "Idéburet offentligt partnerskap (IOP)",
            "Public-civil partnership (IOP)",
            ("idéburet offentligt partnerskap", "partnership"),
        ),
        Code("grant", "Föreningsbidrag", "Grant", ("bidrag", "verksamhetsbidrag")),
        Code(
            "memorandum",
            "Överenskommelse",
            "Memorandum",
            ("avsiktsförklaring", "mou", "samverkansavtal", "memorandum of understanding"),
        ),
        Code("other", "Annat avtal", "Other agreement", ("annat", "övrigt")),
        Code("none", "Inget avtal", "No agreement", ("inget", "nej", "no", "ingen", "saknas")),
    ),
    total=False,
)
STATE = CodeList(
    "state",
    (
        Code("proposed", "Föreslaget", "Proposed", ("föreslagen", "förslag")),
        Code("assigned", "Uppdrag givet", "Assigned", ("uppdrag", "beslutat", "beslutad")),
        Code("under_way", "Pågår", "Under way", ("pågående", "påbörjad", "påbörjat", "underway")),
        Code("done", "Klart", "Done", ("klar", "genomfört", "genomförd", "färdig", "infört")),
        Code("dropped", "Avskrivet", "Dropped", ("avskriven", "nedlagt", "struket")),
    ),
    total=False,
)
METHOD = CodeList(
    "method",
    (
        Code("expert_assessment", "Bedömning", "Expert assessment", ("expertbedömning",)),
        Code("share_of_national", "Del av landets tal", "Share of the national figure"),
        Code(
            "multiple_systems",
            "Överlappande listor",
            "Overlapping lists",
            ("mse", "multiple systems estimation", "fångst återfångst", "capture recapture"),
        ),
        Code("survey", "Enkät", "Survey", ("undersökning",)),
        Code("administrative", "Register", "Administrative data", ("registerdata",)),
        Code("other", "Annan metod", "Other method", ("annan", "annat")),
    ),
)


@cache
def code_lists() -> Mapping[str, CodeList]:
    """Give every list and register by its name; the lists of breakdowns come first."""
    registers = (
        CodeList("item_id", _register(items())),
        CodeList("group_id", _register(training_groups())),
        CodeList("organisation_id", _register(organisations())),
        CodeList("commitment_id", _register(commitments()), total=False),
        CodeList("goal_id", _register(goals()), total=False),
    )
    open_ended = (METHOD, CodeList("measure", _register(measures()), total=False))
    closed = (APPLICANT, PURPOSE, SEX, AGE_GROUP, OUTCOME, STATUS, AGREEMENT, STATE)
    return {entry.name: entry for entry in (*closed, *registers, *open_ended)}


def _register(rows: Mapping[str, Mapping[str, str | None]]) -> tuple[Code, ...]:
    return tuple(
        Code(
            code,
            row["sv"] or code,
            row["en"] or code,
            more={k: v for k, v in row.items() if k not in ("sv", "en")},
        )
        for code, row in rows.items()
    )
