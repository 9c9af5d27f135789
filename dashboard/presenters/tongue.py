"""In which language is a title written, so that a voice can read it as it sounds?

Documents keep their own titles in both languages of the site. What decides are the small words
that every sentence has; a title without any is left to the page's own language.
"""

import re
from typing import Literal

_SWEDISH_WORDS = "och om av för i till en ett att på med mot som den det år från enligt svar vid"
_ENGLISH_WORDS = "the of and in to on for by with from at report as an women persons"
_SWEDISH, _ENGLISH = frozenset(_SWEDISH_WORDS.split()), frozenset(_ENGLISH_WORDS.split())


def language_of(title: str) -> Literal["sv", "en"] | None:
    """Tell Swedish from English; None where the title gives no sign."""
    found = re.findall(r"[^\W\d_]+", title.lower())
    swedish = sum(word in _SWEDISH for word in found) + len(re.findall("[åäö]", title.lower()))
    english = sum(word in _ENGLISH for word in found)
    if swedish == english:
        return None
    return "sv" if swedish > english else "en"
