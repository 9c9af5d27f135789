"""Known mistakes are data: mended at load, kept with the batch, loud when they no longer fit."""

import csv
from dataclasses import replace
from datetime import date

import pytest
from returns_for_tests import applications, delivery

from etl import store
from etl.archive import Archive
from etl.corrections import COLUMNS, CorrectionsError, read_corrections, shipped
from etl.load import Result, load
from etl.records import Corrected

ONE = {
    "id": "swapped-digits",
    "source": "applications",
    "where": "period=2026-Q1;geography=0180;sex=women",
    "column": "submitted",
    "was": "70",
    "action": "set",
    "becomes": "7",
    "rows": "1",
    "reason_sv": "Enheten skrev en nolla för mycket.",
    "reason_en": "The unit wrote one zero too many.",
    "reported_by": "Uppgiftsansvarig",
    "reported_to": "Socialförvaltningen",
    "reported_on": "2026-04-21",
}
WRONG = applications().replace(b"adult,7,", b"adult,70,")
WHY = Corrected("swapped-digits", ONE["reason_sv"], ONE["reason_en"])


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path / "originals")


@pytest.fixture
def known(tmp_path):
    def write(*rows):
        path = tmp_path / "corrections.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, restval="")
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


def hand_in(engine, archive, path, data=WRONG, day="2026-04-22", **more):
    return load(engine, archive, replace(delivery(data, day=day), corrections=path, **more))


def records(engine):
    with engine.connect() as connection:
        return {r.measure: (r.value, r.corrected) for r in store.records(connection)}


def test_a_known_mistake_is_mended_before_the_checks_and_stays_with_its_figure(
    engine, archive, known
):
    assert hand_in(engine, archive, None).result is Result.HELD
    answer = hand_in(engine, archive, known(ONE))
    assert (answer.result, answer.findings) == (Result.LOADED, ())
    assert records(engine)["submitted"] == (7, WHY)
    assert records(engine)["granted"] == (4, None)
    assert archive.read(store_batches(engine)[-1].sha256) == WRONG
    with engine.connect() as connection:
        ((batch, kept),) = store.corrections_of(connection)
    assert batch.id == answer.batch
    assert kept["rows"] == [2]
    assert (kept["was"], kept["becomes"], kept["reported_to"]) == ("70", "7", "Socialförvaltningen")


def store_batches(engine):
    with engine.connect() as connection:
        return store.batches(connection)


def test_one_that_no_longer_matches_stops_the_load_and_says_so(engine, archive, known):
    right = applications()
    held = hand_in(engine, archive, known(ONE), right)
    assert held.result is Result.HELD
    (said,) = held.findings
    assert (said.rule, said.severity, said.column) == ("correction_unmatched", "error", "submitted")
    assert "swapped-digits" in said.message
    assert "1" in said.message
    assert "0" in said.message
    assert records(engine) == {}
    ended = known({**ONE, "until": "2026-04-21"})
    assert hand_in(engine, archive, ended, right).result is Result.LOADED
    assert [b.state for b in store_batches(engine)] == ["replaced", "accepted"]
    assert records(engine)["submitted"] == (7, None)


def test_more_rows_than_expected_stop_the_load_too(engine, archive, known):
    assert hand_in(engine, archive, known({**ONE, "rows": "2"})).result is Result.HELD


@pytest.mark.parametrize(
    "narrowed",
    [
        {"where": "period=2025-Q4;geography=0180;sex=women"},
        {"where": "period=2026-Q1;geography=1480;sex=women"},
        {"source": "cases", "where": "period=2026-Q1", "column": "cases"},
        {"document": "RES2025-08"},
        {"file": "0" * 64},
        {"until": "2026-04-01"},
    ],
    ids=lambda one: next(iter(one)),
)
def test_a_correction_does_not_speak_of_other_returns(engine, archive, known, narrowed):
    answer = hand_in(engine, archive, known({**ONE, **narrowed}), applications())
    assert answer.result is Result.LOADED
    assert records(engine)["submitted"] == (7, None)


def test_a_row_that_should_not_be_there_is_left_out(engine, archive, known):
    who = "2026-Q1,0180,social_services"
    data = applications(
        f"{who},sexual,women,adult,7,4,0,0,3,preliminary,",
        f"{who},labour,men,adult,1,0,0,0,1,preliminary,",
    )
    away = {
        **ONE,
        "action": "drop",
        "where": "period=2026-Q1;sex=men",
        "column": "",
        "was": "",
        "becomes": "",
    }
    assert hand_in(engine, archive, known(away), data).result is Result.LOADED
    with engine.connect() as connection:
        assert {r.dimension("sex") for r in store.records(connection)} == {"women"}
        assert [one["id"] for _, one in store.corrections_of(connection)] == ["swapped-digits"]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"source": "nix"}, "no source 'nix'"),
        ({"column": "nix"}, "no column 'nix'"),
        ({"where": "nix=1"}, "no key column 'nix'"),
        ({"where": "period=Q1"}, "period"),
        ({"rows": "0"}, "rows"),
        ({"rows": "many"}, "rows"),
        ({"action": "guess"}, "action"),
        ({"reason_sv": ""}, "reason_sv"),
        ({"reported_on": "yesterday"}, "reported_on"),
        ({"reported_on": "2026-02-30"}, "row 2"),
        ({"becomes": "70"}, "the same"),
    ],
)
def test_a_row_that_means_nothing_is_refused_in_a_sentence(known, broken, said):
    with pytest.raises(CorrectionsError, match=said):
        read_corrections(known({**ONE, **broken}))


def test_a_broken_file_of_corrections_holds_what_comes_in_and_loses_nothing(engine, archive, known):
    path = known({**ONE, "rows": "0"})
    held = hand_in(engine, archive, path, applications())
    assert [f.rule for f in held.findings] == ["corrections_unreadable"]
    assert held.result is Result.HELD
    path.write_text("nonsense\n", encoding="utf-8")
    assert hand_in(engine, archive, path, applications()).result is Result.HELD
    path.unlink()
    assert hand_in(engine, archive, path, applications()).result is Result.LOADED


def test_what_comes_with_the_program_can_be_read():
    assert all(isinstance(one.reported_on, date) for one in shipped())


def test_two_rows_of_one_name_are_refused(known):
    with pytest.raises(CorrectionsError, match="id"):
        read_corrections(known(ONE, ONE))
