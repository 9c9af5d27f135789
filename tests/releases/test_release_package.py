"""A release as files: the same bytes whenever and wherever it is made, and sound."""

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta

import openpyxl
import pytest
from frictionless import Package
from release_builders import AUGUST, NOW, published

from dashboard.dcat import Site
from dashboard.packaging import package_zip, write
from indicators.export import package_files
from indicators.results import Mark
from indicators.store import ReleaseStore
from indicators.workbook import indicator_xlsx

SITE = Site("https://uppfoljning.example", "Programkollen", "Stockholms stad")


@pytest.fixture
def release(engine):
    store = ReleaseStore(engine)
    published(store, "r2", AUGUST)
    return store.load("r2")


def test_another_installation_at_another_time_gives_the_same_bytes(release, tmp_path):
    later = NOW + timedelta(days=40)
    again = replace(release, head=replace(release.head, created_at=later, published_at=later))
    for folder, one in (("a", release), ("elsewhere/b", again)):
        write(one, SITE, tmp_path / folder)
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()}
        for folder in ("a", "elsewhere/b")
    )
    assert first == second
    assert package_zip(release, SITE) == package_zip(again, SITE)


def test_what_becomes_of_a_release_changes_no_file(release):
    head = replace(release.head, state="replaced")
    assert package_files(replace(release, head=head)) == package_files(release)


def test_the_checksums_cover_every_other_file(release):
    with zipfile.ZipFile(io.BytesIO(package_zip(release, SITE))) as archive:
        files = {name.removeprefix("r2/"): archive.read(name) for name in archive.namelist()}
    sums = dict(
        reversed(line.split("  ")) for line in files.pop("SHA256SUMS").decode().splitlines()
    )
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    assert {"README.md", "datapackage.json", "dcat.jsonld", "dcat.ttl", "release.json"} < set(files)
    for slug in release.indicators:
        assert {f"{slug}.csv", f"{slug}.sv.csv", f"{slug}.xlsx", f"{slug}.json"} < set(files)


def test_the_data_package_describes_each_csv_file_as_it_is(release):
    files = package_files(release)
    described = json.loads(files["datapackage.json"])
    assert described["$schema"].endswith("/profiles/2.0/datapackage.json")
    named = [resource["name"] for resource in described["resources"]]
    assert len(named) == len(set(named)) == 2 * len(release.indicators)
    for resource in described["resources"]:
        data = files[resource["path"]]
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        text = data.decode("utf-8-sig")
        read = csv.reader(io.StringIO(text, newline=""), delimiter=resource["dialect"]["delimiter"])
        assert next(read) == [field["name"] for field in resource["schema"]["fields"]]
        number = next(f for f in resource["schema"]["fields"] if f["name"] == "value")
        assert (number["type"], number["decimalChar"]) == (
            "number",
            "," if resource["path"].endswith(".sv.csv") else ".",
        )


def test_a_workbook_has_the_same_cells_as_the_csv(release):
    files = package_files(release)
    for slug, one in release.indicators.items():
        sheet = openpyxl.load_workbook(io.BytesIO(files[f"{slug}.xlsx"]))["Uppgifter"]
        header, *rows = ([cell.value for cell in row] for row in sheet.iter_rows())
        text = files[f"{slug}.sv.csv"].decode("utf-8-sig")
        told = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
        assert header == list(told[0])
        for row, seen, line in zip(rows, one.observations, told, strict=True):
            found = dict(zip(header, row, strict=True))
            assert tuple(found[name] for name in ("value", "low", "high")) == (
                seen.value,
                seen.low,
                seen.high,
            )
            for name in ("period", "mark", "note", "reason", "remarks", "conflicts"):
                assert (found[name] or "") == line[name]


def test_a_workbook_explains_every_mark_and_runs_nothing(release):
    one = release.indicators["reflection_outcomes"]
    book = openpyxl.load_workbook(io.BytesIO(indicator_xlsx(release, one, one.observations, "en")))
    assert [row[0].value for row in book["Marks"].iter_rows()] == [mark.value for mark in Mark]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_the_readme_says_how_to_cite_and_what_is_not_published(release):
    read = package_files(release)["README.md"].decode()
    assert "https://creativecommons.org/licenses/by/4.0/" in read
    assert release.head.content_hash in read
    assert "UTKAST" not in read
    draft = replace(release, head=replace(release.head, published_at=None))
    assert "UTKAST" in package_files(draft)["README.md"].decode()


def test_the_data_package_validates_with_every_row_of_every_file(release, tmp_path):
    write(release, SITE, tmp_path)
    described = tmp_path / "datapackage.json"
    report = Package(str(described)).validate()
    assert report.valid, report.flatten(["name", "type", "note"])
    assert report.stats["tasks"] == 2 * len(release.indicators)
    # A figure that is none is found.
    torn = tmp_path / "reflection_applications.csv"
    text = torn.read_text(encoding="utf-8")
    torn.write_text(text.replace(",14,,,final", ",x,,,final", 1), encoding="utf-8")
    found = Package(str(described)).validate().flatten(["type"])
    assert ["type-error"] in found
