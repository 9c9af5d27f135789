"""How many victims are there, as others have estimated it?"""

from dataclasses import replace

import pandas as pd
import pandera.pandas as pa

from etl import columns
from etl.cited import cite
from etl.period import Period
from etl.records import Record, breakdown_of
from etl.rules import not_above
from etl.source import Provenance, Source, plain, record_of, said

NAME = "victim_estimates"
DIMENSIONS = ("purpose", "sex", "method")
FIGURES = ("low", "central", "high", "eligible_share_low", "eligible_share_high")

SCHEMA = pa.DataFrameSchema(
    {
        "period": columns.period(),
        "geography": columns.geography(),
        "purpose": columns.code("purpose"),
        "sex": columns.code("sex"),
        "method": columns.name(),
        "low": columns.count(),
        "central": columns.count(),
        "high": columns.count(),
        "eligible_share_low": columns.share(),
        "eligible_share_high": columns.share(),
        "document": columns.name(required=False, nullable=True),
        "status": columns.status(),
        "note": columns.note(),
    }
)


def to_records(frame: pd.DataFrame, provenance: Provenance) -> list[Record]:
    """Give ``victims`` (low, value, high) and ``eligible_share`` (low, high) of each row.

    A row whose ``document`` is in the register is a figure that the document gives.
    """
    cells = {name: plain(frame, name) for name in frame.columns}
    measures = (
        ("victims", "persons", {"low": "low", "value": "central", "high": "high"}),
        ("eligible_share", "share", {"low": "eligible_share_low", "high": "eligible_share_high"}),
    )
    records = []
    for row in range(len(frame)):
        for measure, unit, ends in measures:
            figures = {end: cells[column][row] for end, column in ends.items()}
            if all(figure is None for figure in figures.values()):
                figures = said(cells, ends.get("value", ends["low"]), row) or {}
            if not figures:
                continue
            record = record_of(
                provenance,
                cells,
                row,
                source=NAME,
                measure=measure,
                unit=unit,
                period=Period.parse(cells["period"][row]),
                breakdown=breakdown_of({name: cells[name][row] for name in DIMENSIONS}),
            )
            records.append(cite(replace(record, **figures), cells, row))
    return records


SOURCE = Source(
    name=NAME,
    order=3,
    title=("Uppskattningar av antalet offer", "Estimates of the number of victims"),
    owner=("Uppgiftsansvarig", "Data steward"),
    cadence="year",
    due_days=180,
    key=("period", "geography", *DIMENSIONS),
    figures=FIGURES,
    schema=SCHEMA,
    rules=(
        not_above("low", "central"),
        not_above("central", "high"),
        not_above("low", "high"),
        not_above("eligible_share_low", "eligible_share_high"),
    ),
    to_records=to_records,
    example={
        "method": "expert_assessment",
        "low": "20",
        "central": "30",
        "high": "45",
        "eligible_share_low": "0,4",
        "eligible_share_high": "0,6",
    },
)
