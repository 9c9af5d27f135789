"""What are the columns called, in Swedish, in English, and by those who write them otherwise?

The first Swedish name is the one that a template writes. A name is looked up among the columns
of one source, so that the same word may head different columns of different sources.
"""

from collections.abc import Mapping
from functools import cache

from etl.source import Source
from etl.vocabulary import Code, Language, fold

_HEADINGS = (
    Code("period", "Period", "Period", ("tidsperiod", "kvartal", "år", "year", "quarter")),
    Code(
        "geography",
        "Område",
        "Geography",
        ("kommun", "kommunkod", "region", "regionkod", "geografi", "plats", "municipality", "area"),
    ),
    Code("applicant", "Sökande", "Applicant", ("ansökt av", "vem ansöker", "applied by")),
    Code("purpose", "Ändamål", "Purpose", ("syfte", "form av exploatering", "exploateringsform")),
    Code("sex", "Kön", "Sex", ("gender",)),
    Code("age_group", "Åldersgrupp", "Age group", ("ålder", "age")),
    Code(
        "submitted", "Ansökningar", "Submitted", ("inlämnade", "antal ansökningar", "applications")
    ),
    Code("granted", "Beviljade", "Granted", ("beviljad", "bifall", "beviljats")),
    Code("rejected", "Avslagna", "Rejected", ("avslag", "avslagits", "refused")),
    Code("withdrawn", "Återkallade", "Withdrawn", ("återtagna", "återkallats")),
    Code("pending", "Väntar på beslut", "Pending", ("väntar", "ej avgjorda", "pågående", "öppna")),
    Code("cases", "Ärenden", "Cases", ("antal ärenden", "antal")),
    Code(
        "eligible",
        "Kan behöva tillstånd",
        "Eligible",
        ("behöver uppehållstillstånd", "kan behöva uppehållstillstånd", "tredjelandsmedborgare"),
    ),
    Code("method", "Metod", "Method", ("beräkningssätt",)),
    Code("low", "Lägst", "Low", ("lägsta", "minst", "nedre gräns", "lower")),
    Code("central", "Mittvärde", "Central", ("mitt", "mittpunkt", "centre", "estimate")),
    Code("high", "Högst", "High", ("högsta", "som mest", "övre gräns", "upper")),
    Code(
        "eligible_share_low",
        "Andel som kan behöva tillstånd, lägst",
        "Eligible share, low",
    ),
    Code(
        "eligible_share_high",
        "Andel som kan behöva tillstånd, högst",
        "Eligible share, high",
    ),
    Code("document", "Dokument", "Document", ("källdokument", "dokument id", "document id")),
    Code("count", "Antal personer", "Count", ("antal", "persons", "n")),
    Code("item_id", "Insats", "Item", ("insats id", "rättighet", "del av paketet")),
    Code("applicable", "Behövde insatsen", "Applicable", ("aktuell", "behov", "tillämplig")),
    Code("delivered", "Fick insatsen", "Delivered", ("levererad", "levererade", "utförd", "fick")),
    Code(
        "delivered_within_7_days",
        "Fick insatsen inom 7 dagar",
        "Delivered within 7 days",
        ("inom 7 dagar", "levererad inom 7 dagar", "inom sju dagar"),
    ),
    Code("declined", "Tackade nej", "Declined", ("avböjde", "avböjda")),
    Code("entitled", "Berättigade personer", "Entitled", ("berättigade", "antal berättigade")),
    Code("all_delivered", "Fick allt", "All delivered", ("fick alla insatser", "hela paketet")),
    Code("group_id", "Yrkesgrupp", "Group", ("grupp", "profession", "yrke")),
    Code("unit", "Enhet", "Unit", ("arbetsplats", "måttenhet")),
    Code("headcount", "Anställda", "Headcount", ("antal anställda", "personal", "staff")),
    Code("trained", "Utbildade", "Trained", ("giltig utbildning", "antal utbildade")),
    Code("sessions", "Utbildningstillfällen", "Sessions", ("tillfällen", "antal tillfällen")),
    Code("organisation_id", "Organisation", "Organisation", ("förening", "organization")),
    Code("agreement", "Avtal", "Agreement", ("avtalsform",)),
    Code("grant_sek", "Bidrag i kronor", "Grant, SEK", ("bidrag", "bidrag kr", "grant")),
    Code("referrals_to", "Hänvisade till organisationen", "Referrals to", ("hänvisade till",)),
    Code(
        "referrals_from",
        "Hänvisade från organisationen",
        "Referrals from",
        ("hänvisade från",),
    ),
    Code(
        "answered_within_14_days",
        "Besvarade inom 14 dagar",
        "Answered within 14 days",
        ("inom 14 dagar", "svar inom 14 dagar"),
    ),
    Code(
        "joint_outreach",
        "Gemensamma uppsökande pass",
        "Joint outreach",
        ("gemensamt uppsökande", "joint outreach shifts"),
    ),
    Code("meetings", "Möten", "Meetings", ("antal möten",)),
    Code("commitment_id", "Åtagande", "Commitment", ("åtagande id",)),
    Code("goal_id", "Mål", "Goal", ("mål id",)),
    Code("state", "Läge", "State", ("status för åtagandet", "hur långt")),
    Code("due", "Klart senast", "Due", ("slutdatum", "senast", "due date")),
    Code("evidence", "Underlag", "Evidence", ("belägg", "bevis")),
    Code("owner", "Ansvarig funktion", "Owner", ("ansvarig", "ägare")),
    Code("measure", "Mått", "Measure", ("indikator", "mätetal")),
    Code("publisher", "Utgivare", "Publisher", ("utgiven av",)),
    Code("category", "Indelning", "Category", ("kategori", "breakdown")),
    Code("value", "Värde", "Value", ("antal", "belopp")),
    Code("status", "Status", "Status", ("uppgiftens status", "säkerhet")),
    Code("note", "Anteckning", "Note", ("anmärkning", "kommentar", "noteringar", "comment")),
)
HEADINGS: Mapping[str, Code] = {heading.code: heading for heading in _HEADINGS}


def heading(name: str, language: Language) -> str:
    """Give a column's name for people; a column without one stands for itself."""
    return HEADINGS[name].label(language) if name in HEADINGS else name


@cache
def every_heading() -> frozenset[str]:
    """Give every folded spelling of every column, whatever its source."""
    return frozenset(fold(word) for entry in _HEADINGS for word in _spellings(entry))


def spellings(source: Source) -> Mapping[str, str]:
    """Map each folded spelling of a source's columns to the column; exact names come first."""
    return _spellings_of(source.columns)


@cache
def _spellings_of(columns: tuple[str, ...]) -> Mapping[str, str]:
    # A header is sought in many rows for many sources: folding all words each time costs most.
    entries = [HEADINGS[name] for name in columns]
    found = {fold(word): e.code for e in entries for word in (e.code, e.sv, e.en)}
    for entry in entries:
        for word in entry.also:
            found.setdefault(fold(word), entry.code)
    return found


def _spellings(entry: Code) -> tuple[str, ...]:
    return (entry.code, entry.sv, entry.en, *entry.also)
