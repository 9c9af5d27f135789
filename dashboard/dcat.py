"""How do data portals find the figures? A DCAT-AP-SE 3.0.1 record of the latest release.

One data set for each indicator, with its files. The record is written as JSON-LD and as Turtle
from the same graph, and is itself under CC0.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from dashboard.downloads import indicator_address
from indicators.package import json_text
from indicators.published import PublishedIndicator, Release

JSON_LD_TYPE = "application/ld+json"
TURTLE_TYPE = "text/turtle; charset=utf-8"
CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"
CC_BY = "http://creativecommons.org/licenses/by/4.0/"

_EU = "http://publications.europa.eu/resource/authority/"
_PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_FREQUENCY = {"quarter": "QUARTERLY", "half": "ANNUAL_2", "year": "ANNUAL", "irregular": "IRREG"}
_LANGUAGES = ("SWE", "ENG")


@dataclass(frozen=True, slots=True)
class Link:
    """A resource by its address."""

    address: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A text, with a language or with a data type such as ``xsd:date``."""

    text: str
    language: str | None = None
    datatype: str | None = None


Value = Link | Literal
Resource = Mapping[str, Sequence[Value]]
Graph = Mapping[str, Resource]


@dataclass(frozen=True, slots=True)
class Site:
    """Who publishes, and where: ``base_url`` has no slash at its end."""

    base_url: str
    name: str
    publisher: str
    licence: str = CC_BY


def graph(release: Release, site: Site, of: str = "latest") -> Graph:
    """Describe a release: address of each resource to its properties.

    Its files are those of the release that ``of`` names in an address.
    """
    found: dict[str, Resource] = {
        _name(site, "catalogue"): _catalogue(release, site),
        _name(site, "publisher"): {
            "a": [_term("foaf:Agent")],
            "foaf:name": [Literal(site.publisher)],
            "dcterms:type": [Link("http://purl.org/adms/publishertype/LocalAuthority")],
        },
    }
    for indicator in release.indicators.values():
        found[_name(site, indicator.slug)] = _dataset(release, indicator, site)
        if indicator.observations:
            found[_name(site, f"{indicator.slug}-time")] = _time(indicator)
        for ending, media in (("csv", "text/csv"), ("json", "application/json")):
            address = f"{site.base_url}{indicator_address(of, indicator.slug)}.{ending}"
            name = _name(site, f"{indicator.slug}-{ending}")
            found[name] = _file(indicator, site, address, media)
    return found


def json_ld(described: Graph) -> bytes:
    """Write a graph as JSON-LD."""
    nodes = [
        {"@id": address, **{_key(name): _values(name, held) for name, held in resource.items()}}
        for address, resource in described.items()
    ]
    return json_text({"@context": _PREFIXES, "@graph": nodes}).encode()


def turtle(described: Graph) -> bytes:
    """Write a graph as Turtle."""
    lines = [f"@prefix {name}: <{address}> ." for name, address in _PREFIXES.items()]
    for address, resource in described.items():
        said = [f"    {name} {', '.join(map(_turtle, held))}" for name, held in resource.items()]
        lines += ["", f"<{address}>", " ;\n".join(said) + " ."]
    return ("\n".join(lines) + "\n").encode()


def _catalogue(release: Release, site: Site) -> Resource:
    return {
        "a": [_term("dcat:Catalog")],
        "dcterms:title": [Literal(site.name, "sv"), Literal(site.name, "en")],
        "dcterms:description": [
            Literal("Uppföljning av kommunens program i siffror, utgåva för utgåva.", "sv"),
            Literal("The municipality's programme in figures, release by release.", "en"),
        ],
        "dcterms:publisher": [Link(_name(site, "publisher"))],
        "dcterms:license": [Link(CC0)],
        "dcterms:language": _languages(),
        "dcterms:modified": [_published(release)],
        "foaf:homepage": [Link(f"{site.base_url}/")],
        "dcat:themeTaxonomy": [Link(f"{_EU}data-theme")],
        "dcat:dataset": [Link(_name(site, slug)) for slug in release.indicators],
    }


def _dataset(release: Release, indicator: PublishedIndicator, site: Site) -> Resource:
    words = indicator.definition
    described: dict[str, Sequence[Value]] = {
        "a": [_term("dcat:Dataset")],
        "dcterms:title": _both(words["title"]),
        "dcterms:description": _both(words["meaning"]),
        "dcterms:identifier": [Literal(indicator.slug)],
        "dcterms:publisher": [Link(_name(site, "publisher"))],
        "dcterms:language": _languages(),
        "dcterms:modified": [_published(release)],
        "dcterms:accessRights": [Link(f"{_EU}access-right/PUBLIC")],
        "dcterms:accrualPeriodicity": [Link(f"{_EU}frequency/{_frequency(words)}")],
        "dcat:theme": [Link(f"{_EU}data-theme/{theme}") for theme in ("SOCI", "JUST")],
        "dcat:landingPage": [Link(f"{site.base_url}/indikator/{quote(indicator.slug)}")],
        "dcat:distribution": [
            Link(_name(site, f"{indicator.slug}-{ending}")) for ending in ("csv", "json")
        ],
    }
    if indicator.observations:
        described["dcterms:temporal"] = [Link(_name(site, f"{indicator.slug}-time"))]
    return described


def _time(indicator: PublishedIndicator) -> Resource:
    periods = [observation.period for observation in indicator.observations]
    start = min(period.start for period in periods).isoformat()
    end = max(period.end for period in periods).isoformat()
    return {
        "a": [_term("dcterms:PeriodOfTime")],
        "dcat:startDate": [Literal(start, datatype="xsd:date")],
        "dcat:endDate": [Literal(end, datatype="xsd:date")],
    }


def _file(indicator: PublishedIndicator, site: Site, address: str, media: str) -> Resource:
    kind = media.rpartition("/")[2].upper()
    return {
        "a": [_term("dcat:Distribution")],
        "dcterms:title": [
            Literal(f"{indicator.definition['title'][language]} ({kind})", language)
            for language in ("sv", "en")
        ],
        "dcterms:format": [Literal(media)],
        "dcterms:license": [Link(site.licence)],
        "dcat:accessURL": [Link(address)],
        "dcat:downloadURL": [Link(address)],
    }


def _name(site: Site, resource: str) -> str:
    return f"{site.base_url}/dcat#{quote(resource)}"


def _term(prefixed: str) -> Link:
    prefix, name = prefixed.split(":")
    return Link(_PREFIXES[prefix] + name)


def _both(words: Mapping[str, str]) -> list[Value]:
    return [Literal(words[language], language) for language in ("sv", "en")]


def _languages() -> list[Value]:
    return [Link(f"{_EU}language/{code}") for code in _LANGUAGES]


def _published(release: Release) -> Literal:
    # The day, not the moment: one release in two installations has one record.
    return Literal(release.head.in_force_from.isoformat(), datatype="xsd:date")


def _frequency(words: Mapping[str, Any]) -> str:
    # An old release may know a cadence that later ones have dropped.
    return _FREQUENCY.get(words["cadence"], "UNKNOWN")


def _key(name: str) -> str:
    return "@type" if name == "a" else name


def _values(name: str, held: Iterable[Value]) -> list[object]:
    if name == "a":
        return [value.address for value in held if isinstance(value, Link)]
    return [_json_value(value) for value in held]


def _json_value(value: Value) -> dict[str, str]:
    if isinstance(value, Link):
        return {"@id": value.address}
    about = {"@value": value.text}
    if value.language:
        about["@language"] = value.language
    if value.datatype:
        about["@type"] = value.datatype
    return about


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def _turtle(value: Value) -> str:
    if isinstance(value, Link):
        return f"<{value.address}>"
    text = f'"{value.text.translate(_ESCAPES)}"'
    if value.language:
        return f"{text}@{value.language}"
    return f"{text}^^{value.datatype}" if value.datatype else text
