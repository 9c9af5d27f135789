"""Bytes in, table out: how a return is read whatever program wrote it."""

from etl.reading.read import read_table
from etl.reading.table import Beside, Fault, Fit, Refused, Table

__all__ = ["Beside", "Fault", "Fit", "Refused", "Table", "read_table"]
