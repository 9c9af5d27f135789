"""Which files does a release have, and what are their bytes?

A file is the same bytes each time, so that its checksum can be published beside it. Pages
link to the addresses given here; the API answers with the same bytes.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from indicators.package import (
    MACHINE,
    SWEDISH,
    Dialect,
    Language,
    indicator_csv,
    indicator_json,
    json_text,
)
from indicators.published import PublishedIndicator, Release
from indicators.results import Json, Observation

API_ROOT = "/api/v1"
CSV_TYPE = "text/csv; charset=utf-8"
JSON_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class File:
    """One file of a release: what it is called, where it lies, and how to check it."""

    name: str
    url: str
    media_type: str
    indicator: str
    size: int
    sha256: str

    def to_json(self) -> Json:
        """Give the object that the API lists; ``bytes`` is the file's length."""
        return {
            "name": self.name,
            "url": self.url,
            "media_type": self.media_type,
            "indicator": self.indicator,
            "bytes": self.size,
            "sha256": self.sha256,
        }


def files_of(release: Release) -> tuple[File, ...]:
    """List the files of a release: for each indicator JSON, CSV and CSV for spreadsheets."""
    return tuple(
        file for indicator in release.indicators.values() for file in _files(release, indicator)
    )


def release_address(release_id: str) -> str:
    """Give the address of a release in the API."""
    return f"{API_ROOT}/releases/{quote(release_id, safe='')}"


def indicator_address(release_id: str, slug: str) -> str:
    """Give the address of an indicator in a release, without an ending."""
    return f"{release_address(release_id)}/indicators/{quote(slug, safe='')}"


def csv_name(release_id: str, slug: str, dialect: Dialect = MACHINE) -> str:
    """Give the name under which a browser keeps a CSV file."""
    ending = ".sv.csv" if dialect is SWEDISH else ".csv"
    return f"{release_id}_{slug}{ending}"


def csv_bytes(
    release: Release,
    indicator: PublishedIndicator,
    observations: Sequence[Observation],
    dialect: Dialect = MACHINE,
    language: Language | None = None,
) -> bytes:
    """Write observations as a CSV file in UTF-8."""
    return indicator_csv(release, indicator, observations, dialect, language).encode()


def json_bytes(
    release: Release,
    indicator: PublishedIndicator,
    observations: Sequence[Observation],
    language: Language = "sv",
) -> bytes:
    """Write observations as a JSON file in UTF-8."""
    return json_text(indicator_json(release, indicator, observations, language)).encode()


def xlsx_name(release_id: str, slug: str) -> str:
    """Give the name under which a browser keeps a workbook."""
    return f"{release_id}_{slug}.xlsx"


def zip_name(release_id: str) -> str:
    """Give the name under which a browser keeps a whole release."""
    return f"release_{release_id}.zip"


def _files(release: Release, indicator: PublishedIndicator) -> list[File]:
    address = indicator_address(release.head.id, indicator.slug)
    seen = indicator.observations
    written = [
        (f"{release.head.id}_{indicator.slug}.json", ".json", JSON_TYPE),
        (csv_name(release.head.id, indicator.slug), ".csv", CSV_TYPE),
        (csv_name(release.head.id, indicator.slug, SWEDISH), ".csv?dialect=sv", CSV_TYPE),
    ]
    contents = [
        json_bytes(release, indicator, seen),
        csv_bytes(release, indicator, seen),
        csv_bytes(release, indicator, seen, SWEDISH),
    ]
    return [
        File(
            name,
            address + ending,
            media_type,
            indicator.slug,
            len(content),
            hashlib.sha256(content).hexdigest(),
        )
        for (name, ending, media_type), content in zip(written, contents, strict=True)
    ]
