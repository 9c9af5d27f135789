"""Does a cell that should hold a code hold a person's name?

A name is told by a usual given name or surname in the place where names have them. Shelters
and associations are often named after a person, so one given name alone is not enough.
"""

import re
from functools import cache
from pathlib import Path

NAME = "name"

_GIVEN = Path(__file__).parent.parent / "data" / "given_names.txt"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_SURNAME = re.compile(
    r"[^\W\d_]{2,}(?:sson|dotter|ström|berg|borg|lund|gren|[qk]vist|quist|stedt|strand|holm|"
    r"dahl|löf|feldt|hjelm|man|mark|ović|ovic|oglu|oğlu|zadeh|ski|sen)",
    re.IGNORECASE,
)
_PATRONYMIC = re.compile(r"[A-ZÅÄÖ][^\W\d_]+(?:sson|SSON)")
_BODY = re.compile(
    r".*(?:jour|hus|hem|stiftelse|förening|förbund|enhet|mottagning|kommun|stad|center|centrum|"
    r"fond|region|polis|kyrka|församling|grupp|team|skola|myndighet|bolag|byrå|nätverk|projekt|"
    r"verksamhet|gård)(?:en|et|n|t|s|ens|ets)?|ab|hb|och|and|of|i|för|the|län",
    re.IGNORECASE,
)
_FREE_TEXT = re.compile(
    r"not(?:e|es|ering)?|anm(?:ärkning)?(?:ar)?\.?|kommentar(?:er)?|comments?|fotnot|fritext|"
    r"document|dokument|evidence|underlag|belägg|källa|beskrivning|description",
    re.IGNORECASE,
)
_NAMES_HEADER = re.compile(
    r"(?:för|efter|person|klient)s?-?namn(?:et)?|för- och efternamn|namn på (?:person|klient).*|"
    r"(?:first|last|given|full|client)[ _]?name|surname|klientens namn",
    re.IGNORECASE,
)
_NUMBERS_HEADER = re.compile(
    r"person(?:nummer|nr)|pnr|samordningsn(?:ummer|r)|personal (?:identity )?number|"
    r"(?:de )?(?:fyra )?sista (?:fyra|siffrorna)|födelsedatum|född|birth ?date|date of birth",
    re.IGNORECASE,
)


def is_person(text: str) -> bool:
    """Tell whether a text reads as the name of a person."""
    if not text[:1].isalpha():
        return False
    if _PATRONYMIC.fullmatch(text):
        return True
    words = text.replace(",", " ").split()
    if not 2 <= len(words) <= 4 or not all(_WORD.fullmatch(word) for word in words):
        return False
    if any(_BODY.fullmatch(word) for word in words):
        return False
    if "," in text:
        words = [words[-1], *words[:-1]]
    first, last = words[0], words[-1]
    has_surname = bool(_SURNAME.fullmatch(last))
    if {first.casefold(), first.casefold().partition("-")[0]} & given_names():
        return has_surname or all(word[0].isupper() for word in words)
    is_initial = len(first.rstrip(".")) == 1 and first[0].isupper()
    return has_surname and last[0].isupper() and is_initial


def is_free_text(header: str) -> bool:
    """Tell whether a column is headed as one in which people write sentences."""
    return _FREE_TEXT.fullmatch(header) is not None


def holds_names(header: str) -> bool:
    """Tell whether a column is headed as one of persons' names."""
    return _NAMES_HEADER.fullmatch(header) is not None


def holds_numbers(header: str) -> bool:
    """Tell whether a column is headed as one of persons' numbers, or of parts of them."""
    return _NUMBERS_HEADER.fullmatch(header) is not None


@cache
def given_names() -> frozenset[str]:
    """Give the given names that a name is told by, in small letters."""
    return frozenset(_GIVEN.read_text(encoding="utf-8").split())
