"""How is this installation set up, and where did each setting come from?

Settings are environment variables ``PROGRAMKOLLEN_NAME`` or entries ``name`` of the TOML file
that ``PROGRAMKOLLEN_CONFIG`` points to; the environment wins. They are read once, at the start.
An unknown or impossible one stops the start with a sentence.
"""

import difflib
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from etl.cells.places import COUNTRY, region_names

PREFIX = "PROGRAMKOLLEN_"
_CONFIG = PREFIX + "CONFIG"

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = ("sv", "en")


class PullFrom(NamedTuple):
    """One address from which returns of a source are fetched; it may hold a password."""

    source: str
    address: str


class SettingError(ValueError):
    """A setting that is unknown or impossible, with what to do about it."""


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What a page may know of the installation."""

    site_name: str
    geography: str
    base_url: str
    demo: bool
    threshold: int
    publisher: str = ""
    contact_email: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One setting as ``programkollen settings`` prints it: secrets masked."""

    name: str
    value: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings. ``origins`` tells where each came from.

    The database is a file in ``data_dir`` unless named, and ``inbox_dir``, in which delivered
    files are looked for, a folder there; ``corrections_file``, with the known mistakes of this
    installation's sources, is a file there that need not be. Of the nightly backups in
    ``backup_dir`` the latest ``backups_kept`` stay.
    """

    data_dir: Path = Path("var")
    database_url: str = ""
    public_database_url: str | None = None
    inbox_dir: Path = Path()
    corrections_file: Path = Path()
    pull_urls: tuple[PullFrom, ...] = ()
    backup_dir: Path = Path()
    backups_kept: int = 14
    secret_key: str | None = None
    base_url: str = "http://127.0.0.1:8050"
    language: Language = "sv"
    geography: str = "0180"
    notify_urls: tuple[str, ...] = ()
    pre_release_hours: int = 24
    threshold: int = 5
    demo: bool = False
    metrics_public: bool = False
    require_second_factor: bool = True
    trusted_proxies: int = 0
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: str | None = None
    oidc_claim: str = "preferred_username"
    site_name: str = "Programkollen"
    publisher: str = ""
    contact_email: str = ""
    origins: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not self.database_url:
            path = (self.data_dir / "programkollen.sqlite").resolve()
            object.__setattr__(self, "database_url", f"sqlite:///{path}")
        if self.inbox_dir == Path():
            object.__setattr__(self, "inbox_dir", self.data_dir / "inbox")
        if self.backup_dir == Path():
            object.__setattr__(self, "backup_dir", self.data_dir / "backups")
        if self.corrections_file == Path():
            object.__setattr__(self, "corrections_file", self.data_dir / "corrections.csv")

    @property
    def reading_url(self) -> str:
        """The database that a public process reads."""
        return self.public_database_url or self.database_url

    @property
    def site(self) -> SiteSettings:
        """What pages may know."""
        return SiteSettings(
            site_name=self.site_name,
            geography=self.geography,
            base_url=self.base_url,
            demo=self.demo,
            threshold=self.threshold,
            publisher=self.publisher,
            contact_email=self.contact_email,
        )

    def shown(self) -> tuple[Shown, ...]:
        """List every setting with its value, secrets masked, and where it came from."""
        return tuple(
            Shown(name, _masked(name, getattr(self, name)), self.origins.get(name, "default"))
            for name in _READERS
        )


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment and the file that it names.

    Raises SettingError with a sentence on the first that is unknown or impossible.
    """
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    if path := environment.get(_CONFIG):
        for name, raw in _file(Path(path)).items():
            values[name] = _read(name, raw, f"{name} in {path}")
            origins[name] = str(path)
    for variable, text in environment.items():
        if not variable.startswith(PREFIX) or variable == _CONFIG:
            continue
        name = variable.removeprefix(PREFIX).lower()
        values[name] = _read(name, text, variable)
        origins[name] = variable
    _whole_or_none(values)
    return Settings(**values, origins=origins)


def _whole_or_none(values: Mapping[str, Any]) -> None:
    parts = ("oidc_issuer", "oidc_client_id", "oidc_client_secret")
    missing = [name for name in parts if name not in values]
    if missing and len(missing) < len(parts):
        named = ", ".join(PREFIX + name.upper() for name in missing)
        raise SettingError(
            f"Signing in by an identity provider lacks {named}. Set all three or none."
        )


def _file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingError(
            f"{_CONFIG} names {path}, which cannot be read ({error.strerror}). "
            "Correct the path or remove the variable."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingError(f"{path} is not a TOML file: {error}.") from error


def _read(name: str, raw: object, where: str) -> object:
    reader = _READERS.get(name)
    if reader is None:
        near = difflib.get_close_matches(name, _READERS, n=1)
        hint = f"Did you mean {PREFIX}{near[0].upper()}?" if near else _all_names()
        raise SettingError(f"{where} is not a setting. {hint}")
    try:
        return reader(raw)
    except ValueError as error:
        secret = name in _SECRET
        said = "(kept secret)" if secret else repr(raw)
        raise SettingError(f"{where} is {said}, but it must be {error}.") from None


def _all_names() -> str:
    return "The settings are " + ", ".join(name.upper() for name in _READERS) + "."


def _text(raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise ValueError("a text that is not empty")
    return raw.strip()


def _path(raw: object) -> Path:
    return Path(_text(raw)).expanduser()


def _whole(least: int, most: int) -> Callable[[object], int]:
    def read(raw: object) -> int:
        text = str(raw).strip()
        if isinstance(raw, bool) or not text.isdecimal() or not least <= int(text) <= most:
            raise ValueError(f"a whole number from {least} to {most}")
        return int(text)

    return read


def _flag(raw: object) -> bool:
    text = str(raw).strip().lower()
    if text in ("1", "true", "yes", "on"):
        return True
    if text in ("0", "false", "no", "off", ""):
        return False
    raise ValueError("true or false")


def _language(raw: object) -> Language:
    for language in LANGUAGES:
        if raw == language:
            return language
    raise ValueError("sv or en")


def _geography(raw: object) -> str:
    text = _text(raw)
    if text not in region_names() and text != COUNTRY:
        raise ValueError("the code of a place, such as 0180")
    return text


def _address(raw: object) -> str:
    text = _text(raw).rstrip("/")
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
        raise ValueError("an address such as https://programkollen.example.se")
    return text


def database_address(raw: object) -> str:
    """Give the address of a database. Raises ValueError with what it must be."""
    text = _text(raw)
    if not re.match(r"(sqlite|postgresql)(\+[a-z0-9]+)?://", text):
        raise ValueError("an address that starts with sqlite:/// or postgresql://")
    return text


def _addresses(raw: object) -> tuple[str, ...]:
    listed = raw if isinstance(raw, list) else str(raw).split(",")
    return tuple(_text(part) for part in listed if str(part).strip())


def _pulls(raw: object) -> tuple[PullFrom, ...]:
    """Read ``source=address`` pairs: a list, or one text with blanks between them."""
    listed = raw if isinstance(raw, list) else str(raw).split()
    return tuple(_pull(str(part)) for part in listed)


def _pull(text: str) -> PullFrom:
    source, _, address = text.strip().partition("=")
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if source not in _sources() or parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(
            "source=address pairs with blanks between them, such as "
            f"applications=https://example.se/file.csv; the sources are {', '.join(_sources())}"
        )
    return PullFrom(source, address)


def _sources() -> list[str]:
    # A folder's list: importing the sources takes longer than many commands may take to run.
    found = find_spec("etl")
    folders = found.submodule_search_locations if found else None
    names = (path.stem for folder in folders or () for path in Path(folder, "sources").glob("*.py"))
    return sorted(name for name in names if not name.startswith("_"))


def _secret(raw: object) -> str:
    text = _text(raw)
    if len(text) < 32:
        raise ValueError("at least 32 characters long")
    return text


def _email(raw: object) -> str:
    text = _text(raw)
    if not re.fullmatch(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+", text):
        raise ValueError("an address such as oppnadata@example.se")
    return text


def _claim(raw: object) -> str:
    if raw not in ("preferred_username", "email", "upn", "sub"):
        raise ValueError("preferred_username, email, upn or sub")
    return str(raw)


_READERS: dict[str, Callable[[object], object]] = {
    "database_url": database_address,
    "public_database_url": database_address,
    "data_dir": _path,
    "inbox_dir": _path,
    "corrections_file": _path,
    "pull_urls": _pulls,
    "backup_dir": _path,
    "backups_kept": _whole(1, 1000),
    "secret_key": _secret,
    "base_url": _address,
    "language": _language,
    "geography": _geography,
    "notify_urls": _addresses,
    "pre_release_hours": _whole(0, 24 * 31),
    "threshold": _whole(3, 100),
    "demo": _flag,
    "metrics_public": _flag,
    "require_second_factor": _flag,
    "trusted_proxies": _whole(0, 5),
    "oidc_issuer": _address,
    "oidc_client_id": _text,
    "oidc_client_secret": _text,
    "oidc_claim": _claim,
    "site_name": _text,
    "publisher": _text,
    "contact_email": _email,
}
_UNREAD = {"origins"}
if set(_READERS) | _UNREAD != {f.name for f in fields(Settings)}:
    raise AssertionError("a setting lacks its reader")


_SECRET = ("secret_key", "notify_urls", "oidc_client_secret", "pull_urls")


def _host(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.hostname}"


def _masked(name: str, value: object) -> str:
    if value is None or value in ((), ""):
        return "(not set)"
    if name == "pull_urls" and isinstance(value, tuple):
        # Whose address it is may be seen; a password may stand anywhere after that.
        return " ".join(f"{one.source}={_host(one.address)}/********" for one in value)
    if name in _SECRET:
        return "********"
    if name.endswith("database_url"):
        return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:********@", str(value))
    return str(value)
