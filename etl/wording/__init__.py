"""How does each finding read: what is wrong, and what should be done about it?"""

from etl.wording.base import Severity, Wording
from etl.wording.cells import OF_PERIODS, OF_VALUES
from etl.wording.file import OF_COLUMNS, OF_THE_FILE, TERMS
from etl.wording.rows import ACROSS, AGAINST_KNOWN, OF_CORRECTIONS

__all__ = ["TERMS", "WORDINGS", "Severity", "Wording"]

WORDINGS: dict[str, Wording] = {
    **OF_THE_FILE,
    **OF_COLUMNS,
    **OF_VALUES,
    **OF_PERIODS,
    **ACROSS,
    **AGAINST_KNOWN,
    **OF_CORRECTIONS,
}
