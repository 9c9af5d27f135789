"""Which release does an address with its day mean, and what does the API give of it?

Knows no web framework: takes names and gives objects, or raises ``ProblemError``.
"""

from collections.abc import Mapping

from dashboard.addresses import Queries
from dashboard.downloads import File, indicator_address
from dashboard.filters import read_day
from dashboard.problems import ProblemError
from indicators.diff import diff
from indicators.package import reference
from indicators.published import Coming, EarlyList, PublishedIndicator, Release, ReleaseHead
from indicators.release_reader import Tombstone
from indicators.results import Json

LATEST = "latest"


def meant(queries: Queries, name: str, as_of: str | None = None) -> Release:
    """Give the release that a name in an address means, on the day ``as_of`` where one is given.

    ``latest`` with a day is the release in force that day; any other name with a day must be
    the one in force then.
    """
    day = None if as_of is None else read_day("as_of", as_of)
    named = None if name == LATEST else _named(queries, name)
    if day is None:
        found = named or queries.current()
        if found is None:
            raise ProblemError("nothing-published")
        return found
    in_force = queries.as_of(day)
    if in_force is None:
        raise ProblemError("before-the-first", value=day.isoformat())
    if named is not None and named.head.id != in_force.head.id:
        raise ProblemError(
            "contradiction", value=day.isoformat(), other=in_force.head.id, name=name
        )
    return in_force


def indicator_in(release: Release, slug: str) -> PublishedIndicator:
    """Give one indicator of a release."""
    indicator = release.indicators.get(slug)
    if indicator is None:
        raise ProblemError(
            "unknown-indicator", name=repr(slug), more={"allowed": list(release.indicators)}
        )
    return indicator


def releases_json(heads: tuple[ReleaseHead, ...]) -> Json:
    """List releases."""
    return {"releases": [head.to_json() for head in heads]}


def calendar_json(coming: tuple[Coming, ...]) -> Json:
    """List the releases to come, the next first."""
    return {"coming": [one.to_json() for one in coming]}


def release_json(
    release: Release,
    checksums: Mapping[str, str],
    files: tuple[File, ...],
    early: EarlyList = EarlyList(),  # noqa: B008  # frozen
) -> Json:
    """Describe one release with its indicators, checksums, files, code lists and thresholds."""
    return {
        **release.head.to_json(),
        "indicators": [_entry(release, indicator) for indicator in release.indicators.values()],
        "checksums": dict(checksums),
        "files": [file.to_json() for file in files],
        "codelists": {
            name: [{"code": code, **words} for code, words in listed.items()]
            for name, listed in release.codelists.items()
        },
        "thresholds": dict(release.thresholds),
        "pre_release": early.to_json(),
    }


def diff_json(old: Release, new: Release) -> Json:
    """List what differs between two releases."""
    return {
        "old": reference(old.head),
        "new": reference(new.head),
        "differences": [difference.to_json() for difference in diff(old, new)],
    }


def _named(queries: Queries, name: str) -> Release:
    release = queries.release(name)
    if release is not None:
        return release
    tombstone = queries.tombstone(name)
    if tombstone is None:
        raise ProblemError("unknown-release", name=repr(name))
    raise _withdrawn(tombstone)


def _withdrawn(tombstone: Tombstone) -> ProblemError:
    return ProblemError(
        "withdrawn",
        name=tombstone.head.id,
        value=tombstone.withdrawn_at.date().isoformat(),
        reason=tombstone.reason,
        more={"release": tombstone.head.to_json()},
    )


def _entry(release: Release, indicator: PublishedIndicator) -> Json:
    return {
        "slug": indicator.slug,
        "goal": indicator.definition["goal"],
        "title": indicator.definition["title"],
        "unit": indicator.definition["unit"],
        "observations": len(indicator.observations),
        "url": indicator_address(release.head.id, indicator.slug),
    }
