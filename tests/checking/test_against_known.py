"""What is remarkable beside earlier figures: changes, jumps, losses, repeats, contradictions."""

from datetime import date

from small_returns import ITEMS, TODAY, check

from etl.checking import check_against
from etl.source import Provenance

EARLIER = date(2025, 6, 1)


def known(source, *rows, on=EARLIER):
    checked = check(source, *rows)
    assert not checked.findings
    return checked.source.to_records(checked.frame, Provenance(on, "0180"))


def found(source, rows, records):
    checked = check_against(check(source, *rows), records, TODAY)
    return [(f.rule, f.severity.value, f.row, f.column, f.value) for f in checked.findings]


def cases(period, count, place="0180", status="final", sex="women"):
    return f"{period},{place},sexual,{sex},adult,{count},,{status},"


def test_nothing_is_remarkable_about_the_same_figures():
    rows = [cases("2025-Q1", 12)]
    assert found("cases", rows, known("cases", *rows)) == []


def test_a_changed_final_figure_asks_for_a_reason_and_a_preliminary_one_does_not():
    new = [cases("2025-Q1", 13)]
    assert found("cases", new, known("cases", cases("2025-Q1", 12))) == [
        ("changed_final", "warning", 2, "cases", "13")
    ]
    assert found("cases", new, known("cases", cases("2025-Q1", 12, status="preliminary"))) == []


def test_a_jump_is_what_chance_explains_less_than_once_in_a_thousand():
    before = known("cases", cases("2025-Q1", 10))
    # Of 40 events an even split gives 10 or fewer, or 30 or more, with p = 0.0022; of 42,
    # 10 or fewer, or 32 or more, with p = 0.0009.
    assert found("cases", [cases("2025-Q2", 30)], before) == []
    assert found("cases", [cases("2025-Q2", 32)], before) == [("jump", "warning", 2, "cases", "32")]
    assert found("cases", [cases("2025-Q2", 0)], before) == []
    assert [
        f[0] for f in found("cases", [cases("2025-Q2", 0)], known("cases", cases("2025-Q1", 12)))
    ] == ["jump"]


def test_a_jump_is_measured_from_the_period_before_of_the_same_length():
    before = known("cases", cases("2024", 100), cases("2025-Q1", 10), cases("2024-Q4", 90))
    assert found("cases", [cases("2025-Q2", 11)], before) == []


def test_a_series_that_was_there_before_is_missed():
    before = known("cases", cases("2025-Q1", 10), cases("2025-Q1", 3, sex="men"))
    (lost,) = found("cases", [cases("2025-Q2", 11)], before)
    assert lost[:3] == ("lost_series", "warning", None)
    assert lost[4] == "cases, adult, sexual, men"


def test_figures_pasted_from_another_period_or_place_are_noticed():
    def block(period, place):
        return [
            cases(period, count, place=place, sex=sex)
            for sex, count in (("women", 12), ("men", 7), ("unknown", 3))
        ]

    before = known("cases", *block("2025-Q1", "0180"))
    assert [f[0] for f in found("cases", block("2025-Q2", "0180"), before)] == ["doubled_series"]
    both = [*block("2025-Q2", "1280"), *block("2025-Q2", "1480")]
    assert [f[0] for f in found("cases", both, [])] == ["doubled_series"]


def test_a_year_that_its_quarters_do_not_make():
    def application(period, count):
        return f"{period},0180,police,sexual,women,adult,{count},,,,,final,"

    quarters = known("applications", *(application(f"2024-Q{n}", 2) for n in (1, 2, 3, 4)))
    assert found("applications", [application("2024", 8)], quarters) == []
    assert found("applications", [application("2024", 9)], quarters) == [
        ("total_mismatch", "warning", 2, "submitted", "9")
    ]
    assert found("applications", [application("2024", 9)], quarters[:3]) == []


def test_nobody_gets_an_item_without_a_right_to_the_package():
    package = [f"2025-Q1,0180,{item},adult,10,8,6,1,final," for item in ITEMS]
    persons = ["2025-Q1,0180,adult,9,6,final,"]
    told = found("rights_persons", persons, known("rights_package", *package))
    assert len(told) == len(ITEMS)
    assert set(told) == {("exceeds", "error", 2, "entitled", "10")}
    told = found("rights_package", package, known("rights_persons", *persons))
    assert [f[2] for f in told] == list(range(2, 2 + len(ITEMS)))
    assert (
        found(
            "rights_persons", ["2025-Q1,0180,adult,10,6,final,"], known("rights_package", *package)
        )
        == []
    )


def test_public_documents_are_not_a_series_that_a_return_could_lose():
    checked = check("cases", cases("2025-Q1", 10, sex="men"))
    place = Provenance(EARLIER, "0180", document="TJUT2025-05", whole_return=False)
    records = checked.source.to_records(checked.frame, place)
    assert found("cases", [cases("2025-Q2", 11)], records) == []
