"""Stages: every finding at once, the right source, columns, marks, personal data, languages."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_returns import COLUMNS, TODAY, check, file_of, told

from etl.checking import check_bytes
from etl.checks.header import best_source
from etl.finding import as_text
from etl.headings import heading
from etl.source import Provenance
from etl.sources import UnknownSourceError, sources

ROW = "2025-Q1,0180,social_services,sexual,women,adult,3,1,1,0,1,final,"
# A number of the reserved test series; no living person has one.
TEST_NUMBER = "19570428-9999"


def test_findings_of_all_stages_come_together():
    checked = check(
        "applications",
        "2025-Q1,0180,social_services,magic,women,adult,4,1,1,0,1,final,",
        "2031-Q1,0180,police,sexual,women,adult,3.5,1,-1,0,1,final,",
        "2025-Q1,8888,police,sexual,women,adult,3,1,1,0,1,final,",
        ROW,
        ROW,
    )
    assert {f.rule for f in checked.findings} == {
        "unknown_value",
        "sum_mismatch",
        "future_period",
        "not_whole",
        "negative",
        "unknown_geography",
        "duplicate_key",
    }


def test_json_is_the_contract():
    checked = check("applications", ROW.replace("3,1,1,0,1", "4,1,1,0,1"))
    said = json.loads(json.dumps(checked.to_json()))
    assert list(said) == ["file", "source", "rows", "errors", "warnings", "findings"]
    assert said["source"] == "applications"
    assert (said["rows"], said["errors"], said["warnings"]) == (1, 1, 0)
    (finding,) = said["findings"]
    assert list(finding) == [
        "severity",
        "rule",
        "sheet",
        "row",
        "column",
        "value",
        "message",
        "hint",
    ]
    assert finding["severity"] == "error"
    assert finding["column"] == "submitted,granted,rejected,withdrawn,pending"
    assert finding["row"] == 2


def test_columns_may_stand_in_any_order_and_language_and_the_note_may_be_left_out():
    data = (
        "Kommun; STATUS ;kön;Ändamål;Åldersgrupp;Sökande;period;Ansökningar;Beviljade;"
        "Avslagna;Återkallade;Väntar på beslut\n"
        "Stockholms stad;Slutlig;Kvinnor;Sexuella ändamål;Vuxna;Polisen;kv 1 2025;3;1;1;–;1\n"
    ).encode("cp1252")
    checked = check_bytes(data, "x.csv", today=TODAY)
    assert told(checked) == []
    row = checked.frame.row(0, named=True)
    assert (row["geography"], row["period"], row["applicant"]) == ("0180", "2025-Q1", "police")
    assert (row["withdrawn"], row["status"]) == (0, "final")


def test_a_missing_column_is_an_error_and_nothing_can_be_loaded():
    data = b"period,geography,purpose,sex,age_group,cases,status\n2025,0180,all,all,all,3,final\n"
    checked = check_bytes(data, "x.csv", today=TODAY)
    assert told(checked) == [("missing", None, "eligible")]
    assert checked.frame.is_empty()


def test_an_unknown_column_is_a_warning_and_a_double_one_an_error():
    header = [*COLUMNS["cases"].split(","), "colour", "Kön"]
    data = f"{','.join(header)}\n2025,0180,all,all,all,3,1,final,,red,men\n".encode()
    checked = check_bytes(data, "x.csv", today=TODAY)
    assert told(checked) == [("unknown_column", 1, "colour"), ("duplicate_column", 1, "Kön")]
    assert [f.severity.value for f in checked.findings] == ["warning", "error"]


@pytest.mark.parametrize("named", ["applications", "training", "overlaps"])
def test_a_file_for_another_source_is_refused_with_its_name(named):
    data = file_of("cases", "2025-Q1,0180,sexual,women,adult,12,7,final,")
    checked = check_bytes(data, "x.csv", named, "en", today=TODAY)
    assert [f.rule for f in checked.findings] == ["wrong_source"]
    assert "cases" in checked.findings[0].message
    assert checked.frame.is_empty()


def test_a_table_that_is_no_return_is_of_the_wrong_source():
    checked = check_bytes(b"name,colour\ncar,red\n", "x.csv", today=TODAY)
    assert [f.rule for f in checked.errors] == ["wrong_source"]
    assert checked.to_json()["source"] is None


def test_an_unknown_source_name_is_a_wrong_use():
    with pytest.raises(UnknownSourceError, match="applications"):
        check_bytes(b"", "x.csv", "nonsense", today=TODAY)


def test_broken_bytes_are_findings_and_never_a_crash():
    for data in (b"", b"\x00\x01\x02", b"%PDF-1.7", b"PK\x03\x04broken"):
        checked = check_bytes(data, "x.csv", today=TODAY)
        assert checked.errors
        assert checked.rows == 0
        assert all("…" not in f.message for f in checked.findings), checked.findings


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_whatever_the_bytes_a_check_answers(data):
    checked = check_bytes(data, "x.csv", "cases", today=TODAY)
    json.dumps(checked.to_json())


def test_marks_and_bounds_are_kept_apart_from_numbers():
    rows = [
        "2025-Q1,0180,sexual,women,adult,..,.,final,",
        "2025-Q2,0180,sexual,women,adult,<5,,final,",
        "2025-Q3,0180,sexual,women,adult,–,0,final,",
    ]
    checked = check("cases", *rows)
    assert told(checked) == []
    records = checked.source.to_records(checked.frame, Provenance(date(2026, 1, 1), "0180"))
    said = {(r.period.label, r.measure): r.says for r in records}
    assert said == {
        ("2025-Q1", "cases"): (None, None, None, "not_available", None),
        ("2025-Q1", "eligible"): (None, None, None, "cannot_occur", None),
        ("2025-Q2", "cases"): (None, 0, 4, None, None),
        ("2025-Q3", "cases"): (0, None, None, None, None),
        ("2025-Q3", "eligible"): (0, None, None, None, None),
    }


def test_personal_data_empties_the_file_and_is_never_repeated():
    checked = check("applications", ROW, ROW.replace("2025-Q1", "2025-Q2") + TEST_NUMBER)
    (hit,) = [f for f in checked.findings if f.rule == "personal_data"]
    assert (hit.severity.value, hit.row, hit.value) == ("error", 3, None)
    assert checked.frame.is_empty()
    assert checked.has_personal_data
    assert TEST_NUMBER not in json.dumps(checked.to_json())
    assert TEST_NUMBER[-4:] not in as_text(checked.findings, "sv")


def test_personal_data_in_many_rows_or_in_the_header_is_never_repeated():
    # Numbers of the reserved series, some with their check digit.
    many = [
        ROW.replace("sexual", f"19900101{n:04}").replace("2025-Q1", f"20{n % 100:02}-Q1")
        for n in range(9800, 9990)
    ]
    in_rows = check("applications", *many)
    assert in_rows.has_personal_data
    assert "19900101" not in json.dumps(in_rows.to_json())
    header = COLUMNS["cases"] + f",{TEST_NUMBER}"
    data = f"{header}\n2025,0180,all,all,all,3,1,final,,\n".encode()
    in_header = check_bytes(data, "x.csv", today=TODAY)
    assert in_header.has_personal_data
    assert TEST_NUMBER not in json.dumps(in_header.to_json())


def test_the_same_finding_in_both_languages():
    checked = check("cases", "2025-Q1,0180,magic,women,adult,12,7,final,")
    (finding,) = checked.findings
    assert "not in the list" in finding.message
    assert "finns inte i listan" in finding.in_language("sv").message


def test_people_see_ten_examples_and_machines_all():
    rows = [f"20{n:02}-Q1,0180,magic,women,adult,12,7,final," for n in range(25)]
    checked = check("cases", *rows)
    assert len(checked.to_json()["findings"]) == 25
    text = as_text(checked.findings, "en")
    assert text.count("Error: ") == 10
    assert "and 15 more" in text


def test_values_that_are_no_row_are_dropped_without_a_word():
    checked = check(
        "cases", ",,sexual,women,adult,,,preliminary,", "2025,0180,all,all,all,3,,final,"
    )
    assert told(checked) == []
    assert checked.rows == 1


def test_the_header_of_every_source_is_recognised_in_both_languages():
    for source in sources().values():
        lists = ["Lista A", "Lista B"] if source.others is not None else []
        for language in ("sv", "en"):
            header = [heading(name, language) for name in source.columns] + lists
            assert best_source(header) == (source, 1.0)
            assert best_source([*source.columns, *lists]) == (source, 1.0)
