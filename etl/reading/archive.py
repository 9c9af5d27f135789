"""Is this zip a workbook that is safe to open?

A workbook is a zip of XML. Nothing in it is believed: sizes are counted while unpacking, not
taken from the directory, and no part may hold a document type, which is where entities live.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from etl.reading.table import Fault, Refused, refuse

UNPACKED_LIMIT = 1_000_000_000
"""Bytes that all parts may unpack to: twice what a million rows of ten columns take."""

PART_LIMIT = 50_000_000
"""Bytes that the parts without cells may unpack to together: pictures hardly shrink in a zip."""

RATIO_LIMIT = 200
"""How much more than its packed size a large part may unpack to; sheets reach 20."""

_CHUNK = 1 << 20
_SMALL_PART = 20_000_000
_PARTS_LIMIT = 5_000
_ENCRYPTED = 0x1
_LOCAL_HEADER = 30
_DECLARED = re.compile(rb"encoding\s*=\s*[\"']([^\"']+)")
# `<!` opens a comment, a CDATA section or a document type; only the last is dangerous.
_DOCTYPE = re.compile(rb"<!(?!--|\[CDATA\[)")
_INSTRUCTION = re.compile(rb"<\?(?!xml\s)")
_MACRO = ("vbaproject", "xl/macrosheets/", "xl/activex/", "macroenabled")
_EXTERNAL = ("xl/externallinks/", "xl/connections", "xl/querytables/")
_OTHER_KINDS = {"xl/workbook.bin": "xlsb", "word/document.xml": "word", "mimetype": "ods"}


@dataclass(frozen=True, slots=True)
class Archive:
    """A workbook's parts, checked: names as in the zip, each unpacking to what it claims."""

    data: bytes
    parts: dict[str, zipfile.ZipInfo]

    def chunks(self, name: str) -> Iterator[bytes]:
        """Unpack one part, a piece at a time. Raises ``Refused`` where the zip is damaged."""
        info = self.parts[name]
        left = info.file_size
        for piece in _inflate(self.data, info):
            left -= len(piece)
            if left < 0:
                raise refuse("unreadable", reason="damaged_zip")
            yield piece
        if left:
            raise refuse("unreadable", reason="damaged_zip")

    def read(self, name: str) -> bytes:
        """Unpack one part whole."""
        return b"".join(self.chunks(name))


def open_archive(data: bytes) -> Archive:
    """Open a zip as a workbook. Raises ``Refused`` with every reason found."""
    archive = Archive(data, _directory(data))
    names = {name.lower() for name in archive.parts}
    if "xl/workbook.xml" not in names:
        kind = next((kind for name, kind in _OTHER_KINDS.items() if name in names), "zip")
        raise refuse("unreadable", reason=kind)
    faults = [*_forbidden(names), *_unsafe_parts(archive)]
    if faults:
        raise Refused(*faults)
    return archive


def _directory(data: bytes) -> dict[str, zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            infos = [info for info in file.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OSError) as error:
        raise refuse("unreadable", reason="damaged_zip") from error
    names = {info.filename.lower() for info in infos}
    # Two parts of one name could show one content to the checks and another to the reader.
    if len(names) != len(infos):
        raise refuse("unreadable", reason="damaged_zip")
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise refuse("unreadable", reason="password")
    _refuse_bombs(infos)
    return {info.filename: info for info in infos}


def _refuse_bombs(infos: list[zipfile.ZipInfo]) -> None:
    """Refuse by what the directory claims; unpacking refuses what unpacks to more than that."""
    if len(infos) > _PARTS_LIMIT or sum(info.file_size for info in infos) > UNPACKED_LIMIT:
        raise refuse("too_large", what="unpacked", limit=UNPACKED_LIMIT)
    if sum(info.file_size for info in infos if not _holds_cells(info.filename)) > PART_LIMIT:
        raise refuse("too_large", what="part_unpacked", limit=PART_LIMIT)
    large = (info for info in infos if info.file_size > _SMALL_PART)
    if any(info.file_size > RATIO_LIMIT * info.compress_size for info in large):
        raise refuse("too_large", what="packed", limit=RATIO_LIMIT)


def _holds_cells(part: str) -> bool:
    name = part.lower()
    in_sheet = name.startswith("xl/worksheets/") and name.endswith(".xml")
    return in_sheet or name == "xl/sharedstrings.xml"


def _inflate(data: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    start = info.header_offset
    head = data[start : start + _LOCAL_HEADER]
    if len(head) < _LOCAL_HEADER or not head.startswith(b"PK\x03\x04"):
        raise refuse("unreadable", reason="damaged_zip")
    start += _LOCAL_HEADER + sum(struct.unpack("<HH", head[26:30]))
    packed = memoryview(data)[start : start + info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[at : at + _CHUNK]) for at in range(0, len(packed), _CHUNK))
        return
    if info.compress_type != zipfile.ZIP_DEFLATED:
        raise refuse("unreadable", reason="damaged_zip")
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    rest: bytes | memoryview = packed
    try:
        while piece := inflater.decompress(rest, _CHUNK):
            yield piece
            rest = inflater.unconsumed_tail
    except zlib.error as error:
        raise refuse("unreadable", reason="damaged_zip") from error


def _forbidden(names: set[str]) -> Iterator[Fault]:
    if any(word in name for name in names for word in _MACRO):
        yield Fault("macro")
    if any(name.startswith(_EXTERNAL) for name in names):
        yield Fault("external_link")
    if any(name.startswith("xl/embeddings/") for name in names):
        yield Fault("embedded_object")


def _unsafe_parts(archive: Archive) -> Iterator[Fault]:
    for name in archive.parts:
        is_xml = name.lower().endswith((".xml", ".rels"))
        before = b""
        for piece in archive.chunks(name):
            if not is_xml:
                continue
            if not before and not _is_plain_xml(piece):
                yield Fault("unreadable", args={"reason": "xml_encoding"})
            window = before + piece
            if _has_document_type(window, in_sheet="/worksheets/" in name.lower()):
                yield Fault("entity", args={"part": name})
                break
            before = window[-16:]
        if name.lower() == "[content_types].xml" and b"macroEnabled" in archive.read(name):
            yield Fault("macro")


def _has_document_type(xml: bytes, *, in_sheet: bool) -> bool:
    # A sheet has no comments or the like, and in one of them the end of a row could be faked.
    if in_sheet:
        return b"<!" in xml or (b"<?" in xml and _INSTRUCTION.search(xml) is not None)
    return b"<!" in xml and _DOCTYPE.search(xml) is not None


def _is_plain_xml(start: bytes) -> bool:
    # The searches here and in the sheets are for ASCII bytes, so other encodings would hide.
    if b"\x00" in start[:200]:
        return False
    declared = _DECLARED.search(start[:200])
    return declared is None or declared[1].lower() in (b"utf-8", b"us-ascii")
