"""Which releases are new? An Atom feed (RFC 4287) of every public release, newest first."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree as ET

from dashboard.downloads import release_address
from indicators.package import Language
from indicators.published import ReleaseHead

ATOM_TYPE = "application/atom+xml"

_PAGE = {"sv": "/utgavor", "en": "/en/utgavor"}
_WORDS = {
    "title": {"sv": "Nya utgåvor", "en": "New releases"},
    "withdrawn": {"sv": "Återkallad", "en": "Withdrawn"},
}


def feed(
    heads: Sequence[ReleaseHead], *, base_url: str, site_name: str, language: Language
) -> bytes:
    """Write the feed; ``base_url`` is the site's address without a slash at its end."""
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language})
    own = f"{base_url}/feed.atom" + ("" if language == "sv" else f"?lang={language}")
    _add(root, "id", own)
    _add(root, "title", f"{site_name}: {_WORDS['title'][language]}")
    _add(root, "updated", _latest(heads))
    author = ET.SubElement(root, "author")
    _add(author, "name", site_name)
    _add(root, "rights", "CC BY 4.0")
    _link(root, "alternate", f"{base_url}{_PAGE[language]}", "text/html")
    _link(root, "self", own, ATOM_TYPE)
    for head in heads:
        _entry(root, head, base_url, language)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: ET.Element, head: ReleaseHead, base_url: str, language: Language) -> None:
    entry = ET.SubElement(root, "entry")
    # The name stays the same should the site move: RFC 4151.
    host = urlsplit(base_url).hostname or "localhost"
    # A reader that follows both languages takes entries of one name for one entry.
    spoken = "" if language == "sv" else f":{language}"
    _add(entry, "id", f"tag:{host},{head.data_cut.year}:release:{head.id}{spoken}")
    _add(entry, "title", head.title[language])
    _add(entry, "updated", _moment(_changed(head)))
    _add(entry, "published", _moment(head.published_at))
    ET.SubElement(entry, "category", {"term": head.kind})
    page = "/en" if language == "en" else "/"
    _link(entry, "alternate", f"{base_url}{page}?{urlencode({'release': head.id})}", "text/html")
    _link(entry, "related", base_url + release_address(head.id), "application/json")
    summary = head.note[language] if head.note else head.title[language]
    if head.withdrawn_reason:
        summary = f"{_WORDS['withdrawn'][language]}: {head.withdrawn_reason}"
    _add(entry, "summary", summary)


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text


def _link(parent: ET.Element, rel: str, href: str, media_type: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "href": href, "type": media_type})


def _changed(head: ReleaseHead) -> datetime | None:
    """Give the moment of the latest thing to tell: a withdrawal is news too."""
    return head.withdrawn_at or head.published_at


def _latest(heads: Sequence[ReleaseHead]) -> str:
    moments = [moment for moment in map(_changed, heads) if moment is not None]
    return _moment(max(moments, default=None))


def _moment(when: datetime | None) -> str:
    # A feed must say when it changed; before the first release it never has.
    return when.isoformat() if when else "1970-01-01T00:00:00+00:00"
