"""Made-up tables that the disclosure tests share."""

import importlib.util
import itertools
from pathlib import Path

import numpy as np

DATA = Path(__file__).parent / "data"


def bench():
    """Load the benchmark program, whose random tables the tests use too."""
    path = Path(__file__).resolve().parents[2] / "bench" / "disclosure.py"
    spec = importlib.util.spec_from_file_location("bench_disclosure", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def csv_table(counts):
    """Write a nested list of counts, one or two dimensions deep, as a CSV of atoms."""
    array = np.array(counts)
    dimensions = [f"d{i + 1}" for i in range(array.ndim)]
    lines = [
        ",".join([*(f"c{i}" for i in place), str(array[place])])
        for place in itertools.product(*(range(size) for size in array.shape))
    ]
    return "\n".join([",".join([*dimensions, "count"]), *lines]) + "\n"


def audit_text(answer):
    """Turn what ``protect_csv`` gave, with the true counts, into a table to audit."""

    def text(counts):
        dimensions = [k for k in answer["cells"][0] if k not in ("count", "published", "sensitive")]
        lines = [",".join([*dimensions, "count", "published"])]
        for cell in answer["cells"]:
            key = tuple(cell[d] for d in dimensions)
            lines.append(",".join([*key, str(counts(key)), str(int(cell["published"]))]))
        return "\n".join(lines) + "\n"

    return text
