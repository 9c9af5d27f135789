"""How do pandera's checks come in without what only its makers of test data need?

Where hypothesis is installed, pandera imports it with its checks, which takes as long as all else
that a small return needs. Nothing here makes test data: pandera is told that it is not there.
"""

import importlib
import sys

__all__: list[str] = []


def _import_checks() -> None:
    hidden = "hypothesis" not in sys.modules
    if hidden:
        sys.modules["hypothesis"] = None  # type: ignore[assignment]  # how Python marks a module that cannot be had
    try:
        importlib.import_module("pandera.backends.polars.builtin_checks")
    finally:
        if hidden:
            del sys.modules["hypothesis"]


_import_checks()
