"""How many rows a second does frictionless validate, with the same columns and rules?

Run by ``bench/returns.py`` with the interpreter that has frictionless; prints rows/s.
"""

import sys
import time

try:
    from frictionless import Checklist, Resource, Schema, checks, system
except ImportError:
    sys.exit("frictionless is not in this interpreter: bench/returns.py starts the one that has it")

WORD = {"required": True, "maxLength": 80}
STATUSES = ["preliminary", "final", "estimated", "claimed"]
FIELDS = [
    {"name": "measure", "type": "string", "constraints": WORD},
    {"name": "period", "type": "string", "constraints": {"required": True, "pattern": r"\d{4}.*"}},
    {"name": "geography", "type": "string", "constraints": {"required": True}},
    *({"name": name, "type": "number"} for name in ("value", "low", "high")),
    {"name": "unit", "type": "string", "constraints": WORD},
    {"name": "document", "type": "string", "constraints": {"maxLength": 80}},
    {"name": "status", "type": "string", "constraints": {"required": True, "enum": STATUSES}},
    {"name": "note", "type": "string", "constraints": {"maxLength": 200}},
]
RULES = ("low <= value", "value <= high", "low <= high")


def rows_a_second(path: str, rules: tuple[str, ...]) -> float:
    key = ["measure", "period", "geography"]
    schema = Schema.from_descriptor({"fields": FIELDS, "primaryKey": key})
    asked = Checklist(checks=[checks.row_constraint(formula=rule) for rule in rules])
    rows = sum(1 for _ in open(path, encoding="utf-8")) - 1  # noqa: PTH123, SIM115 - a program
    start = time.process_time()
    # The file is our own, and its path is absolute.
    with system.use_context(trusted=True):
        report = Resource(path=path, schema=schema).validate(asked)
    taken = time.process_time() - start
    if not report.valid:
        sys.exit(f"frictionless finds faults in the file: {report.flatten(['type', 'note'])[:3]}")
    return rows / taken


if __name__ == "__main__":
    print(rows_a_second(sys.argv[1], ()), rows_a_second(sys.argv[1], RULES))
