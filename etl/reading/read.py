"""Which kind of file is this, and what table does it hold?"""

from etl.reading.table import Fault, Fit, Table


def read_table(data: bytes, filename: str, fit: Fit) -> tuple[Table, tuple[Fault, ...]]:
    """Read a return, CSV or XLSX as its bytes say.

    The header is the best-fitting of the first 30 rows; in a workbook, of the visible sheets.
    The faults leave the table readable. Raises ``Refused``, and nothing else, for bad bytes.
    """
    raise NotImplementedError
