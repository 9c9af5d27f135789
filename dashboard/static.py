"""Which files does the site serve, and how are they kept?

Style, scripts, fonts and the bundles of Dash, each read once, compressed once and served from
memory. An address with the content's own hash may be kept for ever; any other asks again.
"""

import gzip
import hashlib
import mimetypes
import pkgutil
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import brotli
import dash
from dash.fingerprint import check_fingerprint
from flask import Request, Response

from dashboard import theme

ROOT = Path(__file__).parent
PLOTLY = "plotly.js"
_PLOTLY_FILE = "plotly-basic-4.1.1.min.js"
# What is kept is nearly as small as the smallest, in a third of its time; a page is quick to make.
_KEPT_QUALITY, _QUICK_QUALITY = 10, 5
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"

# All that pages use of Dash; its table, upload, slider, mathematics and maps of sources stay out.
_BUNDLES = re.compile(
    r"deps/(polyfill|react|react-dom|prop-types)\.min\.js|dash-renderer/build/dash_renderer\.min\.js"
    r"|html/dash_html_components\.min\.js|dcc/dash_core_components(-shared)?\.js"
    r"|dcc/async-(graph|markdown|dropdown|upload|datepicker|slider)\.js"
)
# React's files carry their version in their names.
_RELEASE = re.compile(r"@[0-9.]+(?=\.min\.js$)")
_TYPES = {".woff2": "font/woff2", ".js": "text/javascript", ".css": "text/css"}
_TEXT = ("text/", "application/json", "image/svg+xml", "application/manifest+json")


@dataclass(frozen=True, slots=True)
class File:
    """One file as it is sent: plain, and compressed where that helps."""

    kind: str
    plain: bytes
    gzipped: bytes | None
    brotli: bytes | None
    tag: str


class Files:
    """The site's own files by name, such as ``site.css`` or ``fonts/….woff2``."""

    def __init__(self, root: Path = ROOT) -> None:
        self._files: dict[str, File] = {}
        for path in sorted((root / "assets").rglob("*")):
            if path.is_file() and path.suffix in (".js", ".woff2", ".svg", ".txt", ".png"):
                self._add(path.relative_to(root / "assets").as_posix(), path.read_bytes())
        script = root / "vendor" / _PLOTLY_FILE
        ahead = script.with_name(script.name + ".br").read_bytes()
        self._add(PLOTLY, script.read_bytes(), ahead)
        self._add("site.css", self._style(root / "assets").encode())

    def address(self, name: str) -> str:
        """Address a file by its content; raise KeyError where there is none."""
        return f"/assets/{name}?v={self._files[name].tag}"

    def find(self, name: str) -> File | None:
        """Give a file by name."""
        return self._files.get(name)

    def _add(self, name: str, plain: bytes, ahead: bytes | None = None) -> None:
        is_text = Path(name).suffix in (".js", ".css", ".svg", ".txt")
        self._files[name] = made(name, plain, ahead or (_squeezed(plain) if is_text else None))

    def _style(self, folder: Path) -> str:
        sheets = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.css"))]
        joined = "\n".join([theme.style_sheet(), *sheets])
        return re.sub(r'url\("(fonts/[^"]+)"\)', lambda m: f'url("{self.address(m[1])}")', joined)


def made(name: str, plain: bytes, ahead: bytes | None = None) -> File:
    """Prepare a file: its kind, its compressed forms and its hash.

    ``ahead`` is its Brotli form where that was made before, for what is large.
    """
    suffix = Path(name).suffix
    kind = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    squeezable = kind.startswith(_TEXT)
    gzipped = gzip.compress(plain, 9, mtime=0) if squeezable else None
    best = ahead or (brotli.compress(plain, quality=_QUICK_QUALITY) if squeezable else None)
    return File(kind, plain, gzipped, best, hashlib.sha256(plain).hexdigest()[:16])


def _squeezed(plain: bytes) -> bytes:
    return bytes(brotli.compress(plain, quality=_KEPT_QUALITY))


def bundle(package: str, fingerprinted: str) -> tuple[File, bool] | None:
    """Give one of Dash's own bundles and whether its address is of its content; None for others."""
    path, marked = check_fingerprint(fingerprinted)  # type: ignore[no-untyped-call] # Dash's own
    if package != "dash" or not _BUNDLES.fullmatch(path):
        return None
    file = _dash_file(path)
    return None if file is None else (file, bool(marked))


def bundle_address(fingerprinted: str) -> str | None:
    """Address a bundle by its content, where Dash would name a version; None for unserved ones."""
    plain: str = check_fingerprint(fingerprinted)[0]  # type: ignore[no-untyped-call] # Dash's own
    path = _RELEASE.sub("", plain)
    found = bundle("dash", path)
    if found is None:
        return None
    folder, _, name = path.rpartition("/")
    first, _, rest = name.partition(".")
    return f"/_dash-component-suites/dash/{folder}/{first}.v{found[0].tag}m0.{rest}"


def answer(request: Request, file: File, *, for_ever: bool) -> Response:
    """Send a file in the best form that the browser takes, or 304 where it has it already."""
    encoding, body = _best(request.headers.get("Accept-Encoding", ""), file)
    response = Response(body, content_type=_with_charset(file.kind))
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = FOR_EVER if for_ever else ASK_AGAIN
    response.set_etag(f"{file.tag}{f'-{encoding}' if encoding else ''}")
    response.make_conditional(request)
    del response.headers["Date"]  # the server in front writes it
    return response


def squeeze(request: Request, response: Response) -> None:
    """Compress an answer that was made for this request alone, where the browser takes it."""
    taken = _encodings(request.headers.get("Accept-Encoding", ""))
    name = next((one for one in ("br", "gzip") if taken.get(one)), None)
    if response.status_code != 200 or name is None or response.is_streamed:
        return
    plain = response.get_data()
    response.set_data(
        brotli.compress(plain, quality=_QUICK_QUALITY)
        if name == "br"
        else gzip.compress(plain, 5, mtime=0)
    )
    response.headers["Content-Encoding"] = name
    response.vary.add("Accept-Encoding")


def _best(accepted: str, file: File) -> tuple[str, bytes]:
    taken = _encodings(accepted)
    if file.brotli and taken.get("br"):
        return "br", file.brotli
    if file.gzipped and taken.get("gzip"):
        return "gzip", file.gzipped
    return "", file.plain


def _encodings(accepted: str) -> Mapping[str, bool]:
    """Read which encodings are taken; one with q=0 is not."""
    parts = (part.strip().split(";") for part in accepted.lower().split(","))
    return {name.strip(): not any(_refuses(p) for p in rest) for name, *rest in parts}


def _refuses(parameter: str) -> bool:
    return re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", parameter) is not None


def _with_charset(kind: str) -> str:
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXT) else kind


@lru_cache(maxsize=32)
def _dash_file(path: str) -> File | None:
    try:
        data = pkgutil.get_data("dash", _dependencies().get(path, path))
    except OSError:
        return None
    return made(path, data, _squeezed(data)) if data is not None else None


@cache
def _dependencies() -> Mapping[str, str]:
    """Map the names of React's files without their version to the newest that Dash brings."""
    folder = Path(dash.__file__).parent / "deps"
    found = sorted(folder.glob("*@*.min.js"), key=_release_of)
    return {f"deps/{_RELEASE.sub('', path.name)}": f"deps/{path.name}" for path in found}


def _release_of(path: Path) -> tuple[int, ...]:
    found = _RELEASE.search(path.name)
    return tuple(int(part) for part in found[0].strip("@").split(".")) if found else ()
