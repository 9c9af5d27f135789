"""How do programs learn what a release's files hold? A Data Package (Frictionless, version 2)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from indicators.marks import MARK_WORDS
from indicators.package import MACHINE, SWEDISH, Dialect, Language, indicator_table
from indicators.published import PublishedIndicator, Release
from indicators.results import Json

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
CERTIFICATES = "certificates.json"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"

_TYPES = {
    "period_start": "date",
    "period_end": "date",
    "reported_on": "date",
    "value": "number",
    "low": "number",
    "high": "number",
    "remarks": "array",
    "progress": "object",
}


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who publishes, and where: ``address`` has no slash at its end."""

    site_name: str = "Programkollen"
    publisher: str = "Programkollen"
    address: str = ""


def data_package(release: Release, files: Mapping[str, bytes], imprint: Imprint) -> Json:
    """Describe the CSV files among ``files``, which maps a name to its bytes."""
    head = release.head
    described: Json = {
        "$schema": PROFILE,
        "name": f"release-{head.id.lower()}",
        "id": head.content_hash,
        "title": f"{imprint.site_name}: {head.title['en']}",
        "description": head.note["en"] if head.note else head.title["en"],
        "version": head.id,
        "licenses": [{"name": "CC-BY-4.0", "path": CC_BY, "title": "CC BY 4.0"}],
        "contributors": [{"title": imprint.publisher, "roles": ["publisher"]}],
        "resources": [
            _resource(release, one, dialect, files)
            for _, one in sorted(release.indicators.items())
            for dialect in (MACHINE, SWEDISH)
        ],
    }
    if CERTIFICATES in files:
        described["resources"].append(_certificates(files[CERTIFICATES]))
    if imprint.address:
        described["homepage"] = imprint.address
    return described


def csv_file(slug: str, dialect: Dialect) -> str:
    """Name an indicator's CSV file in the package."""
    return f"{slug}.csv" if dialect is MACHINE else f"{slug}.{dialect.name}.csv"


def labelled(dialect: Dialect) -> Language | None:
    """Tell in which language a dialect's file has words beside its codes; None without."""
    return "sv" if dialect is SWEDISH else None


def _resource(
    release: Release, one: PublishedIndicator, dialect: Dialect, files: Mapping[str, bytes]
) -> Json:
    path = csv_file(one.slug, dialect)
    header, _ = indicator_table(release, one, (), dialect, labelled(dialect))
    return {
        "name": path.removesuffix(".csv").lower(),
        "path": path,
        "title": one.definition["title"]["sv" if dialect is SWEDISH else "en"],
        "description": one.definition["meaning"]["sv" if dialect is SWEDISH else "en"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(files[path]),
        "hash": f"sha256:{hashlib.sha256(files[path]).hexdigest()}",
        "dialect": {"delimiter": dialect.delimiter, "lineTerminator": dialect.line_end},
        "schema": {
            "fields": [_field(name, dialect) for name in header],
            "missingValues": [""],
        },
    }


def _certificates(data: bytes) -> Json:
    return {
        "name": "certificates",
        "path": CERTIFICATES,
        "title": "Certificates of disclosure control",
        "description": "For every hidden figure two imaginary tables that agree with everything "
        "shown: with nobody there, and with at least its threshold.",
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }


def _field(name: str, dialect: Dialect) -> Json:
    described: Json = {"name": name, "type": _TYPES.get(name, "string")}
    if described["type"] == "number":
        described["decimalChar"] = dialect.decimal
    if name == "mark":
        described["constraints"] = {"enum": [mark.value for mark in MARK_WORDS]}
    return described
