"""What is the package of a release as this site gives it: its files, and all of them in one?"""

import io
import zipfile
from pathlib import Path

from dashboard.dcat import Site, graph, json_ld, turtle
from dashboard.settings import SiteSettings
from indicators.datapackage import CERTIFICATES, Imprint
from indicators.export import package_files, write_package
from indicators.published import Release

ZIP_TYPE = "application/zip"

# The earliest moment that a zip file can hold: the clock has no part in the package.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_ORDINARY_FILE = 0o644 << 16
_UNIX = 3


def site_of(settings: SiteSettings) -> Site:
    """Tell who publishes, and where, by the settings."""
    return Site(
        settings.base_url.rstrip("/"),
        settings.site_name,
        settings.publisher or settings.site_name,
        contact=settings.contact_email,
        geography=settings.geography,
    )


def write(
    release: Release, site: Site, folder: Path, certificates: bytes | None = None
) -> tuple[str, ...]:
    """Write the package into a folder, made if missing; give the files' names in order."""
    return write_package(release, folder, _imprint(site), _beside(release, site, certificates))


def package_zip(release: Release, site: Site, certificates: bytes | None = None) -> bytes:
    """Give the package as one zip file with a folder of the release's name; the same each time."""
    out = io.BytesIO()
    files = package_files(release, _imprint(site), _beside(release, site, certificates))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(f"{release.head.id}/{name}", _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _ORDINARY_FILE
            entry.create_system = _UNIX
            archive.writestr(entry, data)
    return out.getvalue()


def _imprint(site: Site) -> Imprint:
    return Imprint(site.name, site.publisher, site.base_url)


def _beside(release: Release, site: Site, certificates: bytes | None) -> dict[str, bytes]:
    described = graph(release, site, of=release.head.id)
    records = {"dcat.jsonld": json_ld(described), "dcat.ttl": turtle(described)}
    return records | ({CERTIFICATES: certificates} if certificates is not None else {})
