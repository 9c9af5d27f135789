"""Which period does a text name?"""

import pandas as pd

from etl.period import Period


def parse_period(text: str) -> Period:
    """Read a period in any of the ways Swedish offices write them."""
    raise NotImplementedError


def read_periods(column: pd.Series) -> pd.DataFrame:
    """Read a column: ``label`` (the period's label, ``""`` for none), ``fault``, ``suggestion``."""
    raise NotImplementedError
