"""Did our own page, in this very browser, send this post?

Two proofs, both asked for: the browser says that the request comes from the site itself, and the
form carries a token that only a page given to this session can hold.
"""

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import urlsplit

from flask import Request

from dashboard.settings import Settings

_KEY_FILE = "secret.key"


def secret_of(settings: Settings) -> str:
    """Give the installation's secret: the one set, else one made once and kept in its folder.

    The same for all processes, so that each accepts what another has signed.
    """
    if settings.secret_key:
        return settings.secret_key
    path = settings.data_dir / _KEY_FILE
    if not path.exists():
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        _make(path)
    text = path.read_text(encoding="ascii").strip()
    if len(text) < 32:
        raise RuntimeError(f"{path} holds no secret: remove it, and a new one is made")
    return text


def token_for(secret: str, of: str) -> str:
    """Give the token that forms shown to a session carry."""
    return hmac.new(secret.encode(), f"form:{of}".encode(), hashlib.sha256).hexdigest()


def is_token(secret: str, of: str, given: str) -> bool:
    """Tell whether a token is that of a session, in the same time for each wrong one."""
    return hmac.compare_digest(token_for(secret, of).encode(), given.encode())


def is_from_here(request: Request, base_url: str) -> bool | None:
    """Tell by the browser's own word whether the site sent a request; None without its word."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is None:
        return None
    return _origin(origin) in (_origin(base_url), _origin(request.host_url))


def local_path(address: str, otherwise: str) -> str:
    """Give an address within the site, or ``otherwise``: never the way to another host."""
    parts = urlsplit(address)
    plain = address.startswith("/") and not address.startswith("//") and "\\" not in address
    if not plain or parts.scheme or parts.netloc or any(ord(sign) < 32 for sign in address):
        return otherwise
    return address


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc.lower()


def _make(path: Path) -> None:
    # Only its owner may read it, and nobody ever meets it half written.
    with NamedTemporaryFile("w", dir=path.parent, encoding="ascii") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        with suppress(FileExistsError):  # another process was first, and its secret holds
            os.link(file.name, path)
