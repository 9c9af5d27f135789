import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tables_to_screen import INVALID, VALID, check_digit, interim, table_of

from etl.privacy import kind_in, screen

FULL_WIDTH = {ord("0") + n: 0xFF10 + n for n in range(10)}
ARABIC = {ord("0") + n: 0x0660 + n for n in range(10)}


def disguises(long: str) -> dict[str, str]:
    century, date, last = long[:2], long[2:8], long[8:]
    short, full = date + last, long
    year, month, day = date[:2], date[2:4], date[4:]
    return {
        "short": short,
        "full": full,
        "dash": f"{date}-{last}",
        "full dash": f"{century}{date}-{last}",
        "plus": f"{date}+{last}",
        "space": f"{date} {last}",
        "full space": f"{century}{date} {last}",
        "no-break space": f"{date}\u00a0{last}",
        "narrow space": f"{date}\u202f{last}",
        "en dash": f"{date}\u2013{last}",
        "minus": f"{date}\u2212{last}",
        "no-break hyphen": f"{date}\u2011{last}",
        "spaced dash": f"{date} - {last}",
        "two dashes": f"{date}--{last}",
        "soft hyphen": f"{date}\u00ad{last}",
        "full-width": f"{date}-{last}".translate(FULL_WIDTH),
        "other digits": f"{date}{last}".translate(ARABIC),
        "spaced out": " ".join(short),
        "spaced out in full": " ".join(full),
        "pairs": f"{year} {month} {day} {last[:2]} {last[2:]}",
        "thousands": f"{short[0]} {short[1:4]} {short[4:7]} {short[7:]}",
        "zero-width": "\u200b".join(short),
        "dotted": f"{date}.{last}",
        "slash": f"{date}/{last}",
        "underscore": f"{date}_{last}",
        "iso date": f"{century}{year}-{month}-{day}-{last}",
        "iso date and space": f"{century}{year}-{month}-{day} {last}",
        "dots in date": f"{year}.{month}.{day}-{last}",
        "in a sentence": f"Gäller kvinnan {date}-{last}, som sökte i mars.",
        "in brackets": f"({century}{date}{last})",
        "after letters": f"pnr{short}",
        "among numbers": f"12 {date}-{last} 5",
        "in a list": f"{date}-{last},{date}-{last}",
        "lines": f"hej\n{date}\n{last}",
    }


@pytest.mark.parametrize("long", VALID)
@pytest.mark.parametrize("name", disguises(VALID[0]))
def test_no_disguise_hides_a_number(long, name):
    kinds = ("personal_number", "coordination_number")
    assert kind_in(disguises(long)[name]) == kinds[int(long[6:8]) > 60]


@pytest.mark.parametrize("long", VALID)
@pytest.mark.parametrize("letter", "TRSUWXJKLMNt")
@pytest.mark.parametrize("form", ["{0}-{1}", "{0}{1}", "{0} {1}", "hej {0}-{1} du"])
def test_an_interim_number_is_found(long, letter, form):
    date, last = interim(long, letter)
    assert kind_in(form.format(date, last)) == "interim_number"
    assert kind_in(form.format(date[2:], last)) == "interim_number"


@pytest.mark.parametrize("long", INVALID)
def test_a_number_with_a_wrong_check_digit_is_none(long):
    found = {name: kind_in(text) for name, text in disguises(long).items()}
    assert found == dict.fromkeys(found)


@given(
    st.dates().filter(lambda day: 1880 <= day.year <= 2025),
    st.integers(0, 999),
    st.booleans(),
    st.sampled_from(list(disguises(VALID[0]))),
)
@settings(deadline=None)
def test_every_number_is_found_in_every_disguise(day, serial, is_coordination, name):
    date = f"{day:%y%m}{day.day + 60 * is_coordination:02d}"
    nine = f"{date}{980 + serial % 20:03d}"
    long = f"{day.year // 100}{nine}{check_digit(nine)}"
    assert kind_in(disguises(long)[name])


@pytest.mark.parametrize(
    "text",
    [
        "802000-1234", "556012-5790", "212000-0142", "5560125790", "165560125790",
        "2025-01-01 2025-03-31", "2025-01-01--2025-03-31", "20250101-20250331",
        "2025-05-15 14:30", "2025-05-15 14:30:00", "2016-01/2016-06", "2016-01-2016-06",
        "325-2198/2003", "0180-202403", "SOC 2025/0123-12", "10 587 140", "2\u00a0471\u00a0773",
        "0.0101123456", "0,1234567891", "3.141592653589793", "12101512.34", "TJUT2025-05",
        "12 granted, 1 rejected", "2024 14 9 5 12 1 1 0", "0180 0114 0115", "2022/2024", "1-4",
        "200 - 500", "https://example.org/2018-01-16-fortsatt-okat-antal-2017", "§ 12, 2025-02-18",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_number_is_let_through(text):
    assert kind_in(text) is None


LAST = VALID[0][8:]
DATE = VALID[0][2:8]
SPLITS = {
    "joint before": ([DATE, f"-{LAST}"], ["a", "b"]),
    "joint after": ([f"{DATE}-", LAST], ["a", "b"]),
    "full date, joint": ([VALID[0][:8] + "-", LAST], ["a", "b"]),
    "dashed date, joint": ([f"{DATE[:2]}-{DATE[2:4]}-{DATE[4:]} -", LAST], ["a", "b"]),
    "labelled": ([f"född {DATE}", LAST], ["a", "b"]),
    "in a note": ([DATE, LAST], ["note", "submitted"]),
    "in a note, far apart": ([LAST, "3", DATE], ["submitted", "granted", "anmärkning"]),
    "interim": (list(interim(VALID[0])), ["a", "b"]),
    "no-break space": ([f"{DATE}\u00a0", f"\u2011{LAST}"], ["a", "b"]),
    "full-width": ([f"{DATE}-".translate(FULL_WIDTH), LAST], ["a", "b"]),
    "beside text": ([DATE, LAST], ["enhet", "b"]),
}


@pytest.mark.parametrize("name", SPLITS)
def test_a_number_cut_over_two_cells_is_found(name):
    cells, header = SPLITS[name]
    rows = [["Södermalm", *["x" * ("enhet" in header)] * (len(header) - 1)][: len(header)], cells]
    faults = screen(table_of(header, rows))
    assert {(f.row, f.args["kind"]) for f in faults} in (
        {(3, "personal_number")},
        {(3, "interim_number")},
    )


def test_a_leading_zero_makes_a_date_text():
    century = next(long for long in VALID if long[2] == "0")
    faults = screen(table_of(["a", "b"], [[century[2:8], century[8:]]]))
    assert len(faults) == 1


def test_two_plain_figures_are_two_figures():
    assert screen(table_of(["grant_sek", "meetings"], [[DATE, LAST]])) == ()


def test_a_column_headed_as_numbers_needs_no_check_digit():
    faults = screen(table_of(["Personnummer", "submitted"], [["850101", "3"], ["", "4"]]))
    assert [(f.row, f.column, f.args["kind"]) for f in faults] == [
        (2, "Personnummer", "personal_number")
    ]
