"""Which public document does a row itself name as the place where its figure stands?"""

from dataclasses import replace

import numpy as np
import pandas as pd

from etl.record_table import RecordTable, cells_of, filled
from etl.registers import documents


def cite(made: RecordTable, frame: pd.DataFrame) -> RecordTable:
    """Set each record's document from its row's own cell, where the register has it.

    A name that the register lacks is kept in the note: it is a claim, not a reference.
    """
    if "document" not in frame.columns:
        return made
    position = frame.index.get_indexer(pd.Index(made.rows))
    named = cells_of(frame, "document")[position]
    document, note = made.columns["document"].copy(), made.columns["note"].copy()
    for at in np.flatnonzero(filled(named) & (named != document)):
        if named[at] in documents():
            document[at] = named[at]
        else:
            note[at] = f"{note[at]}; {named[at]}" if note[at] else named[at]
    return replace(made, columns={**made.columns, "document": document, "note": note})
