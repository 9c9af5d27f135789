"""What else does a workbook hold, beside the cells of its sheets?

Comments, texts left in the list of strings, text boxes, headers and footers, drop-down lists,
the cache of a pivot table, addresses of links: all of it is opened so that it can be screened.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from xml.etree.ElementTree import Element, ParseError  # types only; defusedxml parses

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from etl.reading.archive import Archive
from etl.reading.sheet_scan import texts_of
from etl.reading.table import Beside, Fault, refuse

_STRING = re.compile(rb"<(?:\w+:)?si\b[^>]*>(.*?)</(?:\w+:)?si>", re.DOTALL)
_CACHED = re.compile(rb"\s(?:v|name|caption)=\"([^\"]*)\"")
_REF = re.compile(r"([A-Z]+)(\d+)")
# Office writes its user's name into these; whoever keeps the return is not its subject.
# Programs name these with a prefix, or with a namespace of the element's own.
_AUTHORS = re.compile(
    rb"<((?:\w+:)?(?:creator|lastModifiedBy|Manager|Company))(?:\s[^>]*)?>.*?</\1>", re.DOTALL
)
_SKIPPED = ("[content_types].xml", "xl/theme/", "xl/styles.xml", "xl/persons/", "xl/worksheets/")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook lists it: its name, whether it is hidden, its part in the zip."""

    name: str
    number: int
    hidden: bool
    part: str


def sheet_parts(archive: Archive) -> tuple[SheetPart, ...]:
    """List the sheets in the order of the workbook."""
    targets = {link.id: link.target for link in _links(archive, "xl/workbook.xml")}
    root = _parse(archive, "xl/workbook.xml")
    sheets = [element for element in root.iter() if _local(element.tag) == "sheet"]
    return tuple(
        SheetPart(
            name=sheet.get("name", ""),
            number=number,
            hidden=sheet.get("state", "visible") != "visible",
            part=targets.get(_relation(sheet.attrib), ""),
        )
        for number, sheet in enumerate(sheets, start=1)
    )


def external_links(archive: Archive) -> Iterator[Fault]:
    """Point at everything that would be fetched from outside; a plain hyperlink is not."""
    for name in archive.parts:
        if name.lower().endswith(".rels"):
            for link in _relations(archive, name):
                if link.external and not link.kind.endswith("/hyperlink"):
                    yield Fault("external_link", args={"part": name})


def loose_texts(archive: Archive, sheets: tuple[SheetPart, ...]) -> Iterator[Beside]:
    """Give every text of the workbook that is not the value of a cell."""
    told = set()
    for sheet in sheets:
        yield Beside("sheet_name", sheet.name, sheet.number)
        for link in _links(archive, sheet.part):
            if link.external:
                yield Beside("file_part", link.target, sheet.number)
            elif "comment" in link.kind.lower() and link.target in archive.parts:
                told.add(link.target)
                yield from _comments(archive, link.target, sheet.number)
    for name in archive.parts:
        lowered = name.lower()
        if lowered.endswith(".xml") and not lowered.startswith(_SKIPPED) and name not in told:
            yield from (Beside("file_part", text) for text in _texts(archive, name))


@dataclass(frozen=True, slots=True)
class _Link:
    id: str
    kind: str
    target: str
    external: bool


def _texts(archive: Archive, name: str) -> Iterator[str]:
    xml = archive.read(name)
    if name.lower() == "xl/sharedstrings.xml":
        # A string may be cut into runs of different looks; it is read as the whole.
        runs = dict.fromkeys(_STRING.findall(xml))
        yield from ("".join(texts_of(b">" + run + b"<")) for run in runs)
        return
    if name.lower().startswith("docprops/"):
        xml = _AUTHORS.sub(b"", xml)
    yield from texts_of(xml)
    if "/pivotcache/" in name.lower() or "/tables/" in name.lower():
        yield from (unescape(raw.decode("utf-8", "replace")) for raw in _CACHED.findall(xml))


def _comments(archive: Archive, part: str, sheet_number: int) -> Iterator[Beside]:
    elements = list(_parse(archive, part).iter())
    names = ("".join(one.itertext()) for one in elements if _local(one.tag) == "author")
    authors = {str(number): name for number, name in enumerate(names)}
    named = set()
    for element in elements:
        if _local(element.tag) not in ("comment", "threadedComment"):
            continue
        at = _REF.fullmatch(element.get("ref", ""))
        row, column = (int(at[2]), at[1]) if at else (None, None)
        author = element.get("authorId", "")
        named.add(author)
        for text in ("".join(element.itertext()).strip(), authors.get(author, "")):
            yield Beside("comment", text, sheet_number, row, column)
    # An author of no comment stands in the file all the same.
    left = (name for number, name in authors.items() if number not in named)
    yield from (Beside("comment", name, sheet_number) for name in left)


def _links(archive: Archive, part: str) -> list[_Link]:
    folder, _, file = part.rpartition("/")
    name = f"{folder}/_rels/{file}.rels"
    return list(_relations(archive, name)) if name in archive.parts else []


def _relations(archive: Archive, name: str) -> Iterator[_Link]:
    base = posixpath.dirname(posixpath.dirname(name))
    for element in _parse(archive, name).iter():
        if _local(element.tag) != "Relationship":
            continue
        target = element.get("Target", "")
        external = element.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/", base, target)).lstrip("/")
        yield _Link(element.get("Id", ""), element.get("Type", ""), target, external)


def _relation(attributes: Mapping[str, str]) -> str:
    return next((value for key, value in attributes.items() if _local(key) == "id"), "")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _parse(archive: Archive, name: str) -> Element:
    try:
        root: Element = ElementTree.fromstring(archive.read(name), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise refuse("unreadable", reason="damaged_zip") from error
    return root
