"""Which observations did the reader ask for, and is every filter and value one that there is?

Pure. What is allowed is read from the release itself, so that the answer to a wrong value
tells nothing that the release does not.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date

from dashboard.problems import ProblemError
from indicators.package import dimensions
from indicators.published import PublishedIndicator, Release
from indicators.results import Observation

Asked = Mapping[str, Sequence[str]]

TOTAL = "all"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def selected(
    release: Release, indicator: PublishedIndicator, asked: Asked, also: Sequence[str] = ()
) -> tuple[Observation, ...]:
    """Keep the observations that every filter in ``asked`` lets through, in their order.

    A filter given several times lets through any of its values. A dimension that a figure does
    not have counts as its total. Raises ProblemError on an unknown filter or value, naming those
    there are; ``also`` are further parameters that the address takes.
    """
    allowed = allowed_values(release, indicator)
    for name, values in asked.items():
        refuse_unknown(name, [*allowed, *also])
        for value in values:
            if value not in allowed[name]:
                raise ProblemError(
                    "unknown-value",
                    name=name,
                    value=repr(value),
                    more={"filter": name, "allowed": list(allowed[name])},
                )
    return tuple(o for o in indicator.observations if _passes(o, asked))


def allowed_values(release: Release, indicator: PublishedIndicator) -> dict[str, tuple[str, ...]]:
    """Give every filter of an indicator with its values: those in the figures and code lists."""
    seen = indicator.observations
    found = {
        "period": _distinct(o.period.label for o in sorted(seen, key=lambda o: o.period)),
        "geography": _distinct(sorted(o.geography for o in seen)),
    }
    for name in dimensions(indicator):
        listed = release.codelists.get(name, {})
        used = sorted({code for o in seen for dim, code in o.breakdown if dim == name})
        found[name] = _distinct([TOTAL, *listed, *used])
    return found


def refuse_unknown(name: str, allowed: Iterable[str]) -> None:
    """Raise ProblemError where there is no filter of this name."""
    known = list(allowed)
    if name not in known:
        raise ProblemError("unknown-filter", name=repr(name), more={"allowed": known})


def read_day(name: str, text: str) -> date:
    """Read YYYY-MM-DD; raise ProblemError on anything else."""
    day = None
    if _DAY.fullmatch(text):
        with suppress(ValueError):
            day = date.fromisoformat(text)
    if day is None:
        raise ProblemError("malformed-day", name=name, value=repr(text))
    return day


def only(name: str, values: Sequence[str]) -> str | None:
    """Give the one value of a parameter, None where it is missing; raise ProblemError on two."""
    if len(values) > 1:
        raise ProblemError("given-twice", name=name)
    return values[0] if values else None


def _passes(observation: Observation, asked: Asked) -> bool:
    facts = {
        "period": observation.period.label,
        "geography": observation.geography,
        **dict(observation.breakdown),
    }
    return all(facts.get(name, TOTAL) in values for name, values in asked.items())


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
