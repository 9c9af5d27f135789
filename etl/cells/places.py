"""Which place does a text name?"""

import pandas as pd


def parse_geography(text: str) -> str:
    """Give the code of a municipality or county, ``SE`` or ``stockholm_area``."""
    raise NotImplementedError


def read_geographies(column: pd.Series) -> pd.DataFrame:
    """Read a column: ``code`` (``""`` for none), ``fault``, ``suggestion``."""
    raise NotImplementedError
