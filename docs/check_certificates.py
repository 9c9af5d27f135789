"""Check the certificates of a release by additions alone. Needs Python, and nothing else.

    python check_certificates.py certificates.json

For every hidden figure the file names two imaginary tables. This adds them up and compares: does
each agree with every figure that is shown and everything that is known; is the hidden figure 0
in the one, and at least its threshold in the other? Exit 1 where something does not hold.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any


def add(table: Sequence[int], terms: Mapping[str, Any]) -> int:
    """Add the counts of a sum: from first to last place of each run, less those taken away."""
    added = sum(sum(table[first : last + 1]) for first, last in terms["add"])
    return added - sum(sum(table[first : last + 1]) for first, last in terms["less"])


def faults(certificate: Mapping[str, Any]) -> Iterator[str]:
    """Give every fault of one certificate, as sentences."""
    tables, cells = certificate["tables"], certificate["cells"]
    if any(len(table) != certificate["atoms"] for table in tables):
        yield "a table has not one count for each place"
        return
    known = [(one["sum"], one["low"], one["high"]) for one in certificate["known"]]
    known += [(c["sum"], c["value"], c["value"]) for c in cells if c["value"] is not None]
    for number, table in enumerate(tables):
        if any(not isinstance(count, int) or count < 0 for count in table):
            yield f"table {number} holds something that is no count"
        for terms, low, high in known:
            value = add(table, terms)
            if (low is not None and value < low) or (high is not None and value > high):
                yield f"table {number} gives {value} where {low} to {high} is known"
    for cell in cells:
        if cell["value"] is None:
            low, high = cell["tables"]
            if low is not None and add(tables[low], cell["sum"]) != 0:
                yield f"{cell['name']} is not 0 in table {low}"
            if high is not None and add(tables[high], cell["sum"]) < cell["threshold"]:
                yield f"{cell['name']} does not reach {cell['threshold']} in table {high}"


def main(path: str) -> int:
    """Check a file; print what was found."""
    certificates = json.loads(Path(path).read_text(encoding="utf-8"))["certificates"]
    hidden = proved = wrong = 0
    for one in certificates:
        found = list(faults(one))
        wrong += len(found)
        where = f"{one['tabulation']}, {one['geography']}, {one['year']}"
        for fault in found[:10]:
            sys.stdout.write(f"{where}: {fault}\n")
        secret = [cell for cell in one["cells"] if cell["value"] is None]
        hidden += len(secret)
        proved += sum(None not in cell["tables"] for cell in secret)
    sys.stdout.write(
        f"{len(certificates)} certificates, {hidden} hidden figures, {proved} of them may be 0 "
        f"and may reach their threshold, {wrong} faults\n"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
