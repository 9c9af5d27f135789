"""The ten sources as they are described, their words, and the files to fill in."""

import io
from datetime import date

import openpyxl
import pytest

from etl.checking import check_bytes
from etl.headings import HEADINGS, heading
from etl.period import Period
from etl.reading import read_table
from etl.registers import items
from etl.source import Provenance
from etl.sources import UnknownSourceError, source_named, sources
from etl.template import write_template
from etl.vocabulary import ALL, code_lists, fold
from etl.wording import NAMES, TERMS, WORDINGS

TODAY = date(2026, 6, 1)
KEYS = {
    "applications": ["period", "geography", "applicant", "purpose", "sex", "age_group"],
    "cases": ["period", "geography", "purpose", "sex", "age_group"],
    "victim_estimates": ["period", "geography", "purpose", "sex", "method"],
    "overlaps": ["period", "geography"],
    "rights_package": ["period", "geography", "item_id", "age_group"],
    "rights_persons": ["period", "geography", "age_group"],
    "training": ["period", "geography", "group_id", "unit"],
    "partnerships": ["period", "geography", "organisation_id"],
    "commitments": ["commitment_id"],
    "context": ["measure", "period", "geography"],
}


def test_there_are_ten_sources_in_their_order():
    assert list(sources()) == list(KEYS)


@pytest.mark.parametrize("name", KEYS)
def test_columns_stand_as_key_figures_status_note(name):
    source = source_named(name)
    named = [column for column in source.columns if column not in ("publisher", "category")]
    figures = named[len(KEYS[name]) : -2]
    assert named[: len(KEYS[name])] == KEYS[name]
    assert set(source.figures) <= set(figures) | {"document"}
    assert named[-2:] == ["status", "note"]
    assert all(column in HEADINGS for column in named)


@pytest.mark.parametrize("name", KEYS)
def test_a_source_says_who_delivers_it_and_when(name):
    source = source_named(name)
    assert all((*source.title, *source.owner))
    assert source.cadence in ("quarter", "half", "year")
    period = Period.parse("2025-Q1")
    assert (source.due(period) - period.end).days == source.due_days > 0


def test_an_unknown_source_is_named_with_those_there_are():
    with pytest.raises(UnknownSourceError, match="rights_package"):
        source_named("nonsense")


def test_no_spelling_means_two_things_in_one_list_or_one_source():
    for name, words in code_lists().items():
        seen: dict[str, str] = {}
        for entry in words.entries:
            for word in (entry.code, entry.sv, entry.en, *entry.also):
                assert seen.setdefault(fold(word), entry.code) == entry.code, (name, word)


@pytest.mark.parametrize(
    ("name", "word", "code"),
    [
        ("sex", "K", "women"),
        ("sex", "Män", "men"),
        ("sex", " kvinnor ", "women"),
        ("purpose", "Sexuella ändamål", "sexual"),
        ("age_group", "BARN", "minor"),
        ("applicant", "Socialtjänsten och polisen", "social_services_and_police"),
        ("state", "Pågår", "under_way"),
        ("agreement", "IOP", "iop"),
        ("status", "preliminär", "preliminary"),
        ("item_id", "Lämplig och trygg bostad", "housing"),
        ("sex", "Samtliga", ALL),
    ],
)
def test_values_are_read_in_both_languages(name, word, code):
    assert code_lists()[name].spellings()[fold(word)] == code


def test_every_rule_has_a_name_in_both_languages():
    assert NAMES.keys() == {wording.rule or name for name, wording in WORDINGS.items()}
    assert all(all(name) for name in NAMES.values())


def test_every_finding_has_words_in_both_languages_for_every_fault_of_a_file():
    for wording in WORDINGS.values():
        assert all((*wording.sv, *wording.en))
    assert all(all(term) for term in TERMS.values())


@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
@pytest.mark.parametrize("name", KEYS)
def test_a_template_unfilled_passes_with_no_rows(name, file_format):
    for period in (None, Period.parse("2025-Q1")):
        data = write_template(source_named(name), file_format, period)
        assert data == write_template(name, file_format, period)
        for named in (None, name):
            checked = check_bytes(data, f"t.{file_format}", named, today=TODAY)
            assert (checked.rows, checked.findings) == (0, ())
            assert checked.source is not None
            assert checked.source.name == name


@pytest.mark.parametrize("name", KEYS)
def test_the_example_of_a_template_would_pass(name):
    book = openpyxl.load_workbook(io.BytesIO(write_template(name, "xlsx")))
    assert book.sheetnames == ["Uppgifter", "Läs mig", "Exempel", "Listor"]
    rows = [["" if cell is None else cell for cell in row[1:]] for row in book["Exempel"].values]
    text = "\n".join(";".join(map(str, row)) for row in rows).encode()
    checked = check_bytes(text, "example.csv", name, today=TODAY)
    assert checked.rows == len(rows) - 1 > 0
    assert checked.findings == ()


def test_a_template_has_drop_downs_notes_and_a_line_for_each_item():
    book = openpyxl.load_workbook(io.BytesIO(write_template("rights_package", "xlsx")))
    sheet = book["Uppgifter"]
    assert [cell.value for cell in sheet[1]][2] == heading("item_id", "sv") == "Insats"
    assert all(cell.comment and cell.comment.text for cell in sheet[1])
    assert len(sheet.data_validations.dataValidation) == 3
    named = {row[2].value for row in sheet.iter_rows(min_row=2)}
    assert named == {item["sv"] for item in items().values()}


def test_a_filled_template_gives_its_records():
    data = write_template("applications", "csv", Period.parse("2025-Q1"), "0180")
    table, _ = read_table(data, "t.csv", lambda cells: float("Period" in cells))
    lines = [list(cells) for _, *cells in table.frame.iter_rows()]
    lines[0][6:11] = ["3", "1", "1", "0", "1"]
    text = "\n".join(";".join(cells) for cells in (table.header, *lines))
    checked = check_bytes(text.encode("cp1252"), "t.csv", today=TODAY)
    assert checked.findings == ()
    records = checked.source.to_records(checked.frame, Provenance(TODAY, "0180"))
    assert {r.measure: r.value for r in records} == {
        "submitted": 3,
        "granted": 1,
        "rejected": 1,
        "withdrawn": 0,
        "pending": 1,
    }
    assert {r.status.value for r in records} == {"preliminary"}


def test_a_document_that_the_register_has_is_cited_and_another_is_told():
    header = "measure,period,geography,value,low,high,unit,document,status,note\n"
    rows = "a,2025,SE,1,,,posts,U2026,final,\nb,2025,SE,2,,,posts,A leaflet,final,seen\n"
    checked = check_bytes((header + rows).encode(), "c.csv", today=TODAY)
    first, second = checked.source.to_records(checked.frame, Provenance(TODAY, "0180"))
    assert (first.document, first.note) == ("U2026", None)
    assert (second.document, second.note) == (None, "seen; A leaflet")


def test_lists_of_an_overlap_are_dimensions():
    header = "period,geography,Polisen,NGO,count,status\n"
    checked = check_bytes((header + "2025,SE,1,0,7,final\n").encode(), "o.csv", today=TODAY)
    assert checked.findings == ()
    (record,) = checked.source.to_records(checked.frame, Provenance(TODAY, "0180"))
    assert (dict(record.breakdown), record.value) == ({"Polisen": "1", "NGO": "0"}, 7)
