"""How does a release become a folder of files? Figures, workbooks, descriptions, checksums.

The same release gives the same bytes, wherever and whenever it is made: the moments at which
this installation computed and published it are not in the files, the days that it is about are.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from indicators.datapackage import CC_BY, CERTIFICATES, Imprint, csv_file, data_package, labelled
from indicators.marks import MARK_WORDS
from indicators.package import (
    MACHINE,
    SWEDISH,
    Language,
    indicator_csv,
    indicator_json,
    json_text,
    reference,
)
from indicators.published import Release, ReleaseHead
from indicators.results import Json
from indicators.workbook import indicator_xlsx

SUMS = "SHA256SUMS"

_CHECK = f"`python check_certificates.py {CERTIFICATES}`"
_PROOFS: Mapping[Language, str] = {
    "sv": (
        "## Bevis för det som döljs\n\n"
        f"`{CERTIFICATES}` har för varje dold uppgift två påhittade tabeller som stämmer med allt "
        "som visas: i den ena är uppgiften noll, i den andra minst tröskelvärdet. En uppgift utan "
        "sådana tabeller är säkert större än tröskelvärdet. En summa anges med första och sista "
        "plats i tabellen (den första är 0) för det som läggs till (`add`) och det som dras ifrån "
        f"(`less`). Programmets `docs/check_certificates.py` adderar dem: {_CHECK}."
    ),
    "en": (
        "## Proofs for what is hidden\n\n"
        f"`{CERTIFICATES}` has, for every hidden figure, two imaginary tables that agree with "
        "everything shown: in one the figure is zero, in the other at least its threshold. A "
        "figure without such tables is larger than its threshold for certain. A sum names the "
        "first and last place in a table (the first is 0) of what it adds (`add`) and of what it "
        f"takes away (`less`). The program's `docs/check_certificates.py` adds them up: {_CHECK}."
    ),
}


def package_files(
    release: Release, imprint: Imprint | None = None, more: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """Give every file of a release by its name; ``more`` are files made elsewhere.

    The checksums come last and cover all others.
    """
    imprint = imprint or Imprint()
    files = _figures(release) | dict(more or {})
    described = data_package(release, files, imprint)
    files["datapackage.json"] = json_text(described).encode()
    files["README.md"] = _readme(release.head, imprint, sorted(files)).encode()
    sums = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)]
    return {name: files[name] for name in sorted(files)} | {SUMS: "".join(sums).encode()}


def write_package(
    release: Release,
    folder: Path,
    imprint: Imprint | None = None,
    more: Mapping[str, bytes] | None = None,
) -> tuple[str, ...]:
    """Write a release's files into a folder, made if missing; give their names in order."""
    files = package_files(release, imprint, more)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return tuple(files)


def _figures(release: Release) -> dict[str, bytes]:
    head = _lasting(release.head)
    whole = {"codelists": release.codelists, "thresholds": release.thresholds}
    files = {"release.json": json_text({"release": head, **whole}).encode()}
    for slug, one in release.indicators.items():
        seen = one.observations
        told = indicator_json(release, one, seen) | {"release": head}
        files[f"{slug}.json"] = json_text(told).encode()
        files[f"{slug}.xlsx"] = indicator_xlsx(release, one, seen)
        for dialect in (MACHINE, SWEDISH):
            text = indicator_csv(release, one, seen, dialect, labelled(dialect))
            files[csv_file(slug, dialect)] = text.encode()
    return files


def _lasting(head: ReleaseHead) -> Json:
    # One release made by two installations is the same release, at two moments.
    moments = ("created_at", "published_at")
    return {name: value for name, value in reference(head).items() if name not in moments}


def _readme(head: ReleaseHead, imprint: Imprint, names: list[str]) -> str:
    swedish = [
        f"# {imprint.site_name}: {head.title['sv']}",
        *_state(head, "sv"),
        f"Uppgifterna är de som var kända {head.data_cut}.",
        "## Filer",
        (
            "Varje indikator finns som `.csv` (komma och decimalpunkt), `.sv.csv` (semikolon och "
            "decimalkomma, för kalkylprogram), `.xlsx` och `.json`. `datapackage.json` beskriver "
            f"kolumnerna. `sha256sum -c {SUMS}` prövar att filerna är hela."
        ),
        *_proofs(names, "sv"),
        "## När det inte finns någon uppgift",
        "Då är `value` tomt och `mark` säger varför. Andelar är bråk: 0.036 är 3,6 procent.",
        _marks("sv"),
        "## Licens och källhänvisning",
        f"Creative Commons Erkännande 4.0, {CC_BY}",
        _citation(head, imprint, "sv"),
    ]
    english = [
        f"# {imprint.site_name}: {head.title['en']}",
        *_state(head, "en"),
        f"The figures are those known on {head.data_cut}.",
        *_proofs(names, "en"),
        "## Where there is no figure",
        "Then `value` is empty and `mark` says why. Shares are fractions: 0.036 is 3.6 per cent.",
        _marks("en"),
        "## Licence and citation",
        f"Creative Commons Attribution 4.0, {CC_BY}",
        _citation(head, imprint, "en"),
        "## Files",
        "\n".join(f"- `{name}`" for name in names),
    ]
    return "\n\n".join([*swedish, *english]) + "\n"


def _proofs(names: list[str], language: Language) -> list[str]:
    """Say how the certificates are checked, where there are any."""
    return [_PROOFS[language]] if CERTIFICATES in names else []


def _state(head: ReleaseHead, language: Language) -> list[str]:
    open_words = {
        "sv": "UTKAST: inte offentliggjord.",
        "en": "DRAFT: not published.",
    }
    told = [] if head.published_at else [open_words[language]]
    if head.kind == "demo":
        told.append("DEMO: påhittade uppgifter." if language == "sv" else "DEMO: made-up figures.")
    return told + ([head.note[language]] if head.note else [])


def _marks(language: Language) -> str:
    return "\n".join(f"- `{mark.value}`: {words[language]}" for mark, words in MARK_WORDS.items())


def _citation(head: ReleaseHead, imprint: Imprint, language: Language) -> str:
    said = {"sv": ("utgåva", "uppgifter t.o.m."), "en": ("release", "as known on")}[language]
    where = f" {imprint.address}/?release={head.id}" if imprint.address else ""
    return (
        f"{imprint.publisher}: {imprint.site_name}, {said[0]} {head.id}, {said[1]} "
        f"{head.data_cut}.{where} (SHA-256 {head.content_hash})"
    )
