"""How does each finding read: what is wrong, and what should be done about it?"""

from etl.wording.base import Severity, Wording
from etl.wording.cells import OF_PERIODS, OF_VALUES
from etl.wording.file import OF_COLUMNS, OF_THE_FILE, TERMS
from etl.wording.names import NAMES
from etl.wording.rows import ACROSS, AGAINST_KNOWN, OF_CORRECTIONS

__all__ = ["NAMES", "TERMS", "WORDINGS", "Severity", "Wording", "advice"]

WORDINGS: dict[str, Wording] = {
    **OF_THE_FILE,
    **OF_COLUMNS,
    **OF_VALUES,
    **OF_PERIODS,
    **ACROSS,
    **AGAINST_KNOWN,
    **OF_CORRECTIONS,
}


def advice(rule: str) -> tuple[str, str]:
    """Say what to do about what a rule finds, in Swedish and in English."""
    fits = [one for name, one in WORDINGS.items() if rule in (name, one.rule)]
    if not fits:
        raise KeyError(rule)
    return fits[0].sv[1], fits[0].en[1]
