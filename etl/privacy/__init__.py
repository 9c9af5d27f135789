"""Does the file hold personal data?"""

from collections.abc import Collection

from etl.reading.table import Fault, Table


def screen(
    table: Table, *texts: str, code_columns: Collection[int] | None = None
) -> tuple[Fault, ...]:
    """Give a fault ``personal_data`` for each hit, saying where and of what kind, never what.

    ``texts`` are further texts to look at (the file's name). ``code_columns`` are the positions
    of the columns that should hold codes, in which a person's name is a hit too; None means
    every column that is not headed as free text.
    """
    raise NotImplementedError
