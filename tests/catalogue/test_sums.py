"""Sums: exact wins, at least two parts, totals never with parts, nothing imputed."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records_of import row

from etl.records import ConflictRule, breakdown_of, known_on
from indicators.definition import Context
from indicators.results import Mark
from indicators.series import cells

CUT = date(2026, 6, 30)
CONTEXT = Context(("0180",), CUT)
SOCIAL = {"applicant": "social_services"}


def submitted(*rows, rules=(), measure="submitted", source="applications", context=CONTEXT, **more):
    records = [record for one in rows for record in one]
    made = cells(known_on(records, CUT, rules), context, source, measure, **more)
    return {
        (place, period.label, tuple((n, c) for n, c in cell if c != "all")): seen
        for (place, period, cell), seen in made.items()
    }


def at(made, period="2025-Q1", place="0180", **cell):
    return made[(place, period, breakdown_of(cell))]


def given_row(period, count, **more):
    figures = count if isinstance(count, dict) else {"submitted": count}
    return row("applications", period, figures, **(SOCIAL | more))


def remark(seen, code):
    return next((dict(r.args) for r in seen.remarks if r.code == code), None)


def test_a_figure_for_the_very_cell_wins_over_its_parts():
    made = submitted(
        given_row("2025-Q1", 14),
        given_row("2025-Q1", 9, purpose="sexual"),
        given_row("2025-Q1", 4, purpose="labour"),
    )
    assert at(made, **SOCIAL).value == 14
    assert at(made, **SOCIAL, purpose="labour").value == 4


def test_a_total_is_made_from_two_parts_and_says_so():
    made = submitted(
        given_row("2025-Q1", 9, purpose="sexual"), given_row("2025-Q1", 5, purpose="labour")
    )
    total = at(made, **SOCIAL)
    assert (total.value, remark(total, "sum_of_rows")) == (14, {"rows": 2})


def test_a_total_is_never_made_from_one_reported_part():
    made = submitted(given_row("2025-Q1", 9, purpose="sexual"))
    assert {cell for _, _, cell in made} == {breakdown_of(SOCIAL | {"purpose": "sexual"})}


def test_totals_are_not_added_to_parts():
    made = submitted(
        given_row("2025-Q1", 9, purpose="sexual"),
        given_row("2025-Q1", 7, purpose="sexual", sex="women"),
        given_row("2025-Q1", 2, purpose="sexual", sex="men"),
        given_row("2025-Q1", 5, purpose="labour"),
    )
    assert at(made, **SOCIAL).value == 14


def test_what_is_of_which_is_not_added():
    made = submitted(
        row("applications", "2025-Q1", {"submitted": 3}, applicant="social_services"),
        row("applications", "2025-Q1", {"submitted": 2}, applicant="police"),
        row("applications", "2025-Q1", {"submitted": 1}, applicant="social_services_and_police"),
    )
    assert at(made).value == 5
    assert at(made, applicant="social_services_and_police").value == 1


def test_a_silent_row_leaves_the_sum_incomplete():
    made = submitted(
        given_row("2025-Q1", {"submitted": 9, "granted": 8}, purpose="sexual"),
        given_row("2025-Q1", {"submitted": 5}, purpose="labour"),
        measure="granted",
    )
    total = at(made, **SOCIAL)
    assert (total.mark, total.value) == (Mark.INCOMPLETE, None)
    assert remark(total, "incomplete_parts") == {"have": 1, "need": 2, "kind": "rows"}


def test_not_available_is_not_zero_and_cannot_occur_is():
    lacking = submitted(
        given_row("2025-Q1", "..", purpose="sexual"), given_row("2025-Q1", 5, purpose="labour")
    )
    assert at(lacking, **SOCIAL).mark is Mark.INCOMPLETE
    assert at(lacking, **SOCIAL, purpose="sexual").mark is Mark.NOT_AVAILABLE
    impossible = submitted(
        given_row("2025-Q1", ".", purpose="sexual"), given_row("2025-Q1", 5, purpose="labour")
    )
    assert at(impossible, **SOCIAL).value == 5
    assert at(impossible, **SOCIAL, purpose="sexual").mark is Mark.CANNOT_OCCUR


def test_a_bound_makes_the_sum_a_range():
    made = submitted(
        given_row("2025-Q1", "0-4", purpose="sexual"), given_row("2025-Q1", 5, purpose="labour")
    )
    total = at(made, **SOCIAL)
    assert (total.value, total.low, total.high) == (None, 5, 9)


def conflict(**more):
    return [
        *given_row("2025-Q1", 2, document="d", part="summary", whole_return=False, **more),
        *given_row("2025-Q1", 3, document="d", part="body", whole_return=False, **more),
    ]


def test_an_unsettled_conflict_has_no_value_and_lists_all():
    seen = at(submitted(conflict()), **SOCIAL)
    assert (seen.value, seen.mark) == (None, Mark.CONFLICT_UNRESOLVED)
    assert sorted(cited.value for cited in seen.conflicts) == [2, 3]


def test_a_conflict_among_the_parts_is_handed_down():
    made = submitted(conflict(purpose="sexual"), given_row("2025-Q1", 5, purpose="labour"))
    assert at(made, **SOCIAL).mark is Mark.CONFLICT_UNRESOLVED


def test_a_settled_conflict_carries_the_other_and_the_rule():
    rule = ConflictRule("applications", "submitted", "0180", "2025-Q1", 3, "skäl", "reason")
    seen = at(submitted(conflict(), rules=[rule]), **SOCIAL)
    assert (seen.value, seen.mark) == (3, None)
    assert [cited.value for cited in seen.conflicts] == [2]
    assert remark(seen, "conflict_rule") == {"sv": "skäl", "en": "reason"}


def test_a_sum_is_as_settled_as_its_least_settled_part():
    made = submitted(
        given_row("2025-Q1", 9, purpose="sexual", status="preliminary"),
        given_row("2025-Q1", 5, purpose="labour", status="final"),
    )
    assert at(made, **SOCIAL).status == "preliminary"


def test_rows_of_a_document_are_cited_one_by_one_and_those_of_a_return_by_their_sum():
    public = [
        given_row("2025-Q1", n, purpose=p, document="d", whole_return=False)
        for p, n in (("sexual", 9), ("labour", 5))
    ]
    assert [cited.value for cited in at(submitted(*public), **SOCIAL).inputs] == [5, 9]
    private = [given_row("2025-Q1", n, purpose=p) for p, n in (("sexual", 9), ("labour", 5))]
    (cited,) = at(submitted(*private), **SOCIAL).inputs
    assert (cited.value, cited.document) == (14, None)


@pytest.mark.parametrize(
    "parts",
    [
        ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"],
        ["2025-H1", "2025-H2"],
        ["2025-H1", "2025-Q3", "2025-Q4"],
        ["2025-Q1", "2025-Q2", "2025-H2"],
        ["2025-H1", "2025-Q3", "2025-10", "2025-11", "2025-12"],
    ],
)
def test_a_year_is_the_sum_of_parts_that_cover_it(parts):
    made = submitted(*(given_row(period, 2) for period in parts))
    year = at(made, "2025", **SOCIAL)
    assert (year.value, remark(year, "sum_of_periods")) == (2 * len(parts), {"periods": len(parts)})


def test_a_longer_part_is_not_counted_beside_its_own_parts():
    made = submitted(
        *(given_row(period, 2) for period in ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")),
        given_row("2025-H1", 5),
    )
    assert at(made, "2025", **SOCIAL).value == 9


def test_a_missing_quarter_makes_the_year_incomplete():
    made = submitted(*(given_row(p, 2) for p in ("2025-Q1", "2025-Q2", "2025-Q4")))
    year = at(made, "2025", **SOCIAL)
    assert (year.mark, year.value) == (Mark.INCOMPLETE, None)
    assert remark(year, "incomplete_parts") == {"have": 3, "need": 4, "kind": "quarters"}


def test_a_year_that_is_not_over_is_not_incomplete():
    made = submitted(given_row("2026-Q1", 2))
    assert {period for _, period, _ in made} == {"2026-Q1"}


def test_a_reported_year_wins_over_its_quarters():
    made = submitted(given_row("2025", 11), *(given_row(f"2025-Q{n}", 2) for n in (1, 2, 3, 4)))
    assert at(made, "2025", **SOCIAL).value == 11


def test_a_cell_that_one_quarter_lacks_is_incomplete_for_the_year():
    made = submitted(
        given_row("2025-H1", 2, purpose="sexual"),
        given_row("2025-H1", 1, purpose="labour"),
        given_row("2025-H2", 2, purpose="sexual"),
        given_row("2025-H2", 4),
    )
    assert at(made, "2025", **SOCIAL, purpose="sexual").value == 4
    assert at(made, "2025", **SOCIAL, purpose="labour").mark is Mark.INCOMPLETE
    assert at(made, "2025", **SOCIAL).value == 7


def test_a_stock_of_a_year_is_that_of_its_last_day():
    rows = [
        row("training", period, {"headcount": 10, "trained": trained})
        for period, trained in (("2024-H1", 4), ("2025-H1", 5), ("2025-H2", 6))
    ]
    made = submitted(*rows, source="training", measure="trained", stock=True)
    assert at(made, "2025").value == 6
    early = at(made, "2024")
    assert (early.mark, early.value) == (Mark.INCOMPLETE, None)
    assert remark(early, "incomplete_parts") == {"have": 0, "need": 1, "kind": "last_quarter"}


def test_places_outside_the_programme_are_left_out():
    made = submitted(given_row("2025-Q1", 2), given_row("2025-Q1", 9, geography="SE"))
    assert {place for place, _, _ in made} == {"0180"}


PURPOSES = ("sexual", "labour", "other", "unknown")
SEXES = ("women", "men", "other", "unknown")
counts = st.lists(st.lists(st.integers(0, 40), min_size=16, max_size=16), min_size=4, max_size=4)


@settings(max_examples=25, deadline=None)
@given(counts)
def test_totals_and_margins_of_complete_returns_add_up(quarters):
    rows = [
        given_row(f"2025-Q{number}", count, purpose=purpose, sex=sex)
        for number, table in enumerate(quarters, 1)
        for (purpose, sex), count in zip(
            ((p, s) for p in PURPOSES for s in SEXES), table, strict=True
        )
    ]
    made = submitted(*rows, crossings=(("purpose", "sex"),))
    year = at(made, "2025", **SOCIAL)
    assert year.value == sum(map(sum, quarters))
    for name, codes in (("purpose", PURPOSES), ("sex", SEXES)):
        assert year.value == sum(at(made, "2025", **SOCIAL, **{name: c}).value for c in codes)
    for number, table in enumerate(quarters, 1):
        assert at(made, f"2025-Q{number}", **SOCIAL).value == sum(table)


@settings(max_examples=25, deadline=None)
@given(counts, st.integers(0, 3), st.integers(0, 15))
def test_one_silent_row_is_never_filled_in(quarters, quarter, silent):
    rows = [
        given_row(
            f"2025-Q{number + 1}",
            {"submitted": n} | ({} if (number, place) == (quarter, silent) else {"granted": n}),
            purpose=PURPOSES[place // 4],
            sex=SEXES[place % 4],
        )
        for number, table in enumerate(quarters)
        for place, n in enumerate(table)
    ]
    made = submitted(*rows, measure="granted")
    assert at(made, f"2025-Q{quarter + 1}", **SOCIAL).mark is Mark.INCOMPLETE
    assert at(made, "2025", **SOCIAL).mark is Mark.INCOMPLETE
    assert at(made, "2025", **SOCIAL, sex=SEXES[silent % 4]).mark is Mark.INCOMPLETE
    other = SEXES[(silent + 1) % 4]
    assert at(made, "2025", **SOCIAL, sex=other).value is not None
