"""What is left of a text when it no longer matters how its spaces and dashes were typed?"""

import re
import unicodedata
from collections.abc import Callable, Mapping

import pandas as pd

_SPACES = re.compile(r"[\s\u200b\u2060\ufeff]+")
_DASHES = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe58\ufe63\uff0d", "-")
)


def tidy(text: str) -> str:
    """Give the text with single plain spaces, plain dashes and composed letters."""
    composed = unicodedata.normalize("NFC", text)
    return _SPACES.sub(" ", composed.translate(_DASHES)).strip()


def read_each(
    column: pd.Series, read: Callable[[str], Mapping[str, object]], dtypes: Mapping[str, str]
) -> pd.DataFrame:
    """Read a column of text, each different text once: a return repeats few of them often.

    ``read`` gives the fields of one text; the frame has them as columns of ``dtypes``.
    """
    codes, texts = pd.factorize(column)
    rows = [read(text) for text in texts]
    fields = {
        name: pd.Series([row[name] for row in rows], dtype=dtype).take(codes).array
        for name, dtype in dtypes.items()
    }
    return pd.DataFrame(fields, index=column.index)
