"""Which of two contradicting figures is used, and why?"""

from etl.records import ConflictRule
from etl.registers import read_data


def conflict_rules() -> tuple[ConflictRule, ...]:
    """Give the decisions on contradicting figures, kept as data with their reasons."""
    return tuple(
        ConflictRule(
            source=row["source"],
            measure=row["measure"],
            geography=row["geography"],
            period=row["period"],
            use=int(row["use"]),
            reason_sv=row["reason_sv"],
            reason_en=row["reason_en"],
        )
        for row in read_data("conflict_rules.csv")
    )
