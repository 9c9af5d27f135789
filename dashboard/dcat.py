"""How do data portals find the figures? A DCAT-AP-SE 3.0.1 record of the latest release.

One data set for each indicator with its files, and the API as a data service. The record is
itself under CC0. It has every mandatory and every recommended property of the profile; the
contact, which the profile wants with an address of mail, stands there once one is set.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from dashboard.downloads import API_ROOT, indicator_address
from indicators.package import json_text
from indicators.published import PublishedIndicator, Release

if TYPE_CHECKING:
    from rdflib.term import Node

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
    "dcatap": "http://data.europa.eu/r5r/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}
_FREQUENCY = {"quarter": "QUARTERLY", "half": "ANNUAL_2", "year": "ANNUAL", "irregular": "IRREG"}
_LANGUAGES = ("SWE", "ENG")
_FILES = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_SAYS = {
    "sv": "Alla uppgifter med period, plats, grupp, status och källa. Ett tomt värde har ett skäl.",
    "en": "All figures with period, place, group, status and source. An empty value has a reason.",
}


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
    """Who publishes, and where: ``base_url`` has no slash at its end.

    ``contact`` is an address of mail, "" where none is set.
    """

    base_url: str
    name: str
    publisher: str
    licence: str = CC_BY
    contact: str = ""
    geography: str = ""


def graph(release: Release, site: Site, of: str = "latest") -> Graph:
    """Describe a release: address of each resource to its properties.

    Its files are those of the release that ``of`` names in an address.
    """
    found: dict[str, Resource] = {
        _name(site, "catalogue"): _catalogue(release, site),
        _name(site, "publisher"): {
            "a": [_term("foaf:Agent")],
            "foaf:name": [Literal(site.publisher)],
            "foaf:homepage": [Link(f"{site.base_url}/")],
            "dcterms:type": [Link("http://purl.org/adms/publishertype/LocalAuthority")],
        },
        _name(site, "place"): _place(release, site),
        _name(site, "api"): _service(release, site),
        **_contact(site),
    }
    for indicator in release.indicators.values():
        found[_name(site, indicator.slug)] = _dataset(release, indicator, site)
        if indicator.observations:
            found[_name(site, f"{indicator.slug}-time")] = _time(indicator)
        for ending in _FILES:
            address = f"{site.base_url}{indicator_address(of, indicator.slug)}.{ending}"
            name = _name(site, f"{indicator.slug}-{ending}")
            found[name] = _file(release, indicator, site, address, ending)
    return found


def json_ld(described: Graph) -> bytes:
    """Write a graph as JSON-LD."""
    nodes = [
        {"@id": address, **{_key(name): _values(name, held) for name, held in resource.items()}}
        for address, resource in described.items()
    ]
    return json_text({"@context": _PREFIXES, "@graph": nodes}).encode()


def turtle(described: Graph) -> bytes:
    """Write a graph as Turtle, the same bytes each time."""
    from rdflib import Graph as Triples  # takes long to import, and few ask
    from rdflib import URIRef
    from rdflib.namespace import RDF

    triples = Triples()
    for name, address in _PREFIXES.items():
        triples.bind(name, address)
    for address, resource in described.items():
        for name, held in resource.items():
            says = RDF.type if name == "a" else URIRef(_term(name).address)
            for value in held:
                triples.add((URIRef(address), says, _node(value)))
    return triples.serialize(format="turtle", encoding="utf-8")


def _node(value: Value) -> "Node":
    from rdflib import Literal as Text
    from rdflib import URIRef

    if isinstance(value, Link):
        return URIRef(value.address)
    kind = URIRef(_term(value.datatype).address) if value.datatype else None
    return Text(value.text, lang=value.language, datatype=kind)


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
        "dcterms:issued": [_published(release)],
        "dcterms:modified": [_published(release)],
        "dcterms:spatial": [Link(_name(site, "place"))],
        "dcat:service": [Link(_name(site, "api"))],
        **_contacted(site),
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
        "dcat:keyword": _keywords(release, words),
        "dcterms:issued": [_published(release)],
        "dcterms:spatial": [Link(_name(site, "place"))],
        **_contacted(site),
        "dcterms:publisher": [Link(_name(site, "publisher"))],
        "dcterms:language": _languages(),
        "dcterms:modified": [_published(release)],
        "dcterms:accessRights": [Link(f"{_EU}access-right/PUBLIC")],
        "dcterms:accrualPeriodicity": [Link(f"{_EU}frequency/{_frequency(words)}")],
        "dcat:theme": [Link(f"{_EU}data-theme/{theme}") for theme in ("SOCI", "JUST")],
        "dcat:landingPage": [Link(f"{site.base_url}/indikator/{quote(indicator.slug)}")],
        "dcat:distribution": [Link(_name(site, f"{indicator.slug}-{ending}")) for ending in _FILES],
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


def _file(
    release: Release, indicator: PublishedIndicator, site: Site, address: str, ending: str
) -> Resource:
    titles = indicator.definition["title"]
    described: dict[str, Sequence[Value]] = {
        "a": [_term("dcat:Distribution")],
        "dcterms:title": [
            Literal(f"{titles[language]} ({ending.upper()})", language) for language in titles
        ],
        "dcterms:description": [Literal(said, language) for language, said in _SAYS.items()],
        "dcterms:format": [Literal(_FILES[ending])],
        "dcterms:license": [Link(site.licence)],
        "dcterms:issued": [_published(release)],
        "dcatap:availability": [Link(f"{_EU}planned-availability/STABLE")],
        "dcat:accessURL": [Link(address)],
        "dcat:downloadURL": [Link(address)],
    }
    if ending == "json":
        described["dcat:accessService"] = [Link(_name(site, "api"))]
    return described


def _service(release: Release, site: Site) -> Resource:
    return {
        "a": [_term("dcat:DataService")],
        "dcterms:title": [Literal(f"{site.name}: API", language) for language in ("sv", "en")],
        "dcterms:description": [
            Literal("Läs utgåvor och uppgifter utan nyckel.", "sv"),
            Literal("Read releases and figures without a key.", "en"),
        ],
        "dcterms:publisher": [Link(_name(site, "publisher"))],
        **_contacted(site),
        "dcterms:license": [Link(site.licence)],
        "dcterms:accessRights": [Link(f"{_EU}access-right/PUBLIC")],
        "dcat:theme": [Link(f"{_EU}data-theme/{theme}") for theme in ("SOCI", "JUST")],
        "dcat:keyword": [Literal("utgåvor", "sv"), Literal("releases", "en")],
        "dcat:endpointURL": [Link(f"{site.base_url}{API_ROOT}")],
        "dcat:endpointDescription": [Link(f"{site.base_url}{API_ROOT}/openapi.json")],
        "dcat:servesDataset": [Link(_name(site, slug)) for slug in release.indicators],
    }


def _place(release: Release, site: Site) -> Resource:
    """Say where the figures are from: the installation's place, in Sweden."""
    named = release.codelists.get("geography", {}).get(site.geography)
    described: dict[str, Sequence[Value]] = {
        "a": [_term("dcterms:Location")],
        "rdfs:seeAlso": [Link(f"{_EU}country/SWE")],
    }
    if named:
        described["rdfs:label"] = [Literal(str(named[lang]), lang) for lang in ("sv", "en")]
    return described


def _contact(site: Site) -> dict[str, Resource]:
    if not site.contact:
        return {}
    card: Resource = {
        "a": [_term("vcard:Organization")],
        "vcard:fn": [Literal(site.publisher)],
        "vcard:hasEmail": [Link(f"mailto:{site.contact}")],
    }
    return {_name(site, "contact"): card}


def _contacted(site: Site) -> dict[str, Sequence[Value]]:
    return {"dcat:contactPoint": [Link(_name(site, "contact"))]} if site.contact else {}


def _keywords(release: Release, words: Mapping[str, Any]) -> list[Value]:
    goal = release.codelists.get("goals", {}).get(words["goal"])
    found: list[Value] = [Literal("statistik", "sv"), Literal("statistics", "en")]
    if goal:
        found += [Literal(str(goal[language]), language) for language in ("sv", "en")]
    return found


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
