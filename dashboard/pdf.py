"""How does a document become a PDF that a screen reader can read, the same bytes each time?

WeasyPrint sets it as PDF/UA-1: tagged, titled, with its language. It reads our own files and the
document's pictures, and asks for nothing else. What it leaves out of PDF/UA is added here: the
scope of each heading cell.
"""

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from dashboard import printing
from dashboard.report import Document
from dashboard.static import ROOT

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcherResponse

_HERE = "https://report.invalid"
"""Where the document thinks it lies; nothing is asked for there."""


class NoPrinterError(RuntimeError):
    """This machine lacks what a PDF needs; the message says what to install."""


class _Loud(logging.Handler):
    """Keeps what WeasyPrint says went wrong, for those who must not pass it over."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def write(document: Document) -> bytes:
    """Set a document as PDF/UA-1.

    Raises NoPrinterError where the system's libraries are not there, and ValueError where a part
    of the document is missing or cannot be tagged.
    """
    if not printing.possible():
        raise NoPrinterError(printing.MISSING)
    from weasyprint import HTML
    from weasyprint.logger import LOGGER

    loud = _Loud()
    LOGGER.addHandler(loud)
    try:
        source = HTML(string=document.html, base_url=_HERE, url_fetcher=_fetcher(document))
        made: bytes = source.write_pdf(pdf_variant="pdf/ua-1", finisher=_finish)
    finally:
        LOGGER.removeHandler(loud)
    if loud.said:
        raise ValueError("; ".join(loud.said))
    return made


def _fetcher(document: Document) -> Any:  # noqa: ANN401 - WeasyPrint's own class, imported late
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):  # type: ignore[misc] # ships no types
        """Gives our fonts, our style and the document's pictures, and refuses all else."""

        def fetch(self, url: str, headers: object = None) -> "URLFetcherResponse":  # noqa: ARG002 - WeasyPrint's signature
            body, kind = _own(document, url)
            return URLFetcherResponse(url, body, {"Content-Type": kind})

    return OwnFiles()


def _own(document: Document, url: str) -> tuple[bytes, str]:
    name = urlsplit(url).path
    if not url.startswith(f"{_HERE}/"):
        raise ValueError(f"a report asks for nothing from elsewhere: {url}")
    pictures = dict(document.pictures)
    if name in pictures:
        return pictures[name].encode(), "image/svg+xml"
    folder = ROOT / "assets"
    if name == "/report.css":
        return (folder / "paper" / "report.css").read_bytes(), "text/css"
    known = {path.name: path for path in (folder / "fonts").glob("*.woff2")}
    return known[name.removeprefix("/fonts/")].read_bytes(), "font/woff2"


def _finish(_document: object, pdf: Any) -> None:  # noqa: ANN401 - pydyf ships no types
    """Say of each heading cell whether it heads its column or its row."""
    objects: list[Any] = [one for one in pdf.objects if isinstance(one, dict)]
    by_reference = {one.reference: one for one in objects}
    for cell in _of_kind(pdf, "/TH"):
        above = [str(one["S"]) for one in _ancestors(cell, by_reference)]
        scope = "/Column" if "/THead" in above else "/Row"
        cell["A"]["Scope"] = scope


def _of_kind(pdf: Any, kind: str) -> Iterator[Any]:  # noqa: ANN401 - as above
    for one in pdf.objects:
        if isinstance(one, dict) and one.get("S") == kind and one.get("Type") == "/StructElem":
            yield one


def _ancestors(cell: Any, by_reference: dict[Any, Any]) -> Iterator[Any]:  # noqa: ANN401 - as above
    parent = by_reference.get(cell.get("P"))
    while parent is not None and "S" in parent:
        yield parent
        parent = by_reference.get(parent.get("P"))
