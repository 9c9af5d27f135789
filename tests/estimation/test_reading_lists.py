"""Files and rows of overlapping lists, as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from overlap_tables import DATA, published

from indicators.estimation import OverlapError, Overlaps, read_file, read_overlaps, run
from indicators.estimation.limits import MOST_LISTS

PLAIN = "A,B,C,count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n1,1,0,6\n"
EXPECTED = Overlaps(("A", "B", "C"), (40, 30, 6, 20, 0, 0, 0))


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        "\ufeff" + PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("count", "Antal"),
        "\n" + PLAIN + "\n,,,\n",
        PLAIN + "0,0,0,\n",
        PLAIN + "0,0,0,0\n1,1,1,–\n",
        PLAIN.replace("40", ' "40"').replace("30", " 30 "),
        (
            "period,geography,A,B,C,count,status,note\n"
            "2024,0180,1,0,0,40,final,\n2024,0180,0,1,0,30,final,late\n"
            "2024,0180,0,0,1,20,final,\n2024,0180,1,1,0,6,preliminary,\n"
        ),
    ],
)
def test_one_table_however_it_is_written(text):
    assert read_overlaps(text) == EXPECTED


def test_rows_may_be_mappings():
    rows = [
        {"A": 1, "B": 0, "C": 0, "count": 40},
        {"A": 0, "B": 1, "C": 0, "count": 30},
        {"A": 0, "B": 0, "C": 1, "count": 20},
        {"A": 1, "B": 1, "C": 0, "count": 6},
        {"A": 0, "B": 1, "C": 1, "count": 0},
    ]
    assert read_overlaps(rows) == EXPECTED


def test_thousands_may_stand_apart():
    assert read_overlaps("A,B,count\n1,0,1 234\n0,1,2\u00a0000\n").counts == (1234, 2000, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_in_any_usual_encoding(tmp_path, encoding):
    path = tmp_path / "listor.csv"
    path.write_bytes("Gård;Ö;count\n1;0;4\n0;1;5\n1;1;2\n".encode(encoding))
    assert read_file(path) == Overlaps(("Gård", "Ö"), (4, 5, 2))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no rows"),
        ("A,B,C,count\n", "no rows"),
        ("A,B,C\n1,0,1\n", 'no column is called "count"'),
        ("count\n4\n", "0 columns of lists"),
        ("A,A,count\n1,0,4\n", "two columns are called 'A'"),
        ("A,B,count\n1,0\n", "row 2 has 2 values where 3 are expected"),
        ("\n\nA,B,count\n\n1,2,4\n", "row 5, column B"),
        ("A,B,count\n1,2,4\n", "row 2, column B: '2' is neither 0 nor 1"),
        ("A,B,count\n1,,4\n", "row 2, column B: '' is neither 0 nor 1"),
        ("A,B,count\n1,0,4.5\n", "'4.5' is not a whole number"),
        ("A,B,count\n1,0,-4\n", "'-4' is not a whole number"),
        ("A,B,count\n1,0,many\n", "'many' is not a whole number"),
        ("A,B,count\n0,0,4\n", "persons on no list"),
        ("A,B,count\n1,0,4\n0,1,3\n1,0,4\n", "row 4, the same pattern as row 2"),
    ],
)
def test_a_fault_says_where_what_and_what_was_expected(text, says):
    with pytest.raises(OverlapError) as fault:
        read_overlaps(text)
    assert says in str(fault.value)


def test_all_faults_are_told_ten_at_most():
    with pytest.raises(OverlapError, match="and 5 more") as fault:
        read_overlaps("A,B,count\n" + "1,9,3\n" * 15)
    assert str(fault.value).count("neither 0 nor 1") == 10


def test_too_many_lists_are_refused():
    names = [f"L{i}" for i in range(MOST_LISTS + 1)]
    with pytest.raises(OverlapError, match=r"10 columns of lists; 1 to 9"):
        read_overlaps(",".join([*names, "count"]) + "\n" + "1," * len(names) + "3\n")


def test_the_same_pattern_in_two_periods_is_not_a_double_row():
    found = read_overlaps("period,A,B,count\n2023,1,0,4\n2024,1,0,5\n2024,1,1,2\n")
    assert found.differing == ("period",)
    assert found.n == 11


def test_a_missing_file_is_the_systems_fault():
    with pytest.raises(FileNotFoundError):
        run(DATA / "nowhere.csv")


def test_published_sizes():
    assert published("UKdat_5").n == 2744
    assert published("Western").sizes == (64, 98, 126, 52, 30)
    assert published("Western").on_two_or_more == 23


@given(st.permutations(range(4)))
def test_rows_in_any_order_are_one_table(order):
    header, *rows = PLAIN.splitlines()
    assert read_overlaps("\n".join([header, *(rows[i] for i in order)])) == EXPECTED


@pytest.mark.parametrize(
    ("lists", "counts", "says"),
    [
        (("A", "B"), (1, 2), "2 lists need 3 counts"),
        (("A", "A"), (1, 2, 3), "the same name"),
        (("A", "B"), (1, -2, 3), "below zero"),
    ],
)
def test_a_table_checks_itself(lists, counts, says):
    with pytest.raises(OverlapError, match=says):
        Overlaps(lists, counts)
