"""How does a release become a folder of files? Each indicator as CSV and JSON, with checksums."""

import hashlib
from pathlib import Path

from indicators.package import (
    MACHINE,
    SWEDISH,
    indicator_csv,
    indicator_json,
    json_text,
    reference,
)
from indicators.published import Release


def write_package(release: Release, folder: Path) -> tuple[str, ...]:
    """Write a release's files into a folder, made if missing; give their names in order.

    The same release gives the same bytes.
    """
    texts = {
        "release.json": json_text(
            {
                "release": reference(release.head),
                "codelists": release.codelists,
                "thresholds": release.thresholds,
            }
        )
    }
    for slug, one in sorted(release.indicators.items()):
        seen = one.observations
        texts[f"{slug}.csv"] = indicator_csv(release, one, seen, MACHINE)
        texts[f"{slug}.sv.csv"] = indicator_csv(release, one, seen, SWEDISH, "sv")
        texts[f"{slug}.json"] = json_text(indicator_json(release, one, seen))
    files = {name: text.encode("utf-8") for name, text in texts.items()}
    sums = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items()]
    files["SHA256SUMS"] = "".join(sums).encode("ascii")
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return tuple(files)
