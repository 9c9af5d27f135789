"""Which sources are there? Each module in this folder is one; a new file is a new source."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

from etl.source import Source


class UnknownSourceError(ValueError):
    """A name that no source has."""


@cache
def sources() -> Mapping[str, Source]:
    """Give every source by its name, in the order in which they are listed."""
    found = [
        importlib.import_module(f"{__name__}.{module.name}").SOURCE
        for module in pkgutil.iter_modules(__path__)
    ]
    return {source.name: source for source in sorted(found, key=lambda s: s.order)}


def source_named(name: str) -> Source:
    """Give one source; raise UnknownSourceError, with the names there are, where it is none."""
    try:
        return sources()[name]
    except KeyError:
        known = ", ".join(sources())
        raise UnknownSourceError(f"there is no source {name!r}; there are {known}") from None
