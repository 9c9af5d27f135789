import pytest
from tables_to_screen import table_of

from etl.cells.places import region_names
from etl.privacy import kind_in, screen

EMAILS = ["a.b@example.org", "Skriv till anna_a+x@mejl.example.se!", "a (at) example.se",
          "a[at]example.org", "a＠example.org", "a @ example.se", "mailto:x@y.se"]  # fmt: skip
NUMBERS = ["070-123 45 67", "070 123 45 67", "0701234567", "070-1234567", "070.1234567",
           "070-123-45-67",
           "+46 70 123 45 67", "+46701234567", "+46 (0)70-123 45 67", "0046701234567",
           "08-123 45 67", "08-508 25 000", "08 123 45 67", "(08) 123 45 67", "08-12345678",
           "0498-12 34 56", "031-123456", "031/12 34 56", "0812345678", "tel 123456",
           "Tfn: 12 34 56", "mobil: 7012345678", "+358 40 123 4567", "ring 073 - 123 45 67",
           "０７０-１２３ ４５ ６７"]  # fmt: skip
HARMLESS = ["12 345 678", "+10 000 000", "+5", "0180", "0180-2024", "018-2024", "08-12-2024",
            "0123 2024 12", "1 010 234 567", "7 004 289 895", "2025-05-15", "hotell 3",
            "mobilt team 2024", "telefonjour 2024", "sms", "(a) 5", "a@b", "@", "3 @ 5",
            "070", "08", "0.0701234567", "0,08123456", "12.0731234567",
            "100 200 300", "verksamhet 2024-05-15", "0480-2024"]  # fmt: skip
PERSONS = ["Anna Andersson", "anna andersson", "ANNA ANDERSSON", "Andersson, Anna", "Ali Hussein",
           "Fatima Al-Sayed", "Anna-Karin von Essen", "A. Lindström", "Karlsson", "Eva Lind",
           "Mohammed Abdi Ali", "Björn Åkerlund"]  # fmt: skip
NO_PERSONS = ["Stockholms stad", "Stockholm Stad", "Talita", "Frälsningsarmén Safe Havens", "noomi",
              "safe_havens", "Tjejjouren Elsa", "Kvinnojouren Frida", "Karin Boyes stiftelse",
              "Social Services", "social_services", "Kvinnor", "Vuxen", "Arbete", "2025-Q1",
              "Enheten mot prostitution och människohandel", "PoM-team", "Mika-mottagningen",
              "Första kvartalet", "Preliminär", "per person", "IOP", "Röda Korset"]  # fmt: skip


@pytest.mark.parametrize("text", EMAILS)
def test_an_address_is_found(text):
    assert kind_in(text) == "email"


@pytest.mark.parametrize("text", NUMBERS)
def test_a_telephone_number_is_found(text):
    assert kind_in(text) == "telephone"


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_like_contact_is_let_through(text):
    assert kind_in(text) is None


@pytest.mark.parametrize("text", PERSONS)
def test_a_person_in_a_column_of_codes_is_found_and_in_a_note_is_not(text):
    table = table_of(["organisation_id", "note"], [["talita", text], [text, ""]])
    faults = screen(table)
    assert [(f.row, f.column, f.args["kind"]) for f in faults] == [(3, "organisation_id", "name")]
    assert screen(table, code_columns=[]) == ()


@pytest.mark.parametrize("text", NO_PERSONS)
def test_what_is_no_person_is_let_through(text):
    assert screen(table_of(["organisation_id"], [[text]])) == ()


def test_no_place_is_a_person():
    names = [[f"{name}{end}"] for name in region_names().values() for end in ("", " kommun", "s")]
    assert screen(table_of(["geography"], names)) == ()


def test_a_column_headed_as_names_holds_names():
    faults = screen(table_of(["Förnamn", "period"], [["Xiomara", "2025"]]))
    assert [(f.column, f.args["kind"]) for f in faults] == [("Förnamn", "name")]
