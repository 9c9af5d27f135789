"""What does a presenter need of the reader's page: a language, words and addresses.

The page's ``View`` fits this. Presenters know only the protocol, so that they stay free of the
web and can be tested with small tables.
"""

from collections.abc import Mapping
from typing import Literal, Protocol

from indicators.published import Release


class Voice(Protocol):
    """Speaks the reader's language."""

    @property
    def language(self) -> Literal["sv", "en"]:
        """The reader's language."""

    @property
    def release(self) -> Release | None:
        """The release that is shown."""

    def t(self, message: str, **args: object) -> str:
        """Give a message in the reader's language."""

    def n(self, one: str, many: str, count: int, **args: object) -> str:
        """Give one of two messages by number."""

    def words(self, texts: Mapping[str, str] | None) -> str:
        """Pick the reader's language from a pair of texts."""
