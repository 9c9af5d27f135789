"""Which entries answer a question in the reader's own words?

Swedish and English words are cut to their stems (Snowball), so that an inflected word finds its
ground form, and å, ä and ö may be left out. A word also finds those that begin with it, those that
hold it and, in Swedish, those that it ends with, since Swedish writes compounds as one word:
*brottsoffer* finds *offer*. Pure: knows no store and no page.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, Protocol

import snowballstemmer

from dashboard.settings import Language

Kind = Literal["indicator", "goal", "term", "page"]

LONGEST = 100
_WORDS = 8
_TITLE, _TEXT = 4.0, 1.0
_SAME, _STEM, _BEGINS, _HOLDS, _ENDS = 1.0, 0.9, 0.6, 0.4, 0.3
# Offret and offren are forms of offer, which the stemmer takes for words of their own.
_DROPPED_E = re.compile(r"([^aeiouyåäö])r(?:et|ets|en|ens)$")
# A figure of the programme is what most come for.
_KINDS: dict[Kind, float] = {"indicator": 1.2, "goal": 1.1, "page": 1.0, "term": 1.0}
_COMMON = {
    "sv": "och i att en ett det som på är av för med till den de om hur vad",
    "en": "the of and a an in to is are for with on by how what which",
}


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found: its kind, words and address."""

    kind: Kind
    title: str
    text: str
    href: str
    also: str = ""
    """Further words that it is found by and that are not shown."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a question gave: entries, best first; the words that nothing answered."""

    entries: tuple[Entry, ...]
    unknown: tuple[str, ...] = ()
    nearest: str = ""
    """A question close to the asked one that does find something, where that found nothing."""


def search(entries: Sequence[Entry], question: str, language: Language) -> Found:
    """Give the entries that hold every word of a question, else those that hold some of them."""
    asked = _asked(question, language)
    if not asked:
        return Found(())
    scores = [[_score(entry, word, language) for word in asked] for entry in entries]
    answered = [any(row[at] for row in scores) for at in range(len(asked))]
    unknown = tuple(word for word, known in zip(asked, answered, strict=True) if not known)
    whole = [at for at, row in enumerate(scores) if all(row)]
    chosen = whole or [at for at, row in enumerate(scores) if any(row)]
    best = sorted(chosen, key=lambda at: (-sum(scores[at]) * _KINDS[entries[at].kind], at))
    if best:
        return Found(tuple(entries[at] for at in best), unknown)
    return Found((), unknown, _nearest(entries, asked))


def folded(word: str) -> str:
    """Give a word in small letters without marks above them: å and ä as a, ö as o."""
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


@lru_cache(maxsize=20_000)
def stem(word: str, language: Language) -> str:
    """Cut a word to its stem, folded."""
    whole = word.lower()
    if language == "sv":
        whole = _DROPPED_E.sub(r"\1er", whole)
    cut = _stemmer(language).stemWord(whole)
    # Verbs made nouns stay long in Swedish: ansökan and ansökning are one, and so is utbildad.
    for ending in ("ning", "an") if language == "sv" else ():
        if cut.endswith(ending) and len(cut) >= len(ending) + 4:
            cut = cut.removesuffix(ending)
            break
    return folded(cut)


def _asked(question: str, language: Language) -> list[str]:
    words = list(dict.fromkeys(_words(question[:LONGEST])))
    telling = [word for word in words if word not in _COMMON[language].split()]
    return (telling or words)[:_WORDS]


def _words(text: str) -> Iterable[str]:
    return (word.lower() for word in re.findall(r"\w+", text))


def _score(entry: Entry, asked: str, language: Language) -> float:
    in_title = _best(entry.title, asked, language)
    in_text = _best(f"{entry.text} {entry.also}", asked, language)
    return max(_TITLE * in_title, _TEXT * in_text)


def _best(text: str, asked: str, language: Language) -> float:
    return max((_alike(asked, word, language) for word in _distinct(text)), default=0.0)


@lru_cache(maxsize=4_000)
def _distinct(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_words(text)))


@lru_cache(maxsize=100_000)
def _alike(asked: str, word: str, language: Language) -> float:
    """Say how well a word answers an asked one: 1 is the very same, 0 not at all."""
    if asked == word:
        return _SAME
    plain, other = folded(asked), folded(word)
    if plain == other:
        # Whoever writes no dots means the word with them a little less surely.
        return _SAME - 0.05
    if stem(asked, language) == stem(word, language):
        return _STEM
    return _in_part(plain, other, stem(asked, language), language)


def _in_part(asked: str, word: str, cut: str, language: Language) -> float:
    if len(asked) >= 3 and word.startswith(asked):
        return _BEGINS
    if len(asked) >= 4 and cut in word:
        return _HOLDS
    return _ENDS if language == "sv" and len(word) >= 5 and asked.endswith(word) else 0.0


def _nearest(entries: Sequence[Entry], asked: Sequence[str]) -> str:
    known = {folded(word): word for entry in entries for word in _distinct(entry.title)}
    near: list[str] = []
    for word in asked:
        close = difflib.get_close_matches(folded(word), known, n=1, cutoff=0.75)
        if not close:
            return ""
        near.append(known[close[0]])
    return " ".join(near)


@cache
def _stemmer(language: Language) -> _Stemmer:
    made: _Stemmer = snowballstemmer.stemmer("swedish" if language == "sv" else "english")
    return made
