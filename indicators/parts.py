"""What is the stored text of a release, and which checksum binds it?

A release is cut into parts: its code lists, its thresholds, its targets, and each indicator. A
part is one text of canonical JSON, so that equal contents are equal bytes. The content hash
covers the head's words and every part's checksum; approval and publication are bound to it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from etl.canonical import canonical_json
from indicators.definition import Text
from indicators.results import Json, Protected, observation_to_json
from indicators.targets import Ledger

CODELISTS = "codelists"
THRESHOLDS = "thresholds"
TARGETS = "targets"
CERTIFICATES = "certificates"

RESERVED = (CODELISTS, THRESHOLDS, TARGETS, CERTIFICATES)
"""Names of parts that are no indicator's."""

Codelists = Mapping[str, Mapping[str, Mapping[str, Any]]]


class ReleaseError(ValueError):
    """A release that may not be written or moved as asked; the message says why.

    ``code`` names the reason for whoever says it in another language.
    """

    def __init__(self, message: str, code: str = "refused") -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a person says of a release when it is prepared.

    ``kind`` is regular, reconstructed, correction or demo. A correction names the release
    that it replaces and carries a note to the reader.
    """

    id: str
    title: Text
    kind: str
    data_cut: date
    prepared_by: str
    note: Text | None = None
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a release as it is stored."""

    name: str
    text: str
    sha256: str


def parts_of(
    protected: Sequence[Protected],
    *,
    definitions: Mapping[str, Json],
    codelists: Codelists,
    thresholds: Mapping[str, Any],
    targets: Ledger | None = None,
    certificates: Sequence[Json] = (),
) -> tuple[Part, ...]:
    """Write the parts of a release in their order; raise ReleaseError on what cannot stand.

    ``targets`` is a part of its own where anything was ever decided, and so are the
    ``certificates`` for anybody where figures of persons in returns are hidden or shown.
    """
    slugs = [result.indicator for result in protected]
    if not slugs:
        raise ReleaseError("a release without indicators says nothing; give at least one")
    twice = sorted({slug for slug in slugs if slugs.count(slug) > 1})
    if twice:
        raise ReleaseError(
            f"given twice: {', '.join(twice)}; an indicator stands once in a release"
        )
    reserved = sorted(set(RESERVED) & set(slugs))
    if reserved:
        raise ReleaseError(
            f"no indicator may be called {', '.join(reserved)}: parts bear that name"
        )
    # Code lists have an order of their own, which an object with sorted keys would lose.
    lists = [[name, [[code, words[code]] for code in words]] for name, words in codelists.items()]
    return (
        _part(CODELISTS, lists),
        _part(THRESHOLDS, dict(thresholds)),
        *([_part(TARGETS, targets.to_json())] if targets else []),
        *([_part(CERTIFICATES, {CERTIFICATES: list(certificates)})] if certificates else []),
        *(_indicator_part(result, definitions) for result in protected),
    )


def read_codelists(text: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Read the code lists back, each in the order it was written in."""
    return {name: dict(words) for name, words in json.loads(text)}


def content_hash(about: Mapping[str, Any], checksums: Sequence[tuple[str, str]]) -> str:
    """Give the SHA-256 of a release's words and its parts' (name, SHA-256), in order."""
    return sha256(canonical_json({"about": dict(about), "parts": [list(c) for c in checksums]}))


def _indicator_part(result: Protected, definitions: Mapping[str, Json]) -> Part:
    # The type checker refuses this already; a caller who is not checked is refused here.
    if type(result) is not Protected:
        raise TypeError(f"only Protected results may be released, not {type(result).__name__}")
    definition = definitions.get(result.indicator)
    if definition is None:
        raise ReleaseError(f"{result.indicator} has no definition; a release explains itself")
    for observation in result.observations:
        if observation.mark is not None and observation.value is not None:
            raise ReleaseError(
                f"{result.indicator} {observation.period.label}: a figure marked "
                f"{observation.mark} may not carry a value"
            )
    observations = [observation_to_json(observation) for observation in result.observations]
    return _part(result.indicator, {"indicator": definition, "observations": observations})


def _part(name: str, value: Any) -> Part:  # noqa: ANN401  # whatever JSON can hold
    text = canonical_json(value)
    # Read once more, since Python would write NaN and Infinity, which JSON does not know.
    json.loads(text, parse_constant=_refuse_constant)
    return Part(name, text, sha256(text))


def _refuse_constant(name: str) -> NoReturn:
    raise ReleaseError(f"{name} is not a figure; give a number, or a mark and no number")


def sha256(text: str) -> str:
    """Give the SHA-256 of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
